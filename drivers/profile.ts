import { z } from "zod";
import { panelOf } from "#model/front-panel.ts";
import { WrittenGearModel } from "#model/gear-model.ts";
import { Duration } from "#model/level.ts";

/**
 * What a figure looks like on the wire: the control's travel from end stop to end stop, the figure in the
 * control's own unit, or the number of the switch position counted from 0.
 */
const As = z.enum(["travel", "figure", "index"]);
export type As = z.infer<typeof As>;

/** Positions of a switch whose values on the wire follow no law, one a position in the order of travel. */
const values = <T extends z.ZodType>(value: T) => z.array(value).min(2).optional();

const OscAddress = z
	.string()
	.regex(/^(\/[!"$-)+.0-Z\\^-z|~-]+)+$/, "write an OSC address without patterns, such as /eq/1/gain");

const OscControl = z.strictObject({
	address: OscAddress,
	as: As.optional(),
	type: z.enum(["float", "int", "string"]).optional().describe("Default: index as int, all else as float"),
	values: values(z.union([z.number(), z.string()])),
});

const SerialControl = z.strictObject({
	name: z.string().regex(/^[!-~]+$/, "write the name as it goes over the line, without spaces"),
	as: As.optional(),
	digits: z.number().int().min(0).max(6).default(1).describe("Decimal places of a figure"),
	values: values(z.union([z.number(), z.string().regex(/^[!-~]+$/, "write one word")])),
});

const sevenBits = z.number().int().min(0).max(127);
const midiLaw = { as: As.optional(), values: values(z.number().int().min(0).max(16383)) };
const MidiControl = z.union([
	z.strictObject({ cc: sevenBits, ...midiLaw }),
	z.strictObject({
		fine: z.number().int().min(0).max(31).describe("Coarse controller; its fine half is 32 above"),
		...midiLaw,
	}),
	z.strictObject({ nrpn: z.number().int().min(0).max(16383), ...midiLaw }),
	z.strictObject({ program: z.literal("change"), ...midiLaw }),
]);

const common = {
	readback: z
		.enum(["push", "poll", "none"])
		.describe("Whether the unit tells of changes by itself, answers when asked, or never says anything"),
	pace: z.number().positive().max(1000).optional().describe("Messages a second at most"),
	beat: Duration.default(1).describe("How often it is asked something, to notice that it is gone"),
	quirks: z.array(z.string()).default([]).describe("What its manual does not say, or says on which page"),
};

const controlled = <T extends z.ZodType>(how: T) => z.record(z.string(), how);

const OscRemote = z.strictObject({
	transport: z.literal("osc"),
	...common,
	subscribe: z
		.strictObject({ address: OscAddress, every: Duration })
		.optional()
		.describe("What must be said again and again for the unit to push its changes"),
	controls: controlled(OscControl),
});

const SerialRemote = z.strictObject({
	transport: z.literal("serial"),
	...common,
	baud: z.number().int().min(110).max(1_000_000),
	parity: z.enum(["none", "even", "odd"]).default("none"),
	ends: z.string().min(1).max(4).default("\r\n").describe("What ends a line, both ways"),
	set: z.string().describe('How a value is sent: "SET {name} {value}"'),
	ask: z.string().optional().describe('How a value is asked for: "GET {name}"'),
	report: z.string().optional().describe('How the unit tells a value: "{name}={value}"'),
	done: z.string().optional().describe("What it answers to a value that it took"),
	refused: z.string().optional().describe('What it answers to what it did not understand: "ERR {because}"'),
	controls: controlled(SerialControl),
});

const MidiRemote = z.strictObject({
	transport: z.literal("midi"),
	...common,
	channel: z.number().int().min(1).max(16),
	controls: controlled(MidiControl),
});

/** How a unit is driven, as data. What data cannot say (handshakes, checksums) names code in drivers/modules. */
export const Remote = z.discriminatedUnion("transport", [OscRemote, SerialRemote, MidiRemote]);
export type Remote = z.infer<typeof Remote>;
export type OscRemote = z.infer<typeof OscRemote>;
export type SerialRemote = z.infer<typeof SerialRemote>;
export type MidiRemote = z.infer<typeof MidiRemote>;
export type MidiControl = z.infer<typeof MidiControl>;

/** drivers/gear/<maker>/<model>.yaml: one document a model. */
export const GearFile = WrittenGearModel.extend({ remote: Remote.optional() }).transform(panelOf);
export type GearFile = z.infer<typeof GearFile>;
