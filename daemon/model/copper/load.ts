import { kept } from "#model/kept.ts";
import type { Ohms } from "#model/level.ts";
import type { PortId, PortOfUnit } from "#model/studio.ts";
import type { Island } from "./island.ts";
import { type Hop, hopsOn } from "./link.ts";

/** One output with every input that hangs on it. */
export type Loaded = {
	readonly from: PortOfUnit;
	/** The strongest first. */
	readonly hops: readonly Hop[];
	/** Every resistance across the line: inputs, and the terminations that are switched in. */
	readonly loads: readonly Ohms[];
	/** All of them together; null when nobody knows the impedance of an input. */
	readonly load: Ohms | null;
};

const loadsOf = (island: Island, { port, id }: PortOfUnit): (Ohms | null)[] => {
	const ends =
		port.direction === "in" && island.closed.has(`termination ${id}`) ? port.terminated : undefined;
	return [port.impedance, ...(ends ? [ends.impedance] : [])];
};

/** To six figures, so that two equal loads are half of one to the last ohm. */
const parallel = (loads: readonly Ohms[]): Ohms =>
	Number((1 / loads.reduce((sum, ohms) => sum + 1 / ohms, 0)).toPrecision(6));

/** A pad between an output and an input is the load that the output sees: nothing is said about what lies behind it. */
export const hasPad = ({ stretches }: Island): boolean => stretches.some(({ pad }) => pad !== undefined);

/** Outputs that meet load each other far more than any input does; crosstalk is not a meeting. dB. */
const MEETING = -30;

/** To a hundredth of a decibel; what is as strong stands by name, so that a finding keeps its places. */
const strongestFirst = (a: Hop, b: Hop): number =>
	Math.round(100 * b.gain) - Math.round(100 * a.gain) || (a.to.id < b.to.id ? -1 : 1);

/** Every output of a piece of copper that is heard alone, with what loads it. */
export const loadedOn = kept((island: Island): readonly Loaded[] => {
	const heard = hopsOn(island);
	const meets = ({ from, to }: Hop): boolean =>
		heard.some((other) => other.to.id === to.id && other.from.id !== from.id && other.gain > MEETING);
	return [...Map.groupBy(heard, ({ from }) => from.id).values()].flatMap((hops) => {
		if (hops.some(meets)) return [];
		const [first] = hops;
		const all = hops.flatMap(({ to }) => loadsOf(island, to));
		const loads = all.filter((ohms) => ohms !== null);
		const load = loads.length < all.length || loads.length === 0 ? null : parallel(loads);
		return first ? [{ from: first.from, hops: hops.toSorted(strongestFirst), loads, load }] : [];
	});
});

/** A load up to this terminates a 600 Ω line. */
const TERMINATING: Ohms = 700;

/** The terminations of a line: inputs of 600 Ω, and resistors that are switched in. */
export const terminationsOf = ({ loads }: Loaded): Ohms[] => loads.filter((ohms) => ohms <= TERMINATING);

/** An output and every input on it, as a finding names them. */
export const placesOf = ({ from, hops }: Loaded): PortId[] => [from.id, ...hops.map(({ to }) => to.id)];
