import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ownGear, readCatalogue } from "#drivers/catalogue.ts";
import { crossCheck } from "#drivers/cross-check.ts";
import { readStudio } from "#patchbay/map.ts";
import { schemas } from "#patchbay/schemas.ts";
import { demoFolder } from "../builders.ts";

const maps = join(demoFolder, "../..");
const yamlIn = async (pattern: string): Promise<string[]> => (await Array.fromAsync(glob(pattern))).sort();

describe("the demo studio", () => {
	test("loads without trouble, with every unit's gear file and every pinout", async () => {
		const read = await readStudio(demoFolder);
		if ("troubles" in read) throw new Error(JSON.stringify(read.troubles));
		const { studio, gear } = read;
		expect(studio.units.filter(({ model }) => !studio.models[model])).toEqual([]);
		expect(studio.units.filter(({ model }) => !gear.has(model))).toEqual([]);
		expect(Object.keys(studio.pinouts).sort()).toEqual(["aes59", "tascam-aes3", "yamaha", "yamaha-aes3"]);
	});

	test("carries only the models that stand in it", async () => {
		const read = await readStudio(demoFolder);
		if ("troubles" in read) throw new Error(JSON.stringify(read.troubles));
		const used = new Set(read.studio.units.map(({ model }) => model));
		expect(new Set(Object.keys(read.studio.models))).toEqual(used);
	});
});

describe("the catalogue", async () => {
	const { models, troubles } = await readCatalogue([ownGear]);

	test("has no trouble", () => {
		expect(troubles).toEqual([]);
		expect(models.size).toBeGreaterThanOrEqual(14);
	});

	test.each([...models])("%s says nothing that does not fit together", (_, file) => {
		expect(crossCheck(file)).toEqual([]);
	});

	test.each([...models])("%s: a 48 V switch is off in its first position", (_, file) => {
		for (const port of Object.values(file.ports)) {
			if (port.direction !== "in" || port.phantom === undefined) continue;
			const control = file.controls[port.phantom];
			expect("positions" in control && control.positions.map(({ name }) => name)).toEqual(["Off", "On"]);
		}
	});
});

describe("the JSON Schemas", () => {
	test.each(Object.entries(schemas()))(
		"%s is up to date (if not: npm run -s halfnormal -- schemas)",
		async (name, schema) => {
			const written = await readFile(join(maps, "schemas", name), "utf8");
			expect(written).toBe(`${JSON.stringify(schema, null, "\t")}\n`);
		},
	);

	const ajv = new Ajv({ allErrors: true });
	const validators = Object.fromEntries(
		Object.entries(schemas()).map(([name, schema]) => [name, ajv.compile(schema)]),
	);
	const complaints = async (schema: string, path: string): Promise<string[]> => {
		const valid = validators[schema];
		valid(parse(await readFile(path, "utf8"), { merge: true }));
		return (valid.errors ?? []).map(({ instancePath, message }) => `${path} ${instancePath} ${message}`);
	};

	test.each([
		["studio.schema.json", join(maps, "studios/*/studio.yaml")],
		["gear.schema.json", join(ownGear, "*/*.yaml")],
		["pinout.schema.json", join(maps, "pinouts/*.yaml")],
		["cable.schema.json", join(maps, "cables/*.yaml")],
	])("%s accepts every file that is shipped", async (schema, pattern) => {
		const files = await yamlIn(pattern);
		expect(files.length).toBeGreaterThan(0);
		expect((await Promise.all(files.map((path) => complaints(schema, path)))).flat()).toEqual([]);
	});

	test.each([
		["studio.schema.json", { studio: "Room", rate: 48 }],
		["gear.schema.json", { maker: "Own", ports: { in: { direction: "sideways" } } }],
		["pinout.schema.json", { connector: "DB26", source: "", channels: [] }],
		["cable.schema.json", { source: "", ends: { from: { connector: "XLR-3" } }, wires: [["from.1"]] }],
	])("%s refuses what is wrong", (schema, wrong) => {
		expect(validators[schema](wrong)).toBe(false);
	});

	test("the demo's file names its schema, so that an editor finds it", async () => {
		const [first] = (await readFile(join(demoFolder, "studio.yaml"), "utf8")).split("\n");
		const [, path = ""] = /\$schema=(.*)$/.exec(first) ?? [];
		expect(await readFile(join(demoFolder, path), "utf8")).toContain("Halfnormal: studio.yaml");
	});
});
