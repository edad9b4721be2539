import type { Pair } from "#model/front.ts";
import { type Danger, dangersAt } from "./danger.ts";
import { type Change, changed, type Field, type Hung } from "./field.ts";
import type { Turn } from "./route.ts";

/** One thing that a hand or a driver does. */
export type Move =
	| { readonly do: "unplug"; readonly hung: Hung }
	| { readonly do: "turn"; readonly turn: Turn }
	| { readonly do: "plug"; readonly hung: Hung; readonly parts: readonly string[] };

/** A move with the patch before and after it, and the dangers that it cannot avoid. */
export type Ordered = {
	readonly move: Move;
	readonly before: Field;
	readonly after: Field;
	readonly dangers: readonly Danger[];
};

const changeBy = (move: Move): Change => {
	if (move.do === "unplug") return { out: [move.hung] };
	return move.do === "turn" ? { turns: [move.turn] } : { in: [move.hung] };
};

/** Pairs that a move joins, parts or switches, with those behind the normals of its jacks. */
export const touchedBy = (field: Field, move: Move): Set<Pair> => {
	const { front } = field;
	if (move.do === "turn") {
		const { router, input } = move.turn;
		return new Set([router.output, input].flatMap((port) => front.pairOf(port) ?? []));
	}
	const own = move.hung.jacks.flatMap((id) => front.jack(id)?.ways.map(({ pair }) => pair) ?? []);
	return new Set([...own, ...own.flatMap((pair) => front.normalsOn(pair).flatMap(({ pairs }) => pairs))]);
};

/** A plug goes into an empty jack, and a cord that hangs elsewhere must come out there first. */
const isPossible = (field: Field, move: Move): boolean => {
	if (move.do !== "plug") return true;
	if (move.hung.jacks.some((jack) => field.at(jack) !== undefined)) return false;
	const hanging = field.hung.flatMap(({ parts = [] }) => parts);
	return !move.parts.some((part) => hanging.includes(part));
};

type Seeking = {
	readonly allowed: ReadonlySet<string>;
	/** Orders that led nowhere, by what was left to do. */
	readonly dead: Set<string>;
	looks: number;
};

const MOST_LOOKS = 600;

const freshDangers = (after: Field, move: Move, allowed: ReadonlySet<string>): Danger[] =>
	[...dangersAt(after, touchedBy(after, move))]
		.filter(([key]) => !allowed.has(key))
		.map(([, danger]) => danger);

/** The first order, by the wish of the list, in which nothing dangerous happens between the moves. */
const safely = (field: Field, moves: readonly Move[], seeking: Seeking): Ordered[] | undefined => {
	if (moves.length === 0) return [];
	const key = moves
		.map((move) => JSON.stringify(move.do === "turn" ? move.turn.router.output : move.hung.jacks))
		.join();
	if (seeking.dead.has(key)) return undefined;
	for (const move of moves) {
		if (!isPossible(field, move) || ++seeking.looks > MOST_LOOKS) continue;
		const after = changed(field, changeBy(move));
		if (freshDangers(after, move, seeking.allowed).length > 0) continue;
		const rest = safely(
			after,
			moves.filter((other) => other !== move),
			seeking,
		);
		if (rest) return [{ move, before: field, after, dangers: [] }, ...rest];
	}
	seeking.dead.add(key);
	return undefined;
};

/** As the list says where it can be, a move without danger before one with; each danger is told with its move. */
const warily = (field: Field, moves: readonly Move[], allowed: ReadonlySet<string>): Ordered[] => {
	const ordered: Ordered[] = [];
	let before = field;
	let left = moves;
	while (left.length > 0) {
		const possible = left.filter((move) => isPossible(before, move));
		const tried = (possible.length > 0 ? possible : left.slice(0, 1)).map((move): Ordered => {
			const after = changed(before, changeBy(move));
			return { move, before, after, dangers: freshDangers(after, move, allowed) };
		});
		const next = tried.find(({ dangers }) => dangers.length === 0) ?? tried[0];
		if (!next) break;
		ordered.push(next);
		before = next.after;
		left = left.filter((move) => move !== next.move);
	}
	return ordered;
};

/**
 * Orders moves so that no state between them is dangerous that neither the first nor the last one is. The list's own
 * order is kept where it can be; a danger that no order avoids is told with the move that brings it.
 */
export const inOrder = (field: Field, moves: readonly Move[]): Ordered[] => {
	const end = moves.reduce((at, move) => changed(at, changeBy(move)), field);
	const pairs = new Set(moves.flatMap((move) => [...touchedBy(field, move)]));
	const allowed = new Set([...dangersAt(field, pairs).keys(), ...dangersAt(end, pairs).keys()]);
	return safely(field, moves, { allowed, dead: new Set(), looks: 0 }) ?? warily(field, moves, allowed);
};
