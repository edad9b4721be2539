import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { withItems } from "#patchbay/studio-text.ts";

const items = [
	{ id: "L8", from: "a/out", to: "b/in", length: "5 m" },
	{ id: "L9", from: "PB1/B1-8", to: Array.from({ length: 8 }, (_, i) => `long-name/in-${i}`), length: "3 m" },
];

const files: [title: string, text: string][] = [
	["a list with one thing a line", "# mine\nlooms:\n  - { id: L1 } # first\n  # last\n\nstore: [] # none\n"],
	["a list at the end of the file without a line break", "rate: 48000\nlooms:\n  - { id: L1 }"],
	["a list that is not set in", "looms:\n- id: L1\n  to:\n  - a\n  - b # c\nrate: 1\n"],
	[
		"a list that ends in a block of text",
		"looms:\n  - id: L1\n    note: |\n      some\n      words\nrate: 1\n",
	],
	["a list in brackets", "looms: [{ id: L1 }, { id: L2 }] # two\nrate: 1\n"],
	["a list in brackets over lines", "looms: [\n  { id: L1 }, # one\n  { id: L2 }, # two\n]\nrate: 1\n"],
	["an empty list", "looms: [] # none yet\nrate: 1\n"],
	["a list that says nothing", "looms: # none yet\n# rate comes\nrate: 1\n"],
	["a list that says null", "rate: 1\nlooms: ~\n"],
	["no list", "# mine\nrate: 1\n"],
	["a file that Windows wrote", "rate: 1\r\nlooms:\r\n  - { id: L1 } # first\r\n"],
];

describe.each(files)("looms are added to %s", (_, text) => {
	const grown = withItems(text, "looms", items);

	test("behind those that are there, and nothing else is another", () => {
		const before = parse(text);
		expect(parse(grown.text)).toEqual({ ...before, looms: [...(before.looms ?? []), ...items] });
	});

	test("and every comment stays", () => {
		const comments = (of: string): string[] => [...of.matchAll(/#.*/g)].map(([comment]) => comment.trim());
		expect(comments(grown.text)).toEqual(comments(text));
	});

	test("with the line ends that it has", () => {
		const ends = new Set(grown.text.match(/\r?\n/g));
		expect([...ends]).toEqual([text.includes("\r\n") ? "\r\n" : "\n"]);
	});
});

test("what stands in lines of its own stays as it was, byte for byte", () => {
	const [, text = ""] = files[0] ?? [];
	const grown = withItems(text, "looms", items);
	const old = grown.text
		.split("\n")
		.filter((_, i) => i < grown.line - 1 || i >= grown.line - 1 + grown.lines);
	expect(old.join("\n")).toBe(text);
});

test("a short thing is one line, a long one has its tails below each other", () => {
	const [, text = ""] = files[0] ?? [];
	const added = withItems(text, "looms", items).text.split("\n").slice(3, 8);
	expect(added).toEqual([
		"  - { id: L8, from: a/out, to: b/in, length: 5 m }",
		"  - id: L9",
		"    from: PB1/B1-8",
		"    to:",
		"      - long-name/in-0",
	]);
});
