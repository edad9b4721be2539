import { describe, expect, it } from "vitest";
import { dither, fitsIn } from "#dsp/dither.ts";
import { meter } from "#dsp/meter.ts";
import { seededRandom } from "#dsp/random.ts";
import { sine } from "./signals.ts";

const rate = 48_000;

describe("dither", () => {
	it("puts every sample on a whole step of the shorter word", () => {
		const cut = dither(sine({ rate, hertz: 997, seconds: 0.5, level: 0 }), {
			bits: 16,
			random: seededRandom(1),
		});
		expect(fitsIn(cut, 16)).toBe(true);
	});

	it("is the same for the same seed, so that a print can be made again", () => {
		const tone = sine({ rate, hertz: 997, seconds: 0.1, level: -60 });
		const again = () => dither(tone, { bits: 16, random: seededRandom(7) });
		expect(again()).toEqual(again());
	});

	it("leaves a tone of a third of a step audible instead of nothing", () => {
		const tone = sine({ rate, hertz: 1000, seconds: 4, level: 20 * Math.log10(1 / 3 / 32_768) });
		const cut = dither(tone, { bits: 16, random: seededRandom(2) });
		const found = cut.reduce((sum, x, i) => sum + x * Math.sin((2 * Math.PI * 1000 * i) / rate), 0);
		expect(((2 * found) / cut.length) * 32_768).toBeCloseTo(1 / 3, 1);
	});

	it("adds noise that does not breathe with the signal: a quarter of a step squared, whatever the value", () => {
		for (const value of [0, 0.25, 0.5, 0.8]) {
			const steady = new Float32Array(50_000).fill(value / 32_768);
			const cut = dither(steady, { bits: 16, random: seededRandom(3) });
			const power = cut.reduce((sum, x) => sum + (x * 32_768 - value) ** 2, 0) / cut.length;
			expect(power).toBeGreaterThan(0.24);
			expect(power).toBeLessThan(0.26);
		}
	});

	it("is not needed where samples are whole steps already", () => {
		expect(fitsIn(Float32Array.of(0, 0.5, -1, 3 / 32_768), 16)).toBe(true);
		expect(fitsIn(Float32Array.of(1 / 65_536), 16)).toBe(false);
		expect(fitsIn(Float32Array.of(1), 16)).toBe(false);
	});
});

describe("the meters", () => {
	it("read 0 dBFS, peak and RMS, for a sine that touches full scale (AES17)", () => {
		const meters = meter({ channels: 2 });
		meters.push([
			sine({ rate, hertz: 1000, seconds: 1, level: 0 }),
			sine({ rate, hertz: 1000, seconds: 1, level: -20 }),
		]);
		const { peak, rms } = meters.read();
		expect(peak[0]).toBeCloseTo(0, 2);
		expect(rms[0]).toBeCloseTo(0, 4);
		expect(peak[1]).toBeCloseTo(-20, 2);
		expect(rms[1]).toBeCloseTo(-20, 4);
	});

	it("start afresh after each reading", () => {
		const meters = meter({ channels: 1 });
		meters.push([Float32Array.of(1, -1)]);
		meters.read();
		meters.push([new Float32Array(256)]);
		expect(meters.read()).toEqual({ peak: [-Infinity], rms: [-Infinity] });
		expect(meters.read()).toEqual({ peak: [-Infinity], rms: [-Infinity] });
	});
});
