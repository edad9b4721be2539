import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { truePeakMeter } from "#dsp/true-peak.ts";
import { noise, sine } from "./signals.ts";

const rate = 48_000;

function peaksOf(samples: Float32Array, { block = samples.length, at = rate } = {}) {
	const meter = truePeakMeter({ rate: at, channels: 1 });
	for (let from = 0; from < samples.length; from += block) meter.push([samples.subarray(from, from + block)]);
	const { truePeak, samplePeak } = meter.read();
	return { truePeak: truePeak[0], samplePeak: samplePeak[0] };
}

describe("true peak", () => {
	// EBU Tech 3341, cases 15–19: the tolerance is +0.2/−0.4 dB.
	it.each([
		["15", 4, 0, 0.5, -6],
		["16", 4, 45, 0.5, -6],
		["17", 6, 60, 0.5, -6],
		["18", 8, 67.5, 0.5, -6],
		["19", 4, 45, 1.41, 3],
	])("case %s: a sine of rate/%d at %d° reads its real height", (_, part, phase, height, expected) => {
		const level = 20 * Math.log10(height);
		const tone = sine({ rate, hertz: rate / part, seconds: 1, level, phase });
		// Faded as EBU's own files are: a tone that starts at once really is higher than its samples.
		const { truePeak } = peaksOf(tone.map((x, i) => x * Math.min(1, i / 480, (tone.length - i) / 480)));
		expect(truePeak - expected).toBeLessThan(0.2);
		expect(truePeak - expected).toBeGreaterThan(-0.1);
	});

	it.each([44_100, 96_000, 192_000])("at %d Hz a tone between its samples reads within 0.2 dB", (at) => {
		const tone = sine({ rate: at, hertz: 11_025, seconds: 0.2, level: -6, phase: 45 });
		const faded = tone.map((x, i) => x * Math.min(1, i / 480, (tone.length - i) / 480));
		expect(Math.abs(peaksOf(faded, { at }).truePeak + 6)).toBeLessThan(0.2);
	});

	it("reads the sample peak exactly", () => {
		const samples = new Float32Array(1000);
		samples[500] = -0.5;
		expect(peaksOf(samples).samplePeak).toBeCloseTo(-6.0206, 4);
	});

	it("is never below the sample peak, and does not depend on how the blocks are cut", () => {
		fc.assert(
			fc.property(fc.integer(), fc.integer({ min: 1, max: 700 }), (seed, block) => {
				const samples = noise({ frames: 2000, rms: -20, seed });
				const whole = peaksOf(samples);
				expect(whole.truePeak).toBeGreaterThanOrEqual(whole.samplePeak);
				expect(peaksOf(samples, { block }).truePeak).toBeCloseTo(whole.truePeak, 9);
			}),
			{ numRuns: 30 },
		);
	});

	it("of silence is −Infinity", () => {
		expect(peaksOf(new Float32Array(5000))).toEqual({ truePeak: -Infinity, samplePeak: -Infinity });
	});
});
