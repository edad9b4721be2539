import { LineCounter } from "yaml";
import type { Trouble } from "#drivers/yaml.ts";
import { withoutGuard } from "#sheets/csv.ts";

/** One field and where it stands in the file, counted from 1 as editors do. */
export type Cell = {
	readonly text: string;
	readonly line: number;
	readonly column: number;
	/** It begins with a quote that nothing closes. */
	readonly open?: boolean;
};

/** One row by the names of its columns; what is empty is not in it. */
export type Row = { readonly line: number; readonly cells: ReadonlyMap<string, Cell> };

/** A column by the name that it is told by, and what else people write over it. */
export type Heading = { readonly name: string; readonly also?: readonly string[]; readonly must?: boolean };

/** The bytes of a file as text: UTF-8, with or without a mark; else UTF-16 by its mark; else what Windows writes. */
export const decoded = (bytes: Uint8Array): string => {
	const [first, second] = bytes;
	if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
	if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder("windows-1252").decode(bytes);
	}
};

const SEPARATORS = ["\t", ";", ","] as const;

/** The separator that the first line with a word in it uses most. */
const separatorOf = (text: string): (typeof SEPARATORS)[number] => {
	const bare = text.replace(/"(?:[^"]|"")*"/g, "x").split(/[\r\n]/);
	const head = bare.find((line) => /\w/.test(line)) ?? "";
	const count = (separator: string): number => head.split(separator).length;
	return SEPARATORS.toSorted((one, other) => count(other) - count(one))[0] ?? ",";
};

/** A field in quotes, or without; then what ends it. */
const fieldWith = (separator: string): RegExp => {
	const ends = `(${separator}|\\r\\n|\\n|\\r|$)`;
	return new RegExp(` *"((?:[^"]|"")*)" *${ends}|([^${separator}\\r\\n]*)${ends}`, "y");
};

/** Every field of every row. A field that is not in quotes is told without the blanks around it. */
export const fieldsOf = (text: string): Cell[][] => {
	const separator = separatorOf(text);
	const field = fieldWith(separator);
	const lines = new LineCounter();
	for (const { index } of text.matchAll(/(?<=\r\n|\n|\r(?!\n))|^/g)) lines.addNewLine(index);
	const rows: Cell[][] = [[]];
	for (;;) {
		const { line, col } = lines.linePos(field.lastIndex);
		const [, quoted, after, bare = "", end = after ?? ""] = field.exec(text) ?? [];
		const words = quoted?.replaceAll('""', '"') ?? bare.trim();
		const open = quoted === undefined && words.startsWith('"');
		rows.at(-1)?.push({ text: withoutGuard(words), line, column: col, open });
		if (end === "") return rows;
		if (end !== separator) rows.push([]);
	}
};

/** A heading or a word as it is compared: small letters, one blank between words. */
export const tidied = (title: string): string =>
	title
		.toLowerCase()
		.replace(/[\s_-]+/g, " ")
		.trim();

/** Columns that a person keeps for himself. */
const ASIDE = /^(?:#.*|notes?|remarks?|comments?)?$/;

const nearest = (title: string, headings: readonly Heading[]): string => {
	const near = headings.filter(({ name }) => name.startsWith(title.slice(0, 3)) || title.includes(name));
	return (near.length > 0 ? near : headings).map(({ name }) => name).join(", ");
};

type Told = (at: Cell, field: string, because: string, cure: string) => Trouble;
export const toldIn =
	(file: string): Told =>
	({ line, column }, field, because, cure) => ({ file, line, column, field, because, cure });

/** The name of each column from the head, or what is wrong with the head. */
const columnsOf = (
	head: readonly Cell[],
	headings: readonly Heading[],
	told: Told,
): { readonly names: readonly (string | null)[]; readonly troubles: readonly Trouble[] } => {
	const meant = head.map(({ text }) =>
		headings.find(({ name, also = [] }) => [name, ...also].includes(tidied(text))),
	);
	const names = meant.map((heading) => heading?.name ?? null);
	const strange = head.flatMap((cell, i) => {
		const { text } = cell;
		if (names[i] !== null && names.indexOf(names[i]) < i)
			return [told(cell, text, "is a column that is there already", "Take one of the two out")];
		if (names[i] !== null || ASIDE.test(tidied(text))) return [];
		const cure = `Write one of: ${nearest(tidied(text), headings)}; a column of your own is called note`;
		return [told(cell, text, "is no column that is known here", cure)];
	});
	const [first = { text: "", line: 1, column: 1 }] = head;
	const missing = headings
		.filter(({ name, must }) => must && !names.includes(name))
		.map(({ name }) =>
			told(first, name, "is a column that is missing", "Write it into the first row, over its fields"),
		);
	return { names, troubles: [...strange, ...missing] };
};

const rowOf = (fields: readonly Cell[], names: readonly (string | null)[]): Row => ({
	line: fields[0]?.line ?? 1,
	cells: new Map(
		fields.flatMap((cell, i) => {
			const name = names[i];
			return name && cell.text !== "" ? [[name, cell] as const] : [];
		}),
	),
});

/** What is wrong with a row as such, whatever it says. */
const rowTroubles = (fields: readonly Cell[], names: readonly (string | null)[], told: Told): Trouble[] =>
	fields.flatMap((cell, i) => {
		if (i >= names.length && cell.text !== "")
			return [
				told(cell, "", "there is a field too many in this row", "Put what has a separator in it in quotes"),
			];
		if (cell.open)
			return [
				told(
					cell,
					names[i] ?? "",
					"a quote is opened here that is not closed",
					"Close it, or write two for one",
				),
			];
		return [];
	});

/** Rows that say anything; the first of them is the head. */
export const filledRows = (text: string): Cell[][] =>
	fieldsOf(text.replace(/^\ufeff/, "")).filter((row) => row.some((cell) => cell.text !== ""));

/**
 * A table that a person wrote in a spreadsheet: a head that names the columns in any order, then the rows; separated by
 * commas, semicolons or tabs. Empty rows do not count.
 */
export const tableOf = (
	file: string,
	text: string,
	headings: readonly Heading[],
): { readonly rows: readonly Row[] } | { readonly troubles: readonly Trouble[] } => {
	const told = toldIn(file);
	const [head, ...body] = filledRows(text);
	const top = { text: "", line: 1, column: 1 };
	if (!head)
		return { troubles: [told(top, "", "is empty", "Write a row that names the columns, then the rows")] };
	const { names, troubles } = columnsOf(head, headings, told);
	const wrong = [...troubles, ...body.flatMap((fields) => rowTroubles(fields, names, told))];
	if (wrong.length > 0) return { troubles: wrong };
	return { rows: body.map((fields) => rowOf(fields, names)) };
};
