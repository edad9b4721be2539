import { describe, expect, test } from "vitest";
import type { Hop } from "#model/copper/link.ts";
import { peakOf } from "#model/response.ts";
import { arrivingAt } from "../builders.ts";
import { aGuitar, anInstrumentInput, joined } from "./a-line.ts";

const coil = { inductance: "2.4 H", resistance: "6 kΩ", capacitance: "110 pF", pots: "125 kΩ" } as const;

/** A pickup behind its pots, some metres of cable, an amplifier of 1 MΩ. */
const guitar = (length: number, impedance = "1 MΩ"): Hop =>
	arrivingAt(joined(aGuitar({ coil, impedance: "unknown" }), anInstrumentInput({ impedance }), length))[0];

const peak = (hop: Hop) => peakOf(hop, { from: 200, to: 20_000 });

describe("a passive pickup is a coil: the cable decides where it peaks", () => {
	test.each([
		[3, 4423, 3.18],
		[6, 3571, 4.71],
	])("with %d m at %d Hz by %d dB over the bass", (length, hertz, dB) => {
		const hop = guitar(length);
		const found = peak(hop);
		expect(found.hertz / hertz).toBeCloseTo(1, 3);
		expect(found.dB + hop.gain - hop.at(20)).toBeCloseTo(dB, 2);
	});

	test("the longer the cable, the lower the peak", () => {
		const peaks = [1, 2, 4, 8, 16].map((length) => peak(guitar(length)).hertz);
		expect(peaks).toEqual(peaks.toSorted((a, b) => b - a));
	});

	test("its impedance is its coil's: nothing is assumed", () => {
		expect(guitar(3).assumed).toBe(false);
	});
});

test("a response that only falls is highest where the search begins", () => {
	const falling = { gain: 0, at: (hertz: number) => -hertz / 1000 };
	expect(peakOf(falling, { from: 500, to: 20_000 }).hertz).toBeCloseTo(500, 0);
});
