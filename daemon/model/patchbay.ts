import { z } from "zod";
import { Connector, Screws } from "./connector.ts";
import { kept } from "./kept.ts";

export const Normalling = z
	.enum(["full normal", "half-normal", "reverse half-normal", "parallel", "open"])
	.describe(
		"What a plug breaks: full normal: either; half-normal: the lower one, the upper listens; reverse half-normal: the upper one; parallel: none; open: nothing is joined",
	);
export type Normalling = z.infer<typeof Normalling>;

type PluggedIn = { readonly upper: boolean; readonly lower: boolean };

/** A plug opens the switching contacts of its own jack; the normalling decides whether that matters. */
const joined: Record<Normalling, (plugged: PluggedIn) => boolean> = {
	"full normal": ({ upper, lower }) => !upper && !lower,
	"half-normal": ({ lower }) => !lower,
	"reverse half-normal": ({ upper }) => !upper,
	parallel: () => true,
	open: () => false,
};

/** Whether the upper jack's source still reaches the lower jack's destination. Only tip and ring are switched. */
export const isJoined = (normalling: Normalling, plugged: PluggedIn): boolean => joined[normalling](plugged);

/** What a plug will do, for the person who is about to push it in. */
export const sayPlug = (normalling: Normalling, row: "upper" | "lower"): string => {
	if (normalling === "parallel") return "parallel: the plug is a mult, nothing is interrupted";
	if (normalling === "open") return "not normalled: the plug is on its own";
	const breaks = !isJoined(normalling, { upper: row === "upper", lower: row === "lower" });
	const what = breaks ? "breaks the normal" : "listens in, the normal keeps playing";
	return `${normalling}: a plug in the ${row} jack ${what}`;
};

/**
 * A run of columns with the same normalling; names override what the wiring behind says. A single column may stand
 * again after the run that holds it: that point is then as it is said there.
 */
export const Columns = z.strictObject({
	columns: z
		.string()
		.regex(/^\d+(-\d+)?$/, 'write one column or a run, for example "1-16"')
		.describe('One column or a run: "5", "1-16"'),
	rows: z
		.string()
		.regex(/^[A-Z][A-Z]$/, 'write the upper and the lower row, for example "AB"')
		.default("AB")
		.describe("The two rows that the normalling joins; a bay of three rows may have AB and BC"),
	normalling: Normalling,
	upper: z.string().optional().describe("Name of the upper jacks, where the wiring does not tell"),
	lower: z.string().optional().describe("Name of the lower jacks, where the wiring does not tell"),
});

export type Columns = z.infer<typeof Columns>;

const FrontJack = z
	.enum(["TT", "TRS", "B-gauge", "TS", "XLR-3", "RCA", "BNC", "3.5 mm TRS"])
	.describe("The jacks in front");
const Rows = z.number().int().min(1).max(8).describe("Rows of jacks: A is the upper one, then B, C …");
const ColumnCount = z.number().int().min(1).max(96).describe("Jacks in a row");
const Rear = z.strictObject({
	connector: Connector.describe("The sockets behind"),
	pinout: z.string().describe("aes59, yamaha …; own: a socket of one channel as everybody solders it"),
	screws: Screws.optional().describe("Jackscrews of a D-sub"),
});
const Sleeves = z
	.enum(["bussed", "individual", "strapped", "normalled"])
	.describe("All joined; each for itself; upper to lower; upper to lower while the normal is closed");

/** What every patchbay of one make and model is; the choices are switches, straps or links of its points. */
export const BayModel = z.strictObject({
	connector: FrontJack,
	rows: Rows.default(2),
	columns: ColumnCount,
	rear: Rear,
	normalling: z.array(Normalling).min(1).describe("What a point may be set to"),
	sleeves: z.array(Sleeves).min(1).optional().describe("What the sleeves may be, as delivered first"),
	pitch: z.number().positive().optional().describe("From column to column, mm"),
});
export type BayModel = z.infer<typeof BayModel>;

export const Bay = z.strictObject({
	id: z
		.string()
		.regex(/^[A-Z][A-Z0-9]*$/, "capital letters and digits, for example PB1")
		.describe("What its jacks are called by: PB1/A05"),
	name: z.string().describe("What people call it; it stands on the label strips"),
	room: z.string().optional().describe("Where it stands; cords do not reach from room to room, tie lines do"),
	model: z
		.string()
		.optional()
		.describe("maker/model of its gear file: what stands there need not stand here"),
	connector: FrontJack,
	rows: Rows.default(2),
	columns: ColumnCount,
	rear: Rear.describe("The sockets behind; each serves as many jacks of a row as its pinout has channels"),
	sleeves: Sleeves.default("bussed"),
	points: z.array(Columns).describe("Columns that are not named here are open"),
});
export type Bay = z.infer<typeof Bay>;

export type PatchPoint = {
	readonly bay: string;
	readonly column: number;
	readonly normalling: Normalling;
	readonly upper: string;
	readonly lower: string;
	/** Names that the studio file gives to the jacks; they go before what the wiring behind tells. */
	readonly names: { readonly upper?: string; readonly lower?: string };
};

export const rowsOf = (bay: Bay): string[] =>
	Array.from({ length: bay.rows }, (_, i) => String.fromCharCode(65 + i));

export const jackAt = (bay: string, row: string, column: number): string =>
	`${bay}/${row}${String(column).padStart(2, "0")}`;

export const columnsOf = (run: string): number[] => {
	const [first = 0, last = first] = run.split("-").map(Number);
	return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
};

/** A name that a run of columns shares is numbered: LIVE ROOM MIC 1, LIVE ROOM MIC 2. */
const namesIn = ({ columns, upper, lower }: Columns, column: number): PatchPoint["names"] => {
	const [first = 0, last = first] = columns.split("-").map(Number);
	const numbered = (name: string): string => (last > first ? `${name} ${column - first + 1}` : name);
	return { ...(upper && { upper: numbered(upper) }), ...(lower && { lower: numbered(lower) }) };
};

/** Rows that belong together where no run says it: A with B, C with D. A row that is left over has no partner. */
const pairsOf = (bay: Bay): string[] => {
	const rows = rowsOf(bay);
	const said = new Set(bay.points.map(({ rows: pair }) => pair));
	const usual = rows.flatMap((row, i) => (i % 2 === 0 && rows[i + 1] ? [`${row}${rows[i + 1]}`] : []));
	const partnered = new Set([...said].flatMap((pair) => [...pair]));
	return [...said, ...usual.filter((pair) => ![...pair].some((row) => partnered.has(row)))].sort();
};

/** Every point of a bay, pair of rows by pair of rows, left to right; the upper row by custom has the sources. */
export const pointsOf = kept((bay: Bay): readonly PatchPoint[] =>
	pairsOf(bay).flatMap((pair) => {
		const [upper = "A", lower = "B"] = pair;
		const runs = new Map(
			bay.points
				.filter(({ rows }) => rows === pair)
				.flatMap((run) => columnsOf(run.columns).map((column) => [column, run] as const)),
		);
		return Array.from({ length: bay.columns }, (_, i) => i + 1).map((column) => {
			const run = runs.get(column);
			return {
				bay: bay.id,
				column,
				normalling: run?.normalling ?? "open",
				upper: jackAt(bay.id, upper, column),
				lower: jackAt(bay.id, lower, column),
				names: run ? namesIn(run, column) : {},
			};
		});
	}),
);

/** Every jack in front, row by row. */
export const jacksOf = kept((bay: Bay): readonly string[] =>
	rowsOf(bay).flatMap((row) => Array.from({ length: bay.columns }, (_, i) => jackAt(bay.id, row, i + 1))),
);

const FRONT = /^([A-Z][A-Z0-9]*)\/([A-H])(\d\d)$/;

/** Row and column of a front jack's address, or nothing if it is not one. */
export const placeOf = (jack: string): { bay: string; row: string; column: number } | undefined => {
	const [, bay, row, column] = FRONT.exec(jack) ?? [];
	return bay === undefined || row === undefined ? undefined : { bay, row, column: Number(column) };
};
