import type { CordStock } from "#model/cable.ts";
import type { FrontJack, Pair } from "#model/front.ts";
import { fitsInto, jackWish } from "#model/front-cords.ts";
import { joinsOf } from "#model/front-joins.ts";
import { metresBetween } from "#model/front-places.ts";
import { type Asked, isSingle, type NewPlug, type Route } from "./route.ts";

/** A jack that sends on one of its ways and takes the return on the other, with the two connections that it serves. */
type Insert = { readonly jack: FrontJack; readonly sends: number; readonly returns: number };

const pairsOf = ({ front, wanted }: Asked, index: number): { from: Pair; to: Pair } => ({
	from: front.pairOf(wanted[index]?.from ?? "") ?? -1,
	to: front.pairOf(wanted[index]?.to ?? "") ?? -1,
});

/** The insert jacks of a connection that are of use: both of their ways are wanted. */
const insertsAt = (asked: Asked, index: number): Insert[] => {
	const { from } = pairsOf(asked, index);
	return asked.front
		.jacksOn(from)
		.filter((jack) => !isSingle(jack))
		.flatMap((jack) => {
			const other = jack.ways.find(({ pair }) => pair !== from)?.pair;
			const returns = asked.wanted.findIndex((_, i) => pairsOf(asked, i).to === other);
			return returns < 0 ? [] : [{ jack, sends: index, returns }];
		});
};

/** The three jacks in the order of the cord's ends, whichever end of the map is the one with two ways. */
const orders = (jack: FrontJack, send: FrontJack, back: FrontJack): FrontJack[][] => [
	[jack, send, back],
	[jack, back, send],
	[send, jack, back],
	[send, back, jack],
	[back, jack, send],
	[back, send, jack],
];

const joinsBoth = (
	joins: readonly (readonly Pair[])[],
	wanted: readonly { from: Pair; to: Pair }[],
): boolean =>
	joins.length === wanted.length &&
	wanted.every(({ from, to }) =>
		joins.some((group) => group.length === 2 && group.includes(from) && group.includes(to)),
	);

/** The insert cord of one kind between three jacks, if it fits, reaches, and joins what it should. */
const plugFor = (
	asked: Asked,
	stock: CordStock,
	{ jack, sends, returns }: Insert,
	ends: readonly [FrontJack, FrontJack],
): NewPlug | undefined => {
	const { front } = asked;
	if (ends.some((end) => metresBetween(jack, end) > stock.length)) return undefined;
	const cord = { ...stock, stock: stock.id };
	const needed = [pairsOf(asked, sends), pairsOf(asked, returns)];
	for (const order of orders(jack, ...ends)) {
		const [from = "", to = "", ...also] = order.map(({ id }) => id);
		const joins = joinsOf(front.studio, cord, { cord: stock.id, from, to, also }, front.jack);
		if (!joinsBoth(joins, needed) || !fitsInto(cord, front, from, to, also)) continue;
		return {
			jacks: [from, to, ...also],
			wishes: [jackWish(front, jack), jackWish(front, ends[0])],
			joins,
			mapped: stock,
		};
	}
	return undefined;
};

const routeWith = (asked: Asked, { sends, returns }: Insert, plug: NewPlug): Route[] => {
	const { field, held } = asked;
	const gone = plug.jacks.map((jack) => field.at(jack)).filter((cord) => cord !== undefined);
	if (gone.some((cord) => held.cords.has(cord)) || plug.jacks.some((jack) => held.jacks.has(jack))) return [];
	const ways = [pairsOf(asked, sends), pairsOf(asked, returns)];
	return [
		{
			covers: [sends, returns],
			pieces: [{ by: "plug", plug }],
			pairs: ways.flatMap(({ from, to }) => [from, to]),
			plugs: [plug],
			turns: [],
			out: new Set(gone),
			keep: new Set(),
			clear: new Set(),
			lacks: [],
		},
	];
};

/** Ways with an insert cord: one plug that sends on its tip and takes the return on its ring. */
export const insertRoutes = (asked: Asked, index: number): Route[] => {
	const { front } = asked;
	const single = (pair: Pair): FrontJack[] => front.jacksOn(pair).filter(isSingle);
	const stocks = front.studio.store.filter(({ cable }) => cable !== undefined);
	return insertsAt(asked, index).flatMap((insert) =>
		single(pairsOf(asked, insert.sends).to).flatMap((send) =>
			single(pairsOf(asked, insert.returns).from).flatMap((back) =>
				stocks.flatMap((stock) => {
					const plug = plugFor(asked, stock, insert, [send, back]);
					return plug ? routeWith(asked, insert, plug) : [];
				}),
			),
		),
	);
};
