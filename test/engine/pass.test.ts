import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { measureLoops } from "#engine/latency.ts";
import type { VirtualStage } from "#model/virtual-rack.ts";
import { delayed, fast, never, printed, samplesOf } from "./a-pass.ts";
import { aFolder, aHop, anOrder, aWav, music, outboard, RATE, straight } from "./rig.ts";

describe("a pass through straight cords", () => {
	test("prints the source bit for bit, with its tail, and says so", async () => {
		await using folder = await aFolder();
		const sound = [music(1.5, 1), music(1.5, 2)];
		const source = await aWav(folder.path("mix.wav"), ...sound);
		const result = await printed(anOrder({ source, take: folder.path("take.wav") }), fast(straight()));

		expect(result.states).toEqual(["armed", "ping", "rolling", "tail", "closing ping", "checked", "printed"]);
		expect(result).toMatchObject({ end: "printed", remarks: [], take: folder.path("take.wav") });
		expect(result.lastClock).toEqual({ position: 1.5, remaining: 0 });
		const take = await samplesOf(result.take);
		for (const [channel, samples] of sound.entries()) {
			expect(take[channel].subarray(0, samples.length)).toEqual(samples);
			expect(take[channel].length).toBe(samples.length + 0.2 * RATE);
			expect(take[channel].subarray(samples.length).every((sample) => sample === 0)).toBe(true);
		}
	});

	test("law: mono or stereo, any length, any whole latency: the take is the source", () =>
		fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 30_000 }),
				fc.integer({ min: 1, max: 2 }),
				fc.integer({ min: 0, max: 9000 }),
				async (frames, channels, delay) => {
					await using folder = await aFolder();
					const sound = [music(1, 3), music(1, 4)].slice(0, channels).map((leg) => leg.subarray(0, frames));
					const source = await aWav(folder.path("mix.wav"), ...sound);
					const lines = [1, 2].slice(0, channels);
					const order = anOrder({
						source,
						take: folder.path("take.wav"),
						sends: lines,
						returns: lines,
						tail: 0,
						latency: 612 + delay,
					});
					const late = delayed(fast(straight()), delay);
					const result = await printed(order, late);
					expect(result.figures?.latency).toBeCloseTo(612 + delay, 2);
					expect(await samplesOf(result.take)).toEqual(sound);
				},
			),
			{ numRuns: 15 },
		));

	test("a mono source returns in stereo", async () => {
		await using folder = await aFolder();
		const sound = music(1);
		const source = await aWav(folder.path("mix.wav"), sound);
		const rack = { ...straight(), hops: [aHop("out 1", "in 1"), aHop("out 1", "in 2")] };
		const order = anOrder({ source, take: folder.path("take.wav"), sends: [1], tail: 0 });
		expect(await samplesOf((await printed(order, fast(rack))).take)).toEqual([sound, sound]);
	});

	test("a 16-bit take of a 24-bit source is dithered, one of a 16-bit source is not", async () => {
		await using folder = await aFolder();
		const fine = music(0.5);
		const coarse = fine.map((sample) => Math.round(sample * 2 ** 15) / 2 ** 15);
		for (const [name, sound, equal] of [
			["fine", fine, false],
			["coarse", coarse, true],
		] as const) {
			const source = await aWav(folder.path(`${name}.wav`), sound);
			const order = anOrder({
				source,
				take: folder.path(`${name} take.wav`),
				sends: [1],
				returns: [1],
				tail: 0,
				bits: 16,
			});
			const [take] = await samplesOf((await printed(order, fast(straight()))).take);
			const furthest = take.reduce((most, sample, i) => Math.max(most, Math.abs(sample - sound[i])), 0);
			if (equal) expect(furthest).toBe(0);
			else expect(furthest).toBeGreaterThan(2 ** -17);
			expect(furthest).toBeLessThan(2 ** -13.9);
		}
	});

	test("without pings nothing but the programme is played, and the sentence says what that costs", async () => {
		await using folder = await aFolder();
		const sound = [music(1, 1), music(1, 2)];
		const source = await aWav(folder.path("mix.wav"), ...sound);
		const order = anOrder({ source, take: folder.path("take.wav"), pings: false, tail: 0 });
		const result = await printed(order, fast(straight()));
		expect(result.states).toEqual(["armed", "rolling", "tail", "checked", "printed"]);
		expect(result.sentence).toContain("without pings");
		expect(await samplesOf(result.take)).toEqual(sound);
	});
});

describe("a pass through outboard", () => {
	const chains: readonly (readonly [string, readonly VirtualStage[]])[] = [
		["an equaliser", [{ do: "filter", shape: "peaking", frequency: 3000, q: 1, gain: 6 }]],
		["a 5 kHz low-pass", [{ do: "filter", shape: "lowpass", frequency: 5000, q: 0.7, gain: 0 }]],
		[
			"a compressor at work",
			[{ do: "compress", threshold: -10, ratio: 4, attack: 0.01, release: 0.1, knee: 6 }],
		],
		["saturation", [{ do: "saturate", ceiling: 10, drive: 6 }]],
		["a digital delay", [{ do: "delay", seconds: 0.3 }]],
		["an echo", [{ do: "echo", seconds: 0.11, feedback: 0.5, mix: 0.3 }]],
		["a reverb", [{ do: "reverb", seconds: 1.5, mix: 0.25 }]],
		["a noisy unit that turns over", [{ do: "polarity" }, { do: "noise", level: -50 }]],
	];
	test.each(chains)("%s: measured, verified and printed with that latency", async (_, stages) => {
		await using folder = await aFolder();
		const backend = fast(outboard(...stages));
		const measured = await measureLoops({
			backend,
			rate: RATE,
			sends: [1, 2],
			returns: [1, 2],
			signal: never,
		});
		const [left, right] = measured.perReturn;
		expect(left.because).toBeUndefined();
		expect(left.samples).toBeCloseTo(right.samples ?? 0, 0);
		const source = await aWav(folder.path("mix.wav"), music(2, 1), music(2, 2));
		const order = anOrder({
			source,
			take: folder.path("take.wav"),
			latency: left.samples ?? 0,
			polarity: left.polarity ?? 1,
		});
		const result = await printed(order, backend);
		expect(result.remarks.filter(({ severity }) => severity === "fail")).toEqual([]);
		expect(result.end).toBe("printed");
		expect(result.figures?.drift).toBeCloseTo(0, 1);
	});
});
