import { describe, expect, test } from "vitest";
import { hopsOf } from "#model/copper/link.ts";
import { wire } from "#model/copper/wiring.ts";
import { Bay, jacksOf, pointsOf, rowsOf } from "#model/patchbay.ts";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aLoom,
	anInput,
	anOutput,
	aReceiver,
	aSource,
	aStudio,
	aUnit,
	someCords,
} from "../builders.ts";

type Cords = Parameters<typeof wire>[1]["cords"];

const heardBy = (studio: Studio, port: string, cords: Cords = []): string[] =>
	hopsOf(wire(studio, { cords, normals: "as plugged" }))
		.filter(({ to }) => to.id === port)
		.map(({ from }) => from.id);

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
	const microphoneThrough = (sleeves: "bussed" | "individual" | "strapped" | "normalled", cords: Cords) => {
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
		expect(heardBy(studio, "sink/in", cords)).toEqual(["source/out"]);
		expect(heardBy(studio, "sink/in", cords.slice(1))).toEqual([]);
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
		expect(heardBy(studio, "sink/in", [plain])).toEqual([]);
		expect(heardBy(studio, "sink/in", [{ ...plain, cord: "TS #1 + TS-RCA #1" }])).toEqual(["source/out"]);
	});
});

test("a source in pieces of the same connector on XLR: what is normally a balanced pair carries two channels", () => {
	const studio = aStudio({
		gear: [
			aUnit("stereo", {
				ports: { left: anOutput({ stage: "unbalanced" }), right: anOutput({ stage: "unbalanced" }) },
				jacks: { out: { connector: "XLR-3", pinout: "two unbalanced on XLR", carries: ["left", "right"] } },
				paths: [],
			}),
			aUnit("sink", {
				ports: { left: anInput({ stage: "unbalanced" }), right: anInput({ stage: "unbalanced" }) },
				jacks: { in: { connector: "XLR-3", pinout: "two unbalanced on XLR", carries: ["left", "right"] } },
				paths: [],
			}),
		],
		looms: [aLoom("stereo/out", "sink/in")],
	});
	expect(heardBy(studio, "sink/left")).toEqual(["stereo/left"]);
	expect(heardBy(studio, "sink/right")).toEqual(["stereo/right"]);
});
