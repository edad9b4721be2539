import type { StudioEvent } from "#model/event.ts";
import { type Downward, PROTOCOL } from "#protocol/messages.ts";
import { encodeMeters } from "#protocol/meters.ts";
import type { Desk, News } from "./desk.ts";
import type { Limits } from "./limits.ts";
import { recentEvents } from "./recent.ts";
import type { Line } from "./slow-client.ts";

/** What a newer one makes worthless. */
type Passing = "readings" | "live";

type Listener = { readonly line: Line; readonly due: Set<Passing> };

export type Broadcast = {
	/** Welcomes a tablet, or tells it what it missed, and from then on everything. Returns how to stop. */
	readonly join: (
		line: Line,
		known: { readonly session?: string | undefined; readonly clock?: number | undefined },
	) => () => void;
	readonly [Symbol.dispose]: () => void;
};

const passing = {
	readings: (desk: Desk): Downward => ({ say: "readings", readings: desk.readings() }),
	live: (desk: Desk): Downward => ({ say: "live", live: desk.live() }),
} as const;

const welcome = (desk: Desk): Downward => ({
	say: "welcome",
	protocol: PROTOCOL,
	clock: desk.clock(),
	studio: desk.studio(),
	session: desk.session(),
	readings: desk.readings(),
	live: desk.live(),
});

/** What brings a tablet up to date: the events that it missed, or, where they are not known, everything. */
const greeting = (desk: Desk, missed: readonly StudioEvent[] | null): readonly Downward[] =>
	missed
		? [
				...missed.map((event) => ({ say: "event", event }) as const),
				passing.readings(desk),
				passing.live(desk),
			]
		: [welcome(desk)];

/**
 * Of readings and live each listener gets the latest, at most every `rest` milliseconds and only while it keeps up;
 * each text is made once for all.
 */
const latestNews = (desk: Desk, listeners: ReadonlySet<Listener>, rest: number) => {
	let resting: NodeJS.Timeout | null = null;
	const sendDue = (): void => {
		const texts = new Map<Passing, string>();
		for (const { line, due } of listeners) {
			if (due.size === 0 || !line.free()) continue;
			for (const what of due) {
				const text = texts.get(what) ?? JSON.stringify(passing[what](desk));
				texts.set(what, text);
				line.say(text);
			}
			due.clear();
		}
	};
	const refresh = (): void => {
		if (resting) return;
		sendDue();
		resting = setTimeout(() => {
			resting = null;
			if ([...listeners].some(({ due }) => due.size > 0)) refresh();
		}, rest);
	};
	return {
		/** Puts it on the way to those listeners that it concerns. */
		send: (what: Passing, concerns: (listener: Listener) => boolean = () => true): void => {
			for (const listener of listeners) if (concerns(listener)) listener.due.add(what);
			refresh();
		},
		forget: (): void => {
			for (const { due } of listeners) due.clear();
		},
		[Symbol.dispose]: (): void => {
			if (resting) clearTimeout(resting);
		},
	};
};

/** Tells all tablets what happens at the desk: events at once and in order, and the latest of all else. */
export const openBroadcast = (desk: Desk, limits: Limits): Broadcast => {
	const listeners = new Set<Listener>();
	const recent = recentEvents(limits.recent);
	const latest = latestNews(desk, listeners, limits.refresh);

	const sayToAll = (message: Downward): void => {
		const text = JSON.stringify(message);
		for (const { line } of listeners) line.say(text);
	};
	const hear = (news: News): void => {
		if (news.say === "event") {
			recent.add(news.event);
			sayToAll(news);
		} else if (news.say === "anew") {
			recent.forget();
			latest.forget();
			sayToAll(welcome(desk));
		} else latest.send(news.say);
	};
	const stopFollowing = desk.follow(hear);
	const stopMeters = desk.meters((frame) => {
		if (listeners.size === 0) return;
		const bytes = encodeMeters(frame);
		for (const { line } of listeners) line.show(bytes);
	});
	const breakSilence = setInterval(() => latest.send("live", ({ line }) => line.wasSilent()), limits.silence);

	return {
		join: (line, known) => {
			const wasHere = known.session === desk.session().id && known.clock !== undefined;
			const missed = wasHere ? recent.since(known.clock) : null;
			for (const message of greeting(desk, missed)) line.say(JSON.stringify(message));
			const listener = { line, due: new Set<Passing>() };
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		[Symbol.dispose]: () => {
			stopFollowing();
			stopMeters();
			clearInterval(breakSilence);
			latest[Symbol.dispose]();
		},
	};
};
