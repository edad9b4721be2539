import { glob, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownGear } from "#drivers/catalogue.ts";
import { Normalling } from "#model/patchbay.ts";
import { schemas } from "#patchbay/schemas.ts";
import { demoFolder } from "../builders.ts";
import { anEditor, type Editor, languageServer, type OpenFile } from "./a-language-server.ts";

const maps = join(demoFolder, "..", "..");
const filesLike = async (pattern: string): Promise<string[]> => (await Array.fromAsync(glob(pattern))).sort();

describe("every file that a person writes names its schema in its first line, so that an editor finds it", async () => {
	const kinds: [string, string][] = [
		["studio.schema.json", join(maps, "studios/*/studio.yaml")],
		["gear.schema.json", join(ownGear, "*/*.yaml")],
		["pinout.schema.json", join(maps, "pinouts/*.yaml")],
		["cable.schema.json", join(maps, "cables/*.yaml")],
		["loom.schema.json", join(maps, "looms/*.yaml")],
		["adapter.schema.json", join(maps, "adapters/*.yaml")],
	];
	test("there is a kind for every schema", () => {
		expect(kinds.map(([name]) => name).sort()).toEqual(Object.keys(schemas()).sort());
	});

	test.each(kinds)("%s", async (name, pattern) => {
		const files = await filesLike(pattern);
		expect(files.length).toBeGreaterThan(0);
		for (const file of files) {
			const [first = ""] = (await readFile(file, "utf8")).split("\n");
			const [, path = ""] = /^# yaml-language-server: \$schema=(\S+)$/.exec(first) ?? [];
			expect(join(dirname(file), path), relative(maps, file)).toBe(join(maps, "schemas", name));
		}
	});
});

const server = languageServer();

/** Left out where the package yaml-language-server is not installed; npm test brings it. */
describe.skipIf(server === null)("the YAML language server, as VS Code runs it", () => {
	const studio = join(demoFolder, "studio.yaml");
	const gear = join(ownGear, "halfnormal/opto-compressor.yaml");
	let editor: Editor;
	beforeAll(async () => {
		editor = await anEditor(server ?? "");
	});
	afterAll(() => editor[Symbol.asyncDispose]());

	const linesOf = ({ underlined }: OpenFile): string[] =>
		underlined.map(({ range: { start }, message }) => `${start.line + 1}: ${message}`);
	const instead = (from: string, to: string) => (text: string) => {
		if (!text.includes(from)) throw new Error(`The file does not say "${from}" any more: mend the test`);
		return text.replace(from, to);
	};

	test.each([
		["the demo studio", studio],
		["a gear file", gear],
		["a driven gear file", join(ownGear, "halfnormal/osc-equaliser.yaml")],
		["a pinout", join(maps, "pinouts/aes59.yaml")],
		["a cable", join(maps, "cables/trs-insert.yaml")],
		["a loom", join(maps, "looms/db25-xlr-male.yaml")],
	])("underlines nothing in %s", async (_, path) => {
		expect(linesOf(await editor.open(path))).toEqual([]);
	});

	test("offers the five kinds behind normalling:", async () => {
		const file = await editor.open(studio, instead("normalling: half-normal }", "normalling: }"));
		const offered = await file.completions("columns: 1-15, normalling: ");
		expect(offered.toSorted()).toEqual(Normalling.options.toSorted());
	});

	test("offers the fields of a bay, and the stages and kinds of a gear file", async () => {
		const bay = await editor.open(studio, instead("    sleeves: bussed\n", "    \n"));
		expect(await bay.completions("rear: { connector: DB25, pinout: aes59 }\n    ")).toEqual(
			expect.arrayContaining(["sleeves", "room", "rows", "model"]),
		);
		const unit = await editor.open(gear, instead("kind: compressor", "kind: "));
		expect(await unit.completions("kind: ")).toEqual(expect.arrayContaining(["compressor", "equaliser"]));
		const port = await editor.open(gear, instead("    stage: transformer\n", "    stage: \n"));
		expect(await port.completions("    stage: ")).toEqual(
			expect.arrayContaining(["cross-coupled", "impedance-balanced"]),
		);
	});

	test.each([
		[studio, "normalling:", "What a plug breaks"],
		[studio, "sleeves:", "each for itself"],
		[studio, "looms:", "cables behind the rack"],
		[studio, "from: PB1/B1-8", "socket that it sits in"],
		[studio, "inverted: true", "Hot and cold"],
		[gear, "stage:", "What drives or takes the line"],
		[gear, "nominal:", "A level with its reference"],
		[gear, "warmUp:", "trusted"],
		[gear, "jacks:", "socket"],
	])("says over %s %s what it means", async (path, field, words) => {
		expect(await (await editor.open(path)).hover(field)).toContain(words);
	});

	test("underlines a wrong word where it stands, and says the right ones", async () => {
		const file = await editor.open(studio, instead("half-normal }", "half-normalled }"));
		const line =
			(await readFile(studio, "utf8")).split("\n").findIndex((one) => one.includes("half-normal }")) + 1;
		expect(linesOf(file)).toEqual([expect.stringMatching(new RegExp(`^${line}: .*"reverse half-normal"`))]);
	});

	test("underlines a field that there is not, a level without its reference, and a port that faces nowhere", async () => {
		const misspelt = await editor.open(studio, instead("sleeves: bussed", "sleves: bussed"));
		expect(linesOf(misspelt)).toEqual([expect.stringMatching(/sleves is not allowed/)]);
		const level = await editor.open(gear, instead("nominal: +4 dBu", "nominal: +4 dB"));
		expect(linesOf(level).length).toBeGreaterThan(0);
		const port = await editor.open(gear, instead("direction: in", "direction: inn"));
		expect(linesOf(port).length).toBeGreaterThan(0);
	});
});
