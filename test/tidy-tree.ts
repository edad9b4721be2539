import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

export const root = join(import.meta.dirname, "..");

/** One file of the tree. `bare` is its text with comments and the insides of strings blanked, at the same places. */
export type SourceFile = { readonly path: string; readonly text: string; readonly bare: string };

const listed = (): string[] =>
	execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8", maxBuffer: 1e8 })
		.split("\0")
		.filter((path) => path !== "" && existsSync(join(root, path)));

const TEXT = /\.(tsx?|mjs|json|ya?ml|md|css|html|sh)$|^[^.]*$|^\.(ci|gitignore|npmrc)/;

/** Every file under version control that is text. */
export const filesOfTree = (): SourceFile[] =>
	listed()
		.filter((path) => TEXT.test(posix.basename(path)) || path.startsWith(".ci/"))
		.map((path) => {
			const text = readFileSync(join(root, path), "utf8");
			return { path, text, bare: /\.(tsx?|mjs)$/.test(path) ? bared(text) : text };
		});

const blank = (text: string): string => text.replace(/[^\n]/g, " ");

/** Where a slash begins a pattern and is no division: after an operator, a bracket that opens, or one of these words. */
const BEFORE_PATTERN = /(?:^|[=(,:[!&|?{};>+\-*~^%\n]|\breturn|\bof|\bcase)\s*$/;
const PIECE =
	/\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`|\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/g;

/** A template's text is blanked, what stands in its ${} is kept. Returns the blanked template and where it ends. */
const template = (text: string, start: number): { blanked: string; end: number } => {
	let out = "`";
	let at = start + 1;
	while (at < text.length && text[at] !== "`") {
		if (text[at] === "\\") {
			out += "  ";
			at += 2;
		} else if (text.startsWith("${", at)) {
			const end = closing(text, at + 1);
			out += `  ${bared(text.slice(at + 2, end))} `;
			at = end + 1;
		} else {
			out += text[at] === "\n" ? "\n" : " ";
			at++;
		}
	}
	return { blanked: `${out}\``, end: at + 1 };
};

/** The brace that closes the one at `open`, templates inside skipped. */
const closing = (text: string, open: number): number => {
	let depth = 0;
	for (let at = open; at < text.length; at++) {
		if (text[at] === "`") at = template(text, at).end - 1;
		else if (text[at] === "{") depth++;
		else if (text[at] === "}" && --depth === 0) return at;
	}
	return text.length;
};

export const bared = (text: string): string => {
	let out = "";
	let at = 0;
	for (;;) {
		PIECE.lastIndex = at;
		const piece = PIECE.exec(text);
		if (!piece) return out + text.slice(at);
		const [found] = piece;
		out += text.slice(at, piece.index);
		at = piece.index + found.length;
		if (found === "`") {
			const { blanked, end } = template(text, piece.index);
			out += blanked;
			at = end;
		} else if (found.startsWith("//") || found.startsWith("/*")) out += blank(found);
		else if (found.startsWith("/") && !BEFORE_PATTERN.test(out)) {
			out += "/";
			at = piece.index + 1;
		} else out += `${found[0]}${blank(found.slice(1, -1))}${found.at(-1)}`;
	}
};

export const lineOf = (text: string, index: number): number => text.slice(0, index).split("\n").length;

/** "daemon/model/level.ts:12 …" for each match of a pattern in the bare text. */
export const matchesIn = (
	files: readonly SourceFile[],
	pattern: RegExp,
	text: "bare" | "text" = "bare",
): string[] =>
	files.flatMap((file) =>
		[...file[text].matchAll(pattern)].map(({ index, 0: found }) => {
			const start = index + (/^\s*/.exec(found)?.[0].length ?? 0);
			return `${file.path}:${lineOf(file[text], start)} ${found.trim().slice(0, 60)}`;
		}),
	);

const IMPORT = /(?:\bfrom|\bimport|\bimport\s*\()\s*(["'])([^"'\n]*)\1/g;

export type Import = { readonly from: string; readonly written: string; readonly to: string | undefined };

const aliases: Record<string, string> = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).imports;

/** Where an import leads inside the tree; undefined for packages. */
const resolved = (from: string, written: string): string | undefined => {
	if (written.startsWith(".")) return posix.normalize(posix.join(dirname(from), written));
	const alias = Object.entries(aliases).find(([name]) => written.startsWith(name.slice(0, -1)));
	return alias && posix.normalize(alias[1].slice(0, -1) + written.slice(alias[0].length - 1));
};

/** Imports stand in the text where the bare text still has their keyword. */
export const importsOf = ({ path, text, bare }: SourceFile): Import[] =>
	[...text.matchAll(IMPORT)]
		.filter(({ index }) => /^(from|import)/.test(bare.slice(index, index + 6)))
		.map(([, , written = ""]) => ({ from: path, written, to: resolved(path, written) }));

export type LongFunction = { readonly line: number; readonly lines: number };

/** The call whose argument begins at the nearest open bracket before `at`: "describe.each" of `describe.each(x)("", () =>`. */
const callee = (bare: string, at: number): string => {
	const opening = (from: number): number => {
		let depth = 0;
		for (let i = from; i >= 0; i--) {
			if (")]}".includes(bare[i] ?? "")) depth++;
			if ("([{".includes(bare[i] ?? "") && --depth < 0) return bare[i] === "(" ? i : -1;
		}
		return -1;
	};
	let open = opening(at - 1);
	while (open > 0 && bare[open - 1] === ")") open = opening(open - 2);
	return /[\w.]*$/.exec(bare.slice(0, Math.max(0, open)))?.[0] ?? "";
};

/** Functions with a body in braces that are longer than `most` lines; the groups of a test file are no functions. */
export const longFunctions = ({ bare }: SourceFile, most: number): LongFunction[] =>
	[...bare.matchAll(/=>\s*\{|\bfunction\b[^{]*\{/g)].flatMap(({ index, 0: head }) => {
		const open = index + head.length - 1;
		const lines = lineOf(bare, closing(bare, open)) - lineOf(bare, open) + 1;
		const isGroup = lines > most && callee(bare, index).startsWith("describe");
		return lines > most && !isGroup ? [{ line: lineOf(bare, open), lines }] : [];
	});
