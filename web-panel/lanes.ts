import { hasOwnRight, type Way, waysOf } from "#model/chain.ts";
import type { ChainReading, HopReading } from "#model/readings.ts";
import type { Chain } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";

/** The list of a chain that a lane's cards are in, and can be carried about in. */
export type LaneList = "inserts" | "right";

/** One card of a lane. A box that the kind of the chain puts there has its task on it and stays where it is. */
export type LaneCard = { readonly unit: string; readonly task?: "encodes" | "decodes" | "sums" };

/** One row of a chain as it is drawn: both sides where they are alike, one side where they differ, the dry way. */
export type Lane = {
	/** "", "left", "side", "dry" */
	readonly says: string;
	readonly sends: readonly number[];
	readonly returns: readonly number[];
	readonly list: LaneList | undefined;
	readonly cards: readonly LaneCard[];
	readonly ways: readonly Way[];
};

const framed = ({ kind, matrix, blend }: Chain, units: readonly string[]): LaneCard[] => {
	const cards: LaneCard[] = units.map((unit) => ({ unit }));
	if (kind === "mid/side" && matrix !== undefined)
		return [{ unit: matrix, task: "encodes" }, ...cards, { unit: matrix, task: "decodes" }];
	return kind === "parallel" && blend?.unit !== undefined
		? [...cards, { unit: blend.unit, task: "sums" }]
		: cards;
};

const dryLane = ({ kind, blend, returns }: Chain, ways: readonly Way[]): Lane[] =>
	kind === "parallel" && blend
		? [
				{
					says: "dry",
					sends: blend.sends,
					returns: blend.unit === undefined ? (blend.returns ?? []) : returns,
					list: undefined,
					cards: blend.unit === undefined ? [] : [{ unit: blend.unit, task: "sums" }],
					ways: ways.filter(({ way }) => way === "dry"),
				},
			]
		: [];

const line = (lines: readonly number[], side: number): number[] => lines.slice(side, side + 1);

/** The rows of a chain: one for both sides, or one a side where the sides run through different units, and the dry one. */
export const lanesOf = (studio: Studio, chain: Chain): Lane[] => {
	const { kind, sends, returns, inserts, right } = chain;
	const ways = waysOf(studio, chain);
	const main = ways.filter(({ way }) => way === "main");
	const apart = right !== undefined && hasOwnRight(kind);
	if (!apart) {
		const says = kind === "parallel" ? "wet" : "";
		const lane: Lane = { says, sends, returns, list: "inserts", cards: framed(chain, inserts), ways: main };
		return [lane, ...dryLane(chain, ways)];
	}
	const names = kind === "mid/side" ? (["mid", "side"] as const) : (["left", "right"] as const);
	return names.map((says, side) => ({
		says,
		sends: line(sends, side),
		returns: line(returns, side),
		list: side === 0 ? "inserts" : "right",
		cards: framed(chain, side === 0 ? inserts : right),
		ways: main.filter((way) => way.side === side),
	}));
};

/** Every converter line that a chain sounds on, the dry ones too. */
export const linesOf = ({ sends, returns, kind, blend }: Chain) => {
	const dry = kind === "parallel" ? blend : undefined;
	return {
		sends: [...sends, ...(dry?.sends ?? [])],
		returns: [...returns, ...(dry?.unit === undefined ? (dry?.returns ?? []) : [])],
	};
};

/** The readings of the copper before a card of a lane (or before its return), one a way. */
export const hopsBefore = (reading: ChainReading | undefined, { ways }: Lane, place: number): HopReading[] =>
	ways.flatMap(({ stations }) => {
		const [from, to] = [stations[place]?.out, stations[place + 1]?.in];
		return (reading?.hops ?? []).filter((hop) => hop.from === from && hop.to === to).slice(0, 1);
	});

/** Whether sound passes there through the air, from a cabinet to a microphone. */
export const isAir = ({ ways: [way] }: Lane, place: number): boolean =>
	way !== undefined && way.stations[place]?.out === null && way.stations[place + 1]?.in === null;
