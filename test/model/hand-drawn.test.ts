import { describe, expect, test } from "vitest";
import { arrivals, type Hop } from "#model/copper/link.ts";
import { wire } from "#model/copper/wiring.ts";
import { dbFromRatio, voltsFromDBu } from "#model/level.ts";
import { noiseIn, spiceIsMissing } from "#test/simulators/spice.ts";
import { type HandDrawn, linesByHand } from "./hand-drawn.ts";
import { roomsByHand } from "./rooms-by-hand.ts";
import { ALIKE, type Asked, differences, disagreeing } from "./spice-hops.ts";

const hopOf = ({ patched: { studio, cords }, from = "source/out", to = "sink/in" }: HandDrawn): Hop => {
	const hop = arrivals(wire(studio, { cords, normals: "as plugged" }), to).find(
		({ from: { id } }) => id === from,
	);
	if (!hop) throw new Error(`nothing arrives at ${to} from ${from}`);
	return hop;
};

const drawings = Object.entries({ ...linesByHand, ...roomsByHand });
const asked = drawings.map(([where, drawn]) => ({ where, hop: hopOf(drawn), deck: drawn.deck }));

/** A drawn cable has ten sections and ours is one lump: above 300 kHz the corner is where neither is right any more. */
const DRAWN = { ...ALIKE, corner: 0.002 };
/** The servo's amplifiers make a noise of their own of their resistors; a gear file states the noise of an output. */
const isPassive = ({ where }: Asked): boolean => !/servo|cross-coupled/.test(where);

const missing = spiceIsMissing();
describe.skipIf(missing !== undefined)(
	`what an engineer draws is what the link solver makes of the studio${missing ? ` (${missing})` : ""}`,
	() => {
		test(`${drawings.length} drawings: level from 20 Hz to 20 kHz, polarity and corner`, () => {
			expect(disagreeing(differences(asked), DRAWN)).toEqual([]);
		});

		test("and the noise of all resistors in it", () => {
			const quiet = asked.filter(isPassive);
			const noise = noiseIn(
				quiet.map(({ deck }) => deck),
				"heard",
			);
			expect(noise).toHaveLength(quiet.length);
			const apart = quiet.map(({ where, hop }, i) => ({
				where,
				dB: Math.abs(dbFromRatio(noise[i] / voltsFromDBu(hop.thermal()))),
			}));
			expect(apart.filter(({ dB }) => !(dB <= 0.01))).toEqual([]);
		});
	},
);

describe("figures of chapter 2", () => {
	const hop = (name: string): Hop => hopOf(linesByHand[name]);

	test("line level does not care about the cable: 50 Ω over 100 m lose nothing that is heard", () => {
		const { at, gain, corner } = hop("50 Ω, a pair of drivers, over 100 m");
		expect(at(20_000) - gain).toBeGreaterThan(-0.02);
		expect(corner()).toBeGreaterThan(318_000);
	});

	test("600 Ω over 100 m: 26.5 kHz and −1.96 dB at 20 kHz", () => {
		const { at, gain, corner } = hop("600 Ω, unbalanced, over 100 m");
		expect(at(20_000) - gain).toBeCloseTo(-1.955, 1);
		expect(corner()).toBeCloseTo(26_500, -2);
	});

	test.each([
		["a guitar over 3 m", 4423, 3.18],
		["a guitar over 6 m", 3571, 4.71],
	])("%s peaks at %d Hz", (name, hertz, dB) => {
		const { at } = hop(name);
		const flat = at(20);
		expect(at(hertz) - flat).toBeCloseTo(dB, 1);
		for (const beside of [0.98, 1.02]) expect(at(hertz * beside)).toBeLessThan(at(hertz));
	});
});
