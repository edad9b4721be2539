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
import { audience } from "./audience.ts";

export const studio: Studio = {
	studio: "Room A",
	rate: 48000,
	interface: { unit: "interface", backend: "simulated" },
	units: [],
	bays: [],
	looms: [],
	cables: [],
	store: [],
	adapters: [],
	cableMaps: {},
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

/** Who is in the room, and which knobs they hold. `changed` is called whenever that is another. */
const theRoom = (changed: () => void) => {
	let tablets: string[] = [];
	let holds: Hold[] = [];
	const holderOf = ({ unit, control }: Hold): Hold | undefined =>
		holds.find((held) => held.unit === unit && held.control === control);
	return {
		tablets: () => tablets,
		holds: () => holds,
		hold: (wish: Hold): boolean => {
			const held = holderOf(wish);
			if (held && held.by !== wish.by) return false;
			if (!held) holds = [...holds, wish];
			changed();
			return true;
		},
		letGo: (wish: Hold): void => {
			holds = holds.filter((held) => held !== holderOf(wish) || held.by !== wish.by);
			changed();
		},
		arrive: (tablet: string): void => {
			tablets = [...tablets, tablet];
			changed();
		},
		leave: (tablet: string): void => {
			tablets = tablets.filter((name) => name !== tablet);
			holds = holds.filter(({ by }) => by !== tablet);
			changed();
		},
	};
};

/** The events of a session in memory, told as they happen. */
const aRecord = (told: (event: StudioEvent) => void) => {
	const events: StudioEvent[] = [];
	let session = unopened;
	const happen = (happened: Happening, by = "daemon"): void => {
		const event = { clock: events.length + 1, at: "2026-11-22T10:00:00.000Z", by, happened };
		events.push(event);
		session = replay(events);
		told(event);
	};
	const header = SessionHeader.parse({ song: "Song", rate: 48000 });
	happen({ was: "opened", session: "2026-11-22-song", header });
	return { events, happen, session: () => session, clock: () => events.length };
};

/** A desk without a studio behind it: it notes what it is told, refuses undo, breaks on stop, and holds knobs. */
export const aDesk = (folders: { readonly sessions: string; readonly sources: string }): ADesk => {
	const followers = audience<News>();
	const metering = audience<MeterFrame>();
	const record = aRecord((event) => followers.tell({ say: "event", event }));
	const change: { undo: string | null; sentence: string } = { undo: null, sentence: "All is well" };
	const { tablets, ...room } = theRoom(() => followers.tell({ say: "live", live: live() }));
	const arrived: string[] = [];
	const added: string[] = [];

	const live = (): Live => ({
		engine: { backend: "simulated", ready: true, sentence: change.sentence },
		devices: [],
		pass: null,
		tablets: tablets(),
		holds: room.holds(),
		sources: [],
	});
	const ask = async (command: Command, by: string): Promise<Answer> => {
		if (command.do === "stop") throw new Error("the desk broke");
		if (command.do === "undo") return { done: false, because: "Nothing to undo", cure: "Do something first" };
		if (command.do === "note") record.happen({ was: "noted", note: { at: "", by, text: command.text } }, by);
		return { done: true, answer: `${record.clock()}` };
	};
	const desk: ADesk = {
		...record,
		...room,
		studio: () => studio,
		readings: () => ({ ...noReadings, undo: change.undo }),
		live,
		ask,
		arrive: (tablet) => {
			arrived.push(tablet);
			room.arrive(tablet);
		},
		follow: followers.join,
		meters: metering.join,
		sessions: { folder: folders.sessions, list: async () => desk.list },
		sources: { folder: folders.sources, added: async (file) => void added.push(file) },
		preview: async (format) => (format === "pdf" ? new Uint8Array([37, 80, 68, 70]) : `a ${format}`),
		tell: followers.tell,
		show: metering.tell,
		change,
		arrived,
		added,
		list: [],
	};
	return desk;
};
