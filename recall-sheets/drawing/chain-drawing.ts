import { sayDb } from "#model/level.ts";
import type { SheetHop } from "#model/recall-sheet.ts";
import type { Block } from "./flow.ts";
import { ASCENT, LEADING, SMALL, SMALL_BOLD, wrapped } from "./lettering.ts";
import { line, type Point, rect, type Shape, stroke, text } from "./shapes.ts";

const ARROW = 18;
const BOX = 22;
const PITCH = SMALL.size * LEADING;

/** Place in the list of the hop that clips first: the least headroom, which need not be the converter. */
export const firstToClip = (hops: readonly SheetHop[]): number =>
	hops.reduce((least, { headroom }, i) => {
		const sofar = least < 0 ? null : hops[least].headroom;
		return headroom !== null && (sofar === null || headroom < sofar) ? i : least;
	}, -1);

const box = (name: readonly string[], [x, y]: Point, height: number, end: boolean): Shape[] => {
	const first = y + (height - name.length * PITCH) / 2 + ASCENT * SMALL.size + 0.4;
	return [
		rect([x, y], [BOX, height], { corner: end ? height / 2 : 1, stroke: stroke("ink", end ? 0.25 : 0.45) }),
		...name.map((words, i) =>
			text([x + BOX / 2, first + i * PITCH], words, {
				face: end ? SMALL : SMALL_BOLD,
				align: "centre",
			}),
		),
	];
};

/** What is written under an arrow: the level that arrives and the headroom it finds; "?" where it is unknown. */
export type HopWords = (hop: SheetHop) => readonly [level: string, headroom: string];

export const hopWords: HopWords = ({ level, headroom }) => [
	level === null ? "? dBu" : sayDb(level, "dBu"),
	headroom === null ? "hr ? dB" : `hr ${sayDb(headroom).replace("+", "")}`,
];

const arrow = ([x, y]: Point, words: readonly [string, string], first: boolean): Shape[] => {
	const pen = stroke("ink", 0.35);
	const [from, to] = [x + 1.2, x + ARROW - 1.2];
	const middle = x + ARROW / 2;
	const under = y + 1.6 + ASCENT * SMALL.size;
	return [
		line([from, y], [to, y], pen),
		line([to - 1.8, y - 1.1], [to, y], pen),
		line([to - 1.8, y + 1.1], [to, y], pen),
		text([middle, under], words[0], { align: "centre" }),
		text([middle, under + PITCH], words[1], {
			face: first ? SMALL_BOLD : SMALL,
			align: "centre",
			ink: first ? "ink" : "soft",
		}),
	];
};

/**
 * A chain in signal order, `width` mm wide: what stands at its ends and in between as boxes, under each arrow the
 * level in dBu and the headroom (hr) in dB, the least headroom bold. A long chain goes on in a second line.
 */
export const chainDrawing = (hops: readonly SheetHop[], width: number, say: HopWords = hopWords): Block => {
	if (hops.length === 0) return { height: 0, shapes: [] };
	const names = [hops[0].from, ...hops.map(({ to }) => to)].map((name) =>
		wrapped(name, SMALL_BOLD, BOX - 3.4),
	);
	const height = Math.max(10, Math.max(...names.map(({ length }) => length)) * PITCH + 3);
	const line = Math.max(height, height / 2 + 2 * PITCH + 3.5) + 3.5;
	const tight = firstToClip(hops);
	const shapes = box(names[0], [0, 0], height, true);
	let [x, y] = [BOX, 0];
	hops.forEach((hop, i) => {
		if (x + ARROW + BOX > width) [x, y] = [0, y + line];
		shapes.push(...arrow([x, y + height / 2], say(hop), i === tight));
		shapes.push(...box(names[i + 1], [x + ARROW, y], height, i === hops.length - 1));
		x += ARROW + BOX;
	});
	return { height: y + line - 3.5, shapes };
};
