import type { Command } from "#model/command.ts";
import type { Happening, StudioEvent } from "#model/event.ts";
import { replay, unopened } from "#model/evolve.ts";
import type { Hold, Live } from "#model/live.ts";
import type { Readings } from "#model/readings.ts";
import type { SessionEntry } from "#model/session.ts";
import { SessionHeader } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import type { MeterFrame } from "#protocol/meters.ts";
import type { Answer, Desk, News } from "#server/desk.ts";

export const studio: Studio = {
	studio: "Room A",
	rate: 48000,
	interface: { unit: "interface", backend: "simulated" },
	units: [],
	bays: [],
	looms: [],
	store: [],
	models: {},
	pinouts: {},
};

const noReadings: Readings = { findings: [], chains: [], jacks: [], warmUp: [], undo: null };

export type ADesk = Desk & {
	readonly happen: (happened: Happening, by?: string) => void;
	readonly tell: (news: News) => void;
	readonly show: (frame: MeterFrame) => void;
	readonly change: { undo: string | null; sentence: string };
	readonly holds: () => readonly Hold[];
	readonly arrived: readonly string[];
	readonly events: readonly StudioEvent[];
	readonly added: readonly string[];
	list: readonly SessionEntry[];
};

/** A desk without a studio behind it: it notes what it is told, refuses undo, breaks on stop, and holds knobs. */
export const aDesk = (folders: { readonly sessions: string; readonly sources: string }): ADesk => {
	const listeners = new Set<(news: News) => void>();
	const metering = new Set<(frame: MeterFrame) => void>();
	const events: StudioEvent[] = [];
	const change: { undo: string | null; sentence: string } = { undo: null, sentence: "All is well" };
	const arrived: string[] = [];
	const added: string[] = [];
	let tablets: string[] = [];
	let holds: Hold[] = [];
	let session = unopened;

	const tell = (news: News): void => {
		for (const listener of listeners) listener(news);
	};
	const live = (): Live => ({
		engine: { backend: "simulated", ready: true, sentence: change.sentence },
		devices: [],
		pass: null,
		tablets,
		holds,
		sources: [],
	});
	const tellLive = (): void => tell({ say: "live", live: live() });
	const happen = (happened: Happening, by = "daemon"): void => {
		const event = { clock: events.length + 1, at: "2026-11-22T10:00:00.000Z", by, happened };
		events.push(event);
		session = replay(events);
		tell({ say: "event", event });
	};
	const holderOf = ({ unit, control }: Hold): Hold | undefined =>
		holds.find((held) => held.unit === unit && held.control === control);
	const ask = async (command: Command, by: string): Promise<Answer> => {
		if (command.do === "stop") throw new Error("the desk broke");
		if (command.do === "undo") return { done: false, because: "Nothing to undo", cure: "Do something first" };
		if (command.do === "note") happen({ was: "noted", note: { at: "", by, text: command.text } }, by);
		return { done: true, answer: `${events.length}` };
	};
	happen({
		was: "opened",
		session: "2026-11-22-song",
		header: SessionHeader.parse({ song: "Song", rate: 48000 }),
	});
	const desk: ADesk = {
		studio: () => studio,
		session: () => session,
		readings: () => ({ ...noReadings, undo: change.undo }),
		live,
		clock: () => events.length,
		ask,
		hold: (wish) => {
			const held = holderOf(wish);
			if (held && held.by !== wish.by) return false;
			if (!held) holds = [...holds, wish];
			tellLive();
			return true;
		},
		letGo: (wish) => {
			holds = holds.filter((held) => held !== holderOf(wish) || held.by !== wish.by);
			tellLive();
		},
		arrive: (tablet) => {
			arrived.push(tablet);
			tablets = [...tablets, tablet];
			tellLive();
		},
		leave: (tablet) => {
			tablets = tablets.filter((name) => name !== tablet);
			holds = holds.filter(({ by }) => by !== tablet);
			tellLive();
		},
		follow: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		meters: (listener) => {
			metering.add(listener);
			return () => metering.delete(listener);
		},
		sessions: { folder: folders.sessions, list: async () => desk.list },
		sources: {
			folder: folders.sources,
			added: async (file) => {
				added.push(file);
			},
		},
		preview: async (format) => (format === "pdf" ? new Uint8Array([37, 80, 68, 70]) : `a ${format}`),
		happen,
		tell,
		show: (frame) => {
			for (const listener of metering) listener(frame);
		},
		change,
		holds: () => holds,
		arrived,
		events,
		added,
		list: [],
	};
	return desk;
};
