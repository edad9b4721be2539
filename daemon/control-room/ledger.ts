import type { Clock } from "#daemon/clock.ts";
import type { Refusal } from "#model/command.ts";
import type { Happening, StudioEvent } from "#model/event.ts";
import { evolve, replay } from "#model/evolve.ts";
import type { Session } from "#model/session.ts";
import type { DataFolder, SessionPaths } from "#store/folder.ts";
import { type Journal, openJournal } from "#store/journal.ts";

/** The running session and its journal. What `session` says has happened *is* on the disk. */
export type Ledger = AsyncDisposable & {
	readonly session: () => Session;
	readonly events: () => readonly StudioEvent[];
	readonly paths: () => SessionPaths;
	/** Resolves when the events are on the disk and folded; they are told to `heard` in the same turn. */
	readonly record: (happenings: readonly Happening[], by: string, undoes?: number) => Promise<void>;
	/** Turns to a new session in a folder of its own; the old journal is closed. */
	readonly turnTo: (paths: SessionPaths) => Promise<void>;
};

const opened = async (path: string): Promise<Journal> => {
	const journal = await openJournal(path);
	if ("refused" in journal) throw new Error([journal.because, journal.cure].filter(Boolean).join(". "));
	return journal;
};

/** The session to go on with: the newest, if it was never closed. */
export const unclosed = async (folder: DataFolder): Promise<SessionPaths | undefined> => {
	const [newest] = await folder.list();
	return newest && newest.closed === null && newest.trouble === null ? folder.session(newest.id) : undefined;
};

/** Opens the journal at `paths` and keeps it. Throws with a sentence when the journal is damaged. */
export const openLedger = async (of: {
	readonly paths: SessionPaths;
	readonly clock: Clock;
	readonly heard: (event: StudioEvent) => void;
}): Promise<Ledger> => {
	let { paths } = of;
	let journal = await opened(paths.journal);
	let events = [...journal.events];
	let session = replay(events);

	const stamped = (
		happened: Happening,
		clock: number,
		by: string,
		undoes: number | undefined,
	): StudioEvent => ({
		clock,
		at: of.clock.now(),
		by,
		happened,
		...(undoes === undefined ? {} : { undoes }),
	});
	let line: Promise<void> = Promise.resolve();
	/** One after the other, so that the clock never skips. */
	const inLine = (work: () => Promise<void>): Promise<void> => {
		const next = line.then(work);
		line = next.catch(() => {});
		return next;
	};
	return {
		session: () => session,
		events: () => events,
		paths: () => paths,
		record: (happenings, by, undoes) =>
			inLine(async () => {
				const fresh = happenings.map((happened, i) => stamped(happened, events.length + 1 + i, by, undoes));
				await journal.append(fresh);
				for (const event of fresh) {
					events.push(event);
					session = evolve(session, event);
					of.heard(event);
				}
			}),
		turnTo: (next) =>
			inLine(async () => {
				const fresh = await opened(next.journal);
				await journal[Symbol.asyncDispose]();
				[paths, journal, events] = [next, fresh, [...fresh.events]];
				session = replay(events);
			}),
		[Symbol.asyncDispose]: async () => {
			await line;
			await journal[Symbol.asyncDispose]();
		},
	};
};

export const isRefused = <T extends object>(value: T | Refusal): value is Refusal => "refused" in value;
