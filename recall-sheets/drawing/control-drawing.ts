import { type Control, clockTime, type Switch, saySetting, travelOf } from "#model/parameter.ts";
import { dial, figuresAround, marksOf } from "./knob.ts";
import { ASCENT, BODY_BOLD, type Face, LEADING, SMALL, SMALL_BOLD, widthOf, wrapped } from "./lettering.ts";
import { PROVENANCE_LETTER, type Reading } from "./reading.ts";
import { type Drawing, drawn, line, type Point, rect, type Shape, stroke, text } from "./shapes.ts";
import { button, fader, positionList } from "./switch.ts";

/** How far a row of controls reaches above and below its centre line, so that its labels and values line up. */
export type Reach = { readonly above: number; readonly below: number };

const LARGEST_DIAL = 20;
const WIDEST = 29;

const roundTheDial = (control: Switch, size: number): boolean => {
	const marks = marksOf(control);
	const fits = figuresAround(marks, -1, size / 2).length === marks.length;
	return fits && marks.every(({ name }) => widthOf(name, SMALL_BOLD) <= 12);
};

/** A rotary switch grows until all its names fit round it; one whose names never fit is drawn as a list. */
const rotarySwitch = (control: Switch, reading: Reading, size: number): Drawing => {
	for (let wide = size; wide <= Math.max(size, LARGEST_DIAL); wide += 1)
		if (roundTheDial(control, wide)) return dial(control, reading, wide);
	return positionList(control, reading);
};

/** The control itself, without label and value, around the origin. `size` is the diameter of a knob in mm. */
export const bodyOf = (control: Control, reading: Reading, size: number): Drawing => {
	switch (control.kind) {
		case "knob":
			return dial(control, reading, size);
		case "fader":
			return fader(control, reading);
		case "switch":
			return positionList(control, reading);
		case "button":
			return control.positions.length === 2 ? button(control, reading) : positionList(control, reading);
		case "rotary switch":
			return rotarySwitch(control, reading, size);
	}
};

const stacked = (lines: readonly string[], top: number, face: Face): Shape[] =>
	lines.map((words, i) =>
		text([0, top + ASCENT * face.size + i * LEADING * face.size], words, { face, align: "centre" }),
	);

/** A small triangle, as in Δ: the value is not the one of the last sheet. */
export const changedMark = ([x, y]: Point): Shape[] => {
	const pen = stroke("ink", 0.45);
	const [left, right, top]: [Point, Point, Point] = [
		[x, y],
		[x + 2.4, y],
		[x + 1.2, y - 2.2],
	];
	return [line(left, right, pen), line(right, top, pen), line(top, left, pen)];
};

/** A letter in a frame: how the value came to be known. */
export const provenanceTag = ([x, y]: Point, letter: string): Shape[] => [
	rect([x, y - 3.05], [4, 3.9], { corner: 0.8, stroke: stroke("soft", 0.2) }),
	text([x + 2, y], letter, { align: "centre" }),
];

const TAG = 4;
const GAP = 1.3;

/** The line under the value: clock time of a pointer, the letter of its provenance, the mark of a change. */
const particulars = (control: Control, reading: Reading, baseline: number): Shape[] => {
	if (reading.kind === "blank") return [];
	const turns = control.kind === "knob" && reading.kind === "known";
	const clock = turns ? clockTime(travelOf(control, reading.setting)) : "";
	const letter = PROVENANCE_LETTER[reading.kind === "known" ? reading.provenance : "unknown"];
	const clockWidth = clock === "" ? 0 : widthOf(clock, SMALL) + GAP;
	const width = clockWidth + TAG + (reading.changed ? GAP + 2.4 : 0);
	const left = -width / 2;
	return [
		...(clock === "" ? [] : [text([left, baseline], clock, { ink: "soft" })]),
		...provenanceTag([left + clockWidth, baseline], letter),
		...(reading.changed ? changedMark([left + clockWidth + TAG + GAP, baseline]) : []),
	];
};

/** Value with its unit and, beneath, clock time and provenance; on a blank sheet a line to write on. */
const footer = (control: Control, reading: Reading, top: number): Shape[] => {
	if (reading.kind === "blank") return [line([-9, top + 5], [9, top + 5], stroke("soft", 0.25))];
	const said = saySetting(control, reading.kind === "known" ? reading.setting : undefined);
	const lines = wrapped(said, BODY_BOLD, WIDEST);
	const after = top + lines.length * LEADING * BODY_BOLD.size;
	return [...stacked(lines, top, BODY_BOLD), ...particulars(control, reading, after + 3.3)];
};

/**
 * One control as it is drawn on the tablet and on paper alike: label, body around the origin, value, clock time and
 * provenance. All in mm; `size` is the diameter of a knob, `reach` comes from the row that the control stands in.
 */
export const controlDrawing = (
	control: Control,
	reading: Reading,
	{ size, reach }: { readonly size: number; readonly reach?: Reach },
): Drawing => {
	const body = bodyOf(control, reading, size);
	const above = reach?.above ?? -body.box.top;
	const below = reach?.below ?? body.box.bottom;
	const label = wrapped(control.label, SMALL_BOLD, WIDEST);
	const labelTop = -above - 0.8 - label.length * LEADING * SMALL_BOLD.size;
	const { shapes, box } = drawn([
		...stacked(label, labelTop, SMALL_BOLD),
		...body.shapes,
		...footer(control, reading, below + 1.6),
	]);
	const pencil = reading.kind === "blank" ? 2 : 0;
	return { shapes, box: { ...box, bottom: box.bottom + pencil } };
};
