import { z } from "zod";
import { Adapter, ColdWire, Loom, loomEnd } from "#model/cable.ts";
import { Bay } from "#model/patchbay.ts";
import { StudioFile } from "#model/studio.ts";

/** A bay of a known model says only what differs: its name, and how its points are set. */
const WrittenBay = Bay.partial({ connector: true, columns: true, rear: true }).extend({
	rows: Bay.shape.rows.unwrap().optional(),
	sleeves: Bay.shape.sleeves.unwrap().optional(),
});
export type WrittenBay = z.infer<typeof WrittenBay>;

const ends = {
	...loomEnd,
	cold: ColdWire.optional(),
	inverted: loomEnd.inverted
		.unwrap()
		.optional()
		.describe(loomEnd.inverted.description ?? ""),
};
const WrittenEnd = z.union([
	z.string().transform((into) => ({ into })),
	z.strictObject({
		into: z.string().describe('The socket that it sits in: "unit/jack" or "PB1/A1-8"'),
		...ends,
	}),
]);
export type WrittenEnd = z.infer<typeof WrittenEnd>;

/** A loom of a known kind has its plugs and their soldering from there. */
const WrittenLoom = Loom.extend({
	of: z.string().optional().describe("Its kind, such as db25-xlr-male: a file of patchbay-maps/looms"),
	from: WrittenEnd.describe(
		"The trunk: the socket that it sits in, and how it is soldered where it is not as usual",
	),
	to: z
		.union([WrittenEnd, z.array(z.union([WrittenEnd, z.null()])).min(1)])
		.describe("One end, or one tail a channel (null: unused)"),
	screen: z.enum(["through", "lifted"]).optional().describe("Lifted: open at the second end"),
});
export type WrittenLoom = z.infer<typeof WrittenLoom>;

const WrittenAdapter = Adapter.partial({ plug: true, takes: true }).extend({
	of: z.string().optional().describe("Its kind, such as ts-rca: a file of patchbay-maps/adapters"),
});
export type WrittenAdapter = z.infer<typeof WrittenAdapter>;

/** studio.yaml as a person writes it: what stands in a gear file or a kind of loom need not stand here again. */
export const WrittenStudio = StudioFile.extend({
	bays: z.array(WrittenBay).default([]).describe("Patchbays"),
	looms: z.array(WrittenLoom).default([]).describe("Permanent cables behind the rack"),
	adapters: z.array(WrittenAdapter).default([]).describe("Adapters that a cord's plug can be pushed into"),
});
export type WrittenStudio = z.infer<typeof WrittenStudio>;
