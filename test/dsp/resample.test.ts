import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { realFft } from "#dsp/fft.ts";
import { kaiser } from "#dsp/kaiser.ts";
import { resample } from "#dsp/resample.ts";
import { lena, recording, sine } from "./signals.ts";

const pairs = [
	[44_100, 48_000],
	[48_000, 44_100],
	[48_000, 96_000],
	[96_000, 48_000],
	[96_000, 44_100],
	[44_100, 192_000],
] as const;

/** The highest spectral line away from `hertz`, in dB below a full-scale sine. */
function otherLines(samples: Float32Array, options: { rate: number; hertz: number }): number {
	const size = 32_768;
	const start = Math.floor((samples.length - size) / 2);
	const windowed = Float64Array.from({ length: size }, (_, i) => {
		return samples[start + i] * kaiser((2 * i) / size - 1, 20);
	});
	const gain =
		Array.from({ length: size }, (_, i) => kaiser((2 * i) / size - 1, 20)).reduce((a, b) => a + b) / 2;
	const spectrum = realFft(size).forward(windowed);
	let most = 0;
	for (let k = 0; k <= size / 2; k++) {
		const away = Math.abs((k * options.rate) / size - options.hertz) > (16 * options.rate) / size;
		if (away) most = Math.max(most, Math.hypot(spectrum[2 * k], spectrum[2 * k + 1]));
	}
	return 20 * Math.log10(most / gain);
}

function rms(samples: Float32Array): number {
	const middle = samples.subarray(samples.length / 4, (3 * samples.length) / 4);
	return Math.sqrt(middle.reduce((sum, x) => sum + x * x, 0) / middle.length);
}

describe("resampling", () => {
	it.each(pairs)("from %d to %d Hz keeps a tone where and what it was, sample for sample", (from, to) => {
		for (const hertz of [100, 997, 10_007]) {
			const tone = resample(sine({ rate: from, hertz, seconds: 1, level: -6 }), { from, to });
			const ideal = sine({ rate: to, hertz, seconds: 1, level: -6 });
			const error = tone.map((x, i) => x - ideal[i]);
			expect(20 * Math.log10(rms(error) / rms(ideal))).toBeLessThan(-120);
		}
	});

	it.each(pairs)("from %d to %d Hz is flat within 0.01 dB up to 0.9 of the lower Nyquist", (from, to) => {
		for (const part of [0.1, 0.5, 0.8, 0.9]) {
			const hertz = (part * Math.min(from, to)) / 2;
			const tone = resample(sine({ rate: from, hertz, seconds: 0.5, level: 0 }), { from, to });
			expect(Math.abs(20 * Math.log10(rms(tone) * Math.SQRT2))).toBeLessThan(0.01);
		}
	});

	it.each(pairs)("from %d to %d Hz leaves no image or alias above −120 dB", (from, to) => {
		const low = Math.min(from, to) / 2;
		for (const hertz of [0.3 * low, 0.89 * low]) {
			const tone = resample(sine({ rate: from, hertz, seconds: 1, level: 0 }), { from, to });
			expect(otherLines(tone, { rate: to, hertz })).toBeLessThan(-120);
		}
		if (from > to) {
			const above = resample(sine({ rate: from, hertz: 1.01 * low, seconds: 1, level: 0 }), { from, to });
			expect(otherLines(above, { rate: to, hertz: -1e6 })).toBeLessThan(-120);
		}
	});

	it("gives round(length × to / from) samples for any rates and lengths", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 3000 }),
				fc.constantFrom(44_100, 48_000, 88_200, 96_000, 47_952),
				fc.constantFrom(44_100, 48_000, 88_200, 192_000, 44_056),
				(length, from, to) => {
					expect(resample(new Float32Array(length), { from, to }).length).toBe(
						Math.round((length * to) / from),
					);
				},
			),
			{ numRuns: 25 },
		);
	});

	it("holds a steady level at odd ratios too", () => {
		const steady = resample(new Float32Array(3000).fill(0.5), { from: 48_000, to: 47_952 });
		for (const sample of steady.subarray(200, -200)) expect(sample).toBeCloseTo(0.5, 7);
	});

	it("there and back again is the same voice, in the band that both rates hold", () => {
		const voice = recording(lena).subarray(44_100, 2 * 44_100);
		const up = resample(voice, { from: 44_100, to: 96_000 });
		const back = resample(up, { from: 96_000, to: 44_100 });
		const lost = voice.map((x, i) => x - back[i]);
		expect(20 * Math.log10(rms(lost) / rms(voice))).toBeLessThan(-60);
	});

	it("at the same rate is a copy", () => {
		const voice = recording(lena).subarray(0, 1000);
		expect(resample(voice, { from: 48_000, to: 48_000 })).toEqual(voice);
	});
});
