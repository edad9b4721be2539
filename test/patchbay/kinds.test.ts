import { glob, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { sayTrouble } from "#drivers/yaml.ts";
import { AdapterKind, CableMap, LoomKind } from "#model/cable.ts";
import { channelsOf, contacts } from "#model/connector.ts";
import { readStudio } from "#patchbay/map.ts";
import { demoFolder, pinouts } from "../builders.ts";

const maps = join(demoFolder, "../..");
const read = async (folder: string): Promise<[string, unknown][]> => {
	const paths = (await Array.fromAsync(glob(join(maps, folder, "*.yaml")))).sort();
	return Promise.all(
		paths.map(
			async (path): Promise<[string, unknown]> => [
				basename(path, ".yaml"),
				parse(await readFile(path, "utf8")),
			],
		),
	);
};

describe("looms, adapters and cables that come with Halfnormal", async () => {
	test.each(await read("looms"))(
		"loom %s: each plug has as many channels as the loom has tails",
		(_, written) => {
			const { from, to, tails = 1 } = LoomKind.parse(written);
			const channels = ({ plug, pinout }: LoomKind["from"]): number =>
				plug ? channelsOf(plug, pinout, pinouts).length : 0;
			expect(channels(from)).toBe(tails > 1 ? tails : channels(to));
			expect(channels(to)).toBe(tails > 1 ? 1 : channels(from));
		},
	);

	test.each(await read("adapters"))("adapter %s changes one plug into another", (_, written) => {
		const { plug, takes } = AdapterKind.parse(written);
		expect(plug).not.toBe(takes);
	});

	test.each(await read("cables"))("cable %s joins contacts that its plugs have, each once", (_, written) => {
		const { ends, wires } = CableMap.parse(written);
		const known = Object.entries(ends).flatMap(([end, { connector }]) =>
			contacts[connector].map((contact) => `${end}.${contact}`),
		);
		expect(wires.flat().filter((contact) => !known.includes(contact))).toEqual([]);
		expect(new Set(wires.flat()).size).toBe(wires.flat().length);
	});
});

const BAY = `maker: Own
model: Strip
kind: patchbay
sources: {}
ports: {}
jacks: {}
bay:
  connector: TT
  columns: 8
  rear: { connector: DB25, pinout: aes59 }
  normalling: [half-normal, parallel]
  sleeves: [individual, bussed]
`;
const STUDIO = `studio: Room
rate: 48000
interface: { unit: io, backend: simulated }
units:
  - { id: io, name: Interface, model: halfnormal/interface-16 }
  - { id: fet, name: FET, model: halfnormal/fet-compressor }
  - { id: echo, name: Echo, model: halfnormal/tape-echo }
bays:
  - { id: PB1, name: Bay, model: own/strip, points: [{ columns: 1-8, normalling: half-normal }] }
looms:
  - { id: L1, of: db25-db25, from: io/out-1-8, to: PB1/A1-8, length: 5 m }
  - { id: L2, of: db25-xlr-male, from: PB1/B1-8, to: [fet/in, { into: echo/in, plug: RCA, cold: open }], length: 3 m }
adapters:
  - { id: TS-RCA, of: ts-rca, count: 2 }
`;

const folders: string[] = [];
afterEach(async () => {
	for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});
const readFolder = async (studio: string) => {
	const folder = await mkdtemp(join(tmpdir(), "halfnormal-kinds-"));
	folders.push(folder);
	await mkdir(join(folder, "gear", "own"), { recursive: true });
	await writeFile(join(folder, "gear", "own", "strip.yaml"), BAY);
	await writeFile(join(folder, "studio.yaml"), studio);
	return readStudio(folder);
};

describe("a studio that names models and kinds says only what differs", () => {
	test("a bay has its jacks, its rear and its sleeves from its gear file", async () => {
		const read = await readFolder(STUDIO);
		if ("troubles" in read) throw new Error(read.troubles.map(sayTrouble).join("\n"));
		expect(read.studio.bays[0]).toMatchObject({
			connector: "TT",
			columns: 8,
			rows: 2,
			rear: { connector: "DB25", pinout: "aes59" },
			sleeves: "individual",
		});
	});

	test("what the studio says itself goes before the model", async () => {
		const read = await readFolder(
			STUDIO.replace("own/strip,", "own/strip, columns: 4, sleeves: bussed,")
				.replace("1-8, n", "1-4, n")
				.replace("A1-8", "A1-4")
				.replace("B1-8", "B1-4"),
		);
		if ("troubles" in read) throw new Error(read.troubles.map(sayTrouble).join("\n"));
		expect(read.studio.bays[0]).toMatchObject({ columns: 4, sleeves: "bussed" });
	});

	test("a loom has its plugs from its kind, and an end that says its own keeps it", async () => {
		const read = await readFolder(STUDIO);
		if ("troubles" in read) throw new Error(read.troubles.map(sayTrouble).join("\n"));
		const [, fan] = read.studio.looms;
		expect(fan.from).toMatchObject({ plug: "DB25", gender: "male", screws: "4-40", pinout: "aes59" });
		expect(fan.to).toMatchObject([
			{ into: "fet/in", plug: "XLR-3", gender: "male", cold: "through" },
			{ into: "echo/in", plug: "RCA", cold: "open" },
		]);
		expect(read.studio.adapters).toMatchObject([{ id: "TS-RCA", plug: "RCA", takes: "TS", count: 2 }]);
	});

	test.each([
		["a bay without columns or a model", "model: own/strip", "connector: TT", /bays\.0\.columns: is missing/],
		[
			"a model that is no bay",
			"own/strip",
			"halfnormal/fet-compressor",
			/bays\.0\.model: "halfnormal\/fet-compressor" is no patchbay/,
		],
		[
			"a loom of no kind",
			"of: db25-db25",
			"of: db25-db52",
			/looms\.0\.of: there is no loom "db25-db52".*db25-db25/,
		],
		[
			"a loom that is called from its other end",
			"of: db25-db25",
			"of: trs-xlr-female",
			/there is no loom "trs-xlr-female"\. Write one of: xlr-female-trs, /,
		],
		["an adapter of no kind", "of: ts-rca", "of: rca", /adapters\.0\.of: there is no adapter "rca"/],
		["an adapter that says nothing", "of: ts-rca, ", "", /adapters\.0\.plug: is missing/],
		[
			"a normalling that its points cannot have",
			"normalling: half-normal",
			"normalling: full normal",
			/points\.0\.normalling: no point of a own\/strip can be full normal/,
		],
		[
			"sleeves that it cannot have",
			"own/strip,",
			"own/strip, sleeves: strapped,",
			/bays\.0\.sleeves: .* individual, bussed/,
		],
		[
			"tails on a loom without",
			"of: db25-xlr-male",
			"of: xlr-xlr",
			/looms\.1\.to: 2 tails for the 1 of a xlr-xlr/,
		],
	])("%s is told", async (_, right, wrong, expected) => {
		expect(STUDIO).toContain(right);
		const read = await readFolder(STUDIO.replace(right, wrong));
		expect("troubles" in read ? read.troubles.map(sayTrouble).join("\n") : "no trouble").toMatch(expected);
	});
});
