import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CONVERTER_LATENCY } from "#engine/backends/converter.ts";
import { audible, planRack } from "#engine/backends/rack-plan.ts";
import { simulated } from "#engine/backends/simulated.ts";
import { playback, tone, toneIn } from "#engine/playback.ts";
import { dBu, dbFromRatio } from "#model/level.ts";
import type { VirtualRack, VirtualStage } from "#model/virtual-rack.ts";
import { aChannel, aConverter, aHop, music, outboard, RATE, straight } from "#test/engine/rig.ts";

/** What comes back on input 1 of a sound on output 1, lined up with it. */
const through = async (rack: VirtualRack, sound: Float32Array): Promise<Float32Array> => {
	const stream = await simulated({ pace: "fast", rack }).open({ rate: RATE, outputs: [1], inputs: [1] });
	const padded = new Float32Array(sound.length + CONVERTER_LATENCY);
	padded.set(sound);
	const [back] = await playback(stream, [padded], { inputs: 1, signal: new AbortController().signal });
	return back.subarray(CONVERTER_LATENCY, CONVERTER_LATENCY + sound.length);
};

const sine = (level: number, frequency = 1000, seconds = 1) =>
	tone({ frequency, level, seconds, rate: RATE });
/** The level of a frequency in the last fifth, dBFS. */
const settled = (sound: Float32Array, frequency = 1000): number =>
	dbFromRatio(
		toneIn(sound.subarray(Math.floor(sound.length * 0.75), Math.floor(sound.length * 0.95)), frequency, RATE),
	);
const impulse = (seconds: number): Float32Array => {
	const samples = new Float32Array(Math.round(seconds * RATE));
	samples[1000] = 0.5;
	return samples;
};
const peakAt = (sound: Float32Array): number =>
	sound.reduce((best, sample, i) => (Math.abs(sample) > Math.abs(sound[best]) ? i : best), 0);
const rms = (sound: Float32Array): number =>
	Math.sqrt(sound.reduce((sum, sample) => sum + sample * sample, 0) / sound.length);
const gainOf = async (stage: VirtualStage, frequency = 1000, level = -30): Promise<number> =>
	settled(await through(outboard(stage), sine(level, frequency)), frequency) - level;

describe("cords", () => {
	test("a cord from an output to an input of the same full scale returns every sample as it was", async () => {
		const sound = music(1);
		expect(await through(straight(), sound)).toEqual(sound);
	});

	test("an input that is 4 dB more sensitive than the output returns 4 dB more", async () => {
		const rack = { ...straight(), outputs: [{ ...aConverter("out 1", 1), fullScale: dBu(24) }] };
		expect(settled(await through(rack, sine(-20)))).toBeCloseTo(-16, 4);
	});

	test("a hop loses what it loses and turns over what is wired crosswise", async () => {
		const rack = { ...straight(), hops: [aHop("out 1", "in 1", -6, true)] };
		const back = await through(rack, impulse(0.1));
		expect(back[1000]).toBeCloseTo(-0.5 * 10 ** (-6 / 20), 6);
	});

	test("two outputs on one input are summed", async () => {
		const rack = { ...straight(), hops: [aHop("out 1", "in 1"), aHop("out 1", "in 1", -6)] };
		expect(settled(await through(rack, sine(-20)))).toBeCloseTo(-20 + dbFromRatio(1 + 10 ** (-6 / 20)), 3);
	});

	test("an input with nothing plugged gives only its own noise", async () => {
		const rack = { ...straight(-80), hops: [] };
		const back = await through(rack, sine(-10));
		expect(dbFromRatio(rms(back) * Math.SQRT2)).toBeCloseTo(-100, 0);
		expect(settled(back)).toBeLessThan(-110);
	});

	test("nothing comes back above full scale", async () => {
		const rack = { ...straight(), hops: [aHop("out 1", "in 1", 20)] };
		const back = await through(rack, sine(-6));
		expect(back.reduce((peak, sample) => Math.max(peak, sample), 0)).toBe(1);
	});

	test("a feedback loop is heard and stays within the unit's maximum", async () => {
		const rack = {
			...outboard({ do: "gain", gain: 6 }),
			channels: [aChannel("left", [{ do: "gain", gain: 6 }], 10)],
			hops: [aHop("out 1", "left"), aHop("left", "left", 0), aHop("left", "in 1")],
		};
		const back = await through(rack, impulse(1));
		const peak = back.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
		expect(dbFromRatio(peak)).toBeCloseTo(-10, 1);
		expect(rms(back.subarray(back.length - 1000))).toBeGreaterThan(0.01);
	});
});

describe("stages do what their figures say", () => {
	test("gain, any", () =>
		fc.assert(
			fc.asyncProperty(fc.double({ min: -40, max: 20, noNaN: true }), async (gain) => {
				expect(await gainOf({ do: "gain", gain })).toBeCloseTo(gain, 2);
			}),
			{ numRuns: 10 },
		));

	test("polarity turns the signal over", async () => {
		const back = await through(outboard({ do: "polarity" }), impulse(0.1));
		expect(back[1000]).toBeCloseTo(-0.5, 5);
	});

	const filters: readonly (readonly [string, VirtualStage, number, number])[] = [
		[
			"low-pass at its corner",
			{ do: "filter", shape: "lowpass", frequency: 2000, q: Math.SQRT1_2, gain: 0 },
			2000,
			-3.01,
		],
		[
			"low-pass with Q 2 at its corner",
			{ do: "filter", shape: "lowpass", frequency: 2000, q: 2, gain: 0 },
			2000,
			6.02,
		],
		[
			"high-pass at its corner",
			{ do: "filter", shape: "highpass", frequency: 100, q: Math.SQRT1_2, gain: 0 },
			100,
			-3.01,
		],
		[
			"high-pass an octave below",
			{ do: "filter", shape: "highpass", frequency: 800, q: Math.SQRT1_2, gain: 0 },
			400,
			-12.3,
		],
		["bell in its middle", { do: "filter", shape: "peaking", frequency: 3000, q: 1.4, gain: 6 }, 3000, 6],
		["bell far away", { do: "filter", shape: "peaking", frequency: 3000, q: 1.4, gain: 6 }, 100, 0],
		["low shelf below", { do: "filter", shape: "lowshelf", frequency: 500, q: 1, gain: -4 }, 40, -4],
		["low shelf at its corner", { do: "filter", shape: "lowshelf", frequency: 500, q: 1, gain: -4 }, 500, -2],
		["high shelf above", { do: "filter", shape: "highshelf", frequency: 2000, q: 1, gain: 3 }, 18_000, 3],
	];
	test.each(filters)("%s", async (_, stage, frequency, gain) => {
		expect(Math.abs((await gainOf(stage, frequency)) - gain)).toBeLessThan(0.1);
	});

	const compressors = [
		{ threshold: 0, ratio: 2, attack: 0.03, release: 0.3, knee: 0 },
		{ threshold: 4, ratio: 4, attack: 0.01, release: 0.1, knee: 0 },
		{ threshold: -10, ratio: 4, attack: 0.003, release: 0.25, knee: 6 },
		{ threshold: 10, ratio: 10, attack: 0.001, release: 0.5, knee: 0 },
		{ threshold: -20, ratio: 20, attack: 0.0002, release: 0.1, knee: 12 },
	];
	test.each(compressors)("compressor: static curve within 1 dB: %o", async (figures) => {
		for (const level of [-40, -30, -20, -10, -5, 0]) {
			const back = settled(await through(outboard({ do: "compress", ...figures }), sine(level, 1000, 2)));
			const over = level + 20 - figures.threshold;
			const half = figures.knee / 2;
			const soft = Math.abs(over) < half ? (over + half) ** 2 / (2 * figures.knee) : Math.max(0, over);
			const expected = level - (1 - 1 / figures.ratio) * soft;
			expect(Math.abs(back - expected), `at ${level} dBFS`).toBeLessThan(1);
		}
	});

	test("compressor: no delay, and none against a way around it", async () => {
		const idle: VirtualStage = {
			do: "compress",
			threshold: 40,
			ratio: 2,
			attack: 0.01,
			release: 0.1,
			knee: 0,
		};
		expect(peakAt(await through(outboard(idle), impulse(0.1)))).toBe(1000);
		const parallel = {
			...straight(),
			channels: [aChannel("left", [idle])],
			hops: [aHop("out 1", "left"), aHop("left", "in 1"), aHop("out 1", "in 1")],
		};
		for (const frequency of [100, 1000, 10_000])
			expect(settled(await through(parallel, sine(-20, frequency)), frequency)).toBeCloseTo(-20 + 6.02, 1);
	});

	test("saturation leaves quiet signals alone and adds odd harmonics to loud ones", async () => {
		const stage: VirtualStage = { do: "saturate", ceiling: 10, drive: 0 };
		expect(await gainOf(stage, 1000, -60)).toBeCloseTo(0, 2);
		const loud = await through(outboard(stage), sine(-10));
		const third = settled(loud, 3000) - settled(loud);
		const ideal = Float32Array.from({ length: RATE }, (_, i) =>
			Math.tanh(Math.sin((2 * Math.PI * 1000 * i) / RATE)),
		);
		expect(third).toBeCloseTo(settled(ideal, 3000) - settled(ideal), 1);
		expect(settled(loud, 2000) - settled(loud)).toBeLessThan(-90);
		expect(peakAt(await through(outboard(stage), impulse(0.1)))).toBe(1000);
	});

	test("the unit's maximum level is where it clips", async () => {
		const rack = { ...outboard(), channels: [aChannel("left", [], 8)] };
		const back = await through(rack, sine(-3));
		expect(dbFromRatio(back.reduce((peak, sample) => Math.max(peak, sample), 0))).toBeCloseTo(-12, 2);
	});

	test("noise has its level, whatever else sounds", async () => {
		const back = await through(outboard({ do: "noise", level: -60 }), new Float32Array(2 * RATE));
		expect(dbFromRatio(rms(back.subarray(4800)) * Math.SQRT2)).toBeCloseTo(-80, 1);
	});

	test("a delay takes its time to the sample", () =>
		fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 30_000 }), async (samples) => {
				const back = await through(outboard({ do: "delay", seconds: samples / RATE }), impulse(1));
				expect(peakAt(back)).toBe(1000 + samples);
			}),
			{ numRuns: 10 },
		));

	test("an echo repeats, each time by its feedback less", async () => {
		const stage: VirtualStage = { do: "echo", seconds: 0.1, feedback: 0.5, mix: 0.4 };
		const back = await through(outboard(stage), impulse(0.5));
		expect(back[1000]).toBeCloseTo(0.5 * 0.6, 4);
		for (const repeat of [1, 2, 3])
			expect(back[1000 + repeat * 4800]).toBeCloseTo(0.5 * 0.4 * 0.5 ** (repeat - 1), 3);
	});

	test("a reverb falls by 60 dB in its time", async () => {
		const back = await through(outboard({ do: "reverb", seconds: 1, mix: 1 }), impulse(1.5));
		const early = rms(back.subarray(1000, 1000 + 4800));
		const late = rms(back.subarray(1000 + 24_000, 1000 + 28_800));
		expect(dbFromRatio(late / early)).toBeCloseTo(-30, 0);
	});

	test("stages follow each other in signal order", async () => {
		const clipFirst = outboard({ do: "saturate", ceiling: -10, drive: 0 }, { do: "gain", gain: -20 });
		const gainFirst = outboard({ do: "gain", gain: -20 }, { do: "saturate", ceiling: -10, drive: 0 });
		const third = (sound: Float32Array) => settled(sound, 3000) - settled(sound);
		expect(third(await through(clipFirst, sine(-10)))).toBeGreaterThan(-15);
		expect(third(await through(gainFirst, sine(-10)))).toBeLessThan(-20);
	});
});

describe("the plan of a rack", () => {
	test("units that no return can hear are left out", () => {
		const rack = {
			...outboard(),
			channels: [aChannel("left", []), aChannel("right", []), aChannel("spare", [])],
		};
		expect(audible(rack, [1]).channels.map(({ id }) => id)).toEqual(["left"]);
	});

	test("law: without its feedback hops no rack has a loop, and no way waits a negative time", () =>
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), { maxLength: 15 }),
				(pairs) => {
					const slow: VirtualStage = {
						do: "compress",
						threshold: 0,
						ratio: 2,
						attack: 0.01,
						release: 0.1,
						knee: 0,
					};
					const channels = [0, 1, 2, 3, 4, 5].map((n) => aChannel(`${n}`, n % 2 ? [slow] : []));
					const hops = pairs.map(([from, to]) => aHop(`${from}`, `${to}`));
					const plan = planRack({ ...straight(), channels, hops }, RATE);
					const forward = plan.hops.filter(({ feedback }) => !feedback);
					expect(forward.every(({ pad }) => pad >= 0)).toBe(true);
					const reaches = (from: string, goal: string, depth: number): boolean =>
						depth > 0 &&
						forward.some((hop) => hop.from === from && (hop.to === goal || reaches(hop.to, goal, depth - 1)));
					for (const { id } of channels) expect(reaches(id, id, 6)).toBe(false);
				},
			),
			{ numRuns: 50 },
		));
});
