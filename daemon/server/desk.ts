import type { Command } from "#model/command.ts";
import type { Hold, Live } from "#model/live.ts";
import type { Readings } from "#model/readings.ts";
import type { SheetFormat } from "#model/recall-sheet.ts";
import type { Session, SessionEntry } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import type { Downward } from "#protocol/messages.ts";
import type { MeterFrame } from "#protocol/meters.ts";

export type Answer =
	| { readonly done: true; readonly answer?: string }
	| { readonly done: false; readonly because: string; readonly cure?: string };

/** What every tablet is told. "anew" means that more changed than events can say: each gets the whole state. */
export type News = Extract<Downward, { say: "event" | "readings" | "live" }> | { readonly say: "anew" };

/** One line of the list of sessions. */
/**
 * What the server serves: the daemon seen from the tablets. The five readings of the state (`studio` … `clock`)
 * belong together: whoever calls them in one turn of the event loop, and `follow` in the same turn, gets a state
 * and then every event after it, none twice. So the desk changes its state and tells its followers in one turn,
 * after the event is on the disk.
 */
export type Desk = {
	readonly studio: () => Studio;
	readonly session: () => Session;
	readonly readings: () => Readings;
	readonly live: () => Live;
	/** The clock of the last event of the session. */
	readonly clock: () => number;
	/** Calls are carried out in the order in which they were made. Rejects only for a bug. */
	readonly ask: (command: Command, by: string) => Promise<Answer>;
	/** False if another holds the control. */
	readonly hold: (hold: Hold) => boolean;
	/** Nothing happens if `hold.by` does not hold it. */
	readonly letGo: (hold: Hold) => void;
	readonly arrive: (tablet: string) => void;
	/** Frees every control that the tablet holds. */
	readonly leave: (tablet: string) => void;
	readonly follow: (listener: (news: News) => void) => () => void;
	readonly meters: (listener: (frame: MeterFrame) => void) => () => void;
	readonly sessions: {
		/** `<folder>/<id>/takes/` and `<folder>/<id>/sheet.pdf` */
		readonly folder: string;
		readonly list: () => Promise<readonly SessionEntry[]>;
	};
	readonly sources: {
		readonly folder: string;
		/** Called when a file is whole in the folder. */
		readonly added: (file: string) => Promise<void>;
	};
	/** The recall sheet of the open session as it stands. */
	readonly preview: (format: SheetFormat) => Promise<string | Uint8Array>;
};
