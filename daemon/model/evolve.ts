import type { Happening, StudioEvent } from "./event.ts";
import type { Session } from "./session.ts";

type Fold<Was extends Happening["was"]> = (
	session: Session,
	happened: Extract<Happening, { was: Was }>,
	event: StudioEvent,
) => Session;

const without = <T>(list: readonly T[], drop: (entry: T) => boolean): T[] =>
	list.filter((entry) => !drop(entry));

const setKnob = (
	session: Session,
	unit: string,
	control: string,
	state: Session["settings"][string][string] | undefined,
): Session => {
	const { [control]: _, ...others } = session.settings[unit] ?? {};
	return {
		...session,
		settings: { ...session.settings, [unit]: state ? { ...others, [control]: state } : others },
	};
};

/** One entry an event: how it changes the session. Nothing here can fail, because events have happened. */
const folds: { readonly [Was in Happening["was"]]: Fold<Was> } = {
	opened: (session, { session: id, header }, { at }) => ({
		...session,
		id,
		header,
		opened: at,
		closed: null,
	}),
	described: (session, { header }) => ({ ...session, header }),
	chained: (session, { chain }) => {
		const place = session.chains.findIndex((known) => known.id === chain.id);
		const chains = place < 0 ? [...session.chains, chain] : session.chains.with(place, chain);
		return { ...session, chains };
	},
	unchained: (session, { chain }) => ({
		...session,
		chains: without(session.chains, ({ id }) => id === chain),
	}),
	plugged: (session, { cord }) => ({ ...session, cords: [...session.cords, cord] }),
	unplugged: (session, { cord }) => ({
		...session,
		cords: without(session.cords, (known) => known.cord === cord.cord),
	}),
	turned: (session, { unit, control, setting, how }, { at }) =>
		setKnob(session, unit, control, { setting, how, at }),
	forgotten: (session, { unit, control }) => setKnob(session, unit, control, undefined),
	powered: (session, { unit, on, since }, { at }) => {
		const { [unit]: _, ...others } = session.powered;
		return { ...session, powered: on ? { ...others, [unit]: since ?? at } : others };
	},
	accepted: (session, { accepted }) => ({
		...session,
		accepted: [...without(session.accepted, ({ finding }) => finding === accepted.finding), accepted],
	}),
	withdrawn: (session, { finding }) => ({
		...session,
		accepted: without(session.accepted, (known) => known.finding === finding),
	}),
	noted: (session, { note }) => ({ ...session, notes: [...session.notes, note] }),
	measured: (session, { latency }) => ({
		...session,
		latencies: [...without(session.latencies, ({ chain }) => chain === latency.chain), latency],
	}),
	armed: (session, { pass }) => ({ ...session, pass }),
	finished: (session, { result, file }, { at }) => {
		const { chain = "", source = "" } = session.pass ?? {};
		const take = { number: session.takes.length + 1, at, chain, source, file, result };
		return { ...session, pass: null, takes: [...session.takes, take] };
	},
	closed: (session, _, { at }) => ({ ...session, closed: at }),
};

const foldOf = <Was extends Happening["was"]>(was: Was): Fold<Was> => folds[was];

/** The session after an event. Pure: daemon, panel and replay agree because they all use this. */
export const evolve = (session: Session, event: StudioEvent): Session => {
	const { happened } = event;
	return foldOf<typeof happened.was>(happened.was)(session, happened, event);
};

/** The session before its first event. */
export const unopened: Session = {
	id: "",
	opened: "",
	closed: null,
	header: {
		client: "",
		artist: "",
		song: "",
		engineer: "",
		revision: "",
		project: "",
		rate: 48000,
		bits: 24,
	},
	chains: [],
	cords: [],
	settings: {},
	powered: {},
	accepted: [],
	notes: [],
	latencies: [],
	takes: [],
	pass: null,
};

export const replay = (events: readonly StudioEvent[]): Session => events.reduce(evolve, unopened);
