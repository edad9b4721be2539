import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { StudioEvent } from "#model/event.ts";
import { evolve, replay, unopened } from "#model/evolve.ts";
import { type Journal, openJournal, readJournal } from "#store/journal.ts";
import { aChild } from "./a-child.ts";
import { aFolder } from "./a-folder.ts";
import { anEvent, aStory, someEvents } from "./a-story.ts";

const opened = async (path: string): Promise<Journal> => {
	const journal = await openJournal(path);
	if ("refused" in journal) throw new Error(journal.because);
	return journal;
};

const write = async (path: string, events: readonly StudioEvent[]): Promise<void> => {
	await using journal = await opened(path);
	await journal.append(events);
};

test("whatever happened, the journal read again folds to the session that was live", async () => {
	await using folder = await aFolder();
	let run = 0;
	await fc.assert(
		fc.asyncProperty(aStory, fc.integer({ min: 1, max: 7 }), async (story, batch) => {
			run += 1;
			const path = join(folder.path, `${run}.jsonl`);
			let live = unopened;
			{
				await using journal = await opened(path);
				for (let i = 0; i < story.length; i += batch) {
					const events = story.slice(i, i + batch);
					await journal.append(events);
					live = events.reduce(evolve, live);
				}
			}
			await using again = await opened(path);
			expect(again.events).toEqual(story);
			expect(replay(again.events)).toEqual(live);
			expect(again.torn).toBeNull();
		}),
		{ numRuns: 60 },
	);
});

test("a journal cut at any byte keeps every whole line before the cut, and the torn end beside it", async () => {
	await using folder = await aFolder();
	const whole = join(folder.path, "whole.jsonl");
	await write(whole, someEvents(3));
	const bytes = await readFile(whole);
	const header = bytes.indexOf("\n") + 1;
	for (let cut = header; cut <= bytes.length; cut += 1) {
		const path = join(folder.path, `cut-${cut}.jsonl`);
		await writeFile(path, bytes.subarray(0, cut));
		const kept = bytes.subarray(header, cut).toString().split("\n").length - 1;
		{
			await using journal = await opened(path);
			expect(journal.events).toEqual(someEvents(kept));
			await journal.append([anEvent(kept + 1)]);
			const end = bytes.subarray(0, cut).lastIndexOf("\n") + 1;
			expect(journal.torn).toBe(end === cut ? null : `${path}.torn-1`);
			if (journal.torn) expect(await readFile(journal.torn)).toEqual(bytes.subarray(end, cut));
		}
		expect(await readJournal(path)).toEqual(someEvents(kept + 1));
	}
});

test("zeros that a power cut left at the end are cut off", async () => {
	await using folder = await aFolder();
	const path = join(folder.path, "journal.jsonl");
	await write(path, someEvents(2));
	await appendFile(path, `{"crc":"00${"\0".repeat(4096)}`);
	await using journal = await opened(path);
	expect(journal.events).toEqual(someEvents(2));
	expect(journal.torn).toBe(`${path}.torn-1`);
});

test("a second torn end does not overwrite the first", async () => {
	await using folder = await aFolder();
	const path = join(folder.path, "journal.jsonl");
	await write(path, someEvents(1));
	for (const n of [1, 2]) {
		await appendFile(path, `torn ${n}`);
		await using journal = await opened(path);
		expect(journal.torn).toBe(`${path}.torn-${n}`);
	}
	expect(await readFile(`${path}.torn-1`, "utf8")).toBe("torn 1");
});

test("any byte changed in a line that was acknowledged is damage, said with file and line, and nothing is cut", async () => {
	await using folder = await aFolder();
	const path = join(folder.path, "journal.jsonl");
	await write(path, someEvents(4));
	const good = await readFile(path);
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 0, max: good.length - 2 }),
			fc.integer({ min: 1, max: 255 }),
			async (place, flip) => {
				const bad = Buffer.from(good);
				bad[place] = good[place] ^ flip;
				await writeFile(path, bad);
				const result = await openJournal(path);
				if (!("refused" in result)) return expect.fail(`byte ${place} changed by ${flip} was not noticed`);
				const line = good.subarray(0, place).toString().split("\n").length;
				expect(result.because).toContain(`${path}, line ${line} `);
				expect(result.cure).toContain("backup");
				expect(await readFile(path)).toEqual(bad);
			},
		),
		{ numRuns: 300 },
	);
	expect(await readdir(folder.path)).toEqual(["journal.jsonl"]);
});

test("a line that was taken out is noticed by the clock", async () => {
	await using folder = await aFolder();
	const path = join(folder.path, "journal.jsonl");
	await write(path, someEvents(4));
	const lines = (await readFile(path, "utf8")).split("\n");
	await writeFile(path, lines.toSpliced(2, 1).join("\n"));
	expect(await openJournal(path)).toMatchObject({
		because: `${path}, line 3 has clock 3 where 2 belongs`,
	});
});

test("a journal of a newer Halfnormal is not touched", async () => {
	await using folder = await aFolder();
	const path = join(folder.path, "journal.jsonl");
	await writeFile(path, '{"halfnormal":"journal","version":2}\n');
	expect(await openJournal(path)).toMatchObject({ because: expect.stringContaining("newer program") });
});

test("an event that does not follow on the clock, or could not be read back, is not written", async () => {
	await using folder = await aFolder();
	const path = join(folder.path, "journal.jsonl");
	await using journal = await opened(path);
	await journal.append(someEvents(2));
	await expect(journal.append([anEvent(4)])).rejects.toThrow("Event 4 cannot follow event 2");
	const unreadable = anEvent(3, {
		was: "turned",
		unit: "eq",
		control: "gain",
		setting: Number.NaN,
		how: "read",
	});
	await expect(journal.append([unreadable])).rejects.toThrow();
	await journal.append([anEvent(3)]);
	expect(await readJournal(path)).toEqual(someEvents(3));
});

test("appends made at the same time stay in order", async () => {
	await using folder = await aFolder();
	const path = join(folder.path, "journal.jsonl");
	await using journal = await opened(path);
	await Promise.all(someEvents(500).map((event) => journal.append([event])));
	expect(await readJournal(path)).toEqual(someEvents(500));
});

test("kill -9 while writing: every event that was acknowledged is there after", async () => {
	await using folder = await aFolder();
	for (const enough of [1, 40, 700]) {
		const path = join(folder.path, `after-${enough}.jsonl`);
		const child = aChild("writing.child.ts", [path]);
		let acknowledged = 0;
		for await (const line of child.lines) {
			acknowledged = Number(line);
			// What it says after the signal was sent counts too: it was on the disk before it was said.
			if (acknowledged === enough) child.process.kill("SIGKILL");
		}
		expect(acknowledged).toBeGreaterThanOrEqual(enough);
		await using journal = await opened(path);
		expect(journal.events.length).toBeGreaterThanOrEqual(acknowledged);
		expect(journal.events).toEqual(someEvents(journal.events.length));
	}
});

test.skipIf(process.platform === "win32")(
	"a full disk is said, and the journal holds exactly what was acknowledged",
	async () => {
		await using folder = await aFolder();
		const path = join(folder.path, "journal.jsonl");
		const child = aChild("writing.child.ts", [path], "ulimit -f 8");
		const said: string[] = [];
		for await (const line of child.lines) said.push(line);
		const acknowledged = said.filter((line) => /^\d+$/.test(line)).length;
		expect(said.at(-1)).toContain("could not be written, so nothing was done; make room on the disk");
		expect(acknowledged).toBeGreaterThan(10);
		await using journal = await opened(path);
		expect(journal.torn).toBeNull();
		expect(journal.events).toEqual(someEvents(acknowledged));
	},
);
