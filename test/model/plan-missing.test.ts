import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CordStock } from "#model/cable.ts";
import { frontOf } from "#model/front.ts";
import { planFor } from "#model/plan/plan.ts";
import type { Missing } from "#model/readings.ts";
import type { Chain } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aChain,
	aLoom,
	anInterface,
	aReceiver,
	aSession,
	aStudio,
	aUnit,
	type BuiltUnit,
	someCords,
} from "../builders.ts";
import { aHead, aLoad, aReampBox, aWiredBay } from "./a-patch-room.ts";
import { chains } from "./a-situation.ts";
import { smallRooms } from "./a-small-room.ts";

const missingIn = (studio: Studio, chain: Chain): readonly Missing[] =>
	planFor(studio, aSession({ chains: [chain] }), frontOf(studio), chain.id).plan.missing;

type MissingCord = Extract<Missing, { what: "cord" }>;
const isCord = (missing: Missing): missing is MissingCord => missing.what === "cord";

const stockOf = ({ plugs, length, count }: MissingCord, i: number): CordStock[] =>
	count === 0
		? []
		: aStudio({
				gear: [],
				store: [someCords({ id: `new-${i}`, plugs: [...plugs], length: `${length} m`, count })],
			}).store;

/** The studio after somebody has bought what was missing. */
const supplied = (studio: Studio, missing: readonly MissingCord[]): Studio => ({
	...studio,
	store: [...studio.store, ...missing.flatMap(stockOf)],
});

/** The same list with one thing less. */
const oneLess = (missing: readonly MissingCord[], at: number): MissingCord[] =>
	missing.map((one, i) => (i === at ? { ...one, count: one.count - 1 } : one));

/** Units in two rooms, each room with a bay, and some tie lines between them. */
const twoRooms = (rooms: readonly string[], ties: number): Studio => {
	const bay = (id: string, room: string) => {
		const here = rooms.flatMap((place, i) => (place === room ? [`unit-${i + 1}`] : []));
		const lines = room === "control" ? (["interface/da1", "interface/ad1"] as const) : (["", ""] as const);
		return aWiredBay(
			{
				outs: [lines[0], ...here.map((unit) => `${unit}/out`)],
				ins: [lines[1], ...here.map((unit) => `${unit}/in`)],
			},
			{ id, room, columns: 12, points: [{ columns: "1-12", normalling: "open" }] },
		);
	};
	const [control, live] = [bay("CR", "control"), bay("LR", "live")];
	const box = ({ unit, model }: BuiltUnit, room: string): BuiltUnit => ({ unit: { ...unit, room }, model });
	const column = (i: number): string => String(12 - i).padStart(2, "0");
	return aStudio({
		gear: [box(anInterface(), "control"), ...rooms.map((room, i) => box(aUnit(`unit-${i + 1}`), room))],
		bays: [control.bay, live.bay],
		looms: [
			...control.looms,
			...live.looms,
			...Array.from({ length: ties }, (_, i) => aLoom(`CR/A${column(i)} rear`, `LR/A${column(i)} rear`)),
		],
		store: [someCords({ count: 20 })],
	});
};

describe("what is missing is exactly what is missing", () => {
	test("with these cords the chain can be patched, and with one less it cannot", () => {
		fc.assert(
			fc.property(
				smallRooms,
				chains,
				fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }),
				({ studio }, chain, counts) => {
					const store = studio.store.flatMap((stock, i) =>
						counts[i] === 0 ? [] : [{ ...stock, count: counts[i] ?? 1 }],
					);
					const poor = { ...studio, store };
					const missing = missingIn(poor, chain);
					fc.pre(missing.length > 0 && missing.every(isCord));
					const cords = missing.filter(isCord);
					expect(missingIn(supplied(poor, cords), chain)).toEqual([]);
					for (const at of cords.keys())
						expect(missingIn(supplied(poor, oneLess(cords, at)), chain)).not.toEqual([]);
				},
			),
			{ numRuns: 30 },
		);
	});

	test("a tie line for every time that the chain goes from room to room, less those that are there", () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom("control", "live"), { maxLength: 3 }),
				fc.nat(4),
				(rooms, ties) => {
					const units = rooms.map((_, i) => `unit-${i + 1}`);
					const walk = ["control", ...rooms, "control"];
					const changes = walk.slice(1).filter((room, i) => room !== walk[i]).length;
					const count = missingIn(twoRooms(rooms, ties), aChain(units)).reduce(
						(sum, one) => sum + (one.what === "tie line" ? one.count : 1000),
						0,
					);
					expect(count).toBe(Math.max(0, changes - ties));
				},
			),
			{ numRuns: 40 },
		);
	});
});

describe("each kind of thing", () => {
	test("cords of one kind are one entry, as long as the longest of them must be", () => {
		const room = aWiredBay(
			{ outs: ["interface/da1", "box/out"], ins: ["", "", "", "", "box/in", "interface/ad1"] },
			{ columns: 48 },
		);
		const studio = aStudio({ gear: [aUnit("box")], bays: [room.bay], looms: room.looms });
		expect(missingIn(studio, aChain(["box"]))).toEqual([
			{
				what: "cord",
				count: 2,
				plugs: ["TT", "TT"],
				length: 0.3,
				speaker: false,
				sentence:
					"2 cords TT–TT of 0.3 m or more are missing: for PB1 A01 Interface DA1 to PB1 B05 Box IN and PB1 A02 Box OUT to PB1 B06 Interface AD1.",
				cure: "Free them, or add them to the store.",
			},
		]);
	});

	test("a jack, where a port is soldered away", () => {
		const studio = aStudio({
			gear: [aUnit("box"), aReceiver("monitor")],
			looms: [aLoom("box/out", "monitor/in")],
			store: [someCords({ plugs: ["XLR-3", "XLR-3"], length: "3 m" })],
		});
		expect(missingIn(studio, aChain(["box"]))).toMatchObject([{ what: "jack", count: 1, port: "box/out" }]);
		const free = { ...studio, looms: [] };
		expect(missingIn(free, aChain(["box"]))).toEqual([]);
	});

	test("a jack, where every plug would meet something else that stays joined", () => {
		const studio = aStudio({
			gear: [anInterface(), aUnit("box")],
			bays: [
				aBay({
					columns: 2,
					points: [
						{ columns: "1", normalling: "parallel" },
						{ columns: "2", normalling: "open" },
					],
				}),
			],
			looms: [
				aLoom("PB1/A01 rear", "interface/da2"),
				aLoom("PB1/B01 rear", "box/in"),
				aLoom("PB1/A02 rear", "interface/da1"),
				aLoom("PB1/B02 rear", "box/out"),
			],
			store: [someCords(), someCords({ id: "X", plugs: ["TT", "XLR-3"], length: "3 m" })],
		});
		expect(missingIn(studio, aChain(["box"]))).toMatchObject([
			{
				what: "jack",
				sentence:
					"Box IN has no jack in which it hears one thing only: at PB1 B01 Box IN something else stays joined with it.",
			},
		]);
	});

	test("a loudspeaker line wants loudspeaker cable, not an instrument cord", () => {
		const studio = (cords: Parameters<typeof someCords>[0][]): Studio =>
			aStudio({
				gear: [anInterface(), aReampBox(), aHead(), aLoad()],
				store: [
					someCords({ id: "X", plugs: ["XLR-3", "XLR-3"], length: "2 m" }),
					someCords({ id: "TS", plugs: ["TS", "TS"], length: "2 m" }),
					...cords.map(someCords),
				],
			});
		const chain = aChain(["reamp", "head", "load"], { kind: "re-amp" });
		expect(missingIn(studio([]), chain)).toMatchObject([
			{
				what: "cord",
				speaker: true,
				sentence: "A speaker cord TS–TS of 1.5 m or more is missing: for Head SPEAKER to Load IN.",
			},
		]);
		const loud = { id: "SPK", plugs: ["TS", "TS"], length: "2 m", kind: "speaker 2.5 mm²" } as const;
		expect(missingIn(studio([{ ...loud, plugs: ["TS", "TS"] }]), chain)).toEqual([]);
	});

	test("two units of one, where a mono box stands on two sides", () => {
		const studio = aStudio({ gear: [aUnit("box")] });
		const chain = aChain(["box"], { kind: "stereo", sends: [1, 2], returns: [1, 2] });
		expect(missingIn(studio, chain)).toMatchObject([{ what: "unit", count: 1 }]);
	});

	test("a converter line that is not there", () => {
		expect(missingIn(aStudio({ gear: [] }), aChain([], { sends: [3] }))).toMatchObject([
			{ what: "line", count: 1, sentence: "The interface has no output 3; it has 2." },
		]);
	});
});
