import fc from "fast-check";
import { jacksOfCord, type Plugged } from "#model/cable.ts";
import { Normalling } from "#model/patchbay.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { aBay, aLoom, anInput, anOutput, aSession, aStudio, aUnit, someCords, TEN } from "../builders.ts";

const COLUMNS = 7;

type Model = NonNullable<Parameters<typeof aUnit>[1]>;
type SwitchInput = NonNullable<Model["controls"]>[string];
const aSwitch = (...names: readonly string[]): SwitchInput => ({
	kind: "switch",
	label: "SWITCH",
	at: [10, 10],
	positions: names.map((name) => ({ name })),
	default: names[0] ?? "",
});
const through = { direction: "through" as const };

/** Gear whose switches change the wiring, and gear that cares how it is wired. */
const gear = [
	aUnit("iron", {
		ports: { in: anInput({ stage: "transformer" }), out: anOutput({ stage: "transformer" }) },
	}),
	aUnit("servo", {
		ports: { in: anInput({ stage: "unbalanced" }), out: anOutput({ stage: "cross-coupled" }) },
		paths: [{ from: "in", to: "out", gain: [0] }],
	}),
	aUnit("bypassed", {
		controls: { bypass: aSwitch("In", "Out") },
		relays: [{ control: "bypass", is: "Out", joins: ["in", "out"] }],
	}),
	aUnit("ab", {
		kind: "switch",
		ports: { common: through, a: through, b: through },
		paths: [],
		controls: { select: aSwitch("A", "B") },
		relays: [
			{ control: "select", is: "A", joins: ["common", "a"] },
			{ control: "select", is: "B", joins: ["common", "b"] },
		],
	}),
	aUnit("old", {
		ports: {
			in: anInput({ terminated: { impedance: "600 Ω", control: "load", is: "On" } }),
			out: anOutput(),
		},
		paths: [{ from: "in", to: "out", gain: [0] }],
		controls: { load: aSwitch("Off", "On") },
	}),
	aUnit("ribbon", {
		kind: "microphone",
		ports: { out: anOutput({ stage: "transformer", nominal: "-45 dBu", underPhantom: "is harmed" }) },
		paths: [],
	}),
	aUnit("pre", {
		kind: "preamplifier",
		ports: {
			in: anInput({ stage: "microphone", impedance: "1.5 kΩ", nominal: "-40 dBu", phantom: "phantom" }),
			out: anOutput(),
		},
		paths: [{ from: "in", to: "out", gain: [44] }],
		controls: { phantom: aSwitch("Off", "On") },
	}),
];

/** Every switch with where it may stand. */
const switches = [
	["bypassed", "bypass", ["In", "Out"]],
	["ab", "select", ["A", "B"]],
	["old", "load", ["Off", "On"]],
	["pre", "phantom", ["Off", "On"]],
] as const;

const sockets = [
	...["da1", "da2", "ad1", "ad2"].map((port) => `interface/${port}`),
	...gear.flatMap(({ unit, model }) => Object.keys(model.ports).map((port) => `${unit.id}/${port}`)),
];
const jacks = ["A", "B"].flatMap((row) => Array.from({ length: COLUMNS }, (_, i) => `PB1/${row}0${i + 1}`));

const seldom = <T>(usual: T, other: T): fc.Arbitrary<T> =>
	fc.oneof({ arbitrary: fc.constant(usual), weight: 6 }, { arbitrary: fc.constant(other), weight: 1 });
const soldered = fc.record({
	inverted: seldom(false, true),
	cold: seldom<"through" | "to screen">("through", "to screen"),
});

/** Sockets behind jacks as it happened, and normals as it happened. */
export const changingRooms = fc.record({
	behind: fc.shuffledSubarray(sockets, { minLength: jacks.length - 2, maxLength: jacks.length }),
	cables: fc.array(soldered, { minLength: jacks.length, maxLength: jacks.length }),
	normals: fc.array(fc.constantFrom(...Normalling.options), { minLength: COLUMNS, maxLength: COLUMNS }),
	sleeves: fc.constantFrom("bussed" as const, "individual" as const, "normalled" as const),
});
type Plan = typeof changingRooms extends fc.Arbitrary<infer Drawn> ? Drawn : never;

export const builtAs = ({ behind, cables, normals, sleeves }: Plan): Studio =>
	aStudio({
		gear,
		bays: [
			aBay({
				columns: COLUMNS,
				sleeves,
				points: normals.map((normalling, i) => ({ columns: String(i + 1), normalling })),
			}),
		],
		looms: behind.map((into, i) => aLoom(`${jacks[i]} rear`, { into, ...cables[i] })),
		store: [
			someCords({ id: "TT", count: 3 }),
			someCords({ id: "flip", count: 1, inverted: true }),
			someCords({ id: "half", count: 1, cold: "open" }),
			someCords({ id: "Y", count: 1, cable: "tt-y" }),
			someCords({ id: "TT-XLR", count: 1, plugs: ["TT", "XLR-3"] }),
		],
		own: { cableMaps: { "tt-y": mult } },
	});

/** One plug on two. */
const mult = {
	source: "test",
	ends: {
		one: { connector: "TT" as const },
		two: { connector: "TT" as const },
		three: { connector: "TT" as const },
	},
	wires: ["T", "R", "S"].map((contact) => ["one", "two", "three"].map((end) => `${end}.${contact}`)),
};

const names = ["TT #1", "TT #2", "TT #3", "flip #1", "half #1", "Y #1", "TT-XLR #1"] as const;

export type Move =
	| { readonly do: "plug"; readonly cord: string; readonly into: readonly string[] }
	| { readonly do: "unplug"; readonly cord: string }
	| { readonly do: "throw"; readonly unit: string; readonly control: string; readonly to: string };

/** What somebody does at the bay and at the rack, in whatever order. */
export const moves: fc.Arbitrary<readonly Move[]> = fc.array(
	fc.oneof(
		{
			weight: 5,
			arbitrary: fc
				.tuple(
					fc.constantFrom(...names),
					fc.shuffledSubarray([...jacks, ...sockets], { minLength: 3, maxLength: 3 }),
				)
				.map(([cord, into]): Move => ({ do: "plug", cord, into })),
		},
		{ weight: 2, arbitrary: fc.constantFrom(...names).map((cord): Move => ({ do: "unplug", cord })) },
		{
			weight: 3,
			arbitrary: fc.tuple(fc.constantFrom(...switches), fc.nat(1)).map(
				([[unit, control, positions], at]): Move => ({
					do: "throw",
					unit,
					control,
					to: positions[at] ?? "",
				}),
			),
		},
	),
	{ minLength: 3, maxLength: 10 },
);

const plugged = (session: Session, cord: string, into: readonly string[]): Plugged[] => {
	const [from = "", to = "", third = ""] = into;
	const others = session.cords.filter((known) => known.cord !== cord);
	const taken = new Set(others.flatMap(jacksOfCord));
	const hanging: Plugged = { cord, from, to, ...(cord.startsWith("Y") ? { also: [third] } : {}) };
	return jacksOfCord(hanging).some((jack) => taken.has(jack)) ? session.cords : [...others, hanging];
};

/** The session after a move. A jack takes one plug. */
export const after = (session: Session, move: Move): Session => {
	if (move.do === "plug") return { ...session, cords: plugged(session, move.cord, move.into) };
	if (move.do === "unplug")
		return { ...session, cords: session.cords.filter(({ cord }) => cord !== move.cord) };
	const state = { setting: move.to, how: "by hand" as const, at: new Date(TEN).toISOString() };
	const settings = { ...session.settings[move.unit], [move.control]: state };
	return { ...session, settings: { ...session.settings, [move.unit]: settings } };
};

/** The sessions that a row of moves leads through. */
export const sessionsOf = (row: readonly Move[], start: Session = aSession()): Session[] => {
	let now = start;
	return row.map((move) => {
		now = after(now, move);
		return now;
	});
};
