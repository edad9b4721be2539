import { z } from "zod";
import { Connector, Gender, Screws } from "./connector.ts";
import { type Farads, Impedance, Length, type Ohms, PerMetre } from "./level.ts";

/** What was done with the cold wire where a plug has no contact for it, or where somebody thought it better. */
export const ColdWire = z
	.enum(["through", "to screen", "open"])
	.describe("The cold wire at this end: soldered as usual, to the screen, or cut back");
export type ColdWire = z.infer<typeof ColdWire>;

/** What the cable is made of; it decides resistance, capacitance and what digital signals may run through it. */
export const CableKind = z.enum([
	"balanced pair",
	"AES3 pair",
	"coaxial 75 Ω",
	"coaxial 50 Ω",
	"Cat 5e",
	"speaker 1.5 mm²",
	"speaker 2.5 mm²",
	"speaker 4 mm²",
	"optical",
]);
export type CableKind = z.infer<typeof CableKind>;

/** Per metre of one core. Resistance from the area of copper (0.0172 Ω mm²/m), capacitance as it is usual in the trade. */
export type Stuff = {
	readonly ohms: Ohms;
	readonly toScreen: Farads;
	readonly betweenCores: Farads;
	/** Characteristic impedance, where the kind is made for one. */
	readonly impedance: Ohms | null;
};
const speaker = (area: number): Stuff => ({
	ohms: 0.0172 / area,
	toScreen: 0,
	betweenCores: 80e-12,
	impedance: null,
});
export const stuffOf: Record<CableKind, Stuff> = {
	"balanced pair": { ohms: 0.078, toScreen: 100e-12, betweenCores: 0, impedance: null },
	"AES3 pair": { ohms: 0.078, toScreen: 86e-12, betweenCores: 0, impedance: 110 },
	"coaxial 75 Ω": { ohms: 0.05, toScreen: 67e-12, betweenCores: 0, impedance: 75 },
	"coaxial 50 Ω": { ohms: 0.04, toScreen: 100e-12, betweenCores: 0, impedance: 50 },
	"Cat 5e": { ohms: 0.084, toScreen: 0, betweenCores: 50e-12, impedance: 100 },
	"speaker 1.5 mm²": speaker(1.5),
	"speaker 2.5 mm²": speaker(2.5),
	"speaker 4 mm²": speaker(4),
	optical: { ohms: 0, toScreen: 0, betweenCores: 0, impedance: null },
};

const usual: Partial<Record<Connector, CableKind>> = {
	NL2: "speaker 2.5 mm²",
	NL4: "speaker 2.5 mm²",
	banana: "speaker 2.5 mm²",
	BNC: "coaxial 75 Ω",
	RJ45: "Cat 5e",
	TOSLINK: "optical",
	SC: "optical",
	LC: "optical",
};
export const usualKind = (plug: Connector): CableKind => usual[plug] ?? "balanced pair";

/** A pad that is built into a cable or a plug: a resistor in each leg, then one across. One leg alone: in the hot one. */
export const Pad = z.strictObject({
	series: Impedance.describe("In each leg"),
	shunt: Impedance.describe("Across hot and cold, or hot and screen, at the far end"),
});
export type Pad = z.infer<typeof Pad>;

const stuff = {
	kind: CableKind.optional().describe("What it is made of; default: what its plugs are usual on"),
	capacitance: PerMetre.optional().describe("Core to screen, where it was measured or the maker says it"),
	pad: Pad.optional().describe("Resistors in the plug at the second end"),
	terminator: Impedance.optional().describe("Clock lines: a terminating plug on the last T-piece, 75 Ω"),
	screen: z.enum(["through", "lifted"]).default("through").describe("Lifted: open at the second end"),
};

/** One end of a loom: the socket it sits in, "unit/jack" or "bay/A1-8", and how it was soldered. */
export const loomEnd = {
	plug: Connector.optional().describe("The plug on the cable; default: the one that fits the socket"),
	gender: Gender.optional().describe("Pins or holes, where it matters; default: the one that fits"),
	screws: Screws.optional().describe("Jackscrews of a D-sub plug"),
	pinout: z
		.string()
		.optional()
		.describe("How the plug is soldered; default: an XLR with pin 2 hot, a multipair as its socket is"),
	cold: ColdWire.default("through"),
	inverted: z.boolean().default(false).describe("Hot and cold swapped at this end"),
};
export const LoomEnd = z.union([
	z.string().transform((into) => ({ into, cold: "through" as const, inverted: false })),
	z.strictObject({
		into: z.string().describe('The socket that it sits in: "unit/jack" or "PB1/A1-8"'),
		...loomEnd,
	}),
]);
export type LoomEnd = {
	into: string;
	plug?: Connector | undefined;
	gender?: Gender | undefined;
	screws?: Screws | undefined;
	pinout?: string | undefined;
	cold: ColdWire;
	inverted: boolean;
};

/** A permanent cable behind the rack: one trunk end, and either one other end or a tail for each channel. */
export const Loom = z.strictObject({
	id: z.string().describe("What is written on the cable"),
	from: LoomEnd.describe(
		"The trunk: the socket that it sits in, and how it is soldered where it is not as usual",
	),
	to: z
		.union([LoomEnd, z.array(z.union([LoomEnd, z.null()])).min(1)])
		.describe("One end, or one tail a channel (null: unused)"),
	length: Length,
	...stuff,
});
export type Loom = z.infer<typeof Loom>;

/** A permanent cable of a kind that is described contact by contact: insert cables, Y cables, splitters. */
export const MappedCable = z.strictObject({
	id: z.string().describe("What is written on the cable"),
	cable: z
		.string()
		.describe("Its map, such as trs-insert: a file of patchbay-maps/cables or of the studio's cables"),
	ends: z.record(z.string(), z.string()).describe("The socket that each end of the map sits in"),
	length: Length,
	...stuff,
});
export type MappedCable = z.infer<typeof MappedCable>;

/** Looms as they are bought: what is on their ends and how it is soldered. A fan-out has the multipair at "from". */
export const LoomKind = z.strictObject({
	source: z.string().describe("Standard or trade practice"),
	from: z.strictObject(loomEnd).describe("The trunk"),
	to: z.strictObject(loomEnd).describe("The other end, or every tail"),
	tails: z.number().int().min(2).optional().describe("Absent: it has two ends"),
	...stuff,
});
export type LoomKind = z.infer<typeof LoomKind>;

/** The two or more ends of a loom. */
export const endsOf = ({ from, to }: Loom): LoomEnd[] => [
	from,
	...(Array.isArray(to) ? to : [to]).flatMap((end) => (end ? [end] : [])),
];

/** Any cable contact by contact: ends by name, and wires that each join contacts such as "console.T" and "send.T". */
export const CableMap = z.strictObject({
	source: z.string().describe("Standard, manual or trade practice"),
	ends: z
		.record(z.string(), z.strictObject({ connector: Connector, gender: Gender.optional() }))
		.describe("Its plugs by name"),
	wires: z
		.array(z.array(z.string()).min(2))
		.min(1)
		.describe('Contacts that are one wire: ["console.T", "send.T"]'),
});
export type CableMap = z.infer<typeof CableMap>;

/** Patch cords of one kind in the store, in front of the bay. */
export const CordStock = z.strictObject({
	id: z.string().describe("Short name that a person reads off the rack, such as TT-90-blue"),
	plugs: z.tuple([Connector, Connector]).describe("Its two plugs"),
	genders: z
		.tuple([Gender.nullable(), Gender.nullable()])
		.optional()
		.describe("Pins or holes of the two plugs; default: an XLR cord has one of each"),
	cable: z
		.string()
		.optional()
		.describe(
			"A map of patchbay-maps/cables for a cord with more than two plugs; plugs are then its first two",
		),
	length: Length,
	colour: z.string().describe("As it is told by: red, blue …"),
	count: z.number().int().positive().describe("How many hang in the store"),
	cold: ColdWire.default("through"),
	inverted: z.boolean().default(false).describe("Hot and cold swapped: a polarity cord"),
	...stuff,
});
export type CordStock = z.infer<typeof CordStock>;

/** One cord out of the store: the third TT-90-blue is "TT-90-blue #3". */
export type Cord = Omit<CordStock, "count"> & { readonly stock: string };

export const cordsIn = (store: readonly CordStock[]): Cord[] =>
	store.flatMap(({ count, ...stock }) =>
		Array.from({ length: count }, (_, i) => ({ ...stock, stock: stock.id, id: `${stock.id} #${i + 1}` })),
	);

/** An adapter of the store: the plug that goes into the jack, and the plug that it takes. Straight through. */
export const Adapter = z.strictObject({
	id: z.string().describe("Short name that a person reads off the rack"),
	plug: Connector.describe("The plug that goes into the jack"),
	takes: Connector.describe("The plug that it takes"),
	gender: Gender.optional().describe("Pins or holes of its own plug"),
	count: z.number().int().positive().describe("How many there are"),
});
export type Adapter = z.infer<typeof Adapter>;

/** Adapters as they are bought. */
export const AdapterKind = Adapter.omit({ id: true, count: true }).extend({ source: z.string() });
export type AdapterKind = z.infer<typeof AdapterKind>;

const storeIndex = new WeakMap<readonly CordStock[], ReadonlyMap<string, Cord>>();

/** Every cord of a store by its name, worked out once for each store. */
export const cordsByName = (store: readonly CordStock[]): ReadonlyMap<string, Cord> => {
	const found = storeIndex.get(store) ?? new Map(cordsIn(store).map((cord) => [cord.id, cord]));
	storeIndex.set(store, found);
	return found;
};

/** "TS-150 #1 + TS-RCA #1": a cord with an adapter on the end that the adapter takes; it is then another cord. */
const adapted = (cord: Cord, adapter: Adapter, id: string): Cord | undefined => {
	const [one, other] = cord.plugs;
	if (other === adapter.takes) return { ...cord, id, plugs: [one, adapter.plug] };
	return one === adapter.takes ? { ...cord, id, plugs: [adapter.plug, other] } : undefined;
};

type Store = { readonly store: readonly CordStock[]; readonly adapters: readonly Adapter[] };

/** A cord of the store by its name, with the adapters that are on it. */
export const cordNamed = ({ store, adapters }: Store, name: string): Cord | undefined => {
	const [cord = "", ...on] = name.split(" + ");
	return on.reduce<Cord | undefined>((so, piece) => {
		const adapter = adapters.find(({ id }) => piece.startsWith(`${id} #`));
		return so && adapter && adapted(so, adapter, name);
	}, cordsByName(store).get(cord));
};

/** The pieces out of the store that a hanging cord takes up: the cord itself and its adapters. */
export const piecesOf = (name: string): string[] => name.split(" + ");

/** A cord as it hangs now, from jack to jack: "PB1/A05" or "unit/jack". */
export const Plugged = z.strictObject({
	cord: z.string(),
	from: z.string(),
	to: z.string(),
	also: z.array(z.string()).optional().describe("Where the further plugs of a Y or insert cord sit"),
});
export type Plugged = z.infer<typeof Plugged>;

export const jacksOfCord = ({ from, to, also = [] }: Plugged): string[] => [from, to, ...also];
