import { check } from "#model/check.ts";
import type { Command } from "#model/command.ts";
import { decide, isRefusal } from "#model/decide.ts";
import type { Happening, StudioEvent } from "#model/event.ts";
import { evolve, unopened } from "#model/evolve.ts";
import { frontOf } from "#model/front.ts";
import type { DeviceState, Hold, Live } from "#model/live.ts";
import type { Studio } from "#model/studio.ts";
import { undoing } from "#model/undo.ts";
import type { MeterFrame } from "#protocol/meters.ts";
import type { Answer, Desk, News } from "#server/desk.ts";
import type { Limits } from "#server/limits.ts";
import { openServer, type Server } from "#server/server.ts";

type Folders = { readonly panel: string; readonly sessions: string; readonly sources: string };

export type Stage = {
	readonly address: () => string;
	readonly desk: Desk;
	readonly happen: (happened: Happening, by?: string, undoes?: number) => void;
	readonly asked: readonly { readonly command: Command; readonly by: string }[];
	readonly show: (frame: MeterFrame) => void;
	/** What the stage's live state is made of; `tellLive` sends it. */
	readonly now: {
		devices: DeviceState[];
		sources: Live["sources"];
		pass: Live["pass"];
		/** Whether driven units answer. */
		answers: boolean;
	};
	readonly tellLive: () => void;
	/** The daemon dies and comes back on the same port with what it had written down. */
	readonly kill: () => Promise<void>;
	readonly revive: () => Promise<void>;
	readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** A stage's session starts at this moment, and every event is a minute after the last: no turn is one with another. */
const OPENED = Date.parse("2026-11-22T10:00:00.000Z");

const aborted = (pass: string): Happening => ({
	was: "finished",
	file: "take-001.wav",
	result: {
		pass,
		end: "printed",
		take: "take-001.wav",
		figures: {
			frames: 480_000,
			rate: 48_000,
			channels: 2,
			bits: 24,
			samplePeak: -1.9,
			truePeak: -1.4,
			loudness: -14.2,
			loudnessRange: 6.1,
			latency: 1234.37,
			drift: 0,
			lostFrames: 0,
		},
		remarks: [
			{ code: "click", severity: "mark", sentence: "A click on the left channel: listen there.", at: 72.4 },
		],
		sentence: "Printed 10.0 s, aligned to the sample; one place to listen to.",
	},
});

/**
 * The real server, protocol and model before a desk that keeps everything in memory: no disk, no sound, no hardware.
 * Passes last until somebody stops them.
 */
export const openStage = async (
	studio: Studio,
	{ folders, limits = {} }: { readonly folders: Folders; readonly limits?: Partial<Limits> },
): Promise<Stage> => {
	const front = frontOf(studio);
	const followers = new Set<(news: News) => void>();
	const metering = new Set<(frame: MeterFrame) => void>();
	const events: StudioEvent[] = [];
	const asked: { command: Command; by: string }[] = [];
	const now: Stage["now"] = { devices: [], sources: [], pass: null, answers: true };
	let session = unopened;
	let tablets: string[] = [];
	let holds: Hold[] = [];

	const at = (): string => new Date(OPENED + 60_000 * events.length).toISOString();
	const tell = (news: News): void => {
		for (const follow of followers) follow(news);
	};
	const live = (): Live => ({
		engine: { backend: "simulated", ready: true, sentence: "The virtual rack is ready." },
		devices: now.devices,
		pass: now.pass,
		tablets,
		holds,
		sources: now.sources,
	});
	const tellLive = (): void => tell({ say: "live", live: live() });
	const readings = () =>
		check({
			studio,
			session,
			front,
			facts: {
				now: Date.parse(at()),
				engine: { ready: true, sentence: "The virtual rack is ready." },
				devices: now.devices,
				freeBytes: 1e12,
			},
			undo: undoing(studio, events)?.label ?? null,
		});

	/** A driven unit is asked for a value and, if it answers, says it back. */
	const drive = (happened: Happening): void => {
		if (happened.was !== "turned") return;
		const { unit, control, setting } = happened;
		if (!now.devices.some((device) => device.unit === unit)) return;
		const value = now.answers
			? ({ desired: setting, reported: setting, certainty: "confirmed" } as const)
			: ({ desired: setting, reported: null, certainty: "assumed" } as const);
		now.devices = now.devices.map((device) =>
			device.unit === unit ? { ...device, values: { ...device.values, [control]: value } } : device,
		);
		tellLive();
	};
	const happen = (happened: Happening, by = "stage", undoes?: number): void => {
		const event = {
			clock: events.length + 1,
			at: at(),
			by,
			happened,
			...(undoes === undefined ? {} : { undoes }),
		};
		events.push(event);
		session = evolve(session, event);
		tell({ say: "event", event });
		tell({ say: "readings", readings: readings() });
		drive(happened);
	};

	const undo = (by: string): Answer => {
		const back = undoing(studio, events);
		if (!back) return { done: false, because: "There is nothing to take back." };
		for (const happened of back.happenings) happen(happened, by, back.undoes);
		return { done: true };
	};
	const endPass = (by: string): Answer => {
		now.pass = null;
		happen(aborted(session.pass?.pass ?? ""), by);
		tellLive();
		return { done: true };
	};
	const startPass = (command: Extract<Command, { do: "print" }>, by: string): Answer => {
		now.pass = "rolling";
		const { chain, source } = command;
		happen({
			was: "armed",
			pass: { pass: "pass-1", chain, source, state: "armed", seconds: 207, at: at(), by },
		});
		tellLive();
		return { done: true };
	};
	const answerTo = (command: Command, by: string): Answer => {
		switch (command.do) {
			case "undo":
				return undo(by);
			case "stop":
				return endPass(by);
			case "print":
				return startPass(command, by);
			case "verify tone":
				return { done: true, answer: "Found on both returns, 20.1 dB below what was sent." };
			case "measure":
				return { done: true };
			case "close session":
				happen({ was: "closed" }, by);
				return { done: true };
			case "open session":
				return { done: false, because: "The stage plays one session." };
			default: {
				const decision = decide({ studio, session, front, by, at: at() }, command);
				if (isRefusal(decision))
					return {
						done: false,
						because: decision.because,
						...(decision.cure ? { cure: decision.cure } : {}),
					};
				for (const happened of decision) happen(happened, by);
				return { done: true };
			}
		}
	};

	const holderOf = ({ unit, control }: Hold): string | undefined =>
		holds.find((hold) => hold.unit === unit && hold.control === control)?.by;
	const desk: Desk = {
		studio: () => studio,
		session: () => session,
		readings,
		live,
		clock: () => events.length,
		ask: async (command, by) => {
			asked.push({ command, by });
			return answerTo(command, by);
		},
		hold: (hold) => {
			const holder = holderOf(hold);
			if (holder !== undefined && holder !== hold.by) return false;
			if (holder === undefined) holds = [...holds, hold];
			tellLive();
			return true;
		},
		letGo: (hold) => {
			holds = holds.filter(
				({ unit, control, by }) => unit !== hold.unit || control !== hold.control || by !== hold.by,
			);
			tellLive();
		},
		arrive: (name) => {
			tablets = [...tablets, name];
			tellLive();
		},
		leave: (name) => {
			tablets = tablets.filter((tablet) => tablet !== name);
			holds = holds.filter(({ by }) => by !== name);
			tellLive();
		},
		follow: (listener) => {
			followers.add(listener);
			return () => followers.delete(listener);
		},
		meters: (listener) => {
			metering.add(listener);
			return () => metering.delete(listener);
		},
		sessions: { folder: folders.sessions, list: async () => [] },
		sources: { folder: folders.sources, added: async () => undefined },
		preview: async () => "a sheet",
	};
	happen({
		was: "opened",
		session: "2026-11-22-song",
		header: { ...unopened.header, song: "Song", rate: studio.rate },
	});

	const open = async (port: number): Promise<Server> => {
		const server = await openServer({
			desk,
			panel: folders.panel,
			port,
			listen: "loopback",
			elapsed: () => performance.now(),
			report: (error) => console.error(error),
			limits,
		});
		if ("refused" in server) throw new Error(server.because);
		return server;
	};
	let server = await open(0);
	const { port, address } = server;
	return {
		address: () => address,
		desk,
		happen,
		asked,
		show: (frame) => {
			for (const listener of metering) listener(frame);
		},
		now,
		tellLive,
		kill: () => server[Symbol.asyncDispose](),
		revive: async () => {
			server = await open(port);
		},
		[Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
	};
};
