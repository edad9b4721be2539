import type { Path } from "./gear-model.ts";
import type { Chain } from "./session.ts";
import { modelOf, type PortId, portIdsOf, portOf, type Studio, unitOf } from "./studio.ts";

/** One stretch of copper that a chain needs, from an output port to an input port. Side 0 is mono or left. */
export type Wanted = {
	readonly chain: string;
	readonly side: number;
	/** How many inserts lie before it. */
	readonly place: number;
	readonly from: PortId;
	readonly to: PortId;
};

/** What a chain needs, or the sentences that say why it cannot be. */
export type ChainNeeds = { readonly wanted: readonly Wanted[]; readonly impossible: readonly string[] };

/** The converter lines of the interface in the order in which they are numbered, from 1. */
export const converterLines = (studio: Studio, direction: "in" | "out"): PortId[] =>
	portIdsOf(studio).filter((id) => {
		const found = portOf(studio, id);
		return (
			found?.unit.id === studio.interface.unit &&
			found.port.fullScale !== undefined &&
			found.port.direction === direction
		);
	});

const sideNames = ["left", "right"] as const;

/** The paths of a unit that a chain uses, one a side. A stereo unit in a mono chain works with its left side. */
export const pathsFor = (studio: Studio, unit: string, sides: number): (Path | undefined)[] => {
	const paths = modelOf(studio, unit)?.paths ?? [];
	const left = paths.find(({ side }) => side !== "right");
	if (sides === 1) return [left];
	return sideNames.map((name) => paths.find(({ side }) => side === name));
};

/** A box without a path of its own (unknown to the file) cannot stand in a chain; a mono one cannot carry two sides. */
const missingPath = (studio: Studio, unit: string, sides: number): string[] => {
	const name = unitOf(studio, unit)?.name ?? unit;
	const model = modelOf(studio, unit);
	if (!model) return [`There is no unit "${unit}" in the studio.`];
	const paths = pathsFor(studio, unit, sides);
	if (paths.every((path) => path !== undefined)) return [];
	if (model.paths.length === 0)
		return [`The gear file of ${name} does not say which way the signal goes through it.`];
	return [`${name} has one channel only: use it in a mono chain, or take a stereo unit.`];
};

const missingLines = (chain: Chain, sends: readonly PortId[], returns: readonly PortId[]): string[] => {
	const sides = chain.kind === "stereo" ? 2 : 1;
	const absent = (lines: readonly number[], have: readonly PortId[], what: string): string[] =>
		lines
			.filter((line) => line > have.length)
			.map((line) => `The interface has no ${what} ${line}; it has ${have.length}.`);
	return [
		...(chain.sends.length === sides && chain.returns.length === sides
			? []
			: [`A ${chain.kind} chain has ${sides} send${sides > 1 ? "s" : ""} and as many returns.`]),
		...(chain.returns[0] === chain.returns[1]
			? ["Both sides cannot come back on one input: choose two returns."]
			: []),
		...absent(chain.sends, sends, "output"),
		...absent(chain.returns, returns, "input"),
	];
};

/** The stations of one side: converter output, in and out of each insert, converter input. */
const stations = (
	studio: Studio,
	chain: Chain,
	side: number,
	sends: readonly PortId[],
	returns: readonly PortId[],
): PortId[] => [
	sends[(chain.sends[side] ?? 1) - 1] ?? "",
	...chain.inserts.flatMap((unit) => {
		const path = pathsFor(studio, unit, chain.sends.length)[side];
		return path ? [`${unit}/${path.from}`, `${unit}/${path.to}`] : [];
	}),
	returns[(chain.returns[side] ?? 1) - 1] ?? "",
];

/** The connections that a chain needs, in signal order, left side first. */
export const needsOf = (studio: Studio, chain: Chain): ChainNeeds => {
	const sends = converterLines(studio, "out");
	const returns = converterLines(studio, "in");
	const twice = chain.inserts.filter((unit, i) => chain.inserts.indexOf(unit) !== i);
	const impossible = [
		...missingLines(chain, sends, returns),
		...chain.inserts.flatMap((unit) => missingPath(studio, unit, chain.sends.length)),
		...twice.map(
			(unit) => `${unitOf(studio, unit)?.name ?? unit} stands in the chain twice; it exists once.`,
		),
	];
	if (impossible.length > 0) return { wanted: [], impossible };
	const wanted = chain.sends.flatMap((_, side) => {
		const along = stations(studio, chain, side, sends, returns);
		return along.flatMap((from, i) => {
			const to = along[i + 1];
			return i % 2 === 0 && to ? [{ chain: chain.id, side, place: i / 2, from, to }] : [];
		});
	});
	return { wanted, impossible };
};
