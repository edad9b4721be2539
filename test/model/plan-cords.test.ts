import { describe, expect, test } from "vitest";
import { frontOf } from "#model/front.ts";
import { reach } from "#model/front-cords.ts";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aChain,
	aDesk,
	aLoom,
	anInput,
	anInterface,
	anOutput,
	aStudio,
	aUnit,
	type BuiltUnit,
	someCords,
} from "../builders.ts";
import { aWideInterface } from "./a-patch-room.ts";
import { ids, lacks, planned, planOf, plays } from "./a-plan.ts";

describe("cords that are there", () => {
	test("two outputs that fight already are no reason to unplug what the chain does not need", () => {
		const studio = aStudio({
			gear: [anInterface(), aUnit("one"), aUnit("two")],
			bays: [aBay({ columns: 3 })],
			looms: [
				aLoom("PB1/A01 rear", "interface/ad1"),
				aLoom("PB1/A02 rear", "two/out"),
				aLoom("PB1/B02 rear", "two/in"),
				aLoom("PB1/A03 rear", "interface/ad2"),
				aLoom("PB1/B03 rear", "interface/da2"),
			],
			store: [
				someCords(),
				someCords({ id: "TT-XLR", plugs: ["TT", "XLR-3"] }),
				someCords({ id: "XLR", plugs: ["XLR-3", "XLR-3"] }),
			],
		});
		const cords = [
			{ cord: "TT #1", from: "PB1/A03", to: "PB1/A02" },
			{ cord: "TT #2", from: "PB1/B02", to: "PB1/A01" },
		];
		expect(ids(planOf(studio, aChain(["one"]), { cords }))).not.toContain("unplug TT #1");
	});

	const unbalanced = (connector: "RCA" | "TS") => ({
		ports: { in: anInput({ stage: "unbalanced" }), out: anOutput({ stage: "unbalanced" }) },
		jacks: { in: { connector }, out: { connector } },
		paths: [{ from: "in", to: "out", gain: [0] }],
	});
	const lines = {
		jacks: {
			da1: { connector: "TS" },
			da2: { connector: "TS" },
			ad1: { connector: "TS" },
			ad2: { connector: "TS" },
		},
	} as const;
	const withAdapters = (count: number): Studio => ({
		...aStudio({
			gear: [anInterface(lines), aUnit("echo", unbalanced("RCA"))],
			store: [someCords({ id: "TS-150", plugs: ["TS", "TS"], length: "1.5 m", count: 2 })],
		}),
		adapters: [{ id: "TS-RCA", plug: "RCA", takes: "TS", count }],
	});

	test("a cord with an adapter on it serves where none fits bare, and both count as taken", () => {
		const studio = withAdapters(2);
		const result = planned(studio, aChain(["echo"]));
		expect(result.plan.missing).toEqual([]);
		expect(result.after.map(({ cord }) => cord)).toEqual(["TS-150 #1 + TS-RCA #1", "TS-150 #2 + TS-RCA #2"]);
		expect(result.plan.steps[0].sentence).toContain("with TS-RCA #1 on it from Interface DA1 to Echo IN");
		expect(result.plan.steps[0].why).toBe(
			"with the adapter TS-RCA, because the store has no cord without one",
		);
		plays(studio, result);
	});

	test("a cord that hangs with an adapter on it is not plugged twice, nor is its adapter", () => {
		const studio = withAdapters(2);
		const desk = aDesk(studio);
		const wish = { do: "plug", from: "interface/da1", to: "echo/in" } as const;
		desk.must({ ...wish, cord: "TS-150 #1 + TS-RCA #1" });
		const refusal = (cord: string) => desk.does({ do: "plug", from: "echo/out", to: "interface/ad1", cord });
		expect(refusal("TS-150 #1 + TS-RCA #2")).toMatchObject({ because: "TS-150 #1 is plugged already." });
		expect(refusal("TS-150 #2 + TS-RCA #1")).toMatchObject({ because: "TS-RCA #1 is plugged already." });
		expect(refusal("TS-150 #2")).toMatchObject({
			because: "A TS–TS cord does not go from Echo OUT to Interface AD1.",
		});
		desk.must({ do: "plug", from: "echo/out", to: "interface/ad1" });
		expect(desk.session().cords[1]?.cord).toBe("TS-150 #2 + TS-RCA #2");
	});

	test("one adapter too few is one adapter that is missing, not a cord", () => {
		const plan = planOf(withAdapters(1), aChain(["echo"]));
		expect(plan.missing).toMatchObject([{ what: "adapter", count: 1, adapter: "TS-RCA" }]);
		expect(lacks(plan)).toEqual(["An adapter TS-RCA is missing: for Echo OUT to Interface AD1."]);
	});

	test("a bare cord goes before one with an adapter", () => {
		const studio = withAdapters(2);
		const [bare] = aStudio({
			gear: [],
			store: [someCords({ id: "RCA", plugs: ["TS", "RCA"], length: "1.5 m" })],
		}).store;
		const store = [...studio.store, ...(bare ? [bare] : [])];
		expect(planned({ ...studio, store }, aChain(["echo"])).after.map(({ cord }) => cord)).toEqual([
			"RCA #1",
			"RCA #2",
		]);
	});

	test("pins go into holes: a cord of two female ends is no XLR cord", () => {
		const room = (genders: ["male" | "female", "male" | "female"]): Studio =>
			aStudio({
				gear: [aUnit("box")],
				store: [someCords({ plugs: ["XLR-3", "XLR-3"], genders, length: "2 m" })],
			});
		expect(planOf(room(["female", "male"]), aChain(["box"])).missing).toEqual([]);
		expect(planOf(room(["female", "female"]), aChain(["box"])).missing).toMatchObject([
			{ what: "cord", count: 2 },
		]);
	});

	test("a TS plug shorts the ring of a balanced output, but may go into a balanced input", () => {
		const ring = {
			da1: { connector: "TRS" },
			da2: { connector: "TRS" },
			ad1: { connector: "TRS" },
			ad2: { connector: "TRS" },
		} as const;
		const studio = aStudio({
			gear: [anInterface({ jacks: ring }), aUnit("echo", unbalanced("TS"))],
			store: [someCords({ plugs: ["TS", "TS"], length: "2 m" })],
		});
		const plan = planOf(studio, aChain(["echo"]));
		expect(ids(plan)).toEqual(["plug echo/out interface/ad1"]);
		expect(lacks(plan)).toEqual(["A cord TRS–TS of 1.5 m or more is missing: for Interface DA1 to Echo IN."]);
	});

	test("one insert cord carries the send on its tip and the return on its ring", () => {
		const insert: BuiltUnit = anInterface({
			jacks: {
				"insert-1": { connector: "TRS", pinout: "insert", carries: ["da1", "ad1"] },
				da2: { connector: "XLR-3" },
				ad2: { connector: "XLR-3" },
			},
		});
		const studio: Studio = {
			...aStudio({
				gear: [insert, aUnit("echo", unbalanced("TS"))],
				store: [someCords({ id: "INS", plugs: ["TRS", "TS"], cable: "trs-insert", length: "2 m", count: 1 })],
			}),
			cableMaps: {
				"trs-insert": {
					source: "test",
					ends: { console: { connector: "TRS" }, send: { connector: "TS" }, return: { connector: "TS" } },
					wires: [
						["console.T", "send.T"],
						["console.R", "return.T"],
						["console.S", "send.S", "return.S"],
					],
				},
			},
		};
		const result = planned(studio, aChain(["echo"]));
		expect(result.after).toEqual([
			{ cord: "INS #1", from: "interface/insert-1", to: "echo/in", also: ["echo/out"] },
		]);
		expect(result.plan.steps[0]).toMatchObject({
			sentence: "Plug the red 2 m TRS–TS cord from Interface DA1 + Interface AD1 to Echo IN and Echo OUT.",
			tick: { do: "plug", from: "interface/insert-1", to: "echo/in", also: ["echo/out"], cord: "INS #1" },
		});
		plays(studio, result);
	});
});

describe("how far a cord must reach", () => {
	const studio = aStudio({
		gear: [aWideInterface(2), aUnit("box")],
		bays: [
			aBay({ id: "PB1", columns: 48, rows: 3 }),
			aBay({ id: "PB2", columns: 48 }),
			aBay({ id: "TRS1", columns: 24, connector: "TRS" }),
		],
	});
	const metres = (from: string, to: string): string => reach(frontOf(studio), from, to).toFixed(3);

	test.each([
		["PB1/A01", "PB1/A02", "0.209"],
		["PB1/A01", "PB1/A48", "0.631"],
		["PB1/A01", "PB1/C01", "0.244"],
		["PB1/A01", "PB2/A01", "0.267"],
		["PB1/C01", "PB2/A01", "0.222"],
		["TRS1/A01", "TRS1/A02", "0.218"],
		["PB1/A01", "box/in", "1.500"],
		["interface/da1", "box/in", "1.500"],
	])("%s to %s: %s m", (from, to, length) => {
		expect(metres(from, to)).toBe(length);
	});

	test("as far one way as the other", () => {
		expect(metres("PB2/B40", "PB1/A03")).toBe(metres("PB1/A03", "PB2/B40"));
	});
});
