import type { Wanted } from "#model/chain.ts";
import type { Pair } from "#model/front.ts";
import type { PortId } from "#model/studio.ts";
import { dangersAt, keyOf } from "./danger.ts";
import { type Change, changed, copperAt, type Field, type Hung, isFed } from "./field.ts";
import type { Asked, NewPlug, Route } from "./route.ts";

/** A patch that is thought of: the ways it takes and the cords that go. */
export type Draft = {
	readonly routes: readonly Route[];
	readonly out: ReadonlySet<Hung>;
	readonly fresh: ReadonlyMap<NewPlug, Hung>;
};

export const draftOf = (routes: readonly Route[]): Draft => ({
	routes,
	out: new Set(routes.flatMap(({ out }) => [...out])),
	fresh: new Map(
		routes.flatMap(({ plugs }) => plugs).map((plug) => [plug, { jacks: plug.jacks, joins: plug.joins }]),
	),
});

export const changeOf = ({ routes, out, fresh }: Draft): Change => ({
	out,
	in: [...fresh.values()].filter(({ jacks }) => jacks.length > 0),
	turns: routes.flatMap(({ turns }) => turns),
});

export type Judged = {
	readonly draft: Draft;
	/** Connections that do not play although they should, of this chain and of others. */
	readonly unmade: number;
	/** Dangers that are not there now. */
	readonly dangers: number;
	/** The copper on which something is wrong. */
	readonly trouble: readonly number[];
};

/** How good a patch is; the smaller, the better, from the left. */
export type Worth = readonly [
	unmade: number,
	missing: number,
	/** Of what is missing, jacks and tie lines: a cord is sooner got. */
	soldering: number,
	dangers: number,
	moves: number,
];
export const isBetter = (a: Worth, b: Worth): boolean => {
	const at = a.findIndex((value, i) => value !== b[i]);
	return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
};

const silent = (
	{ wanted, others }: Asked,
	{ routes }: Draft,
	field: Field,
): Pick<Wanted, "from" | "to">[] => {
	const lacking = new Set(routes.filter(({ lacks }) => lacks.length > 0).flatMap(({ covers }) => covers));
	const due = wanted.filter((_, i) => !lacking.has(i));
	return [...due, ...others].filter(({ from, to }) => !isFed(field, from, to));
};

/** Pairs on which something changes. */
const touchedBy = ({ routes, out, fresh }: Draft): Set<number> =>
	new Set([
		...[...out, ...fresh.values()].flatMap(({ joins }) => joins.flat()),
		...routes.flatMap(({ pairs }) => pairs),
	]);

/** What a patch would be like: what plays in it, and what it brings about that is not there now. */
export const judge = (asked: Asked, draft: Draft): Judged => {
	const { front, field } = asked;
	const after = changed(field, changeOf(draft));
	const pairsOf = (ports: readonly PortId[]): Set<Pair> =>
		new Set(ports.flatMap((port) => front.pairOf(port) ?? []));
	const mute = silent(asked, draft, after);
	const there = [...dangersAt(after, touchedBy(draft)).values()];
	const before = dangersAt(field, pairsOf(there.flatMap(({ ports }) => ports)));
	const fresh = there.filter((danger) => !before.has(keyOf(danger)));
	const pairs = pairsOf([
		...mute.flatMap(({ from, to }) => [from, to]),
		...fresh.flatMap(({ ports }) => ports),
	]);
	const trouble = new Set([...pairs].flatMap((pair) => [...copperAt(after, pair).pairs]));
	return { draft, unmade: mute.length, dangers: fresh.length, trouble: [...trouble] };
};

const MOST_CUTS = 3;
const MOST_TRIALS = 40;

/** Cords that might be to blame: they hang on the copper that is in trouble, and nobody needs them. */
const suspects = ({ front, field, held }: Asked, { draft, trouble }: Judged): Hung[] => {
	const needed = new Set(draft.routes.flatMap(({ keep }) => [...keep]));
	const cords = trouble.flatMap((pair) => front.jacksOn(pair).map(({ id }) => field.at(id)));
	return [...new Set(cords)]
		.filter((cord) => cord !== undefined)
		.filter((cord) => !draft.out.has(cord) && !needed.has(cord) && !held.cords.has(cord));
};

/** Takes out what brings another source along, one cord, or two or three, until all plays as it should. */
export const cutFree = (asked: Asked, first: Judged): Judged => {
	let best = first;
	let edge = [first];
	for (let cuts = 0; cuts < MOST_CUTS && best.unmade + best.dangers > 0; cuts++) {
		edge = edge
			.flatMap((judged) => suspects(asked, judged).map((cord) => ({ judged, cord })))
			.slice(0, MOST_TRIALS)
			.map(({ judged: { draft }, cord }) => judge(asked, { ...draft, out: new Set([...draft.out, cord]) }));
		for (const { unmade, dangers, ...rest } of edge)
			if (isBetter([unmade, 0, 0, dangers, 0], [best.unmade, 0, 0, best.dangers, 0]))
				best = { unmade, dangers, ...rest };
	}
	return best;
};
