import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "@lydell/node-pty";
import { afterEach, describe, expect, test, vi } from "vitest";
import { checkGearFile } from "#drivers/catalogue.ts";
import { Answers, newGearFile } from "#drivers/new-gear.ts";
import { sayTrouble } from "#drivers/yaml.ts";
import { halfnormal } from "./a-command.ts";

const folders: string[] = [];
afterEach(() => {
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
const aStudioFolder = (): string => {
	const folder = mkdtempSync(join(tmpdir(), "halfnormal-gear-"));
	folders.push(folder);
	return folder;
};

const READ = {
	maker: "Acme Röhren",
	model: "C-2",
	kind: "compressor",
	source: "Acme, C-2 manual, 1999",
	page: "p. 12",
	panelPage: "p. 3",
	panel: "2 U",
	inputs: [
		{
			names: "in-l in-r",
			connector: "XLR-3",
			stage: "transformer",
			impedance: "10 kΩ",
			nominal: "+4 dBu",
			maximum: "unknown",
		},
	],
	outputs: [
		{
			names: "out-l out-r",
			connector: "XLR-3",
			stage: "unknown",
			impedance: "50 Ω",
			nominal: "+4 dBu",
			maximum: "+26 dBu",
		},
	],
	controls: [
		{ label: "THRESHOLD", kind: "knob", unit: "dBu", scale: "-20, 0@12:00, 10" },
		{ label: "RATIO", kind: "rotary switch", unit: ":1", positions: "1.5, 2, 4, ∞" },
		{ label: "IN", kind: "button", positions: "Out, In", row: 2 },
		{ label: "GAIN", kind: "knob", scale: "unknown", row: 2 },
		{ label: "GAIN", kind: "fader", scale: "-inf, -20@9:30, 10", unit: "dB", row: 2 },
	],
	bypass: { label: "IN", position: "Out" },
	valves: "ECC83 4, 6386 2",
	warmUp: "1200 s",
};

const newGear = (studio: string, answers: unknown, ...flags: string[]) =>
	halfnormal(["gear", "new", "--studio", studio, "--answers", "-", ...flags], JSON.stringify(answers));

describe("gear new from answers", () => {
	test("writes a file into the studio folder that has neither trouble nor doubt", () => {
		const studio = aStudioFolder();
		expect(newGear(studio, READ)).toMatchObject({ status: 0, stderr: "" });
		const path = join(studio, "gear/acme-rohren/c-2.yaml");
		const checked = checkGearFile(path, readFileSync(path, "utf8"));
		if ("troubles" in checked) throw new Error(checked.troubles.map(sayTrouble).join("\n"));
		expect(checked.doubts).toEqual([]);
		const { controls, ports, valves, warmUp, paths, faceplate } = checked.file;
		expect(Object.keys(controls)).toEqual(["threshold", "ratio", "in", "gain", "gain-2"]);
		expect(controls.threshold).toMatchObject({
			scale: [
				[0, -20],
				[0.5, 0],
				[1, 10],
			],
			unit: "dBu",
		});
		expect(controls["gain-2"]).toMatchObject({
			scale: [
				[0, -200],
				[0.25, -20],
				[1, 10],
			],
		});
		expect(ports["in-r"]).toMatchObject({
			direction: "in",
			stage: "transformer",
			impedance: 10_000,
			maximum: null,
		});
		expect(ports["out-l"]).toMatchObject({ stage: null });
		expect({ valves, warmUp }).toEqual({ valves: { ECC83: 4, "6386": 2 }, warmUp: 1200 });
		expect(paths[1]).toMatchObject({
			from: "in-r",
			to: "out-r",
			side: "right",
			bypass: { control: "in", is: "Out" },
		});
		expect(faceplate).toMatchObject({ height: 88.9 });
	});

	test("a file that is there is not written over, unless it is wished", () => {
		const studio = aStudioFolder();
		newGear(studio, READ);
		expect(newGear(studio, { ...READ, valves: "EL34 2" })).toMatchObject({
			status: 2,
			stderr: expect.stringMatching(/is there already.*--force/s),
		});
		expect(newGear(studio, { ...READ, valves: "EL34 2" }, "--force").status).toBe(0);
		expect(readFileSync(join(studio, "gear/acme-rohren/c-2.yaml"), "utf8")).toContain("EL34: 2");
	});

	test.each([
		[
			"a level without its reference",
			{ inputs: [{ ...READ.inputs[0], nominal: "+4" }] },
			/write a level with its reference/,
		],
		["a kind that there is not", { kind: "compresor" }, /kind/],
		[
			"a scale without hours",
			{ controls: [{ label: "GAIN", kind: "knob", scale: "1, 2, 3" }] },
			/with the hour/,
		],
		[
			"one position",
			{ controls: [{ label: "IN", kind: "switch", positions: "On" }] },
			/positions in the order/,
		],
	])("%s is refused with what to write, and nothing is written", (_, wrong, expected) => {
		const studio = aStudioFolder();
		const { status, stderr } = newGear(studio, { ...READ, ...wrong });
		expect(status).toBe(2);
		expect(stderr).toMatch(expected);
	});

	test("the demo studio takes no gear", () => {
		const { status, stderr } = halfnormal(["gear", "new", "--answers", "-"], JSON.stringify(READ));
		expect([status, stderr]).toEqual([2, expect.stringContaining("--studio")]);
	});

	test("without a terminal and without answers it says how", () => {
		const { status, stderr } = halfnormal(["gear", "new", "--studio", aStudioFolder()], "");
		expect([status, stderr]).toEqual([2, expect.stringContaining("--answers")]);
	});

	test("side chains are on no path, each channel has its own bypass, and infinity is one", () => {
		const answers = Answers.parse({
			...READ,
			inputs: [
				{ ...READ.inputs[0], names: "in-a in-b" },
				{ ...READ.inputs[0], names: "side-chain-return-a side-chain-return-b" },
			],
			outputs: [
				{ ...READ.outputs[0], names: "out-a out-b" },
				{ ...READ.outputs[0], names: "side-chain-send-a side-chain-send-b" },
			],
			controls: [
				{ label: "RATIO", kind: "rotary switch", row: 1, unit: ":1", positions: "2, infinity" },
				{ label: "IN", kind: "button", row: 1, unit: "", positions: "Out, In" },
				{ label: "IN", kind: "button", row: 1, unit: "", positions: "Out, In" },
			],
		});
		const { path, text } = newGearFile(answers);
		const checked = checkGearFile(path, text);
		if (!("file" in checked)) throw new Error(text);
		expect(checked.file.paths).toMatchObject([
			{ from: "in-a", to: "out-a", bypass: { control: "in" } },
			{ from: "in-b", to: "out-b", bypass: { control: "in-2" } },
		]);
		expect(checked.file.controls.ratio).toMatchObject({ positions: [{ figure: 2 }, { figure: 1e6 }] });
	});

	test("a file of nothing but a name is sound", () => {
		const { path, text } = newGearFile({
			...READ,
			kind: "other",
			source: "remembered",
			panel: "unknown",
			inputs: [],
			outputs: [],
			digital: [],
			controls: [],
			bypass: undefined,
			valves: undefined,
			warmUp: undefined,
		});
		expect(checkGearFile(path, text)).toMatchObject({ doubts: [], figures: [] });
	});
});

/** What a person types when a question begins so; each answer is used up. */
const CONVERSATION: [question: RegExp, answer: string][] = [
	[/Maker/, "Acme"],
	[/Model/, "Strip 1"],
	[/Kind/, "preamp"],
	[/Kind/, "preamplifier"],
	[/document/, ""],
	[/Size of the front/, "500"],
	[/Analogue inputs/, "mic"],
	[/socket/, "XLR-3"],
	[/kind of input/, "microphone"],
	[/Impedance/, "1200"],
	[/Impedance/, "1.2 kΩ"],
	[/Operating level/, ""],
	[/clips/, "unknown"],
	[/More analogue inputs/, ""],
	[/Analogue outputs/, "out"],
	[/socket/, "XLR-3"],
	[/kind of output/, ""],
	[/Impedance/, "75 Ω"],
	[/Operating level/, "+4 dBu"],
	[/clips/, "+28 dBu"],
	[/More analogue outputs/, ""],
	[/Digital/, ""],
	[/Row 1, first/, "GAIN"],
	[/GAIN is a/, "rotary switch"],
	[/Positions/, "20, 30, 40"],
	[/Unit/, "dB"],
	[/Row 1, next/, ""],
	[/Row 2, first/, "48V"],
	[/48V is a/, "button"],
	[/Positions/, "Off, On"],
	[/Row 2, next/, ""],
	[/Row 3, first/, ""],
	[/out of circuit/, ""],
	[/Valves/, ""],
	[/Warm-up/, ""],
];

const atTerminal = (studio: string) => {
	const { CLI, environment } = halfnormal;
	const terminal = spawn(process.execPath, [CLI, "gear", "new", "--studio", studio], {
		cols: 200,
		env: environment,
	});
	let heard = "";
	let exit: number | undefined;
	terminal.onData((data) => {
		heard += data;
	});
	terminal.onExit(({ exitCode }) => {
		exit = exitCode;
	});
	return {
		types: (text: string) => terminal.write(text),
		/** Waits until a question stands there, and forgets what was before it. */
		isAsked: async (question: RegExp): Promise<void> => {
			const asked = new RegExp(`${question.source}.*\\): `, "s");
			await vi.waitUntil(() => asked.test(heard), 30_000);
			heard = "";
		},
		hasEnded: async (): Promise<number> => {
			await vi.waitUntil(() => exit !== undefined, 30_000);
			return exit ?? -1;
		},
		heard: () => heard,
	};
};

describe("gear new at a terminal", () => {
	test("asks until every answer can be taken, and writes the file", { timeout: 120_000 }, async () => {
		const studio = aStudioFolder();
		const terminal = atTerminal(studio);
		for (const [question, answer] of CONVERSATION) {
			await terminal.isAsked(question);
			terminal.types(`${answer}\r`);
		}
		expect(await terminal.hasEnded()).toBe(0);
		expect(terminal.heard()).toContain("model: acme/strip-1");
		const path = join(studio, "gear/acme/strip-1.yaml");
		const checked = checkGearFile(path, readFileSync(path, "utf8"));
		if ("troubles" in checked) throw new Error(checked.troubles.map(sayTrouble).join("\n"));
		expect(checked.doubts).toEqual([]);
		expect(checked.file.ports).toMatchObject({
			mic: { stage: "microphone", impedance: 1200, nominal: null },
			out: { stage: null, impedance: 75 },
		});
		expect(Object.keys(checked.file.controls)).toEqual(["gain", "k-48v"]);
	});

	test("who leaves in the middle has written nothing", { timeout: 120_000 }, async () => {
		const studio = aStudioFolder();
		const terminal = atTerminal(studio);
		await terminal.isAsked(/Maker/);
		terminal.types("Acme\r");
		await terminal.isAsked(/Model/);
		terminal.types("\u0004");
		expect(await terminal.hasEnded()).toBe(2);
		expect(terminal.heard()).toContain("Nothing was written.");
		expect(spawnSync("ls", [studio], { encoding: "utf8" }).stdout).toBe("");
	});
});
