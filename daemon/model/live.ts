import { z } from "zod";
import { Setting } from "./parameter.ts";
import { PassState } from "./pass.ts";

/** How sure the daemon is of a driven value. */
export const Certainty = z.enum(["confirmed", "assumed", "unknown"]);

export const DeviceState = z.strictObject({
	unit: z.string(),
	transport: z.enum(["midi", "serial", "osc"]),
	port: z.string(),
	link: z
		.enum(["off", "connecting", "connected", "lost", "missing"])
		.describe('"missing": this machine lacks what it takes'),
	sentence: z.string().describe("What is the matter and what to do, or that all is well"),
	values: z.record(
		z.string(),
		z.strictObject({ desired: Setting.nullable(), reported: Setting.nullable(), certainty: Certainty }),
	),
});
export type DeviceState = z.infer<typeof DeviceState>;

export const EngineState = z.strictObject({
	backend: z.string(),
	ready: z.boolean(),
	sentence: z.string(),
});

export type EngineState = z.infer<typeof EngineState>;

export const Hold = z.strictObject({ unit: z.string(), control: z.string(), by: z.string() });
export type Hold = z.infer<typeof Hold>;

/** What is true now and nowhere stored: connections, reported values, who holds which knob. */
export const Live = z.strictObject({
	engine: EngineState,
	devices: z.array(DeviceState),
	pass: PassState.nullable().describe("Where the running pass is"),
	tablets: z.array(z.string()),
	holds: z.array(Hold),
	sources: z.array(
		z.strictObject({
			file: z.string(),
			rate: z.number(),
			channels: z.number(),
			bits: z.number(),
			seconds: z.number(),
		}),
	),
});
export type Live = z.infer<typeof Live>;
