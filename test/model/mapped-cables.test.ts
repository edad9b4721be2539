import { describe, expect, test } from "vitest";
import type { CableMap, Plugged } from "#model/cable.ts";
import type { Pinout } from "#model/connector.ts";
import { wire } from "#model/copper/wiring.ts";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aCable,
	aLoom,
	anInput,
	anOutput,
	aReceiver,
	arrivingAt,
	aSession,
	aSource,
	aStudio,
	aUnit,
	type BuiltUnit,
	someCords,
} from "../builders.ts";
import { codesIn } from "./a-fault.ts";

const TRS = { connector: "TRS" as const };
const TS = { connector: "TS" as const };
const RCA = { connector: "RCA" as const };
const unbalanced = { stage: "unbalanced" as const, impedance: "0 Ω" };

const heardAt = (studio: Studio, port: string, cords: Plugged[] = []): string[] =>
	arrivingAt(studio, port, cords).map(
		({ from, inverted, gain }) => `${from.id}${inverted ? " inverted" : ""} ${gain.toFixed(1)}`,
	);

describe("an insert cable", () => {
	const desk = aUnit("desk", {
		ports: { send: anOutput(unbalanced), return: anInput({ stage: "unbalanced" }) },
		jacks: { insert: { ...TRS, pinout: "insert", carries: ["send", "return"] } },
		paths: [],
	});
	const comp = aUnit("comp", {
		ports: { in: anInput({ stage: "unbalanced" }), out: anOutput(unbalanced) },
		jacks: { in: TS, out: TS },
		paths: [{ from: "in", to: "out", gain: [0] }],
	});
	const studio = aStudio({
		gear: [desk, comp],
		cables: [aCable("trs-insert", { console: "desk/insert", send: "comp/in", return: "comp/out" })],
	});

	test("sends on the tip and returns on the ring", () => {
		expect(heardAt(studio, "comp/in")).toEqual(["desk/send -0.0"]);
		expect(heardAt(studio, "desk/return")).toEqual(["comp/out -0.0"]);
	});

	test("is nothing to talk about", () => {
		expect(codesIn({ studio })).toEqual([]);
	});

	test("with the return's plug left out still sends", () => {
		const half = aStudio({
			gear: [desk, comp],
			cables: [aCable("trs-insert", { console: "desk/insert", send: "comp/in" })],
		});
		expect(heardAt(half, "comp/in")).toEqual(["desk/send -0.0"]);
		expect(heardAt(half, "desk/return")).toEqual([]);
	});
});

describe("a splitter from TRS to two TS", () => {
	const split = (output: Parameters<typeof aSource>[1]): Studio =>
		aStudio({
			gear: [
				aSource("source", { impedance: "0 Ω", ...output }, TRS),
				aReceiver("left", { stage: "unbalanced" }, TS),
				aReceiver("right", { stage: "unbalanced" }, TS),
			],
			cables: [aCable("trs-to-two-ts", { stereo: "source/out", left: "left/in", right: "right/in" })],
		});

	test("gives one side of a balanced output inverted, half the voltage each", () => {
		expect(heardAt(split({}), "left/in")).toEqual(["source/out -6.0"]);
		expect(heardAt(split({}), "right/in")).toEqual(["source/out inverted -6.0"]);
	});

	test("is told for its inverted side", () => {
		expect(codesIn({ studio: split({}) })).toContain("polarity.splitter");
	});

	test("leaves an impedance-balanced output's cold side silent", () => {
		const studio = split({ stage: "impedance-balanced", impedance: "100 Ω" });
		expect(heardAt(studio, "right/in")).toEqual([]);
	});
});

describe("two unbalanced channels over one balanced line", () => {
	const two = (direction: "out" | "in") =>
		direction === "out"
			? { "out-[1-2]": anOutput(unbalanced) }
			: { "in-[1-2]": anInput({ stage: "unbalanced" }) };
	const onXlr = (id: string, direction: "out" | "in"): BuiltUnit =>
		aUnit(id, {
			ports: two(direction),
			jacks: {
				line: {
					connector: "XLR-3",
					pinout: "two unbalanced on XLR",
					gender: direction === "out" ? "male" : "female",
					carries: [`${direction}-[1-2]`],
				},
			},
			paths: [],
		});

	test("hot carries the left one, cold the right one, on any balanced cable", () => {
		const studio = aStudio({
			gear: [onXlr("source", "out"), onXlr("sink", "in")],
			looms: [aLoom("source/line", "sink/line")],
		});
		expect(heardAt(studio, "sink/in-1")).toEqual(["source/out-1 -0.0"]);
		expect(heardAt(studio, "sink/in-2")).toEqual(["source/out-2 -0.0"]);
		expect(codesIn({ studio })).toEqual([]);
	});

	test("and part again on two RCA plugs", () => {
		const studio = aStudio({
			gear: [
				onXlr("source", "out"),
				aReceiver("left", { stage: "unbalanced" }, RCA),
				aReceiver("right", { stage: "unbalanced" }, RCA),
			],
			cables: [aCable("xlr-to-two-rca", { stereo: "source/line", left: "left/in", right: "right/in" })],
		});
		expect(heardAt(studio, "left/in")).toEqual(["source/out-1 -0.0"]);
		expect(heardAt(studio, "right/in")).toEqual(["source/out-2 -0.0"]);
		expect(codesIn({ studio })).toEqual([]);
	});
});

describe("a Y cord out of the store", () => {
	const ears = (ids: readonly string[]): Studio =>
		aStudio({
			gear: [aSource("source", { impedance: "600 Ω" }, TRS), ...ids.map((id) => aReceiver(id, {}, TRS))],
			store: [someCords({ id: "Y", plugs: ["TRS", "TRS"], cable: "trs-y-mult", length: "0 m" })],
		});
	const hung: Plugged = { cord: "Y #1", from: "source/out", to: "one/in", also: ["other/in"] };

	test("feeds two inputs, and both load the source", () => {
		const studio = ears(["one", "other"]);
		expect(heardAt(studio, "one/in", [hung])).toEqual(["source/out -1.0"]);
		expect(heardAt(studio, "other/in", [hung])).toEqual(["source/out -1.0"]);
	});

	test("with its third plug on the floor it is a plain cord", () => {
		const { also: _, ...plain } = hung;
		expect(heardAt(ears(["one", "other"]), "one/in", [plain])).toEqual(["source/out -0.5"]);
		expect(heardAt(ears(["one", "other"]), "other/in", [plain])).toEqual([]);
	});

	test("with its second plug on the floor it still reaches the third", () => {
		const studio = ears(["one", "other"]);
		const gone = { ...hung, to: "nobody/in" };
		expect(heardAt(studio, "other/in", [gone])).toEqual(["source/out -0.5"]);
		expect(codesIn({ studio, session: aSession({ cords: [gone] }) })).toContain("stock.jack-gone");
	});

	test("the wrong way round it is no mixer: two outputs drive each other", () => {
		const studio = aStudio({
			gear: [aSource("a", {}, TRS), aSource("b", {}, TRS), aReceiver("sink", {}, TRS)],
			store: [someCords({ id: "Y", plugs: ["TRS", "TRS"], cable: "trs-y-mult" })],
		});
		const cords = [{ cord: "Y #1", from: "sink/in", to: "a/out", also: ["b/out"] }];
		expect(codesIn({ studio, session: aSession({ cords }) })).toEqual(["wiring.two-sources"]);
	});
});

describe("sound over a network cable", () => {
	const end = (id: string, direction: "in" | "out"): BuiltUnit =>
		aUnit(id, {
			ports: direction === "out" ? { "out[1-4]": anOutput() } : { "in[1-4]": anInput() },
			jacks: { net: { connector: "RJ45", pinout: "cat pairs", carries: [`${direction}[1-4]`] } },
			paths: [],
		});
	const snake = aStudio({
		gear: [end("source", "out"), end("sink", "in")],
		looms: [{ ...aLoom("source/net", "sink/net", "cat"), length: "50 m" }],
	});

	test.each([1, 2, 3, 4])("pair %d carries its own channel, whole", (channel) => {
		const [hop] = arrivingAt(snake, `sink/in${channel}`);
		expect([hop.from.id, hop.inverted]).toEqual([`source/out${channel}`, false]);
		expect(hop.gain).toBeGreaterThan(-0.1);
		expect(hop.cables).toEqual(["cat"]);
	});

	test("is nothing to talk about", () => {
		expect(codesIn({ studio: snake })).toEqual([]);
	});

	test("a passive stage box leads each XLR to a pair", () => {
		const box = (id: string): BuiltUnit =>
			aUnit(id, {
				kind: "splitter",
				ports: { "xlr[1-2]": { direction: "through" }, "pair[1-2]": { direction: "through" } },
				jacks: {
					xlr1: { connector: "XLR-3" },
					xlr2: { connector: "XLR-3" },
					net: { connector: "RJ45", pinout: "cat pairs", carries: ["pair[1-2]"] },
				},
				relays: [{ joins: ["xlr1", "pair1"] }, { joins: ["xlr2", "pair2"] }],
				paths: [],
			});
		const studio = aStudio({
			gear: [aSource("source"), aReceiver("sink"), box("stage"), box("rack")],
			looms: [
				aLoom("source/out", "stage/xlr2"),
				{ ...aLoom("stage/net", "rack/net"), length: "50 m" },
				aLoom("rack/xlr2", "sink/in"),
			],
		});
		expect(heardAt(studio, "sink/in")).toEqual(["source/out -0.1"]);
		expect(codesIn({ studio })).toEqual([]);
	});
});

describe("an EDAC with a pinout of the studio's own", () => {
	const own: Pinout = {
		connector: "EDAC 56",
		source: "drawn by the house",
		channels: Array.from({ length: 16 }, (_, i) => ({
			hot: String(3 * i + 1),
			cold: String(3 * i + 2),
			screen: String(3 * i + 3),
		})),
	};
	const multicore = (pinout: string): Studio =>
		aStudio({
			gear: [
				aUnit("desk", {
					ports: { "out[1-16]": anOutput() },
					jacks: { multi: { connector: "EDAC 56", pinout: "house", carries: ["out[1-16]"] } },
					paths: [],
				}),
			],
			bays: [aBay({ columns: 16, rear: { connector: "EDAC 56", pinout }, points: [] })],
			looms: [aLoom("desk/multi", "PB1/A1-16", "E1")],
			own: { pinouts: { house: own, reversed: { ...own, channels: own.channels.toReversed() } } },
		});

	test.each(["house", "reversed"])(
		"carries every channel to its jack, the bay's rear numbered as %s",
		(rear) => {
			const studio = multicore(rear);
			const { portsOn, netOf } = wire(studio, { cords: [], normals: "as plugged" });
			const behind = (column: string) => portsOn(netOf(`PB1/A${column}.T`));
			expect([behind("01"), behind("16")]).toEqual([["desk/out1"], ["desk/out16"]]);
			expect(codesIn({ studio })).toEqual([]);
		},
	);
});

describe("a cable that somebody drew wrongly", () => {
	const drawn = (wires: string[][]): Studio => {
		const map: CableMap = {
			source: "test",
			ends: { from: { connector: "XLR-3" }, to: { connector: "XLR-3" } },
			wires,
		};
		return aStudio({
			gear: [aSource("source"), aReceiver("sink")],
			cables: [aCable("own", { from: "source/out", to: "sink/in" })],
			own: { cableMaps: { own: map } },
		});
	};

	test("with hot and screen changed over shorts the hot leg, and the cold one still carries", () => {
		const studio = drawn([
			["from.2", "to.1"],
			["from.3", "to.3"],
			["from.1", "to.2"],
		]);
		expect(codesIn({ studio })).toContain("wiring.shorted");
		expect(heardAt(studio, "sink/in")).toEqual(["source/out -6.1"]);
	});
});
