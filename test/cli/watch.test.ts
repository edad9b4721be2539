import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { changesIn } from "#daemon/cli/changes.ts";
import { comparing } from "#daemon/cli/watch.ts";
import type { Finding } from "#model/finding.ts";
import { openDataFolder } from "#store/folder.ts";
import { openJournal } from "#store/journal.ts";
import { anEvent, anOpening } from "../store/a-story.ts";
import { inTime, until } from "../until.ts";
import { aTerminal, type Running, type Terminal } from "./a-terminal.ts";

const aFinding = (id: string, sentence = id): Finding => ({
	id,
	code: "some.code",
	severity: "warn",
	places: [],
	numbers: {},
	sentence,
	cure: "",
	asksEachTime: false,
});

describe("look after look", () => {
	test("what is new comes, what is no more goes, what stays is not told again", () => {
		const compare = comparing();
		expect(compare({ findings: [aFinding("a"), aFinding("b")] }).come).toHaveLength(2);
		const change = compare({ findings: [aFinding("b"), aFinding("c")] });
		expect(change.come.map(({ id }) => id)).toEqual(["c"]);
		expect(change.gone.map(({ id }) => id)).toEqual(["a"]);
	});

	test("the same trouble with other numbers is told anew", () => {
		const compare = comparing();
		compare({ findings: [aFinding("a", "6 dB too hot")] });
		const { come, gone } = compare({ findings: [aFinding("a", "12 dB too hot")] });
		expect([come[0]?.sentence, gone[0]?.sentence]).toEqual(["12 dB too hot", "6 dB too hot"]);
	});

	test("a broken file is told once, and its mending; findings are compared with those before it", () => {
		const compare = comparing();
		compare({ findings: [aFinding("a")] });
		expect(compare({ broken: "line 3" })).toMatchObject({ broken: "line 3", gone: [] });
		expect(compare({ broken: "line 3" }).broken).toBeNull();
		expect(compare({ broken: "line 4" }).broken).toBe("line 4");
		expect(compare({ findings: [aFinding("a")] })).toEqual({
			come: [],
			gone: [],
			broken: null,
			mended: true,
		});
	});
});

describe("changes in folders", () => {
	/** Counts the changes that are told until it is disposed. */
	const counting = async (folders: () => Promise<string[]>) => {
		const stop = new AbortController();
		let told = 0;
		const listening = (async () => {
			for await (const _ of changesIn(folders, stop.signal)) told += 1;
		})();
		await until(() => told === 1);
		return {
			told: () => told,
			[Symbol.asyncDispose]: async () => {
				stop.abort();
				await inTime(listening, { otherwise: "The watch did not end" });
			},
		};
	};

	test("many writes of one save are one change", async () => {
		await using terminal = await aTerminal();
		await using changes = await counting(async () => [terminal.studio]);
		for (let i = 0; i < 20; i++) await writeFile(join(terminal.studio, "studio.yaml"), `# ${i}\n`);
		await until(() => changes.told() > 1);
		expect(changes.told()).toBe(2);
	});

	test("a folder that is made later, or made anew, is watched too", async () => {
		await using terminal = await aTerminal();
		const gear = join(terminal.studio, "gear");
		await using changes = await counting(async () => [terminal.studio, gear]);
		await mkdir(gear);
		await until(() => changes.told() === 2);
		await writeFile(join(gear, "one.yaml"), "");
		await until(() => changes.told() === 3);
		await rm(gear, { recursive: true });
		await mkdir(gear);
		const before = changes.told();
		await until(() => changes.told() > before);
		const settled = changes.told();
		await writeFile(join(gear, "two.yaml"), "");
		await until(() => changes.told() > settled);
	});
});

const INVERTED = "{ into: opto/in, inverted: true }";
const studioFile = ({ studio }: Terminal): string => join(studio, "studio.yaml");
const saysSoon = (watching: Running, words: RegExp | string): Promise<unknown> =>
	until(() => watching.out().match(words), {
		within: 20_000,
		otherwise: `It never said ${words}: ${watching.out()}`,
	});

describe("halfnormal check --watch", () => {
	test("says what comes and goes while a file is edited, survives a broken one, and ends with Ctrl-C", async () => {
		await using terminal = await aTerminal();
		await using watching = terminal.start("check", "--watch");
		await saysSoon(watching, "Ctrl-C ends it");
		const text = await readFile(studioFile(terminal), "utf8");
		const changed = text.replace("- opto/in\n", `- ${INVERTED}\n`);

		// As an editor saves: another file, renamed over the old one.
		await writeFile(join(terminal.studio, "studio.yaml~"), changed);
		await rename(join(terminal.studio, "studio.yaml~"), studioFile(terminal));
		await saysSoon(
			watching,
			/\d\d:\d\d:\d\d {2}warn {2}[\s\S]*warn {2}DA 13 arrives inverted at Opto comp IN/,
		);

		await writeFile(studioFile(terminal), changed.replace("rate: 48000", "rate: fast"));
		await saysSoon(watching, /cannot be read:\n.*studio\.yaml:4:1, rate: .*number/);
		expect(watching.out()).not.toContain("gone");

		await writeFile(studioFile(terminal), text);
		await saysSoon(watching, /can be read again\n(?: {10}gone.*\n)* {10}gone {2}DA 13 arrives inverted/);

		watching.kill("SIGINT");
		expect(await inTime(watching.ended)).toMatchObject({ code: 0, err: "" });
	}, 180_000);

	test("follows gear and the cords of the newest session; as JSON it is a line a change", async () => {
		await using terminal = await aTerminal();
		await using watching = terminal.start("check", "--watch", "--json");
		await saysSoon(watching, /"come":\[\]/);
		const data = await openDataFolder(terminal.at("data"));
		const { journal: path } = await data.create({ date: "2026-11-22", song: "Song" });
		const journal = await openJournal(path);
		if ("refused" in journal) throw new Error(journal.because);
		await using open = journal;
		const cord = { cord: "TT-60-blue #1", from: "PB1/A16", to: "PB1/B16" };
		await open.append([anEvent(1, anOpening("Song")), anEvent(2, { was: "plugged", cord })]);
		await saysSoon(watching, /"come":\[\{[^\n]*Tape echo/);

		await mkdir(join(terminal.studio, "gear", "own"), { recursive: true });
		await writeFile(join(terminal.studio, "gear", "own", "box.yaml"), "maker: Own\n");
		await writeFile(
			studioFile(terminal),
			(await readFile(studioFile(terminal), "utf8")).replace(
				"model: halfnormal/opto-compressor",
				"model: own/box",
			),
		);
		await saysSoon(watching, /"broken":"[^\n]*box\.yaml/);
		for (const line of watching.out().trimEnd().split("\n")) expect(JSON.parse(line)).toHaveProperty("at");
		watching.kill("SIGTERM");
		expect((await inTime(watching.ended)).code).toBe(0);
	}, 180_000);
});
