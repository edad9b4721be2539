import fc from "fast-check";
import { expect, test } from "vitest";
import { johnsonNoiseOf } from "#model/copper/johnson-noise.ts";
import { dBu, johnsonNoise } from "#model/level.ts";
import { decades } from "./a-circuit.ts";

const resistance = decades(1, 1e6);

test("a resistor makes at every frequency what it makes at one", () => {
	fc.assert(
		fc.property(resistance, (ohms) => {
			expect(johnsonNoiseOf(() => ohms)).toBeCloseTo(johnsonNoise(ohms), 9);
		}),
	);
});

test("with a capacitor across, the noise above its corner is short-circuited: the arc tangent's share is left", () => {
	fc.assert(
		fc.property(resistance, decades(20, 1e6), (ohms, corner) => {
			const left = (corner * (Math.atan(20_000 / corner) - Math.atan(20 / corner))) / 19_980;
			const noise = johnsonNoiseOf((hertz) => ohms / (1 + (hertz / corner) ** 2));
			expect(noise).toBeCloseTo(johnsonNoise(ohms) + 10 * Math.log10(left), 2);
		}),
		{ numRuns: 1000 },
	);
});

test("of a guitar it makes 5 dB more than its resistance at 1 kHz says", () => {
	const guitar = (hertz: number): number => {
		const omega = 2 * Math.PI * hertz;
		const size = 6000 ** 2 + (omega * 2.4) ** 2;
		const [siemens, susceptance] = [6000 / size + 9e-6, omega * 410e-12 - (omega * 2.4) / size];
		return siemens / (siemens ** 2 + susceptance ** 2);
	};
	expect(johnsonNoiseOf(guitar) - johnsonNoise(guitar(1000))).toBeCloseTo(5.3, 1);
});

test("a short makes none", () => {
	expect(johnsonNoiseOf(() => 0)).toBe(dBu(-200));
});
