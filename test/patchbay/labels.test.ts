import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Normalling } from "#model/patchbay.ts";
import type { Studio } from "#model/studio.ts";
import { fitted, groupsOf, stripShapes } from "#patchbay/label-strip.ts";
import { stripsOf } from "#patchbay/label-words.ts";
import { aboutLabels, labelPages, piecesOf, withoutPitch } from "#patchbay/labels.ts";
import { widthOf } from "#sheets/drawing/lettering.ts";
import { normallingMark } from "#sheets/drawing/normalling-mark.ts";
import { boxAround, boxOf, type Shape } from "#sheets/drawing/shapes.ts";
import { pdfOf } from "#sheets/pdf.ts";
import { aBay, aLoom, anInput, anOutput, aStudio, aUnit, theDemoStudio } from "../builders.ts";
import { found, textsOn } from "../sheets/shapes-found.ts";

const demo = await theDemoStudio();
const wish = { paper: "A4" } as const;

const groupsNamed = (
	shapes: readonly Shape[],
	name: string,
	x = 0,
	y = 0,
): { at: [number, number]; shape: Shape }[] =>
	shapes.flatMap((shape) => {
		if (shape.kind !== "group") return [];
		const at: [number, number] = [x + shape.at[0], y + shape.at[1]];
		return [...(shape.name === name ? [{ at, shape }] : []), ...groupsNamed(shape.shapes, name, ...at)];
	});

describe("what stands over a jack", () => {
	const [bay] = demo.bays;
	const strips = bay ? stripsOf(demo, bay) : [];
	const heads = (row: number): [string, number][] =>
		groupsOf(strips[row]?.labels ?? []).map((labels) => [labels[0]?.head ?? "", labels.length]);

	test("is the unit with its number, once over both sides of a stereo unit", () => {
		expect(heads(1).slice(0, 7)).toEqual([
			["1 Bus comp", 2],
			["2 Valve EQ", 2],
			["3 OSC EQ", 2],
			["4 Serial comp", 2],
			["5 Tape", 2],
			["6 MIDI reverb", 2],
			["7 Opto comp", 1],
		]);
	});

	test("is which socket it is, below the head", () => {
		const labels = strips[1]?.labels ?? [];
		expect(labels.slice(0, 2).map(({ socket }) => socket)).toEqual(["IN L", "IN R"]);
		expect(strips[0]?.labels.slice(0, 2)).toMatchObject([
			{ head: "Interface", socket: "DA 1" },
			{ head: "Interface", socket: "DA 2" },
		]);
	});

	test("is the name that the studio file gives, where it gives one; a run shares its word", () => {
		expect(heads(0)).toContainEqual(["LIVE ROOM MIC", 2]);
		expect(strips[0]?.labels[32]).toMatchObject({
			head: "LIVE ROOM MIC",
			socket: "1",
			normalling: "full normal",
		});
	});

	test("has the colour of the unit wherever the unit appears, and neighbours that are jacks of one unit share it", () => {
		const tints = new Map<string, Set<string | null>>();
		for (const { head, tint } of strips.flatMap(({ labels }) => labels))
			tints.set(head, (tints.get(head) ?? new Set()).add(tint));
		expect([...tints].filter(([, colours]) => colours.size > 1)).toEqual([]);
		expect(tints.get("1 Bus comp")).not.toEqual(tints.get("2 Valve EQ"));
	});

	test("nothing where nothing is behind", () => {
		expect(strips[0]?.labels[47]).toMatchObject({ head: "", socket: "", tint: null, normalling: "open" });
	});
});

test("a bay of three rows has three strips; the middle one has the marks towards the row below it", () => {
	const studio = aStudio({
		gear: [],
		bays: [
			aBay({
				rows: 3,
				points: [
					{ columns: "1-2", normalling: "half-normal" },
					{ columns: "1", rows: "BC", normalling: "parallel", lower: "CUE" },
				],
			}),
		],
	});
	const [bay] = studio.bays;
	const strips = bay ? stripsOf(studio, bay) : [];
	expect(
		strips.map(({ row, below, labels }) => [row, below, labels.map(({ normalling }) => normalling)]),
	).toEqual([
		["A", false, ["half-normal", "half-normal"]],
		["B", false, ["parallel", "open"]],
		["C", true, [null, null]],
	]);
	expect(strips[2]?.labels[0]?.head).toBe("CUE");
});

describe("the marks between two rows", () => {
	test("are of five shapes, in black alone, and two millimetres are enough", () => {
		const marks = Normalling.options.map((kind) => normallingMark(kind, [0, 0], 2));
		expect(new Set(marks.map((mark) => JSON.stringify(mark))).size).toBe(5);
		for (const mark of marks) {
			const box = boxAround(mark.map(boxOf));
			expect(Math.max(-box.top, box.bottom)).toBeLessThanOrEqual(1.001);
			const pens = mark.flatMap((shape) => (shape.kind === "line" ? [shape.stroke] : []));
			for (const { ink, width } of pens) {
				expect(ink).toBe("ink");
				expect(width).toBeGreaterThan(0.25);
			}
		}
	});

	test("have a bar where a plug breaks the normal, and a dot where it listens", () => {
		const ends = (kind: Normalling): string[] =>
			normallingMark(kind, [0, 0], 2)
				.filter(
					(shape) => shape.kind === "circle" || (shape.kind === "line" && shape.from[1] === shape.to[1]),
				)
				.toSorted((a, b) => boxOf(a).top - boxOf(b).top)
				.map(({ kind }) => (kind === "circle" ? "dot" : "bar"));
		expect(ends("full normal")).toEqual(["bar", "bar"]);
		expect(ends("half-normal")).toEqual(["dot", "bar"]);
		expect(ends("reverse half-normal")).toEqual(["bar", "dot"]);
		expect(ends("parallel")).toEqual(["dot", "dot"]);
	});
});

describe("the words of a strip", () => {
	test("go into their room, whatever they are", () => {
		const size = fc.record({
			width: fc.integer({ min: 4, max: 40 }),
			height: fc.integer({ min: 2, max: 6 }),
		});
		fc.assert(
			fc.property(
				fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }),
				size,
				(words, { width, height }) => {
					const { lines, face } = fitted(words, "bold", [width, height]);
					for (const line of lines) expect(widthOf(line, face)).toBeLessThanOrEqual(width + 1e-9);
					expect(lines.length * face.size * 0.98).toBeLessThanOrEqual(height + 0.1);
				},
			),
		);
	});

	test("are as large as they can be, and whole where they can be", () => {
		const { lines, face } = fitted("IN L", "bold", [8, 2.4]);
		expect(lines).toEqual(["IN L"]);
		expect(face.size).toBeGreaterThan(2);
		expect(fitted("Opto comp", "regular", [8, 3.4]).lines).toEqual(["Opto", "comp"]);
		expect(fitted("Equalisatormatrizenverstärker", "regular", [8, 1.6]).lines.join("")).toMatch(/…$/);
	});

	test("stay within the cell of their jack", () => {
		const studio = aStudio({
			gear: [
				aUnit("fet", {
					ports: { in: anInput({ label: "SIDECHAIN INSERT RETURN" }), out: anOutput() },
					paths: [],
				}),
			],
			bays: [aBay({ columns: 3 })],
			looms: [aLoom("PB1/B01 rear", "fet/in")],
		});
		const [bay] = studio.bays;
		for (const strip of bay ? stripsOf(studio, bay) : []) {
			const shapes = found([stripShapes(strip, { pitch: 9, height: 8 })]);
			for (const { shape, box } of shapes) {
				if (shape.kind !== "text") continue;
				expect(Math.floor(box.left / 9)).toBe(Math.floor((box.right - 1e-6) / 9));
				expect(box.top).toBeGreaterThanOrEqual(-0.05);
				expect(box.bottom).toBeLessThanOrEqual(8.05);
			}
		}
	});
});

describe("on paper", () => {
	const pages = labelPages(demo, demo.bays, wish);
	test("jacks lie as far apart as they do in the bay", () => {
		const strip = demo.bays[0] && stripsOf(demo, demo.bays[0])[0];
		const shapes = strip ? found([stripShapes(strip, { pitch: 8.89, height: 8 })]) : [];
		const dots = shapes.flatMap(({ shape }) => (shape.kind === "circle" ? [shape.centre[0]] : []));
		dots.slice(0, 15).forEach((x, i) => {
			expect(x).toBeCloseTo((i + 0.5) * 8.89, 9);
		});
	});

	test("a strip that is longer than the paper is torn into pieces that have all columns once", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 96 }),
				fc.integer({ min: 40, max: 300 }).map((tenths) => tenths / 10),
				fc.constantFrom(251.4, 269),
				(columns, pitch, room) => {
					const pieces = piecesOf(columns, pitch, room);
					expect(pieces.reduce((sum, count) => sum + count, 0)).toBe(columns);
					for (const count of pieces) expect(count * pitch).toBeLessThanOrEqual(room);
				},
			),
		);
		expect(piecesOf(48, 9, 269)).toEqual([24, 24]);
		expect(piecesOf(24, 18, 251.4)).toEqual([12, 12]);
		expect(piecesOf(24, 9, 269)).toEqual([24]);
	});

	test.each(["A4", "Letter"] as const)("%s: nothing is printed nearer to the edge than 6 mm", (paper) => {
		for (const { size, shapes } of labelPages(demo, demo.bays, { paper })) {
			const box = boxAround(shapes.map(boxOf));
			expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(6);
			expect(box.right).toBeLessThanOrEqual(size[0] - 6);
			expect(box.bottom).toBeLessThanOrEqual(size[1] - 6);
		}
	});

	test("every page has the marks' legend and a line of 100 mm that proves its size", () => {
		const many: Studio = { ...demo, bays: Array.from({ length: 7 }, () => demo.bays).flat() };
		const sheets = labelPages(many, many.bays, wish);
		expect(sheets.length).toBeGreaterThan(1);
		for (const { shapes } of sheets) {
			const [ruler] = groupsNamed(shapes, "ruler");
			const lines = found(ruler ? [ruler.shape] : []).filter(({ shape }) => shape.kind === "line");
			expect(
				Math.max(...lines.map(({ shape }) => (shape.kind === "line" ? shape.to[0] - shape.from[0] : 0))),
			).toBe(100);
			expect(textsOn(shapes)).toEqual(expect.arrayContaining([...Normalling.options]));
		}
	});

	test("every piece says what it is and which edge meets which", () => {
		const words = pages.flatMap(({ shapes }) => textsOn(shapes));
		expect(words).toContain("PB1 Main bay, columns 25 to 48 of 48");
		expect(
			words.filter((said) => said.includes("middle of jack 1 to middle of jack 48: 423 mm")),
		).toHaveLength(2);
		expect(words.some((said) => said.endsWith("right edge to column 25"))).toBe(true);
		expect(words.some((said) => said.endsWith("left edge to column 24"))).toBe(true);
	});

	test("the PDF is the same byte for byte, forbids scaling, and its line is 100 mm to a thousandth", async () => {
		const print = () => pdfOf(labelPages(demo, demo.bays, wish), aboutLabels(demo));
		const [first, second] = [await print(), await print()];
		expect(Buffer.compare(first, second)).toBe(0);
		const words = Buffer.from(first).toString("latin1");
		expect(words).toContain("/PrintScaling /None");
		expect(words).toMatch(/\/MediaBox \[0 0 841\.89 595\.276\]/);
		const lengths = [...words.matchAll(/([\d.]+) ([\d.]+) m\n([\d.]+) \2 l/g)].map(
			([, from, , to]) => ((Number(to) - Number(from)) * 25.4) / 72,
		);
		expect(lengths.some((mm) => Math.abs(mm - 100) < 0.001)).toBe(true);
	});
});

test("the pitch is the measured one, else the model's, else the trade's; else it is asked for and not guessed", () => {
	const room = aStudio({
		gear: [],
		bays: [aBay(), aBay({ id: "X1", connector: "XLR-3", model: "own/xlr" })],
	});
	expect(withoutPitch(room, room.bays, wish).map(({ id }) => id)).toEqual(["X1"]);
	expect(withoutPitch(room, room.bays, { ...wish, pitch: 27 })).toEqual([]);
	const connector = "XLR-3" as const;
	const rear = { connector, pinout: "own" };
	const bay = { connector, rows: 2, columns: 2, rear, normalling: ["half-normal" as const], pitch: 27 };
	const model = { ...aUnit("xlr").model, bay };
	const known = { ...room, models: { ...room.models, "own/xlr": model } };
	expect(withoutPitch(known, known.bays, wish)).toEqual([]);
	const words = labelPages(known, known.bays, wish).flatMap(({ shapes }) => textsOn(shapes));
	expect(words.some((said) => said.startsWith("XLR-3, 27 mm a jack"))).toBe(true);
});
