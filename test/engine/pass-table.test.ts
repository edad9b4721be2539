import { expect, test } from "vitest";
import { nextState, PASS_EVENTS, type PassEvent } from "#engine/pass-table.ts";
import { PassState } from "#model/pass.ts";

const states = PassState.options;
const ends: readonly PassState[] = ["printed", "failed", "aborted"];
const sounding: readonly PassState[] = ["armed", "ping", "rolling", "tail", "closing ping"];

/** Every allowed step but STOP and faults, written out a second time. */
const steps: readonly (readonly [PassState, PassEvent, PassState])[] = [
	["idle", "ordered", "armed"],
	["printed", "ordered", "armed"],
	["failed", "ordered", "armed"],
	["aborted", "ordered", "armed"],
	["armed", "opened for a ping", "ping"],
	["armed", "opened without pings", "rolling"],
	["ping", "ping came back", "rolling"],
	["rolling", "source ended", "tail"],
	["tail", "tail ended", "closing ping"],
	["tail", "all heard", "checked"],
	["closing ping", "all heard", "checked"],
	["checked", "approved", "printed"],
	["checked", "rejected", "failed"],
	["checked", "broke", "failed"],
	...sounding.flatMap(
		(state) =>
			[
				[state, "stopped", "aborted"],
				[state, "broke", "failed"],
			] as const,
	),
];

for (const state of states)
	for (const event of PASS_EVENTS) {
		const [, , next] = steps.find(([from, on]) => from === state && on === event) ?? [];
		test(`a pass that is ${state}, ${event}: ${next ?? "cannot happen"}`, () => {
			expect(nextState(state, event)).toBe(next);
		});
	}

test("STOP is heeded whenever sound may be running, and never spoils a whole take", () => {
	for (const state of states)
		expect(nextState(state, "stopped")).toBe(sounding.includes(state) ? "aborted" : undefined);
});

test("law: every state that is not an end can still come to one", () => {
	const reaches = (state: PassState, seen: ReadonlySet<PassState>): boolean =>
		ends.includes(state) ||
		PASS_EVENTS.some((event) => {
			const next = nextState(state, event);
			return next !== undefined && !seen.has(next) && reaches(next, new Set([...seen, next]));
		});
	for (const state of states) expect(reaches(state, new Set([state]))).toBe(true);
});
