import { z } from "zod";
import { Connector } from "./connector.ts";
import { Length } from "./level.ts";

/** What was done with the cold wire where a plug has no contact for it, or where somebody thought it better. */
export const ColdWire = z.enum(["through", "to screen", "open"]);
export type ColdWire = z.infer<typeof ColdWire>;

/** One end of a loom: the socket it sits in, "unit/jack" or "bay/A1-8", and how it was soldered. */
const end = {
	plug: Connector.optional().describe("The plug on the cable; default: the one that fits the socket"),
	pinout: z
		.string()
		.optional()
		.describe("How the plug is soldered; default: an XLR with pin 2 hot, a multipair as its socket is"),
	cold: ColdWire.default("through"),
	inverted: z.boolean().default(false).describe("Hot and cold swapped at this end"),
};
export const LoomEnd = z.union([
	z.string().transform((into) => ({ into, cold: "through" as const, inverted: false })),
	z.strictObject({ into: z.string(), ...end }),
]);
export type LoomEnd = {
	into: string;
	plug?: Connector | undefined;
	pinout?: string | undefined;
	cold: ColdWire;
	inverted: boolean;
};

/** A permanent cable behind the rack: one trunk end, and either one other end or a tail for each channel. */
export const Loom = z.strictObject({
	id: z.string(),
	from: LoomEnd,
	to: z
		.union([LoomEnd, z.array(z.union([LoomEnd, z.null()])).min(1)])
		.describe("One end, or one tail a channel (null: unused)"),
	length: Length,
});
export type Loom = z.infer<typeof Loom>;

/** Patch cords of one kind in the store, in front of the bay. */
export const CordStock = z.strictObject({
	id: z.string().describe("Short name that a person reads off the rack, such as TT-90-blue"),
	plugs: z.tuple([Connector, Connector]),
	length: Length,
	colour: z.string(),
	count: z.number().int().positive(),
	cold: ColdWire.default("through"),
	inverted: z.boolean().default(false),
});
export type CordStock = z.infer<typeof CordStock>;

/** One cord out of the store: the third TT-90-blue is "TT-90-blue #3". */
export type Cord = Omit<CordStock, "count"> & { readonly stock: string };

export const cordsIn = (store: readonly CordStock[]): Cord[] =>
	store.flatMap(({ count, ...stock }) =>
		Array.from({ length: count }, (_, i) => ({ ...stock, stock: stock.id, id: `${stock.id} #${i + 1}` })),
	);

/** A cord as it hangs now, from jack to jack: "PB1/A05" or "unit/jack". */
export const Plugged = z.strictObject({ cord: z.string(), from: z.string(), to: z.string() });
export type Plugged = z.infer<typeof Plugged>;
