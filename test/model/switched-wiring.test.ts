import { describe, expect, test } from "vitest";
import { hopsOf } from "#model/copper/link.ts";
import { wire } from "#model/copper/wiring.ts";
import type { KnobPositions } from "#model/position.ts";
import type { Studio } from "#model/studio.ts";
import { aLoom, anInput, anOutput, aReceiver, arrivingAt, aSource, aStudio, aUnit } from "../builders.ts";

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

type ControlInput = NonNullable<Parameters<typeof aUnit>[1]>["controls"];
type SwitchInput = NonNullable<ControlInput>[string];

const aSwitch = (names: readonly string[]): SwitchInput => ({
	kind: "switch",
	label: "SWITCH",
	at: [10, 10],
	positions: names.map((name) => ({ name })),
	default: names[0] ?? "",
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
