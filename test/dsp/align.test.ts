import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Arrival, findPing, measureLatency } from "#dsp/align.ts";
import { bell, highPass, lowPass } from "#dsp/biquad.ts";
import { chirp, exponentialSweep } from "#dsp/sweep.ts";
import {
	compressed,
	delayed,
	frontCenter,
	lena,
	noise,
	plus,
	programme,
	recording,
	saturated,
	sine,
	through,
	times,
} from "./signals.ts";

const rate = 48_000;
const played = exponentialSweep({ rate, seconds: 2, from: 20, to: 20_000, level: -24 });
const frames = played.length + rate / 2;
const late = 1234.37;
const returned = delayed(played, late, frames);
const hiss = noise({ frames, rms: -70, seed: 1 });
const eq = [
	bell({ rate, hertz: 3000, q: 1, gain: 6 }),
	bell({ rate, hertz: 120, q: 1, gain: -4 }),
	bell({ rate, hertz: 9000, q: 1, gain: -5 }),
];
const measured = (recorded: Float32Array) => measureLatency({ played, recorded, rate });

function expectArrival(arrival: Arrival, expected: { at: number; polarity: 1 | -1; within: number }): void {
	if (!arrival.found) throw new Error(arrival.because);
	expect(arrival.polarity).toBe(expected.polarity);
	expect(Math.abs(arrival.samples - expected.at)).toBeLessThan(expected.within);
}

describe("the latency of a loop", () => {
	it.each([
		["a bare cable", returned, 1 as const, 0.0005],
		["noise at −70 dBFS", plus(returned, hiss), 1 as const, 0.001],
		["noise as loud as −40 dBFS", plus(returned, noise({ frames, rms: -40, seed: 2 })), 1 as const, 0.01],
		["valves driven hard", plus(saturated(returned, 20), hiss), 1 as const, 0.002],
		["a flipped cable", plus(times(returned, -1), hiss), -1 as const, 0.001],
		["an equaliser", plus(through(returned, ...eq), hiss), 1 as const, 0.01],
		["a compressor", plus(compressed(returned, { rate, threshold: -34 }), hiss), 1 as const, 0.01],
		["60 dB of loss", plus(times(returned, 0.001), times(hiss, 0.01)), 1 as const, 0.02],
		[
			"EQ, valves, a flip and noise together",
			plus(times(saturated(through(returned, ...eq), 4), -0.5), hiss),
			-1 as const,
			0.01,
		],
	])("is found through %s", (_, recorded, polarity, within) => {
		expectArrival(measured(recorded), { at: late, polarity, within });
	});

	it("is exact for any delay, level and polarity", () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 4000, noNaN: true }),
				fc.double({ min: -40, max: 0, noNaN: true }),
				fc.constantFrom(1 as const, -1 as const),
				(delay, level, polarity) => {
					const recorded = times(delayed(played, delay, frames), polarity * 10 ** (level / 20));
					expectArrival(measured(recorded), { at: delay, polarity, within: 0.001 });
				},
			),
			{ numRuns: 8 },
		);
	});

	it.each([44_100, 96_000, 192_000])("is found at %d Hz", (rate) => {
		const played = exponentialSweep({ rate, seconds: 1, from: 20, to: 20_000, level: -24 });
		const recorded = delayed(played, 612.5, played.length + 4096);
		expectArrival(measureLatency({ played, recorded, rate }), { at: 612.5, polarity: 1, within: 0.001 });
	});

	it("knows its own certainty: quieter noise, higher peak to noise", () => {
		const quiet = measured(plus(returned, noise({ frames, rms: -80, seed: 3 })));
		const loud = measured(plus(returned, noise({ frames, rms: -50, seed: 3 })));
		if (!quiet.found || !loud.found) throw new Error("both are found");
		expect(quiet.peakToNoise - loud.peakToNoise).toBeGreaterThan(20);
	});
});

const click = new Float32Array(frames);
click[50_000] = 0.5;

describe("a loop that returns nothing", () => {
	it.each([
		["silence", new Float32Array(frames)],
		["an empty recording", new Float32Array(0)],
		["hum", sine({ rate, hertz: 50, seconds: frames / rate, level: -30 })],
		["a click", click],
		["a voice", recording(lena).slice(0, frames)],
		["another voice", recording(frontCenter)],
		["music", programme({ rate, seconds: frames / rate, seed: 1 })],
		["DC that is switched on and off", click.map((_, i) => (i > 40_000 && i < 60_000 ? 0.3 : 0))],
	])("is said to return nothing when it gives %s", (_, recorded) => {
		const arrival = measured(recorded);
		expect(arrival.found).toBe(false);
	});

	it("is not fooled by noise of any seed", () => {
		for (let seed = 0; seed < 20; seed++)
			expect(measured(noise({ frames, rms: -20, seed })).found).toBe(false);
	});

	it("says why in a sentence", () => {
		const silent = measured(new Float32Array(frames));
		expect(silent).toEqual({
			found: false,
			because: "Nothing came back of the sweep: the recording is silent.",
		});
	});
});

describe("the ping before a pass", () => {
	const ping = chirp({ rate, milliseconds: 50, level: -24 });
	const at = 20_000.43;
	const came = delayed(ping, at, rate);
	const hiss = noise({ frames: rate, rms: -70, seed: 1 });
	const found = (recorded: Float32Array) => findPing({ ping, recorded, rate, around: 20_000, within: 2000 });

	it.each([
		["a bare cable", came, 1 as const, 0.001],
		["noise at −40 dBFS", plus(came, noise({ frames: rate, rms: -40, seed: 2 })), 1 as const, 0.02],
		["noise as loud as itself", plus(came, noise({ frames: rate, rms: -27, seed: 2 })), 1 as const, 0.1],
		["valves driven hard", plus(saturated(came, 8), hiss), 1 as const, 0.005],
		["a flipped cable", plus(times(came, -1), hiss), -1 as const, 0.005],
		["an equaliser", plus(through(came, ...eq), hiss), 1 as const, 0.05],
		["a compressor", plus(compressed(came, { rate, threshold: -40 }), hiss), 1 as const, 0.02],
		["a high-pass", through(came, highPass({ rate, hertz: 200, q: 0.7 })), 1 as const, 0.05],
	])("is found through %s", (_, recorded, polarity, within) => {
		expectArrival(found(recorded), { at, polarity, within });
	});

	it("shows a slip of the clock between two pings to a hundredth of a sample, whatever the gear's own delay", () => {
		const dark = [lowPass({ rate, hertz: 5000, q: 0.7 })];
		const before = found(plus(through(came, ...dark), hiss));
		const after = found(plus(through(delayed(ping, at + 0.62, rate), ...dark), hiss));
		if (!before.found || !after.found) throw new Error("both are found");
		expect(after.samples - before.samples).toBeCloseTo(0.62, 2);
	});

	it("is found beside loud programme that starts after the gap", () => {
		const music = programme({ rate, seconds: 0.4, seed: 5 });
		const recorded = new Float32Array(rate);
		recorded.set(music, rate - music.length);
		expectArrival(found(plus(recorded, came)), { at, polarity: 1, within: 0.01 });
	});

	it("is not found in silence, noise, a click or a voice", () => {
		const voice = recording(lena);
		const tick = new Float32Array(rate);
		tick[20_100] = 0.5;
		const others: Float32Array[] = [new Float32Array(rate), new Float32Array(10), tick];
		for (let seed = 0; seed < 50; seed++) others.push(noise({ frames: rate, rms: -20, seed }));
		for (let from = 0; from < voice.length - rate; from += 20_000)
			others.push(voice.subarray(from, from + rate));
		for (const recorded of others) expect(found(recorded).found).toBe(false);
	});

	it("is not found where it is not looked for", () => {
		expect(findPing({ ping, recorded: came, rate, around: 10_000, within: 1000 }).found).toBe(false);
	});
});
