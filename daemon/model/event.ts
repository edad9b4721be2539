import { z } from "zod";
import { Plugged } from "./cable.ts";
import { Setting } from "./parameter.ts";
import { PassResult } from "./pass.ts";
import { Accepted, Chain, Latency, Note, Provenance, RunningPass, SessionHeader } from "./session.ts";

const turned = { unit: z.string(), control: z.string() };

/** What happened. Events are facts in the past tense; they are never refused and never edited. */
export const Happening = z.discriminatedUnion("was", [
	z.strictObject({ was: z.literal("opened"), session: z.string(), header: SessionHeader }),
	z.strictObject({ was: z.literal("described"), header: SessionHeader }),
	z.strictObject({ was: z.literal("chained"), chain: Chain }),
	z.strictObject({ was: z.literal("unchained"), chain: z.string() }),
	z.strictObject({ was: z.literal("plugged"), cord: Plugged }),
	z.strictObject({ was: z.literal("unplugged"), cord: Plugged }),
	z.strictObject({ was: z.literal("turned"), ...turned, setting: Setting, how: Provenance }),
	z
		.strictObject({ was: z.literal("forgotten"), ...turned })
		.describe("Nobody knows any more where the control stands"),
	z.strictObject({
		was: z.literal("powered"),
		unit: z.string(),
		on: z.boolean(),
		since: z.string().optional(),
	}),
	z.strictObject({ was: z.literal("accepted"), accepted: Accepted }),
	z.strictObject({ was: z.literal("withdrawn"), finding: z.string() }).describe("An acceptance taken back"),
	z.strictObject({ was: z.literal("noted"), note: Note }),
	z.strictObject({ was: z.literal("measured"), latency: Latency }),
	z.strictObject({ was: z.literal("armed"), pass: RunningPass }),
	z.strictObject({ was: z.literal("finished"), result: PassResult, file: z.string().nullable() }),
	z.strictObject({ was: z.literal("closed") }),
]);
export type Happening = z.infer<typeof Happening>;

/** One line of the journal. The clock counts events of a session from 1 and never skips. */
export const StudioEvent = z.strictObject({
	clock: z.number().int().positive(),
	at: z.string().describe("ISO 8601, UTC"),
	by: z.string().describe("Which tablet, command line or driver"),
	undoes: z.number().int().optional().describe("The clock of the event that this one takes back"),
	happened: Happening,
});
export type StudioEvent = z.infer<typeof StudioEvent>;
