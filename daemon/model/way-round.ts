import { hopsOn } from "#model/copper/link.ts";
import type { Netlist } from "#model/copper/wiring.ts";
import type { GearModel } from "./gear-model.ts";
import { kept } from "./kept.ts";
import { anyPortOf, type PortId, type Studio } from "./studio.ts";

/** From an input through the unit behind it to one of its outputs, and down the copper to the next input. */
export type Turn = { readonly input: PortId; readonly output: PortId; readonly next: PortId };
/** A closed way round: the last turn leads to the first input, which is the first of them by name. */
export type Loop = readonly Turn[];

const pathsFrom = kept(({ paths }: GearModel) => Map.groupBy(paths, ({ from }) => from));

/** Where an input leads to. What goes into a converter comes out of a DAW, if at all: that is no copper. */
const turnsFrom = (studio: Studio, netlist: Netlist, input: PortId): Turn[] => {
	const found = anyPortOf(studio, input);
	if (!found || found.unit.id === studio.interface.unit) return [];
	return (pathsFrom(found.model).get(found.name) ?? []).flatMap(({ to }) => {
		const output = `${found.unit.id}/${to}`;
		const island = netlist.islandOf(output);
		return (island ? hopsOn(island) : []).flatMap(({ from, to: next }) =>
			from.id === output ? [{ input, output, next: next.id }] : [],
		);
	});
};

type Turns = ReadonlyMap<PortId, readonly Turn[]>;
type Open = (turn: Turn) => boolean;

/** Every input that these lead to, with where each leads. */
const reached = (studio: Studio, netlist: Netlist, starts: readonly PortId[], isOpen: Open): Turns => {
	const turns = new Map<PortId, readonly Turn[]>();
	const waiting = [...starts];
	for (let input = waiting.pop(); input !== undefined; input = waiting.pop()) {
		if (turns.has(input)) continue;
		const ways = turnsFrom(studio, netlist, input).filter(isOpen);
		turns.set(input, ways);
		for (const { next } of ways) waiting.push(next);
	}
	return turns;
};

/** What is left when every input is struck off that leads nowhere, and then those that led only there. */
const withoutEnds = (turns: Turns): Turns => {
	const before = Map.groupBy([...turns.values()].flat(), ({ next }) => next);
	const ways = new Map([...turns].map(([input, { length }]) => [input, length]));
	const ends = [...ways].flatMap(([input, count]) => (count === 0 ? [input] : []));
	for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
		ways.delete(end);
		for (const { input } of before.get(end) ?? []) {
			const left = (ways.get(input) ?? 0) - 1;
			ways.set(input, left);
			if (left === 0) ends.push(input);
		}
	}
	return new Map([...turns].filter(([input]) => ways.has(input)));
};

/** The shortest way round from an input to itself, if there is one (breadth first). */
const shortest = (turns: Turns, start: PortId): Turn[] | undefined => {
	const cameBy = new Map<PortId, Turn>();
	const back = (last: Turn): Turn[] => {
		const way = [last];
		for (let turn = cameBy.get(last.input); turn; turn = cameBy.get(turn.input)) way.unshift(turn);
		return way;
	};
	const waiting = [start];
	for (const input of waiting)
		for (const turn of turns.get(input) ?? []) {
			if (turn.next === start) return back(turn);
			if (!turns.has(turn.next) || cameBy.has(turn.next)) continue;
			cameBy.set(turn.next, turn);
			waiting.push(turn.next);
		}
	return undefined;
};

const fromFirst = (loop: readonly Turn[]): Loop => {
	const names = loop.map(({ input }) => input);
	const first = names.indexOf(names.toSorted()[0] ?? "");
	return [...loop.slice(first), ...loop.slice(0, first)];
};

/** Inputs that lead to one of their like for ever: all that lie on a way round, and what lies between two of those. */
export const roundabouts = (studio: Studio, netlist: Netlist, starts: readonly PortId[]): PortId[] => [
	...withoutEnds(reached(studio, netlist, starts, () => true)).keys(),
];

/**
 * The shortest way round through each of these inputs, each once. It depends on the copper alone, and not on where
 * one begins to look: what is told of a loop stays the same while other cords come and go.
 */
export const loopsThrough = (
	studio: Studio,
	netlist: Netlist,
	inputs: readonly PortId[],
	isOpen: Open = () => true,
): Loop[] => {
	const turns = withoutEnds(reached(studio, netlist, inputs, isOpen));
	const loops = inputs.toSorted().flatMap((input) => {
		const loop = turns.has(input) && shortest(turns, input);
		return loop ? [fromFirst(loop)] : [];
	});
	const placesOf = (loop: Loop): string =>
		loop
			.map(({ input }) => input)
			.sort()
			.join(" ");
	const once = new Map<string, Loop>();
	for (const loop of loops) if (!once.has(placesOf(loop))) once.set(placesOf(loop), loop);
	return [...once.values()];
};
