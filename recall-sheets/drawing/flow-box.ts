import {
	cableAt,
	FINE,
	type Figure,
	HEAD,
	type InLine,
	jackAt,
	type OutLine,
	STUB,
	sayPlace,
	TINY,
	TITLE,
} from "./flow-geometry.ts";
import { type Face, widthOf } from "./lettering.ts";
import { group, line, type Point, rect, type Shape, stroke, TINTS, text } from "./shapes.ts";

export const SOLDERED = stroke("ink", 0.45);

/** Words that would be too wide end in dots. */
export const clipped = (words: string, face: Face, width: number): string => {
	if (widthOf(words, face) <= width) return words;
	const letters = Array.from(words);
	while (letters.length > 1 && widthOf(`${letters.join("")}…`, face) > width) letters.pop();
	return `${letters.join("")}…`;
};

/** A jack in front, on the line of what is behind it. */
export const tag = (jack: string, [x, y]: Point, width: number): Shape[] => [
	rect([x, y - 1.9], [width, 3.8], { corner: 1.9, stroke: stroke("ink", 0.25), fill: "paper" }),
	text([x + width / 2, y + 1], sayPlace(jack), { face: FINE, align: "centre" }),
];

/** What is soldered between a box and its jack, with the name of the cable. */
const stub = (from: number, to: number, y: number, cable: string): Shape[] => [
	line([from, y], [to, y], SOLDERED),
	text([(from + to) / 2, y - 0.7], clipped(cable, TINY, STUB - 0.6), {
		face: TINY,
		align: "centre",
		ink: "soft",
	}),
];

/** How wide tags and the words before them are in this drawing. */
export type Room = { readonly tagged: number; readonly words: number };

/** How far the tag of a place reaches out from its box. */
export const tagReach = (place: string, jack: string | null, { tagged }: Room): number => {
	if (jack === null) return 0;
	return jack === place ? tagged : STUB + tagged;
};

const idle = (used: boolean) => ({ face: FINE, ink: used ? "ink" : "soft" }) as const;

/** The tag of a jack beside a box: at the end of what is soldered behind it, or at the box where nothing is. */
const tagBeside = (
	place: string,
	jack: string,
	edge: number,
	outwards: 1 | -1,
	y: number,
	room: Room,
): Shape[] => {
	const reach = tagReach(place, jack, room);
	const near = edge + outwards * (reach - room.tagged);
	return tag(jack, [outwards === 1 ? near : near - room.tagged, y], room.tagged);
};

const inLine = ({ row, wire, y }: InLine, room: Room): Shape[] => {
	const jack = wire ? jackAt(wire, "last") : row.jack;
	const label = text([2, y + 1], row.label, idle(wire !== null));
	if (jack === null) return [label];
	const behind = row.place === jack ? [] : stub(-STUB, 0, y, wire ? cableAt(wire, "last") : "");
	return [...behind, ...tagBeside(row.place, jack, 0, -1, y, room), label];
};

const outLine = ({ row, wires, y }: OutLine, width: number, room: Room): Shape[] => {
	const [first] = wires;
	const jack = first ? jackAt(first, "first") : row.jack;
	const label = text([width - 2, y + 1], row.label, { ...idle(wires.length > 0), align: "right" });
	if (jack === null) return [label];
	const behind = row.place === jack ? [] : stub(width, width + STUB, y, first ? cableAt(first, "first") : "");
	return [...behind, ...tagBeside(row.place, jack, width, 1, y, room), label];
};

const head = ({ box: { title, number, note }, width }: Figure): Shape[] => {
	const tint = number === null ? null : (TINTS[(number - 1) % TINTS.length] ?? null);
	const ground = tint ? [rect([0, 0], [width, HEAD - 1.5], { corner: 1, fill: tint })] : [];
	const sign =
		number === null ? [] : [text([width - 2.2, 4.6], String(number), { face: TITLE, align: "right" })];
	return [
		...ground,
		text([2, 4.6], title, { face: TITLE }),
		...sign,
		text([2, 7.9], clipped(note, TINY, width - 4), { face: TINY, ink: "soft" }),
		line([0, HEAD - 1.5], [width, HEAD - 1.5], stroke("ink", 0.2)),
	];
};

export const boxShapes = (figure: Figure, at: Point, room: Room): Shape => {
	const { box, ins, outs, width, height } = figure;
	const frame = rect([0, 0], [width, height], { corner: 1, stroke: stroke("ink", 0.45) });
	const shapes = [
		rect([0, 0], [width, height], { corner: 1, fill: "paper" }),
		...head(figure),
		frame,
		...ins.flatMap((row) => inLine(row, room)),
		...outs.flatMap((row) => outLine(row, width, room)),
	];
	return group(at, shapes, `box ${box.id}`);
};
