import { type Plugged, piecesOf } from "#model/cable.ts";
import { type ChainNeeds, needsOf, type Wanted } from "#model/chain.ts";
import type { Front } from "#model/front.ts";
import { takenBy } from "#model/front-cords.ts";
import type { Chain, Session } from "#model/session.ts";
import { changed, type Field, fieldOf, type Hung, hungOf, isFed } from "./field.ts";
import { both, collide, inUseBy, promisedTo } from "./held.ts";
import type { NewPlug, Route } from "./route.ts";
import { type Solution, search } from "./search.ts";
import { namesFor, without } from "./stock.ts";

/** A cord that is planned: what it joins, and which one of the store it is; nothing if none was to be had. */
export type Placed = { readonly plug: NewPlug; readonly hung: Hung; readonly cord: string | undefined };

/** A chain with the patch that was found for it. */
export type Solved = {
	readonly chain: Chain;
	readonly needs: ChainNeeds;
	/** The patch that it begins from. */
	readonly start: Field;
	readonly solution: Solution;
	readonly placed: readonly Placed[];
	/** Chains that need the same port: only one of them can be patched at a time. */
	readonly rivals: readonly Chain[];
};

type Problem = {
	readonly front: Front;
	readonly start: Field;
	/** What each chain of the session needs. */
	readonly needs: ReadonlyMap<string, ChainNeeds>;
	/** Chains that have been planned before this one and are not patched yet. */
	readonly before: readonly Solved[];
};

const nothing: Solution = {
	routes: [],
	out: [],
	plugs: [],
	change: {},
	worth: [0, 0, 0, 0, 0],
};

/** The cord as it will hang. */
const hungAs = (cord: string, { jacks, joins }: Hung): Hung => {
	const [from = "", to = "", ...also] = jacks;
	const plugged: Plugged = { cord, from, to, ...(also.length > 0 ? { also } : {}) };
	return { jacks, joins, cord: plugged, parts: piecesOf(cord) };
};

const place = ({ plugs, out }: Solution, taken: ReadonlySet<string>): Placed[] => {
	const names = namesFor(
		plugs.map(({ suitor }) => suitor),
		without(
			taken,
			out.flatMap(({ cord }) => cord?.cord ?? []),
		),
	);
	return plugs.map(({ plug, hung }, i) => {
		const cord = plug.jacks.length === 0 ? undefined : names[i];
		return { plug, hung: cord === undefined ? hung : hungAs(cord, hung), cord };
	});
};

const promisedBy = ({ solution, needs, placed }: Solved, ours: readonly Wanted[]) => {
	const free = solution.routes.filter(({ covers }) =>
		covers.every((i) => ours.every((want) => !collide(want, needs.wanted[i] ?? want))),
	);
	const plugs = new Set(free.flatMap((route) => route.plugs));
	const cords = placed.filter(({ plug }) => plugs.has(plug)).flatMap(({ cord }) => cord ?? []);
	return { held: promisedTo(free), cords };
};

const solve = ({ front, start, needs, before }: Problem, chain: Chain, chains: readonly Chain[]): Solved => {
	const own = needs.get(chain.id) ?? { wanted: [], ways: [], impossible: [] };
	const { wanted } = own;
	const others = chains
		.filter(({ id }) => id !== chain.id)
		.map((other) => ({ other, theirs: needs.get(other.id)?.wanted ?? [] }));
	const collides = (theirs: Wanted): boolean => wanted.some((want) => collide(want, theirs));
	const rivals = others.filter(({ theirs }) => theirs.some(collides)).map(({ other }) => other);
	if (own.impossible.length > 0) return { chain, needs: own, start, solution: nothing, placed: [], rivals };
	const playing = others
		.flatMap(({ theirs }) => theirs)
		.filter((theirs) => !collides(theirs) && isFed(start, theirs.from, theirs.to));
	const promises = before.map((solved) => promisedBy(solved, wanted));
	const hanging = start.hung.flatMap(({ cord }) => cord ?? []);
	const taken = new Set([...takenBy(hanging), ...promises.flatMap(({ cords }) => cords).flatMap(piecesOf)]);
	const held = promises.reduce((all, promise) => both(all, promise.held), inUseBy(start, playing));
	const solution = search({ front, field: start, wanted, others: playing, held, taken });
	return { chain, needs: own, start, solution, placed: place(solution, taken), rivals };
};

const needsIn = (front: Front, chains: readonly Chain[]): Map<string, ChainNeeds> =>
	new Map(chains.map((chain) => [chain.id, needsOf(front.studio, chain)]));

export const presentField = (front: Front, { cords, settings }: Session): Field =>
	fieldOf(
		front,
		cords.map((cord) => hungOf(front, cord)),
		settings,
	);

/** Every chain by itself from the present patch; what an earlier one was promised a later one does not take. */
export const solveEach = (front: Front, session: Session): Solved[] => {
	const start = presentField(front, session);
	const needs = needsIn(front, session.chains);
	const before: Solved[] = [];
	for (const chain of session.chains)
		before.push(solve({ front, start, needs, before }, chain, session.chains));
	return before;
};

/** The patch when a solved chain is plugged as far as it can be. */
export const fieldAfter = ({ start, solution, placed }: Solved): Field =>
	changed(start, {
		...solution.change,
		in: placed.filter(({ cord }) => cord !== undefined).map(({ hung }) => hung),
	});

/** One chain after the other, each on what the one before it has left; rivals of an earlier one are left out. */
export const solveTogether = (front: Front, session: Session): Solved[] => {
	const needs = needsIn(front, session.chains);
	const done: Solved[] = [];
	for (const chain of session.chains) {
		const last = done.at(-1);
		const start = last ? fieldAfter(last) : presentField(front, session);
		const solved = solve({ front, start, needs, before: [] }, chain, session.chains);
		const rivals = solved.rivals.filter((rival) => done.some((other) => other.chain === rival));
		const left = rivals.length === 0 ? {} : { solution: nothing, placed: [] };
		done.push({ ...solved, ...left, rivals });
	}
	return done;
};

/** The way of a wanted connection in a solution. */
export const routeOf = ({ solution }: Solved, index: number): Route | undefined =>
	solution.routes.find(({ covers }) => covers.includes(index));
