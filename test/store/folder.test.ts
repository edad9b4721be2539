import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Happening } from "#model/event.ts";
import { type DataFolder, openDataFolder, slug } from "#store/folder.ts";
import { openJournal } from "#store/journal.ts";
import { aFolder } from "./a-folder.ts";
import { anEvent, anOpening, aTake } from "./a-story.ts";

const date = "2026-11-22T09:30:00.000Z";

const tell = async (data: DataFolder, id: string, happenings: readonly Happening[]): Promise<void> => {
	const journal = await openJournal(data.session(id).journal);
	if ("refused" in journal) throw new Error(journal.because);
	await journal.append(happenings.map((happened, i) => anEvent(journal.events.length + i + 1, happened)));
	await journal[Symbol.asyncDispose]();
};

test("a song's name becomes a folder's name", () => {
	expect(slug("Für Elise (Mix 2)")).toBe("fur-elise-mix-2");
	expect(slug("Straße / ../../etc")).toBe("strasse-etc");
	expect(slug("東京")).toBe("untitled");
});

test("no song's name leads out of the folder", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary" }), (song) => {
			expect(slug(song)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
			expect(slug(song).length).toBeLessThanOrEqual(40);
		}),
	);
});

test("two sessions of a song on one day have two names, even when begun at the same time", async () => {
	await using folder = await aFolder();
	const data = await openDataFolder(folder.path);
	const made = await Promise.all([1, 2, 3].map(() => data.create({ date, song: "Song title" })));
	expect(made.map(({ id }) => id).sort()).toEqual([
		"2026-11-22-song-title",
		"2026-11-22-song-title-2",
		"2026-11-22-song-title-3",
	]);
});

test("sessions are listed newest first with what was printed, and follow their journals", async () => {
	await using folder = await aFolder();
	const data = await openDataFolder(folder.path);
	const older = await data.create({ date: "2026-11-21", song: "Blue" });
	const newer = await data.create({ date, song: "Red" });
	await tell(data, older.id, [anOpening("Blue"), aTake("take-1.wav"), { was: "closed" }]);
	await tell(data, newer.id, [anOpening("Red")]);
	await mkdir(join(data.sessions, "not-begun"));
	expect(await data.list()).toMatchObject([
		{ id: newer.id, header: { song: "Red" }, closed: null, takes: [], trouble: null },
		{
			id: older.id,
			closed: "2026-11-22T10:00:00.000Z",
			takes: [{ file: "take-1.wav", end: "printed" }],
		},
	]);
	await tell(data, newer.id, [aTake("take-2.wav")]);
	expect((await data.list())[0]).toMatchObject({ takes: [{ file: "take-2.wav" }] });
});

test("a damaged session is listed with its trouble and does not hide the others", async () => {
	await using folder = await aFolder();
	const data = await openDataFolder(folder.path);
	const bad = await data.create({ date, song: "Bad" });
	const good = await data.create({ date, song: "Good" });
	await tell(data, bad.id, [anOpening("Bad")]);
	await tell(data, good.id, [anOpening("Good")]);
	await appendFile(bad.journal, "scribble\n");
	const list = await data.list();
	expect(list.find(({ id }) => id === bad.id)?.trouble).toContain("line 3 is not an event");
	expect(list.find(({ id }) => id === good.id)?.trouble).toBeNull();
});
