import { type Circuit, circuit, type Source, type Terminal } from "./circuit.ts";
import type { Net, Stretch } from "./copper.ts";
import type { AnaloguePort, InputPort, OutputPort } from "./gear-model.ts";
import type { Island, WiredAnalogue } from "./island.ts";
import { kept } from "./kept.ts";
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

const partNumbers = new Map<string, number>();
/** Ports that are built alike have the same number, whatever is lettered on them. */
const partNumber = kept(({ label: _, ...port }: AnaloguePort): number => {
	const part = JSON.stringify(port);
	const number = partNumbers.get(part) ?? partNumbers.size;
	partNumbers.set(part, number);
	return number;
});

const sayPlace = ({ legs, isTerminated }: Place): string =>
	`${legs.hot} ${legs.cold} ${legs.ground} ${legs.hotOnEarth} ${legs.coldOnEarth} ${isTerminated}`;

const sayCable = ({ stretch: { stuff, metres, pad }, cores, screen }: Cable): string =>
	`${metres} m ${stuff.ohms} ${stuff.toScreen} ${stuff.betweenCores} ${pad?.series} ${pad?.shunt} ${cores.join("/")} ${screen}`;

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
		text: [
			...ports.map((place) => `${partNumber(place.port)}: ${sayPlace(place)}`),
			...cables.map(sayCable),
		].join("; "),
	};
};

/**
 * A core is a T: half its resistance to each end, all its capacitance in the middle. A pad has its series resistors at
 * the second end and its shunt across that end.
 */
const layCable = (at: Circuit, { stretch: { stuff, metres, pad }, cores, screen }: Cable): void => {
	const half = (stuff.ohms * metres) / 2;
	const middles = cores.map((core) => {
		const middle = at.terminal();
		core.forEach((end, i) => {
			at.resistor(end, middle, half + (i > 0 ? (pad?.series ?? 0) : 0));
		});
		if (screen !== undefined && stuff.toScreen > 0) at.capacitor(middle, screen, stuff.toScreen * metres);
		return middle;
	});
	const [one, other] = middles;
	if (one !== undefined && other !== undefined && middles.length === 2 && stuff.betweenCores > 0)
		at.capacitor(one, other, stuff.betweenCores * metres);
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
