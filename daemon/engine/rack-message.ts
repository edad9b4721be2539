import { z } from "zod";
import { dBu } from "#model/level.ts";
import type { VirtualRack, VirtualStage } from "#model/virtual-rack.ts";

const Level = z.number().transform(dBu);

const Stage: z.ZodType<VirtualStage> = z.discriminatedUnion("do", [
	z.strictObject({ do: z.literal("gain"), gain: z.number() }),
	z.strictObject({ do: z.literal("polarity") }),
	z.strictObject({
		do: z.literal("filter"),
		shape: z.enum(["lowpass", "highpass", "lowshelf", "highshelf", "peaking"]),
		frequency: z.number().positive(),
		q: z.number(),
		gain: z.number(),
	}),
	z.strictObject({
		do: z.literal("compress"),
		threshold: z.number(),
		ratio: z.number(),
		attack: z.number(),
		release: z.number(),
		knee: z.number(),
	}),
	z.strictObject({ do: z.literal("saturate"), ceiling: z.number(), drive: z.number() }),
	z.strictObject({ do: z.literal("delay"), seconds: z.number().min(0) }),
	z.strictObject({
		do: z.literal("echo"),
		seconds: z.number().min(0),
		feedback: z.number(),
		mix: z.number(),
	}),
	z.strictObject({ do: z.literal("reverb"), seconds: z.number().min(0), mix: z.number() }),
	z.strictObject({ do: z.literal("noise"), level: z.number() }),
]);

const Converter = z.strictObject({
	id: z.string(),
	channel: z.number().int().min(1),
	fullScale: Level,
	noise: Level,
});

/** A virtual rack as it comes through the door of the engine. */
export const RackMessage: z.ZodType<VirtualRack> = z.strictObject({
	outputs: z.array(Converter),
	inputs: z.array(Converter),
	channels: z.array(z.strictObject({ id: z.string(), stages: z.array(Stage), maximum: Level })),
	hops: z.array(
		z.strictObject({ from: z.string(), to: z.string(), gain: z.number(), inverted: z.boolean() }),
	),
});
