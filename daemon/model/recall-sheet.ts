import { z } from "zod";
import { Control, Setting } from "./parameter.ts";
import { Remark } from "./pass.ts";

/** How a value came to be known. Unknown is a value of its own: it is drawn as unknown and never guessed. */
export const Provenance = z.enum(["read", "set", "hand", "carried", "unknown"]);
export type Provenance = z.infer<typeof Provenance>;

/** What each provenance means, in the words of the sheet's legend. */
export const PROVENANCE_SAID: Readonly<Record<Provenance, string>> = {
	read: "read from the unit",
	set: "set by the daemon",
	hand: "entered by hand",
	carried: "carried over",
	unknown: "unknown",
};

const Moment = z.iso.datetime({ offset: true });
const Figure = (what: string) => z.number().nullable().describe(`${what}; null is unknown`);
const Known = (what: string) => z.string().nullable().describe(`${what}; null is unknown`);

export const SheetHeader = z.strictObject({
	id: z.string().min(1).describe("Identity of the sheet, printed on every page"),
	title: z.string().min(1),
	studio: z.string(),
	client: Known("Client"),
	artist: Known("Artist"),
	song: Known("Song"),
	engineer: Known("Engineer"),
	opened: Moment.describe("When the session was opened; also the date of the printed file"),
	closed: Moment.nullable().describe("When the session was closed; null while it is open"),
	revision: Known("Revision of the song"),
	project: Known("Project file of the workstation"),
	rate: Figure("Sample rate, Hz"),
	bits: Figure("Word length"),
	interface: Known("Name of the audio interface"),
	fullScaleOut: Figure("dBu of a full-scale sine at the converter's outputs"),
	fullScaleIn: Figure("dBu of a full-scale sine at the converter's inputs"),
});
export type SheetHeader = z.infer<typeof SheetHeader>;

/** A jack as engineers say it: where it is ("PB1 A05") and what it is ("LA-2A OUT"). */
export const SheetPlace = z.strictObject({ place: z.string(), name: z.string() });
export type SheetPlace = z.infer<typeof SheetPlace>;

export const SheetCord = z.strictObject({
	kind: z.string().describe("TT, TRS, XLR …"),
	colour: Known("Colour"),
	length: Figure("Metres"),
	id: Known("The cord's own label"),
});
export type SheetCord = z.infer<typeof SheetCord>;

export const PatchRow = z.strictObject({
	from: SheetPlace,
	to: SheetPlace,
	cord: SheetCord.nullable().describe("null: no cord, or one that nobody wrote down"),
	byNormal: z.boolean().describe("A normalling contact already joins the two: nothing to plug"),
	ticked: z.boolean(),
});
export type PatchRow = z.infer<typeof PatchRow>;

export const SheetControl = z
	.strictObject({
		key: z.string(),
		control: Control,
		setting: Setting.nullable().describe("null is unknown"),
		provenance: Provenance,
		changed: z.boolean().describe("Changed since the last sheet"),
	})
	.refine(
		({ setting, provenance }) => (setting === null) === (provenance === "unknown"),
		'a control without a setting has the provenance "unknown", and no other has',
	);
export type SheetControl = z.infer<typeof SheetControl>;

export const SheetUnit = z.strictObject({
	id: z.string(),
	name: z.string(),
	maker: z.string(),
	model: z.string(),
	serial: Known("Serial number"),
	channel: Known("Channel of the unit that the chain passes through"),
	state: z.enum(["in", "bypassed"]).nullable().describe("null is unknown"),
	controls: z.array(SheetControl).describe("Front and rear panel, in any order: the places order them"),
	notes: z.array(z.string()),
});
export type SheetUnit = z.infer<typeof SheetUnit>;

/** One way through copper. `from` of a hop is the unit that `to` of the hop before it names. */
export const SheetHop = z.strictObject({
	from: z.string(),
	to: z.string(),
	level: Figure("dBu that arrives"),
	headroom: Figure("dB from there to the receiver's maximum"),
	loss: Figure("dB lost on the way; negative is a loss"),
	corner: Figure("Hz at which the treble is 3 dB down").optional(),
	noise: Figure("dBu of noise there, 20 Hz to 20 kHz unweighted").optional(),
	noiseIsAtLeast: z.boolean().optional().describe("Somebody's noise is unknown: it is this or more"),
});
export type SheetHop = z.infer<typeof SheetHop>;

export const SheetChain = z.strictObject({
	name: z.string(),
	kind: z.string().describe("mono, stereo, dual mono, mid/side, parallel, re-amp"),
	source: Known("What is sent through the chain"),
	hops: z.array(SheetHop).describe("In signal order; of a stereo chain, the worse side"),
	units: z.array(SheetUnit).describe("In signal order"),
	latency: Figure("Samples, from converter output to converter input"),
	gain: Figure("dB at 1 kHz, sent to returned"),
	polarity: z.literal([1, -1]).nullable().describe("null is unknown"),
});
export type SheetChain = z.infer<typeof SheetChain>;

export const SheetFinding = z.strictObject({
	severity: z.enum(["stop", "warn", "note"]),
	code: z.string(),
	sentence: z.string(),
	cure: z.string().nullable(),
	accepted: z.strictObject({ by: z.string(), because: z.string() }).nullable(),
});
export type SheetFinding = z.infer<typeof SheetFinding>;

export const SheetTake = z.strictObject({
	file: z.string(),
	at: Moment.describe("When it was printed"),
	end: z.enum(["printed", "failed", "aborted"]),
	samplePeak: Figure("dBFS"),
	truePeak: Figure("dBTP"),
	loudness: Figure("LUFS"),
	latency: Figure("Samples, by the opening ping"),
	verdict: Known("What the checks say, in one sentence"),
	remarks: z.array(Remark),
});
export type SheetTake = z.infer<typeof SheetTake>;

/** A recall sheet, version 1. This JSON is the truth: SVG, PDF and CSV are drawn from it and hold nothing more. */
export const RecallSheet = z.strictObject({
	version: z.literal(1),
	header: SheetHeader,
	patch: z.array(PatchRow).describe("In the order of plugging"),
	chains: z.array(SheetChain),
	findings: z.array(SheetFinding),
	takes: z.array(SheetTake),
	warmUp: z.array(z.strictObject({ unit: z.string(), minutes: z.number().nonnegative() })),
	notes: z.array(z.strictObject({ at: Moment, by: z.string(), text: z.string() })),
});
export type RecallSheet = z.infer<typeof RecallSheet>;

/** The files that a sheet is written as. */
export type SheetFormat = "pdf" | "svg" | "json" | "csv";
