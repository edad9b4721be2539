import type { Island } from "#model/copper/island.ts";
import type { Netlist } from "#model/copper/wiring.ts";
import type { Finding, Severity } from "#model/finding.ts";
import type { Front } from "#model/front.ts";
import type { ChainReading } from "#model/readings.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";

/** The studio as it is built, and how its jacks are called. */
export type Room = { readonly studio: Studio; readonly front: Front };

/** What a rule looks at: the studio as it is wired, set and switched on at one moment. */
export type Scene = Room & {
	readonly session: Session;
	readonly netlist: Netlist;
	/** Units that stand in a chain: only these must be warm, loaded and switched on. */
	readonly inUse: ReadonlySet<string>;
	/** Milliseconds since 1970; the model has no clock of its own. */
	readonly now: number;
};

/** Reads one kind of consequence off one piece of copper. It looks at nothing else, so its answer is kept. */
export type CopperRule = (room: Room, island: Island) => readonly Finding[];
/** Reads off a piece of copper what a cord could cure: asked anew each time, of the copper that cords touch. */
export type PatchRule = (scene: Scene, island: Island) => readonly Finding[];
/** Reads off the studio as a whole, its switches, its clocks and its state. */
export type Rule = (scene: Scene) => readonly Finding[];
export type ChainRule = (scene: Scene, reading: Omit<ChainReading, "preflight">) => readonly Finding[];

/** What the page of findings says of a code. `example` is what the checker says of a room with just this trouble. */
export type CodePage = {
	readonly title: string;
	readonly severity: Severity;
	/** What happens, and why: the physics in two or three sentences, with figures. */
	readonly physics: string;
	readonly cure: string;
	readonly example: string;
};

/** The rules of one kind of trouble, with a page for every code that they tell. */
export type RuleGroup = {
	readonly name: string;
	readonly codes: Readonly<Record<string, CodePage>>;
	readonly copper?: readonly CopperRule[];
	readonly patch?: readonly PatchRule[];
	readonly scene?: readonly Rule[];
	readonly chain?: readonly ChainRule[];
};

/** Rules of one subject within a group. */
export type Rules = Omit<RuleGroup, "name">;

/** A group whose rules stand in several files, subject by subject. */
export const groupOf = (name: string, parts: readonly Rules[]): RuleGroup => ({
	name,
	codes: Object.fromEntries(parts.flatMap(({ codes }) => Object.entries(codes))),
	copper: parts.flatMap(({ copper = [] }) => copper),
	patch: parts.flatMap(({ patch = [] }) => patch),
	scene: parts.flatMap(({ scene = [] }) => scene),
	chain: parts.flatMap(({ chain = [] }) => chain),
});

/** A rule that looks at nothing but the studio as it is built: it is asked once for each studio. */
export const ofTheBuilding = (read: (room: Room) => readonly Finding[]): Rule => {
	const known = new WeakMap<Studio, readonly Finding[]>();
	return ({ studio, front }) => {
		const found = known.get(studio) ?? read({ studio, front });
		known.set(studio, found);
		return found;
	};
};

/** "1, 2 and 5". */
export const listed = (names: readonly (string | number)[]): string =>
	names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

type Draft = {
	readonly code: string;
	readonly severity: Severity;
	readonly places: readonly string[];
	readonly sentence: string;
	readonly cure: string;
	readonly numbers?: Readonly<Record<string, number>>;
	readonly apply?: Finding["apply"];
	readonly chain?: string;
	readonly asksEachTime?: boolean;
};

/** Completes a finding; its identity is its code and its places, so that the same trouble is recognised again. */
export const finding = ({
	places,
	numbers = {},
	asksEachTime = false,
	apply,
	chain,
	...rest
}: Draft): Finding => ({
	id: `${rest.code} ${[...places].join(" ")}`,
	...rest,
	places: [...places],
	numbers: { ...numbers },
	asksEachTime,
	...(apply ? { apply } : {}),
	...(chain ? { chain } : {}),
});
