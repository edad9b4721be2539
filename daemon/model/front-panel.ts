import { z } from "zod";
import { type Control, tenths, type WrittenControl } from "./parameter.ts";

/** A plate in mm, so many units of a 19 inch rack, half of its width, or so many slots of a frame of modules. */
export const Faceplate = z.union([
	z.strictObject({ width: z.number().positive(), height: z.number().positive() }).describe("mm"),
	z.strictObject({ rack: z.number().int().min(1).max(20), half: z.boolean().default(false) }),
	z.strictObject({ module: z.literal(500), slots: z.number().int().min(1).max(4).default(1) }),
]);
type Faceplate = z.infer<typeof Faceplate>;

/** The plate in mm; "ours" when nobody said its size and it was made as large as its controls need. */
type Plate = { readonly width: number; readonly height: number; readonly ours: boolean };

/** EIA-310: 19 inch and 1¾ inch a unit. A slot of the 500 series is 1½ inch wide, its plate three units high. */
const RACK = 482.6;
const UNIT = 44.45;
const SLOT = 38.1;

const hundredths = (mm: number): number => Math.round(mm * 100) / 100;

const sized = (plate: Faceplate): Plate => {
	if ("rack" in plate)
		return { width: plate.half ? RACK / 2 : RACK, height: hundredths(plate.rack * UNIT), ours: false };
	if ("module" in plate)
		return { width: hundredths(plate.slots * SLOT), height: hundredths(3 * UNIT), ours: false };
	return { ...plate, ours: false };
};

/** Letters of 2 mm as they are engraved on panels: width of one and height of a line, in mm. */
const LETTER = 1.4;
const LINE = 2.6;
const GAP = 2;
const LEAST = 5;
const SIZES: Record<Control["kind"], number> = {
	knob: 16,
	"rotary switch": 16,
	fader: 12,
	switch: 10,
	button: 10,
};

/** The words of a label in lines of so many mm. */
const linesOf = (label: string, width: number): string[] => {
	const lines: string[] = [];
	for (const word of label.split(/\s+/)) {
		const longer = `${lines.at(-1) ?? ""} ${word}`;
		if (lines.length > 0 && longer.length * LETTER <= width) lines.splice(-1, 1, longer);
		else lines.push(word);
	}
	return lines;
};

/** Diameter of a control that is placed in mm and does not say its size. */
const SIZE_BY_HAND = 16;

type Named = readonly [name: string, control: WrittenControl];
/** A control with the room that it takes in a row: itself, and its label above it. */
type Cell = { readonly name: string; readonly width: number; readonly size: number; readonly lines: number };

const cellOf = ([name, control]: Named, { size, label }: { size: number; label: number }): Cell => {
	const words = linesOf(control.label, label);
	const widest = Math.max(...words.map((line) => line.length * LETTER));
	return { name, size, lines: words.length, width: Math.max(size, widest) + GAP };
};
const widthOf = (cells: readonly Cell[]): number => cells.reduce((sum, { width }) => sum + width, 0);

/** A row in as much of the width as it may have: labels are broken first, then the controls are drawn smaller. */
const cellsOf = (row: readonly Named[], width: number): Cell[] => {
	const wished = ([, { size, kind }]: Named): number => size ?? SIZES[kind];
	const manners = [
		(named: Named) => cellOf(named, { size: wished(named), label: 24 }),
		(named: Named) => cellOf(named, { size: wished(named), label: 0 }),
		(named: Named) => cellOf(named, { size: Math.min(wished(named), 9), label: 0 }),
		(named: Named) => cellOf(named, { size: LEAST, label: 0 }),
	];
	const tried = manners.map((manner) => row.map(manner));
	return tried.find((cells) => widthOf(cells) <= width) ?? tried.at(-1) ?? [];
};

type Spot = { readonly at: [number, number]; readonly size: number };
type Spots = { readonly spots: ReadonlyMap<string, Spot>; readonly tooMuch: readonly string[] };

const rounded = (mm: number): number => Math.round(mm * 10) / 10;

/** The room left over is shared out evenly; all of a row stand level, their labels above them. */
const spread = (
	cells: readonly Cell[],
	{ left, right, top, bottom }: Record<"left" | "right" | "top" | "bottom", number>,
): Spot[] => {
	const label = LINE * Math.max(...cells.map((cell) => cell.lines));
	const room = bottom - top - label - GAP;
	const spare = Math.max(0, right - left - widthOf(cells)) / cells.length;
	let x = left;
	return cells.map(({ width, size }) => {
		const middle = x + (width + spare) / 2;
		x += width + spare;
		return {
			at: [rounded(middle), rounded(top + label + GAP / 2 + room / 2)],
			size: rounded(Math.min(size, room)),
		};
	});
};

const heightOf = (cells: readonly Cell[], size: (cell: Cell) => number): number =>
	LINE * Math.max(...cells.map((cell) => cell.lines)) + GAP + Math.max(...cells.map(size));

/** Rack ears and the edge of a plate, where nothing stands. */
const marginOf = (width: number): number => (width > RACK / 2 + 1 ? 20 : GAP);

const rowsOf = (named: readonly Named[], isModule: boolean): Named[][] => {
	const numbered = named.map((one, i) => ({ one, row: one[1].row ?? (isModule ? i + 1 : 1) }));
	const numbers = [...new Set(numbered.map(({ row }) => row))].sort((a, b) => a - b);
	return numbers.map((number) => numbered.filter(({ row }) => row === number).map(({ one }) => one));
};

/** Rows from top to bottom; each gets the height that it needs, and its share of what is left. */
const placed = (rows: readonly Named[][], plate: Plate): Spots => {
	const margin = marginOf(plate.width);
	const inner = plate.width - 2 * margin;
	const cells = rows.map((row) => cellsOf(row, inner));
	const wide = cells.flatMap((row, i) =>
		widthOf(row) > inner
			? [
					`Row ${i + 1} needs ${Math.ceil(widthOf(row))} mm and the plate has ${Math.floor(inner)}: move some of its controls to another row`,
				]
			: [],
	);
	const least = cells.map((row) => heightOf(row, () => LEAST));
	const wished = cells.map((row) => heightOf(row, ({ size }) => size));
	const sum = (heights: readonly number[]): number => heights.reduce((so, height) => so + height, 0);
	const room = plate.height - GAP;
	if (sum(least) > room)
		return {
			spots: new Map(),
			tooMuch: [
				...wide,
				`${rows.length} rows need ${Math.ceil(sum(least))} mm and the plate is ${plate.height} high: write fewer rows`,
			],
		};
	const share = Math.min(1, (room - sum(least)) / (sum(wished) - sum(least) || 1));
	const heights = least.map((height, i) => height + share * ((wished[i] ?? height) - height));
	const spare = (room - sum(heights)) / rows.length;
	let top = GAP / 2;
	const spots = cells.flatMap((row, i) => {
		const bottom = top + (heights[i] ?? 0) + spare;
		const found = spread(row, { left: margin, right: plate.width - margin, top, bottom });
		top = bottom;
		return row.map(({ name }, n) => [name, found[n] ?? { at: [0, 0], size: LEAST }] as const);
	});
	return { spots: new Map(spots), tooMuch: wide };
};

/** As wide as the widest row and as high as all of them, and never smaller than a hand's box. */
const made = (rows: readonly Named[][]): Plate => {
	const cells = rows.map((row) => cellsOf(row, RACK - 40));
	const width = Math.max(60, ...cells.map((row) => widthOf(row) + 4 * GAP));
	const height = cells.reduce((sum, row) => sum + heightOf(row, ({ size }) => size) + GAP, 2 * GAP);
	return {
		width: width > RACK / 2 - 8 ? RACK : Math.ceil(width),
		height: Math.max(40, Math.ceil(height)),
		ours: true,
	};
};

const completed = (control: WrittenControl, spot: Spot): Control => {
	const { row: _, at = spot.at, size = SIZE_BY_HAND, ...rest } = control;
	const place = { at, size: control.at ? size : spot.size };
	if ("scale" in rest) {
		const { scale, unit } = rest.scale === "unknown" ? tenths() : { scale: rest.scale, unit: rest.unit };
		return { ...rest, scale, unit, ...place, default: rest.default ?? scale[0]?.[1] ?? 0 };
	}
	return { ...rest, ...place, default: rest.default ?? rest.positions[0]?.name ?? "" };
};

/** The room that a control and a line of its label above it take on the plate, in mm from the top left corner. */
export const roomOf = ({
	at: [x, y],
	size,
	label,
}: Control): Record<"left" | "right" | "top" | "bottom", number> => {
	const words = label.split(/\s+/).map((word) => word.length * LETTER);
	const half = Math.max(size, ...words) / 2;
	return { left: x - half, right: x + half, top: y - size / 2 - LINE, bottom: y + size / 2 };
};

/**
 * What stands on a plate in reading order: rows from the top, each from the left. Two stand in one row where the middle
 * of one is level with any part of the other.
 */
export const inRows = <T>(all: readonly T[], controlOf: (one: T) => Pick<Control, "at" | "size">): T[][] => {
	const height = (one: T): number => controlOf(one).at[1];
	const rows: [T, ...T[]][] = [];
	for (const one of all.toSorted((a, b) => height(a) - height(b))) {
		const row = rows.at(-1);
		const isLevel =
			row && height(one) - height(row[0]) < Math.max(controlOf(row[0]).size, controlOf(one).size) / 2;
		if (isLevel) row.push(one);
		else rows.push([one]);
	}
	return rows.map((row) => row.toSorted((a, b) => controlOf(a).at[0] - controlOf(b).at[0]));
};

type Panel = {
	readonly controls: Readonly<Record<string, WrittenControl>>;
	readonly faceplate?: Faceplate | undefined;
};

/** Front and rear panel, each in its rows. A control that is placed in mm stays there, and then all of them must be. */
const spotsOf = (named: readonly Named[], plate: Plate, isModule: boolean): Spots => {
	const byHand = named.filter(([, { at }]) => at).length;
	if (byHand === named.length) return { spots: new Map(), tooMuch: [] };
	if (byHand > 0)
		return { spots: new Map(), tooMuch: ["Write `at` for every control of a panel, or for none"] };
	return placed(rowsOf(named, isModule), plate);
};

/** Every control gets its place on a plate of known size; what does not fit is a trouble of the file. */
export const panelOf = <T extends Panel>(model: T, context: z.RefinementCtx) => {
	const { controls, faceplate, ...rest } = model;
	const isModule = faceplate !== undefined && "module" in faceplate;
	const all: Named[] = Object.entries(controls);
	const sides = [all.filter(([, { rear }]) => !rear), all.filter(([, { rear }]) => rear)];
	const plate = faceplate ? sized(faceplate) : made(sides.flatMap((side) => rowsOf(side, isModule)));
	const found = sides.map((side) => spotsOf(side, plate, isModule));
	for (const message of found.flatMap(({ tooMuch }) => tooMuch))
		context.addIssue({ code: "custom", message, path: ["controls"] });
	const spots = new Map(found.flatMap((side) => [...side.spots]));
	const nowhere: Spot = { at: [0, 0], size: LEAST };
	return {
		...rest,
		faceplate: plate,
		controls: Object.fromEntries(
			all.map(([name, control]) => [name, completed(control, spots.get(name) ?? nowhere)]),
		),
	};
};
