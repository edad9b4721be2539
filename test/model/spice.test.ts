import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Circuit, Phasor } from "#model/copper/circuit.ts";
import { dbFromRatio } from "#model/level.ts";
import { deckOf, simulated, spiceIsMissing } from "#test/simulators/spice.ts";
import { drawn, randomCircuit } from "./a-circuit.ts";
import { circuitsOfTheTrade } from "./trade-circuits.ts";

const HERTZ = [20, 1000, 20_000, 200_000];
/** Below this nobody hears that two reckonings differ: −120 dB of 1 V. */
const FAINTEST = 1e-6;
/** Volts that double precision leaves of thousands of amperes through a source without resistance: −160 dB of 1 V. */
const ROUNDING = 1e-8;

type Difference = { readonly where: string; readonly dB: number; readonly degrees: number };

const difference = (where: string, ours: Phasor, theirs: Phasor): Difference[] => {
	const [we, they] = [Math.hypot(ours.re, ours.im), Math.hypot(theirs.re, theirs.im)];
	const apart = Math.hypot(ours.re - theirs.re, ours.im - theirs.im);
	if (Math.max(we, they) < FAINTEST) return [];
	if (apart < ROUNDING) return [{ where, dB: 0, degrees: 0 }];
	const turn = Math.atan2(
		ours.im * theirs.re - ours.re * theirs.im,
		ours.re * theirs.re + ours.im * theirs.im,
	);
	return [{ where, dB: Math.abs(dbFromRatio(we / they)), degrees: (Math.abs(turn) * 180) / Math.PI }];
};

/** How far every terminal's voltage is from ngspice's, at every frequency; all circuits in one run. */
const differences = (circuits: readonly (readonly [name: string, at: Circuit])[]): Difference[] => {
	const reading = simulated(
		circuits.map(([, at]) => deckOf(at.elements)),
		HERTZ,
	);
	return circuits.flatMap(([name, at], deck) =>
		HERTZ.flatMap((hertz, i) => {
			const { re, im } = at.solve(hertz);
			return [...re.keys()]
				.slice(1)
				.flatMap((node) =>
					difference(
						`${name}, terminal ${node} at ${hertz} Hz`,
						{ re: re[node], im: im[node] },
						reading(deck, node, i),
					),
				);
		}),
	);
};

const disagreeing = (all: readonly Difference[]): Difference[] =>
	all.filter(({ dB, degrees }) => !(dB <= 0.01 && degrees <= 0.1));

const missing = spiceIsMissing();
describe.skipIf(missing !== undefined)(
	`SPICE says the same of every terminal, to 0.01 dB and 0.1°${missing ? ` (${missing})` : ""}`,
	() => {
		test("circuits of the trade", () => {
			const all = differences(Object.entries(circuitsOfTheTrade));
			expect(all.length).toBeGreaterThan(200);
			expect(disagreeing(all)).toEqual([]);
		});

		const seed = Date.now() % 2 ** 31;
		test(`two hundred circuits drawn at random, seed ${seed}`, () => {
			const drawings = fc.sample(randomCircuit, { numRuns: 200, seed });
			const all = differences(drawings.map((drawing, i) => [`drawing ${i}`, drawn(drawing).at]));
			expect(all.length).toBeGreaterThan(2000);
			expect(disagreeing(all)).toEqual([]);
		});
	},
);
