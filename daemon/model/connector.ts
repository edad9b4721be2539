import { z } from "zod";

export const Connector = z.enum(["XLR-3", "TRS", "TS", "TT", "RCA", "DB25"]);
export type Connector = z.infer<typeof Connector>;
/** A contact by the name that is moulded beside it: "2" of an XLR, "T" of a jack, "24" of a DB25. */
export type Contact = string;

const numbered = (count: number): Contact[] => Array.from({ length: count }, (_, i) => String(i + 1));

export const contacts: Record<Connector, readonly Contact[]> = {
	"XLR-3": numbered(3),
	TRS: ["T", "R", "S"],
	TS: ["T", "S"],
	TT: ["T", "R", "S"],
	RCA: ["T", "S"],
	DB25: numbered(25),
};

/** Which contact of a plug touches which of a jack. A contact that is named twice bridges two of the jack's. */
export type Mating = readonly (readonly [plug: Contact, jack: Contact])[];

const straight = (connector: Connector): Mating => contacts[connector].map((contact) => [contact, contact]);

/** What fits into what, plug first; the rest does not go in. A TS plug's sleeve reaches back over the ring spring. */
const matings: Partial<Record<`${Connector} into ${Connector}`, Mating>> = {
	"XLR-3 into XLR-3": straight("XLR-3"),
	"TRS into TRS": straight("TRS"),
	"TS into TS": straight("TS"),
	"TT into TT": straight("TT"),
	"RCA into RCA": straight("RCA"),
	"DB25 into DB25": straight("DB25"),
	"TS into TRS": [
		["T", "T"],
		["S", "R"],
		["S", "S"],
	],
	"TRS into TS": [
		["T", "T"],
		["S", "S"],
	],
};

export const mating = (plug: Connector, jack: Connector): Mating | undefined =>
	matings[`${plug} into ${jack}`];

/** The three conductors of one analogue channel as they lie on a connector. Cold or screen may be missing. */
export const Lines = z.strictObject({
	hot: z.string(),
	cold: z.string().optional(),
	screen: z.string().optional(),
});
export type Lines = z.infer<typeof Lines>;
export const legs = ["hot", "cold", "screen"] as const;
export type Leg = (typeof legs)[number];

/** Where the channels of a connector lie, first channel first. */
export const Pinout = z.strictObject({
	connector: Connector,
	source: z.string().describe("Standard or manual that says so"),
	channels: z.array(Lines).min(1),
});
export type Pinout = z.infer<typeof Pinout>;

const tipRing: Lines = { hot: "T", cold: "R", screen: "S" };
const tipOnly: Lines = { hot: "T", screen: "S" };
const single: Partial<Record<Connector, Lines>> = {
	"XLR-3": { hot: "2", cold: "3", screen: "1" },
	TRS: tipRing,
	TT: tipRing,
	TS: tipOnly,
	RCA: tipOnly,
};

/** Pinouts that belong to a connector itself (AES14 for the XLR); multipair pinouts are data under patchbay-maps. */
export const builtInPinouts: Readonly<Record<string, readonly Lines[]>> = {
	"pin 3 hot": [{ hot: "3", cold: "2", screen: "1" }],
	insert: [tipOnly, { hot: "R", screen: "S" }],
	stereo: [tipOnly, { hot: "R", screen: "S" }],
};

export type Pinouts = Readonly<Record<string, Pinout>>;

/** The channels of a connector under a named pinout; without a name, its one channel as everybody solders it. */
export const channelsOf = (
	connector: Connector,
	pinout: string | undefined,
	pinouts: Pinouts,
): readonly Lines[] => {
	const named = pinout === undefined ? undefined : (builtInPinouts[pinout] ?? pinouts[pinout]?.channels);
	const own = single[connector];
	return named ?? (own ? [own] : []);
};
