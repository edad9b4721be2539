import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Refusal } from "#model/command.ts";
import { canonical } from "./document.ts";
import { sayError } from "./errno.ts";

/** What the holder leaves beside the lock, for the sentence that another daemon shows. */
const Holder = z.strictObject({
	pid: z.number().int(),
	since: z.string(),
	address: z.string().nullable(),
});

export type Lock = {
	/** Says where this daemon can be found, once it listens. */
	readonly announce: (address: string) => void;
	readonly [Symbol.dispose]: () => void;
};

/**
 * SQLite's file lock: the system's own record lock (LockFileEx on Windows), reached without a native package.
 * The kernel frees it with the process, SIGKILL or not, so nothing can be stale and no process identity has to be
 * guessed at; it belongs to the file and not to its name, so two paths or two containers do not get around it; and
 * a child such as the engine does not inherit it. A listening socket has none of the last three. The database
 * stays empty.
 */
const hold = (file: string): DatabaseSync | null => {
	const database = new DatabaseSync(file, { timeout: 0 });
	try {
		database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
		return database;
	} catch (error) {
		database.close();
		if (error instanceof Error && "errcode" in error && error.errcode === 5) return null;
		throw error;
	}
};

const whoHolds = (file: string): string => {
	try {
		const { pid, since, address } = Holder.parse(JSON.parse(readFileSync(file, "utf8")));
		return `process ${pid}, since ${since}${address ? `, at ${address}` : ""}`;
	} catch (error) {
		return `it has not said which: ${sayError(error)}`;
	}
};

/** One daemon per data folder. The refusal says who holds it. `since` is ISO 8601; the folder must exist. */
export const lockFolder = (folder: string, { since }: { readonly since: string }): Lock | Refusal => {
	const database = hold(join(folder, "lock"));
	const holder = join(folder, "holder.json");
	if (!database)
		return {
			refused: "lock data folder",
			because: `Another Halfnormal works in ${folder} (${whoHolds(holder)})`,
			cure: "Use that one, stop it, or give this one another folder with --data",
		};
	const tell = (address: string | null): void =>
		writeFileSync(holder, canonical({ pid: process.pid, since, address }));
	tell(null);
	return {
		announce: tell,
		[Symbol.dispose]: () => {
			rmSync(holder, { force: true });
			database.close();
		},
	};
};
