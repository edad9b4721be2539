import { type Knob, type Switch, travelOf } from "#model/parameter.ts";
import { evenly, marksOf } from "./knob.ts";
import { SMALL, SMALL_BOLD, widthOf, wrapped } from "./lettering.ts";
import type { Reading } from "./reading.ts";
import { circle, type Drawing, drawn, line, type Point, rect, type Shape, stroke, text } from "./shapes.ts";

const PITCH = 4.4;
const LAMP = 1.35;
const COLUMN = 5;

/** The middle of a line of letters lies this far above its baseline. */
const MIDDLE = 0.36;

type Stand = "set" | "free" | "unknown";

const lamp = (at: Point, stand: Stand): Shape =>
	circle(at, LAMP, {
		stroke: stroke("ink", 0.3, stand === "unknown" ? [0.7, 0.7] : []),
		fill: stand === "set" ? "ink" : "paper",
	});

const standOf = (reading: Reading, name: string): Stand => {
	if (reading.kind === "unknown") return "unknown";
	return reading.kind === "known" && reading.setting === name ? "set" : "free";
};

const WIDEST_NAME = 40;
const WIDEST_LIST = 120;
const LETTERS_FROM = 2 * LAMP + 1.1;

/** A lamp and its name, which may take several lines, from a height downwards. */
const position = (name: string, stand: Stand, [x, y]: Point): Shape[] => {
	const face = stand === "set" ? SMALL_BOLD : SMALL;
	const ink = stand === "set" ? "ink" : "soft";
	const lines = wrapped(name, SMALL_BOLD, WIDEST_NAME).map((words, i) =>
		text([x + LETTERS_FROM, y + MIDDLE * face.size + i * PITCH], words, { face, ink }),
	);
	return [lamp([x + LAMP, y], stand), ...lines];
};

/** A stepped switch as a list of its named positions, the one that is set filled in and bold. */
export const positionList = (control: Switch, reading: Reading): Drawing => {
	const names = control.positions.map(({ name }) => name);
	const lines = names.map((name) => wrapped(name, SMALL_BOLD, WIDEST_NAME));
	const pitch = LETTERS_FROM + 3 + Math.max(...lines.flat().map((words) => widthOf(words, SMALL_BOLD)));
	const columns = Math.min(Math.ceil(names.length / COLUMN), Math.max(1, Math.floor(WIDEST_LIST / pitch)));
	const rows = Math.ceil(names.length / columns);
	const left = -(columns * pitch - 3) / 2;
	const deep = (from: number, to: number): number => PITCH * lines.slice(from, to).flat().length;
	const tallest = Math.max(...Array.from({ length: columns }, (_, k) => deep(k * rows, (k + 1) * rows)));
	return drawn(
		names.flatMap((name, i) => {
			const column = Math.floor(i / rows);
			const y = deep(column * rows, i) - (tallest - PITCH) / 2;
			return position(name, standOf(reading, name), [left + column * pitch, y]);
		}),
	);
};

const CAP = 8;

/** A push button from the front: filled when it is pressed, that is at its last position. */
export const button = (control: Switch, reading: Reading): Drawing => {
	const pressed = reading.kind === "known" && travelOf(control, reading.setting) === 1;
	const cap = rect([-CAP / 2, -CAP / 2], [CAP, CAP], {
		corner: 1.2,
		stroke: stroke("ink", 0.35, reading.kind === "unknown" ? [1.1, 1.1] : []),
		fill: "paper",
	});
	const inside = rect([-CAP / 2 + 1.1, -CAP / 2 + 1.1], [CAP - 2.2, CAP - 2.2], { corner: 0.6, fill: "ink" });
	const question = text([0, SMALL_BOLD.size * MIDDLE], "?", { face: SMALL_BOLD, align: "centre" });
	return drawn([cap, ...(pressed ? [inside] : []), ...(reading.kind === "unknown" ? [question] : [])]);
};

const TRAVEL = 26;
const yOf = (travel: number): number => TRAVEL / 2 - travel * TRAVEL;

const faderFigures = (control: Knob): Shape[] => {
	const marks = marksOf(control);
	const kept: number[] = [];
	for (const i of evenly(marks.length)) {
		const y = yOf(marks[i].travel);
		if (kept.every((other) => Math.abs(yOf(marks[other].travel) - y) >= SMALL.size * 1.05)) kept.push(i);
	}
	return kept.map((i) =>
		text([6.7, yOf(marks[i].travel) + MIDDLE * SMALL.size], marks[i].name, { ink: "soft" }),
	);
};

const faderCap = (travel: number): Shape[] => {
	const y = yOf(travel);
	return [
		rect([-3.6, y - 2.2], [7.2, 4.4], { corner: 0.7, fill: "ink" }),
		line([-2.6, y], [2.6, y], stroke("paper", 0.7)),
	];
};

/** A fader, standing: its track, its scale to the right, and the cap where it is set. */
export const fader = (control: Knob, reading: Reading): Drawing => {
	const track = line(
		[0, yOf(0)],
		[0, yOf(1)],
		stroke("ink", 0.7, reading.kind === "unknown" ? [1.4, 1.6] : []),
	);
	const ticks = marksOf(control).map(({ travel }) =>
		line([4.2, yOf(travel)], [5.4, yOf(travel)], stroke("soft", 0.25)),
	);
	const cap = reading.kind === "known" ? faderCap(travelOf(control, reading.setting)) : [];
	const question =
		reading.kind === "unknown" ? [text([-2.6, 1.2], "?", { face: SMALL_BOLD, align: "centre" })] : [];
	return drawn([track, ...ticks, ...faderFigures(control), ...cap, ...question]);
};
