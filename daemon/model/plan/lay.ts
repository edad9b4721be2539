import type { FrontJack, Normal, Pair } from "#model/front.ts";
import { isJoined } from "#model/patchbay.ts";
import type { PortId } from "#model/studio.ts";
import type { Hung } from "./field.ts";
import { type Asked, isSingle, plugBetween, type Route } from "./route.ts";

/** A route while it is being laid. */
export type Laying = Omit<Route, "covers" | "lacks"> & {
	readonly at: Pair;
	/** Rooms in which a cord has been plugged: once is enough. */
	readonly rooms: ReadonlySet<string>;
};

export type Goal = {
	readonly asked: Asked;
	readonly from: PortId;
	readonly to: Pair;
	/** Pairs that end at the destination by normals and cords, without a source of their own. */
	readonly home: ReadonlySet<Pair>;
	/** Whether ties and routers must be tried, because no cord leads there. */
	readonly far: boolean;
	/** The pairs of the other connections: no way leads over them. */
	readonly foreign: ReadonlySet<Pair>;
};

/** A pair that can be on the way: nothing else gives there, and it belongs to nobody else. */
export const isOpen = ({ asked: { front, held }, from, foreign }: Goal, pair: Pair): boolean =>
	!foreign.has(pair) && !held.pairs.has(pair) && front.outsOn(pair).every((out) => out === from);

/** The cords that would have to go from some jacks; undefined if one of them must stay. */
const emptied = (goal: Goal, { keep }: Laying, jacks: readonly string[]): Hung[] | undefined => {
	const { field, held } = goal.asked;
	const cords = jacks.flatMap((jack) => field.at(jack) ?? []);
	return cords.some((cord) => held.cords.has(cord) || keep.has(cord)) ? undefined : cords;
};

/** The jacks that must be empty for a normal to be closed; undefined if it is held open. */
export const contactsOf = ({ normalling, upper, lower, held }: Normal): string[] | undefined => {
	if (!isJoined(normalling, held)) return undefined;
	const opens = (row: "upper" | "lower"): boolean =>
		!isJoined(normalling, { upper: row === "upper", lower: row === "lower" });
	return [...(opens("upper") ? [upper] : []), ...(opens("lower") ? [lower] : [])];
};

const extended = (laying: Laying, at: Pair, more: Partial<Laying>): Laying => ({
	...laying,
	...more,
	at,
	pairs: [...laying.pairs, at],
});

const isPlugged = ({ plugs }: Laying, jack: string): boolean =>
	plugs.some(({ jacks }) => jacks.includes(jack));

const byNormals = (goal: Goal, laying: Laying): Laying[] =>
	goal.asked.front.normalsOn(laying.at).flatMap((normal) => {
		const [upper, lower] = normal.pairs;
		const contacts = contactsOf(normal);
		if (!contacts || contacts.some((jack) => isPlugged(laying, jack))) return [];
		const gone = emptied(goal, laying, contacts);
		if (!gone) return [];
		return [
			extended(laying, upper === laying.at ? lower : upper, {
				pieces: [...laying.pieces, { by: "normal", normal }],
				out: new Set([...laying.out, ...gone]),
				clear: new Set([...laying.clear, ...contacts]),
			}),
		];
	});

const byCords = (goal: Goal, laying: Laying): Laying[] => {
	const { front, field, held } = goal.asked;
	return front.jacksOn(laying.at).flatMap(({ id }) => {
		const cord = field.at(id);
		if (!cord || held.cords.has(cord) || laying.out.has(cord)) return [];
		if (cord.jacks.some((jack) => laying.clear.has(jack))) return [];
		return cord.joins
			.filter((group) => group.includes(laying.at))
			.flatMap((group) => group.filter((pair) => pair !== laying.at))
			.map((next) =>
				extended(laying, next, {
					pieces: [...laying.pieces, { by: "cord", cord }],
					keep: new Set([...laying.keep, cord]),
				}),
			);
	});
};

const leadsElsewhere = ({ asked: { front } }: Goal, { rooms }: Laying, pair: Pair): boolean =>
	front.jacksOn(pair).some(({ room }) => !rooms.has(room));

const byTurns = (goal: Goal, laying: Laying): Laying[] => {
	const { front, field, held } = goal.asked;
	const useful = (pair: Pair): boolean =>
		goal.home.has(pair) || (goal.far && leadsElsewhere(goal, laying, pair));
	return front.insOn(laying.at).flatMap((input) =>
		front.routedFrom(input).flatMap((router) => {
			const next = front.pairOf(router.output);
			if (next === undefined || held.outputs.has(router.output) || !useful(next)) return [];
			const already = field.inputOf(router) === input;
			const turn = { router, input };
			return [
				extended(laying, next, {
					pieces: [...laying.pieces, { by: "turn", turn, already }],
					turns: already ? laying.turns : [...laying.turns, turn],
				}),
			];
		}),
	);
};

/** As many of a kind as all connections together could use; free ones first. */
const someOf = ({ asked }: Goal, jacks: readonly FrontJack[]): FrontJack[] =>
	jacks
		.toSorted(
			(a, b) => Number(asked.field.at(a.id) !== undefined) - Number(asked.field.at(b.id) !== undefined),
		)
		.slice(0, asked.wanted.length + 2);

/** Jacks of a room that a plug may be put into: the destination's, or ties and routers where none of those is here. */
const landings = (goal: Goal, laying: Laying, room: string): FrontJack[] => {
	const { front } = goal.asked;
	const here = (pairs: Iterable<Pair>): FrontJack[] =>
		[...pairs].flatMap((pair) => front.jacksOn(pair).filter((jack) => isSingle(jack) && jack.room === room));
	const home = here(goal.home);
	if (home.length > 0 || !goal.far) return home;
	const seen = { ...laying, rooms: new Set([...laying.rooms, room]) };
	const ties = front.ties.map(({ pair }) => pair).filter((pair) => leadsElsewhere(goal, seen, pair));
	const routers = new Set(
		front.routerOutputs.flatMap(({ inputs }) => inputs.map((one) => front.pairOf(one))),
	);
	return [
		...someOf(goal, here(ties)),
		...someOf(goal, here([...routers].filter((pair) => pair !== undefined))),
	];
};

const byPlugs = (goal: Goal, laying: Laying): Laying[] => {
	const { front, held } = goal.asked;
	const isTaken = (jack: string): boolean =>
		held.jacks.has(jack) || laying.clear.has(jack) || isPlugged(laying, jack);
	const starts = front
		.jacksOn(laying.at)
		.filter((jack) => isSingle(jack) && !isTaken(jack.id) && !laying.rooms.has(jack.room));
	return starts.flatMap((start) =>
		landings(goal, laying, start.room)
			.filter(({ id }) => !isTaken(id))
			.flatMap((end) => {
				const gone = emptied(goal, laying, [start.id, end.id]);
				if (!gone) return [];
				const plug = plugBetween(front, start, end);
				return [
					extended(laying, end.ways[0]?.pair ?? -1, {
						pieces: [...laying.pieces, { by: "plug", plug }],
						plugs: [...laying.plugs, plug],
						out: new Set([...laying.out, ...gone]),
						rooms: new Set([...laying.rooms, start.room]),
					}),
				];
			}),
	);
};

/** Nobody patches longer ways than this, and a choice of this many is enough. */
const MOST_PIECES = 9;
const MOST_ROUTES = 400;

const isPlain = ({ keep, out }: Laying): boolean => ![...keep].some((cord) => out.has(cord));

/** Lays every way from where it stands; each that reaches the destination is found. */
export const lay = (goal: Goal, laying: Laying, found: Laying[]): void => {
	if (laying.at === goal.to) {
		found.push(laying);
		return;
	}
	if (laying.pieces.length >= MOST_PIECES || found.length >= MOST_ROUTES) return;
	const turned = byTurns(goal, laying).filter(({ at }) => at === goal.to || !goal.foreign.has(at));
	const others = [...byNormals(goal, laying), ...byCords(goal, laying), ...byPlugs(goal, laying)];
	const next = [...turned, ...others.filter(({ at }) => at === goal.to || isOpen(goal, at))];
	for (const one of next) if (!laying.pairs.includes(one.at) && isPlain(one)) lay(goal, one, found);
};
