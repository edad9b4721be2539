import { describe, expect, test } from "vitest";
import type { Plugged } from "#model/cable.ts";
import { wire } from "#model/copper/wiring.ts";
import { isJoined, type Normalling, pointsOf, sayPlug } from "#model/patchbay.ts";
import type { Studio } from "#model/studio.ts";
import { aBay, aLoom, aReceiver, arrivingAt, aSource, aStudio, someCords } from "../builders.ts";

/** One column between a source above and a sink below, and a second, open column to hang the cord's other end in. */
const aColumn = (normalling: Normalling, sleeves: "bussed" | "individual" = "bussed"): Studio =>
	aStudio({
		gear: [aSource("source"), aReceiver("sink"), aSource("other"), aReceiver("ear")],
		bays: [
			aBay({
				sleeves,
				points: [
					{ columns: "1", normalling },
					{ columns: "2", normalling: "open" },
				],
			}),
		],
		looms: [
			aLoom("PB1/A01 rear", "source/out"),
			aLoom("PB1/B01 rear", "sink/in"),
			aLoom("PB1/A02 rear", "other/out"),
			aLoom("PB1/B02 rear", "ear/in"),
		],
		store: [someCords()],
	});

const NONE: Plugged[] = [];
/** A cord from the upper jack to a listening input, a cord from another source to the lower jack. */
const upper: Plugged = { cord: "TT #1", from: "PB1/A01", to: "PB1/B02" };
const lower: Plugged = { cord: "TT #2", from: "PB1/A02", to: "PB1/B01" };
const plugStates = {
	"no plug": NONE,
	"a plug in the upper jack": [upper],
	"a plug in the lower jack": [lower],
	"plugs in both jacks": [upper, lower],
};
type PlugState = keyof typeof plugStates;

/** Studio facts, chapter 6. What a published wiki gets wrong is the second cell of half-normal. */
const truth: Record<Normalling, Record<PlugState, "joined" | "apart">> = {
	"full normal": {
		"no plug": "joined",
		"a plug in the upper jack": "apart",
		"a plug in the lower jack": "apart",
		"plugs in both jacks": "apart",
	},
	"half-normal": {
		"no plug": "joined",
		"a plug in the upper jack": "joined",
		"a plug in the lower jack": "apart",
		"plugs in both jacks": "apart",
	},
	"reverse half-normal": {
		"no plug": "joined",
		"a plug in the upper jack": "apart",
		"a plug in the lower jack": "joined",
		"plugs in both jacks": "apart",
	},
	parallel: {
		"no plug": "joined",
		"a plug in the upper jack": "joined",
		"a plug in the lower jack": "joined",
		"plugs in both jacks": "joined",
	},
	open: {
		"no plug": "apart",
		"a plug in the upper jack": "apart",
		"a plug in the lower jack": "apart",
		"plugs in both jacks": "apart",
	},
};

const cells = Object.entries(truth).flatMap(([normalling, row]) =>
	Object.entries(row).map(([plugs, verdict]) => ({ normalling, plugs, verdict })),
);

const isNormalling = (word: string): word is Normalling => word in truth;
const isPlugState = (words: string): words is PlugState => words in plugStates;

describe.each(cells)("$normalling, $plugs", ({ normalling, plugs, verdict }) => {
	if (!isNormalling(normalling) || !isPlugState(plugs)) throw new Error("not in the table");
	const studio = aColumn(normalling);
	const netlist = wire(studio, { cords: plugStates[plugs], normals: "as plugged" });

	test(`tip and ring of the two jacks are ${verdict}`, () => {
		for (const contact of ["T", "R"]) {
			const same = netlist.netOf(`PB1/A01.${contact}`) === netlist.netOf(`PB1/B01.${contact}`);
			expect(same).toBe(verdict === "joined");
		}
	});

	test(`the source ${verdict === "joined" ? "still reaches" : "does not reach"} the destination`, () => {
		const heard = arrivingAt(studio, "sink/in", plugStates[plugs]).map(({ from }) => from.id);
		expect(heard.includes("source/out")).toBe(verdict === "joined");
	});

	test("what the lower plug brings reaches the destination, if there is one", () => {
		const heard = arrivingAt(studio, "sink/in", plugStates[plugs]).map(({ from }) => from.id);
		expect(heard.includes("other/out")).toBe(plugs.includes("lower") || plugs.includes("both"));
	});

	test("the upper plug hears the source, if there is one", () => {
		const heard = arrivingAt(studio, "ear/in", plugStates[plugs]).map(({ from }) => from.id);
		expect(heard.includes("source/out")).toBe(plugs.includes("upper") || plugs.includes("both"));
	});

	test("the rule agrees with the copper", () => {
		const state = {
			upper: plugs.includes("upper") || plugs.includes("both"),
			lower: plugs.includes("lower") || plugs.includes("both"),
		};
		expect(isJoined(normalling, state)).toBe(verdict === "joined");
	});
});

describe("a plug in the upper jack of a half-normal listens", () => {
	test("the source reaches the destination and the ear, loaded by both", () => {
		const studio = aColumn("half-normal");
		const [alone] = arrivingAt(studio);
		const [multed] = arrivingAt(studio, "sink/in", [upper]);
		const [ear] = arrivingAt(studio, "ear/in", [upper]);
		expect(alone.gain).toBeCloseTo(20 * Math.log10(10_000 / 10_050), 4);
		expect(multed.gain).toBeCloseTo(20 * Math.log10(5000 / 5050), 3);
		expect(ear.gain).toBeCloseTo(multed.gain, 3);
	});

	test("in a parallel point a plug in the lower jack drives the source as well as the destination", () => {
		const studio = aColumn("parallel");
		expect(arrivingAt(studio, "sink/in", [lower])).toHaveLength(2);
	});
});

describe("before a plug goes in, the person is told what it does", () => {
	test.each([
		["full normal", "upper", "full normal: a plug in the upper jack breaks the normal"],
		["full normal", "lower", "full normal: a plug in the lower jack breaks the normal"],
		["half-normal", "upper", "half-normal: a plug in the upper jack listens in, the normal keeps playing"],
		["half-normal", "lower", "half-normal: a plug in the lower jack breaks the normal"],
		["reverse half-normal", "upper", "reverse half-normal: a plug in the upper jack breaks the normal"],
		[
			"reverse half-normal",
			"lower",
			"reverse half-normal: a plug in the lower jack listens in, the normal keeps playing",
		],
		["parallel", "upper", "parallel: the plug is a mult, nothing is interrupted"],
		["open", "lower", "not normalled: the plug is on its own"],
	] as const)("%s, %s jack", (normalling, row, said) => {
		expect(sayPlug(normalling, row)).toBe(said);
	});
});

describe("sleeves are not switched", () => {
	test("bussed sleeves are one, whatever is plugged", () => {
		const { netOf } = wire(aColumn("full normal"), { cords: [upper, lower], normals: "as plugged" });
		expect(netOf("PB1/A01.S")).toBe(netOf("PB1/B02.S"));
	});

	test("individual sleeves meet only through the gear's chassis", () => {
		const studio = { ...aColumn("half-normal", "individual"), looms: [] };
		const { netOf } = wire(studio, { cords: [], normals: "as plugged" });
		expect(netOf("PB1/A01.S")).not.toBe(netOf("PB1/B01.S"));
	});
});

describe("the names on the bay", () => {
	test("a column that the file does not name is open", () => {
		const bay = aColumn("open").bays[0];
		const [, , third] = pointsOf({ ...bay, columns: 3 });
		expect(third.normalling).toBe("open");
	});

	test("a name that a run of columns shares is numbered, a name of one column is not", () => {
		const [bay] = aStudio({
			gear: [],
			bays: [
				aBay({
					columns: 3,
					points: [
						{ columns: "1-2", normalling: "full normal", upper: "LIVE ROOM MIC" },
						{ columns: "3", normalling: "open", lower: "TALKBACK" },
					],
				}),
			],
		}).bays;
		expect(pointsOf(bay).map(({ names }) => names)).toEqual([
			{ upper: "LIVE ROOM MIC 1" },
			{ upper: "LIVE ROOM MIC 2" },
			{ lower: "TALKBACK" },
		]);
	});
});
