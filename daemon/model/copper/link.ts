import { kept, once } from "#model/kept.ts";
import { type DBu, dbFromRatio, type Hertz } from "#model/level.ts";
import type { PortId, PortOfUnit } from "#model/studio.ts";
import type { Phasor, Source, Terminal } from "./circuit.ts";
import type { Island, Wired, WiredAnalogue } from "./island.ts";
import { johnsonNoiseOf } from "./johnson-noise.ts";
import { type Built, build, type Schematic, schematicOf } from "./schematic.ts";
import { across, type Legs } from "./stages.ts";
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

/** The frequency above 1 kHz at which a response has fallen by 3 dB: doubling until it has, then halving the gap. */
const cornerOf = (dB: (hertz: Hertz) => number): Hertz | null => {
	const wanted = dB(MIDDLE) - 10 * Math.log10(2);
	let below = MIDDLE;
	let above = 2 * MIDDLE;
	while (dB(above) > wanted) {
		if (above === HIGHEST) return null;
		below = above;
		above = Math.min(2 * above, HIGHEST);
	}
	while (above / below > 1.0001) {
		const between = Math.sqrt(above * below);
		if (dB(between) > wanted) below = between;
		else above = between;
	}
	return Math.sqrt(above * below);
};

/** What a circuit does between one of its sources and one of its receivers. */
type Solved = Pick<Hop, "gain" | "inverted" | "legs" | "at" | "corner" | "thermal">;

const solved = (
	{ at }: Built,
	speaking: readonly Source[],
	[plus, minus]: readonly [Terminal, Terminal],
	legs: Legs,
): Solved => {
	const voltages = at.solve(MIDDLE, speaking);
	const dB = ({ re, im }: Phasor): number => dbFromRatio(Math.hypot(re, im) || 1e-10);
	const heard = across(voltages, plus, minus);
	const known = new Map<Hertz, number>([[MIDDLE, dB(heard)]]);
	const heardAt = (hertz: Hertz): number => {
		const found = known.get(hertz) ?? dB(across(at.solve(hertz, speaking), plus, minus));
		known.set(hertz, found);
		return found;
	};
	return {
		gain: dB(heard),
		inverted: heard.re < 0,
		legs: { hot: voltages.re[legs.hot] ?? 0, cold: voltages.re[legs.cold] ?? 0 },
		at: heardAt,
		corner: once(() => cornerOf(heardAt)),
		thermal: once(() => johnsonNoiseOf((hertz) => at.impedance(hertz, plus, minus).re)),
	};
};

/** From one port of a schematic to another, by their places in it; what does not arrive is left out. */
type Solution = readonly { readonly from: number; readonly to: number; readonly solved: Solved }[];

const solve = (schematic: Schematic): Solution => {
	const built = build(schematic);
	return schematic.ports.flatMap(({ legs }, to) => {
		const hears = built.receivers[to];
		if (!hears) return [];
		return built.sources
			.flatMap((speaking, from) =>
				speaking ? [{ from, to, solved: solved(built, speaking, hears, legs) }] : [],
			)
			.filter(({ solved: { gain } }) => gain > FAINT)
			.sort((a, b) => b.solved.gain - a.solved.gain);
	});
};

/** Circuits of a studio that were solved, by what they look like: channel after channel is wired alike. */
const solutionsIn = kept((_: Island["behind"]) => new Map<string, Solution>());
const REMEMBERED = 20_000;

const solutionOf = (island: Island): Solution => {
	const solutions = solutionsIn(island.behind);
	const schematic = schematicOf(island);
	const solution = solutions.get(schematic.text) ?? solve(schematic);
	if (solutions.size > REMEMBERED) solutions.clear();
	solutions.set(schematic.text, solution);
	return solution;
};

/** Both legs of the source lie on both legs of the receiver: what kind of balanced stages they are does not matter. */
const isWhole = (from: Wired["copper"], to: Wired["copper"]): boolean =>
	[from.hot, from.cold].every((net) => net === to.hot || net === to.cold);

const isAssumed = (from: WiredAnalogue, to: WiredAnalogue): boolean =>
	(from.at.port.impedance === null && !(from.at.port.direction === "out" && from.at.port.coil)) ||
	to.at.port.impedance === null ||
	((from.at.port.stage === null || to.at.port.stage === null) && !isWhole(from.copper, to.copper));

const hopsIn = (island: Island): readonly Hop[] => {
	const ports = island.analogue;
	const directions = new Set(ports.map(({ at }) => at.port.direction));
	if (directions.size < 2) return [];
	const cables = [...new Set(island.stretches.map(({ cable }) => cable))];
	const metres = island.stretches.reduce((sum, stretch) => sum + stretch.metres, 0);
	return solutionOf(island).flatMap(({ from: source, to: receiver, solved }) => {
		const [from, to] = [ports[source], ports[receiver]];
		if (!from || !to) return [];
		return [{ ...solved, from: from.at, to: to.at, assumed: isAssumed(from, to), cables, metres }];
	});
};

/** Every source of a piece of copper at every receiver that it reaches; at each receiver the strongest first. */
export const hopsOn = kept(hopsIn);

/** All sources that arrive at a receiving port, strongest first: with all loads and sources on the same copper in place. */
export const arrivals = (netlist: Netlist, to: PortId): Hop[] => {
	const island = netlist.islandOf(to);
	return island ? hopsOn(island).filter((found) => found.to.id === to) : [];
};

/** Every hop of the studio: each source at each receiver that it reaches. */
export const hopsOf = (netlist: Netlist): Hop[] => netlist.islands().flatMap(hopsOn);
