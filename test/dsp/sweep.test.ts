import { describe, expect, it } from "vitest";
import { convolve, deconvolve } from "#dsp/fft.ts";
import { chirp, exponentialSweep, sweepPace } from "#dsp/sweep.ts";
import { noise } from "./signals.ts";

const sweep = { rate: 48_000, seconds: 2, from: 20, to: 20_000, level: -24 };

describe("the sweep", () => {
	it("peaks at the level that was asked for", () => {
		const peak = exponentialSweep(sweep).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
		expect(20 * Math.log10(peak)).toBeCloseTo(-24, 2);
	});

	it("begins and ends in silence, without a click", () => {
		const samples = exponentialSweep(sweep);
		expect(Math.abs(samples[0])).toBeLessThan(1e-9);
		expect(Math.abs(samples[samples.length - 1])).toBeLessThan(1e-5);
	});

	it("shows the second harmonic of what it passes through as early as its pace says", () => {
		const played = exponentialSweep(sweep);
		const bent = played.map((x) => x + (0.1 * (x * x)) / 0.063);
		const response = deconvolve({ stimulus: played, response: bent, floor: 1e-3 });
		const early = Math.round(sweepPace(sweep) * Math.log(2) * sweep.rate);
		const around = (lag: number) => Math.max(...Array.from(response.slice(lag - 3, lag + 4), Math.abs));
		expect(around(response.length - early)).toBeGreaterThan(20 * around(response.length - early - 2000));
	});

	it("refuses to reach beyond half the rate", () => {
		expect(() => exponentialSweep({ ...sweep, to: 30_000 })).toThrow("does not fit");
	});
});

describe("the ping", () => {
	it("lasts as long and is as loud as asked", () => {
		const ping = chirp({ rate: 96_000, milliseconds: 50, level: -18 });
		expect(ping.length).toBe(4800);
		const peak = ping.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
		expect(20 * Math.log10(peak)).toBeCloseTo(-18, 1);
	});
});

describe("the Fourier transform", () => {
	it("deconvolves what it convolved", () => {
		const stimulus = noise({ frames: 4096, rms: -20, seed: 1 });
		const chain = Float64Array.from({ length: 40 }, (_, i) => Math.cos(i) * 0.8 ** i);
		const response = convolve(stimulus, chain);
		const back = deconvolve({ stimulus, response, floor: 1e-12 });
		for (let i = 0; i < chain.length; i++) expect(back[i]).toBeCloseTo(chain[i], 6);
	});

	it("convolves as the sum of products does", () => {
		const product = convolve([1, 2, 3], [1, -1]);
		expect(Array.from(product, (x) => Math.round(x * 1e9) / 1e9)).toEqual([1, 1, 1, -3]);
	});
});
