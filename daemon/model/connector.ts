import { z } from "zod";

export const Connector = z.enum([
	"XLR-3",
	"combo",
	"TRS",
	"TS",
	"TT",
	"B-gauge",
	"3.5 mm TRS",
	"3.5 mm TS",
	"RCA",
	"BNC",
	"banana",
	"terminals",
	"NL2",
	"NL4",
	"DB25",
	"DA-15",
	"DD50",
	"EDAC 38",
	"EDAC 56",
	"EDAC 90",
	"EDAC 120",
	"RJ45",
	"TOSLINK",
	"SC",
	"LC",
	"DIN-5",
	"USB",
	"DE-9",
]);
export type Connector = z.infer<typeof Connector>;
/** A contact by the name that is moulded beside it: "2" of an XLR, "T" of a jack, "24" of a DB25. */
export type Contact = string;

const numbered = (count: number): Contact[] => Array.from({ length: count }, (_, i) => String(i + 1));
const tipRingSleeve = ["T", "R", "S"];
const tipSleeve = ["T", "S"];

/**
 * A combo socket takes an XLR or a jack plug; its contacts are called after the XLR. Terminals are screws or springs for
 * bare wire: the barrier strip of an old compressor, the clamps of a loudspeaker. Studio facts §3.
 */
export const contacts: Record<Connector, readonly Contact[]> = {
	"XLR-3": numbered(3),
	combo: numbered(3),
	TRS: tipRingSleeve,
	TS: tipSleeve,
	TT: tipRingSleeve,
	"B-gauge": tipRingSleeve,
	"3.5 mm TRS": tipRingSleeve,
	"3.5 mm TS": tipSleeve,
	RCA: tipSleeve,
	BNC: ["centre", "screen"],
	banana: ["+", "-"],
	terminals: ["+", "-", "ground"],
	NL2: ["1+", "1-"],
	NL4: ["1+", "1-", "2+", "2-"],
	DB25: numbered(25),
	"DA-15": numbered(15),
	DD50: numbered(50),
	"EDAC 38": numbered(38),
	"EDAC 56": numbered(56),
	"EDAC 90": numbered(90),
	"EDAC 120": numbered(120),
	RJ45: numbered(8),
	TOSLINK: ["light"],
	SC: ["light"],
	LC: ["light"],
	"DIN-5": numbered(5),
	USB: numbered(4),
	"DE-9": numbered(9),
};

/** Connectors that are made for several channels, whatever pinout is on them. */
export const isMultipair = (connector: Connector): boolean => contacts[connector].length > 3;

/** Pins or holes, where a connector has both: a line XLR that gives has pins, a chassis XLR that takes has holes. */
export const Gender = z.enum(["male", "female"]);
export type Gender = z.infer<typeof Gender>;

/** Jackscrews of the D-sub family. UNC 4-40 and M3 do not go into each other. */
export const Screws = z.enum(["4-40", "M3"]);
export type Screws = z.infer<typeof Screws>;

/** Connectors that are made with pins and with holes. */
const gendered: ReadonlySet<Connector> = new Set([
	"XLR-3",
	"DB25",
	"DA-15",
	"DD50",
	"EDAC 38",
	"EDAC 56",
	"EDAC 90",
	"EDAC 120",
	"DE-9",
]);
export const hasGender = (connector: Connector): boolean => gendered.has(connector);
export const opposite: Record<Gender, Gender> = { male: "female", female: "male" };

/** Which contact of a plug touches which of a jack. A contact that is named twice bridges two of the jack's. */
export type Mating = {
	readonly touching: readonly (readonly [plug: Contact, jack: Contact])[];
	/** What goes in all the same and should not: it spreads the springs, or it hardly touches. */
	readonly harm?: "damages" | "loose";
};

const straightOnes = new Map<Connector, Mating>();
const straight = (connector: Connector): Mating => {
	const made = straightOnes.get(connector) ?? {
		touching: contacts[connector].map((contact) => [contact, contact] as const),
	};
	straightOnes.set(connector, made);
	return made;
};

/** A TS plug's sleeve reaches back over the ring spring. */
const sleeveOverRing: Mating = {
	touching: [
		["T", "T"],
		["S", "R"],
		["S", "S"],
	],
};
const ringUnused: Mating = {
	touching: [
		["T", "T"],
		["S", "S"],
	],
};

/** What fits into what beside its own kind, plug first; the rest does not go in. */
const strangers: Partial<Record<`${Connector} into ${Connector}`, Mating>> = {
	"TS into TRS": sleeveOverRing,
	"TRS into TS": ringUnused,
	"3.5 mm TS into 3.5 mm TRS": sleeveOverRing,
	"3.5 mm TRS into 3.5 mm TS": ringUnused,
	"XLR-3 into combo": straight("XLR-3"),
	"TRS into combo": {
		touching: [
			["T", "2"],
			["R", "3"],
			["S", "1"],
		],
	},
	"TS into combo": {
		touching: [
			["T", "2"],
			["S", "3"],
			["S", "1"],
		],
	},
	"NL2 into NL4": straight("NL2"),
	// Bare wire goes under a binding post.
	"terminals into banana": straight("banana"),
	// The A-gauge plug's ball is 6.35 mm, the bay's springs are bent for the smaller tip of the B-gauge.
	"TRS into B-gauge": { ...straight("TRS"), harm: "damages" },
	"TS into B-gauge": { ...sleeveOverRing, harm: "damages" },
	"B-gauge into TRS": { ...straight("B-gauge"), harm: "loose" },
};

export const mating = (plug: Connector, jack: Connector): Mating | undefined =>
	plug === jack && plug !== "combo" ? straight(plug) : strangers[`${plug} into ${jack}`];

/** The three conductors of one analogue channel as they lie on a connector. Cold or screen may be missing. */
export const Lines = z.strictObject({
	hot: z.string().describe("Contact"),
	cold: z.string().optional().describe("Contact; absent: unbalanced"),
	screen: z.string().optional().describe("Contact; absent: none of its own"),
});
export type Lines = z.infer<typeof Lines>;
export const legs = ["hot", "cold", "screen"] as const;
export type Leg = (typeof legs)[number];

/** Where the channels of a connector lie, first channel first. */
export const Pinout = z.strictObject({
	connector: Connector.describe("The connector that it is a pinout of"),
	source: z.string().describe("Standard or manual that says so"),
	channels: z.array(Lines).min(1).describe("First channel first; contacts as they are moulded beside them"),
});
export type Pinout = z.infer<typeof Pinout>;

const tipRing: Lines = { hot: "T", cold: "R", screen: "S" };
const tipOnly: Lines = { hot: "T", screen: "S" };
const plusMinus: Lines = { hot: "1+", cold: "1-" };
const single: Partial<Record<Connector, Lines>> = {
	"XLR-3": { hot: "2", cold: "3", screen: "1" },
	combo: { hot: "2", cold: "3", screen: "1" },
	TRS: tipRing,
	TT: tipRing,
	"B-gauge": tipRing,
	"3.5 mm TRS": tipRing,
	TS: tipOnly,
	"3.5 mm TS": tipOnly,
	RCA: tipOnly,
	BNC: { hot: "centre", screen: "screen" },
	banana: { hot: "+", cold: "-" },
	terminals: { hot: "+", cold: "-", screen: "ground" },
	NL2: plusMinus,
	NL4: plusMinus,
	RJ45: { hot: "1", cold: "2" },
	TOSLINK: { hot: "light" },
	SC: { hot: "light" },
	LC: { hot: "light" },
	"DIN-5": { hot: "4", cold: "5", screen: "2" },
	USB: { hot: "3", cold: "2", screen: "4" },
	"DE-9": { hot: "3", cold: "2", screen: "5" },
};

const tipThenRing: readonly Lines[] = [tipOnly, { hot: "R", screen: "S" }];
/** T568 pairs in the order 1-2, 3-6, 4-5, 7-8; an unscreened cable has no screen. */
const catPairs: readonly Lines[] = [
	{ hot: "1", cold: "2" },
	{ hot: "3", cold: "6" },
	{ hot: "4", cold: "5" },
	{ hot: "7", cold: "8" },
];

/** Pinouts that belong to a connector itself (AES14 for the XLR); multipair pinouts are data under patchbay-maps. */
export const builtInPinouts: Readonly<Record<string, readonly Lines[]>> = {
	"pin 3 hot": [{ hot: "3", cold: "2", screen: "1" }],
	insert: tipThenRing,
	"insert ring send": tipThenRing.toReversed(),
	stereo: tipThenRing,
	"two unbalanced on XLR": [
		{ hot: "2", screen: "1" },
		{ hot: "3", screen: "1" },
	],
	"two speakers": [plusMinus, { hot: "2+", cold: "2-" }],
	"cat pairs": catPairs,
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
