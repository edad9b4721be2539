import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Refusal } from "#model/command.ts";
import { replay } from "#model/evolve.ts";
import type { SheetFormat } from "#model/recall-sheet.ts";
import type { SessionEntry } from "#model/session.ts";
import { syncFolder } from "./document.ts";
import { errnoOf, sayError } from "./errno.ts";
import { readJournal } from "./journal.ts";

/** Where the things of one session are. */
export type SessionPaths = {
	readonly id: string;
	readonly folder: string;
	readonly journal: string;
	readonly takes: string;
	readonly sheet: (format: SheetFormat) => string;
};

export type DataFolder = {
	readonly path: string;
	readonly sessions: string;
	readonly sources: string;
	readonly session: (id: string) => SessionPaths;
	/** Makes the folder of a new session under a name that nobody has. `date` is ISO 8601. */
	readonly create: (of: { readonly date: string; readonly song: string }) => Promise<SessionPaths>;
	/** Every session that was begun, newest first; a damaged one is listed with its trouble. */
	readonly list: () => Promise<readonly SessionEntry[]>;
};

const LONGEST = 40;

/** "Für Elise (Mix 2)" → "fur-elise-mix-2". What has no Latin letters becomes "untitled". */
export const slug = (song: string): string =>
	song
		.normalize("NFKD")
		.replaceAll(/\p{Mark}/gu, "")
		.toLowerCase()
		.replaceAll("ß", "ss")
		.replaceAll(/[^a-z0-9]+/g, "-")
		.slice(0, LONGEST)
		.replaceAll(/^-+|-+$/g, "") || "untitled";

const pathsOf = (sessions: string, id: string): SessionPaths => {
	const folder = join(sessions, id);
	return {
		id,
		folder,
		journal: join(folder, "journal.jsonl"),
		takes: join(folder, "takes"),
		sheet: (format) => join(folder, `sheet.${format}`),
	};
};

const create = async (sessions: string, stem: string, n = 1): Promise<SessionPaths> => {
	const paths = pathsOf(sessions, n === 1 ? stem : `${stem}-${n}`);
	try {
		await mkdir(paths.folder);
	} catch (error) {
		if (errnoOf(error) === "EEXIST") return create(sessions, stem, n + 1);
		throw error;
	}
	await mkdir(paths.takes);
	await syncFolder(paths.folder);
	await syncFolder(sessions);
	return paths;
};

const inTrouble = (id: string, { because, cure }: Refusal): SessionEntry => ({
	id,
	header: null,
	opened: id.slice(0, "2026-11-22".length),
	closed: null,
	takes: [],
	trouble: cure ? `${because}. ${cure}` : because,
});

const entryOf = async ({ id, journal }: SessionPaths): Promise<SessionEntry | null> => {
	const events = await readJournal(journal).catch((error: unknown) => {
		const because = `${journal} cannot be read: ${sayError(error)}`;
		return errnoOf(error) === "ENOENT" ? [] : { refused: "read journal", because };
	});
	if ("refused" in events) return inTrouble(id, events);
	if (events.length === 0) return null;
	const { header, opened, closed, takes } = replay(events);
	return {
		id,
		header,
		opened,
		closed,
		takes: takes.map(({ number, at, chain, file, result }) => ({ number, at, chain, file, end: result.end })),
		trouble: null,
	};
};

/** Remembers each session's line for as long as its journal keeps its size and its time. */
const remembered = () => {
	const known = new Map<string, { readonly mark: string; readonly entry: SessionEntry | null }>();
	return async (paths: SessionPaths): Promise<SessionEntry | null> => {
		const found = await stat(paths.journal).catch(() => null);
		const mark = found ? `${found.size} ${found.mtimeMs}` : "";
		const last = known.get(paths.id);
		if (last && mark !== "" && last.mark === mark) return last.entry;
		const entry = await entryOf(paths);
		known.set(paths.id, { mark, entry });
		return entry;
	};
};

const newestFirst = (a: SessionEntry, b: SessionEntry): number =>
	a.opened === b.opened ? b.id.localeCompare(a.id, "en", { numeric: true }) : a.opened < b.opened ? 1 : -1;

/**
 * The data folder, made if it is not there: `sessions/<id>/{journal.jsonl, takes/, sheet.pdf …}` and `sources/`.
 * Rejects with the system's error if it cannot be made.
 */
export const openDataFolder = async (path: string): Promise<DataFolder> => {
	const sessions = join(path, "sessions");
	const sources = join(path, "sources");
	await mkdir(sessions, { recursive: true });
	await mkdir(sources, { recursive: true });
	const entry = remembered();
	return {
		path,
		sessions,
		sources,
		session: (id) => pathsOf(sessions, id),
		create: ({ date, song }) => create(sessions, `${date.slice(0, "2026-11-22".length)}-${slug(song)}`),
		list: async () => {
			const found = await readdir(sessions, { withFileTypes: true });
			const folders = found.filter((one) => one.isDirectory());
			const entries: (SessionEntry | null)[] = [];
			for (const { name } of folders) entries.push(await entry(pathsOf(sessions, name)));
			return entries.filter((one) => one !== null).sort(newestFirst);
		},
	};
};
