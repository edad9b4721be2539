import { z } from "zod";
import { Plugged } from "./cable.ts";
import { Setting } from "./parameter.ts";
import { PassResult, PassState } from "./pass.ts";

/** What stands at the head of the recall sheet. */
export const SessionHeader = z.strictObject({
	client: z.string().max(200).default(""),
	artist: z.string().max(200).default(""),
	song: z.string().max(200).default(""),
	engineer: z.string().max(200).default(""),
	revision: z.string().max(200).default(""),
	project: z.string().max(400).default(""),
	rate: z.number().int().min(8000).max(384000),
	bits: z.literal([16, 24]).default(24),
});
export type SessionHeader = z.infer<typeof SessionHeader>;

/** Which lines of the interface a chain uses: converter outputs and inputs counted from 1, left first. */
const lines = z.array(z.number().int().min(1)).min(1).max(2);

export const ChainKind = z.enum(["mono", "stereo", "dual mono", "mid/side", "parallel", "re-amp"]);
export type ChainKind = z.infer<typeof ChainKind>;

const units = z.array(z.string().max(80)).max(24);

/** The dry half of a parallel chain: sent on lines of its own, and brought back by a summing unit or on own returns. */
export const Blend = z.strictObject({
	sends: lines.describe("Converter outputs that carry the dry sound"),
	unit: z.string().max(80).optional().describe("The summing unit in which dry and wet meet"),
	returns: lines
		.optional()
		.describe("Without a summing unit: converter inputs that the dry sound comes back on"),
});
export type Blend = z.infer<typeof Blend>;

/** An ordered list of inserts between a converter output and a converter input. Mono and re-amp have one line, others two. */
export const Chain = z.strictObject({
	id: z
		.string()
		.regex(/^[a-z0-9-]+$/)
		.max(40),
	name: z.string().max(80),
	kind: ChainKind,
	sends: lines,
	returns: lines,
	inserts: units.describe("Units in signal order; no unit twice. Of dual mono, the left side's"),
	right: units
		.optional()
		.describe("Dual mono: the right side's own units; absent, the other channel of the left's"),
	matrix: z.string().max(80).optional().describe("Mid/side: the box that encodes and decodes"),
	blend: Blend.optional().describe("Parallel: where the dry sound goes"),
});
export type Chain = z.infer<typeof Chain>;

/** Every unit that a chain runs through, once. */
export const unitsOf = ({ inserts, right = [], matrix, blend }: Chain): string[] => [
	...new Set([...inserts, ...right, ...(matrix ? [matrix] : []), ...(blend?.unit ? [blend.unit] : [])]),
];

/** How a value came to be known. */
export const Provenance = z.enum(["read", "set", "by hand", "carried over"]);
export type Provenance = z.infer<typeof Provenance>;

const KnobState = z.strictObject({ setting: Setting, how: Provenance, at: z.string() });
export type KnobState = z.infer<typeof KnobState>;

export const Accepted = z.strictObject({
	finding: z.string(),
	because: z.string().min(1).max(400),
	by: z.string(),
	at: z.string(),
});
export const Note = z.strictObject({ at: z.string(), by: z.string(), text: z.string().min(1).max(2000) });
export const Take = z.strictObject({
	number: z.number().int().positive(),
	at: z.string(),
	chain: z.string(),
	source: z.string(),
	file: z.string().nullable().describe("File name inside the session's takes folder"),
	result: PassResult,
});
export type Take = z.infer<typeof Take>;

/** A latency that was measured, with all that it is true for. Samples. */
export const Latency = z.strictObject({
	chain: z.string(),
	samples: z.number(),
	polarity: z.literal([1, -1]),
	gain: z.number().nullable(),
	rate: z.number().int(),
	framesPerBlock: z.number().int(),
	interface: z.string(),
	route: z
		.string()
		.describe("The chain's wiring when it was measured; another wiring needs another measurement"),
	at: z.string(),
});
export type Latency = z.infer<typeof Latency>;

/** The running pass, as every tablet sees it. */
export const RunningPass = z.strictObject({
	pass: z.string(),
	chain: z.string(),
	source: z.string(),
	state: PassState,
	seconds: z.number().describe("Length of the take"),
	at: z.string(),
	by: z.string(),
});
export type RunningPass = z.infer<typeof RunningPass>;

/** The session: what was done. It is the journal's events folded by `evolve`, and nothing else. */
export const Session = z.strictObject({
	id: z.string(),
	opened: z.string(),
	closed: z.string().nullable(),
	header: SessionHeader,
	chains: z.array(Chain),
	cords: z.array(Plugged),
	settings: z.record(z.string(), z.record(z.string(), KnobState)).describe("By unit, by control"),
	powered: z.record(z.string(), z.string()).describe("When each unit that is on was switched on"),
	accepted: z.array(Accepted),
	notes: z.array(Note),
	latencies: z.array(Latency),
	takes: z.array(Take),
	pass: RunningPass.nullable(),
});
export type Session = z.infer<typeof Session>;

/** One line of the list of sessions. */
export const SessionEntry = z.strictObject({
	id: z.string(),
	header: SessionHeader.nullable().describe("Null if the session cannot be read"),
	opened: z.string(),
	closed: z.string().nullable(),
	takes: z.array(
		Take.pick({ number: true, at: true, chain: true, file: true }).extend({
			end: Take.shape.result.shape.end,
		}),
	),
	trouble: z.string().nullable().describe("Why it cannot be read, and what to do"),
});
export type SessionEntry = z.infer<typeof SessionEntry>;
