import { type FSWatcher, watch } from "node:fs";
import { errnoOf } from "#store/errno.ts";

/** An editor that saves writes several times, or writes another file and renames it: all that is one change. */
const QUIET = 100;
/** Somebody who never stops writing is heard all the same. */
const LONGEST = 1000;

/** What is touched, until somebody has looked. */
const bell = () => {
	let rung = Promise.withResolvers<void>();
	return {
		ring: (): void => rung.resolve(),
		heard: (): Promise<void> => rung.promise,
		reset: (): void => {
			rung = Promise.withResolvers<void>();
		},
	};
};
type Bell = ReturnType<typeof bell>;

const within = (milliseconds: number, promise: Promise<void>): Promise<boolean> => {
	const late = Promise.withResolvers<boolean>();
	const limit = setTimeout(() => late.resolve(false), milliseconds);
	return Promise.race([promise.then(() => true), late.promise]).finally(() => clearTimeout(limit));
};

/** Waits until nothing was touched for a moment. */
const settles = async ({ heard, reset }: Bell): Promise<void> => {
	const deadline = performance.now() + LONGEST;
	do reset();
	while ((await within(QUIET, heard())) && performance.now() < deadline);
};

/** What is not there is not watched; the folder above it tells when it comes. */
const watchFolder = (folder: string, ring: () => void): FSWatcher[] => {
	try {
		return [watch(folder, ring).on("error", ring)];
	} catch (error) {
		if (errnoOf(error) !== "ENOENT") throw error;
		return [];
	}
};

/**
 * Yields once when it watches, and then whenever something in one of the folders was written, renamed or removed and has
 * settled, until it is aborted. After each change the folders are asked for and watched anew, because one that was deleted
 * and made again is another one under the same name. Throws the system's error if it cannot watch.
 */
export async function* changesIn(
	foldersOf: () => Promise<readonly string[]>,
	signal: AbortSignal,
): AsyncGenerator<void> {
	const touched = bell();
	const { ring } = touched;
	let watchers: FSWatcher[] = [];
	const leave = (): void => {
		for (const watcher of watchers.splice(0)) watcher.close();
	};
	const stop = (): void => ring();
	signal.addEventListener("abort", stop);
	try {
		while (!signal.aborted) {
			leave();
			watchers = (await foldersOf()).flatMap((folder) => watchFolder(folder, ring));
			yield;
			await touched.heard();
			await settles(touched);
		}
	} finally {
		signal.removeEventListener("abort", stop);
		leave();
	}
}
