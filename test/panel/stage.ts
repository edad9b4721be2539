import type { Command } from "#model/command.ts";
import type { Happening } from "#model/event.ts";
import { unopened } from "#model/evolve.ts";
import type { Studio } from "#model/studio.ts";
import type { MeterFrame } from "#protocol/meters.ts";
import type { Desk, News } from "#server/desk.ts";
import type { Limits } from "#server/limits.ts";
import { openServer, type Server } from "#server/server.ts";
import { answer } from "./stage-answers.ts";
import { aCouch, aLedger, drive, type StageNow } from "./stage-ledger.ts";

type Folders = { readonly panel: string; readonly sessions: string; readonly sources: string };
type Asked = { readonly command: Command; readonly by: string };

export type Stage = {
	readonly address: () => string;
	readonly desk: Desk;
	readonly happen: (happened: Happening, by?: string, undoes?: number) => void;
	readonly asked: readonly Asked[];
	readonly show: (frame: MeterFrame) => void;
	/** What the stage's live state is made of; `tellLive` sends it. */
	readonly now: StageNow;
	readonly tellLive: () => void;
	/** The daemon dies and comes back on the same port with what it had written down. */
	readonly kill: () => Promise<void>;
	readonly revive: () => Promise<void>;
	readonly [Symbol.asyncDispose]: () => Promise<void>;
};

const audience = <T>() => {
	const listeners = new Set<(word: T) => void>();
	return {
		tell: (word: T) => {
			for (const listener of listeners) listener(word);
		},
		join: (listener: (word: T) => void) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
};

/** A desk with the real model behind it that keeps everything in memory. */
const aDesk = (studio: Studio, folders: Folders, now: StageNow) => {
	const followers = audience<News>();
	const meters = audience<MeterFrame>();
	const asked: Asked[] = [];
	const ledger = aLedger(studio, now);
	const tellLive = (): void => followers.tell({ say: "live", live: live() });
	const { live, ...couch } = aCouch(now, tellLive);
	const happen: Stage["happen"] = (happened, by = "stage", undoes) => {
		const event = ledger.write(happened, by, undoes);
		followers.tell({ say: "event", event });
		followers.tell({ say: "readings", readings: ledger.readings() });
		if (drive(now, happened)) tellLive();
	};
	const desk: Desk = {
		...couch,
		live,
		studio: () => studio,
		session: ledger.session,
		readings: ledger.readings,
		clock: () => ledger.events().length,
		ask: async (command, by) => {
			asked.push({ command, by });
			return answer({ studio, ledger, now, happen, tellLive }, command, by);
		},
		follow: followers.join,
		meters: meters.join,
		sessions: { folder: folders.sessions, list: async () => [] },
		sources: { folder: folders.sources, added: async () => undefined },
		preview: async () => "a sheet",
	};
	return { desk, happen, asked, tellLive, show: meters.tell };
};

/** The real server and protocol before a desk in memory: no disk, no sound, no hardware. */
export const openStage = async (
	studio: Studio,
	{ folders, limits = {} }: { readonly folders: Folders; readonly limits?: Partial<Limits> },
): Promise<Stage> => {
	const now: StageNow = { devices: [], sources: [], pass: null, answers: true };
	const acting = aDesk(studio, folders, now);
	const header = { ...unopened.header, song: "Song", rate: studio.rate };
	acting.happen({ was: "opened", session: "2026-11-22-song", header });

	const open = async (port: number): Promise<Server> => {
		const opened = await openServer({
			desk: acting.desk,
			panel: folders.panel,
			port,
			listen: "loopback",
			elapsed: () => performance.now(),
			report: (error) => {
				throw error;
			},
			limits,
		});
		if ("refused" in opened) throw new Error(opened.because);
		return opened;
	};
	let server = await open(0);
	const { port, address } = server;
	return {
		...acting,
		now,
		address: () => address,
		kill: () => server[Symbol.asyncDispose](),
		revive: async () => {
			server = await open(port);
		},
		[Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
	};
};
