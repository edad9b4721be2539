import { spawnSync } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { openWav } from "#engine/wav-read.ts";
import { aDaemon, plugAll, yesToAll } from "./a-daemon.ts";
import { probe, sendStereo } from "./recordings.ts";

const chain = {
	id: "mix",
	name: "Mix bus",
	kind: "stereo" as const,
	sends: [1, 2],
	returns: [1, 2],
	inserts: ["valve-eq", "bus-comp"],
};

const printOf = (source: string, tail: number, answers: string[] = []) =>
	({ do: "print", chain: "mix", source, tail, convert: false, answers }) as const;

/** What is printed on the recall sheet, as text. */
const sheetText = (folder: string): string =>
	spawnSync("pdftotext", ["-layout", join(folder, "sheet.pdf"), "-"], { encoding: "utf8" }).stdout;

/** The sheet is whole in its three forms, and the daemon hands it out. */
const expectSheet = async (folder: string, address: string): Promise<void> => {
	const text = sheetText(folder);
	for (const words of [
		"Ada Lovelace",
		"Words",
		"Valve EQ",
		"Bus comp",
		"PB1 B03",
		"AL_Words_M01_Mixbus_48k24.wav",
	])
		expect(text).toContain(words);
	expect(JSON.parse(await readFile(join(folder, "sheet.json"), "utf8"))).toMatchObject({ version: 1 });
	expect(await readFile(join(folder, "sheet.svg"), "utf8")).toContain("<svg");
	const served = await fetch(`${address}/files/${basename(folder)}/sheet.pdf`);
	expect(served.headers.get("content-type")).toContain("application/pdf");
	expect((await served.arrayBuffer()).byteLength).toBe((await stat(join(folder, "sheet.pdf"))).size);
};

test("the first print: a chain, a check, cords, a real recording, a take, and the sheet when the session closes", async () => {
	await using daemon = await aDaemon();
	await using tablet = await daemon.tablet("Couch");
	await daemon.ready(tablet);
	const source = await sendStereo(daemon, "Words.wav");

	const header = { artist: "Ada Lovelace", song: "Words", engineer: "Me" };
	expect((await tablet.wish({ do: "describe session", header })).done).toBe(true);
	expect((await tablet.wish({ do: "set chain", chain })).done).toBe(true);
	await tablet.until(() => tablet.readings().chains.some((one) => one.chain === "mix"), 10, "the chain");

	const codes = tablet.readings().findings.map(({ code }) => code);
	expect(codes).toContain("warm-up.off");
	expect(codes).toContain("level.return-clips-first");
	const early = await tablet.wish(printOf(source, 0.5));
	expect(early).toMatchObject({ done: false });
	expect(early.says).toContain("still to do");

	expect((await tablet.wish({ do: "power", unit: "valve-eq", on: true, minutesAgo: 60 })).done).toBe(true);
	expect(await plugAll(tablet, "mix")).toBe(4);
	const unasked = await tablet.wish(printOf(source, 0.5));
	expect(unasked.says).toContain("wants a yes");

	const armed = await tablet.wish(printOf(source, 0.5, yesToAll(tablet, "mix")));
	expect(armed).toEqual({ done: true, says: expect.stringContaining("Printing") });
	const during = await tablet.wish({ do: "unplug", cord: tablet.session().cords[0]?.cord ?? "" });
	expect(during.says).toContain("locked");
	await tablet.until(() => tablet.session().takes.length > 0, 60, "the take");

	const [take] = tablet.session().takes;
	expect(take?.result.remarks).toEqual([]);
	expect(take?.result.end).toBe("printed");
	expect(take?.file).toBe("AL_Words_M01_Mixbus_48k24.wav");
	const folder = join(daemon.data, "sessions", tablet.session().id);
	const printed = probe(join(folder, "takes", take?.file ?? ""));
	const original = probe(join(daemon.data, "sources", source));
	expect(printed).toMatchObject({ rate: 48000, channels: 2, codec: "pcm_s24le" });
	expect(printed.seconds).toBeCloseTo(original.seconds + 0.5, 4);

	expect(await tablet.wish({ do: "close session" })).toMatchObject({ done: true });
	await expectSheet(folder, daemon.address);
}, 120_000);

/** RMS of the first channel in dBFS. */
const level = async (path: string): Promise<number> => {
	const opened = await openWav(path);
	if (!opened.ok) throw new Error(opened.because);
	await using wav = opened.wav;
	const [left = new Float32Array()] = await wav.read(0, wav.frames);
	return 10 * Math.log10(left.reduce((sum, sample) => sum + sample * sample, 0) / left.length);
};

test("set a knob and the print changes; pull a cord and nothing but noise comes back", async () => {
	await using daemon = await aDaemon();
	await using tablet = await daemon.tablet("Couch");
	await daemon.ready(tablet);
	const source = await sendStereo(daemon, "Words.wav");
	expect((await tablet.wish({ do: "set chain", chain: { ...chain, inserts: ["bus-comp"] } })).done).toBe(
		true,
	);
	await plugAll(tablet, "mix");
	const printed = async (): Promise<number> => {
		const before = tablet.session().takes.length;
		const armed = await tablet.wish(printOf(source, 0, yesToAll(tablet, "mix")));
		if (!armed.done) throw new Error(`${armed.says}\n${daemon.said()}`);
		await tablet.until(() => tablet.session().takes.length > before, 60, "the take");
		const take = tablet.session().takes.at(-1);
		expect(take?.result.sentence).toBeTruthy();
		expect(take?.result.end, take?.result.sentence).toBe("printed");
		return level(join(daemon.data, "sessions", tablet.session().id, "takes", take?.file ?? ""));
	};
	const plain = await printed();
	await tablet.wish({ do: "turn", unit: "bus-comp", control: "make-up", setting: -5 });
	await tablet.until(() => tablet.session().settings["bus-comp"]?.["make-up"]?.setting === -5, 5, "the knob");
	expect((await printed()) - plain).toBeCloseTo(-5, 1);

	const measured = await tablet.wish({ do: "measure", chain: "mix" });
	expect(measured.says).toMatch(/^Latency \d+\.\d\d samples/);
	await tablet.wish({ do: "plug", from: "PB1/A37", to: "PB1/B17" });
	await tablet.until(
		() => tablet.readings().chains[0]?.plan.steps.length === 1,
		5,
		"the plan to want the plug out",
	);
	expect((await tablet.wish({ do: "verify tone", chain: "mix" })).says).toContain("does not come back");
}, 180_000);
