import { ASCENT, DESCENT, type Face, points, widthOf, wrapped } from "#sheets/drawing/lettering.ts";
import { normallingMark } from "#sheets/drawing/normalling-mark.ts";
import { group, line, type Point, rect, type Shape, stroke, text } from "#sheets/drawing/shapes.ts";
import type { Label, Strip } from "./label-words.ts";

/** Millimetres: from the middle of one jack to the middle of the next, and how high the strip is. */
export type StripSize = { readonly pitch: number; readonly height: number };

/** The smallest and the largest letters of a strip. */
const LEAST = points(4);
const MOST = points(8);
const STEP = points(0.25);
/** Two lines of so small letters stand closer than those of a page. */
const LEADING = 1.04;
const PADDING = 0.5;

type Fitted = { readonly lines: readonly string[]; readonly face: Face };

const lineHeight = (face: Face): number => face.size * (ASCENT + DESCENT);
const heightOf = ({ lines, face }: Fitted): number =>
	lineHeight(face) + (lines.length - 1) * face.size * LEADING;

const shortened = (words: string, face: Face, width: number): string => {
	const letters = Array.from(words);
	while (letters.length > 0 && widthOf(`${letters.join("")}…`, face) > width) letters.pop();
	return `${letters.join("").trimEnd()}…`;
};

/** The largest letters in which the words go into the room with no word broken; the least ones break or shorten them. */
export const fitted = (words: string, weight: Face["weight"], [width, height]: Point): Fitted => {
	for (let size = MOST; size >= LEAST; size -= STEP) {
		const face: Face = { size, weight, mono: false };
		const lines = wrapped(words, face, width);
		const whole = words.split(/\s+/).every((word) => widthOf(word, face) <= width);
		if (whole && heightOf({ lines, face }) <= height) return { lines, face };
	}
	const face: Face = { size: LEAST, weight, mono: false };
	const lines = wrapped(words, face, width);
	const room = Math.max(1, Math.floor((height - lineHeight(face)) / (LEAST * LEADING)) + 1);
	if (lines.length <= room) return { lines, face };
	const rest = lines.slice(room - 1).join(" ");
	return { lines: [...lines.slice(0, room - 1), shortened(rest, face, width)], face };
};

/** Words in the middle of a room. */
const lettered = (words: string, weight: Face["weight"], [x, y]: Point, [width, height]: Point): Shape[] => {
	if (words === "") return [];
	const set = fitted(words, weight, [width - 2 * PADDING, height]);
	const first = y + (height - heightOf(set)) / 2 + ASCENT * set.face.size;
	return set.lines.map((said, i) =>
		text([x + width / 2, first + i * set.face.size * LEADING], said, { face: set.face, align: "centre" }),
	);
};

/** The parts of a strip's height: whose jack it is, which socket, and the place with the mark beside the jack. */
const SHARES = { head: 0.42, socket: 0.3, foot: 0.28 } as const;

type Zone = { readonly top: number; readonly height: number };
type Zones = { readonly head: Zone; readonly socket: Zone; readonly foot: Zone };

const zonesOf = ({ height }: StripSize, below: boolean): Zones => {
	const order = below ? (["foot", "socket", "head"] as const) : (["head", "socket", "foot"] as const);
	const zones = { head: { top: 0, height: 0 }, socket: { top: 0, height: 0 }, foot: { top: 0, height: 0 } };
	let top = 0;
	for (const name of order) {
		zones[name] = { top, height: SHARES[name] * height };
		top += zones[name].height;
	}
	return zones;
};

/** Neighbours that belong together; jacks with nothing behind stand alone. */
export const groupsOf = (labels: readonly Label[]): Label[][] => {
	const groups: Label[][] = [];
	for (const label of labels) {
		const last = groups.at(-1);
		if (last && label.head !== "" && last[0]?.head === label.head) last.push(label);
		else groups.push([label]);
	}
	return groups;
};

const PLACE: Face = { size: points(5), weight: "regular", mono: false };

/** The place of the jack, and the sign of its normalling in the middle of the cell. */
const footShapes = (
	{ column, normalling }: Label,
	x: number,
	{ pitch }: StripSize,
	{ top, height }: Zone,
): Shape[] => {
	const baseline = top + height / 2 + (PLACE.size * (ASCENT - DESCENT)) / 2;
	const number = text([x + PADDING, baseline], String(column).padStart(2, "0"), { face: PLACE });
	const mark = normalling ? normallingMark(normalling, [x + pitch / 2, top + height / 2], height * 0.86) : [];
	return [number, ...mark];
};

/** Two zones that lie together. */
const together = (one: Zone, other: Zone): Zone => ({
	top: Math.min(one.top, other.top),
	height: one.height + other.height,
});

/** One jack of a unit: which socket it is, its place, and a fine line towards the jack before it. */
const jackShapes = (
	label: Label,
	x: number,
	size: StripSize,
	{ socket, foot }: Zones,
	first: boolean,
): Shape[] => {
	const { top, height } = together(socket, foot);
	return [
		...(first ? [] : [line([x, top], [x, top + height], stroke("faint", 0.12))]),
		...lettered(label.socket, "bold", [x, socket.top], [size.pitch, socket.height]),
		...footShapes(label, x, size, foot),
	];
};

/** Labels of one unit where they stand. A name alone has the room of head and socket. */
type Placed = {
	readonly labels: readonly Label[];
	readonly x: number;
	readonly width: number;
	readonly room: Zone;
};

const placed = (labels: readonly Label[], { pitch }: StripSize, { head, socket }: Zones): Placed[] =>
	groupsOf(labels).map((group) => ({
		labels: group,
		x: (group[0]?.column ?? 1) * pitch - (labels[0]?.column ?? 1) * pitch,
		width: group.length * pitch,
		room: group.every((label) => label.socket === "") ? together(head, socket) : head,
	}));

const groundOf = ({ labels, x, width, room }: Placed): Shape[] => {
	const tint = labels[0]?.tint ?? null;
	return tint === null ? [] : [rect([x, room.top], [width, room.height], { fill: tint })];
};

/** The labels of one unit: its head over all of them, then each socket. */
const groupShapes = ({ labels, x, width, room }: Placed, size: StripSize, zones: Zones): Shape[] => [
	...lettered(labels[0]?.head ?? "", "regular", [x, room.top], [width, room.height]),
	...labels.flatMap((label, i) => jackShapes(label, x + i * size.pitch, size, zones, i === 0)),
	line([x + width, 0], [x + width, size.height], stroke("ink", 0.2)),
];

/** One strip, or a piece of it, from its top left corner; its outline is where it is cut. */
export const stripShapes = ({ below, labels, row }: Strip, size: StripSize): Shape => {
	const zones = zonesOf(size, below);
	const groups = placed(labels, size, zones);
	const outline = rect([0, 0], [labels.length * size.pitch, size.height], { stroke: stroke("ink", 0.15) });
	const shapes = [
		...groups.flatMap(groundOf),
		...groups.flatMap((one) => groupShapes(one, size, zones)),
		outline,
	];
	return group([0, 0], shapes, `strip ${row}`);
};
