import { isThrown } from "#model/copper/joint.ts";
import type { Path, Relay } from "./gear-model.ts";
import { gainOf, inverts, isBypassed, positionOf } from "./position.ts";
import type { Session } from "./session.ts";
import { type PortId, type PortOfUnit, portOf, type Studio, spread } from "./studio.ts";

/** What a unit does to a level between one of its inputs and one of its outputs, and how that is known. */
export type Through = {
	readonly unit: string;
	readonly from: PortId;
	readonly to: PortId;
	/** dB at 1 kHz below any threshold; null: unknown. */
	readonly gain: number | null;
	/** By its gear file and its knobs, by a measurement, because it is out of circuit; a relay takes it off the copper. */
	readonly how: "set" | "measured" | "bypass" | "relay" | "unknown";
	/** When it was measured. */
	readonly on: string | null;
	readonly inverted: boolean;
};

type Knobs = { readonly studio: Studio; readonly session: Pick<Session, "settings"> };

/** The way through a unit between two of its ports, as its gear file describes it. */
export const pathBetween = (into: PortOfUnit, out: PortOfUnit): Path | undefined =>
	into.unit.id === out.unit.id
		? into.model.paths.find(({ from, to }) => from === into.name && to === out.name)
		: undefined;

const relaysBetween = (into: PortOfUnit, out: PortOfUnit): Relay[] =>
	into.unit.id === out.unit.id
		? into.model.relays.filter(({ joins }) => joins.includes(into.name) && joins.includes(out.name))
		: [];

/** The switches that take a unit out of circuit between two of its ports. */
export const bypassControls = (into: PortOfUnit, out: PortOfUnit): string[] => {
	const path = pathBetween(into, out);
	const relays = relaysBetween(into, out).flatMap(({ control }) => (control === undefined ? [] : [control]));
	return [...(path?.bypass ? [path.bypass.control] : []), ...relays];
};

/** Whether a relay of the unit stands so that the sockets of two of its ports are one, and the box is off them. */
export const isRelayedRound = ({ session }: Knobs, into: PortOfUnit, out: PortOfUnit): boolean =>
	relaysBetween(into, out).some((relay) => isThrown(into.model, relay, session.settings[into.unit.id]));

/** The gain of a router's crosspoint; undefined where the two ports are not on it, or its file does not say. */
const crosspointGain = (into: PortOfUnit, out: PortOfUnit): number | undefined => {
	const { matrix } = into.model;
	const isOn = (names: readonly string[] = [], { name }: PortOfUnit): boolean =>
		names.flatMap(spread).includes(name);
	return isOn(matrix?.inputs, into) && isOn(matrix?.outputs, out) ? matrix?.gain : undefined;
};

type Known = Pick<Through, "gain" | "how" | "on">;

/** The figure of the gear file goes first; where it has none, or a knob of it is unknown, the one that was measured. */
const gainBetween = ({ session }: Knobs, into: PortOfUnit, out: PortOfUnit): Known => {
	const path = pathBetween(into, out);
	const knobs = session.settings[into.unit.id];
	if (path && isBypassed(into.model, knobs, path)) return { gain: 0, how: "bypass", on: null };
	const gain = path ? gainOf(into.model, knobs, path) : (crosspointGain(into, out) ?? null);
	const mayBeBypassed = bypassControls(into, out).some(
		(control) => positionOf(into.model, knobs, control) === undefined,
	);
	if (gain === 0 || (gain !== null && !mayBeBypassed)) return { gain, how: "set", on: null };
	const measured = into.unit.measured?.findLast(({ from, to }) => from === into.name && to === out.name);
	return measured
		? { gain: measured.gain, how: "measured", on: measured.on }
		: { gain: null, how: "unknown", on: null };
};

/** A unit's own way from one port to another; nothing where they are not ports of one unit. */
export const through = (knobs: Knobs, from: PortId, to: PortId): Through | null => {
	const [into, out] = [portOf(knobs.studio, from), portOf(knobs.studio, to)];
	if (!into || !out || into.unit.id !== out.unit.id) return null;
	const ends = { unit: into.unit.id, from, to };
	if (isRelayedRound(knobs, into, out)) return { ...ends, gain: 0, how: "relay", on: null, inverted: false };
	const path = pathBetween(into, out);
	return {
		...ends,
		...gainBetween(knobs, into, out),
		inverted: path !== undefined && inverts(into.model, knobs.session.settings[into.unit.id], path),
	};
};
