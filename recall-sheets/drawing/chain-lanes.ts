import { type Cord, cordNamed, type Plugged } from "#model/cable.ts";
import type { ChainReading, HopReading, Step } from "#model/readings.ts";
import { anyPortOf, type Studio, sayPort } from "#model/studio.ts";
import { type Patched, type Way, waysOf } from "#model/way.ts";

/** One hop of one side, with what lies between its ends when the plan is done. */
export type LaneHop = {
	readonly hop: HopReading;
	readonly way: Way | null;
	readonly cords: readonly Cord[];
	/** The number of the step that plugs it, from 1; null when it is there already or nothing is to plug. */
	readonly step: number | null;
};

/** What stands between two hops of a side: the unit, with the socket that it takes and the one that it gives on. */
export type Station = {
	readonly unit: string;
	readonly title: string;
	readonly number: number | null;
	readonly takes: string | null;
	readonly gives: string | null;
};

/** One side of a chain from converter to converter. */
export type Lane = {
	readonly side: number;
	readonly stations: readonly Station[];
	readonly hops: readonly LaneHop[];
};

/** The cords as they hang when every step is done. */
export const afterSteps = (cords: readonly Plugged[], steps: readonly Step[]): Plugged[] =>
	steps.reduce<Plugged[]>(
		(hanging, step) => {
			const id = step.cord?.id;
			if (id === undefined) return hanging;
			if (step.do === "unplug") return hanging.filter(({ cord }) => cord !== id);
			const { from, to, also } = step;
			const plugged = { cord: id, from, to, ...(also ? { also: [...also] } : {}) };
			return step.do === "plug" ? hanging.concat(plugged) : hanging;
		},
		[...cords],
	);

const unitAt = (studio: Studio, port: string | undefined) =>
	port === undefined ? undefined : anyPortOf(studio, port)?.unit;

const socketAt = (studio: Studio, port: string | undefined): string | null => {
	if (port === undefined) return null;
	const name = unitAt(studio, port)?.name ?? "";
	const said = sayPort(studio, port);
	return said.startsWith(`${name} `) ? said.slice(name.length + 1) : said;
};

/** The unit between two hops; a cabinet and the microphone before it are two, with nothing but air between them. */
const stationBetween = (
	studio: Studio,
	before: HopReading | undefined,
	after: HopReading | undefined,
): Station => {
	const units = [unitAt(studio, before?.to), unitAt(studio, after?.from)].filter(
		(unit) => unit !== undefined,
	);
	const [first, second = first] = units;
	return {
		unit: first?.id ?? "",
		title: first === second ? (first?.name ?? "") : `${first?.name}, ${second?.name}`,
		number: first?.number ?? null,
		takes: socketAt(studio, before?.to),
		gives: socketAt(studio, after?.from),
	};
};

/** The sides of what runs through the units lie together, and those of the dry half below them. */
const besides = (ways: readonly HopReading[][]): HopReading[][] => {
	const seen = new Map<number, number>();
	const nth = ways.map(([first]) => {
		const side = first?.side ?? 0;
		seen.set(side, (seen.get(side) ?? 0) + 1);
		return seen.get(side) ?? 1;
	});
	return ways
		.map((way, i) => ({ way, nth: nth[i] ?? 1 }))
		.toSorted((a, b) => a.nth - b.nth)
		.map(({ way }) => way);
};

/** Every way from a converter output on: left and right, and the dry half of a parallel chain. */
const waysIn = (studio: Studio, hops: readonly HopReading[]): HopReading[][] => {
	const ways: HopReading[][] = [];
	for (const hop of hops) {
		const starts = unitAt(studio, hop.from)?.id === studio.interface.unit;
		const last = ways.at(-1);
		if (last && !starts && last[0]?.side === hop.side) last.push(hop);
		else ways.push([hop]);
	}
	return ways;
};

const stepFor = (way: Way | null, steps: readonly Step[]): number | null => {
	const cords = new Set((way ?? []).flatMap((part) => (part.by === "cord" ? [part.id] : [])));
	const found = steps.findIndex(
		(step) => step.do === "plug" && step.cord !== null && cords.has(step.cord.id),
	);
	return found < 0 ? null : found + 1;
};

/** The sides of a chain, each from its converter output to its converter input. */
export const lanesOf = (studio: Studio, { hops, plan }: ChainReading, now: Patched): Lane[] => {
	const waysFrom = waysOf(
		studio,
		{ ...now, cords: afterSteps(now.cords, plan.steps) },
		hops.map(({ to }) => to),
	);
	const laneHop = (hop: HopReading): LaneHop => {
		const way = waysFrom(hop.from).get(hop.to) ?? null;
		const cords = (way ?? []).flatMap((part) =>
			part.by === "cord" ? (cordNamed(studio, part.id) ?? []) : [],
		);
		return { hop, way, cords, step: stepFor(way, plan.steps) };
	};
	return besides(waysIn(studio, hops)).map((of) => ({
		side: of[0]?.side ?? 0,
		hops: of.map(laneHop),
		stations: [...of, undefined].map((after, i) => stationBetween(studio, of[i - 1], after)),
	}));
};
