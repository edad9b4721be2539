import { inRows } from "#model/front-panel.ts";
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

/** "threshold-2" belongs to channel 2, "gain-l" to the left one and "gain-a" to A; "link" to none. */
const channelIn = (name: string): string => name.match(/-(\d+|[abclmrs])$/)?.[1] ?? "";

/** Neighbours of one channel together, and after them what belongs to none; a mere pair of buttons makes no channels. */
const byChannel = (row: readonly Placed[]): Placed[][] => {
	const channels: [Placed, ...Placed[]][] = [];
	for (const placed of row) {
		const channel = channels.at(-1);
		if (channel && ["", channelIn(channel[0].name)].includes(channelIn(placed.name))) channel.push(placed);
		else channels.push([placed]);
	}
	const longest = Math.max(...channels.map(({ length }) => length));
	return channels.every(({ length }) => length * 2 >= longest) ? channels : [[...row]];
};

type Spanning = { readonly placed: Placed; readonly span: number };

/** Lines of at most so many columns, filled one after the other. */
const filled = (row: readonly Spanning[], columns: number): Spanning[][] => {
	const lines: Spanning[][] = [];
	let used = columns;
	for (const one of row) {
		if (used + one.span > columns) {
			lines.push([]);
			used = 0;
		}
		lines.at(-1)?.push(one);
		used += one.span;
	}
	return lines;
};

/** As few lines as the columns allow, and of those the most even. */
const evenly = (row: readonly Spanning[], columns: number): Spanning[][] => {
	const least = filled(row, columns).length;
	const widest = Math.max(...row.map(({ span }) => span));
	const tried = Array.from({ length: columns - widest + 1 }, (_, i) => filled(row, widest + i));
	return tried.find((lines) => lines.length === least) ?? [];
};

/** A row in columns of one width on the whole page, so that one unit's knobs stand under another's. */
const inColumns = (row: readonly Placed[], scale: number, width: number): Drawing[] => {
	const columns = Math.max(1, Math.floor(width / COLUMN));
	const pitch = width / columns;
	const spanning = (placed: Placed): Spanning => {
		const room = widthOfBox(cellsOf([placed], scale)[0].box) + GAP;
		return { placed, span: Math.min(columns, Math.ceil(room / pitch)) };
	};
	return evenly(row.map(spanning), columns).map((line) => {
		let from = 0;
		const cells = cellsOf(
			line.map(({ placed }) => placed),
			scale,
		);
		const at = cells.map(({ box }, i) => {
			const middle = from + (line[i].span * pitch) / 2;
			from += line[i].span * pitch;
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

/** A row that is wider than the page, broken between its channels where that takes hardly more lines. */
const broken = (row: readonly Placed[], scale: number, width: number): Drawing[] => {
	const lines = inColumns(row, scale, width);
	const channels = byChannel(row).flatMap((channel) => inColumns(channel, scale, width));
	return channels.length > lines.length + 1 ? lines : channels;
};

/** As the panel is built, but the lone controls of a narrow module stand side by side where that saves much of the page. */
const panelRows = (controls: readonly Placed[], width: number): Drawing[] => {
	if (controls.length === 0) return [];
	const panel = panelWidth(controls);
	const scale = Math.min(1, width / panel);
	const fits = (row: readonly Placed[]): boolean => needed(cellsOf(row, scale)) <= width;
	const asBuilt = (row: readonly Placed[]): Drawing => {
		const cells = cellsOf(row, scale);
		return standing(cells, pushedApart(cells, width), width);
	};
	const built = inRows(controls, ({ control }) => control);
	if (panel < RACK / 2) {
		const flowed = inColumns(built.flat(), scale, width);
		if (built.length > flowed.length * 1.5) return flowed;
	}
	const rows = panel < RACK / 2 ? built : withoutStragglers(built, fits);
	return rows.flatMap((row) => (fits(row) ? [asBuilt(row)] : broken(row, scale, width)));
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
