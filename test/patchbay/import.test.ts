import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sayTrouble, type Trouble } from "#drivers/yaml.ts";
import { check } from "#model/check.ts";
import { pointsOf } from "#model/patchbay.ts";
import type { Studio } from "#model/studio.ts";
import { tables } from "#patchbay/export.ts";
import { importing } from "#patchbay/import.ts";
import { readStudioText } from "#patchbay/map.ts";
import { allIsWell, aSession, demoFolder, theDemoStudio } from "../builders.ts";

const demo = await readFile(join(demoFolder, "studio.yaml"), "utf8");
const without = (text: string, ...lists: string[]): string =>
	lists.reduce((left, list) => left.replace(new RegExp(`^${list}:\\n(?:[ \\t].*\\n|\\n)*`, "m"), ""), text);

const attempt = (studio: string, table: string, file = "table.csv") =>
	importing({ folder: demoFolder, studio, file, table: Buffer.from(table) });
const imported = async (studio: string, table: string): Promise<string> => {
	const done = await attempt(studio, table);
	if ("troubles" in done) throw new Error(done.troubles.map(sayTrouble).join("\n"));
	return done.text;
};
const troublesOf = async (studio: string, table: string): Promise<readonly Trouble[]> => {
	const done = await attempt(studio, table);
	return "troubles" in done ? done.troubles : [];
};
const studioIn = async (text: string): Promise<Studio> => {
	const read = await readStudioText(demoFolder, text);
	if ("troubles" in read) throw new Error(read.troubles.map(sayTrouble).join("\n"));
	return read.studio;
};

const bare = without(demo, "bays", "looms");

describe("the demo studio's bays and looms", () => {
	test("exported, and imported into the studio without them, are the same studio", async () => {
		const studio = await theDemoStudio();
		expect(bare).not.toContain("L10");
		const withBays = await imported(bare, tables.bays(studio));
		const back = await studioIn(await imported(withBays, tables.looms(studio)));
		expect(back.looms).toEqual(studio.looms);
		expect(back.bays.map(pointsOf)).toEqual(studio.bays.map(pointsOf));
		const strip = (of: Studio) => ({ ...of, bays: of.bays.map(({ points, ...facts }) => facts) });
		expect(strip(back)).toEqual(strip(studio));
		const findings = (of: Studio) => check({ studio: of, session: aSession(), facts: allIsWell() }).findings;
		expect(findings(back)).toEqual(findings(studio));
	});

	test("come as a person would have written them: runs, and one line for what is short", async () => {
		const studio = await theDemoStudio();
		const text = await imported(await imported(bare, tables.bays(studio)), tables.looms(studio));
		expect(text).toContain("- { columns: 33-34, normalling: full normal, upper: LIVE ROOM MIC }\n");
		expect(text).toContain("- { id: L1, from: interface/out-1-8, to: PB1/A1-8, length: 5 m }\n");
		expect(text.startsWith(bare.trimEnd())).toBe(true);
	});
});

const FREE = without(demo, "looms");

describe("what a person types in a spreadsheet", () => {
	test("a bay: short words, runs of columns, the facts in its first row only, the id once", async () => {
		const table = `Bay;Column;Normal;Top;Bottom;Connector;Rear
PB2;1;half normalled;TAPE 1;DESK 1;trs;xlr3
;2;half;TAPE 2;DESK 2;;
;3-4;FULL;MIC;;;
PB2;5;thru;;;;
`;
		const [, bay] = (await studioIn(await imported(demo, table))).bays;
		expect(bay).toEqual({
			id: "PB2",
			name: "PB2",
			connector: "TRS",
			rows: 2,
			columns: 5,
			rear: { connector: "XLR-3", pinout: "own" },
			sleeves: "bussed",
			points: [
				{ columns: "1-2", rows: "AB", normalling: "half-normal", upper: "TAPE", lower: "DESK" },
				{ columns: "3-4", rows: "AB", normalling: "full normal", upper: "MIC" },
				{ columns: "5", rows: "AB", normalling: "open" },
			],
		});
	});

	test("looms: lengths with a decimal comma and no unit, yes and no, a trunk told channel by channel", async () => {
		const table = `loom;ch;from;to;to channel;length;plug;cold;inverted
X1;1;PB1/B9-16;tape/in-l;;3,5;;;no
X1;3;;fet/in;;;;screen;x
X2;1;interface/out-1-8;PB1/A1-8;1;5 m;;;
X2;2;;PB1/A1-8;2;;;;
`;
		const { looms } = await studioIn(await imported(FREE, table));
		expect(looms).toMatchObject([
			{
				id: "X1",
				length: 3.5,
				to: [
					{ into: "tape/in-l", cold: "through", inverted: false },
					null,
					{ into: "fet/in", cold: "to screen", inverted: true },
				],
			},
			{ id: "X2", length: 5, to: { into: "PB1/A1-8" } },
		]);
	});
});

test("the examples of TABLES.md are read", async () => {
	const guide = await readFile(join(demoFolder, "../../TABLES.md"), "utf8");
	const [bays = "", looms = ""] = [...guide.matchAll(/^```\n([^`]*)^```$/gm)].map(([, table]) => table);
	const studio = await studioIn(await imported(await imported(FREE, bays), looms));
	expect(studio.bays.find(({ id }) => id === "PB2")?.points).toHaveLength(3);
	expect(studio.looms.map(({ id }) => id)).toEqual(["L4", "L1"]);
	expect(studio.looms[0]?.to).toHaveLength(8);
});

test("a loom that names its kind has its plugs from there", async () => {
	const table = "loom,of,ch,from,to,length\nX1,db25-xlr-female,1,interface/in-1-8,fet/out,3\n";
	const { looms } = await studioIn(await imported(FREE, table));
	expect(looms[0]).toMatchObject({
		from: { plug: "DB25", screws: "4-40" },
		to: [{ into: "fet/out", plug: "XLR-3", gender: "female" }],
	});
});

const LOOM = "loom,channel,from,to,length,plug\n";
const BAY = "bay,column,rows,normalling,connector,rear connector,rear pinout\n";

describe("what is wrong is told where it stands in the table, and nothing is imported", () => {
	test.each([
		[
			"a socket that is not there",
			FREE,
			`${LOOM}X1,1,PB1/B9-16,fet/in,3 m,\nX1,2,,fet/inn,,\n`,
			/^table\.csv:3:7, to: there is no socket "fet\/inn"\. Write one of: fet\/in/,
		],
		[
			"a socket that a loom sits in already",
			demo,
			`${LOOM}X1,1,PB1/B41-48,fet/in,3 m,\n`,
			/^table\.csv:2:17, to: another loom sits in fet\/in already/,
		],
		[
			"a loom that is there already",
			demo,
			`${LOOM}L3,1,PB1/B41-48,guitar-amp/in,3 m,\n`,
			/^table\.csv:2:1, loom: "L3" is here already\. Give it another id/,
		],
		[
			"a plug that nobody makes",
			FREE,
			`${LOOM}X1,1,PB1/B9-16,fet/in,3 m,XLS\n`,
			/^table\.csv:2:27, to plug: is not one of the words known here\. Write one of: "XLR-3"/,
		],
		[
			"a length that is none",
			FREE,
			`${LOOM}X1,,interface/out-1-8,PB1/A1-8,long,\n`,
			/^table\.csv:2:32, length: .*Write a length in metres/,
		],
		[
			"a length that nobody says",
			FREE,
			`${LOOM}X1,,interface/out-1-8,PB1/A1-8,,\n`,
			/^table\.csv:2:1, length: is missing/,
		],
		[
			"a channel twice",
			FREE,
			`${LOOM}X1,1,PB1/B9-16,fet/in,3 m,\nX1,1,,opto/in,,\n`,
			/^table\.csv:3:4, channel: channel 1 stands in line 2 already/,
		],
		[
			"more tails than channels",
			FREE,
			`${LOOM}X1,1,PB1/B9-16,fet/in,3 m,\nX1,9,,opto/in,,\n`,
			/^table\.csv:3:7, to: 9 tails for 8 channels of PB1\/B9-16/,
		],
		[
			"two lengths of one loom",
			FREE,
			`${LOOM}X1,1,PB1/B9-16,fet/in,3 m,\nX1,2,,opto/in,4 m,\n`,
			/^table\.csv:3:15, length: is "4 m" here and "3 m" in line 2/,
		],
		[
			"a trunk that crosses channels",
			FREE,
			"loom,channel,from,to,to channel,length\nX1,1,interface/out-1-8,PB1/A1-8,2,5 m\nX1,2,,PB1/A1-8,1,\n",
			/^table\.csv:2:33, to channel: channel 1 leads to channel 2/,
		],
		[
			"a normalling that is no word for one",
			demo,
			`${BAY}PB2,1,AB,halb,TT,DB25,aes59\n`,
			/^table\.csv:2:10, normalling: is not one of the words known here\. Write one of: "full normal"/,
		],
		[
			"a pinout that is not known",
			demo,
			`${BAY}PB2,1,AB,half,TT,DB25,aes57\n`,
			/^table\.csv:2:23, rear pinout: there is no pinout "aes57"/,
		],
		[
			"a connector that nobody says",
			demo,
			`${BAY}PB2,1,AB,half,,DB25,aes59\n`,
			/^table\.csv:2:1, connector: is missing/,
		],
		[
			"a column twice",
			demo,
			`${BAY}PB2,1,AB,half,TT,DB25,aes59\nPB2,1,AB,full,,,\n`,
			/^table\.csv:3:5, column: column 1 of the rows AB stands in line 2 already/,
		],
		[
			"a table of something else",
			demo,
			"name,price\nfet,1200\n",
			/^table\.csv:1:1: the first row names neither bays nor looms/,
		],
	])("%s", async (_, studio, table, sentence) => {
		const [trouble] = await troublesOf(studio, table);
		expect(trouble && sayTrouble(trouble)).toMatch(sentence);
	});

	test("what was wrong with the studio before is told where it stands in the studio file as it is", async () => {
		const broken = demo.replace("count: 8 }", "count: 0 }");
		const line = broken.split("\n").findIndex((text) => text.includes("count: 0")) + 1;
		const [trouble] = await troublesOf(broken, `${LOOM}X1,1,PB1/B41-48,guitar-amp/in,3 m,\n`);
		expect(trouble).toMatchObject({ line, field: "store.0.count" });
		expect(trouble?.file).toMatch(/studio\.yaml$/);
	});

	test("a studio file that is no YAML is told as such", async () => {
		const [trouble] = await troublesOf("studio: [\nrate: 1\n", `${LOOM}X1,1,PB1/B41-48,fet/in,3 m,\n`);
		expect(trouble?.cure).toMatch(/Correct the YAML/);
	});
});
