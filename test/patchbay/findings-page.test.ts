import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { codePages, findingsPage } from "#patchbay/findings-page.ts";
import { type Fault, findingsIn } from "../model/a-fault.ts";

const root = join(import.meta.dirname, "..", "..");

/** Every list of faults that the tests of the rules keep, by whatever name it is exported. */
const isFault = (thing: unknown): thing is Fault =>
	typeof thing === "object" && thing !== null && "code" in thing && "faulty" in thing && "sound" in thing;
const lists = readdirSync(join(root, "test/model")).filter((file) => /^faults-.*\.ts$/.test(file));
const modules: readonly object[] = await Promise.all(lists.map((file) => import(`../model/${file}`)));
const faults = modules
	.flatMap((module) => Object.values(module))
	.flatMap((exported: unknown) => (Array.isArray(exported) ? exported.filter(isFault) : []));
const codes = new Set(faults.map(({ code }) => code));

describe("the page of findings", () => {
	test("is the one that the rules make (if not: npm run -s halfnormal -- findings --write)", () => {
		expect(readFileSync(join(root, "patchbay-maps/FINDINGS.md"), "utf8")).toBe(findingsPage());
	});

	test("has at least sixty codes", () => {
		expect(codePages().size).toBeGreaterThanOrEqual(60);
	});

	test("has no code without a room that makes the checker tell it", () => {
		expect([...codePages().keys()].filter((code) => !codes.has(code))).toEqual([]);
	});

	test("has a page for every fault that is known", () => {
		expect([...codes].filter((code) => !codePages().has(code))).toEqual([]);
	});

	test.each([...codePages()])(
		"%s: the example is what the checker says of such a room",
		(code, { example, severity }) => {
			const told = faults.filter((fault) => fault.code === code).flatMap(({ faulty }) => findingsIn(faulty));
			const found = told.filter((finding) => finding.code === code);
			expect(found.map(({ sentence }) => sentence)).toContain(example);
			expect(found.some((finding) => finding.severity === severity)).toBe(true);
		},
	);
});
