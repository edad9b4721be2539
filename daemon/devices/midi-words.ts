import { z } from "zod";

/** Bytes between the two processes: forked with "advanced" serialization, so they are what they are. */
const bytes = z.custom<Uint8Array>((given) => given instanceof Uint8Array);
const port = z.number().int();

/** Which library talks to the system's MIDI. A path loads a copy of `midi`, for example one built for JACK. */
export const MidiBackend = z
	.string()
	.describe('"midi", "@julusian/midi" or a path; several after each other');

export const ToMidi = z.discriminatedUnion("do", [
	z.strictObject({ do: z.literal("open"), port, name: z.string() }),
	z.strictObject({ do: z.literal("send"), port, message: z.number().int(), bytes }),
	z.strictObject({ do: z.literal("close"), port }),
]);
export type ToMidi = z.infer<typeof ToMidi>;

export const FromMidi = z.discriminatedUnion("say", [
	z.strictObject({ say: z.literal("opened"), port }),
	z.strictObject({
		say: z.literal("refused"),
		port,
		link: z.enum(["missing", "lost"]),
		because: z.string(),
	}),
	z.strictObject({ say: z.literal("sent"), port, message: z.number().int() }),
	z.strictObject({ say: z.literal("heard"), port, bytes }),
	z.strictObject({ say: z.literal("gone"), port, because: z.string() }),
]);
export type FromMidi = z.infer<typeof FromMidi>;
