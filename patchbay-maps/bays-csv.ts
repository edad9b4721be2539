import type { Trouble } from "#drivers/yaml.ts";
import { Connector, channelsOf } from "#model/connector.ts";
import { type Bay, type Normalling, type PatchPoint, placeOf, pointsOf } from "#model/patchbay.ts";
import {
	contradictions,
	type Draft,
	type Drafts,
	factIn,
	numberIn,
	originsOf,
	rowsBy,
	said,
	wordOf,
} from "./csv-draft.ts";
import { type Heading, type Row, tidied, toldIn } from "./csv-table.ts";

/**
 * Bays as a table, one row a jack pair. What is true of the whole bay (its connector, what is behind …) stands in its
 * first row and may stand in the others.
 */
export const BAY_HEADINGS: readonly Heading[] = [
	{ name: "bay", also: ["bay id", "patchbay"], must: true },
	{ name: "column", also: ["columns", "point", "position", "no"], must: true },
	{ name: "rows", also: ["row", "row pair"] },
	{ name: "normalling", also: ["normal", "normaling"], must: true },
	{ name: "upper", also: ["upper name", "top", "source", "out"] },
	{ name: "lower", also: ["lower name", "bottom", "destination", "in"] },
	{ name: "bay name" },
	{ name: "room" },
	{ name: "model", also: ["bay model", "maker model"] },
	{ name: "connector", also: ["front", "front connector", "jack"] },
	{ name: "row count" },
	{ name: "column count" },
	{ name: "rear connector", also: ["rear"] },
	{ name: "rear pinout", also: ["pinout"] },
	{ name: "rear screws", also: ["screws"] },
	{ name: "sleeves" },
];

/** How people call the five kinds. */
const kinds: Readonly<Record<string, Normalling>> = {
	full: "full normal",
	"full normalled": "full normal",
	normal: "full normal",
	normalled: "full normal",
	half: "half-normal",
	"half normal": "half-normal",
	"half normalled": "half-normal",
	reverse: "reverse half-normal",
	"reverse half": "reverse half-normal",
	"reverse half normal": "reverse half-normal",
	"reverse half normalled": "reverse half-normal",
	mult: "parallel",
	isolated: "open",
	thru: "open",
	through: "open",
	"de normalled": "open",
	"non normalled": "open",
	none: "open",
};
const kindOf = (text: string): string => kinds[tidied(text)] ?? text.toLowerCase();

const named = ({ upper, lower, names }: PatchPoint): string[] => {
	const letters = [upper, lower].map((jack) => placeOf(jack)?.row ?? "").join("");
	return [letters, names.upper ?? "", names.lower ?? ""];
};

const factsOf = (bay: Bay): string[] => [
	bay.name,
	bay.room ?? "",
	bay.model ?? "",
	bay.connector,
	String(bay.rows),
	String(bay.columns),
	bay.rear.connector,
	bay.rear.pinout,
	bay.rear.screws ?? "",
	bay.sleeves,
];

/** The rows of a bay, the facts of the whole bay in the first. A bay without a pair of rows is its facts alone. */
const rowsOfBay = (bay: Bay): string[][] => {
	const facts = factsOf(bay);
	const points = pointsOf(bay);
	if (points.length === 0) return [[bay.id, "", "", "", "", "", ...facts]];
	return points.map((point, i) => {
		const [letters = "", upper = "", lower = ""] = named(point);
		const own = [bay.id, String(point.column), letters, point.normalling, upper, lower];
		return [...own, ...(i === 0 ? facts : facts.map(() => ""))];
	});
};

/** Bays as the table that is read back from it. */
export const bayRows = (bays: readonly Bay[]): string[][] => [
	BAY_HEADINGS.map(({ name }) => name),
	...bays.flatMap(rowsOfBay),
];

/** One jack pair, or a run of pairs, as a row says it. */
type Run = {
	readonly columns: string;
	readonly rows: string;
	readonly normalling: string;
	readonly upper: readonly (string | undefined)[];
	readonly lower: readonly (string | undefined)[];
	readonly row: Row;
};

const textIn = ({ cells }: Row, name: string): string | undefined => cells.get(name)?.text;

const runOf = (row: Row): Run => ({
	columns: (textIn(row, "column") ?? "").replace(/\s*[–-]\s*/, "-"),
	rows: (textIn(row, "rows") ?? "AB").toUpperCase().replace(/[^A-Z]/g, ""),
	normalling: kindOf(textIn(row, "normalling") ?? ""),
	upper: [textIn(row, "upper")],
	lower: [textIn(row, "lower")],
	row,
});

/** Whether names can be said by one word for the run, which then numbers it: MIC 1, MIC 2, MIC 3. */
const areNumbered = (names: readonly (string | undefined)[]): boolean => {
	const [first] = names;
	if (first === undefined) return names.every((name) => name === undefined);
	const stem = /^(.+) 1$/s.exec(first)?.[1];
	return stem !== undefined && names.every((name, i) => name === `${stem} ${i + 1}`);
};

const RUN = /^(\d{1,3})(?:-(\d{1,3}))?$/;

const joinedRun = (run: Run, next: Run): Run | undefined => {
	const [, from = "0", to = from] = RUN.exec(run.columns) ?? [];
	const upper = [...run.upper, ...next.upper];
	const lower = [...run.lower, ...next.lower];
	const alike = run.rows === next.rows && run.normalling === next.normalling;
	const follows =
		next.columns === String(Number(to) + 1) && run.upper.length === Number(to) - Number(from) + 1;
	return alike && follows && areNumbered(upper) && areNumbered(lower)
		? { ...run, columns: `${from}-${next.columns}`, upper, lower }
		: undefined;
};

/** Pairs that lie side by side and are normalled alike become one run, as a person would write them. */
const runsOf = (rows: readonly Row[]): Run[] => {
	const runs: Run[] = [];
	for (const next of rows.map(runOf)) {
		const last = runs.at(-1);
		const joined = last && joinedRun(last, next);
		if (joined) runs.splice(-1, 1, joined);
		else runs.push(next);
	}
	return runs;
};

/** The word for all names of a run. */
const wordFor = (names: readonly (string | undefined)[]): string | undefined =>
	names.length > 1 ? names[0]?.slice(0, -" 1".length) : names[0];

const pointOf = ({ columns, rows, normalling, upper, lower }: Run): Record<string, unknown> =>
	said({
		columns,
		rows: rows === "AB" ? undefined : rows,
		normalling,
		upper: wordFor(upper),
		lower: wordFor(lower),
	});

/** Where the facts of a bay stand in the studio file, by the column that says them. */
const FACTS = [
	["name", "bay name"],
	["room", "room"],
	["model", "model"],
	["connector", "connector"],
	["rows", "row count"],
	["columns", "column count"],
	["rear.connector", "rear connector"],
	["rear.pinout", "rear pinout"],
	["rear.screws", "rear screws"],
	["sleeves", "sleeves"],
] as const;

const lastColumn = (runs: readonly Run[]): number =>
	Math.max(1, ...runs.map(({ columns }) => Number(RUN.exec(columns)?.[2] ?? RUN.exec(columns)?.[1] ?? 1)));

/** As many rows as its letters want, two at least. */
const rowCount = (runs: readonly Run[]): number =>
	Math.max(2, ...runs.flatMap(({ rows }) => [...rows].map((letter) => letter.charCodeAt(0) - 64)));

const PARTS = ["columns", "rows", "normalling", "upper", "lower"] as const;

const pointOrigins = (runs: readonly Run[]) =>
	runs.flatMap(({ row }, n) =>
		PARTS.map((part) => {
			const heading = part === "columns" ? "column" : part;
			return [`points.${n}.${part}`, heading, row.cells.get(heading)] as const;
		}),
	);

/** What is behind; a socket of one channel has its own pinout, and a bay of a known model needs none of it said. */
const rearOf = (fact: (heading: string) => string | undefined): Record<string, unknown> | undefined => {
	const connector = fact("rear connector");
	const known = Connector.safeParse(connector && wordOf(connector, Connector.options));
	const single = known.success && channelsOf(known.data, undefined, {}).length > 0;
	const rear = said({
		connector: known.data ?? connector,
		pinout: fact("rear pinout") ?? (single ? "own" : undefined),
		screws: fact("rear screws"),
	});
	return Object.keys(rear).length > 0 ? rear : undefined;
};

const itemOf = (rows: readonly Row[], runs: readonly Run[]): Record<string, unknown> => {
	const fact = (heading: string): string | undefined => factIn(rows, heading)?.text;
	/** Without a model the table itself tells how many rows and columns there are. */
	const count = (heading: string, found: number): number | string | undefined => {
		const text = fact(heading);
		return text === undefined ? (fact("model") === undefined ? found : undefined) : numberIn(text);
	};
	const connector = fact("connector");
	const deep = count("row count", rowCount(runs));
	return said({
		id: fact("bay"),
		name: fact("bay name") ?? fact("bay"),
		room: fact("room"),
		model: fact("model"),
		connector: connector && wordOf(connector, Connector.options),
		rows: deep === 2 && fact("model") === undefined ? undefined : deep,
		columns: count("column count", lastColumn(runs)),
		rear: rearOf(fact),
		sleeves: fact("sleeves"),
		points: runs.map(pointOf),
	});
};

const draftOf = (rows: readonly Row[]): Draft => {
	const runs = runsOf(rows.filter(({ cells }) => cells.has("column") || cells.has("normalling")));
	const facts = FACTS.map(([path, heading]) => [path, heading, factIn(rows, heading)] as const);
	return {
		item: itemOf(rows, runs),
		origins: originsOf([["id", "bay", factIn(rows, "bay")], ...facts, ...pointOrigins(runs)]),
		line: rows[0]?.line ?? 1,
	};
};

/** Two rows for one pair: the later would win in silence. */
const twice = (file: string, rows: readonly Row[]): Trouble[] => {
	const place = ({ columns, rows: pair }: Run): string => `${pair} ${columns}`;
	const runs = rows.filter(({ cells }) => cells.has("column")).map(runOf);
	return runs.flatMap((run, i) => {
		const first = runs.findIndex((other) => place(other) === place(run));
		const cell = run.row.cells.get("column");
		if (first === i || !cell) return [];
		const because = `column ${run.columns} of the rows ${run.rows} stands in line ${runs[first]?.row.line} already`;
		return [toldIn(file)(cell, "column", because, "Take one of the two rows out")];
	});
};

/** A table's bays for the studio file. What a bay must have and nobody says is left for the schema to ask for. */
export const baysFrom = (file: string, rows: readonly Row[]): Drafts => {
	const bays = rowsBy(rows, "bay");
	const headings = FACTS.map(([, heading]) => heading);
	return {
		drafts: bays.map(draftOf),
		troubles: bays.flatMap((of) => [...contradictions(file, of, headings), ...twice(file, of)]),
	};
};
