import { describe, expect, test } from "vitest";
import { hopsOf } from "#model/link.ts";
import { Bay, jacksOf, pointsOf, rowsOf } from "#model/patchbay.ts";
import type { KnobPositions } from "#model/position.ts";
import type { Studio } from "#model/studio.ts";
import { wire } from "#model/wiring.ts";
import {
	aBay,
	aLoom,
	anInput,
	anOutput,
	aReceiver,
	arrivingAt,
	aSource,
	aStudio,
	aUnit,
	someCords,
} from "../builders.ts";

const standing = (unit: string, control: string, setting: string): KnobPositions => ({
	[unit]: { [control]: { setting, how: "by hand", at: "" } },
});

const heardBy = (
	studio: Studio,
	port: string,
	settings: KnobPositions = {},
	cords: Parameters<typeof wire>[1]["cords"] = [],
) =>
	hopsOf(wire(studio, { cords, normals: "as plugged", settings }))
		.filter(({ to }) => to.id === port)
		.map(({ from }) => from.id);

const XLR = { connector: "XLR-3" } as const;
const aSwitch = (names: readonly [string, string, ...string[]]) => ({
	kind: "switch" as const,
	label: "SWITCH",
	at: [10, 10] as [number, number],
	positions: names.map((name) => ({ name })),
	default: names[0],
});

describe("a unit with a bypass relay", () => {
	const studio = aStudio({
		gear: [
			aSource("source"),
			aReceiver("sink"),
			aUnit("box", {
				controls: { bypass: aSwitch(["In", "Out"]) },
				relays: [{ control: "bypass", is: "Out", joins: ["in", "out"] }],
			}),
		],
		looms: [aLoom("source/out", "box/in"), aLoom("box/out", "sink/in")],
	});

	test("in circuit, the source reaches the box and the box reaches the sink", () => {
		expect(heardBy(studio, "box/in")).toEqual(["source/out"]);
		expect(heardBy(studio, "sink/in")).toEqual(["box/out"]);
	});

	test("out of circuit, the source reaches the sink by copper and the box hears nothing", () => {
		const out = standing("box", "bypass", "Out");
		expect(heardBy(studio, "sink/in", out)).toEqual(["source/out"]);
		expect(heardBy(studio, "box/in", out)).toEqual([]);
	});

	test("what was learnt in one position is not taken for the other", () => {
		for (const position of ["Out", "In", "Out", "In"])
			expect(heardBy(studio, "sink/in", standing("box", "bypass", position))).toEqual([
				position === "Out" ? "source/out" : "box/out",
			]);
	});
});

describe("a passive A/B switch", () => {
	const through = { direction: "through" as const };
	const studio = aStudio({
		gear: [
			aSource("source"),
			aReceiver("left"),
			aReceiver("right"),
			aUnit("ab", {
				kind: "switch",
				ports: { common: through, a: through, b: through },
				paths: [],
				controls: { select: aSwitch(["A", "B"]) },
				relays: [
					{ control: "select", is: "A", joins: ["common", "a"] },
					{ control: "select", is: "B", joins: ["common", "b"] },
				],
			}),
		],
		looms: [aLoom("source/out", "ab/common"), aLoom("ab/a", "left/in"), aLoom("ab/b", "right/in")],
	});

	test.each([
		["A", ["source/out"], []],
		["B", [], ["source/out"]],
	])("in position %s it leads where it says", (position, left, right) => {
		const settings = standing("ab", "select", position);
		expect([heardBy(studio, "left/in", settings), heardBy(studio, "right/in", settings)]).toEqual([
			left,
			right,
		]);
	});
});

test("a splitter joins for good: both receivers hear, each loading the other", () => {
	const through = { direction: "through" as const };
	const studio = aStudio({
		gear: [
			aSource("source", { impedance: "600 Ω" }),
			aReceiver("one"),
			aReceiver("other"),
			aUnit("split", {
				kind: "splitter",
				ports: { in: through, a: through, b: through },
				paths: [],
				relays: [{ joins: ["in", "a"] }, { joins: ["in", "b"] }],
			}),
		],
		looms: [aLoom("source/out", "split/in"), aLoom("split/a", "one/in"), aLoom("split/b", "other/in")],
	});
	for (const port of ["one/in", "other/in"])
		expect(arrivingAt(studio, port).at(0)?.gain).toBeCloseTo(20 * Math.log10(5000 / 5600), 3);
});

describe("an insert on one TRS jack, normalled inside", () => {
	const studio = aStudio({
		gear: [
			aUnit("desk", {
				kind: "mixer",
				ports: {
					send: anOutput({ stage: "unbalanced" }),
					return: anInput({ stage: "unbalanced" }),
				},
				jacks: { insert: { connector: "TRS", pinout: "insert", carries: ["send", "return"] } },
				normals: [{ from: "send", to: "return", normalling: "full normal" }],
				paths: [],
			}),
			aUnit("box", {
				ports: { in: anInput({ stage: "unbalanced" }), out: anOutput({ stage: "unbalanced" }) },
				jacks: { in: { connector: "TS" }, out: { connector: "TS" } },
				paths: [{ from: "in", to: "out", gain: [0] }],
			}),
		],
	});
	const withCable: Studio = {
		...studio,
		cables: [
			{
				id: "I1",
				cable: "trs-insert",
				ends: { console: "desk/insert", send: "box/in", return: "box/out" },
				length: 2,
				screen: "through",
			},
		],
		cableMaps: {
			"trs-insert": {
				source: "trade practice",
				ends: { console: { connector: "TRS" }, send: { connector: "TS" }, return: { connector: "TS" } },
				wires: [
					["console.T", "send.T"],
					["console.R", "return.T"],
					["console.S", "send.S", "return.S"],
				],
			},
		},
	};

	test("with nothing in it the send feeds the return", () => {
		expect(heardBy(studio, "desk/return")).toEqual(["desk/send"]);
	});

	test("an insert cable opens it: tip sends, ring returns", () => {
		expect(heardBy(withCable, "box/in")).toEqual(["desk/send"]);
		expect(heardBy(withCable, "desk/return")).toEqual(["box/out"]);
	});
});

test("a termination that is switched in takes half of a 600 Ω source's level", () => {
	const studio = aStudio({
		gear: [
			aSource("source", { impedance: "600 Ω", stage: "transformer" }),
			aUnit("sink", {
				ports: {
					in: anInput({
						stage: "transformer",
						impedance: "1 MΩ",
						terminated: { impedance: "600 Ω", control: "load", is: "600" },
					}),
				},
				paths: [],
				controls: { load: aSwitch(["Bridging", "600"]) },
			}),
		],
		looms: [aLoom("source/out", "sink/in")],
	});
	const gainAt = (position: string): number | undefined =>
		hopsOf(
			wire(studio, { cords: [], normals: "as plugged", settings: standing("sink", "load", position) }),
		).at(0)?.gain;
	expect(gainAt("Bridging")).toBeCloseTo(0, 1);
	expect(gainAt("600")).toBeCloseTo(-6.02, 1);
});

describe("bays of other shapes", () => {
	const bay = (changes: Parameters<typeof aBay>[0]) => Bay.parse(aBay(changes));

	test("a bay of one row has jacks and no points", () => {
		const one = bay({ rows: 1, points: [] });
		expect(jacksOf(one)).toEqual(["PB1/A01", "PB1/A02"]);
		expect(pointsOf(one)).toEqual([]);
	});

	test("of three rows A goes with B and C is alone, unless a run says otherwise", () => {
		const three = bay({ rows: 3, points: [] });
		expect(rowsOf(three)).toEqual(["A", "B", "C"]);
		expect(pointsOf(three).map(({ upper, lower }) => [upper, lower])).toEqual([
			["PB1/A01", "PB1/B01"],
			["PB1/A02", "PB1/B02"],
		]);
		const said = bay({ rows: 3, points: [{ columns: "1-2", rows: "BC", normalling: "parallel" }] });
		expect(pointsOf(said).map(({ lower }) => lower)).toEqual(["PB1/C01", "PB1/C02"]);
	});

	test("a single column after the run that holds it is as it is said there", () => {
		const over = bay({
			columns: 4,
			points: [
				{ columns: "1-4", normalling: "half-normal" },
				{ columns: "3", normalling: "open" },
			],
		});
		expect(pointsOf(over).map(({ normalling }) => normalling)).toEqual([
			"half-normal",
			"half-normal",
			"open",
			"half-normal",
		]);
	});

	/** A microphone has no earth of its own: its screen is what the bay makes of it. */
	const microphoneThrough = (
		sleeves: "bussed" | "individual" | "strapped" | "normalled",
		cords: Parameters<typeof wire>[1]["cords"],
	) => {
		const studio = aStudio({
			gear: [
				aUnit("mic", {
					kind: "microphone",
					ports: { out: anOutput({ stage: "transformer" }) },
					paths: [],
				}),
				aReceiver("pre", { stage: "microphone" }),
			],
			bays: [aBay({ sleeves, points: [{ columns: "1-2", normalling: "full normal" }] })],
			looms: [aLoom("mic/out", "PB1/A01 rear"), aLoom("PB1/B01 rear", "pre/in")],
			store: [someCords()],
		});
		const { ports, earth } = wire(studio, { cords, normals: "as plugged" });
		return ports.get("mic/out")?.screen === earth;
	};

	test.each([
		["bussed", true],
		["strapped", true],
		["normalled", true],
		["individual", false],
	] as const)(
		"with %s sleeves and no plug a microphone's screen reaches the preamp: %s",
		(sleeves, reaches) => {
			expect(microphoneThrough(sleeves, [])).toBe(reaches);
		},
	);

	test("with individual sleeves a cord carries the screen", () => {
		const cord = { cord: "TT #1", from: "PB1/A01", to: "PB1/B01" };
		expect(microphoneThrough("individual", [cord])).toBe(true);
	});
});

describe("tie lines and adapters", () => {
	test("a tie line is a loom from bay to bay, and a cord at each end makes the way", () => {
		const studio = aStudio({
			gear: [aSource("source"), aReceiver("sink")],
			bays: [aBay({ points: [] }), aBay({ id: "PB2", name: "Other room", points: [] })],
			looms: [
				aLoom("source/out", "PB1/A01 rear"),
				aLoom("PB1/B02 rear", "PB2/A02 rear", "T1"),
				aLoom("PB2/B01 rear", "sink/in"),
			],
			store: [someCords()],
		});
		const cords = [
			{ cord: "TT #1", from: "PB1/A01", to: "PB1/B02" },
			{ cord: "TT #2", from: "PB2/A02", to: "PB2/B01" },
		];
		expect(heardBy(studio, "sink/in", {}, cords)).toEqual(["source/out"]);
		expect(heardBy(studio, "sink/in", {}, cords.slice(1))).toEqual([]);
	});

	test("a cord with an adapter is another cord: its plug goes where the adapter goes", () => {
		const studio: Studio = {
			...aStudio({
				gear: [
					aSource("source", { stage: "unbalanced" }, { connector: "TS" }),
					aReceiver("sink", { stage: "unbalanced" }, { connector: "RCA" }),
				],
				store: [someCords({ id: "TS", plugs: ["TS", "TS"] })],
			}),
			adapters: [{ id: "TS-RCA", plug: "RCA", takes: "TS", count: 1 }],
		};
		const plain = { cord: "TS #1", from: "source/out", to: "sink/in" };
		expect(heardBy(studio, "sink/in", {}, [plain])).toEqual([]);
		expect(heardBy(studio, "sink/in", {}, [{ ...plain, cord: "TS #1 + TS-RCA #1" }])).toEqual(["source/out"]);
	});
});

test("a source in pieces of the same connector on XLR: what is normally a balanced pair carries two channels", () => {
	const studio = aStudio({
		gear: [
			aUnit("stereo", {
				ports: { left: anOutput({ stage: "unbalanced" }), right: anOutput({ stage: "unbalanced" }) },
				jacks: { out: { ...XLR, pinout: "two unbalanced on XLR", carries: ["left", "right"] } },
				paths: [],
			}),
			aUnit("sink", {
				ports: { left: anInput({ stage: "unbalanced" }), right: anInput({ stage: "unbalanced" }) },
				jacks: { in: { ...XLR, pinout: "two unbalanced on XLR", carries: ["left", "right"] } },
				paths: [],
			}),
		],
		looms: [aLoom("stereo/out", "sink/in")],
	});
	expect(heardBy(studio, "sink/left")).toEqual(["stereo/left"]);
	expect(heardBy(studio, "sink/right")).toEqual(["stereo/right"]);
});
