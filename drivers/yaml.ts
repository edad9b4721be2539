import { type Alias, isMap, isNode, isPair, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";

/** What is wrong in a file that a person wrote, where it stands, and what to do about it. */
export type Trouble = {
	readonly file: string;
	/** Counted from 1, as editors do. */
	readonly line: number;
	readonly column: number;
	/** "ports.in-l.impedance"; empty for the file as a whole. */
	readonly field: string;
	readonly because: string;
	readonly cure: string;
};

/** "bus-comp.yaml:12:7, ports.in-l.impedance: is missing. Write it, or "unknown"." */
export const sayTrouble = ({ file, line, column, field, because, cure }: Trouble): string =>
	`${file}:${line}:${column}${field && `, ${field}`}: ${because}. ${cure}.`;

type Path = readonly PropertyKey[];
export type Located = (path: Path, wrong: { readonly because: string; readonly cure: string }) => Trouble;
/** `written` is what stands in the file, before anything was made of it. */
export type Read<T> =
	| { readonly value: T; readonly written: unknown; readonly at: Located }
	| { readonly troubles: readonly Trouble[] };

/**
 * Parses a YAML file that a person wrote. On success `at` makes troubles with a place, for checks that
 * need more than the schema; otherwise every trouble is told at once.
 */
export const readYaml = <T>(file: string, text: string, schema: z.ZodType<T>): Read<T> => {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
	const placed = (offset: number, field: string, wrong: { because: string; cure: string }): Trouble => {
		const { line, col } = lines.linePos(offset);
		return { file, line: Math.max(1, line), column: Math.max(1, col), field, ...wrong };
	};
	const at: Located = (path, wrong) => placed(offsetOf(document.contents, path), path.join("."), wrong);

	if (document.errors.length > 0)
		return {
			troubles: document.errors.map((error) =>
				placed(error.pos[0], "", { because: tidied(error.message), cure: "Correct the YAML at this place" }),
			),
		};
	const lost = text.includes("*") ? lostAliases(document) : [];
	if (lost.length > 0)
		return { troubles: lost.map(({ range, wrong }) => placed(range?.[0] ?? 0, "", wrong)) };
	const written = plain(document);
	const parsed = schema.safeParse(written);
	if (parsed.success) return { value: parsed.data, written, at };
	return {
		troubles: parsed.error.issues
			.flatMap((issue) => troublesOf(issue, []))
			.map(([path, wrong]) => at(path, isThere(written, path) ? wrong : missing(wrong))),
	};
};

/** "*ratoi" where only "&ratio" stands above: the parser does not mind, and there would be nothing in its place. */
const lostAliases = (document: ReturnType<typeof parseDocument>) => {
	const anchors: string[] = [];
	const lost: Pick<Alias, "source" | "range">[] = [];
	visit(document, {
		Value: (_, { anchor }) => void (anchor !== undefined && anchors.push(anchor)),
		Alias: (_, alias) => void (alias.resolve(document) === undefined && lost.push(alias)),
	});
	const cure =
		anchors.length > 0
			? `Write one of: ${anchors.map((anchor) => `*${anchor}`).join(", ")}`
			: "Write the block here, or name one above with &";
	return lost.map(({ source, range }) => ({
		range,
		wrong: { because: `nothing above is called &${source}`, cure },
	}));
};

/** The document as plain data. A person cannot write an alias bomb by accident, so that is a trouble of its own. */
const plain = (document: ReturnType<typeof parseDocument>): unknown => {
	try {
		return document.toJS({ maxAliasCount: 200 });
	} catch {
		return undefined;
	}
};

/** Where a path begins in the text; what is missing is told at the nearest thing that is there. */
const offsetOf = (root: unknown, path: Path): number => {
	let found = rangeStart(root) ?? 0;
	let here: unknown = root;
	for (const step of path) {
		const pair = isMap(here) ? here.items.find(({ key }) => String(key) === String(step)) : undefined;
		const next: unknown = pair
			? pair.value
			: isNode(here) && "get" in here && typeof here.get === "function"
				? here.get(step, true)
				: undefined;
		const start = rangeStart(pair?.key) ?? rangeStart(next);
		if (start === undefined) return found;
		found = start;
		here = next;
	}
	return found;
};

const rangeStart = (node: unknown): number | undefined =>
	isPair(node) ? rangeStart(node.key) : isNode(node) ? (node.range?.[0] ?? undefined) : undefined;

type Issue = z.core.$ZodIssue;
type Wrong = { because: string; cure: string };

const say = (value: unknown): string => (typeof value === "string" ? `"${value}"` : String(value));
const tidied = (message: string): string => message.replace(/\.$/, "").replace(/\s+/g, " ");

/** One zod issue in words. A union complains with the branch that came furthest. */
const troublesOf = (issue: Issue, above: Path): [Path, Wrong][] => {
	const path = [...above, ...issue.path];
	if (issue.code === "unrecognized_keys")
		return issue.keys.map((key) => [
			[...path, key],
			{ because: `"${key}" is not a field here`, cure: "Check the spelling, or take it out" },
		]);
	if (issue.code === "invalid_union" && issue.errors.length > 0) {
		const furthest =
			[...issue.errors].sort((a, b) => depth(b) - depth(a) || literals(a) - literals(b))[0] ?? [];
		return furthest.flatMap((inner) => troublesOf(inner, path));
	}
	if (issue.code === "invalid_key")
		return issue.issues.flatMap((inner) =>
			troublesOf(inner, []).map(([, wrong]): [Path, Wrong] => [path, wrong]),
		);
	return [[path, inWords(issue)]];
};

const isThere = (written: unknown, path: Path): boolean =>
	path.length === 0 ||
	(typeof written === "object" &&
		written !== null &&
		Object.entries(written).some(([key, value]) => key === String(path[0]) && isThere(value, path.slice(1))));

/** An absent field fails its schema in many ways; a person is told that it is absent. */
const missing = ({ cure }: Wrong): Wrong => ({ because: "is missing", cure });

const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map(({ path }) => path.length));

/** A branch that wants one certain word is the least likely to be meant. */
const literals = (issues: readonly Issue[]): number =>
	issues.filter(({ code }) => code === "invalid_value").length;

/** "an object", "a number". */
const aKind = (kind: string): string => `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;

const inWords = (issue: Issue): Wrong => {
	const cure = "Correct the figure";
	if (issue.code === "invalid_type" && issue.message.includes("received undefined"))
		return { because: "is missing", cure: `Write it: it is ${aKind(issue.expected)}` };
	if (issue.code === "invalid_type" && issue.expected === "string")
		return {
			because: "is not text",
			cure: 'Write it with its unit, such as "+4 dBu" or "10 kΩ", or in quotes',
		};
	if (issue.code === "invalid_type")
		return { because: tidied(issue.message), cure: `Write ${aKind(issue.expected)} here` };
	if (issue.code === "invalid_value")
		return {
			because: "is not one of the words known here",
			cure: `Write one of: ${issue.values.map(say).join(", ")}`,
		};
	if (issue.code === "invalid_union")
		return {
			because: "is none of the kinds known here",
			cure: `Check the field "${issue.discriminator ?? ""}" and the spelling`,
		};
	if (issue.code === "too_big" && issue.origin === "number")
		return { because: `must be ${issue.inclusive ? "at most" : "less than"} ${issue.maximum}`, cure };
	if (issue.code === "too_small" && issue.origin === "number")
		return { because: `must be ${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`, cure };
	if (issue.code === "invalid_format" || issue.code === "custom")
		return { because: "is not written as expected", cure: capital(tidied(issue.message)) };
	return { because: tidied(issue.message), cure };
};

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
