import { isMap, isNode, isSeq, parseDocument, stringify, type YAMLSeq } from "yaml";

/** The lists of the studio file that things can be added to. */
export type List = "bays" | "looms";

type Plain = Readonly<Record<string, unknown>>;

/** A value in one line, in the flow style that the studio files have: "{ into: fet/in, plug: XLR-3 }". */
const flow = (value: unknown): string =>
	stringify(value, { collectionStyle: "flow", lineWidth: 0, blockQuote: false }).trimEnd();

/** As wide as a line of the studio file may be. */
const WIDTH = 110;

/** One thing of a list: in one line where it fits, else field by field, with long lists item by item. */
const listed = (item: Plain, indent: string): string => {
	const short = `${indent}- ${flow(item)}`;
	if (short.length <= WIDTH) return short;
	const fields = Object.entries(item).flatMap(([name, value]) => {
		const field = `${name}: ${flow(value)}`;
		return Array.isArray(value) && indent.length + field.length + 2 > WIDTH
			? [`${name}:`, ...value.map((one: unknown) => `  - ${flow(one)}`)]
			: [field];
	});
	return fields.map((line, i) => `${indent}${i === 0 ? "- " : "  "}${line}`).join("\n");
};

type Splice = { readonly from: number; readonly to: number; readonly text: string };

/** The place behind the line in which something ends, its comment included. */
const lineAfter = (text: string, offset: number): number => {
	if (offset > 0 && text[offset - 1] === "\n") return offset;
	const end = text.indexOf("\n", offset);
	return end < 0 ? text.length : end + 1;
};

/** Whole lines, with a line break before them where the file ends without one. */
const lines = (text: string, at: number, added: string): Splice => {
	const broken = at === 0 || text[at - 1] === "\n";
	return { from: at, to: at, text: `${broken ? "" : "\n"}${added}\n` };
};

const indentOf = (text: string, offset: number): string =>
	" ".repeat(offset - (text.lastIndexOf("\n", offset - 1) + 1));

/** Behind the last thing of a list that has one a line. */
const intoBlock = (text: string, list: YAMLSeq, items: readonly Plain[]): Splice => {
	const last = list.items.at(-1);
	const end = isNode(last) ? (last.range?.[1] ?? text.length) : text.length;
	const indent = indentOf(text, list.range?.[0] ?? 0);
	return lines(text, lineAfter(text, end), items.map((item) => listed(item, indent)).join("\n"));
};

/** Behind the last thing of a list in brackets. */
const intoFlow = (list: YAMLSeq, items: readonly Plain[]): Splice => {
	const last = list.items.at(-1);
	const at = (isNode(last) ? last.range?.[1] : undefined) ?? 0;
	return { from: at, to: at, text: items.map((item) => `, ${flow(item)}`).join("") };
};

const block = (items: readonly Plain[]): string => items.map((item) => listed(item, "  ")).join("\n");

/** In place of a value that says "none": its line keeps its comment. */
const insteadOf = (text: string, value: unknown, items: readonly Plain[]): Splice => {
	const [start, end] = (isNode(value) && value.range) || [text.length, text.length];
	const to = lineAfter(text, end);
	const comment = text.slice(end, to).trim();
	const from = text.slice(0, start).trimEnd().length;
	return { from, to, text: `${comment && ` ${comment}`}\n${block(items)}\n` };
};

const spliceFor = (text: string, name: List, items: readonly Plain[]): Splice => {
	const { contents } = parseDocument(text);
	const pair = isMap(contents) ? contents.items.find(({ key }) => String(key) === name) : undefined;
	if (!pair) return lines(text, text.length, `\n${name}:\n${block(items)}`);
	const { value } = pair;
	if (!isSeq(value) || value.items.length === 0) return insteadOf(text, value, items);
	return value.flow ? intoFlow(value, items) : intoBlock(text, value, items);
};

/** What a studio file becomes, and where the new lines begin and how many they are. */
export type Grown = { readonly text: string; readonly line: number; readonly lines: number };

const countLines = (text: string): number => text.split("\n").length - 1;

/**
 * A studio file with bays or looms added behind those that it has. Everything that a person wrote, comments and all,
 * stays as it was, byte for byte.
 */
export const withItems = (text: string, name: List, items: readonly Plain[]): Grown => {
	const windows = text.includes("\r\n");
	const splice = spliceFor(text, name, items);
	const added = windows ? splice.text.replace(/(?<!\r)\n/g, "\r\n") : splice.text;
	return {
		text: `${text.slice(0, splice.from)}${added}${text.slice(splice.to)}`,
		line: countLines(text.slice(0, splice.from)) + 1,
		lines: countLines(added) - countLines(text.slice(splice.from, splice.to)),
	};
};
