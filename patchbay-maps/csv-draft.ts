import type { Trouble } from "#drivers/yaml.ts";
import { type Cell, type Row, toldIn } from "./csv-table.ts";

/** The field of the table that a part of the studio file comes from, by the part's path, such as "rear.pinout". */
export type Origins = ReadonlyMap<string, { readonly cell: Cell; readonly heading: string }>;

/** One thing for the studio file, as a person would have written it there. */
export type Draft = {
	readonly item: Readonly<Record<string, unknown>>;
	readonly origins: Origins;
	/** Where it begins in the table. */
	readonly line: number;
};
export type Drafts = { readonly drafts: readonly Draft[]; readonly troubles: readonly Trouble[] };

/** Rows that say something of the same thing, in the order in which it is first named; a row that names none goes on. */
export const rowsBy = (rows: readonly Row[], heading: string): Row[][] => {
	const groups = new Map<string, Row[]>();
	let name = "";
	for (const row of rows) {
		name = row.cells.get(heading)?.text ?? name;
		groups.set(name, [...(groups.get(name) ?? []), row]);
	}
	return [...groups.values()];
};

/** What is true of the whole thing stands in one of its rows, or in several alike. */
export const factIn = (rows: readonly Row[], heading: string): Cell | undefined =>
	rows.map(({ cells }) => cells.get(heading)).find((cell) => cell !== undefined);

/** Facts that two rows of one thing say differently. */
export const contradictions = (file: string, rows: readonly Row[], headings: readonly string[]): Trouble[] =>
	headings.flatMap((heading) => {
		const first = factIn(rows, heading);
		const other = rows
			.map(({ cells }) => cells.get(heading))
			.find((cell) => cell !== undefined && cell.text !== first?.text);
		if (!first || !other) return [];
		const because = `is "${other.text}" here and "${first.text}" in line ${first.line}`;
		return [toldIn(file)(other, heading, because, "Say it once, or twice alike")];
	});

/** "12" is a number to the schema; what is none is left for the schema to complain of. */
export const numberIn = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

/** The parts of a thing that a table says, as [path, heading, value] with the field that says them. */
export const originsOf = (
	parts: readonly (readonly [path: string, heading: string, cell: Cell | undefined])[],
): Origins =>
	new Map(parts.flatMap(([path, heading, cell]) => (cell ? [[path, { cell, heading }] as const] : [])));

/** An object without the parts that nobody said. */
export const said = (parts: Readonly<Record<string, unknown>>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));

/** The word that is meant, whatever its capitals, blanks and hyphens; or what was written, for the schema to refuse. */
export const wordOf = (text: string, known: readonly string[]): string => {
	const bare = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}+]/gu, "");
	return known.find((word) => bare(word) === bare(text)) ?? text;
};
