import { z } from "zod";
import { Command } from "#model/command.ts";
import type { StudioEvent } from "#model/event.ts";
import type { Live } from "#model/live.ts";
import type { Readings } from "#model/readings.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";

/** Raised when a message changes its meaning; both sides say theirs and part with a sentence if they differ. */
export const PROTOCOL = 1;

/** What a tablet sends. Everything here is parsed at the door; text frames only, 64 KiB at most. */
export const Upward = z.discriminatedUnion("say", [
	z.strictObject({
		say: z.literal("hello"),
		protocol: z.number().int(),
		tablet: z.string().min(1).max(40),
		session: z.string().optional().describe("The session that the tablet knows, to resume"),
		clock: z.number().int().optional().describe("The last event that the tablet has seen of it"),
	}),
	z.strictObject({ say: z.literal("command"), id: z.string().max(40), command: Command }),
	z.strictObject({
		say: z.literal("hold"),
		unit: z.string().max(40),
		control: z.string().max(40),
		on: z.boolean(),
	}),
]);
export type Upward = z.infer<typeof Upward>;

/** What the daemon sends. Meters come as binary frames beside these. */
export type Downward =
	| {
			readonly say: "welcome";
			readonly protocol: number;
			readonly clock: number;
			readonly studio: Studio;
			readonly session: Session;
			readonly readings: Readings;
			readonly live: Live;
	  }
	/** Instead of welcome's state, when the tablet's clock is near enough: the events it missed follow. */
	| { readonly say: "event"; readonly event: StudioEvent }
	| { readonly say: "readings"; readonly readings: Readings }
	| { readonly say: "live"; readonly live: Live }
	| { readonly say: "done"; readonly id: string; readonly answer?: string }
	| { readonly say: "refused"; readonly id: string; readonly because: string; readonly cure?: string }
	| { readonly say: "closing"; readonly because: string };
