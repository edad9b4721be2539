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
			return step.do === "plug" ? hanging.concat({ cord: id, from: step.from, to: step.to }) : hanging;
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

const stationBetween = (
	studio: Studio,
	before: HopReading | undefined,
	after: HopReading | undefined,
): Station => {
	const unit = unitAt(studio, before?.to ?? after?.from);
	return {
		unit: unit?.id ?? "",
		title: unit?.name ?? "",
		number: unit?.number ?? null,
		takes: socketAt(studio, before?.to),
		gives: socketAt(studio, after?.from),
	};
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
	return [...Map.groupBy(hops, ({ side }) => side)].map(([side, of]) => ({
		side,
		hops: of.map(laneHop),
		stations: [...of, undefined].map((after, i) => stationBetween(studio, of[i - 1], after)),
	}));
};
