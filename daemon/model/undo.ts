import type { Happening, StudioEvent } from "./event.ts";
import { evolve, unopened } from "./evolve.ts";
import { saySetting } from "./parameter.ts";
import type { Session } from "./session.ts";
import { modelOf, type Studio, unitOf } from "./studio.ts";

/** What takes events back, and how it is called: "Threshold −23.1 → −20.0 dB". */
export type Undoing = {
	readonly label: string;
	readonly undoes: number;
	readonly happenings: readonly Happening[];
};

const DEPTH = 50;
/** Moves of one knob that follow within this many milliseconds are one turn of the hand. */
const ONE_TURN = 1500;

const turnedBack = (before: Session, { unit, control }: { unit: string; control: string }): Happening => {
	const was = before.settings[unit]?.[control];
	return was
		? { was: "turned", unit, control, setting: was.setting, how: was.how }
		: { was: "forgotten", unit, control };
};

/** The opposite of an event, given the session before it; undefined for what cannot be taken back. */
export const reverse = (before: Session, happened: Happening): Happening | undefined => {
	switch (happened.was) {
		case "plugged":
			return { was: "unplugged", cord: happened.cord };
		case "unplugged":
			return { was: "plugged", cord: happened.cord };
		case "turned":
			return happened.how === "read" ? undefined : turnedBack(before, happened);
		case "forgotten":
			return turnedBack(before, happened);
		case "chained": {
			const known = before.chains.find(({ id }) => id === happened.chain.id);
			return known ? { was: "chained", chain: known } : { was: "unchained", chain: happened.chain.id };
		}
		case "unchained": {
			const known = before.chains.find(({ id }) => id === happened.chain);
			return known && { was: "chained", chain: known };
		}
		case "powered": {
			const since = before.powered[happened.unit];
			return { was: "powered", unit: happened.unit, on: since !== undefined, ...(since ? { since } : {}) };
		}
		case "accepted":
		case "withdrawn": {
			const finding = happened.was === "accepted" ? happened.accepted.finding : happened.finding;
			const known = before.accepted.find((accepted) => accepted.finding === finding);
			return known ? { was: "accepted", accepted: known } : { was: "withdrawn", finding };
		}
		case "described":
			return { was: "described", header: before.header };
		default:
			return undefined;
	}
};

const label = (studio: Studio, before: Session, happened: Happening): string => {
	switch (happened.was) {
		case "plugged":
		case "unplugged":
			return `${happened.was === "plugged" ? "Plug" : "Unplug"} ${happened.cord.cord}`;
		case "turned": {
			const control = modelOf(studio, happened.unit)?.controls[happened.control];
			if (!control) return happened.control;
			const was = before.settings[happened.unit]?.[happened.control]?.setting;
			return `${control.label} ${saySetting(control, was)} → ${saySetting(control, happened.setting)}`;
		}
		case "powered":
			return `${unitOf(studio, happened.unit)?.name ?? happened.unit} ${happened.on ? "on" : "off"}`;
		case "chained":
			return `Chain ${happened.chain.name}`;
		default:
			return happened.was;
	}
};

const sameKnob = (a: Happening, b: Happening): boolean =>
	a.was === "turned" && b.was === "turned" && a.unit === b.unit && a.control === b.control;

type Entry = { readonly first: StudioEvent; readonly last: StudioEvent; readonly before: Session };

const entries = (events: readonly StudioEvent[]): Entry[] => {
	const list: Entry[] = [];
	let session = unopened;
	for (const event of events) {
		const top = list.at(-1);
		const near =
			top &&
			top.last.undoes === undefined &&
			Date.parse(event.at) - Date.parse(top.last.at) < ONE_TURN &&
			sameKnob(top.last.happened, event.happened);
		if (top && near && event.undoes === undefined) list[list.length - 1] = { ...top, last: event };
		else list.push({ first: event, last: event, before: session });
		session = evolve(session, event);
	}
	return list;
};

/** The last thing that can be taken back and has not been; one turn of a knob is one thing. */
export const undoing = (studio: Studio, events: readonly StudioEvent[]): Undoing | null => {
	const undone = new Set(events.flatMap(({ undoes }) => (undoes === undefined ? [] : [undoes])));
	const candidates = entries(events)
		.filter(
			({ first, last }) => last.undoes === undefined && first.undoes === undefined && !undone.has(last.clock),
		)
		.slice(-DEPTH)
		.reverse();
	for (const { last, before } of candidates) {
		if (last.happened.was === "finished" || last.happened.was === "opened") return null;
		const back = reverse(before, last.happened);
		if (back) return { label: label(studio, before, last.happened), undoes: last.clock, happenings: [back] };
	}
	return null;
};
