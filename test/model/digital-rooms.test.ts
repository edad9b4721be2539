import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wire } from "#model/copper/wiring.ts";
import { readLinks } from "#model/digital-links.ts";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aLoom,
	anInput,
	anInterface,
	anOutput,
	aReceiver,
	aSession,
	aSource,
	aStudio,
	type BuiltUnit,
	someCords,
} from "../builders.ts";
import { aClock, aDigitalUnit, aNetworkSwitch, onNetwork, sending, taking } from "../digital-gear.ts";
import { cured } from "./a-cure.ts";
import { codesIn } from "./a-fault.ts";

const ends = { terminated: true };
const analogue = { da1: anOutput({ fullScale: "+24 dBu" }), ad1: anInput({ fullScale: "+24 dBu" }) };

const digitalInterface = (clock: string): BuiltUnit =>
	aDigitalUnit(
		"interface",
		{
			...analogue,
			"adat-out-1": sending("ADAT"),
			"adat-out-2": sending("ADAT"),
			"adat-in-1": taking("ADAT"),
			"adat-in-2": taking("ADAT"),
			"spdif-out": sending("S/PDIF"),
			"spdif-in": taking("S/PDIF"),
			"word-clock": taking("word clock", ends),
		},
		{ clock },
		{ kind: "interface" },
	);
const converter = aDigitalUnit(
	"converter",
	{
		"adat-in-1": taking("ADAT"),
		"adat-in-2": taking("ADAT"),
		"adat-out-1": sending("ADAT"),
		"adat-out-2": sending("ADAT"),
		"word-clock": taking("word clock", ends),
	},
	{ clock: "word-clock" },
);
const reverb = aDigitalUnit(
	"reverb",
	{ "spdif-in": taking("S/PDIF"), "spdif-out": sending("S/PDIF") },
	{ clock: "spdif-in" },
);
const masterClock = aDigitalUnit(
	"clock",
	{ "out-1": sending("word clock"), "out-2": sending("word clock") },
	{},
	{ kind: "clock" },
);
const coax = { kind: "coaxial 75 Ω" as const, length: "3 m" };

/** An interface with a converter on two ADAT lines each way, a reverb on S/PDIF, and a clock for both. */
const adatRoom = aStudio({
	gear: [digitalInterface("word-clock"), converter, reverb, masterClock],
	looms: [
		...[1, 2].flatMap((n) => [
			{ ...aLoom(`interface/adat-out-${n}`, `converter/adat-in-${n}`, `ADAT ${n} there`), length: "2 m" },
			{ ...aLoom(`converter/adat-out-${n}`, `interface/adat-in-${n}`, `ADAT ${n} back`), length: "2 m" },
		]),
		{ ...aLoom("interface/spdif-out", "reverb/spdif-in"), ...coax },
		{ ...aLoom("reverb/spdif-out", "interface/spdif-in"), ...coax },
		{ ...aLoom("clock/out-1", "interface/word-clock"), ...coax },
		{ ...aLoom("clock/out-2", "converter/word-clock"), ...coax },
	],
});

const danteInterface = aDigitalUnit(
	"interface",
	{ ...analogue, dante: onNetwork("Dante") },
	{},
	{ kind: "interface" },
);
const stageBox = aDigitalUnit("stage", { primary: onNetwork("Dante"), secondary: onNetwork("Dante") });
/** An interface and a stage box on two networks, the second for safety. */
const danteRoom = aStudio({
	gear: [danteInterface, stageBox, aNetworkSwitch("one"), aNetworkSwitch("two")],
	looms: [
		{ ...aLoom("interface/dante", "one/port1"), length: "20 m" },
		{ ...aLoom("stage/primary", "one/port2"), length: "80 m" },
		{ ...aLoom("stage/secondary", "two/port1"), length: "80 m" },
	],
});

const aes50 = (id: string, clock: string): BuiltUnit =>
	aDigitalUnit(id, { a: onNetwork("AES50") }, { clock });
const consoleRoom = aStudio({
	gear: [aes50("desk", "internal"), aes50("stage", "a")],
	looms: [{ ...aLoom("desk/a", "stage/a"), length: "50 m" }],
});

const aes = (id: string, clock: string): BuiltUnit =>
	aDigitalUnit(id, { "aes-in": taking("AES3"), "aes-out": sending("AES3") }, { clock });
/** A mastering converter into a processor with a sample rate converter at its input, on its own clock. */
const convertingRoom = aStudio({
	gear: [
		aes("recorder", "internal"),
		aDigitalUnit(
			"processor",
			{ "aes-in": taking("AES3", { converts: true }) },
			{ clock: "internal", rate: 96_000 },
		),
	],
	looms: [{ ...aLoom("recorder/aes-out", "processor/aes-in"), kind: "AES3 pair", length: "60 m" }],
});

/** AES3 through a transformer box into S/PDIF. */
const adapter = aDigitalUnit(
	"adapter",
	{ in: taking("AES3"), out: sending("S/PDIF") },
	{},
	{ kind: "transformer" },
);
const adapterRoom = aStudio({
	gear: [aes("recorder", "internal"), adapter, reverb],
	looms: [aLoom("recorder/aes-out", "adapter/in"), { ...aLoom("adapter/out", "reverb/spdif-in"), ...coax }],
});

/** AES3 on a bay beside sound. */
const bayRoom = aStudio({
	gear: [aes("recorder", "internal"), aes("reverb", "aes-in"), aSource("source"), aReceiver("sink")],
	bays: [aBay()],
	looms: [
		aLoom("PB1/A01 rear", "recorder/aes-out"),
		aLoom("PB1/B01 rear", "reverb/aes-in"),
		aLoom("PB1/A02 rear", "source/out"),
		aLoom("PB1/B02 rear", "sink/in"),
	],
	store: [someCords()],
});

describe("rooms with digital gear that are right say nothing", () => {
	test.each<[string, Studio]>([
		["an interface, a converter and a reverb on the clock of a generator", adatRoom],
		["an interface and a stage box on Dante, with a second network for safety", danteRoom],
		["a desk and its stage box on AES50", consoleRoom],
		["a processor at its own rate behind a sample rate converter", convertingRoom],
		["AES3 through a transformer into S/PDIF", adapterRoom],
		["AES3 and sound on one bay", bayRoom],
	])("%s", (_, studio) => {
		expect(codesIn({ studio })).toEqual([]);
	});

	test("two ADAT lines carry at 96 kHz what one does at 48, and nobody need be told", () => {
		const session = aSession({ header: { ...aSession().header, rate: 96_000 } });
		expect(codesIn({ studio: adatRoom, session })).toEqual([]);
	});
});

describe("a cord that brings data where sound is wanted", () => {
	const cords = [{ cord: "TT #1", from: "PB1/A01", to: "PB1/B02" }];

	test("is told while the half-normal still feeds the reverb", () => {
		expect(codesIn({ studio: bayRoom, session: aSession({ cords }) })).toEqual(["digital.into-analogue"]);
	});

	test("is unplugged as offered, and all is well", () => {
		const plug = { do: "plug" as const, from: "PB1/A01", to: "PB1/B02" };
		expect(codesIn(cured(bayRoom, [plug], "digital.into-analogue"))).toEqual([]);
	});
});

const linksIn = (studio: Studio, rate = 48_000) =>
	readLinks(studio, wire(studio, { cords: [], normals: "as plugged" }), rate);

describe("the links as data", () => {
	test("each says from where to where, what, how much of it, how fast and through what", () => {
		const [first] = linksIn(adatRoom);
		expect(first).toEqual({
			from: "interface/adat-out-1",
			to: "converter/adat-in-1",
			bothWays: false,
			format: "ADAT",
			channels: 8,
			rate: 48_000,
			metres: 2,
			cables: ["ADAT 1 there"],
		});
		expect(linksIn(adatRoom)).toHaveLength(8);
	});

	test.each([
		[44_100, 8],
		[96_000, 4],
		[192_000, 2],
	])("at %i Hz ADAT carries %i channels", (rate, channels) => {
		expect(linksIn(adatRoom, rate)[0]).toMatchObject({ rate, channels });
	});

	test("a clock line carries none, and a network runs both ways", () => {
		expect(linksIn(adatRoom).filter(({ channels }) => channels === 0)).toHaveLength(2);
		expect(linksIn(consoleRoom)).toMatchObject([
			{ from: "desk/a", to: "stage/a", bothWays: true, channels: 48 },
		]);
	});

	test("a patched link runs through its looms and its cord", () => {
		const cords = [{ cord: "TT #1", from: "PB1/A01", to: "PB1/B01" }];
		const [link] = readLinks(bayRoom, wire(bayRoom, { cords, normals: "as plugged" }), 48_000);
		expect(link).toMatchObject({ metres: 0.9, from: "recorder/aes-out", to: "reverb/aes-in" });
		expect(link?.cables).toContain("TT #1");
	});
});

/** A tree of units: each follows the one that it hangs on by ADAT, the first one keeps its own clock. */
const aTree = (parents: readonly number[], clockOf: (unit: number) => string): Studio => {
	const names = [0, ...parents.map((_, i) => i + 1)];
	const unit = (n: number): BuiltUnit =>
		aDigitalUnit(
			`unit${n}`,
			{
				in: taking("ADAT"),
				...Object.fromEntries(names.map((other) => [`out${other}`, sending("ADAT")])),
			},
			{ clock: clockOf(n) },
		);
	return aStudio({
		gear: names.map(unit),
		looms: parents.map((parent, i) => aLoom(`unit${parent}/out${i + 1}`, `unit${i + 1}/in`)),
	});
};

const parents = fc
	.array(fc.nat(), { minLength: 1, maxLength: 7 })
	.map((draws) => draws.map((draw, i) => draw % (i + 1)));

describe("clocks that hang on each other", () => {
	test("a tree with one master has no trouble", () => {
		fc.assert(
			fc.property(parents, (tree) => {
				expect(codesIn({ studio: aTree(tree, (n) => (n === 0 ? "internal" : "in")) })).toEqual([]);
			}),
			{ numRuns: 40 },
		);
	});

	test("whoever takes its own clock instead is the second master of exactly the line that it hangs on", () => {
		fc.assert(
			fc.property(parents, fc.nat(), (tree, draw) => {
				const rebel = 1 + (draw % tree.length);
				const studio = aTree(tree, (n) => (n === 0 || n === rebel ? "internal" : "in"));
				expect(codesIn({ studio })).toEqual(["clock.two-masters"]);
			}),
			{ numRuns: 40 },
		);
	});

	test("without a master it is a ring, however many hang on it", () => {
		fc.assert(
			fc.property(parents, fc.nat(), (tree, draw) => {
				const last = draw % (tree.length + 1);
				const studio = aTree(tree, () => "in");
				const ring = {
					...studio,
					looms: [
						...studio.looms,
						...aStudio({ gear: [], looms: [aLoom(`unit${last}/out0`, "unit0/in")] }).looms,
					],
				};
				expect(codesIn({ studio: ring })).toEqual(["clock.no-master"]);
			}),
			{ numRuns: 40 },
		);
	});
});

test("a generator at a quarter of the rate is still a master", () => {
	const studio = aStudio({
		gear: [
			aClock("generator"),
			aDigitalUnit(
				"converter",
				{ "word-clock": taking("word clock", ends) },
				{ clock: "word-clock", rate: 192_000 },
			),
		],
		looms: [aLoom("generator/word-clock-out", "converter/word-clock")],
	});
	expect(codesIn({ studio })).toEqual([]);
});

test("an interface that is all analogue is no part of any clock", () => {
	expect(codesIn({ studio: aStudio({ gear: [anInterface()] }) })).toEqual([]);
});
