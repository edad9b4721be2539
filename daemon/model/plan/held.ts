import type { Wanted } from "#model/chain.ts";
import type { Front, Pair } from "#model/front.ts";
import type { PortId } from "#model/studio.ts";
import { type Field, type Hung, isClosed, isFed } from "./field.ts";
import { contactsOf } from "./lay.ts";
import type { Held, Piece, Route } from "./route.ts";

type Reached = { readonly at: Pair; readonly pieces: readonly Piece[]; readonly pairs: readonly Pair[] };

/** Where one can get from a pair without doing anything. */
const onwards = (field: Field, { at, pieces, pairs }: Reached): Reached[] => {
	const { front } = field;
	const to = (next: Pair, piece: Piece): Reached => ({
		at: next,
		pieces: [...pieces, piece],
		pairs: [...pairs, next],
	});
	const cords = front.jacksOn(at).flatMap(({ id }) => {
		const cord = field.at(id);
		const groups = cord?.joins.filter((group) => group.includes(at)) ?? [];
		return cord ? groups.flat().map((next) => to(next, { by: "cord", cord })) : [];
	});
	const normals = front
		.normalsOn(at)
		.filter((normal) => isClosed(field, normal))
		.flatMap((normal) => normal.pairs.map((next) => to(next, { by: "normal", normal })));
	const turned = front.insOn(at).flatMap((input) =>
		front.routedFrom(input).flatMap((router) => {
			const next = front.pairOf(router.output);
			if (next === undefined || field.inputOf(router) !== input) return [];
			return [to(next, { by: "turn", turn: { router, input }, already: true })];
		}),
	);
	return [...normals, ...cords, ...turned];
};

/** The way that a connection takes now; nothing where it does not play. */
export const wayNow = (
	field: Field,
	{ from, to }: Pick<Wanted, "from" | "to">,
): Pick<Reached, "pieces" | "pairs"> | undefined => {
	const [start, end] = [field.front.pairOf(from), field.front.pairOf(to)];
	if (start === undefined || end === undefined || !isFed(field, from, to)) return undefined;
	const seen = new Set<Pair>();
	const queue: Reached[] = [{ at: start, pieces: [], pairs: [start] }];
	for (const reached of queue) {
		if (reached.at === end) return reached;
		if (seen.has(reached.at)) continue;
		seen.add(reached.at);
		queue.push(...onwards(field, reached));
	}
	return undefined;
};

const merged = (parts: readonly Held[]): Held => ({
	cords: new Set(parts.flatMap(({ cords }) => [...cords])),
	jacks: new Set(parts.flatMap(({ jacks }) => [...jacks])),
	pairs: new Set(parts.flatMap(({ pairs }) => [...pairs])),
	outputs: new Set(parts.flatMap(({ outputs }) => [...outputs])),
});

const heldBy = (pieces: readonly Piece[], pairs: readonly Pair[]): Held => {
	const cords: Hung[] = [];
	const jacks: string[] = [];
	const outputs: PortId[] = [];
	for (const piece of pieces) {
		if (piece.by === "cord") cords.push(piece.cord);
		if (piece.by === "normal") jacks.push(...(contactsOf(piece.normal) ?? []));
		if (piece.by === "plug") jacks.push(...piece.plug.jacks);
		if (piece.by === "turn") outputs.push(piece.turn.router.output);
	}
	return { cords: new Set(cords), jacks: new Set(jacks), pairs: new Set(pairs), outputs: new Set(outputs) };
};

/** What connections use that play now. */
export const inUseBy = (field: Field, playing: readonly Pick<Wanted, "from" | "to">[]): Held =>
	merged(
		playing.flatMap((want) => {
			const way = wayNow(field, want);
			return way ? [heldBy(way.pieces, way.pairs)] : [];
		}),
	);

/** What routes will use when they are patched. */
export const promisedTo = (routes: readonly Route[]): Held =>
	merged(routes.map(({ pieces, pairs }) => heldBy(pieces, pairs)));

export const both = (one: Held, other: Held): Held => merged([one, other]);

/** Whether two connections need the same port: then only one of them can be patched. */
export const collide = (a: Pick<Wanted, "from" | "to">, b: Pick<Wanted, "from" | "to">): boolean =>
	a.from === b.from || a.to === b.to;

/** The ports of a front that a connection ends at, for whoever asks what else hangs there. */
export const endsIn = (front: Front, wanted: readonly Pick<Wanted, "from" | "to">[]): Set<Pair> =>
	new Set(wanted.flatMap(({ from, to }) => [from, to].flatMap((port) => front.pairOf(port) ?? [])));
