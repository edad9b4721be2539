import { copyFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aDaemon, plugAll, yesToAll } from "./a-daemon.ts";
import { lena, probe } from "./recordings.ts";

test("killed in mid-pass: the partial take is valid and marked, every acknowledged event is there, nothing is armed", async () => {
	await using daemon = await aDaemon();
	const acknowledged: string[] = [];
	{
		await using tablet = await daemon.tablet("Couch");
		await daemon.ready(tablet);
		await copyFile(lena, join(daemon.data, "sources", "Voice.wav"));
		const mono = {
			id: "mono",
			name: "Mono",
			kind: "mono" as const,
			sends: [1],
			returns: [1],
			inserts: ["bus-comp"],
		};
		expect((await tablet.wish({ do: "set chain", chain: mono })).done).toBe(true);
		await plugAll(tablet, "mono");
		const answers = yesToAll(tablet, "mono");
		const refused = await tablet.wish({
			do: "print",
			chain: "mono",
			source: "Voice.wav",
			tail: 1,
			convert: false,
			answers,
		});
		expect(refused.says).toContain("44100 Hz");
		const armed = await tablet.wish({
			do: "print",
			chain: "mono",
			source: "Voice.wav",
			tail: 1,
			convert: true,
			answers,
		});
		expect(armed).toEqual({ done: true, says: expect.stringContaining("Printing") });
		await tablet.until(() => tablet.live().pass === "rolling", 30, "the tape to roll");
		const takes = join(daemon.data, "sessions", tablet.session().id, "takes");
		for (const text of ["first", "second", "third"])
			if ((await tablet.wish({ do: "note", text })).done) acknowledged.push(text);
		await expect.poll(() => partialSeconds(takes), { timeout: 20_000 }).toBeGreaterThan(1);
		await daemon.end("SIGKILL");
	}
	await using second = await daemon.again();
	await using tablet = await second.tablet("Couch");
	expect(tablet.session().notes.map(({ text }) => text)).toEqual(acknowledged);
	expect(tablet.session().pass).toBeNull();
	expect(tablet.live().pass).toBeNull();
	const [take] = tablet.session().takes;
	expect(take?.result.end).toBe("failed");
	expect(take?.file).toContain("(partial)");
	const folder = join(second.data, "sessions", tablet.session().id, "takes");
	expect(await readdir(folder)).toEqual([take?.file]);
	expect(probe(join(folder, take?.file ?? "")).seconds).toBeGreaterThan(1);
}, 120_000);

const partialSeconds = async (folder: string): Promise<number> => {
	const [partial] = (await readdir(folder)).filter((name) => name.endsWith(".partial"));
	return partial ? probe(join(folder, partial)).seconds : 0;
};
