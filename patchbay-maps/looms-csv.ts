import type { Trouble } from "#drivers/yaml.ts";
import { CableKind, ColdWire, type Loom, type LoomEnd } from "#model/cable.ts";
import { Connector, Gender, Screws } from "#model/connector.ts";
import {
	contradictions,
	type Draft,
	type Drafts,
	factIn,
	originsOf,
	rowsBy,
	said,
	wordOf,
} from "./csv-draft.ts";
import { type Heading, type Row, toldIn } from "./csv-table.ts";

/** What a row says of a plug; the names of the columns have "from" or "to" before them. */
const PARTS = ["plug", "gender", "screws", "pinout", "cold", "inverted"] as const;
type Part = (typeof PARTS)[number];
type Side = "from" | "to";

const plugHeadings = (side: Side): Heading[] =>
	PARTS.map((part) => ({ name: `${side} ${part}`, also: side === "to" ? [part] : [] }));

/**
 * Looms as a table, one row a channel. A loom from one multipair to another is a single row without a channel. What is
 * true of the whole loom (its trunk, its length …) stands in its first row and may stand in the others.
 */
export const LOOM_HEADINGS: readonly Heading[] = [
	{ name: "loom", also: ["loom id", "id", "cable"], must: true },
	{ name: "of", also: ["loom kind", "type"] },
	{ name: "channel", also: ["from channel", "ch", "no"] },
	{ name: "from", also: ["from socket", "trunk"], must: true },
	...plugHeadings("from"),
	{ name: "to", also: ["to socket", "tail"], must: true },
	{ name: "to channel" },
	...plugHeadings("to"),
	{ name: "length", also: ["length m", "length (m)", "metres"], must: true },
	{ name: "kind" },
	{ name: "capacitance" },
	{ name: "pad series" },
	{ name: "pad shunt" },
	{ name: "terminator" },
	{ name: "screen" },
];

const plugFields = (end: LoomEnd | null): string[] => [
	end?.plug ?? "",
	end?.gender ?? "",
	end?.screws ?? "",
	end?.pinout ?? "",
	end === null || end.cold === "through" ? "" : end.cold,
	end?.inverted ? "yes" : "",
];

/** Twelve digits are more than any maker states; they hide what binary fractions add. */
const figure = (value: number): string => String(Number(value.toPrecision(12)));

const stuffFields = ({ length, kind, capacitance, pad, terminator, screen }: Loom): string[] => [
	`${length} m`,
	kind ?? "",
	capacitance === undefined ? "" : `${figure(capacitance * 1e12)} pF/m`,
	pad ? `${figure(pad.series)} Ω` : "",
	pad ? `${figure(pad.shunt)} Ω` : "",
	terminator === undefined ? "" : `${figure(terminator)} Ω`,
	screen === "through" ? "" : screen,
];

const rowsOfLoom = (loom: Loom): string[][] => {
	const fans = Array.isArray(loom.to);
	const tails = Array.isArray(loom.to) ? loom.to : [loom.to];
	const stuff = stuffFields(loom);
	return tails.map((to, i) => {
		const whole = <T>(fields: readonly T[]): (T | "")[] => (i === 0 ? [...fields] : fields.map(() => ""));
		const trunk = whole([loom.from.into, ...plugFields(loom.from)]);
		const tail = [to?.into ?? "", "", ...plugFields(to)];
		return [loom.id, "", fans ? String(i + 1) : "", ...trunk, ...tail, ...whole(stuff)];
	});
};

/** Looms as the table that is read back from it. */
export const loomRows = (looms: readonly Loom[]): string[][] => [
	LOOM_HEADINGS.map(({ name }) => name),
	...looms.flatMap(rowsOfLoom),
];

const YES: ReadonlySet<string> = new Set(["yes", "y", "true", "x", "1", "inverted"]);
const NO: ReadonlySet<string> = new Set(["no", "n", "false", "0", "-"]);

/** How people write it, and how the studio file has it. */
const read: Record<Part, (text: string) => unknown> = {
	plug: (text) => wordOf(text, Connector.options),
	gender: (text) => ({ m: "male", f: "female" })[text.toLowerCase()] ?? wordOf(text, Gender.options),
	screws: (text) => wordOf(text, Screws.options),
	pinout: (text) => text,
	cold: (text) => ({ screen: "to screen" })[text.toLowerCase()] ?? wordOf(text, ColdWire.options),
	inverted: (text) => YES.has(text.toLowerCase()) || (NO.has(text.toLowerCase()) ? undefined : text),
};

/** "5", "5 m" and "5,5 m" are lengths. */
const lengthIn = (text: string): string => {
	const metres = text.replace(",", ".");
	return /^[\d.]+$/.test(metres) ? `${metres} m` : metres;
};

/** One end as a person writes it: the socket alone where nothing else is said. */
const endOf = (rows: readonly Row[], side: Side): unknown => {
	const into = factIn(rows, side)?.text;
	const parts = said(
		Object.fromEntries(
			PARTS.map((part) => {
				const text = factIn(rows, `${side} ${part}`)?.text;
				return [part, text === undefined ? undefined : read[part](text)];
			}),
		),
	);
	if (into === undefined && side === "to") return null;
	return Object.keys(parts).length === 0 ? into : said({ into, ...parts });
};

const endOrigins = (rows: readonly Row[], side: Side, path: string) => [
	[path, side, factIn(rows, side)] as const,
	[`${path}.into`, side, factIn(rows, side)] as const,
	...PARTS.map((part) => [`${path}.${part}`, `${side} ${part}`, factIn(rows, `${side} ${part}`)] as const),
];

const channelIn = (row: Row): number => Number(row.cells.get("channel")?.text);
/** One row without a channel, or rows that all lead into one socket. */
const isTrunk = (rows: readonly Row[]): boolean => {
	const [far, ...others] = new Set(rows.map(({ cells }) => cells.get("to")?.text));
	const alone = rows.length === 1 && !rows[0]?.cells.has("channel");
	return alone || (rows.length > 1 && far !== undefined && others.length === 0);
};

const WHOLE = [
	["of", "of"],
	["from", "from"],
	["length", "length"],
	["kind", "kind"],
	["capacitance", "capacitance"],
	["pad.series", "pad series"],
	["pad.shunt", "pad shunt"],
	["terminator", "terminator"],
	["screen", "screen"],
] as const;

const farEnd = (rows: readonly Row[]): unknown => {
	if (isTrunk(rows)) return endOf(rows, "to");
	const tails = new Map(rows.map((row) => [channelIn(row), endOf([row], "to")]));
	return Array.from({ length: Math.max(...tails.keys()) }, (_, i) => tails.get(i + 1) ?? null);
};

const farOrigins = (rows: readonly Row[]) =>
	isTrunk(rows)
		? endOrigins(rows, "to", "to")
		: [
				["to", "to", factIn(rows.toReversed(), "to")] as const,
				...rows.flatMap((row) => endOrigins([row], "to", `to.${channelIn(row) - 1}`)),
			];

const draftOf = (rows: readonly Row[]): Draft => {
	const fact = (heading: string): string | undefined => factIn(rows, heading)?.text;
	const [length, kind, pad] = [
		fact("length"),
		fact("kind"),
		said({ series: fact("pad series"), shunt: fact("pad shunt") }),
	];
	const item = said({
		id: fact("loom"),
		of: fact("of"),
		from: endOf(rows, "from"),
		to: farEnd(rows),
		length: length && lengthIn(length),
		kind: kind && wordOf(kind, CableKind.options),
		capacitance: fact("capacitance"),
		pad: Object.keys(pad).length > 0 ? pad : undefined,
		terminator: fact("terminator"),
		screen: fact("screen"),
	});
	const whole = WHOLE.map(([path, heading]) => [path, heading, factIn(rows, heading)] as const);
	const ends = [...endOrigins(rows, "from", "from"), ...farOrigins(rows)];
	return {
		item,
		origins: originsOf([["id", "loom", factIn(rows, "loom")], ...whole, ...ends]),
		line: rows[0]?.line ?? 1,
	};
};

/** No connector of the trade has more channels. */
const MOST = 64;

/** A channel that is missing, that is no number, or that stands twice. */
const channelTrouble = (file: string, rows: readonly Row[], row: Row, i: number): Trouble[] => {
	const cell = row.cells.get("channel") ?? { text: "", line: row.line, column: 1 };
	const told = (because: string, cure: string) => [toldIn(file)(cell, "channel", because, cure)];
	const channel = channelIn(row);
	const wrong = cell.text === "" ? "is missing" : `"${cell.text}" is no channel`;
	if (!Number.isInteger(channel) || channel < 1 || channel > MOST)
		return told(wrong, `Write a number from 1 to ${MOST}`);
	const first = rows.findIndex((other) => channelIn(other) === channel);
	return first < i
		? told(`channel ${channel} stands in line ${rows[first]?.line} already`, "Give it one row")
		: [];
};

const UNCROSSED = "A loom joins channel to channel; describe a crossed one as a cable, contact by contact";

/** A trunk that leads a channel to another one. */
const crossing = (file: string, row: Row): Trouble[] => {
	const far = row.cells.get("to channel");
	if (!far || Number(far.text) === channelIn(row)) return [];
	const because = `channel ${channelIn(row)} leads to channel ${far.text}`;
	return [toldIn(file)(far, "to channel", because, UNCROSSED)];
};

const channelTroubles = (file: string, rows: readonly Row[]): Trouble[] => {
	if (rows.length === 1 && !rows[0]?.cells.has("channel")) return [];
	const crossed = isTrunk(rows) ? rows.flatMap((row) => crossing(file, row)) : [];
	return [...rows.flatMap((row, i) => channelTrouble(file, rows, row, i)), ...crossed];
};

/** A table's looms for the studio file. What a loom must have and nobody says is left for the schema to ask for. */
export const loomsFrom = (file: string, rows: readonly Row[]): Drafts => {
	const looms = rowsBy(rows, "loom");
	const headings = [...WHOLE.map(([, heading]) => heading), ...PARTS.map((part) => `from ${part}`)];
	const troubles = looms.flatMap((of) => [
		...contradictions(file, of, headings),
		...channelTroubles(file, of),
	]);
	return { drafts: troubles.length > 0 ? [] : looms.map(draftOf), troubles };
};
