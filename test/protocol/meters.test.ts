import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeMeters, encodeMeters, type MeterFrame } from "#protocol/meters.ts";

const level = fc.float({ min: -200, max: 12, noNaN: true });
const line = fc.record({ line: fc.integer({ min: 1, max: 128 }), peak: level, rms: level });
const frame: fc.Arbitrary<MeterFrame> = fc.record({
	position: fc.float({ min: 0, max: 10_000, noNaN: true }),
	remaining: fc.float({ min: 0, max: 10_000, noNaN: true }),
	sends: fc.array(line, { maxLength: 32 }),
	returns: fc.array(line, { maxLength: 32 }),
});

describe("a meter frame", () => {
	test("comes out as it went in", () => {
		fc.assert(
			fc.property(frame, (meters) => {
				expect(decodeMeters(encodeMeters(meters).buffer)).toEqual(meters);
			}),
		);
	});

	test("silence is minus infinity and stays so", () => {
		const silent = {
			position: 0,
			remaining: 0,
			sends: [],
			returns: [{ line: 1, peak: Number.NEGATIVE_INFINITY, rms: Number.NEGATIVE_INFINITY }],
		};
		expect(decodeMeters(encodeMeters(silent).buffer)).toEqual(silent);
	});

	test("sixteen lines each way fit into 400 bytes", () => {
		const lines = Array.from({ length: 16 }, (_, i) => ({ line: i + 1, peak: -20, rms: -30 }));
		expect(encodeMeters({ position: 1, remaining: 2, sends: lines, returns: lines }).byteLength).toBe(400);
	});
});
