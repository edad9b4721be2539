import { z } from "zod";

/** A figure of the virtual rack: fixed, or read from a control ("-input" takes the control's figure negative). */
export const Figure = z.union([z.number(), z.string().regex(/^-?[a-z][a-z0-9-]*$/)]);
export type Figure = z.infer<typeof Figure>;
const milliseconds = Figure.describe("ms");

/** What a simulated unit does to sound, in signal order. A real unit has none: its sound is its own. */
export const Stage = z.discriminatedUnion("do", [
	z.strictObject({ do: z.literal("gain"), gain: Figure }),
	z.strictObject({
		do: z.literal("polarity"),
		when: z.strictObject({ control: z.string(), is: z.string() }).optional(),
	}),
	z.strictObject({
		do: z.literal("filter"),
		shape: z.enum(["lowpass", "highpass", "lowshelf", "highshelf", "peaking"]),
		frequency: Figure,
		q: Figure.default(0.71),
		gain: Figure.default(0),
	}),
	z.strictObject({
		do: z.literal("compress"),
		threshold: Figure.describe("dBu"),
		ratio: Figure,
		attack: milliseconds,
		release: milliseconds,
		knee: z.number().default(6),
	}),
	z.strictObject({
		do: z.literal("saturate"),
		drive: Figure.describe("dB into the curve"),
		ceiling: Figure.describe("dBu"),
	}),
	z.strictObject({ do: z.literal("delay"), milliseconds }),
	z.strictObject({
		do: z.literal("echo"),
		milliseconds,
		feedback: Figure.describe("%"),
		mix: Figure.describe("%"),
	}),
	z.strictObject({ do: z.literal("reverb"), seconds: Figure, mix: Figure.describe("%") }),
	z.strictObject({ do: z.literal("noise"), level: Figure.describe("dBu") }),
]);
export type Stage = z.infer<typeof Stage>;
