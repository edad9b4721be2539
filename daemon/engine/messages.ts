import { z } from "zod";
import { LatencyMeasured, PassOrder, PassResult, PassState } from "#model/pass.ts";
import { APIS } from "./backends/apis.ts";
import { RackMessage } from "./rack-message.ts";

/** Which interface the engine owns; chosen once, when the process starts. */
export const BackendChoice = z.discriminatedUnion("kind", [
	z.strictObject({
		kind: z.literal("duplex"),
		api: z.enum(APIS),
		device: z.string().describe("Part of the interface's name; empty takes the first with both ways"),
		framesPerBlock: z.number().int().min(16).max(16_384).optional(),
	}),
	z.strictObject({ kind: z.literal("web-audio"), device: z.string() }),
	z.strictObject({
		kind: z.literal("simulated"),
		pace: z.enum(["real time", "fast"]),
		rack: RackMessage,
	}),
]);
export type BackendChoice = z.infer<typeof BackendChoice>;

const Channel = z.number().int().min(1);
const Rate = z.number().int().min(8000).max(384_000);

/** What can be asked of the engine. Every order is answered once, under its number. */
export const Order = z.discriminatedUnion("do", [
	z.strictObject({ do: z.literal("open"), backend: BackendChoice }),
	z.strictObject({ do: z.literal("probe") }),
	z.strictObject({
		do: z.literal("measure"),
		sends: z.array(Channel).min(1).readonly(),
		returns: z.array(Channel).min(1).readonly(),
		rate: Rate,
	}),
	z.strictObject({ do: z.literal("verify"), send: Channel, return: Channel, rate: Rate }),
	z.strictObject({ do: z.literal("pass"), pass: PassOrder }),
	z.strictObject({ do: z.literal("stop") }),
	z.strictObject({ do: z.literal("retune"), rack: RackMessage }),
]);
export type Order = z.infer<typeof Order>;
export const NumberedOrder = z.strictObject({ number: z.number().int(), order: Order });

const Device = z.strictObject({
	name: z.string(),
	outputs: z.number().int(),
	inputs: z.number().int(),
	rates: z.array(z.number()),
});

/** What each order is answered with. */
export const Answers = {
	open: z.null(),
	probe: z.discriminatedUnion("ready", [
		z.strictObject({ ready: z.literal(true), devices: z.array(Device) }),
		z.strictObject({ ready: z.literal(false), because: z.string(), cure: z.string() }),
	]),
	measure: LatencyMeasured,
	verify: z.strictObject({ present: z.boolean(), level: z.number().nullable() }),
	pass: PassResult,
	stop: z.null(),
	retune: z.null(),
} as const;

const Line = z.strictObject({ line: z.number().int(), peak: z.number(), rms: z.number() });
const Meters = z.strictObject({
	position: z.number(),
	remaining: z.number(),
	sends: z.array(Line).readonly(),
	returns: z.array(Line).readonly(),
});

/** What the engine says. "alive" comes every second: an engine that is silent for long has hung. */
export const Said = z.discriminatedUnion("say", [
	z.strictObject({ say: z.literal("alive") }),
	z.strictObject({ say: z.literal("state"), pass: z.string(), state: PassState }),
	z.strictObject({ say: z.literal("meters"), pass: z.string(), meters: Meters }),
	z.strictObject({ say: z.literal("result"), number: z.number().int(), result: z.unknown() }),
	z.strictObject({
		say: z.literal("failed"),
		number: z.number().int(),
		because: z.string(),
		cure: z.string(),
	}),
	z.strictObject({ say: z.literal("leaving"), because: z.string() }),
]);
export type Said = z.infer<typeof Said>;
