import type { Pair } from "#model/front.ts";
import { isSpeakerOut } from "#model/front-gear.ts";
import type { PortId } from "#model/studio.ts";
import { behind, type Copper, copperAt, type Field } from "./field.ts";

/** What must not be, not even for the moment between two steps. */
export type Danger = {
	readonly what: "two sources" | "speaker into line" | "feedback";
	readonly ports: readonly PortId[];
};

export const keyOf = ({ what, ports }: Danger): string => `${what} ${ports.join(" ")}`;

const pairsOf = <T>(list: readonly T[]): (readonly [T, T])[] =>
	list.flatMap((one, i) => list.slice(i + 1).map((other) => [one, other] as const));

/** Outputs that drive each other. */
const fighting = ({ outs }: Copper): Danger[] =>
	pairsOf([...outs].sort()).map((ports) => ({ what: "two sources", ports }));

/** A loudspeaker line on anything but a loudspeaker or a load. */
const overdriven = ({ front }: Field, { outs, ins }: Copper): Danger[] => {
	const speakers = outs.filter((out) => {
		const port = front.port(out)?.port;
		return port !== undefined && isSpeakerOut(port);
	});
	const lines =
		speakers.length === 0 ? [] : ins.filter((into) => front.port(into)?.port.stage !== "speaker load");
	return speakers.flatMap((out) =>
		lines.map((into): Danger => ({ what: "speaker into line", ports: [out, into] })),
	);
};

/** Whether what goes into an input comes back to it. */
const comesBack = (field: Field, start: PortId): boolean => {
	const seen = new Set<PortId>();
	const todo = [start];
	for (let input = todo.pop(); input !== undefined; input = todo.pop())
		for (const out of behind(field, input)) {
			const pair = field.front.pairOf(out);
			for (const next of pair === undefined ? [] : copperAt(field, pair).ins) {
				if (next === start) return true;
				if (seen.has(next)) continue;
				seen.add(next);
				todo.push(next);
			}
		}
	return false;
};

/** The dangers on the copper that some pairs lie on, by key. */
export const dangersAt = (field: Field, pairs: Iterable<Pair>): Map<string, Danger> => {
	const done = new Set<Pair>();
	const found: Danger[] = [];
	for (const pair of pairs) {
		if (done.has(pair)) continue;
		const copper = copperAt(field, pair);
		for (const one of copper.pairs) done.add(one);
		found.push(...fighting(copper), ...overdriven(field, copper));
		if (copper.outs.length === 0) continue;
		const loops = copper.ins.filter((into) => comesBack(field, into));
		found.push(...loops.map((into): Danger => ({ what: "feedback", ports: [into] })));
	}
	return new Map(found.map((danger) => [keyOf(danger), danger]));
};
