import { z } from "zod";
import { Command } from "./command.ts";

export const Severity = z.enum(["stop", "warn", "note"]);
export type Severity = z.infer<typeof Severity>;

/** A consequence of the copper, the levels or the state of the gear, with its numbers and its cure. */
export const Finding = z.strictObject({
	id: z.string().describe("Code and places: the same trouble keeps the same id"),
	code: z.string(),
	severity: Severity,
	places: z.array(z.string()).describe("Ports, jacks or units"),
	chain: z.string().optional(),
	numbers: z.record(z.string(), z.number()).describe("With the unit in the name, such as excess dB"),
	sentence: z.string().describe("What happens"),
	cure: z.string().describe("What to do"),
	apply: z.array(Command).optional().describe("Commands that do it"),
	asksEachTime: z
		.boolean()
		.default(false)
		.describe("Phantom, speaker, valve load and feedback are never accepted for good"),
});
export type Finding = z.infer<typeof Finding>;
