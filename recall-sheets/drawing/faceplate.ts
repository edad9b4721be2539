import type { Control } from "#model/parameter.ts";
import { bodyOf, controlDrawing, type Reach } from "./control-drawing.ts";
import type { Reading } from "./reading.ts";
import { type Box, type Drawing, group, line, rect, type Shape, stroke, text, widthOfBox } from "./shapes.ts";

/** A control with what is known of it. */
export type Placed = { readonly name: string; readonly control: Control; readonly reading: Reading };

/** Knobs are never drawn smaller than 12 mm; larger ones on the panel are larger on paper too, up to 18 mm. */
const LEAST_KNOB = 12;
const LARGEST_KNOB = 18;
/** Least and wished distance of two controls in a row. */
const GAP = 2;
const WIDE_GAP = 6;
const COLUMN = 30;

/** A control stands near a row that is less than this above or below it, in mm on the panel. */
const NEAR = 45;

/** Widths of real front panels in mm: 19 inch, and half of it. */
const RACK = 482.6;

/** The panel that the controls stand on, as far as their places tell. */
const panelWidth = (controls: readonly Placed[]): number => {
	const reach = Math.max(...controls.map(({ control }) => control.at[0] + control.size / 2));
	return [RACK / 2, RACK].find((width) => reach <= width && reach > width / 2) ?? reach + LEAST_KNOB / 2;
};

/** Reading order: rows from the top, each from the left. A control joins a row whose first one it stands level with. */
export const rowsAsBuilt = (controls: readonly Placed[]): Placed[][] => {
	const falling = [...controls].sort((a, b) => a.control.at[1] - b.control.at[1]);
	const rows: Placed[][] = [];
	for (const placed of falling) {
		const row = rows.at(-1);
		const level = row?.[0].control;
		const near = level && placed.control.at[1] - level.at[1] < Math.max(8, level.size / 2);
		if (row && near) row.push(placed);
		else rows.push([placed]);
	}
	return rows.map((row) => row.toSorted((a, b) => a.control.at[0] - b.control.at[0]));
};

/** A control drawn, with the x at which it would like to stand. */
type Cell = {
	readonly name: string;
	readonly box: Box;
	readonly shapes: readonly Shape[];
	readonly wish: number;
};

const cellsOf = (row: readonly Placed[], scale: number): Cell[] => {
	const sizes = row.map(({ control }) => Math.min(LARGEST_KNOB, Math.max(LEAST_KNOB, control.size * scale)));
	const bodies = row.map(({ control, reading }, i) => bodyOf(control, reading, sizes[i]).box);
	const reach: Reach = {
		above: Math.max(...bodies.map(({ top }) => -top)),
		below: Math.max(...bodies.map(({ bottom }) => bottom)),
	};
	return row.map(({ name, control, reading }, i) => ({
		name,
		...controlDrawing(control, reading, { size: sizes[i], reach }),
		wish: control.at[0] * scale,
	}));
};

const widths = (cells: readonly Cell[]): number => cells.reduce((sum, { box }) => sum + widthOfBox(box), 0);
const needed = (cells: readonly Cell[]): number => widths(cells) + GAP * (cells.length - 1);

/** Places as near to the wishes as the widths allow: pushed to the right first, then back from the right edge. */
const pushedApart = (cells: readonly Cell[], width: number): number[] => {
	const gap = Math.min(WIDE_GAP, (width - widths(cells)) / Math.max(1, cells.length - 1));
	const at: number[] = [];
	let free = 0;
	for (const { box, wish } of cells) {
		const x = Math.max(wish, free - box.left);
		at.push(x);
		free = x + box.right + gap;
	}
	let edge = width;
	for (let i = cells.length - 1; i >= 0; i--) {
		at[i] = Math.min(at[i], edge - cells[i].box.right);
		edge = at[i] + cells[i].box.left - gap;
	}
	return at;
};

const standing = (cells: readonly Cell[], at: readonly number[], width: number): Drawing => {
	const top = Math.min(...cells.map(({ box }) => box.top));
	const bottom = Math.max(...cells.map(({ box }) => box.bottom));
	return {
		shapes: cells.map(({ name, shapes }, i) => group([at[i], -top], shapes, name)),
		box: { left: 0, top: 0, right: width, bottom: bottom - top },
	};
};

/** Columns of one width on the whole page, so that one unit's knobs stand under another's. */
const inColumns = (controls: readonly Placed[], scale: number, width: number): Drawing[] => {
	const columns = Math.max(1, Math.floor(width / COLUMN));
	const pitch = width / columns;
	const span = (placed: Placed): number => {
		const room = widthOfBox(cellsOf([placed], scale)[0].box) + GAP;
		return Math.min(columns, Math.ceil(room / pitch));
	};
	const rows: { row: Placed[]; spans: number[] }[] = [];
	let used = columns;
	for (const placed of controls) {
		const wide = span(placed);
		if (used + wide > columns) {
			rows.push({ row: [], spans: [] });
			used = 0;
		}
		rows.at(-1)?.row.push(placed);
		rows.at(-1)?.spans.push(wide);
		used += wide;
	}
	return rows.map(({ row, spans }) => {
		let from = 0;
		const cells = cellsOf(row, scale);
		const at = cells.map(({ box }, i) => {
			const middle = from + (spans[i] * pitch) / 2;
			from += spans[i] * pitch;
			return middle - (box.left + box.right) / 2;
		});
		return standing(cells, at, width);
	});
};

const heightOn = (row: readonly Placed[]): number => row[0].control.at[1];

/**
 * On a wide panel a lone button between two rows joins the nearer one that has room for it: a row of its own would
 * waste the page. (A narrow module is all lone controls, and is read from the top.)
 */
const withoutStragglers = (
	rows: readonly Placed[][],
	fits: (row: readonly Placed[]) => boolean,
): Placed[][] => {
	const kept: Placed[][] = rows.filter((row) => row.length > 1).map((row) => [...row]);
	if (kept.length === 0) return [...rows];
	for (const straggler of rows.filter((row) => row.length === 1)) {
		const y = heightOn(straggler);
		const nearest = kept
			.filter((row) => Math.abs(heightOn(row) - y) < NEAR && fits([...row, ...straggler]))
			.sort((a, b) => Math.abs(heightOn(a) - y) - Math.abs(heightOn(b) - y));
		const joined = nearest[0];
		if (joined) joined.push(...straggler);
		else kept.push(straggler);
		joined?.sort((a, b) => a.control.at[0] - b.control.at[0]);
	}
	return kept.sort((a, b) => heightOn(a) - heightOn(b));
};

/**
 * As the panel is built where its rows fit the width and are not many more than the columns would need; else the
 * controls in reading order, in columns.
 */
const panelRows = (controls: readonly Placed[], width: number): Drawing[] => {
	if (controls.length === 0) return [];
	const panel = panelWidth(controls);
	const scale = Math.min(1, width / panel);
	const fits = (row: readonly Placed[]): boolean => needed(cellsOf(row, scale)) <= width;
	const built = rowsAsBuilt(controls);
	const rows = panel < RACK / 2 ? built : withoutStragglers(built, fits);
	const flowed = inColumns(rows.flat(), scale, width);
	if (!rows.every(fits) || rows.length > flowed.length * 1.5) return flowed;
	return rows.map((row) => {
		const cells = cellsOf(row, scale);
		return standing(cells, pushedApart(cells, width), width);
	});
};

const under = (caption: string, rows: readonly Drawing[]): Drawing[] =>
	rows.map((row, i) =>
		i > 0
			? row
			: {
					shapes: [text([0, 2.6], caption, { ink: "soft" }), group([0, 5.2], row.shapes)],
					box: { ...row.box, bottom: row.box.bottom + 5.2 },
				},
	);

const PADDING = 3.5;
const BETWEEN = 5;

/** The rows of a unit's front panel and, under their own caption, of its rear panel, `width` mm wide in all. */
export const faceplateRows = (controls: readonly Placed[], width: number): Drawing[] => {
	const inner = width - 2 * PADDING;
	const front = controls.filter(({ control }) => !control.rear);
	const rear = controls.filter(({ control }) => control.rear);
	return [...panelRows(front, inner), ...under("Rear panel", panelRows(rear, inner))];
};

/** Rows in the frame of a panel, a hairline between them; its top left corner is the origin. */
export const framed = (rows: readonly Drawing[], width: number): Drawing => {
	const shapes: Shape[] = [];
	let y = PADDING;
	for (const [i, row] of rows.entries()) {
		if (i > 0) {
			const between = y + BETWEEN / 2;
			shapes.push(line([PADDING, between], [width - PADDING, between], stroke("faint", 0.15)));
			y += BETWEEN;
		}
		shapes.push(group([PADDING, y], row.shapes));
		y += row.box.bottom;
	}
	const height = y + PADDING;
	const frame = rect([0, 0], [width, height], { corner: 2, stroke: stroke("faint", 0.3) });
	return { shapes: [frame, ...shapes], box: { left: 0, top: 0, right: width, bottom: height } };
};

/** A unit's whole faceplate with its settings, `width` mm wide. */
export const faceplate = (controls: readonly Placed[], width: number): Drawing =>
	framed(faceplateRows(controls, width), width);
