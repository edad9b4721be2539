import type { z } from "zod";
import { cordsIn, type Plugged } from "./cable.ts";
import type { Command, HeaderChanges, Refusal } from "./command.ts";
import type { Happening } from "./event.ts";
import { type Front, sayJack } from "./front.ts";
import { cordFor, fitsInto } from "./front-cords.ts";
import { within } from "./parameter.ts";
import { type Session, SessionHeader } from "./session.ts";
import { modelOf, type Studio, unitOf } from "./studio.ts";

/** Commands that need nothing but the session; the others also move sound, files or hardware. */
export type DeskCommand = Exclude<
	Command,
	{ do: "open session" | "close session" | "undo" | "measure" | "print" | "stop" | "verify tone" }
>;

export type Deciding = {
	readonly studio: Studio;
	readonly session: Session;
	readonly front: Front;
	readonly by: string;
	/** ISO time; the model has no clock of its own. */
	readonly at: string;
};

export type Decision = readonly Happening[] | Refusal;

const refuse = (refused: string, because: string, cure?: string): Refusal => ({
	refused,
	because,
	...(cure ? { cure } : {}),
});

export const isRefusal = (decision: Decision): decision is Refusal => "refused" in decision;

type Decide<Do extends DeskCommand["do"]> = (
	now: Deciding,
	command: Extract<DeskCommand, { do: Do }>,
) => Decision;

/** A header with some fields written anew. */
export const described = (header: SessionHeader, changes: z.infer<typeof HeaderChanges>): SessionHeader =>
	SessionHeader.parse({ ...header, ...changes });

const cordWish = (
	{ studio, session, front }: Deciding,
	command: Extract<Command, { do: "plug" }>,
): Plugged | Refusal => {
	const { from, to } = command;
	const taken = new Set(session.cords.map(({ cord }) => cord));
	const { cord: id } = command;
	const cord = id
		? cordsIn(studio.store).find((known) => known.id === id)
		: cordFor(studio, front, taken, from, to);
	const way = `${sayJack(studio, front, from)} to ${sayJack(studio, front, to)}`;
	if (!cord && id) return refuse("plug", `There is no cord "${id}" in the store.`);
	if (!cord)
		return refuse(
			"plug",
			`No free cord in the store fits and reaches from ${way}.`,
			"Free one, or add it to the store.",
		);
	if (taken.has(cord.id))
		return refuse("plug", `${cord.id} is plugged already.`, "Unplug it first, or take another.");
	if (!fitsInto(cord, front, from, to))
		return refuse("plug", `A ${cord.plugs.join("–")} cord does not go from ${way}.`);
	return { cord: cord.id, from, to };
};

const plug: Decide<"plug"> = (now, command) => {
	const { session, front, studio } = now;
	const unknown = [command.from, command.to].find((jack) => front.connectorOf(jack) === undefined);
	if (unknown !== undefined)
		return refuse("plug", `There is no jack "${unknown}".`, 'Write "PB1/A05" or "unit/jack".');
	const looms = [command.from, command.to].find((jack) => !front.takesCords(jack));
	if (looms !== undefined)
		return refuse(
			"plug",
			`No cord goes into ${sayJack(studio, front, looms)}: it is wired behind.`,
			"Use its jack on the bay.",
		);
	if (command.from === command.to) return refuse("plug", "Both ends of a cord cannot go into one jack.");
	const occupied = session.cords.find(({ from, to }) =>
		[from, to].some((jack) => jack === command.from || jack === command.to),
	);
	if (occupied) {
		const jack =
			[command.from, command.to].find((end) => end === occupied.from || end === occupied.to) ?? command.from;
		return refuse(
			"plug",
			`${sayJack(studio, front, jack)} has ${occupied.cord} in it already.`,
			"Unplug that first.",
		);
	}
	const wish = cordWish(now, command);
	return "refused" in wish ? wish : [{ was: "plugged", cord: wish }];
};

const turn: Decide<"turn"> = ({ studio }, { unit, control, setting }) => {
	const name = unitOf(studio, unit)?.name;
	const controls = modelOf(studio, unit)?.controls ?? {};
	const known = Object.hasOwn(controls, control) ? controls[control] : undefined;
	if (!name || !known) return refuse("turn", `${name ?? `"${unit}"`} has no control "${control}".`);
	const fitted = within(known, setting);
	if ("refusal" in fitted) return refuse("turn", fitted.refusal);
	return [{ was: "turned", unit, control, setting: fitted.setting, how: "by hand" }];
};

const power: Decide<"power"> = ({ studio, at }, { unit, on, minutesAgo }) => {
	if (!unitOf(studio, unit)) return refuse("power", `There is no unit "${unit}" in the studio.`);
	const since = new Date(Date.parse(at) - minutesAgo * 60_000).toISOString();
	return [{ was: "powered", unit, on, ...(on ? { since } : {}) }];
};

const setChain: Decide<"set chain"> = ({ studio }, { chain }) => {
	const stranger = chain.inserts.find((unit) => !unitOf(studio, unit));
	if (stranger) return refuse("set chain", `There is no unit "${stranger}" in the studio.`);
	if (chain.inserts.includes(studio.interface.unit))
		return refuse("set chain", "The interface is both ends of the chain, not an insert.");
	return [{ was: "chained", chain }];
};

/** A session's takes have one rate: the sheet says it once, for all. A pass that left no file has none. */
const describeSession: Decide<"describe session"> = ({ session }, { header }) => {
	const { rate } = session.header;
	const hasTakes = session.pass !== null || session.takes.some(({ file }) => file !== null);
	if (hasTakes && header.rate !== undefined && header.rate !== rate)
		return refuse(
			"describe session",
			`The takes of this session are at ${rate} Hz.`,
			"Open a new session for another rate.",
		);
	return [{ was: "described", header: described(session.header, header) }];
};

const deciders: { readonly [Do in DeskCommand["do"]]: Decide<Do> } = {
	"describe session": describeSession,
	"set chain": setChain,
	"remove chain": ({ session }, { chain }) =>
		session.chains.some(({ id }) => id === chain)
			? [{ was: "unchained", chain }]
			: refuse("remove chain", `There is no chain "${chain}".`),
	plug,
	unplug: ({ session }, { cord }) => {
		const hanging = session.cords.find((known) => known.cord === cord);
		return hanging ? [{ was: "unplugged", cord: hanging }] : refuse("unplug", `${cord} is not plugged.`);
	},
	turn,
	power,
	accept: ({ by, at }, { finding, because }) => [{ was: "accepted", accepted: { finding, because, by, at } }],
	withdraw: (_, { finding }) => [{ was: "withdrawn", finding }],
	note: ({ by, at }, { text }) => [{ was: "noted", note: { at, by, text } }],
};

/** While a pass runs the routing is locked for everybody. Knobs may be ridden: what was turned is on record. */
const freeDuringPass: ReadonlySet<string> = new Set(["note", "describe session", "power", "turn"]);

const deciderOf = <Do extends DeskCommand["do"]>(does: Do): Decide<Do> => deciders[does];

/** What a command leads to, or why not. Pure: no clock, no disk, no hardware. */
export const decide = (now: Deciding, command: DeskCommand): Decision => {
	if (now.session.closed !== null) return refuse(command.do, "The session is closed.", "Open a new one.");
	if (now.session.pass && !freeDuringPass.has(command.do))
		return refuse(
			command.do,
			"A pass is running: the patch is locked until it has ended.",
			"Wait, or press STOP.",
		);
	return deciderOf<typeof command.do>(command.do)(now, command);
};
