import { type FileHandle, open, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Refusal } from "#model/command.ts";
import type { StudioEvent } from "#model/event.ts";
import { replaceFile, syncFolder } from "./document.ts";
import { errnoOf } from "./errno.ts";
import { HEADER, lineOf, readJournalText } from "./journal-text.ts";

export type Journal = {
	/** What it held when it was opened. */
	readonly events: readonly StudioEvent[];
	/** Where the end that a crash had torn was put, or null. It was never acknowledged. */
	readonly torn: string | null;
	/**
	 * Resolves when the events are on the disk; calls made meanwhile share the next fsync. Rejects, and keeps
	 * nothing of the batch, when the disk refuses or an event does not follow on the clock.
	 */
	readonly append: (events: readonly StudioEvent[]) => Promise<void>;
	readonly [Symbol.asyncDispose]: () => Promise<void>;
};

const MOST_WAITING = 10_000;

const damaged = (path: string, { line, wrong }: { line: number; wrong: string }): Refusal => ({
	refused: "read journal",
	because: `${path}, line ${line} ${wrong}`,
	cure: `Put the file back from a backup; or copy it aside and delete it from line ${line} on, which keeps only what was done before`,
});

/** The events of a journal that another may be writing: an unfinished last line is left out, nothing is touched. */
export const readJournal = async (
	path: string,
	{ signal }: { readonly signal?: AbortSignal } = {},
): Promise<readonly StudioEvent[] | Refusal> => {
	const read = readJournalText(await readFile(path, { ...(signal && { signal }) }));
	return "line" in read ? damaged(path, read) : read.events;
};

const keepBeside = async (path: string, torn: Buffer, n = 1): Promise<string> => {
	const beside = `${path}.torn-${n}`;
	try {
		await writeFile(beside, torn, { flag: "wx", flush: true });
		return beside;
	} catch (error) {
		if (errnoOf(error) === "EEXIST") return keepBeside(path, torn, n + 1);
		throw error;
	}
};

const readOrStart = async (path: string, signal: AbortSignal | undefined): Promise<Buffer> => {
	try {
		return await readFile(path, { ...(signal && { signal }) });
	} catch (error) {
		if (errnoOf(error) !== "ENOENT") throw error;
		await replaceFile(path, `${HEADER}\n`);
		return Buffer.from(`${HEADER}\n`);
	}
};

type Waiting = {
	readonly text: string;
	readonly count: number;
	readonly done: () => void;
	readonly failed: (error: unknown) => void;
};

/** A file with the place in it up to which everything is on the disk. */
const syncedFile = (handle: FileHandle, start: number) => {
	let end = start;
	return {
		add: async (text: string): Promise<void> => {
			await handle.appendFile(text);
			await handle.datasync();
			end += Buffer.byteLength(text);
		},
		/** Takes away what a failed `add` left behind. */
		cutBack: async (): Promise<void> => {
			await handle.truncate(end);
			await handle.datasync();
		},
		close: (): Promise<void> => handle.close(),
	};
};
type SyncedFile = ReturnType<typeof syncedFile>;

/**
 * One write and one fsync for all that waits; after a failure the file is cut back to what was acknowledged.
 * `last` is the clock of the last event in the file.
 */
const writer = (file: SyncedFile, path: string, last: number) => {
	let clock = last;
	let acknowledged = last;
	let broken: Error | null = null;
	let waiting: Waiting[] = [];
	let flushing: Promise<void> | null = null;

	/** Nothing of the batch, nor of what came after it, has happened. */
	const giveUp = async (batch: readonly Waiting[], cause: unknown): Promise<void> => {
		const lost = [...batch, ...waiting];
		waiting = [];
		clock = acknowledged;
		await file.cutBack().catch((worse) => {
			broken = new Error(`${path} can no longer be written; check the disk and start again`, {
				cause: worse,
			});
		});
		const error = new Error(`${path} could not be written, so nothing was done; make room on the disk`, {
			cause,
		});
		for (const { failed } of lost) failed(error);
	};
	const flush = async (): Promise<void> => {
		while (waiting.length > 0) {
			const batch = waiting;
			waiting = [];
			try {
				await file.add(batch.map(({ text }) => text).join(""));
				acknowledged += batch.reduce((sum, { count }) => sum + count, 0);
				for (const { done } of batch) done();
			} catch (cause) {
				await giveUp(batch, cause);
			}
		}
		flushing = null;
	};
	return {
		append: async (events: readonly StudioEvent[]): Promise<void> => {
			if (broken) throw broken;
			if (events.length === 0) return;
			if (waiting.length >= MOST_WAITING)
				throw new Error(`The disk of ${path} does not keep up: ${MOST_WAITING} entries wait for it`);
			const stray = events.find((event, i) => event.clock !== clock + 1 + i);
			if (stray) throw new Error(`Event ${stray.clock} cannot follow event ${clock} in ${path}`);
			const text = events.map(lineOf).join("");
			clock += events.length;
			const written = Promise.withResolvers<void>();
			waiting.push({ text, count: events.length, done: written.resolve, failed: written.reject });
			flushing ??= flush();
			await written.promise;
		},
		close: async (): Promise<void> => {
			broken ??= new Error(`${path} is closed`);
			await flushing;
			await file.close();
		},
	};
};

/**
 * Opens the append-only journal of a session, JSON Lines of events, and makes it if it is not there. The folder
 * must be held by this daemon (`lock.ts`). A damaged line in the middle is a refusal and nothing is changed;
 * a last line torn by a crash is cut off and kept beside as `journal.jsonl.torn-1`.
 */
export const openJournal = async (
	path: string,
	{ signal }: { readonly signal?: AbortSignal } = {},
): Promise<Journal | Refusal> => {
	const bytes = await readOrStart(path, signal);
	const read = readJournalText(bytes);
	if ("line" in read) return damaged(path, read);
	signal?.throwIfAborted();
	const handle = await open(path, "a");
	const rest = bytes.subarray(read.end);
	const torn = rest.length > 0 ? await keepBeside(path, rest) : null;
	if (torn) {
		await handle.truncate(read.end);
		await handle.sync();
		await syncFolder(dirname(path));
	}
	const { append, close } = writer(syncedFile(handle, read.end), path, read.events.length);
	return { events: read.events, torn, append, [Symbol.asyncDispose]: close };
};
