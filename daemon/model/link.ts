import { type Circuit, circuit, type Phasor, type Source, type Terminal, type Voltages } from "./circuit.ts";
import type { Net, Stretch } from "./copper.ts";
import { isAnalogue } from "./gear-model.ts";
import type { Island, Wired } from "./island.ts";
import { type DBu, dbFromRatio, type Hertz, johnsonNoise } from "./level.ts";
import { across, drive, hears, type Legs, receive } from "./stages.ts";
import type { PortId, PortOfUnit } from "./studio.ts";
import type { Netlist } from "./wiring.ts";

/** One source as it arrives at one receiving port. */
export type Hop = {
	readonly from: PortOfUnit;
	readonly to: PortOfUnit;
	/** dB at 1 kHz from the source's open-circuit voltage to what the receiver takes as signal. */
	readonly gain: number;
	readonly inverted: boolean;
	/** The voltages that the source makes on the receiver's legs against earth, as ratios: which legs are driven, and how. */
	readonly legs: { readonly hot: number; readonly cold: number };
	/** An impedance or a stage that decides the level is unknown: the usual one is taken for it, and said. */
	readonly assumed: boolean;
	/** dB at a frequency, as `gain` is at 1 kHz. */
	readonly at: (hertz: Hertz) => number;
	/** Where the treble is 3 dB down against 1 kHz; null above 10 MHz, where it is nobody's business. */
	readonly corner: () => Hertz | null;
	/** Johnson noise at the receiver of everything on the copper, 290 K, 20 kHz. */
	readonly thermal: () => DBu;
	/** Looms and cords that carry it or hang on the same copper, and how long they are together. */
	readonly cables: readonly string[];
	readonly metres: number;
};

/** Below this a source does not count as arriving: crosstalk and leakage, not a connection. */
export const FAINT = -60;
const MIDDLE: Hertz = 1000;
const HIGHEST: Hertz = 1e7;

/** An island as a circuit: its ports on their terminals. */
type Bound = {
	readonly at: Circuit;
	readonly sources: readonly {
		readonly at: PortOfUnit;
		readonly copper: Wired["copper"];
		readonly speaking: readonly Source[];
	}[];
	readonly receivers: readonly {
		readonly at: PortOfUnit;
		readonly copper: Wired["copper"];
		readonly legs: Legs;
		readonly hears: readonly [Terminal, Terminal];
	}[];
};

/** The terminal of each net of metal; earth is 0. A screen that reaches nothing floats on a terminal of its own. */
const terminals = (island: Island, at: Circuit): ((net: Net) => Terminal) => {
	const known = new Map<Net, Terminal>([[island.earth, 0]]);
	return (net) => {
		const metal = island.metalOf(net);
		const found = known.get(metal) ?? at.terminal();
		known.set(metal, found);
		return found;
	};
};

/**
 * A core is a T: half its resistance to each end, all its capacitance in the middle. A pad has its series resistors at
 * the second end and its shunt across that end.
 */
const layStretch = (at: Circuit, terminalOf: (net: Net) => Terminal, stretch: Stretch): void => {
	const { stuff, metres, pad, cores } = stretch;
	const half = (stuff.ohms * metres) / 2;
	const screen = stretch.screen === undefined ? undefined : terminalOf(stretch.screen);
	const middles = cores.map((core) => {
		const middle = at.terminal();
		core.forEach((end, i) => {
			at.resistor(terminalOf(end), middle, half + (i > 0 ? (pad?.series ?? 0) : 0));
		});
		if (screen !== undefined && stuff.toScreen > 0) at.capacitor(middle, screen, stuff.toScreen * metres);
		return middle;
	});
	const [one, other] = middles;
	if (one !== undefined && other !== undefined && middles.length === 2 && stuff.betweenCores > 0)
		at.capacitor(one, other, stuff.betweenCores * metres);
	const [far, near] = cores.map((core) => core[1]);
	if (pad && far !== undefined)
		at.resistor(terminalOf(far), near === undefined ? (screen ?? 0) : terminalOf(near), pad.shunt);
};

const legsOf = ({ nets, copper }: Wired, { earth }: Island, terminalOf: (net: Net) => Terminal): Legs => ({
	hot: terminalOf(nets.hot),
	cold: terminalOf(nets.cold),
	ground: terminalOf(nets.screen),
	hotOnEarth: copper.hot === earth,
	coldOnEarth: copper.cold === earth,
});

/** The whole piece of copper as one circuit: every source, every load, every cable. */
const bind = (island: Island): Bound => {
	const at = circuit(0);
	const terminalOf = terminals(island, at);
	const analogue = island.ports.flatMap((wired) => {
		const { at: found, copper } = wired;
		const { port } = found;
		return isAnalogue(port)
			? [{ at: { ...found, port }, copper, legs: legsOf(wired, island, terminalOf) }]
			: [];
	});
	for (const stretch of island.stretches) layStretch(at, terminalOf, stretch);
	return {
		at,
		sources: analogue.flatMap(({ at: port, copper, legs }) =>
			port.port.direction === "out" ? [{ at: port, copper, speaking: drive(at, port.port, legs) }] : [],
		),
		receivers: analogue.flatMap(({ at: found, copper, legs }) => {
			const { port, id } = found;
			if (port.direction !== "in") return [];
			receive(at, port, legs, island.closed.has(`termination ${id}`));
			return [{ at: found, copper, legs, hears: hears(port, legs) }];
		}),
	};
};

/** The frequency above 1 kHz at which a response has fallen by 3 dB: doubling until it has, then halving the gap. */
const cornerOf = (dB: (hertz: Hertz) => number): Hertz | null => {
	const wanted = dB(MIDDLE) - 10 * Math.log10(2);
	let below = MIDDLE;
	let above = 2 * MIDDLE;
	while (dB(above) > wanted) {
		if (above > HIGHEST) return null;
		below = above;
		above *= 2;
	}
	while (above / below > 1.0001) {
		const between = Math.sqrt(above * below);
		if (dB(between) > wanted) below = between;
		else above = between;
	}
	return Math.sqrt(above * below);
};

/** Both legs of the source lie on both legs of the receiver: what kind of balanced stages they are does not matter. */
const isWhole = (from: Wired["copper"], to: Wired["copper"]): boolean =>
	[from.hot, from.cold].every((net) => net === to.hot || net === to.cold);

const isAssumed = ({ at: from, copper }: Bound["sources"][number], to: Bound["receivers"][number]): boolean =>
	(from.port.impedance === null && !(from.port.direction === "out" && from.port.coil)) ||
	to.at.port.impedance === null ||
	((from.port.stage === null || to.at.port.stage === null) && !isWhole(copper, to.copper));

type Speaking = Bound["sources"][number] & { readonly voltages: Voltages };

const hop = (
	{ at }: Bound,
	source: Speaking,
	receiver: Bound["receivers"][number],
	cables: Pick<Hop, "cables" | "metres">,
): Hop => {
	const { at: from, speaking, voltages } = source;
	const {
		at: to,
		legs,
		hears: [plus, minus],
	} = receiver;
	const dB = ({ re, im }: Phasor): number => dbFromRatio(Math.hypot(re, im) || 1e-10);
	const heard = across(voltages, plus, minus);
	const heardAt = (hertz: Hertz): number => dB(across(at.solve(hertz, speaking), plus, minus));
	return {
		from,
		to,
		gain: dB(heard),
		inverted: heard.re < 0,
		legs: { hot: voltages.re[legs.hot] ?? 0, cold: voltages.re[legs.cold] ?? 0 },
		assumed: isAssumed(source, receiver),
		at: heardAt,
		corner: () => cornerOf(heardAt),
		thermal: () => johnsonNoise(at.impedance(MIDDLE, plus, minus).re),
		...cables,
	};
};

const known = new WeakMap<Island, readonly Hop[]>();

const solve = (island: Island): Hop[] => {
	const directions = new Set(island.ports.map(({ at }) => at.port.direction));
	if (!directions.has("out") || !directions.has("in")) return [];
	const bound = bind(island);
	const cables = {
		cables: [...new Set(island.stretches.map(({ cable }) => cable))],
		metres: island.stretches.reduce((sum, { metres }) => sum + metres, 0),
	};
	const sources = bound.sources.map((source) => ({
		...source,
		voltages: bound.at.solve(MIDDLE, source.speaking),
	}));
	return bound.receivers.flatMap((receiver) =>
		sources
			.map((source) => hop(bound, source, receiver, cables))
			.filter(({ gain }) => gain > FAINT)
			.sort((a, b) => b.gain - a.gain),
	);
};

/** Every source of a piece of copper at every receiver that it reaches; at each receiver the strongest first. */
export const hopsOn = (island: Island): readonly Hop[] => {
	const found = known.get(island) ?? solve(island);
	known.set(island, found);
	return found;
};

/** All sources that arrive at a receiving port, strongest first: with all loads and sources on the same copper in place. */
export const arrivals = (netlist: Netlist, to: PortId): Hop[] => {
	const island = netlist.islandOf(to);
	return island ? hopsOn(island).filter((found) => found.to.id === to) : [];
};

/** Every hop of the studio: each source at each receiver that it reaches. */
export const hopsOf = (netlist: Netlist): Hop[] => netlist.islands().flatMap(hopsOn);
