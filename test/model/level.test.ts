import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	Duration,
	dBFS,
	dBFSFromDBu,
	dBu,
	dBuFromDBFS,
	dBuFromDBV,
	dBVFromDBu,
	Frequency,
	Impedance,
	Length,
	Level,
	noiseSum,
	sayDb,
	voltsFromDBu,
	ZERO_DBU,
} from "#model/level.ts";

describe("a level is a voltage with a reference", () => {
	test("0 dBu is the voltage that puts 1 mW into 600 Ω", () => {
		expect(ZERO_DBU).toBeCloseTo(0.7745966692, 10);
		expect(ZERO_DBU ** 2 / 600).toBeCloseTo(0.001, 12);
	});

	test.each([
		[4, 1.227653],
		[18, 6.15284],
		[20, 7.745967],
		[22, 9.751594],
		[24, 12.27653],
	])("+%d dBu is %d V", (level, volts) => {
		expect(voltsFromDBu(dBu(level))).toBeCloseTo(volts, 4);
	});

	test("−10 dBV is −7.7815 dBu and 0.316228 V", () => {
		expect(dBuFromDBV(-10)).toBeCloseTo(-7.7815, 4);
		expect(voltsFromDBu(dBuFromDBV(-10))).toBeCloseTo(0.316228, 6);
	});

	test("+4 dBu and −10 dBV are 11.7815 dB apart, not 11.79", () => {
		expect(4 - dBuFromDBV(-10)).toBeCloseTo(11.7815, 4);
	});

	test("−10 dBu and −10 dBV are 2.2 dB apart", () => {
		expect(dBuFromDBV(-10) - dBu(-10)).toBeCloseTo(2.2185, 4);
	});

	test("dBV and back is the same level", () => {
		fc.assert(
			fc.property(fc.double({ min: -140, max: 60, noNaN: true }), (level) => {
				expect(dBVFromDBu(dBuFromDBV(level))).toBeCloseTo(level, 9);
			}),
		);
	});
});

describe("full scale belongs to a port", () => {
	test.each([
		[18, -14],
		[20, -16],
		[22, -18],
		[24, -20],
	])("+4 dBu at a full scale of +%d dBu reads %d dBFS", (fullScale, reading) => {
		expect(dBFSFromDBu(dBu(4), dBu(fullScale))).toBe(reading);
	});

	test("EBU R68: −18 dBFS is 0 dBu at +18 dBu", () => {
		expect(dBuFromDBFS(dBFS(-18), dBu(18))).toBe(0);
	});

	test("SMPTE: −20 dBFS is +4 dBu at +24 dBu", () => {
		expect(dBuFromDBFS(dBFS(-20), dBu(24))).toBe(4);
	});
});

describe("noises add as powers", () => {
	test.each([
		[[-90, -96], -89.0268],
		[[-85, -90, -95], -83.4887],
		[Array(8).fill(-95), -85.9691],
		[Array(24).fill(-80), -66.198],
	])("%j dBu make %d dBu", (levels, sum) => {
		expect(noiseSum(levels.map(dBu))).toBeCloseTo(sum, 3);
	});

	test("no noise at all is silence", () => {
		expect(noiseSum([])).toBe(-200);
	});
});

describe("a figure is written with its unit", () => {
	test.each([
		["+4 dBu", 4],
		["-10 dBV", -7.7815],
		["−10 dBV", -7.7815],
		["0dBu", 0],
	])('"%s" is %d dBu', (text, level) => {
		expect(Level.parse(text)).toBeCloseTo(level, 4);
	});

	test.each(["4", "+4 dB", "4 dBm", "dBu", "+ 4 dBu", "4 dBu or so"])('"%s" is refused', (text) => {
		expect(Level.safeParse(text).error?.issues[0]?.message).toContain("with its reference");
	});

	test.each([
		["10 kΩ", Impedance, 10_000],
		["600 ohm", Impedance, 600],
		["1 MΩ", Impedance, 1e6],
		["1.5 kohms", Impedance, 1500],
		["20 ms", Duration, 0.02],
		["1500 s", Duration, 1500],
		["80 Hz", Frequency, 80],
		["1 kHz", Frequency, 1000],
		["0.6 m", Length, 0.6],
	])('"%s" is read with its prefix', (text, schema, figure) => {
		expect(schema.parse(text)).toBeCloseTo(figure, 12);
	});

	test.each([
		["10k", Impedance],
		["20", Duration],
		["80", Frequency],
		["60 cm", Length],
	])('"%s" lacks its unit and is refused', (text, schema) => {
		expect(schema.safeParse(text).success).toBe(false);
	});

	test.each([
		[4, "+4.0 dB"],
		[-20.04, "−20.0 dB"],
		[-0.04, "+0.0 dB"],
	])("%d is said with its sign: %s", (value, said) => {
		expect(sayDb(value)).toBe(said);
	});
});
