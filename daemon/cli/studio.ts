import { join } from "node:path";
import { type Settings, settle } from "#daemon/config.ts";
import { sayTrouble } from "#drivers/yaml.ts";
import { check } from "#model/check.ts";
import { replay, unopened } from "#model/evolve.ts";
import type { Readings } from "#model/readings.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { readStudio, type StudioRead } from "#patchbay/map.ts";
import { openDataFolder } from "#store/folder.ts";
import { readJournal } from "#store/journal.ts";
import { badInput } from "./terminal.ts";

export const root = join(import.meta.dirname, "..", "..");

/** The flags that every command has. */
export type Common = { readonly studio?: string; readonly data?: string; readonly json?: boolean };

export const settingsOf = ({ studio, data }: Common): Settings => {
	const argv = [...(studio ? ["--studio", studio] : []), ...(data ? ["--data", data] : [])];
	const settings = settle({ argv, env: process.env, root, cwd: process.cwd() });
	if ("refused" in settings) throw badInput(settings.because, settings.cure);
	return settings;
};

export const studioOf = async (common: Common): Promise<StudioRead> => {
	const read = await readStudio(settingsOf(common).studio);
	if ("troubles" in read) throw badInput(read.troubles.map(sayTrouble).join("\n"));
	return read;
};

/** A session of the data folder: the named one, or the newest; undefined when there is none. */
export const sessionOf = async (common: Common, id?: string): Promise<Session | undefined> => {
	const folder = await openDataFolder(settingsOf(common).data);
	const entries = await folder.list();
	const entry = id === undefined ? entries[0] : entries.find((one) => one.id === id);
	if (id !== undefined && !entry)
		throw badInput(
			`There is no session "${id}".`,
			`There are: ${entries.map((one) => one.id).join(", ") || "none"}.`,
		);
	if (!entry) return undefined;
	const events = await readJournal(folder.session(entry.id).journal);
	if ("refused" in events) throw badInput(events.because, events.cure);
	return replay(events);
};

/** What is read off the files alone, with no daemon: the interface counts as ready. */
export const readingsOf = (studio: Studio, session: Session): Readings =>
	check({
		studio,
		session,
		facts: {
			now: Date.now(),
			engine: { ready: true, sentence: "Not asked: no daemon runs for this." },
			devices: [],
			freeBytes: null,
		},
	});

export const emptySession = (studio: Studio): Session => ({
	...unopened,
	header: { ...unopened.header, rate: studio.rate },
});
