import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { readStudio } from "#patchbay/map.ts";
import { GOOD } from "./broken-studios.ts";

const CONVERTER = `maker: Own
model: Converter
kind: converter
sources: { manual: page 1 }
faceplate: { width: 480, height: 44 }
ports:
  adat-in: { direction: digital in, format: ADAT }
  adat-out: { direction: digital out, format: ADAT }
  word-clock: { direction: digital in, format: word clock, terminated: { control: ends, is: 75 Ω } }
jacks:
  adat-in: { connector: TOSLINK }
  adat-out: { connector: TOSLINK }
  word-clock: { connector: BNC }
controls:
  ends: { kind: switch, label: TERM, at: [10, 10], positions: [{ name: Open }, { name: 75 Ω }], default: Open }
`;

const folders: string[] = [];
afterEach(async () => {
	for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** The troubles of the good studio with its second unit as a converter of the studio's own. */
const told = async (unit: string, gear = CONVERTER): Promise<string[]> => {
	const folder = await mkdtemp(join(tmpdir(), "halfnormal-clock-"));
	folders.push(folder);
	await mkdir(join(folder, "gear/own"), { recursive: true });
	const studio = GOOD.replace("halfnormal/fet-compressor }", `own/converter${unit} }`).replace(
		"[fet/in]",
		"[null]",
	);
	await writeFile(join(folder, "studio.yaml"), studio);
	await writeFile(join(folder, "gear/own/converter.yaml"), gear);
	const read = await readStudio(folder);
	return "troubles" in read
		? read.troubles.map(
				({ line, column, field, because, cure }) => `${line}:${column} ${field}: ${because}. ${cure}`,
			)
		: [];
};

describe("the clock of a unit in studio.yaml", () => {
	test.each(["", ", clock: internal", ", clock: word-clock", ", clock: adat-in, rate: 96000"])(
		"%s is right",
		async (unit) => {
			expect(await told(unit)).toEqual([]);
		},
	);

	test("a port that the unit does not have is told, with those that it could follow", async () => {
		expect(await told(", clock: wordclock-in")).toEqual([
			'6:49 units.1.clock: it has no port "wordclock-in". Write one of: internal, adat-in, word-clock',
		]);
	});

	test("an output is no clock to follow", async () => {
		expect(await told(", clock: adat-out")).toEqual([
			'6:49 units.1.clock: no clock comes in at its port "adat-out". Write one of: internal, adat-in, word-clock',
		]);
	});

	test("a unit without a digital port has no clock", async () => {
		const plain = CONVERTER.replace(/ports:[\s\S]*jacks:[\s\S]*controls:/, "ports: {}\njacks: {}\ncontrols:");
		expect(await told(", clock: internal", plain)).toEqual([
			"6:49 units.1.clock: it has no digital port in its gear file. Take the clock out",
		]);
	});
});

describe("a clock input of a gear file", () => {
	test("a termination switch that is not there is told", async () => {
		expect(await told("", CONVERTER.replace("is: 75 Ω", "is: On"))).toContainEqual(
			expect.stringMatching(/^9:\d+ ports\.word-clock\.terminated: "ends" has no position "On"/),
		);
	});
});
