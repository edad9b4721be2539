import { describe, expect, test } from "vitest";
import { sayTrouble } from "#drivers/yaml.ts";
import { troublesOf } from "./a-studio-folder.ts";
import { breakages, GOOD } from "./broken-studios.ts";

const GEAR = `maker: Own
model: Box
kind: compressor
sources: { manual: page 1 }
faceplate: { width: 480, height: 44 }
ports:
  in: { direction: in, stage: electronic, impedance: 10 kΩ, nominal: +4 dBu, maximum: unknown }
jacks:
  in: { connector: DB25, pinout: own-way }
`;

const broken = (right: string, wrong: string): string => {
	if (!GOOD.includes(right)) throw new Error(`"${right}" is not in the studio file`);
	return GOOD.replace(right, () => wrong);
};

test("the studio that the cases break has no trouble", async () => {
	expect(await troublesOf({ "studio.yaml": GOOD })).toEqual([]);
});

test("a point may stand again after its run, and a run again in another pair of rows", async () => {
	const points = `half-normal }
      - { columns: "3", normalling: open }
      - { columns: 1-8, rows: BC, normalling: parallel }`;
	const text = broken("half-normal }", points).replace("columns: 8\n", "columns: 8\n    rows: 3\n");
	expect(await troublesOf({ "studio.yaml": text })).toEqual([]);
});

describe("a broken studio file is told with line, column, field, reason and cure", () => {
	test.each(breakages)("%s", async (_, right, wrong, place, because, cure) => {
		const [trouble] = await troublesOf({ "studio.yaml": broken(right, wrong) });
		if (place !== "") expect(`${trouble.line}:${trouble.column} ${trouble.field}`).toBe(place);
		expect(trouble.file).toMatch(/studio\.yaml$/);
		expect(trouble.because).toMatch(because);
		expect(trouble.cure).toMatch(cure);
	});

	test("everything that is wrong is told at once", async () => {
		const text = broken("io/out-1-8", "io/out")
			.replace("fet-compressor", "fat-compressor")
			.replace("id: TT-60", "id: TT-60, size: 3");
		expect((await troublesOf({ "studio.yaml": text })).length).toBeGreaterThanOrEqual(1);
		const cured = text.replace(", size: 3", "");
		expect((await troublesOf({ "studio.yaml": cured })).map(({ field }) => field)).toEqual([
			"units.1.model",
			"looms.0.from",
			"looms.1.to.0",
		]);
	});

	test("a trouble is said in one line that an editor can jump to", async () => {
		const [trouble] = await troublesOf({ "studio.yaml": broken("rate: 48000", "rate: fast") });
		expect(sayTrouble(trouble)).toMatch(/studio\.yaml:2:1, rate: .+\. .+\.$/);
	});

	test("a folder without a studio.yaml says so", async () => {
		const [trouble] = await troublesOf({ "notes.txt": "" });
		expect(trouble).toMatchObject({ because: "cannot be read", line: 1, column: 1 });
	});
});

describe("the studio's own files", () => {
	const withBox = GOOD.replace("halfnormal/fet-compressor", "own/box").replace("[fet/in]", "[null]");
	const pinout = 'connector: DB25\nsource: drawn by hand\nchannels:\n  - { hot: "1", cold: "2" }\n';

	test("its own gear and its own pinouts are read beside the shipped ones", async () => {
		const files = { "studio.yaml": withBox, "gear/own/box.yaml": GEAR, "pinouts/own-way.yaml": pinout };
		expect(await troublesOf(files)).toEqual([]);
	});

	test("a gear file that names a pinout nobody has is told at the unit", async () => {
		const [trouble] = await troublesOf({ "studio.yaml": withBox, "gear/own/box.yaml": GEAR });
		expect(`${trouble.line} ${trouble.field}: ${trouble.because}`).toBe(
			'6 units.1.model: in the gear file of own/box, jack in: there is no pinout "own-way"',
		);
	});

	test("a pinout with fewer channels than the jack has ports is told at the unit", async () => {
		const gear = GEAR.replace("  in: {", "  in[1-2]: {").replace(
			"pinout: own-way",
			'pinout: own-way, carries: ["in[1-2]"]',
		);
		const [trouble] = await troublesOf({
			"studio.yaml": withBox,
			"gear/own/box.yaml": gear,
			"pinouts/own-way.yaml": pinout,
		});
		expect(trouble.because).toBe("in the gear file of own/box, jack in: 2 ports on 1 channels");
	});

	test("a broken pinout is told in its own file", async () => {
		const files = {
			"studio.yaml": withBox,
			"gear/own/box.yaml": GEAR,
			"pinouts/own-way.yaml": pinout.replace("hot", "warm"),
		};
		const troubles = await troublesOf(files);
		expect(troubles.map(({ file, line }) => `${file.split("/").at(-1)}:${line}`)).toContain("own-way.yaml:4");
	});

	test("a broken gear file is told in its own file", async () => {
		const files = {
			"studio.yaml": withBox,
			"gear/own/box.yaml": GEAR.replace("10 kΩ", "10k"),
			"pinouts/own-way.yaml": pinout,
		};
		const troubles = await troublesOf(files);
		expect(troubles.map(({ file, field }) => `${file.split("/").at(-1)} ${field}`)).toContain(
			"box.yaml ports.in.impedance",
		);
	});
});
