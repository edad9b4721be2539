import type { Suitor } from "#model/front-cords.ts";
import type { Change, Hung } from "./field.ts";
import { changeOf, cutFree, type Draft, draftOf, isBetter, judge, type Worth } from "./judge.ts";
import type { Asked, NewPlug, Route } from "./route.ts";
import { routesOf } from "./routes.ts";
import { matchCords, suitorsFor, without } from "./stock.ts";

/** A patch in which every wanted connection is made, or as many as can be. */
export type Solution = {
	readonly routes: readonly Route[];
	/** Cords that go: they are in the way, or bring something else along. */
	readonly out: readonly Hung[];
	readonly plugs: readonly {
		readonly plug: NewPlug;
		readonly hung: Hung;
		readonly suitor: Suitor | undefined;
	}[];
	readonly change: Change;
	readonly worth: Worth;
};

/** A search that takes longer than this goes with the best that it has found. */
const MOST_LOOKS = 4000;
const MOST_PATCHES = 300;

const overlaps = <T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean => !one.isDisjointFrom(other);

/** Whether two routes can be patched at once. */
const agree = (a: Route, b: Route): boolean => {
	const plugged = ({ plugs }: Route): Set<string> => new Set(plugs.flatMap(({ jacks }) => jacks));
	const [ofA, ofB] = [plugged(a), plugged(b)];
	return !(
		overlaps(ofA, ofB) ||
		overlaps(ofA, b.clear) ||
		overlaps(ofB, a.clear) ||
		overlaps(a.keep, b.out) ||
		overlaps(b.keep, a.out) ||
		overlaps(new Set(a.pairs), new Set(b.pairs))
	);
};

/** What one connection adds at the least. A cord that is in the way of several counts in parts for each of them. */
type Share = { readonly missing: number; readonly moves: number; readonly plugs: number };
const noShare: Share = { missing: 0, moves: 0, plugs: 0 };
const plus = (a: Share, b: Share): Share => ({
	missing: a.missing + b.missing,
	moves: a.moves + b.moves,
	plugs: a.plugs + b.plugs,
});

const shareOf = (choices: readonly (readonly Route[])[]): ((route: Route) => Share) => {
	const inTheWay = new Map<Hung, number>();
	for (const routes of choices)
		for (const cord of new Set(routes.flatMap(({ out }) => [...out])))
			inTheWay.set(cord, (inTheWay.get(cord) ?? 0) + 1);
	return ({ covers, lacks, plugs, turns, out }) => ({
		missing: lacks.length / covers.length,
		moves:
			(plugs.length + turns.length) / covers.length +
			[...out].reduce((sum, cord) => sum + 1 / (inTheWay.get(cord) ?? 1), 0),
		plugs: plugs.length / covers.length,
	});
};

const leastOf = (routes: readonly Route[], share: (route: Route) => Share): Share => {
	const shares = routes.map(share);
	const least = (of: (share: Share) => number): number => Math.min(...shares.map(of));
	return {
		missing: least(({ missing }) => missing),
		moves: least(({ moves }) => moves),
		plugs: least(({ plugs }) => plugs),
	};
};

const worthOf = (asked: Asked, draft: Draft, suitorsOf: (plug: NewPlug) => readonly Suitor[]): Solution => {
	const judged = cutFree(asked, judge(asked, draft));
	const { routes, out } = judged.draft;
	const plugs = [...judged.draft.fresh];
	const names = without(
		asked.taken,
		[...out].flatMap(({ cord }) => cord?.cord ?? []),
	);
	const chosen = matchCords(
		plugs.map(([plug]) => suitorsOf(plug)),
		names,
	);
	const unserved = chosen.filter((suitor) => suitor === undefined).length;
	const lacks = routes.flatMap((route) => route.lacks).length;
	const turns = routes.flatMap((route) => route.turns).length;
	return {
		routes,
		out: [...out],
		plugs: plugs.map(([plug, hung], i) => ({ plug, hung, suitor: chosen[i] })),
		change: changeOf(judged.draft),
		worth: [judged.unmade, lacks + unserved, lacks, judged.dangers, plugs.length + turns + out.size],
	};
};

/** How many more plugs there must be than cords that could ever be free. */
const shortOf = (asked: Asked, choices: readonly (readonly Route[])[]): ((plugs: number) => number) => {
	const inTheWay = new Set(choices.flat().flatMap(({ out }) => [...out]));
	const all = asked.front.studio.store.reduce((sum, { count }) => sum + count, 0);
	const stocks = new Set(asked.front.studio.store.map(({ id }) => id));
	const used = [...asked.taken].filter((name) => stocks.has(name.replace(/ #\d+$/, ""))).length;
	return (plugs) => Math.max(0, Math.ceil(plugs - 1e-9) - (all - used + inTheWay.size));
};

/**
 * The patch with the fewest things missing, and of those the one with the fewest moves (branch and bound over the ways
 * of each connection; what the rest must cost at least cuts a branch off as soon as it cannot become better).
 */
export const search = (asked: Asked): Solution => {
	const choices = routesOf(asked);
	const suitorsOf = suitorsFor(asked.front.studio);
	const share = shareOf(choices);
	const least = choices.map((routes) => leastOf(routes, share));
	const short = shortOf(asked, choices);
	let best = worthOf(asked, draftOf(choices.flatMap((routes) => routes.at(-1) ?? [])), suitorsOf);
	let looks = 0;
	let patches = 0;
	const hopeless = ({ missing, moves, plugs }: Share): boolean =>
		!isBetter([0, Math.ceil(missing - 1e-9) + short(plugs), 0, 0, Math.ceil(moves - 1e-9)], best.worth);
	const branch = (routes: readonly Route[], open: readonly number[], bound: Share): void => {
		const [index] = open;
		if (index === undefined) {
			patches++;
			const found = worthOf(asked, draftOf(routes), suitorsOf);
			if (isBetter(found.worth, best.worth)) best = found;
			return;
		}
		for (const route of choices[index] ?? []) {
			if (++looks > MOST_LOOKS || patches > MOST_PATCHES) return;
			if (!route.covers.every((covered) => open.includes(covered))) continue;
			const rest = open.filter((other) => !route.covers.includes(other));
			const own = route.covers.reduce((sum) => plus(sum, share(route)), noShare);
			const after = rest.reduce((sum, other) => plus(sum, least[other] ?? noShare), plus(bound, own));
			if (hopeless(after) || !routes.every((other) => agree(other, route))) continue;
			branch([...routes, route], rest, plus(bound, own));
		}
	};
	branch([], [...asked.wanted.keys()], noShare);
	return best;
};
