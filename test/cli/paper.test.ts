import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aTerminal, type Terminal } from "./a-terminal.ts";

const read = (path: string): Promise<string> => readFile(path, "utf8");
const studioFile = ({ studio }: Terminal): string => join(studio, "studio.yaml");
const without = (text: string, list: string): string =>
	text.replace(new RegExp(`^${list}:\\n(?:[ \\t].*\\n|\\n)*`, "m"), "");

describe("halfnormal labels", () => {
	test("writes a PDF, the same twice, or an SVG a page", async () => {
		await using terminal = await aTerminal();
		const { code, out } = await terminal.types("labels", "--out", terminal.at("one.pdf"));
		expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/labels of PB1 are in .*100 %/) });
		await terminal.types("labels", "PB1", "--out", terminal.at("two.pdf"), "--paper", "A4");
		const [one, two] = await Promise.all(["one.pdf", "two.pdf"].map((name) => readFile(terminal.at(name))));
		expect(one?.subarray(0, 5).toString()).toBe("%PDF-");
		expect(one && two && Buffer.compare(one, two)).toBe(0);
		const asJson = await terminal.types("labels", "--out", "strips.svg", "--pitch", "418/47", "--json");
		expect(JSON.parse(asJson.out)).toMatchObject({ files: ["strips.svg"], bays: [{ bay: "PB1" }] });
		expect(await read(terminal.at("strips.svg"))).toContain('width="297mm"');
	}, 60_000);

	test.each([
		["a bay that there is not", ["PB7"], /There is no bay "PB7"\. There are: PB1/],
		["a paper that there is not", ["--paper", "A5"], /--paper is "A5"\. Write A4 or Letter/],
		["a pitch that is none", ["--pitch", "wide"], /--pitch is "wide"\. Write millimetres from 4 to 60/],
		["a file of another kind", ["--out", "labels.doc"], /ends in \.pdf or \.svg/],
	])(
		"refuses %s, and writes nothing",
		async (_, words, sentence) => {
			await using terminal = await aTerminal();
			const { code, err } = await terminal.types("labels", ...words);
			expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(sentence) });
			expect(await readdir(terminal.folder)).not.toContain("labels.pdf");
		},
		60_000,
	);
});

test("halfnormal wiring-list writes CSV onto the standard output, into a file, or JSON", async () => {
	await using terminal = await aTerminal();
	const { code, out } = await terminal.types("wiring-list");
	expect(code).toBe(0);
	expect(out.split("\r\n")[1]).toBe(
		"L1,balanced pair,5,1,hot,interface/out-1-8,DB25,,24,PB1/A1-8,DB25,,24,,",
	);
	const filed = await terminal.types("wiring-list", "--out", terminal.at("wiring.csv"));
	expect(filed.out).toMatch(/The wiring list of Halfnormal Demo is in .*wiring\.csv/);
	expect(await read(terminal.at("wiring.csv"))).toBe(out);
	const [first] = JSON.parse((await terminal.types("wiring-list", "--json")).out);
	expect(first).toMatchObject({ cable: "L1", a: { contact: "24" } });
}, 60_000);

describe("halfnormal export and import", () => {
	test("bays and looms out of a studio, and into it again where they are missing", async () => {
		await using terminal = await aTerminal();
		await terminal.types("export", "bays", "--out", terminal.at("bays.csv"));
		await terminal.types("export", "looms", "--out", terminal.at("looms.csv"));
		const whole = await read(studioFile(terminal));
		const bare = without(without(whole, "looms"), "bays");
		await writeFile(studioFile(terminal), bare);
		const dry = await terminal.types("import", terminal.at("bays.csv"), "--dry-run");
		expect(dry).toMatchObject({
			code: 0,
			out: expect.stringMatching(/^@@ studio\.yaml, line \d+\n\+ bays:\n/),
		});
		expect(await read(studioFile(terminal))).toBe(bare);
		const bays = await terminal.types("import", terminal.at("bays.csv"));
		expect(bays.out).toMatch(/studio\.yaml has 1 more bay: PB1\./);
		const looms = await terminal.types("import", terminal.at("looms.csv"), "--json");
		expect(JSON.parse(looms.out)).toMatchObject({
			written: true,
			looms: expect.arrayContaining(["L10", "S1"]),
		});
		expect(await read(studioFile(terminal))).toContain("# The demo studio:");
		for (const what of ["bays", "looms"])
			expect((await terminal.types("export", what)).out).toBe(await read(terminal.at(`${what}.csv`)));
	}, 120_000);

	test("one wrong row, and nothing is imported: no file is touched and none is left behind", async () => {
		await using terminal = await aTerminal();
		const before = await read(studioFile(terminal));
		const table =
			"loom,channel,from,to,length\nX1,1,PB1/B41-48,guitar-amp/in,3 m\nX2,1,PB1/A41-48,nowhere/out,3 m\n";
		await writeFile(terminal.at("looms.csv"), table);
		const { code, err } = await terminal.types("import", terminal.at("looms.csv"));
		expect({ code, err }).toEqual({
			code: 2,
			err: expect.stringMatching(
				/^Nothing was imported\.\n.*looms\.csv:3:17, to: there is no socket "nowhere\/out"/,
			),
		});
		expect(await read(studioFile(terminal))).toBe(before);
		expect(await readdir(terminal.studio)).toEqual(["studio.yaml"]);
		expect((await terminal.types("import", terminal.at("missing.csv"))).err).toMatch(
			/missing\.csv cannot be read/,
		);
		expect((await terminal.types("export", "cords")).err).toMatch(/export bays, or export looms/);
	}, 60_000);
});

test("halfnormal drawing: the flow as it is patched, and a chain through units", async () => {
	await using terminal = await aTerminal();
	const flow = await terminal.types("drawing", "flow", "--out", terminal.at("flow.svg"));
	expect(flow).toMatchObject({
		code: 0,
		out: expect.stringContaining("signal flow of Halfnormal Demo is in"),
	});
	expect(await read(terminal.at("flow.svg"))).toMatch(/^<svg.*With no cord plugged/s);
	const chain = await terminal.types("drawing", "chain", "valve-eq,bus-comp");
	expect(chain.out).toMatch(/^<svg.*Valve EQ, Bus comp: stereo chain.*TT-30-red #1.*<\/svg>/s);
	const stranger = await terminal.types("drawing", "chain", "valve");
	expect(stranger).toMatchObject({ code: 2, err: expect.stringMatching(/There is no unit "valve"/) });
	expect((await terminal.types("drawing", "plan")).err).toMatch(/drawing chain <units>, or drawing flow/);
	await copyFile(terminal.at("flow.svg"), terminal.at("again.svg"));
	await terminal.types("drawing", "flow", "--out", terminal.at("flow.svg"));
	expect(await read(terminal.at("flow.svg"))).toBe(await read(terminal.at("again.svg")));
}, 120_000);
