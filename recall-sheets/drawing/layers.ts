import type { Point } from "./shapes.ts";

/** A point of a box's edge where lines begin or end: its name, and how far below the top of the box it lies. */
export type Pin = { readonly id: string; readonly y: number };

/** A box that is laid out: lines come in on its left and leave on its right. */
export type LaidBox = {
	readonly id: string;
	readonly size: Point;
	readonly ins: readonly Pin[];
	readonly outs: readonly Pin[];
};
export type Link = { readonly id: string; readonly from: string; readonly to: string };

export type Layout = {
	/** Top left corners. */
	readonly boxes: ReadonlyMap<string, Point>;
	/** The height at which a line passes each column of boxes that lies between its ends, by link, left to right. */
	readonly lanes: ReadonlyMap<string, readonly number[]>;
	/** Left edge and width of each column of boxes. */
	readonly columns: readonly { readonly left: number; readonly width: number }[];
	/** The column of each box. */
	readonly columnOf: ReadonlyMap<string, number>;
	readonly size: Point;
};

/** What stands in a column: a box, or the lane of a line that passes by. */
type Item = {
	readonly id: string;
	readonly height: number;
	/** Room below it. */
	readonly below: number;
	readonly ins: readonly Pin[];
	readonly outs: readonly Pin[];
};

const LANE = 5;
const GAP = 7;
const SWEEPS = 8;

type Ends = ReadonlyMap<string, { readonly from: string; readonly to: string }>;

/** The boxes at both ends of every link. */
const endsOf = (boxes: readonly LaidBox[], links: readonly Link[]): Ends => {
	const giver = new Map(boxes.flatMap(({ id, outs }) => outs.map((pin) => [pin.id, id] as const)));
	const taker = new Map(boxes.flatMap(({ id, ins }) => ins.map((pin) => [pin.id, id] as const)));
	return new Map(
		links.map(({ id, from, to }) => [id, { from: giver.get(from) ?? "", to: taker.get(to) ?? "" }]),
	);
};

/** Each box one column right of the last that feeds it; a source stands just before what it feeds. */
const ranksOf = (boxes: readonly LaidBox[], ends: Ends): Map<string, number> => {
	const feeds = Map.groupBy(ends.values(), ({ from }) => from);
	const fed = Map.groupBy(ends.values(), ({ to }) => to);
	const rank = new Map<string, number>();
	const rankOf = (id: string): number => {
		const known = rank.get(id);
		if (known !== undefined) return known;
		rank.set(id, 0);
		const found = Math.max(0, ...(fed.get(id) ?? []).map(({ from }) => rankOf(from) + 1));
		rank.set(id, found);
		return found;
	};
	for (const { id } of boxes) rankOf(id);
	for (const { id } of boxes) {
		const next = (feeds.get(id) ?? []).map(({ to }) => rankOf(to));
		if (!fed.has(id) && next.length > 0) rank.set(id, Math.max(0, Math.min(...next) - 1));
	}
	return rank;
};

const laneId = (link: string, column: number): string => `${link} @${column}`;

/** The columns with their boxes and, for every line that passes a column, a lane. */
const columnsOf = (
	boxes: readonly LaidBox[],
	links: readonly Link[],
	ends: Ends,
	ranks: ReadonlyMap<string, number>,
): Item[][] => {
	const columns = Array.from({ length: Math.max(0, ...ranks.values()) + 1 }, (): Item[] => []);
	for (const { id, size, ins, outs } of boxes)
		columns[ranks.get(id) ?? 0]?.push({ id, height: size[1], below: GAP, ins, outs });
	for (const { id } of links) {
		const { from = "", to = "" } = ends.get(id) ?? {};
		for (let at = (ranks.get(from) ?? 0) + 1; at < (ranks.get(to) ?? 0); at++) {
			const pin = { id: laneId(id, at), y: LANE / 2 };
			columns[at]?.push({ id: laneId(id, at), height: LANE, below: 0, ins: [pin], outs: [pin] });
		}
	}
	return columns;
};

/** Every stretch of every line from one column to the next, by the pins at its ends. */
type Hop = { readonly from: string; readonly to: string };
const hopsOf = (links: readonly Link[], ends: Ends, ranks: ReadonlyMap<string, number>): Hop[] =>
	links.flatMap(({ id, from, to }) => {
		const { from: giver = "", to: taker = "" } = ends.get(id) ?? {};
		const [first, last] = [ranks.get(giver) ?? 0, ranks.get(taker) ?? 0];
		const pins = [
			from,
			...Array.from({ length: Math.max(0, last - first - 1) }, (_, i) => laneId(id, first + 1 + i)),
			to,
		];
		return pins.slice(1).map((pin, i) => ({ from: pins[i] ?? from, to: pin }));
	});

type Heights = ReadonlyMap<string, number>;
type Partners = ReadonlyMap<string, readonly string[]>;
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

/** Tops of items that stand under each other in this order without gaps to spare. */
const stacked = (items: readonly Item[]): number[] => {
	let y = 0;
	return items.map(({ height, below }) => {
		const top = y;
		y += height + below;
		return top;
	});
};

/** Where pins lie when items have these tops. */
const pinsAt = (items: readonly Item[], tops: readonly number[], side: "ins" | "outs"): [string, number][] =>
	items.flatMap((item, i) => item[side].map(({ id, y }): [string, number] => [id, (tops[i] ?? 0) + y]));

/** The heights at which an item would lie level with each thing that it is joined to on one side. */
const wishesOf = (item: Item, side: "ins" | "outs", partners: Partners, at: Heights): number[] =>
	item[side].flatMap(({ id, y }) =>
		(partners.get(id) ?? []).flatMap((other) => {
			const height = at.get(other);
			return height === undefined ? [] : [height - y];
		}),
	);

/**
 * Tops as near as can be to the wished ones, in this order and without overlap: items that want the same place are pooled
 * and share the mean of their wishes (pool adjacent violators: the least squares).
 */
const settled = (items: readonly Item[], wishes: readonly number[]): number[] => {
	const offsets = stacked(items);
	type Pool = { sum: number; count: number };
	const pools: Pool[] = [];
	wishes.forEach((wish, i) => {
		pools.push({ sum: wish - (offsets[i] ?? 0), count: 1 });
		for (;;) {
			const [above, last] = [pools.at(-2), pools.at(-1)];
			if (!above || !last || above.sum / above.count <= last.sum / last.count) break;
			pools.splice(-2, 2, { sum: above.sum + last.sum, count: above.count + last.count });
		}
	});
	const shifts = pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
	return offsets.map((offset, i) => offset + (shifts[i] ?? 0));
};

const SIDES = [
	{ own: "ins", other: "outs", step: 1 },
	{ own: "outs", other: "ins", step: -1 },
] as const;

type Side = (typeof SIDES)[number];
type Graph = {
	readonly columns: Item[][];
	readonly tops: number[][];
	readonly partners: Readonly<Record<Side["own"], Partners>>;
};

/** Where each item of a column would like to lie because of its partners on these sides; without any, where it lies. */
const wishesFor = ({ columns, tops, partners }: Graph, at: number, sides: readonly Side[]): number[] => {
	const near = sides.map(({ own, other, step }) => ({
		own,
		heights: new Map(pinsAt(columns[at - step] ?? [], tops[at - step] ?? [], other)),
	}));
	return (columns[at] ?? []).map((item, i) => {
		const wishes = near.flatMap(({ own, heights }) => wishesOf(item, own, partners[own], heights));
		return wishes.length === 0 ? (tops[at]?.[i] ?? 0) : mean(wishes);
	});
};

/** Columns left to right, or right to left. */
const sweep = (count: number, { step }: Side): number[] => {
	const inner = Array.from({ length: Math.max(0, count - 1) }, (_, i) => i + 1);
	return step === 1 ? inner : inner.map((at) => count - 1 - at);
};

const sideOf = (round: number): Side => SIDES[round % 2] ?? SIDES[0];

/** Sorts every column by where its items would like to lie, from the left and from the right in turn. */
const arrange = (graph: Graph): void => {
	for (let round = 0; round < SWEEPS; round++)
		for (const at of sweep(graph.columns.length, sideOf(round))) {
			const wishes = wishesFor(graph, at, [sideOf(round)]);
			const items = graph.columns[at] ?? [];
			const order = items.map((_, i) => i).sort((a, b) => (wishes[a] ?? 0) - (wishes[b] ?? 0) || a - b);
			graph.columns[at] = order.flatMap((i) => items[i] ?? []);
			graph.tops[at] = settled(
				graph.columns[at],
				order.map((i) => wishes[i] ?? 0),
			);
		}
};

/** Moves items level with their partners on both sides without changing the order. */
const level = (graph: Graph): void => {
	for (let round = 0; round < SWEEPS; round++)
		for (const [at, items] of graph.columns.entries())
			graph.tops[at] = settled(items, wishesFor(graph, at, SIDES));
};

const partnersBy = (hops: readonly Hop[], key: "from" | "to"): Map<string, string[]> => {
	const other = key === "from" ? "to" : "from";
	const partners = new Map<string, string[]>();
	for (const hop of hops) partners.set(hop[key], [...(partners.get(hop[key]) ?? []), hop[other]]);
	return partners;
};

/**
 * Boxes in columns from left to right along their links, which must not run in a circle: no two boxes overlap, lines that
 * pass a column have a lane between its boxes, and the same boxes always lie the same. `gap` is the room between two
 * columns, given the columns that it lies between.
 */
export const laidOut = (
	boxes: readonly LaidBox[],
	links: readonly Link[],
	gap: (column: number) => number,
): Layout => {
	const ends = endsOf(boxes, links);
	const ranks = ranksOf(boxes, ends);
	const columns = columnsOf(boxes, links, ends, ranks);
	const hops = hopsOf(links, ends, ranks);
	const graph: Graph = {
		columns,
		tops: columns.map(stacked),
		partners: { ins: partnersBy(hops, "to"), outs: partnersBy(hops, "from") },
	};
	arrange(graph);
	level(graph);
	return measured(boxes, links, ranks, graph, gap);
};

const measured = (
	boxes: readonly LaidBox[],
	links: readonly Link[],
	ranks: ReadonlyMap<string, number>,
	{ columns, tops }: Graph,
	gap: (column: number) => number,
): Layout => {
	const all = tops.flat();
	const highest = all.length === 0 ? 0 : Math.min(...all);
	const topOf = new Map(
		columns.flatMap((items, at) => items.map(({ id }, i) => [id, (tops[at]?.[i] ?? 0) - highest] as const)),
	);
	const widths = columns.map((_, at) =>
		Math.max(0, ...boxes.filter(({ id }) => ranks.get(id) === at).map(({ size }) => size[0])),
	);
	let left = 0;
	const spans = widths.map((width, at) => {
		const span = { left, width };
		left += width + (at < widths.length - 1 ? gap(at) : 0);
		return span;
	});
	const at = (id: string): Point => [spans[ranks.get(id) ?? 0]?.left ?? 0, topOf.get(id) ?? 0];
	const lanes = links.map(({ id }) => {
		const passed = columns.flatMap((_, column) => topOf.get(laneId(id, column)) ?? []);
		return [id, passed.map((top) => top + LANE / 2)] as const;
	});
	return {
		boxes: new Map(boxes.map(({ id }) => [id, at(id)])),
		lanes: new Map(lanes),
		columns: spans,
		columnOf: ranks,
		size: [
			left,
			Math.max(
				0,
				...columns.flatMap((items) => items.map(({ id, height }) => (topOf.get(id) ?? 0) + height)),
			),
		],
	};
};
