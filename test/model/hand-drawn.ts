import type { OutputStage } from "#model/gear-model.ts";
import type { Deck } from "#test/simulators/spice.ts";
import { aLoom, aReceiver, aSource, aStudio } from "../builders.ts";
import {
	core,
	drawing,
	dummyLeg,
	groundedThere,
	hotAlone,
	inputTransformer,
	instrumentation,
	outputTransformer,
	pairOf,
	pickup,
	pushPull,
	servo,
	single,
} from "./drawn-parts.ts";
import type { Input, Output, Patched } from "./every-hop.ts";

/** A hop of a studio, by default from "source/out" to "sink/in", and the same drawn by hand. */
export type HandDrawn = {
	readonly patched: Patched;
	readonly from?: string;
	readonly to?: string;
	readonly deck: Deck;
};

type End<P> = P & { readonly on?: "XLR-3" | "TRS" | "TS" | "banana" };
type Loom = Partial<ReturnType<typeof aLoom>>;

/** One cable from a source to a sink. */
const line = (
	{ on: gives = "XLR-3", ...output }: End<Output>,
	loom: Loom,
	{ on: takes = "XLR-3", ...input }: End<Input>,
): Patched => ({
	studio: aStudio({
		gear: [aSource("source", output, { connector: gives }), aReceiver("sink", input, { connector: takes })],
		looms: [{ ...aLoom("source/out", "sink/in"), ...loom }],
	}),
	cords: [],
});

/** Chapter 2: a load takes its share. */
const loadings = (
	[
		["50 Ω", 50, "10 kΩ", 10e3],
		["100 Ω", 100, "10 kΩ", 10e3],
		["150 Ω", 150, "1.5 kΩ", 1500],
		["600 Ω", 600, "600 Ω", 600],
		["600 Ω", 600, "10 kΩ", 10e3],
		["50 Ω", 50, "600 Ω", 600],
		["2 kΩ", 2000, "10 kΩ", 10e3],
	] as const
).map(([gives, ohms, takes, load]): [string, HandDrawn] => [
	`${gives} into ${takes}`,
	{
		patched: line({ impedance: gives }, {}, { impedance: takes }),
		deck: `V s 0 AC 1\nRs s heard ${ohms}\nRl heard 0 ${load}`,
	},
]);

const drawn: readonly (readonly [OutputStage, (ohms: number) => Deck])[] = [
	["transformer", outputTransformer],
	["ground-referenced", pushPull],
	["cross-coupled", servo],
	["impedance-balanced", dummyLeg],
];

/** Chapter 5: pin 3 on pin 1 where the cable arrives at an unbalanced input. */
const groundedAtTheFarEnd = drawn.map(([stage, source]): [string, HandDrawn] => [
	`${stage} of 600 Ω, cold grounded at the far end of 30 m`,
	{
		patched: line(
			{ stage, impedance: "600 Ω" },
			{ length: "30 m", to: { into: "sink/in", plug: "TS", cold: "to screen" } },
			{ stage: "unbalanced", on: "TS" },
		),
		deck: drawing(source(600), groundedThere(30), single(10e3)),
	},
]);

const balancedLines = drawn.flatMap(([stage, source]) =>
	(
		[
			["electronic", instrumentation],
			["transformer", inputTransformer],
		] as const
	).map(([into, receiver]): [string, HandDrawn] => [
		`${stage} of 600 Ω over 100 m into a balanced ${into} input`,
		{
			patched: line({ stage, impedance: "600 Ω" }, { length: "100 m" }, { stage: into }),
			deck: drawing(source(600), pairOf(100), receiver(10e3)),
		},
	]),
);

const toOpen: Loom = { length: "30 m", to: { into: "sink/in", plug: "TS", cold: "open" } };
const fromTS = (cold: "to screen" | "open"): Loom => ({
	length: "20 m",
	from: { into: "source/out", plug: "TS", cold },
});
const betweenTS = (length: string): Loom => ({
	length,
	from: { into: "source/out", plug: "TS" },
	to: { into: "sink/in", plug: "TS" },
});
const unbalanced = (impedance: string): End<Output> => ({ stage: "unbalanced", impedance, on: "TS" });
const grid = (impedance: string): End<Input> => ({ stage: "instrument", impedance, on: "TS" });
const coil = { inductance: "2.4 H", resistance: "6 kΩ", capacitance: "110 pF" };
/** Both pots of the guitar, turned up, and the amplifier. */
const guitar = (metres: number): HandDrawn => ({
	patched: line({ ...unbalanced("6 kΩ"), coil }, betweenTS(`${metres} m`), grid("111.11111 kΩ")),
	deck: drawing(
		pickup,
		"Rvolume a 0 250k\nRtone a 0 250k",
		core("a", "c", metres, { ohms: 0.078, farads: 100e-12 }),
		single(1e6),
	),
});

const cablesAndStages: Readonly<Record<string, HandDrawn>> = {
	"50 Ω, a pair of drivers, over 100 m": {
		patched: line({}, { length: "100 m" }, {}),
		deck: drawing(pushPull(50), pairOf(100), instrumentation(10e3)),
	},
	"600 Ω, unbalanced, over 100 m": {
		patched: line(unbalanced("600 Ω"), betweenTS("100 m"), grid("1 MΩ")),
		deck: drawing(hotAlone(600), core("a", "c", 100), single(1e6)),
	},
	"600 Ω, unbalanced, over 50 m of AES3 pair": {
		patched: line(unbalanced("600 Ω"), { ...betweenTS("50 m"), kind: "AES3 pair" }, grid("1 MΩ")),
		deck: drawing(hotAlone(600), core("a", "c", 50, { ohms: 0.078, farads: 86e-12 }), single(1e6)),
	},
	"a volume pot at half over 5 m": {
		patched: line(unbalanced("125 kΩ"), betweenTS("5 m"), grid("1 MΩ")),
		deck: drawing(hotAlone(125e3), core("a", "c", 5), single(1e6)),
	},
	"a guitar over 3 m": guitar(3),
	"a guitar over 6 m": guitar(6),
	"a re-amp box of 10 kΩ into an amplifier over 3 m": {
		patched: line(unbalanced("10 kΩ"), betweenTS("3 m"), grid("1 MΩ")),
		deck: drawing(hotAlone(10e3), core("a", "c", 3), single(1e6)),
	},
	"a pair of drivers, cold open at the far end": {
		patched: line({ impedance: "600 Ω" }, toOpen, { stage: "unbalanced", on: "TS" }),
		deck: drawing(pushPull(600), core("a", "c", 30), core("b", "air", 30), single(10e3)),
	},
	"impedance-balanced, cold open at the far end": {
		patched: line({ stage: "impedance-balanced", impedance: "600 Ω" }, toOpen, {
			stage: "unbalanced",
			on: "TS",
		}),
		deck: drawing(dummyLeg(600), core("a", "c", 30), core("b", "air", 30), single(10e3)),
	},
	"a transformer, cold open at the far end: thin": {
		patched: line({ stage: "transformer", impedance: "600 Ω" }, toOpen, { stage: "unbalanced", on: "TS" }),
		deck: drawing(outputTransformer(600), core("a", "c", 30), core("b", "air", 30), single(10e3)),
	},
	"unbalanced into balanced, ring tied to sleeve at the source": {
		patched: line(unbalanced("600 Ω"), fromTS("to screen"), {}),
		deck: drawing(hotAlone(600), core("a", "c", 20), core("0", "d", 20), instrumentation(10e3)),
	},
	"unbalanced into balanced, ring open": {
		patched: line(unbalanced("600 Ω"), fromTS("open"), {}),
		deck: drawing(hotAlone(600), core("a", "c", 20), core("air", "d", 20), instrumentation(10e3)),
	},
	"unbalanced into a transformer, ring tied to sleeve at the source": {
		patched: line(unbalanced("600 Ω"), fromTS("to screen"), { stage: "transformer" }),
		deck: drawing(hotAlone(600), core("a", "c", 20), core("0", "d", 20), inputTransformer(10e3)),
	},
	"a servo into a TS plug: its cold leg is grounded where it comes out": {
		patched: line({ stage: "cross-coupled", impedance: "100 Ω", on: "TRS" }, betweenTS("6 m"), {
			stage: "unbalanced",
			on: "TS",
		}),
		deck: drawing(servo(100), "Rshort b 0 1u", core("a", "c", 6), single(10e3)),
	},
	"a servo into 600 Ω, grounded at the far end of 100 m": {
		patched: line(
			{ stage: "cross-coupled", impedance: "100 Ω" },
			{ length: "100 m", to: { into: "sink/in", plug: "TS", cold: "to screen" } },
			{ stage: "unbalanced", impedance: "600 Ω", on: "TS" },
		),
		deck: drawing(servo(100), groundedThere(100), single(600)),
	},
	"a microphone of 150 Ω over 200 m": {
		patched: line(
			{ stage: "transformer", impedance: "150 Ω" },
			{ length: "200 m" },
			{ stage: "microphone", impedance: "1.5 kΩ" },
		),
		deck: drawing(outputTransformer(150), pairOf(200), instrumentation(1500)),
	},
};

const couplings: Readonly<Record<string, HandDrawn>> = {
	"22 µF into 600 Ω": {
		patched: line({ ...unbalanced("50 Ω"), coupling: "22 µF" }, betweenTS("0 m"), {
			stage: "unbalanced",
			impedance: "600 Ω",
			on: "TS",
		}),
		deck: drawing("V s 0 AC 1\nRs s q 50\nCs q c 22u", single(600)),
	},
	"a pair of drivers, 22 µF in each leg, into 600 Ω": {
		patched: line({ coupling: "22 µF" }, {}, { impedance: "600 Ω" }),
		deck: drawing(
			"Vh s 0 AC 0.5\nVc t 0 AC -0.5\nRsh s q 25\nRsc t r 25\nCh q c 22u\nCc r d 22u",
			instrumentation(600),
		),
	},
	"impedance-balanced, 22 µF in each leg, into a transformer of 600 Ω": {
		patched: line(
			{ stage: "impedance-balanced", coupling: "22 µF" },
			{},
			{ stage: "transformer", impedance: "600 Ω" },
		),
		deck: drawing("V s 0 AC 1\nRsh s q 25\nRsc 0 r 25\nCh q c 22u\nCc r d 22u", inputTransformer(600)),
	},
};

const speakers: Readonly<Record<string, HandDrawn>> = {
	"a loudspeaker of 4 Ω at the end of 20 m of 2.5 mm²": {
		patched: line(
			{ stage: "speaker", impedance: "0.05 Ω", on: "banana" },
			{ length: "20 m" },
			{ stage: "speaker load", impedance: "4 Ω", on: "banana" },
		),
		deck: "V s 0 AC 1\nRs s a 0.05\nRgo a c 0.1376\nRback d 0 0.1376\nRl c d 4\nEheard heard 0 c d 1",
	},
	"a bridged amplifier into 8 Ω": {
		patched: line(
			{ stage: "bridged speaker", impedance: "0.1 Ω", on: "banana" },
			{ length: "10 m" },
			{ stage: "speaker load", impedance: "8 Ω", on: "banana" },
		),
		deck: drawing(pushPull(0.1), "Rgo a c 0.0688\nRback d b 0.0688\nRl c d 8\nEheard heard 0 c d 1"),
	},
};

const pads: Readonly<Record<string, HandDrawn>> = {
	"a pad of 20 dB in a balanced cable": {
		patched: line({}, { length: "5 m", pad: { series: "4.7 kΩ", shunt: "1 kΩ" } }, {}),
		deck: drawing(
			pushPull(50),
			core("a", "m", 5),
			core("b", "n", 5),
			"Rph m c 4.7k\nRpc n d 4.7k\nRpad c d 1k",
			instrumentation(10e3),
		),
	},
	"a pad in an unbalanced cable": {
		patched: line(
			unbalanced("600 Ω"),
			{ ...betweenTS("3 m"), pad: { series: "9.1 kΩ", shunt: "1 kΩ" } },
			grid("1 MΩ"),
		),
		deck: drawing(hotAlone(600), core("a", "m", 3), "Rph m c 9.1k\nRpad c 0 1k", single(1e6)),
	},
};
/** One cable each. */
export const linesByHand: Readonly<Record<string, HandDrawn>> = {
	...Object.fromEntries([...loadings, ...groundedAtTheFarEnd, ...balancedLines]),
	...cablesAndStages,
	...couplings,
	...speakers,
	...pads,
};
