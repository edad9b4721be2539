import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { canonical, readDocument, writeDocument } from "#store/document.ts";
import { aFolder } from "./a-folder.ts";

const Figures = z.strictObject({ name: z.string(), level: z.number() });

const shuffled = (value: unknown): unknown => {
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map(shuffled);
	return Object.fromEntries(
		Object.entries(value)
			.reverse()
			.map(([key, inner]) => [key, shuffled(inner)]),
	);
};

test("a document has one spelling, whatever order its keys were given in, and reads back the same", () => {
	fc.assert(
		fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
			expect(canonical(shuffled(value))).toBe(canonical(value));
			expect(canonical(JSON.parse(canonical(value)))).toBe(canonical(value));
			expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
		}),
	);
});

test("a document is sorted, indented by tabs and ends with a newline", () => {
	expect(canonical({ b: [1], a: { d: null, c: "x" } })).toBe(
		'{\n\t"a": {\n\t\t"c": "x",\n\t\t"d": null\n\t},\n\t"b": [\n\t\t1\n\t]\n}\n',
	);
});

test("a figure that JSON cannot say is not silently lost", () => {
	expect(() => canonical({ level: Number.NEGATIVE_INFINITY })).toThrow("say null where a value is unknown");
});

test("a document written over another leaves nothing beside it", async () => {
	await using folder = await aFolder();
	const path = join(folder.path, "sheet.json");
	await Promise.all([1, 2, 3].map((level) => writeDocument(path, { name: "one", level })));
	await writeDocument(path, { name: "two", level: -18 });
	expect(await readdir(folder.path)).toEqual(["sheet.json"]);
	expect(await readDocument(path, Figures)).toEqual({ document: { name: "two", level: -18 } });
});

test("a document that is missing, torn or foreign is refused with its name and its place", async () => {
	await using folder = await aFolder();
	const path = join(folder.path, "sheet.json");
	expect(await readDocument(path, Figures)).toMatchObject({ because: `${path} is not there` });
	await writeFile(path, '{"name": ');
	expect(await readDocument(path, Figures)).toMatchObject({
		because: expect.stringContaining(`${path} is not JSON`),
	});
	await writeFile(path, '{"name": "one", "level": "loud"}');
	expect(await readDocument(path, Figures)).toMatchObject({ because: expect.stringContaining("at level") });
});
