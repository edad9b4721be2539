import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inRows } from "#model/front-panel.ts";
import { Control, isKnob } from "#model/parameter.ts";
import { faceplate, type Placed } from "#sheets/drawing/faceplate.ts";
import type { Reading } from "#sheets/drawing/reading.ts";
import { type Box, overlap, type Shape } from "#sheets/drawing/shapes.ts";
import { aKnob } from "./a-sheet.ts";
import { found } from "./shapes-found.ts";

const aName = fc.stringMatching(/^[A-Za-zäÖß0-9 .+/:-]{1,28}$/).filter((name) => name.trim() !== "");

const aPlace = fc.record({
	label: aName,
	at: fc.tuple(fc.integer({ min: 0, max: 482 }), fc.integer({ min: 0, max: 130 })),
	size: fc.integer({ min: 4, max: 60 }),
	rear: fc.boolean(),
});

const someKnob = fc
	.record({
		place: aPlace,
		kind: fc.constantFrom("knob", "fader"),
		figures: fc.uniqueArray(fc.integer({ min: -90, max: 20_000 }), { minLength: 2, maxLength: 14 }),
		unit: fc.constantFrom("dB", "Hz", ":1", ""),
	})
	.map(({ place, kind, figures, unit }) =>
		Control.parse({
			...place,
			kind,
			unit,
			scale: figures.toSorted((a, b) => a - b).map((figure, i) => [i / (figures.length - 1), figure]),
			default: figures[0],
		}),
	);

const someSwitch = fc
	.record({
		place: aPlace,
		kind: fc.constantFrom("switch", "button", "rotary switch"),
		names: fc.uniqueArray(aName, { minLength: 2, maxLength: 14 }),
	})
	.map(({ place, kind, names }) =>
		Control.parse({ ...place, kind, positions: names.map((name) => ({ name })), default: names[0] }),
	);

const aReading = (control: Control): fc.Arbitrary<Reading> =>
	fc.oneof(
		fc.constant<Reading>({ kind: "blank" }),
		fc.boolean().map((changed): Reading => ({ kind: "unknown", changed })),
		fc.record({ i: fc.nat(), changed: fc.boolean() }).map(
			({ i, changed }): Reading => ({
				kind: "known",
				provenance: "hand",
				changed,
				setting: settingOf(control, i),
			}),
		),
	);

const settingOf = (control: Control, i: number): number | string =>
	isKnob(control)
		? control.scale[i % control.scale.length][1]
		: control.positions[i % control.positions.length].name;

const somePlaced = fc
	.oneof(someKnob, someSwitch)
	.chain((control) =>
		aReading(control).map((reading): Placed => ({ name: control.label, control, reading })),
	);

const somePanel = fc.array(somePlaced, { minLength: 1, maxLength: 16 });

const cellsIn = (shapes: readonly Shape[]): Shape[] =>
	shapes.flatMap((shape) =>
		shape.kind === "group" ? (shape.name === "" ? cellsIn(shape.shapes) : [shape]) : [],
	);

const clashes = (boxes: readonly Box[]): [Box, Box][] =>
	boxes.flatMap((a, i) => boxes.slice(i + 1).flatMap((b): [Box, Box][] => (overlap(a, b) ? [[a, b]] : [])));

/** A hair's breadth, for sums of fractions that end on the same edge. */
const shy = (box: Box): Box => ({
	left: box.left + 1e-6,
	top: box.top + 1e-6,
	right: box.right - 1e-6,
	bottom: box.bottom - 1e-6,
});

describe("any panel, however its controls stand", () => {
	test("no two texts touch and every control is drawn once", () => {
		fc.assert(
			fc.property(somePanel, fc.integer({ min: 130, max: 260 }), (panel, width) => {
				const { shapes } = faceplate(panel, width);
				const texts = found(shapes).flatMap(({ shape, box }) => (shape.kind === "text" ? [shy(box)] : []));
				expect(clashes(texts)).toEqual([]);
				expect(cellsIn(shapes)).toHaveLength(panel.length);
			}),
			{ numRuns: 150 },
		);
	});

	test("no text runs into a knob", () => {
		fc.assert(
			fc.property(somePanel, (panel) => {
				const all = found(faceplate(panel, 182).shapes);
				const texts = all.flatMap(({ shape, box }) =>
					shape.kind === "text" && shape.text !== "?" ? [{ box, words: shape.text }] : [],
				);
				for (const { shape, at } of all) {
					if (shape.kind !== "circle" || shape.radius < 5) continue;
					const [x, y] = [shape.centre[0] + at[0], shape.centre[1] + at[1]];
					for (const { box, words } of texts) {
						const dx = Math.max(box.left - x, 0, x - box.right);
						const dy = Math.max(box.top - y, 0, y - box.bottom);
						expect(Math.hypot(dx, dy), words).toBeGreaterThan(shape.radius);
					}
				}
			}),
			{ numRuns: 100 },
		);
	});

	test("everything stays inside the frame", () => {
		fc.assert(
			fc.property(somePanel, fc.integer({ min: 130, max: 260 }), (panel, width) => {
				const drawing = faceplate(panel, width);
				for (const { shape, box } of found(drawing.shapes)) {
					expect(box.left, shape.kind).toBeGreaterThanOrEqual(-0.2);
					expect(box.right, shape.kind).toBeLessThanOrEqual(width + 0.2);
					expect(box.top, shape.kind).toBeGreaterThanOrEqual(-0.2);
					expect(box.bottom, shape.kind).toBeLessThanOrEqual(drawing.box.bottom + 0.2);
				}
			}),
			{ numRuns: 100 },
		);
	});

	test("no knob is smaller than 12 mm and no letter smaller than 9 pt", () => {
		fc.assert(
			fc.property(fc.array(someKnob, { minLength: 1, maxLength: 20 }), (controls) => {
				const knobs = controls.filter(({ kind }) => kind === "knob");
				const panel = controls.map((control): Placed => ({ name: "x", control, reading: { kind: "blank" } }));
				const all = found(faceplate(panel, 182).shapes).map(({ shape }) => shape);
				const dials = all.filter((shape) => shape.kind === "circle" && shape.radius >= 6);
				expect(dials).toHaveLength(knobs.length);
				for (const shape of all)
					if (shape.kind === "text") expect(shape.face.size).toBeGreaterThanOrEqual(3.174);
			}),
			{ numRuns: 60 },
		);
	});
});

const at = (label: string, x: number, y: number): Placed => ({
	name: label,
	control: aKnob(label, [x, y], "", [
		[0, 0],
		[1, 10],
	]),
	reading: { kind: "blank" },
});

/** Names and places of the controls, as drawn. */
const stood = (panel: readonly Placed[]) =>
	cellsIn(faceplate(panel, 182).shapes).flatMap((cell) =>
		cell.kind === "group" ? [{ name: cell.name, x: cell.at[0] }] : [],
	);

test("a panel that has room keeps its order: rows from the top, each from the left", () => {
	const rows = inRows(
		[at("d", 300, 82), at("b", 300, 20), at("c", 60, 80), at("a", 60, 24)],
		({ control }) => control,
	);
	expect(rows.map((row) => row.map(({ name }) => name))).toEqual([
		["a", "b"],
		["c", "d"],
	]);
});

test("on a 19 inch panel the knobs stand where they stand on the unit", () => {
	const [low, high] = stood([at("low", 100, 22), at("high", 400, 22)]);
	expect((high.x - low.x) / 300).toBeCloseTo((182 - 7) / 482.6, 3);
});

test("a narrow module is read from the top, side by side", () => {
	const module = [at("trim", 19, 100), at("pad", 28, 50), at("gain", 19, 20), at("polarity", 10, 50)];
	expect(stood(module).map(({ name }) => name)).toEqual(["gain", "polarity", "pad", "trim"]);
});

test("a lone button between two rows of a wide panel takes no row of its own", () => {
	const rows = [at("a", 60, 22), at("b", 300, 22), at("c", 60, 88), at("d", 300, 88)];
	const height = faceplate(rows, 182).box.bottom;
	expect(faceplate([...rows, at("link", 430, 55)], 182).box.bottom).toBeCloseTo(height, 6);
});
