import { type Knob, type Switch, travelOf } from "#model/parameter.ts";
import { evenly, marksOf } from "./knob.ts";
import { SMALL, SMALL_BOLD, widthOf } from "./lettering.ts";
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

/** A stepped switch as a list of its named positions, the one that is set filled in and bold. */
export const positionList = (control: Switch, reading: Reading): Drawing => {
	const widest = Math.max(...control.positions.map(({ name }) => widthOf(name, SMALL_BOLD)));
	const columns = Math.ceil(control.positions.length / COLUMN);
	const rows = Math.ceil(control.positions.length / columns);
	const columnWidth = 2 * LAMP + 1.1 + widest;
	const width = columns * columnWidth + (columns - 1) * 3;
	const shapes = control.positions.flatMap(({ name }, i) => {
		const x = -width / 2 + Math.floor(i / rows) * (columnWidth + 3);
		const y = ((i % rows) - (rows - 1) / 2) * PITCH;
		const stand = standOf(reading, name);
		const face = stand === "set" ? SMALL_BOLD : SMALL;
		const ink = stand === "set" ? "ink" : "soft";
		return [
			lamp([x + LAMP, y], stand),
			text([x + 2 * LAMP + 1.1, y + MIDDLE * face.size], name, { face, ink }),
		];
	});
	return drawn(shapes);
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
		text([6.2, yOf(marks[i].travel) + MIDDLE * SMALL.size], marks[i].name, { ink: "soft" }),
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
