import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "#model/check.ts";
import { dbFromRatio, johnsonNoise } from "#model/level.ts";
import type { ChainReading } from "#model/readings.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { aLoom, allIsWell, anInput, anOutput, aStudio, aUnit, type BuiltUnit } from "../builders.ts";
import {
	aRealUnit,
	converters,
	entered,
	inChain,
	metres,
	soldered,
	straight,
	throughNothing,
	withMakeUp,
} from "./a-line.ts";

const unstated = { in: anInput({ noise: "unknown" }), out: anOutput({ noise: "unknown" }) };

const reading = (studio: Studio, session: Session = inChain): ChainReading =>
	check({ studio, session, facts: allIsWell() }).chains[0];

/** A load of 20 log (load / (source + load)). */
const share = (source: number, load: number): number => dbFromRatio(load / (source + load));

const powerSum = (...levels: readonly number[]): number =>
	10 * Math.log10(levels.reduce((sum, level) => sum + 10 ** (level / 10), 0));

describe("levels along a chain", () => {
	const makeUp = (gain: number): BuiltUnit =>
		aUnit("box", {
			ports: { in: anInput(), out: anOutput() },
			paths: [{ from: "in", to: "out", gain: [gain] }],
		});

	test("the operating level falls by each load and rises by each gain", () => {
		const { hops, gain, operating } = reading(soldered(makeUp(6)));
		expect(hops.map(({ level }) => level?.toFixed(3))).toEqual(["3.957", "9.913"]);
		expect(gain).toBeCloseTo(6 - 2 * 0.0433, 3);
		expect(operating).toBe(-20);
	});

	test("headroom is what is left to the receiver's clip", () => {
		const { hops } = reading(soldered(aUnit("box")));
		expect(hops[0].headroom).toBeCloseTo(20.043, 3);
	});

	test("a straight loop from +24 to +18 dBu reads 6 dB up", () => {
		const { gain } = reading(straight(converters({}, { fullScale: "+18 dBu" })), throughNothing);
		expect(gain).toBeCloseTo(6, 3);
	});

	test("behind an unknown gain the level is unknown, not guessed", () => {
		const { hops, gain } = reading(soldered(withMakeUp()));
		expect(hops.map(({ level }) => level === null)).toEqual([false, true]);
		expect(hops[0].through).toMatchObject({ unit: "box", gain: null, how: "unknown" });
		expect(gain).toBeNull();
	});

	test("where the gear file says nothing, the figure that was measured on this very unit is taken, with its date", () => {
		const box = aRealUnit({ paths: [{ from: "in", to: "out" }] });
		const on = (date: string, gain: number) => ({ from: "in", to: "out", gain, on: date });
		const unit = { ...box.unit, measured: [on("2025-01-10", -1), on("2026-03-14", -0.4)] };
		const { hops, gain } = reading(soldered({ ...box, unit }));
		expect(hops[0].through).toMatchObject({ gain: -0.4, how: "measured", on: "2026-03-14" });
		expect(gain).toBeCloseTo(-0.4 - 2 * 0.0433, 3);
	});

	test("what the knobs say goes before what was once measured", () => {
		const box = withMakeUp();
		const measured = [{ from: "in", to: "out", gain: -0.4, on: "2026-03-14" }];
		const studio = soldered({ ...box, unit: { ...box.unit, measured } });
		expect(reading(studio, entered({ "make-up": 3 })).hops[0].through).toMatchObject({ gain: 3, how: "set" });
	});

	test("an impedance that nobody knows is named where it was taken for another", () => {
		const box = aRealUnit({ ports: { in: anInput({ impedance: "unknown" }), out: anOutput() } });
		expect(reading(soldered(box)).hops.map(({ assumed }) => assumed)).toEqual([["box/in"], []]);
	});
});

describe("a unit in bypass", () => {
	const bypassed = (model: Parameters<typeof aUnit>[1]): Studio =>
		soldered(
			aUnit("box", {
				ports: { in: anInput({ noise: "-40 dBu" }), out: anOutput({ noise: "-40 dBu", maximum: "-10 dBu" }) },
				controls: {
					in: {
						label: "IN",
						kind: "button",
						at: [0, 0],
						positions: [{ name: "Out" }, { name: "In" }],
						default: "In",
					},
				},
				paths: [{ from: "in", to: "out", gain: [12], bypass: { control: "in", is: "Out" } }],
				...model,
			}),
			converters({ noise: "-90 dBu", impedance: "50 Ω" }, { noise: "-96 dBu" }),
		);

	const out = entered({ in: "Out" });

	test("has no gain", () => {
		const { hops, gain } = reading(bypassed({}), out);
		expect(gain).toBeCloseTo(-2 * 0.0433, 3);
		expect(hops[0].through?.how).toBe("bypass");
	});

	const relay = bypassed({ relays: [{ control: "in", is: "Out", joins: ["in", "out"] }] });

	test("by a relay is not on the copper at all: one load, one cable, and no noise of its own", () => {
		const { hops, gain, noise } = reading(relay, out);
		expect(hops.map(({ loss }) => loss.toFixed(4))).toEqual(["-0.0433", "0.0000"]);
		expect(hops.map(({ headroom }) => headroom?.toFixed(3) ?? null)).toEqual([null, "20.043"]);
		expect(hops[0].through?.how).toBe("relay");
		expect(gain).toBeCloseTo(-0.0433, 3);
		expect(noise?.dBu).toBeCloseTo(powerSum(-90 - 0.0433, -96), 2);
	});

	test("by a relay neither clips nor is missed", () => {
		const { findings, chains } = check({ studio: relay, session: out, facts: allIsWell() });
		expect(findings).toEqual([]);
		expect(chains[0].hops.map(({ connected }) => connected)).toEqual([true, true]);
	});

	test("by a relay that opens again is what it was", () => {
		const { hops, firstClip } = reading(relay, entered({ in: "In" }));
		expect(hops.map(({ loss }) => loss.toFixed(4))).toEqual(["-0.0433", "-0.0433"]);
		expect(firstClip?.at).toBe("box/out");
	});
});

describe("bass, treble and corner along a chain", () => {
	const cabled = (impedance: string, length: number): ChainReading["hops"][number] => {
		const unbalanced = converters(
			{ stage: "unbalanced", impedance },
			{ stage: "unbalanced", impedance: "10 kΩ" },
			{ jacks: { da1: { connector: "TS" }, ad1: { connector: "TS" } } },
		);
		const studio = straight(unbalanced);
		const looms = studio.looms.map((loom) => ({ ...loom, length }));
		return reading({ ...studio, looms }, throughNothing).hops[0];
	};
	/** One pole: R is the source and half of the cable's 0.078 Ω a metre, in parallel with the load and the other half. */
	const corner = (source: number, length: number): number => {
		const half = (0.078 * length) / 2;
		const ohms = 1 / (1 / (source + half) + 1 / (10_000 + half));
		return 1 / (2 * Math.PI * ohms * 100e-12 * length);
	};

	test.each([
		["50 Ω", 100, 50],
		["600 Ω", 100, 600],
		["10 kΩ", 6, 10_000],
	])("%s over %d m is 3 dB down where R and C say", (impedance, length, ohms) => {
		const hop = cabled(impedance, length);
		expect((hop.corner ?? 0) / corner(ohms, length)).toBeCloseTo(1, 1); // a long cable is a line, not one pole
		expect(hop.treble).toBeCloseTo(-10 * Math.log10(1 + (20_000 / corner(ohms, length)) ** 2), 1);
		expect(hop.bass).toBeCloseTo(0, 1);
		expect(hop.metres).toBe(length);
	});

	test("a cable of no length has no corner", () => {
		expect(cabled("50 Ω", 0)).toMatchObject({ corner: null, driven: "hot" });
	});

	test("balanced stages drive both legs, an impedance-balanced one drives hot alone, a winding floats", () => {
		const driven = (stage: "ground-referenced" | "impedance-balanced" | "transformer") =>
			reading(straight(converters({ stage }, {})), throughNothing).hops[0].driven;
		expect(driven("ground-referenced")).toBe("both legs");
		expect(driven("impedance-balanced")).toBe("hot");
		expect(driven("transformer")).toBe("both legs");
	});
});

describe("noise along a chain", () => {
	const loop = (out: string, back: string): ChainReading =>
		reading(straight(converters({ noise: out }, { noise: back })), throughNothing);

	test("noises add as powers: −90 and −96 dBu come back as −89.0268 dBu", () => {
		const { noise, hops } = loop("-90 dBu", "-96 dBu");
		expect(noise?.dBu).toBeCloseTo(-89.0268, 3);
		expect(noise?.dBFS).toBeCloseTo(-89.0268 - 24, 3);
		expect(noise?.isAtLeast).toBe(false);
		expect(noise?.loudest).toMatchObject({ at: "interface/da1", makes: "stated" });
		expect(hops[0].noise).toBe(noise?.dBu);
	});

	test("−85, −90 and −95 dBu come back as −83.4887 dBu", () => {
		const studio = soldered(
			aUnit("box", {
				ports: { in: anInput({ noise: "-90 dBu" }), out: anOutput({ impedance: "0 Ω", noise: "unknown" }) },
				paths: [{ from: "in", to: "out", gain: [0] }],
			}),
			converters({ noise: "-85 dBu" }, { noise: "-95 dBu" }),
		);
		expect(reading(studio).noise?.dBu).toBeCloseTo(-83.4887, 3);
	});

	const quiet = { noise: "-200 dBu" } as const;

	test("with quiet converters the resistance of the line is heard: 600 Ω make −124.9 dBu", () => {
		const { hops } = reading(
			straight(converters({ ...quiet, impedance: "600 Ω" }, { ...quiet, impedance: "10 MΩ" })),
			throughNothing,
		);
		expect(hops[0].thermal).toBeCloseTo(johnsonNoise(600), 2);
		expect(hops[0].thermal).toBeCloseTo(-124.94, 2);
		expect(hops[0].noise).toBeCloseTo(-124.94, 2);
		expect(hops[0].loudest?.makes).toBe("thermal");
	});

	test("every gain raises what is before it and nothing behind it", () => {
		const levels = fc.integer({ min: -110, max: -60 });
		fc.assert(
			fc.property(
				levels,
				levels,
				levels,
				levels,
				fc.integer({ min: -40, max: 40 }),
				(da, into, out, ad, gain) => {
					const box = withMakeUp({
						ports: { in: anInput({ noise: `${into} dBu` }), out: anOutput({ noise: `${out} dBu` }) },
					});
					const studio = soldered(box, converters({ noise: `${da} dBu` }, { noise: `${ad} dBu` }));
					const { noise, hops } = reading(studio, entered({ "make-up": gain }));
					const atBox = powerSum(da, into);
					const back = powerSum(powerSum(atBox + gain, out) + share(50, 10_000), ad);
					expect(hops[0].noise).toBeCloseTo(atBox, 2);
					expect(noise?.dBu).toBeCloseTo(back, 2);
				},
			),
			{ numRuns: 60 },
		);
	});

	test.each<[string, BuiltUnit, Session]>([
		["a unit that states no noise", aRealUnit({ ports: unstated }), inChain],
		["a unit whose gain nobody knows", withMakeUp(), inChain],
	])("%s leaves it at least what is known", (_, box, session) => {
		const { noise, hops } = reading(soldered(box), session);
		expect(noise?.isAtLeast).toBe(true);
		expect(hops.map(({ noiseIsAtLeast }) => noiseIsAtLeast)).toEqual([false, true]);
	});

	test("a converter that states no noise does so too", () => {
		const silent = converters({ noise: "unknown" }, {}, { simulated: false });
		expect(reading(straight(silent), throughNothing).noise?.isAtLeast).toBe(true);
	});

	test("a unit of the virtual rack that states no noise makes none, and so does a box without anything that amplifies", () => {
		const virtual = aUnit("box", { ports: unstated, paths: [{ from: "in", to: "out", gain: [0] }] });
		const pad = aRealUnit({ kind: "pad", ports: unstated });
		for (const box of [virtual, pad]) expect(reading(soldered(box)).noise?.isAtLeast).toBe(false);
	});

	test("of two sides the noisier one is told", () => {
		const sides = (["l", "r"] as const).map((side) => ({
			from: `in-${side}`,
			to: `out-${side}`,
			side: side === "l" ? ("left" as const) : ("right" as const),
			gain: [0],
		}));
		const box = aUnit("box", {
			ports: {
				"in-l": anInput(),
				"in-r": anInput(),
				"out-l": anOutput({ noise: "-90 dBu" }),
				"out-r": anOutput({ noise: "-70 dBu" }),
			},
			paths: sides,
		});
		const studio = aStudio({
			gear: [box],
			looms: [
				aLoom("interface/da1", "box/in-l"),
				aLoom("interface/da2", "box/in-r"),
				metres(1, aLoom("box/out-l", "interface/ad1")),
				metres(1, aLoom("box/out-r", "interface/ad2")),
			],
		});
		const chain = { ...inChain.chains[0], kind: "stereo" as const, sends: [1, 2], returns: [1, 2] };
		const { noise } = reading(studio, { ...inChain, chains: [chain] });
		expect(noise?.loudest?.at).toBe("box/out-r");
		expect(noise?.dBu).toBeCloseTo(-70, 1);
	});
});
