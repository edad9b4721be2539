import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { codePages } from "#patchbay/findings-page.ts";
import { openHouse } from "./a-tablet.ts";

const LIMIT = 150_000;

test("the whole panel weighs less than 150 kB gzipped, leaves the explanations with the daemon, and asks nobody else for anything", async () => {
	await using house = await openHouse();
	const names = await readdir(house.folders.panel, { recursive: true, withFileTypes: true });
	const files = await Promise.all(
		names.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name))),
	);
	const weight = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
	expect(weight).toBeLessThan(LIMIT);
	const explained = [...codePages().values()].map(({ physics }) => physics.slice(0, 40));
	expect(explained.filter((words) => files.some((file) => file.includes(words)))).toEqual([]);
	const addresses = files.flatMap((file) => file.toString().match(/https?:\/\/[\w./-]+/g) ?? []);
	const namespaces = /^http:\/\/www\.w3\.org\//;
	expect(addresses.filter((address) => !namespaces.test(address))).toEqual([]);
});
