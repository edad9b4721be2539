import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { NoPort } from "#devices/port.ts";
import { backOff, keepConnected } from "#devices/roster.ts";
import type { Wait } from "#devices/timing.ts";
import { takeToken } from "#devices/token-bucket.ts";

describe("the back-off", () => {
	test("doubles from a second to a minute, scattered by a quarter each way", () => {
		expect([0, 1, 2, 5, 6, 50].map((failures) => backOff(failures, 0.5))).toEqual([
			1000, 2000, 4000, 32_000, 60_000, 60_000,
		]);
		expect(backOff(0, 0)).toBe(750);
		expect(backOff(0, 1)).toBe(1250);
	});
});

/** A roster of one unit that is never there, on a clock that a test turns. */
const absent = (refusal: NoPort) => {
	const pauses: number[] = [];
	const said: string[] = [];
	let pass = () => {};
	const wait: Wait = (ms, signal) =>
		new Promise((done) => {
			pauses.push(ms);
			pass = done;
			signal.addEventListener("abort", () => done(), { once: true });
		});
	const closing = new AbortController();
	const keeping = keepConnected({
		port: "COM3",
		open: async () => refusal,
		talk: async () => ({ because: "never", answered: false }),
		hear: () => {},
		say: (link, sentence) => said.push(`${link}: ${sentence}`),
		timing: { now: () => 0, wait },
		chance: () => 0.5,
		signal: closing.signal,
	});
	return { pauses, said, pass: () => pass(), closing, ...keeping };
};

describe("a unit that is not there", () => {
	test("is looked for at growing intervals, with the reason on the screen", async () => {
		const roster = absent({ link: "lost", because: "COM3 is in use" });
		for (const count of [1, 2, 3]) {
			await vi.waitUntil(() => roster.pauses.length === count);
			roster.pass();
		}
		await vi.waitUntil(() => roster.pauses.length === 4);
		expect(roster.pauses).toEqual([1000, 2000, 4000, 8000]);
		expect(roster.said.slice(0, 2)).toEqual([
			"connecting: Looking for it at COM3.",
			"lost: COM3 is in use. Trying again.",
		]);
		roster.closing.abort();
		await roster.ended;
		expect(roster.said.at(-1)).toBe("off: Closed.");
	});

	test("is tried at once when a person turns its knob", async () => {
		const roster = absent({ link: "missing", because: "there is no COM3" });
		await vi.waitUntil(() => roster.pauses.length === 1);
		roster.wake();
		await vi.waitUntil(() => roster.pauses.length === 2);
		roster.closing.abort();
		await roster.ended;
	});
});

describe("the token bucket", () => {
	test("never lets more through than its rate and its burst, and never holds back without need", () => {
		const flow = { perSecond: 200, burst: 20 };
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 200 }), (gaps) => {
				let bucket = { tokens: flow.burst, at: 0 };
				let now = 0;
				const passed: number[] = [];
				for (const gap of gaps) {
					now += gap;
					const taken = takeToken(flow, bucket, now);
					bucket = taken.bucket;
					now += taken.wait;
					passed.push(now);
				}
				const limit = flow.burst + (now / 1000) * flow.perSecond;
				expect(passed.length).toBeLessThanOrEqual(limit + 1.001);
				if (gaps.length <= flow.burst) expect(now).toBe(gaps.reduce((sum, gap) => sum + gap, 0));
			}),
		);
	});
});
