import { glob, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { ownGear } from "#drivers/catalogue.ts";
import { Normalling } from "#model/patchbay.ts";
import { schemas } from "#patchbay/schemas.ts";
import { demoFolder } from "../builders.ts";
import { anEditor, languageServer, type OpenFile } from "./a-language-server.ts";

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

/** Left out where the package yaml-language-server is not installed: the schemas' own tests need it not. */
describe.skipIf(server === null)("the YAML language server, as VS Code runs it", async () => {
	if (server === null) return;
	await using editor = await anEditor(server);
	const studio = join(demoFolder, "studio.yaml");
	const gear = join(ownGear, "halfnormal/opto-compressor.yaml");
	const linesOf = ({ underlined }: OpenFile): string[] =>
		underlined.map(({ range: { start }, message }) => `${start.line + 1}: ${message}`);
	const instead = (from: string, to: string) => (text: string) => {
		if (!text.includes(from)) throw new Error(`The file does not say "${from}" any more: mend the test`);
		return text.replace(from, to);
	};
});
