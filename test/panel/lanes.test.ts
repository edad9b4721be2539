import { describe, expect, test } from "vitest";
import { check } from "#model/check.ts";
import { Bay } from "#model/patchbay.ts";
import type { Chain } from "#model/session.ts";
import { heightOf, rowsOfPage } from "#panel/bay-rows.ts";
import { fresh, KINDS, matricesIn, ofKind, summersIn } from "#panel/chain-draft.ts";
import { hopsBefore, isAir, type Lane, lanesOf, linesOf } from "#panel/lanes.ts";
import { aBay, aChain, aDesk, allIsWell, aSession, aStudio, aUnit } from "#test/builders.ts";
import {
	aHead,
	aMidSideBox,
	aReampBox,
	aStereoBox,
	aSummer,
	aWideInterface,
} from "#test/model/a-patch-room.ts";

const room = aStudio({
	gear: [
		aWideInterface(8),
		aUnit("one"),
		aUnit("two"),
		aStereoBox("comp"),
		aMidSideBox(),
		aSummer(),
		aReampBox(),
		aHead(),
		aUnit("cabinet", {
			kind: "loudspeaker",
			ports: {
				in: {
					direction: "in",
					stage: "speaker load",
					impedance: "8 Ω",
					nominal: "unknown",
					maximum: "unknown",
				},
			},
			paths: [],
		}),
		aUnit("mic", {
			kind: "microphone",
			ports: {
				out: {
					direction: "out",
					stage: "transformer",
					impedance: "200 Ω",
					nominal: "-40 dBu",
					maximum: "unknown",
				},
			},
			paths: [],
		}),
	],
});
const two = { sends: [1, 2], returns: [1, 2] };

const drawn = ({ says, list, cards }: Lane): string =>
	[says || "both", list ?? "fixed", ...cards.map(({ unit, task }) => (task ? `${unit} ${task}` : unit))].join(
		" | ",
	);

describe("the rows that a chain is drawn in", () => {
	test.each<[string, Chain, string[]]>([
		["stereo is one row", aChain(["comp"], { kind: "stereo", ...two }), ["both | inserts | comp"]],
		["mono is one row", aChain(["one"]), ["both | inserts | one"]],
		[
			"dual mono through the two channels of a unit is one row",
			aChain(["comp"], { kind: "dual mono", ...two }),
			["both | inserts | comp"],
		],
		[
			"dual mono through other units is a row a side",
			aChain(["one"], { kind: "dual mono", ...two, right: ["two"] }),
			["left | inserts | one", "right | right | two"],
		],
		[
			"mid/side has its box before and behind",
			aChain(["comp"], { kind: "mid/side", ...two, matrix: "ms" }),
			["both | inserts | ms encodes | comp | ms decodes"],
		],
		[
			"mid and side through other units are two rows",
			aChain(["one"], { kind: "mid/side", ...two, matrix: "ms", right: [] }),
			["mid | inserts | ms encodes | one | ms decodes", "side | right | ms encodes | ms decodes"],
		],
		[
			"parallel has its dry way under the wet one, and both end in the summing unit",
			aChain(["comp"], { kind: "parallel", ...two, blend: { sends: [3, 4], unit: "sum" } }),
			["wet | inserts | comp | sum sums", "dry | fixed | sum sums"],
		],
		[
			"without one the dry way has returns of its own",
			aChain(["comp"], { kind: "parallel", ...two, blend: { sends: [3, 4], returns: [5, 6] } }),
			["wet | inserts | comp", "dry | fixed"],
		],
	])("%s", (_, chain, rows) => {
		expect(lanesOf(room, chain).map(drawn)).toEqual(rows);
	});

	test("a chain that cannot be is drawn all the same", () => {
		expect(lanesOf(room, aChain(["one"], { kind: "stereo", ...two })).map(drawn)).toEqual([
			"both | inserts | one",
		]);
	});

	test("before every card stands the copper that leads to it, one reading a side", () => {
		const chain = aChain(["comp"], { kind: "parallel", ...two, blend: { sends: [3, 4], unit: "sum" } });
		const [reading] = check({
			studio: room,
			session: aSession({ chains: [chain] }),
			facts: allIsWell(),
		}).chains;
		const [wet, dry] = lanesOf(room, chain);
		const ways = (lane: Lane, place: number) =>
			hopsBefore(reading, lane, place).map(({ from, to }) => `${from} ${to}`);
		expect(ways(wet, 1)).toEqual(["comp/out-l sum/in-1", "comp/out-r sum/in-2"]);
		expect(ways(dry, 0)).toEqual(["interface/da3 sum/in-3", "interface/da4 sum/in-4"]);
		expect(ways(dry, 1)).toEqual(ways(wet, 2));
	});

	test("between a cabinet and its microphone the sound is in the air", () => {
		const [lane] = lanesOf(room, aChain(["reamp", "head", "cabinet", "mic"], { kind: "re-amp" }));
		expect([0, 1, 2, 3, 4].map((place) => isAir(lane, place))).toEqual([false, false, false, true, false]);
	});

	test("the meters show the dry lines too", () => {
		const chain = aChain([], { kind: "parallel", ...two, blend: { sends: [3, 4], returns: [5, 6] } });
		expect(linesOf(chain)).toEqual({ sends: [1, 2, 3, 4], returns: [1, 2, 5, 6] });
	});
});

describe("the form of a chain", () => {
	test("whatever kind is chosen after whatever other, the daemon takes it", () => {
		const desk = aDesk(room);
		for (const first of KINDS)
			for (const second of KINDS) {
				const once = ofKind(room, { ...fresh, name: "Test", inserts: ["comp"] }, first);
				const chain = { ...ofKind(room, { ...once, right: [] }, second), id: "test" };
				desk.must({ do: "set chain", chain });
			}
		expect(desk.session().chains).toHaveLength(1);
	});

	test("a kind has just its own fields", () => {
		expect(Object.keys(ofKind(room, fresh, "mono")).sort()).toEqual([
			"inserts",
			"kind",
			"name",
			"returns",
			"sends",
		]);
		expect(ofKind(room, fresh, "mid/side")).toMatchObject({ matrix: "ms" });
		expect(ofKind(room, fresh, "parallel").blend).toEqual({ sends: [3, 4], unit: "sum" });
		expect(ofKind(aStudio({ gear: [] }), fresh, "parallel").blend).toEqual({
			sends: [3, 4],
			returns: [3, 4],
		});
	});

	test("it offers the boxes that can do it", () => {
		expect(matricesIn(room).map(({ id }) => id)).toEqual(["ms"]);
		expect(summersIn(room).map(({ id }) => id)).toEqual(["sum"]);
	});
});

describe("the rows of a bay", () => {
	const rows = (count: number) =>
		rowsOfPage(Bay.parse(aBay({ rows: count, columns: 6 })), { first: 2, last: 4 }, () => true);

	test("two stand together with their strips outside", () => {
		expect(rows(2).map(({ letter, strip, top }) => [letter, strip, top])).toEqual([
			["A", "above", 60],
			["B", "below", 116],
		]);
		expect(heightOf(rows(2))).toBe(232);
		expect(rows(2)[1].jacks).toEqual(["PB1/B02", "PB1/B03", "PB1/B04"]);
	});

	test("one row has its strip above; a third one too, under the first two", () => {
		expect([heightOf(rows(1)), rows(1).length]).toEqual([116, 1]);
		expect(rows(3).map(({ letter, strip, top }) => [letter, strip, top])[2]).toEqual(["C", "above", 308]);
	});

	test("a row in which no jack has a name has no strip", () => {
		const bay = Bay.parse(aBay({ rows: 4, columns: 6 }));
		const named = rowsOfPage(bay, { first: 2, last: 4 }, (jack) => jack === "PB1/B03");
		expect(named.map(({ strip, top }) => [strip, top])).toEqual([
			["none", 0],
			["below", 56],
			["none", 188],
			["none", 244],
		]);
		expect(heightOf(named)).toBe(300);
	});

	test("no two rows overlap, however many there are", () => {
		for (let count = 1; count <= 8; count++) {
			const tops = rows(count).map(({ top }) => top);
			for (const [i, top] of tops.entries())
				if (i > 0) expect(top - (tops[i - 1] ?? 0)).toBeGreaterThanOrEqual(56);
			expect(heightOf(rows(count))).toBeGreaterThanOrEqual((tops.at(-1) ?? 0) + 56);
		}
	});
});
