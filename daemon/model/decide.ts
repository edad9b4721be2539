import type { z } from "zod";
import { cordNamed, jacksOfCord, type Plugged, piecesOf } from "./cable.ts";
import { hasOwnRight, misworded } from "./chain.ts";
import type { Command, HeaderChanges, Refusal } from "./command.ts";
import type { Happening } from "./event.ts";
import { type Front, sayJack } from "./front.ts";
import { cordFor, fitsInto, takenBy } from "./front-cords.ts";
import { within } from "./parameter.ts";
import { type Chain, type Session, SessionHeader, unitsOf } from "./session.ts";
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

type PlugCommand = Extract<Command, { do: "plug" }>;

type Decide<Do extends DeskCommand["do"]> = (
	now: Deciding,
	command: Extract<DeskCommand, { do: Do }>,
) => Decision;

/** A header with some fields written anew. */
export const described = (header: SessionHeader, changes: z.infer<typeof HeaderChanges>): SessionHeader =>
	SessionHeader.parse({ ...header, ...changes });

const sayWay = ({ studio, front }: Deciding, jacks: readonly string[]): string => {
	const [from = "", ...to] = jacks.map((jack) => sayJack(studio, front, jack));
	return `${from} to ${to.join(" and ")}`;
};

const cordWish = (now: Deciding, { from, to, also = [], cord: id }: PlugCommand): Plugged | Refusal => {
	const { studio, session, front } = now;
	const taken = takenBy(session.cords);
	const cord = id ? cordNamed(studio, id) : cordFor(studio, front, taken, from, to);
	const way = sayWay(now, [from, to, ...also]);
	if (!cord && id) return refuse("plug", `There is no cord "${id}" in the store.`);
	if (!cord || (!id && also.length > 0))
		return refuse(
			"plug",
			`No free cord in the store fits and reaches from ${way}.`,
			also.length > 0 ? "Name the cord that has so many plugs." : "Free one, or add it to the store.",
		);
	const [used] = piecesOf(cord.id).filter((piece) => taken.has(piece));
	if (used) return refuse("plug", `${used} is plugged already.`, "Unplug it first, or take another.");
	if (!fitsInto(cord, front, from, to, also))
		return refuse("plug", `A ${cord.plugs.join("–")} cord does not go from ${way}.`);
	return { cord: cord.id, from, to, ...(also.length > 0 ? { also } : {}) };
};

/** Whether all jacks of a wish are there, take a cord, are different, and are empty. */
const jackTrouble = ({ studio, front, session }: Deciding, jacks: readonly string[]): Refusal | undefined => {
	const unknown = jacks.find((jack) => front.connectorOf(jack) === undefined);
	if (unknown !== undefined)
		return refuse("plug", `There is no jack "${unknown}".`, 'Write "PB1/A05" or "unit/jack".');
	const looms = jacks.find((jack) => !front.takesCords(jack));
	if (looms !== undefined)
		return refuse(
			"plug",
			`No cord goes into ${sayJack(studio, front, looms)}: it is wired behind.`,
			"Use its jack on the bay.",
		);
	if (new Set(jacks).size < jacks.length)
		return refuse("plug", "Both ends of a cord cannot go into one jack.");
	for (const cord of session.cords) {
		const occupied = jacks.find((jack) => jacksOfCord(cord).includes(jack));
		if (occupied !== undefined)
			return refuse(
				"plug",
				`${sayJack(studio, front, occupied)} has ${cord.cord} in it already.`,
				"Unplug that first.",
			);
	}
	return undefined;
};

const plug: Decide<"plug"> = (now, command) => {
	const { from, to, also = [] } = command;
	const trouble = jackTrouble(now, [from, to, ...also]);
	if (trouble) return trouble;
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

/** What belongs to one kind of chain only. */
const strayParts = ({ kind, right, matrix, blend }: Chain): string | undefined => {
	if (right && !hasOwnRight(kind)) return `A ${kind} chain has no units of its own on the right side.`;
	if (matrix !== undefined && kind !== "mid/side") return `A ${kind} chain has no mid/side box.`;
	return blend && kind !== "parallel" ? `A ${kind} chain has no dry half.` : undefined;
};

const setChain: Decide<"set chain"> = ({ studio }, { chain }) => {
	const stranger = unitsOf(chain).find((unit) => !unitOf(studio, unit));
	if (stranger) return refuse("set chain", `There is no unit "${stranger}" in the studio.`);
	if (unitsOf(chain).includes(studio.interface.unit))
		return refuse("set chain", "The interface is both ends of the chain, not an insert.");
	const stray = strayParts(chain);
	if (stray) return refuse("set chain", stray, "Leave it out, or choose another kind of chain.");
	const [wrong] = misworded(studio, chain);
	if (wrong) return refuse("set chain", wrong.sentence, wrong.cure);
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
