import type { CordStock } from "#model/cable.ts";
import type { Wanted } from "#model/chain.ts";
import type { Front, FrontJack, Normal, Pair } from "#model/front.ts";
import { type JackWish, jackWish } from "#model/front-cords.ts";
import type { RouterOutput } from "#model/front-gear.ts";
import type { PortId } from "#model/studio.ts";
import type { Field, Hung } from "./field.ts";

/** A cord that is still to be plugged, from upstream to downstream; its name is chosen when all are known. */
export type NewPlug = {
	readonly jacks: readonly string[];
	readonly wishes: readonly [JackWish, JackWish];
	readonly joins: readonly (readonly Pair[])[];
	/** The kind of Y or insert cord that it must be. */
	readonly mapped?: CordStock;
};

export type Turn = { readonly router: RouterOutput; readonly input: PortId };

/** What a connection needs and the studio does not have. */
export type RouteLack =
	| { readonly what: "jack"; readonly port: PortId }
	| { readonly what: "tie line"; readonly rooms: readonly [string, string] };

/** One piece of the way, as it is told. */
export type Piece =
	| { readonly by: "normal"; readonly normal: Normal }
	| { readonly by: "cord"; readonly cord: Hung }
	| { readonly by: "plug"; readonly plug: NewPlug }
	| { readonly by: "turn"; readonly turn: Turn; readonly already: boolean };

/** One way to make a connection, with all that it takes. */
export type Route = {
	/** Which of the wanted connections it makes: an insert cord makes two. */
	readonly covers: readonly number[];
	readonly pieces: readonly Piece[];
	readonly pairs: readonly Pair[];
	readonly plugs: readonly NewPlug[];
	readonly turns: readonly Turn[];
	/** Cords that must go: they sit in a jack that is needed, or hold a normal open. */
	readonly out: ReadonlySet<Hung>;
	/** Cords that must stay. */
	readonly keep: ReadonlySet<Hung>;
	/** Jacks that must be empty for a normal to play. */
	readonly clear: ReadonlySet<string>;
	readonly lacks: readonly RouteLack[];
};

/** What is asked of the search: the patch as it is, what shall be, and what belongs to others. */
export type Asked = {
	readonly front: Front;
	readonly field: Field;
	readonly wanted: readonly Wanted[];
	/** Connections of other chains that play now and shall go on. */
	readonly others: readonly Pick<Wanted, "from" | "to">[];
	readonly held: Held;
	/** Cords and adapters that hang or are promised to another chain. */
	readonly taken: ReadonlySet<string>;
};

/** What another chain uses: its cords stay, its jacks and router outputs are not taken. */
export type Held = {
	readonly cords: ReadonlySet<Hung>;
	readonly jacks: ReadonlySet<string>;
	readonly pairs: ReadonlySet<Pair>;
	readonly outputs: ReadonlySet<PortId>;
};

export const nothingHeld: Held = { cords: new Set(), jacks: new Set(), pairs: new Set(), outputs: new Set() };

/** A straight cord between two jacks of one pair each. */
export const plugBetween = (front: Front, a: FrontJack, b: FrontJack): NewPlug => ({
	jacks: [a.id, b.id],
	wishes: [jackWish(front, a), jackWish(front, b)],
	joins: [[a.ways[0]?.pair ?? -1, b.ways[0]?.pair ?? -1]],
});

export const isSingle = ({ ways }: FrontJack): boolean => ways.length === 1;

/** Steps that a route asks for by itself. */
export const movesOf = ({ plugs, turns, out }: Route): number => plugs.length + turns.length + out.size;
