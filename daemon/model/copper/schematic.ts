import type { Pad } from "#model/cable.ts";
import type { AnaloguePort, InputPort, OutputPort } from "#model/gear-model.ts";
import { kept } from "#model/kept.ts";
import type { Farads } from "#model/level.ts";
import { type Circuit, circuit, type Source, type Terminal } from "./circuit.ts";
import type { Net, Stretch } from "./copper.ts";
import type { Island, WiredAnalogue } from "./island.ts";
import { drive, hears, type Legs, receive } from "./stages.ts";

type Place = { readonly legs: Legs; readonly isTerminated: boolean };
type Cable = {
	readonly stretch: Stretch;
	readonly cores: readonly (readonly Terminal[])[];
	readonly screen: Terminal | undefined;
};

/** A piece of copper as it is drawn: its analogue ports and its cables, on numbered terminals; earth is 0. */
export type Schematic = {
	readonly ports: readonly (Place & { readonly port: AnaloguePort })[];
	readonly cables: readonly Cable[];
	readonly terminals: number;
	/** The drawing in words: two with the same text are the same circuit. */
	readonly text: string;
};

/** Things that are built alike have the same number. */
const partNumbers = <T extends object>(say: (thing: T) => string): ((thing: T) => number) => {
	const known = new Map<string, number>();
	return kept((thing: T): number => {
		const said = say(thing);
		const number = known.get(said) ?? known.size;
		known.set(said, number);
		return number;
	});
};
const portNumber = partNumbers(({ label: _, ...port }: AnaloguePort) => JSON.stringify(port));
const stuffNumber = partNumbers((stuff: Stretch["stuff"]) => JSON.stringify(stuff));
const padNumber = partNumbers((pad: Pad) => JSON.stringify(pad));

const sayPort = ({ port, legs, isTerminated }: Place & { readonly port: AnaloguePort }): string =>
	`${portNumber(port)}: ${legs.hot} ${legs.cold} ${legs.ground} ${legs.hotOnEarth} ${legs.coldOnEarth} ${isTerminated};`;

const sayCable = ({ stretch: { stuff, metres, pad }, cores, screen }: Cable): string =>
	`${stuffNumber(stuff)} ${metres} ${pad && padNumber(pad)}: ${cores.join("/")} ${screen};`;

/** Draws a piece of copper. A screen that reaches nothing floats on a terminal of its own. */
export const schematicOf = (island: Island): Schematic => {
	const { earth, metalOf, closed, analogue, stretches } = island;
	const known = new Map<Net, Terminal>([[earth, 0]]);
	const terminalOf = (net: Net): Terminal => {
		const metal = metalOf(net);
		const found = known.get(metal) ?? known.size;
		known.set(metal, found);
		return found;
	};
	const legsOf = ({ nets, copper }: WiredAnalogue): Legs => ({
		hot: terminalOf(nets.hot),
		cold: terminalOf(nets.cold),
		ground: terminalOf(nets.screen),
		hotOnEarth: copper.hot === earth,
		coldOnEarth: copper.cold === earth,
	});
	const ports = analogue.map((wired) => ({
		port: wired.at.port,
		legs: legsOf(wired),
		isTerminated: closed.has(`termination ${wired.at.id}`),
	}));
	const cables = stretches.map((stretch) => ({
		stretch,
		cores: stretch.cores.map((core) => core.map(terminalOf)),
		screen: stretch.screen === undefined ? undefined : terminalOf(stretch.screen),
	}));
	return {
		ports,
		cables,
		terminals: known.size - 1,
		text: ports.map(sayPort).join("") + cables.map(sayCable).join(""),
	};
};

/**
 * What of a cable's capacitance sits at its ends, the rest in its middle: so much that the lump loses and turns what the
 * long line does, to the second order of frequency. With all of it in the middle 100 m at 600 Ω lose 0.007 dB too much.
 */
const AT_ENDS = 1 - 1 / Math.sqrt(3);

type Pair = readonly [Terminal, Terminal];

const layCapacitance = (at: Circuit, farads: Farads, middle: Pair, ends: readonly Pair[]): void => {
	if (farads === 0) return;
	at.capacitor(...middle, (1 - AT_ENDS) * farads);
	for (const end of ends) at.capacitor(...end, (AT_ENDS * farads) / ends.length);
};

/**
 * A core is a star: half its resistance to each end. A pad sits in the plug at the second end: a resistor in each core,
 * then its shunt across.
 */
const layCable = (at: Circuit, { stretch: { stuff, metres, pad }, cores, screen }: Cable): void => {
	const intoPlug = (contact: Terminal, end: number): Terminal => {
		if (!pad || end === 0) return contact;
		const inside = at.terminal();
		at.resistor(inside, contact, pad.series);
		return inside;
	};
	const laid = cores.map((core) => ({ middle: at.terminal(), ends: core.map(intoPlug) }));
	for (const { middle, ends } of laid) {
		for (const end of ends) at.resistor(end, middle, (stuff.ohms * metres) / 2);
		if (screen === undefined) continue;
		const toScreen = ends.map((end): Pair => [end, screen]);
		layCapacitance(at, stuff.toScreen * metres, [middle, screen], toScreen);
	}
	const [one, other] = laid;
	if (one && other && laid.length === 2) {
		const between = one.ends.flatMap((end, i): Pair[] => {
			const beside = other.ends[i];
			return beside === undefined ? [] : [[end, beside]];
		});
		layCapacitance(at, stuff.betweenCores * metres, [one.middle, other.middle], between);
	}
	const [far, near] = cores.map((core) => core[1]);
	if (pad && far !== undefined) at.resistor(far, near ?? screen ?? 0, pad.shunt);
};

/** A schematic as it is built, with what speaks and what hears in it. */
export type Built = {
	readonly at: Circuit;
	/** By port, in the order of the schematic; nothing for one that only takes. */
	readonly sources: readonly (readonly Source[] | undefined)[];
	/** Between which terminals each port hears; nothing for one that only gives. */
	readonly receivers: readonly (readonly [plus: Terminal, minus: Terminal] | undefined)[];
};

const isOutput = (port: AnaloguePort): port is OutputPort => port.direction === "out";
const isInput = (port: AnaloguePort): port is InputPort => port.direction === "in";

/** The whole piece of copper as one circuit: every source, every load, every cable. */
export const build = ({ ports, cables, terminals }: Schematic): Built => {
	const at = circuit(terminals);
	for (const cable of cables) layCable(at, cable);
	return {
		at,
		sources: ports.map(({ port, legs }) => (isOutput(port) ? drive(at, port, legs) : undefined)),
		receivers: ports.map(({ port, legs, isTerminated }) => {
			if (!isInput(port)) return undefined;
			receive(at, port, legs, isTerminated);
			return hears(port, legs);
		}),
	};
};
