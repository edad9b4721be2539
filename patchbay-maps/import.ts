import { isMap, isSeq, parseDocument } from "yaml";
import type { Trouble } from "#drivers/yaml.ts";
import { BAY_HEADINGS, baysFrom } from "./bays-csv.ts";
import type { Draft, Drafts } from "./csv-draft.ts";
import { decoded, filledRows, type Heading, type Row, tableOf, tidied } from "./csv-table.ts";
import { LOOM_HEADINGS, loomsFrom } from "./looms-csv.ts";
import { readStudioText } from "./map.ts";
import { type Grown, type List, withItems } from "./studio-text.ts";

type Reader = {
	readonly headings: readonly Heading[];
	readonly from: (file: string, rows: readonly Row[]) => Drafts;
};
const readers: Record<List, Reader> = {
	bays: { headings: BAY_HEADINGS, from: baysFrom },
	looms: { headings: LOOM_HEADINGS, from: loomsFrom },
};

/** What a table is of: each kind has a first heading of its own. */
const listOf = (text: string): List | undefined => {
	const [head = []] = filledRows(text);
	const titles = new Set(head.map((cell) => tidied(cell.text)));
	return (["bays", "looms"] as const).find((list) => {
		const [first] = readers[list].headings;
		return first && [first.name, ...(first.also ?? [])].some((name) => titles.has(name));
	});
};

const lengthOf = (text: string, list: List): number => {
	const { contents } = parseDocument(text);
	const found = isMap(contents) ? contents.get(list) : undefined;
	return isSeq(found) ? found.items.length : 0;
};

/** The field that a path of a draft comes from, or the nearest thing above it that has one. */
const originOf = ({ origins, line }: Draft, path: string) => {
	for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf(".")))) {
		const found = origins.get(at);
		if (found) return found;
	}
	return { cell: { line, column: 1 }, heading: path.replaceAll(".", " ") };
};

type Importing = {
	readonly file: string;
	readonly list: List;
	readonly drafts: readonly Draft[];
	/** How many things the list had before. */
	readonly had: number;
	readonly grown: Grown;
};

const PLACE = /^(\w+)\.(\d+)\.?(.*)$/;

/** A trouble of the studio file as it would be, told where the person can mend it: in the table, or in the old file. */
const toldAtSource = ({ file, list, drafts, had, grown }: Importing, trouble: Trouble): Trouble => {
	const [, where, index, path = ""] = PLACE.exec(trouble.field) ?? [];
	const draft = where === list ? drafts[Number(index) - had] : undefined;
	if (!draft) {
		const moved = trouble.line >= grown.line + grown.lines ? grown.lines : 0;
		return { ...trouble, line: trouble.line - moved };
	}
	const { cell, heading } = originOf(draft, path);
	return { ...trouble, file, line: cell.line, column: cell.column, field: heading };
};

export type Imported = {
	readonly list: List;
	readonly ids: readonly string[];
	/** The studio file as it becomes. */
	readonly text: string;
};

const neither = (file: string): Trouble => ({
	file,
	line: 1,
	column: 1,
	field: "",
	because: "the first row names neither bays nor looms",
	cure: 'Write a head with the columns bay, column, normalling … or loom, channel, from, to, length …; "halfnormal export" shows both',
});

/**
 * The studio file with the bays or looms of a table added, or everything that is wrong: with the table, or with what the
 * studio would be. Nothing is written.
 */
export const importing = async (from: {
	readonly folder: string;
	/** studio.yaml as it is. */
	readonly studio: string;
	/** The table's name, for whoever is told of a trouble. */
	readonly file: string;
	readonly table: Uint8Array;
}): Promise<Imported | { readonly troubles: readonly Trouble[] }> => {
	const text = decoded(from.table);
	const list = listOf(text);
	if (!list) return { troubles: [neither(from.file)] };
	const table = tableOf(from.file, text, readers[list].headings);
	if ("troubles" in table) return table;
	const { drafts, troubles } = readers[list].from(from.file, table.rows);
	if (troubles.length > 0) return { troubles };
	if (parseDocument(from.studio).errors.length > 0) {
		const broken = await readStudioText(from.folder, from.studio);
		if ("troubles" in broken) return broken;
	}
	const items = drafts.map(({ item }) => item);
	const grown = withItems(from.studio, list, items);
	const read = await readStudioText(from.folder, grown.text);
	if (!("troubles" in read)) return { list, ids: items.map(({ id }) => String(id)), text: grown.text };
	const at = { file: from.file, list, drafts, had: lengthOf(from.studio, list), grown };
	return { troubles: read.troubles.map((trouble) => toldAtSource(at, trouble)) };
};
