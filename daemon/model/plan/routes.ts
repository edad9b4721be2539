import type { FrontJack, Pair } from "#model/front.ts";
import type { JackWish } from "#model/front-cords.ts";
import { jackWish } from "#model/front-cords.ts";
import { mainRoom } from "#model/front-places.ts";
import { insertRoutes } from "./insert.ts";
import { type Goal, isOpen, type Laying, lay } from "./lay.ts";
import { type Asked, isSingle, movesOf, type NewPlug, type Route, type RouteLack } from "./route.ts";

/** Everything that leads to a pair by a normal or a cord, closed now or not, and has no other source. */
const homeOf = (goal: Omit<Goal, "home" | "far">): ReadonlySet<Pair> => {
	const { front, field } = goal.asked;
	const open = { ...goal, home: new Set<Pair>(), far: false };
	const home = new Set([goal.to]);
	for (const pair of home) {
		const byNormal = front.normalsOn(pair).flatMap(({ pairs }) => pairs);
		const byCord = front.jacksOn(pair).flatMap(({ id }) => (field.at(id)?.joins ?? []).flat());
		for (const next of [...byNormal, ...byCord]) if (isOpen(open, next)) home.add(next);
	}
	return home;
};

const start = (pair: Pair): Laying => ({
	at: pair,
	rooms: new Set(),
	pieces: [],
	pairs: [pair],
	plugs: [],
	turns: [],
	out: new Set(),
	keep: new Set(),
	clear: new Set(),
});

const finished = (laying: Laying, index: number): Route => {
	const { at: _, rooms: __, ...route } = laying;
	return { ...route, covers: [index], lacks: [] };
};

/** The pairs of all connections but one. */
const foreignTo = ({ front, wanted }: Asked, index: number): ReadonlySet<Pair> =>
	new Set(
		wanted.flatMap(({ from, to }, i) =>
			i === index ? [] : [from, to].flatMap((port) => front.pairOf(port) ?? []),
		),
	);

const laid = (asked: Asked, index: number): Route[] => {
	const want = asked.wanted[index];
	const [from, to] = [asked.front.pairOf(want?.from ?? ""), asked.front.pairOf(want?.to ?? "")];
	if (!want || from === undefined || to === undefined) return [];
	const goal = { asked, from: want.from, to, foreign: foreignTo(asked, index) };
	const home = homeOf(goal);
	const near: Laying[] = [];
	lay({ ...goal, home, far: false }, start(from), near);
	const far: Laying[] = [];
	if (near.length === 0) lay({ ...goal, home, far: true }, start(from), far);
	return [...near, ...far].map((laying) => finished(laying, index));
};

/** A jack that is not there yet is thought beside the one that it is to be joined with. */
const beside = (wish: JackWish | undefined, asked: Asked): JackWish => ({
	room: wish?.room ?? mainRoom(asked.front.studio),
	at: wish?.at ?? null,
	connector: wish?.connector ?? asked.front.studio.bays[0]?.connector ?? "XLR-3",
	gender: null,
	speaker: wish?.speaker ?? false,
	gives: false,
});

const toCome = (one: JackWish, other: JackWish): NewPlug => ({ jacks: [], wishes: [one, other], joins: [] });

const lacking = (index: number, lacks: readonly RouteLack[], plugs: readonly NewPlug[]): Route => ({
	covers: [index],
	pieces: [],
	pairs: [],
	plugs,
	turns: [],
	out: new Set(),
	keep: new Set(),
	clear: new Set(),
	lacks,
});

/** What would have to be there for a connection that cannot be made otherwise. */
const wished = (asked: Asked, index: number): Route => {
	const { front, field, held } = asked;
	const { from = "", to = "" } = asked.wanted[index] ?? {};
	const usable = (port: string): FrontJack[] =>
		front
			.jacksOn(front.pairOf(port) ?? -1)
			.filter(
				(jack) => isSingle(jack) && !held.jacks.has(jack.id) && !held.cords.has(field.at(jack.id) ?? none),
			);
	const [sources, sinks] = [usable(from), usable(to)];
	const [a, b] = [sources[0] && jackWish(front, sources[0]), sinks[0] && jackWish(front, sinks[0])];
	if (!a || !b) {
		const [one, other] = [a ?? beside(b, asked), b ?? beside(a, asked)];
		const lacks = [...(a ? [] : [from]), ...(b ? [] : [to])].map((port) => ({ what: "jack" as const, port }));
		return lacking(index, lacks, [toCome(one, other)]);
	}
	const together = sources.some(({ room }) => sinks.some((sink) => sink.room === room));
	if (together) return lacking(index, [{ what: "jack", port: to }], [toCome(a, beside(a, asked))]);
	const plugs = [toCome(a, beside(a, asked)), toCome(beside(b, asked), b)];
	return lacking(index, [{ what: "tie line", rooms: [a.room, b.room] }], plugs);
};

/** Stands for no cord at all. */
const none = { jacks: [], joins: [] };

/** Metres do not count as moves, but of two ways alike the shorter is taken. */
const nearness = ({ plugs }: Route): number =>
	plugs.reduce((sum, { wishes: [one, other] }) => {
		const way = one.at && other.at ? Math.abs(one.at.x - other.at.x) + Math.abs(one.at.y - other.at.y) : 1.5;
		return sum + way;
	}, 0);

const better = (a: Route, b: Route): number =>
	a.lacks.length - b.lacks.length ||
	movesOf(a) / a.covers.length - movesOf(b) / b.covers.length ||
	a.plugs.length - b.plugs.length ||
	nearness(a) - nearness(b);

/** Every way to make each of the wanted connections, the easiest first, and last of all what is missing for one. */
export const routesOf = (asked: Asked): Route[][] => {
	const inserts = asked.wanted.flatMap((_, index) => insertRoutes(asked, index));
	return asked.wanted.map((_, index) => {
		const shared = inserts.filter(({ covers }) => covers.includes(index));
		return [...[...laid(asked, index), ...shared].sort(better), wished(asked, index)];
	});
};
