import { isInTenths, isKnob, type Knob, type Switch, sayEndless, travelOf } from "#model/parameter.ts";
import { ASCENT, DESCENT, type Face, SMALL, SMALL_BOLD, widthOf } from "./lettering.ts";
import type { Reading } from "./reading.ts";
import {
	arc,
	boxOf,
	circle,
	type Drawing,
	drawn,
	line,
	onClock,
	overlap,
	type Point,
	type Shape,
	stroke,
	text,
} from "./shapes.ts";

/** A rotary control turns from 7 o'clock to 5 o'clock: 300° in all, never past the end stops. */
const FROM = -150;
const SWEEP = 300;
const CENTRE: Point = [0, 0];

/** Direction of the pointer in degrees from twelve o'clock for a travel of 0…1. */
export const pointerAngle = (travel: number): number => FROM + SWEEP * Math.min(1, Math.max(0, travel));

/** A place on the dial with the name that is printed there. */
type Mark = { readonly travel: number; readonly name: string };

/** A figure of a scale in as few letters as say it: "−20", "1.2k", "0.3". */
export const sayFigure = (figure: number): string => {
	const thousands = Math.abs(figure) >= 1000;
	const shown = Number((thousands ? figure / 1000 : figure).toPrecision(4));
	return sayEndless(figure) ?? `${shown}${thousands ? "k" : ""}`.replace("-", "−");
};

/** What stands round a control. Where nobody knows the figures of a knob, none are drawn. */
export const marksOf = (control: Knob | Switch): Mark[] =>
	isKnob(control)
		? control.scale.flatMap(([travel, figure]) =>
				isInTenths(control) ? [] : [{ travel, name: sayFigure(figure) }],
			)
		: control.positions.map(({ name }, i) => ({ travel: i / (control.positions.length - 1), name }));

const TICK_FROM = 0.9;
const TICK_TO = 1.9;
const FIGURE_GAP = 0.8;
/** Least distance of two figures side by side, in mm. */
const APART = 0.7;

/** A figure beyond its tick: pushed outwards by half its own extent in that direction, so it never meets the tick. */
const figure = ({ travel, name }: Mark, radius: number, face: Face): Shape => {
	const degrees = pointerAngle(travel);
	const turn = (degrees * Math.PI) / 180;
	const [halfWidth, halfHeight] = [widthOf(name, face) / 2, (ASCENT * face.size) / 2];
	const push = Math.hypot(halfWidth * Math.sin(turn), halfHeight * Math.cos(turn));
	const [x, y] = onClock(CENTRE, radius + TICK_TO + FIGURE_GAP + push, degrees);
	return text([x, y + ((ASCENT - DESCENT) * face.size) / 2 + 0.2], name, {
		face,
		align: "centre",
		ink: face.weight === "bold" ? "ink" : "soft",
	});
};

/** The ends first, then the middles of what is left: when the figures are thinned, they stay even. */
export const evenly = (count: number): number[] => {
	if (count < 2) return count === 1 ? [0] : [];
	const order = [0, count - 1];
	let gaps: [number, number][] = [[0, count - 1]];
	while (gaps.length > 0) {
		const next: [number, number][] = [];
		for (const [a, b] of gaps) {
			const middle = Math.floor((a + b) / 2);
			if (middle === a) continue;
			order.push(middle);
			next.push([a, middle], [middle, b]);
		}
		gaps = next;
	}
	return order;
};

/** Figures that fit without touching each other. A position that is set is bold and always among them. */
export const figuresAround = (marks: readonly Mark[], set: number, radius: number): Shape[] => {
	const placed: Shape[] = [];
	for (const i of [...(set >= 0 ? [set] : []), ...evenly(marks.length)]) {
		const shape = figure(marks[i], radius, i === set ? SMALL_BOLD : SMALL);
		const room = boxOf(shape);
		const apart = { ...room, left: room.left - APART, right: room.right + APART };
		if (placed.every((other) => !overlap(boxOf(other), apart))) placed.push(shape);
	}
	return placed;
};

const tick = ({ travel }: Mark, radius: number): Shape => {
	const degrees = pointerAngle(travel);
	return line(
		onClock(CENTRE, radius + TICK_FROM, degrees),
		onClock(CENTRE, radius + TICK_TO, degrees),
		stroke("soft", 0.25),
	);
};

/**
 * Where the thick rim starts: a control that cuts and boosts, with its zero near the top, grows from there; every
 * other grows from its end stop.
 */
const restOf = (control: Knob | Switch): number => {
	if (!isKnob(control) || !control.scale.some(([, figure]) => figure < 0)) return 0;
	const zero = travelOf(control, 0);
	return zero > 0.3 && zero < 0.7 ? zero : 0;
};

const pointed = (control: Knob | Switch, travel: number, radius: number): Shape[] => {
	const degrees = pointerAngle(travel);
	const [from, to] = [pointerAngle(restOf(control)), degrees].sort((a, b) => a - b);
	const rim = isKnob(control) && to > from ? [arc(CENTRE, radius, [from, to], stroke("accent", 1.1))] : [];
	const pointer = line(
		onClock(CENTRE, radius * 0.22, degrees),
		onClock(CENTRE, radius - 1.2, degrees),
		stroke("ink", Math.max(1, radius / 7)),
	);
	return [circle(CENTRE, radius, { stroke: stroke("ink", 0.3), fill: "paper" }), ...rim, pointer];
};

const unknownDial = (radius: number): Shape[] => {
	const face: Face = { ...SMALL_BOLD, size: radius * 0.9 };
	return [
		circle(CENTRE, radius, { stroke: stroke("ink", 0.35, [1.1, 1.1]), fill: "paper" }),
		text([0, face.size * 0.36], "?", { face, align: "centre" }),
	];
};

const blankDial = (radius: number): Shape[] => [
	circle(CENTRE, radius, { stroke: stroke("ink", 0.3), fill: "paper" }),
	circle(CENTRE, 0.35, { fill: "soft" }),
];

/**
 * A dial of `size` mm around the origin: a knob with its scale, or a rotary switch with its positions.
 * Known: a pointer. Unknown: a dashed circle with a question mark and no pointer. Blank: a circle to draw into.
 */
export const dial = (control: Knob | Switch, reading: Reading, size: number): Drawing => {
	const radius = size / 2;
	const marks = marksOf(control);
	const set =
		reading.kind === "known" && !isKnob(control)
			? control.positions.findIndex(({ name }) => name === reading.setting)
			: -1;
	const body = {
		known: () =>
			reading.kind === "known" ? pointed(control, travelOf(control, reading.setting), radius) : [],
		unknown: () => unknownDial(radius),
		blank: () => blankDial(radius),
	}[reading.kind];
	return drawn([...marks.map((mark) => tick(mark, radius)), ...figuresAround(marks, set, radius), ...body()]);
};
