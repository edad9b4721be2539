import { jacksOfCord, type Plugged, piecesOf } from "#model/cable.ts";
import type { Front, Normal, Pair } from "#model/front.ts";
import type { RouterOutput } from "#model/front-gear.ts";
import { isJoined } from "#model/patchbay.ts";
import type { KnobPositions } from "#model/position.ts";
import type { PortId } from "#model/studio.ts";

/** Something that hangs in front: a cord of the session, or one that is planned and has no name yet. */
export type Hung = {
	readonly jacks: readonly string[];
	readonly joins: readonly (readonly Pair[])[];
	/** Nothing while it is planned only. */
	readonly cord?: Plugged;
	/** The cord and its adapters by name. */
	readonly parts?: readonly string[];
};

/** The patch at one moment: what hangs, and what the routers' outputs give. */
export type Field = {
	readonly front: Front;
	readonly hung: readonly Hung[];
	readonly at: (jack: string) => Hung | undefined;
	readonly inputOf: (output: RouterOutput) => PortId | undefined;
	/** The patch that it was made from, with all that is other since then. */
	readonly since: Since;
};

type Since = {
	readonly at: ReadonlyMap<string, Hung>;
	readonly settings: KnobPositions;
	readonly gone: ReadonlySet<Hung>;
	readonly added: ReadonlyMap<string, Hung>;
	readonly turned: ReadonlyMap<PortId, PortId>;
};

export const hungOf = (front: Front, cord: Plugged): Hung => ({
	jacks: jacksOfCord(cord),
	joins: front.joins(cord),
	cord,
	parts: piecesOf(cord.cord),
});

const byJack = (hung: readonly Hung[]): (readonly [string, Hung])[] =>
	hung.flatMap((cord) => cord.jacks.map((jack) => [jack, cord] as const));

const fieldSince = (front: Front, hung: readonly Hung[], since: Since): Field => {
	const { at, settings, gone, added, turned } = since;
	return {
		front,
		hung,
		at: (jack) => {
			const cord = added.get(jack) ?? at.get(jack);
			return cord && gone.has(cord) ? undefined : cord;
		},
		inputOf: (router) => turned.get(router.output) ?? front.inputOf(router, settings),
		since,
	};
};

export const fieldOf = (front: Front, hung: readonly Hung[], settings: KnobPositions): Field =>
	fieldSince(front, hung, {
		at: new Map(byJack(hung)),
		settings,
		gone: new Set(),
		added: new Map(),
		turned: new Map(),
	});

export type Change = {
	readonly out?: Iterable<Hung>;
	readonly in?: readonly Hung[];
	readonly turns?: readonly { readonly router: RouterOutput; readonly input: PortId }[];
};

/** The patch after some cords went out, others in, and routers were turned. */
export const changed = (field: Field, { out = [], in: into = [], turns = [] }: Change): Field => {
	const { since } = field;
	const leaving = new Set(out);
	return fieldSince(field.front, [...field.hung.filter((cord) => !leaving.has(cord)), ...into], {
		...since,
		gone: since.gone.union(leaving),
		added: new Map([...since.added, ...byJack(into)]),
		turned: new Map([...since.turned, ...turns.map(({ router, input }) => [router.output, input] as const)]),
	});
};

/** Whether the contacts of a normal are closed now. */
export const isClosed = (field: Field, { normalling, upper, lower, held }: Normal): boolean =>
	isJoined(normalling, {
		upper: held.upper || field.at(upper) !== undefined,
		lower: held.lower || field.at(lower) !== undefined,
	});

/** What a pair is joined to directly, by the cords in its jacks and by its normals that are closed. */
export const neighbours = (field: Field, pair: Pair): Pair[] => {
	const { front } = field;
	const byCord = front
		.jacksOn(pair)
		.flatMap(({ id }) => (field.at(id)?.joins ?? []).flatMap((group) => (group.includes(pair) ? group : [])));
	const byNormal = front.normalsOn(pair).flatMap((normal) => (isClosed(field, normal) ? normal.pairs : []));
	return [...byCord, ...byNormal];
};

/** Everything that is one piece of copper with a pair. */
export type Copper = {
	readonly pairs: ReadonlySet<Pair>;
	readonly outs: readonly PortId[];
	readonly ins: readonly PortId[];
};

export const copperAt = (field: Field, start: Pair): Copper => {
	const pairs = new Set([start]);
	for (const pair of pairs) for (const next of neighbours(field, pair)) pairs.add(next);
	return {
		pairs,
		outs: [...pairs].flatMap((pair) => field.front.outsOn(pair)),
		ins: [...pairs].flatMap((pair) => field.front.insOn(pair)),
	};
};

/** Where the signal goes on behind an input: out of its unit, or out of the router's outputs that give it. */
export const behind = (field: Field, input: PortId): readonly PortId[] => {
	const routed = field.front
		.routedFrom(input)
		.filter((router) => field.inputOf(router) === input)
		.map(({ output }) => output);
	return routed.length > 0 ? routed : field.front.through(input);
};

/** The outputs that feed a port, back through routers to where the sound comes from; none, one, or too many. */
export const sourcesOf = (field: Field, port: PortId): PortId[] => {
	const { front } = field;
	const found: PortId[] = [];
	const seen = new Set<PortId>();
	const look = (input: PortId): void => {
		if (seen.has(input)) return;
		seen.add(input);
		const pair = front.pairOf(input);
		for (const out of pair === undefined ? [] : copperAt(field, pair).outs) {
			const router = front.routerOutput(out);
			const given = router && field.inputOf(router);
			if (given === undefined) found.push(out);
			else look(given);
		}
	};
	look(port);
	return found;
};

/** Whether a source arrives at an input, and nothing else does. */
export const isFed = (field: Field, from: PortId, to: PortId): boolean => {
	const sources = sourcesOf(field, to);
	return sources.length === 1 && sources[0] === from;
};
