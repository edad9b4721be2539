import type { Block } from "./flow.ts";
import { ASCENT, type Face, LEADING, SMALL, SMALL_BOLD, wrapped } from "./lettering.ts";
import { type Ink, LEFT_OF, line, type Point, rect, type Shape, stroke, text } from "./shapes.ts";

/** A column of a table; `share` is its part of the width. */
export type Column = { readonly title: string; readonly share: number; readonly align?: "left" | "right" };

export type Words = { readonly words: string; readonly face?: Face; readonly ink?: Ink };
/** What stands in a row: lines of words, or a box to tick. */
export type Cell = readonly Words[] | "ticked" | "to tick" | "nothing to tick";

const GUTTER = 3;
const ABOVE = 1.5;
const BELOW = 1.5;
const PITCH = SMALL.size * LEADING;
/** A cell longer than this goes on in a second row, so that no row is taller than a page. */
const MOST_LINES = 40;

type Span = { readonly left: number; readonly width: number; readonly align: "left" | "right" };

const spansOf = (columns: readonly Column[], width: number): Span[] => {
	const shares = columns.reduce((sum, { share }) => sum + share, 0);
	const mm = (width - GUTTER * (columns.length - 1)) / shares;
	let left = 0;
	return columns.map(({ share, align = "left" }) => {
		const span: Span = { left, width: share * mm, align };
		left += span.width + GUTTER;
		return span;
	});
};

const set = ({ words, face = SMALL, ink = "ink" }: Words, span: Span, baseline: number): Shape =>
	text([span.left + span.width * LEFT_OF[span.align], baseline], words, { face, ink, align: span.align });

const baseline = (i: number): number => ABOVE + ASCENT * SMALL.size + i * PITCH;

/** A box to tick: 4 mm, large enough for a pencil; ticked with two strokes that leave it. */
export const tickBox = ([x, y]: Point, ticked: boolean): Shape[] => {
	const box = rect([x, y], [4, 4], { stroke: stroke("ink", 0.3), corner: 0.4 });
	const pen = stroke("ink", 0.7);
	const tick = [
		line([x + 0.8, y + 2], [x + 1.8, y + 3.1], pen),
		line([x + 1.8, y + 3.1], [x + 4.4, y - 0.5], pen),
	];
	return ticked ? [box, ...tick] : [box];
};

/** The head of a table: titles over a rule, the same on every page that the table reaches. */
export const headOf = (columns: readonly Column[], width: number): Block => {
	const height = ABOVE + PITCH + BELOW - 0.6;
	const titles = spansOf(columns, width).map((span, i) =>
		set({ words: columns[i].title, ink: "soft" }, span, baseline(0)),
	);
	return { height, shapes: [...titles, line([0, height], [width, height], stroke("ink", 0.3))] };
};

/** A row of cells, each wrapped to its column, over a hairline; more than one if a cell is very long. */
export const rowsOf = (columns: readonly Column[], cells: readonly Cell[], width: number): Block[] => {
	const spans = spansOf(columns, width);
	const laid = cells.map((cell, i) =>
		typeof cell === "string"
			? []
			: cell.flatMap(({ words, face = SMALL, ink = "ink" }) =>
					wrapped(words, face, spans[i].width).map((line) => ({ words: line, face, ink })),
				),
	);
	const deepest = Math.max(1, ...laid.map(({ length }) => length));
	return Array.from({ length: Math.ceil(deepest / MOST_LINES) }, (_, part) => {
		const lines = laid.map((cell) => cell.slice(part * MOST_LINES, (part + 1) * MOST_LINES));
		const height = ABOVE + Math.max(1, ...lines.map(({ length }) => length)) * PITCH + BELOW;
		const letters = lines.flatMap((cell, i) => cell.map((words, k) => set(words, spans[i], baseline(k))));
		const ticks = cells.flatMap((cell, i) =>
			part === 0 && (cell === "ticked" || cell === "to tick")
				? tickBox([spans[i].left, ABOVE - 0.2], cell === "ticked")
				: [],
		);
		return {
			height,
			shapes: [...letters, ...ticks, line([0, height], [width, height], stroke("faint", 0.15))],
		};
	});
};

/** Words as one cell. */
export const said = (words: string, face: Face = SMALL, ink: Ink = "ink"): Words[] => [{ words, face, ink }];
export const strong = (words: string): Words[] => said(words, SMALL_BOLD);
