import { describe, expect, test } from "vitest";
import type { Hop } from "#model/copper/link.ts";
import { aBay, aLoom, aReceiver, arrivingAt, aSource, aStudio, someCords } from "../builders.ts";

type Output = Parameters<typeof aSource>[1];
type Input = Parameters<typeof aReceiver>[1];

/** One source into one sink over a straight cable; further sinks of the same kind hang in a mult. */
const hop = (output: Output, input: Input): Hop | undefined =>
	arrivingAt(
		aStudio({
			gear: [aSource("source", output), aReceiver("sink", input)],
			looms: [aLoom("source/out", "sink/in")],
		}),
	).at(0);

const lost = (output: Output, input: Input): number => hop(output, input)?.gain ?? Number.NEGATIVE_INFINITY;

describe("a load takes its share: 20 log (load / (source + load))", () => {
	test.each([
		["50 Ω", "10 kΩ", -0.0433],
		["100 Ω", "10 kΩ", -0.0864],
		["150 Ω", "1.5 kΩ", -0.8279],
		["600 Ω", "600 Ω", -6.0206],
		["600 Ω", "10 kΩ", -0.5061],
		["50 Ω", "600 Ω", -0.6952],
		["2 kΩ", "10 kΩ", -1.5836],
	])("%s into %s is %d dB", (source, load, gain) => {
		expect(lost({ impedance: source }, { impedance: load })).toBeCloseTo(gain, 4);
	});

	test.each(["ground-referenced", "transformer", "cross-coupled", "impedance-balanced"] as const)(
		"a balanced line loses the same whatever drives it: %s",
		(stage) => {
			for (const input of ["electronic", "transformer"] as const)
				expect(lost({ stage, impedance: "600 Ω" }, { stage: input })).toBeCloseTo(-0.5061, 2);
		},
	);

	test("600 Ω into two inputs of 10 kΩ in a mult is −0.9844 dB at each", () => {
		const studio = aStudio({
			gear: [aSource("source", { impedance: "600 Ω" }), aReceiver("sink"), aReceiver("other")],
			bays: [aBay({ columns: 2 })],
			looms: [
				aLoom("PB1/A01 rear", "source/out"),
				aLoom("PB1/B01 rear", "sink/in"),
				aLoom("PB1/B02 rear", "other/in"),
			],
			store: [someCords()],
		});
		const listening = [{ cord: "TT #1", from: "PB1/A01", to: "PB1/B02" }];
		expect(arrivingAt(studio, "sink/in", listening).at(0)?.gain).toBeCloseTo(-0.9844, 3);
		expect(arrivingAt(studio, "other/in", listening).at(0)?.gain).toBeCloseTo(-0.9844, 3);
	});

	test("a winding that hangs between windings stands as far above earth as below", () => {
		const { legs } = hop({ stage: "transformer" }, { stage: "transformer" }) ?? {};
		expect(legs?.hot).toBeCloseTo(0.5, 2);
		expect(legs?.cold).toBeCloseTo(-0.5, 2);
	});

	test("the resistors of a pad load its source, and what is behind them loads the pad", () => {
		const padded = arrivingAt(
			aStudio({
				gear: [aSource("source", { impedance: "600 Ω" }), aReceiver("sink")],
				looms: [{ ...aLoom("source/out", "sink/in"), pad: { series: "4.7 kΩ", shunt: "1 kΩ" } }],
			}),
		).at(0);
		const shunt = 1 / (1 / 1000 + 1 / 10_000);
		expect(padded?.gain).toBeCloseTo(20 * Math.log10(shunt / (600 + 2 * 4700 + shunt)), 4);
	});

	test("an unknown impedance is taken to bridge, and that is said", () => {
		const found = hop({}, { impedance: "unknown" });
		expect(found?.assumed).toBe(true);
		expect(found?.gain).toBeCloseTo(0, 2);
		expect(hop({}, {})?.assumed).toBe(false);
	});
});

/** Studio facts, chapter 5: an output stage into an unbalanced input whose pin 3 is grounded, or open. */
const intoUnbalanced = (stage: NonNullable<Output>["stage"], pin3: "to screen" | "open"): Hop | undefined =>
	arrivingAt(
		aStudio({
			gear: [
				aSource("source", { ...(stage && { stage }), impedance: "0 Ω" }),
				aReceiver("sink", { stage: "unbalanced" }, { connector: "TS" }),
			],
			looms: [aLoom("source/out", { into: "sink/in", cold: pin3 })],
		}),
	).at(0);

describe("an output into an unbalanced input", () => {
	test.each([
		["transformer", "to screen", 0],
		["ground-referenced", "open", -6.0206],
		["ground-referenced", "to screen", -6.0206],
		["cross-coupled", "to screen", 0],
		["cross-coupled", "open", -6.0206],
		["impedance-balanced", "open", 0],
		["impedance-balanced", "to screen", 0],
	] as const)("%s, cold wire %s: %d dB", (stage, pin3, gain) => {
		expect(intoUnbalanced(stage, pin3)?.gain).toBeCloseTo(gain, 3);
	});

	test("a floating transformer whose cold wire is open has no return: nothing arrives", () => {
		expect(intoUnbalanced("transformer", "open")).toBeUndefined();
	});
});

describe("an unbalanced output into a balanced input", () => {
	const into = (cold: "to screen" | "open", stage: "electronic" | "transformer"): Hop | undefined =>
		arrivingAt(
			aStudio({
				gear: [
					aSource("source", { stage: "unbalanced", impedance: "0 Ω" }, { connector: "TS" }),
					aReceiver("sink", { stage }),
				],
				looms: [aLoom({ into: "source/out", plug: "TS", cold }, { into: "sink/in" })],
			}),
		).at(0);

	test.each(["electronic", "transformer"] as const)(
		"ring tied to sleeve at the source, %s: 0 dB",
		(stage) => {
			expect(into("to screen", stage)?.gain).toBeCloseTo(0, 4);
		},
	);

	test("ring open into a transformer: no return, nothing arrives", () => {
		expect(into("open", "transformer")).toBeUndefined();
	});

	test("ring open into an electronic input that biases each leg to ground: the hot leg arrives", () => {
		expect(into("open", "electronic")?.gain).toBeCloseTo(0, 4);
	});
});

describe("outputs that meet", () => {
	const two = (first: string, second: string): Hop[] =>
		arrivingAt(
			aStudio({
				gear: [
					aSource("source", { impedance: first }),
					aSource("other", { impedance: second }),
					aReceiver("sink"),
				],
				bays: [aBay({ points: [{ columns: "1-2", normalling: "parallel" }] })],
				looms: [
					aLoom("PB1/A01 rear", "source/out"),
					aLoom("PB1/B01 rear", "sink/in"),
					aLoom("PB1/A02 rear", "other/out"),
				],
				store: [someCords()],
			}),
			"sink/in",
			[{ cord: "TT #1", from: "PB1/B01", to: "PB1/A02" }],
		);

	test("two equal outputs drive each other: each arrives 6 dB down", () => {
		const [one, another] = two("50 Ω", "50 Ω");
		const cord = 2 * 0.9 * 0.078;
		const load = (ohms: number) => 1 / (1 / 10_000 + 1 / ohms);
		expect(one.gain).toBeCloseTo(20 * Math.log10(load(50 + cord) / (50 + load(50 + cord))), 3);
		expect(another.gain).toBeCloseTo(20 * Math.log10(load(50) / (50 + cord + load(50))), 3);
	});

	test("the output with the lower impedance wins", () => {
		const [strongest, weakest] = two("50 Ω", "600 Ω");
		expect([strongest.from.id, weakest.from.id]).toEqual(["source/out", "other/out"]);
		expect(strongest.gain - weakest.gain).toBeCloseTo(20 * Math.log10(600 / 50), 2);
	});
});

/** One source into one sink over a cable that is not short. */
const over = (
	output: Output,
	input: Input,
	loom: Partial<ReturnType<typeof aLoom>>,
	jack: "XLR-3" | "TS" = "XLR-3",
): Hop => {
	const studio = aStudio({
		gear: [
			aSource("source", output, { connector: jack }),
			aReceiver("sink", input, { connector: jack === "TS" || input?.stage === "unbalanced" ? "TS" : jack }),
		],
		looms: [{ ...aLoom("source/out", "sink/in"), ...loom }],
	});
	const [found] = arrivingAt(studio);
	if (!found) throw new Error("nothing arrives");
	return found;
};

describe("what a cable does", () => {
	const core = 100 * 0.078;

	test.each(["cross-coupled", "transformer"] as const)(
		"%s, cold grounded at the far end: the current comes back by the cold wire, all of it",
		(stage) => {
			const { gain } = over(
				{ stage, impedance: "100 Ω" },
				{ stage: "unbalanced", impedance: "600 Ω" },
				{ length: "100 m", to: { into: "sink/in", plug: "TS", cold: "to screen" } },
			);
			expect(gain).toBeCloseTo(20 * Math.log10(600 / (600 + 100 + 2 * core)), 3);
		},
	);

	/** |1 / (cosh γ + (R source / R line) γ sinh γ)| with γ² = jωRC: a line that is resistance and capacitance all along. */
	const along = (hertz: number, source: number): number => {
		const half = Math.sqrt((2 * Math.PI * hertz * core * 1e-8) / 2);
		const [cos, sin, ch, sh] = [Math.cos(half), Math.sin(half), Math.cosh(half), Math.sinh(half)];
		const turned = { re: half * (sh * cos - ch * sin), im: half * (sh * cos + ch * sin) };
		const share = source / core;
		return -20 * Math.log10(Math.hypot(ch * cos + share * turned.re, sh * sin + share * turned.im));
	};

	test.each([
		["50 Ω", 50],
		["600 Ω", 600],
		["2 kΩ", 2000],
	])("%s over 100 m lose what a line loses that is the same all along", (impedance, source) => {
		const { at } = over(
			{ stage: "unbalanced", impedance },
			{ stage: "unbalanced", impedance: "1000 MΩ" },
			{ length: "100 m" },
			"TS",
		);
		for (const hertz of [1000, 20_000, 50_000]) expect(at(hertz)).toBeCloseTo(along(hertz, source), 3);
	});

	test("a pair made for AES3 has its capacitance to the screen: one of its cores alone has twice that between two", () => {
		const kind = "AES3 pair" as const;
		const alone = over(
			{ stage: "unbalanced", impedance: "10 kΩ" },
			{ stage: "unbalanced", impedance: "1 MΩ" },
			{ length: "10 m", kind },
			"TS",
		);
		const both = over({ impedance: "10 kΩ" }, { impedance: "1 MΩ" }, { length: "10 m", kind });
		expect((alone.corner() ?? 0) / (1 / (2 * Math.PI * (1e10 / 1.01e6) * 860e-12))).toBeCloseTo(1, 2);
		expect((both.corner() ?? 0) / (alone.corner() ?? 1)).toBeCloseTo(2, 2);
	});

	test("impedance-balanced with a capacitor in each leg: into a winding both of them count", () => {
		const { at } = over(
			{ stage: "impedance-balanced", impedance: "0 Ω", coupling: "22 µF" },
			{ stage: "transformer", impedance: "600 Ω" },
			{},
		);
		const reactance = 2 / (2 * Math.PI * 20 * 22e-6);
		expect(at(20)).toBeCloseTo(20 * Math.log10(600 / Math.hypot(600, reactance)), 2);
	});
});
