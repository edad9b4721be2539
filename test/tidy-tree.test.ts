import { describe, expect, test } from "vitest";
import { bared, importsOf, longFunctions, matchesIn } from "./tidy-tree.ts";

const file = (text: string) => ({ path: "daemon/model/x.ts", text, bare: bared(text) });

/** How a template begins to compute. */
const OPEN = "$" + "{";

describe("the tidy test sees code, not words", () => {
	test.each([
		["a comment", "a; // b as C", "a;          "],
		["a block", "a /* b\nc */ d", "a     \n     d"],
		["a string", 'say("as Foo")', 'say("      ")'],
		["an escaped quote", '"\\"" + b', '"  " + b'],
		["a pattern with a quote in it", 'x = /["]/.test(y); z("q")', 'x = /   /.test(y); z(" ")'],
		["a division", "a / b / c", "a / b / c"],
		["a template keeps what it computes", `\`to ${OPEN}a + \`b\`} c\``, "`     a + ` `   `"],
	])("%s", (_, text, bare) => {
		expect(bared(text)).toBe(bare);
	});

	test("blanking moves nothing", () => {
		const text = `const a = \`x ${OPEN}b("y")} z\`; // c\nconst d = /e"f/g;\n`;
		expect(bared(text)).toHaveLength(text.length);
	});

	test("a match is told with its line", () => {
		expect(matchesIn([file('const a = "any";\nconst b: any = 1;')], /: any/g)).toEqual([
			"daemon/model/x.ts:2 : any",
		]);
	});

	test("imports are found in all their forms, and led through the aliases", () => {
		const text = [
			'import { a } from "#dsp/a.ts";',
			'export { b } from "./b.ts";',
			'import "../c.css";',
			'const d = await import("zod");',
			'const e = "from";',
			'// from "#server/f.ts"',
		].join("\n");
		expect(importsOf(file(text)).map(({ to }) => to)).toEqual([
			"daemon/dsp/a.ts",
			"daemon/model/b.ts",
			"daemon/c.css",
			undefined,
		]);
	});

	test("a long function is found, a long group of tests is none", () => {
		const body = "\n\tstep();".repeat(70);
		expect(longFunctions(file(`const a = () => {${body}\n};`), 60)).toEqual([{ line: 1, lines: 72 }]);
		expect(longFunctions(file(`function a() {${body}\n}`), 60)).toHaveLength(1);
		expect(longFunctions(file(`describe("a", () => {${body}\n});`), 60)).toEqual([]);
		expect(longFunctions(file(`describe.each(all)("a", ({ b }) => {${body}\n});`), 60)).toEqual([]);
		expect(longFunctions(file(`test("a", () => {${body}\n});`), 60)).toHaveLength(1);
	});
});
