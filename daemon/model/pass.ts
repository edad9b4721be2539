import { z } from "zod";

/** The states of a pass, in order; the last four are ends. */
export const PassState = z.enum([
	"idle",
	"armed",
	"ping",
	"rolling",
	"tail",
	"closing ping",
	"checked",
	"printed",
	"failed",
	"aborted",
]);
export type PassState = z.infer<typeof PassState>;

/** Everything the engine must know to print one pass; decided by the daemon, carried out to the letter. */
export const PassOrder = z.strictObject({
	pass: z.string().describe("Identity of the pass, also in the take's bext reference"),
	source: z.string().describe("Path of the WAV to print"),
	take: z.string().describe("Path of the take to write; it must not exist"),
	rate: z.number().int().describe("Rate of the interface and of the take, Hz"),
	bits: z.literal([16, 24]).default(24),
	sends: z
		.array(z.number().int().min(1))
		.min(1)
		.describe("Converter outputs, counted from 1, one per source channel"),
	returns: z.array(z.number().int().min(1)).min(1).describe("Converter inputs, one per take channel"),
	tail: z.number().min(0).describe("Seconds recorded after the source ends"),
	latency: z.number().describe("Samples from output to input, as measured by the sweep"),
	polarity: z.literal([1, -1]),
	pings: z.boolean().describe("Ping before and after; only a chain that cannot carry them does without"),
	notes: z
		.record(z.string(), z.string())
		.describe("What goes into bext and iXML: studio, session, chain, song …"),
});
export type PassOrder = z.infer<typeof PassOrder>;

/** One thing that a check of the finished take found. "fail" spoils the take, "mark" asks for a listen. */
export const Remark = z.strictObject({
	code: z.string(),
	severity: z.enum(["fail", "mark"]),
	sentence: z.string(),
	channel: z.number().int().optional(),
	at: z.number().optional().describe("Seconds from the start of the take"),
	value: z.number().optional(),
});
export type Remark = z.infer<typeof Remark>;

/** What is measured of a finished take. Levels in dBFS/dBTP, loudness in LUFS; null where there is only silence. */
export const TakeFigures = z.strictObject({
	frames: z.number().int(),
	rate: z.number().int(),
	channels: z.number().int(),
	bits: z.number().int(),
	samplePeak: z.number().nullable(),
	truePeak: z.number().nullable(),
	loudness: z.number().nullable(),
	loudnessRange: z.number().nullable(),
	latency: z.number().nullable().describe("Samples, by the opening ping"),
	drift: z.number().nullable().describe("Samples that the closing ping moved against the opening one"),
	lostFrames: z.number().int().describe("Frames that the interface's own counters report lost"),
});
export type TakeFigures = z.infer<typeof TakeFigures>;

export const PassResult = z.strictObject({
	pass: z.string(),
	end: z.enum(["printed", "failed", "aborted"]),
	take: z.string().nullable().describe("The file that was written, also when the take failed its checks"),
	figures: TakeFigures.nullable(),
	remarks: z.array(Remark),
	sentence: z.string().describe("What happened, in one sentence"),
});
export type PassResult = z.infer<typeof PassResult>;

/** What the sweep through the loop gave. */
export const LatencyMeasured = z.strictObject({
	rate: z.number().int(),
	framesPerBlock: z.number().int(),
	perReturn: z.array(
		z.strictObject({
			return: z.number().int(),
			samples: z.number().nullable(),
			polarity: z.literal([1, -1]).nullable(),
			gain: z.number().nullable().describe("dB, sent to returned, at 1 kHz"),
			because: z.string().optional().describe("Why nothing was found"),
		}),
	),
});
export type LatencyMeasured = z.infer<typeof LatencyMeasured>;
