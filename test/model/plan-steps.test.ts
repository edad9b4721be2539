import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Plugged } from "#model/cable.ts";
import type { Step } from "#model/readings.ts";
import { deskIn, planAt, plannedIn, plugAnything, situations, someEnds, tick } from "./a-situation.ts";
import { copperOf, dangersIn } from "./a-small-room.ts";

const isMove = ({ do: does }: Step): boolean => does === "plug" || does === "unplug" || does === "turn";

/** The cords after each step of a plan, with the dangers that a person was told of before it. */
const statesOf = (cords: readonly Plugged[], steps: readonly Step[]) => {
	let hanging: readonly Pick<Plugged, "cord" | "from" | "to">[] = cords;
	const told = new Set<string>();
	return steps.map(({ id, do: does, from, to, cord }) => {
		if (id.startsWith("guard ")) told.add(id.slice("guard ".length));
		if (does === "unplug") hanging = hanging.filter((known) => known.cord !== cord?.id);
		if (does === "plug") hanging = [...hanging, { cord: cord?.id ?? "", from, to }];
		return { hanging, told: new Set(told) };
	});
};

/** A loop has many inputs, and it is enough to be told of one. */
const isTold = (danger: string, told: ReadonlySet<string>): boolean =>
	told.has(danger) || (danger.startsWith("feedback") && [...told].some((one) => one.startsWith("feedback")));

describe("on the way from one patch to the other", () => {
	test("nothing dangerous happens that is neither there now nor when all is done, or a person is told before", () => {
		fc.assert(
			fc.property(situations, (situation) => {
				const { room, cords } = situation;
				const { plan } = plannedIn(situation);
				const states = statesOf(cords, plan.steps);
				const allowed = new Set(
					[cords, states.at(-1)?.hanging ?? []].flatMap((at) => [...dangersIn(room, copperOf(room, at))]),
				);
				for (const { hanging, told } of states)
					for (const danger of dangersIn(room, copperOf(room, hanging)))
						expect(allowed.has(danger) || isTold(danger, told), danger).toBe(true);
			}),
			{ numRuns: 150 },
		);
	});

	test("each step that is ticked leaves one less, and at the end nothing is left to do", () => {
		fc.assert(
			fc.property(situations, (situation) => {
				const desk = deskIn(situation);
				const { room, chain } = situation;
				let plan = planAt(room, desk, chain.id);
				fc.pre(plan.missing.length === 0);
				for (let left = plan.steps.filter(isMove).length; left > 0; left--) {
					expect(plan.steps.filter(isMove)).toHaveLength(left);
					const next = plan.steps.find(isMove);
					if (next) tick(desk, next);
					plan = planAt(room, desk, chain.id);
				}
				expect([plan.steps, plan.missing]).toEqual([[], []]);
			}),
			{ numRuns: 60 },
		);
	});

	test("somebody plugs something else in the middle of it: the plan that is read off then leads to the end again", () => {
		fc.assert(
			fc.property(situations, someEnds(2), fc.nat(4), (situation, ends, after) => {
				const desk = deskIn(situation);
				const { room, chain } = situation;
				const first = planAt(room, desk, chain.id);
				fc.pre(first.missing.length === 0);
				for (const step of first.steps.filter(isMove).slice(0, after)) tick(desk, step);
				plugAnything(room, desk, ends);
				const again = planAt(room, desk, chain.id);
				fc.pre(again.missing.length === 0);
				for (const step of again.steps) tick(desk, step);
				expect(planAt(room, desk, chain.id).steps).toEqual([]);
			}),
			{ numRuns: 60 },
		);
	});

	test("what was ticked is taken back step by step, and the plan asks for it again", () => {
		fc.assert(
			fc.property(situations, (situation) => {
				const desk = deskIn(situation);
				const { room, chain } = situation;
				const { steps } = planAt(room, desk, chain.id);
				for (const step of steps) tick(desk, step);
				for (const _ of steps.filter(isMove)) desk.undo();
				expect(planAt(room, desk, chain.id).steps.map(({ id }) => id)).toEqual(steps.map(({ id }) => id));
			}),
			{ numRuns: 30 },
		);
	});
});
