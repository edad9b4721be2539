import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Control, travelOf } from "#model/parameter.ts";
import { chainId, hopsBetween, moved, placeFor, rowsOf, slotAt, worst } from "#panel/chains.ts";
import { FULL_TRAVEL, travelAfter } from "#panel/gesture.ts";
import { sayLines } from "#panel/lines.ts";
import { along, cellsFor, zonesOf } from "#panel/meter-face.ts";
import { sayFigure, sayMinutes, saySigned, sayTime } from "#panel/say.ts";
import { pagesOf, stripsOf } from "#panel/strips.ts";
import { freeName } from "#panel/tablet.ts";
import { latestOnly, settingAt, settingTyped, travelByKey } from "#panel/turn.ts";
import { runFor } from "#panel/width.ts";

const knob = Control.parse({
	kind: "knob",
	label: "Frequency",
	at: [0, 0],
	unit: "Hz",
	scale: [
		[0, 20],
		[0.5, 1000],
		[1, 20_000],
	],
	default: 1000,
});
const rotary = Control.parse({
	kind: "rotary switch",
	label: "Ratio",
	at: [0, 0],
	positions: [{ name: "2:1" }, { name: "4:1" }, { name: "10:1" }],
	default: "4:1",
});

const part = fc.double({ min: 0, max: 1, noNaN: true });
const pixels = fc.double({ min: -1000, max: 1000, noNaN: true });

describe("a finger that moves up", () => {
	test("by 220 px turns from stop to stop; by 88 px 0.400 of it", () => {
		expect(travelAfter(0, { up: FULL_TRAVEL, fine: false })).toBe(1);
		expect(travelAfter(0.1, { up: 88, fine: false })).toBeCloseTo(0.5, 12);
	});
	test("never leaves the stops, and is ten times as fine with two fingers", () => {
		fc.assert(
			fc.property(part, pixels, (travel, up) => {
				const coarse = travelAfter(travel, { up, fine: false });
				expect(coarse).toBeGreaterThanOrEqual(0);
				expect(coarse).toBeLessThanOrEqual(1);
				const fine = travelAfter(travel, { up, fine: true });
				expect(fine).toBeCloseTo(travelAfter(travel, { up: up / 10, fine: false }), 12);
			}),
		);
	});
});

describe("a setting", () => {
	test("that a travel stands for has that travel, to a thousandth of a figure", () => {
		fc.assert(
			fc.property(part, (travel) => {
				expect(travelOf(knob, settingAt(knob, travel))).toBeCloseTo(travel, 4);
			}),
		);
	});
	test("of a switch is its nearest position", () => {
		expect([0, 0.2, 0.3, 0.7, 0.8, 1].map((travel) => settingAt(rotary, travel))).toEqual([
			"2:1",
			"2:1",
			"4:1",
			"4:1",
			"10:1",
			"10:1",
		]);
	});
	test.each([
		["440", 440],
		["1.5k", 1500],
		["2,2 kHz", 2200],
		["+30 Hz", 30],
		["99999", 20_000],
		["−5", 20],
	])("typed as %s is %d Hz", (typed, setting) => {
		expect(settingTyped(knob, typed)).toEqual({ setting });
	});
	test("typed as a word is refused with a sentence", () => {
		expect(settingTyped(knob, "loud")).toEqual({
			refusal: 'Frequency wants a figure in Hz, not "loud"',
		});
	});
	test("moves one position of a switch with a key, and never past the last", () => {
		const press = (travel: number, key: string) => travelByKey(rotary, { key, shift: false, travel });
		expect(press(0, "ArrowUp")).toBe(0.5);
		expect(press(1, "ArrowUp")).toBe(1);
		expect(press(0.5, "a")).toBeUndefined();
	});
});

describe("wishes of one knob", () => {
	test("go out one at a time, and only the latest of those that wait", async () => {
		const sent: number[] = [];
		const answers: (() => void)[] = [];
		const line = latestOnly((wish: number) => {
			sent.push(wish);
			return new Promise<void>((answer) => answers.push(answer));
		});
		for (const wish of [1, 2, 3, 4]) line.put(wish);
		const quiet = line.quiet();
		answers[0]?.();
		await new Promise(setImmediate);
		answers[1]?.();
		await quiet;
		expect(sent).toEqual([1, 4]);
	});
});

describe("the order of a chain", () => {
	const list = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 });
	test("keeps every unit wherever one is moved to, and moving back restores it", () => {
		fc.assert(
			fc.property(list, fc.nat(7), fc.nat(7), (units, a, b) => {
				const [from, to] = [a % units.length, b % units.length];
				const after = moved(units, from, to);
				expect(after[to]).toBe(units[from]);
				expect(moved(after, to, from)).toEqual(units);
			}),
		);
	});
	const row = [0, 1, 2].map((i) => ({ left: i * 200, right: i * 200 + 150, top: 0, bottom: 100 }));
	const column = [0, 1, 2].map((i) => ({ left: 0, right: 300, top: i * 120, bottom: i * 120 + 80 }));
	test("a card lands before the first whose middle lies after the finger, in a row and in a column", () => {
		expect([10, 100, 260, 300, 900].map((x) => slotAt(row, { x, y: 50 }))).toEqual([0, 1, 1, 2, 3]);
		expect([10, 60, 150, 170, 900].map((y) => slotAt(column, { x: 150, y }))).toEqual([0, 1, 1, 2, 3]);
	});
	test("a card that wraps into a second row lands there", () => {
		const wrapped = [...row, { left: 0, right: 150, top: 120, bottom: 220 }];
		expect(slotAt(wrapped, { x: 20, y: 170 })).toBe(3);
		expect(slotAt(wrapped, { x: 140, y: 170 })).toBe(4);
	});
	test("a card that lands before or behind itself stays", () => {
		expect([placeFor(2, 2), placeFor(2, 3), placeFor(2, 1), placeFor(0, 3)]).toEqual([2, 2, 1, 2]);
	});
	test("a new chain has an identity of its own that reads like its name", () => {
		const chain = { name: "", kind: "mono" as const, sends: [1], returns: [1], inserts: [] };
		expect(chainId("Mix bus!", [])).toBe("mix-bus");
		expect(chainId("Mix bus", [{ ...chain, id: "mix-bus" }])).toBe("mix-bus-2");
		expect(chainId("Öü", [])).toBe("chain");
	});
	test("lines are said as they are printed on the interface", () => {
		expect(sayLines(["DA 3", "DA 4"])).toBe("DA 3/4");
		expect(sayLines(["DA 3"])).toBe("DA 3");
		expect(sayLines(["MAIN L", "MAIN R"])).toBe("MAIN L / MAIN R");
	});
});

test("of a stereo hop the side with less headroom counts", () => {
	const hop = {
		says: { from: "", to: "" },
		level: 4,
		loss: 0,
		bass: 0,
		treble: 0,
		corner: null,
		metres: 0,
		driven: "both legs" as const,
		thermal: null,
		noise: null,
		noiseIsAtLeast: true,
		loudest: null,
		assumed: [],
		clipsAt: null,
		inverted: false,
		through: null,
		connected: true,
	};
	const left = { ...hop, from: "da/1", to: "comp/in-l", side: 0, headroom: 20 };
	const right = { ...hop, from: "da/2", to: "comp/in-r", side: 1, headroom: 12 };
	const reading = {
		chain: "mix",
		hops: [right, left],
		operating: -20,
		gain: 0,
		noise: null,
		inverted: false,
		sidesDiffer: false,
		firstClip: null,
		plan: { steps: [], offers: [], normals: [], routed: [], missing: [], shared: [] },
		preflight: [],
	};
	const hops = hopsBetween(reading, { from: "da", to: "comp" });
	expect(hops.map(({ side }) => side)).toEqual([0, 1]);
	expect(worst(hops)).toBe(right);
});

describe("designation strips", () => {
	test("neighbours that differ in their last word share one label", () => {
		const names = ["DA 1", "DA 2", "Bus comp OUT L", "Bus comp OUT R", "Opto OUT", "", "MULT", "MULT"];
		expect(stripsOf(names)).toEqual([
			{ label: "DA", from: 0, ends: ["1", "2"] },
			{ label: "Bus comp OUT", from: 2, ends: ["L", "R"] },
			{ label: "Opto", from: 4, ends: ["OUT"] },
			{ label: "", from: 5, ends: [""] },
			{ label: "MULT", from: 6, ends: [""] },
			{ label: "MULT", from: 7, ends: [""] },
		]);
	});
	test("cover every jack once, in order", () => {
		const name = fc.constantFrom("DA 1", "DA 2", "Comp IN L", "Comp IN R", "", "MULT");
		fc.assert(
			fc.property(fc.array(name), (names) => {
				const said = stripsOf(names).flatMap(({ label, ends }) =>
					ends.map((end) => `${label} ${end}`.trim()),
				);
				expect(said).toEqual(names);
			}),
		);
	});
	test("a bay of 48 has two pages on a tablet, four on a small one, eight on a phone", () => {
		expect([1366, 1180, 820, 390].map((width) => pagesOf(48, runFor(width)).length)).toEqual([2, 2, 4, 8]);
		expect(pagesOf(10, 6)).toEqual([
			{ first: 1, last: 6 },
			{ first: 7, last: 10 },
		]);
	});
});

describe("meters", () => {
	test("rise along the bar with the level, from −60 to 0 dBFS", () => {
		expect([-90, -60, -20, 0, 6].map(along)).toEqual([0, 0, 0.5, 1, 1]);
		const levels = fc.double({ min: -70, max: 3, noNaN: true });
		fc.assert(
			fc.property(levels, levels, (a, b) => {
				expect(Math.sign(along(a) - along(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0);
			}),
		);
	});
	test("of a send turn yellow at −18 and red at −6; a return with 14 dB of headroom later", () => {
		expect(zonesOf(18)).toEqual({ warn: -18, bad: -6 });
		expect(zonesOf(14).warn).toBe(-14);
	});
	test("each have a cell of their own on the canvas, however many there are", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 64 }), fc.constantFrom(44, 156), (count, height) => {
				const cells = cellsFor(count, { width: 1152, height });
				expect(cells.length).toBe(count);
				for (const [i, a] of cells.entries()) {
					expect(a.x + a.width).toBeLessThanOrEqual(1152.001);
					expect(a.y + a.height).toBeLessThanOrEqual(height + 0.001);
					for (const b of cells.slice(i + 1))
						expect(a.x + a.width <= b.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
				}
			}),
		);
	});
});

describe("words", () => {
	test("a sign is always said, and the unknown is a dash", () => {
		expect([4, -0.04, -20, null].map((value) => saySigned(value))).toEqual(["+4.0", "+0.0", "−20.0", "—"]);
		expect(sayFigure(-14.25)).toBe("−14.3");
	});
	test("times are said as on a tape machine", () => {
		expect([207, 59.6, -3].map(sayTime)).toEqual(["3:27", "1:00", "0:00"]);
		expect([12, 125].map(sayMinutes)).toEqual(["12 min", "2 h 05"]);
	});
	test("a tablet takes the name that it had, or the first free number", () => {
		expect(freeName([], null)).toBe("Tablet 1");
		expect(freeName(["Tablet 1", "Tablet 3"], "Tablet 1")).toBe("Tablet 2");
		expect(freeName(["Tablet 1"], "Couch")).toBe("Couch");
	});
	test("controls stand as on the faceplate: top row first, left to right, rear panel last", () => {
		const at = (x: number, y: number, rear = false) => Control.parse({ ...gainAt, at: [x, y], rear });
		const gainAt = {
			kind: "knob",
			label: "",
			scale: [
				[0, 0],
				[1, 1],
			],
			default: 0,
		};
		const controls = { rear: at(0, 0, true), low: at(0, 40), right: at(90, 11), left: at(10, 9) };
		expect(rowsOf(controls).map((row) => row.map(([name]) => name))).toEqual([
			["left", "right"],
			["low"],
			["rear"],
		]);
	});
});
