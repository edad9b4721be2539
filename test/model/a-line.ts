import type { CableMap } from "#model/cable.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aChain,
	aLoom,
	anInput,
	anInterface,
	anOutput,
	aReceiver,
	aSession,
	aSource,
	aStudio,
	aUnit,
	type BuiltUnit,
} from "../builders.ts";

export type Output = Parameters<typeof aSource>[1];
export type Input = Parameters<typeof aReceiver>[1];
type Model = Parameters<typeof aUnit>[1];

/** A cable of some metres; everything else about it is usual. */
export const metres = (length: number, loom: ReturnType<typeof aLoom>): ReturnType<typeof aLoom> => ({
	...loom,
	length: `${length} m`,
});

/** One box into another through a cable. */
export const joined = (source: BuiltUnit, sink: BuiltUnit, length = 0): Studio =>
	aStudio({ gear: [source, sink], looms: [metres(length, aLoom("source/out", "sink/in", "L1"))] });

/** A line output that drives anything, into a line input: levels are what they are called. */
export const line = (output: Output, input: Input, length = 0): Studio =>
	joined(aSource("source", { impedance: "0 Ω", ...output }), aReceiver("sink", input), length);

export const TS = { connector: "TS" } as const;
export const TRS = { connector: "TRS" } as const;

/** The same over a cable with one core. */
export const unbalancedLine = (output: Output, input: Input, length = 0): Studio =>
	joined(
		aSource("source", { stage: "unbalanced", ...output }, TS),
		aReceiver("sink", { stage: "unbalanced", ...input }, TS),
		length,
	);

/** A box "source/out" of some kind. */
export const aKindOf = (kind: NonNullable<Model>["kind"], output: Output, model: Model = {}): BuiltUnit =>
	aUnit("source", { kind: kind ?? "other", ports: { out: anOutput(output) }, paths: [], ...model });

/** A passive guitar: −20 dBV behind its pots. */
export const aGuitar = (output: Output = {}): BuiltUnit =>
	aKindOf(
		"instrument",
		{ stage: "unbalanced", impedance: "10 kΩ", nominal: "-20 dBV", maximum: "0 dBV", ...output },
		{ jacks: { out: TS } },
	);

export const aMicrophone = (output: Output = {}): BuiltUnit =>
	aKindOf("microphone", { stage: "transformer", impedance: "200 Ω", nominal: "-40 dBu", ...output });

/** An input for guitars. */
export const anInstrumentInput = (input: Input = {}): BuiltUnit =>
	aReceiver("sink", { stage: "instrument", impedance: "1 MΩ", nominal: "-20 dBV", ...input }, TS);

/** One output on a bay of parallel rows, and an input on each row below it. */
export const multed = (
	output: Output,
	inputs: readonly BuiltUnit[],
	source = aSource("source", output),
): Studio => {
	const rows = ["A", "B", "C", "D"].slice(0, inputs.length + 1);
	return aStudio({
		gear: [source, ...inputs],
		bays: [
			aBay({
				columns: 1,
				rows: rows.length,
				points: rows.slice(1).map((row, i) => ({
					columns: "1",
					rows: `${rows[i]}${row}`,
					normalling: "parallel",
				})),
			}),
		],
		looms: [
			aLoom("PB1/A01 rear", "source/out"),
			...inputs.map(({ unit }, i) => aLoom(`PB1/${rows[i + 1]}01 rear`, `${unit.id}/in`)),
		],
	});
};

/** A cable from tip to one plug and from ring to the other. */
export const stereoSplitter: CableMap = {
	source: "trade practice",
	ends: { stereo: { connector: "TRS" }, left: { connector: "TS" }, right: { connector: "TS" } },
	wires: [
		["stereo.T", "left.T"],
		["stereo.R", "right.T"],
		["stereo.S", "left.S", "right.S"],
	],
};
/** A cable that takes the tip to both plugs. */
export const monoSplitter: CableMap = {
	...stereoSplitter,
	wires: [
		["stereo.T", "left.T", "right.T"],
		["stereo.S", "left.S", "right.S"],
	],
};

/** A microphone whose cable ends in two plugs, without a bay. */
export const yCabled = (source: BuiltUnit, inputs: readonly [BuiltUnit, BuiltUnit]): Studio => {
	const ends = ["source", "one", "other"].map((end) => [end, { connector: "XLR-3" as const }]);
	return {
		...aStudio({ gear: [source, ...inputs] }),
		cableMaps: {
			y: {
				source: "trade practice",
				ends: Object.fromEntries(ends),
				wires: ["1", "2", "3"].map((pin) => ["source", "one", "other"].map((end) => `${end}.${pin}`)),
			},
		},
		cables: [
			{
				id: "Y1",
				cable: "y",
				ends: { source: "source/out", one: `${inputs[0].unit.id}/in`, other: `${inputs[1].unit.id}/in` },
				length: 0,
				screen: "through",
			},
		],
	};
};

/** A TRS output on two jacks through a cable that ends in two plugs. */
export const splitBy = (
	splitter: CableMap,
	jack: Parameters<typeof aReceiver>[2] = TS,
	stage: NonNullable<Input>["stage"] = "unbalanced",
): Studio => ({
	...aStudio({
		gear: [
			aSource("source", { impedance: "0 Ω" }, TRS),
			aReceiver("left", { stage }, jack),
			aReceiver("right", { stage }, jack),
		],
	}),
	cableMaps: { splitter },
	cables: [
		{
			id: "Y1",
			cable: "splitter",
			ends: { stereo: "source/out", left: "left/in", right: "right/in" },
			length: 0,
			screen: "through",
		},
	],
});

/** A unit of one channel, soldered between the first output and the first input of the interface. */
export const soldered = (unit: BuiltUnit, interfaced = anInterface()): Studio =>
	aStudio({
		gear: [interfaced, unit],
		looms: [aLoom("interface/da1", "box/in"), aLoom("box/out", "interface/ad1")],
	});

/** The interface's first output soldered to its first input. */
export const straight = (interfaced = anInterface()): Studio =>
	aStudio({ gear: [interfaced], looms: [aLoom("interface/da1", "interface/ad1")] });

/** An interface with one line each way. */
export const converters = (out: Output, back: Input, model: Model = {}): BuiltUnit =>
	anInterface({
		ports: {
			da1: anOutput({ fullScale: "+24 dBu", impedance: "0 Ω", ...out }),
			ad1: anInput({ fullScale: "+24 dBu", ...back }),
		},
		...model,
	});

export const inChain: Session = aSession({ chains: [aChain(["box"])] });
export const throughNothing: Session = aSession({ chains: [aChain([])] });

/** A unit of one channel that is real: its knobs are where somebody says. */
export const aRealUnit = (model: Model = {}): BuiltUnit =>
	aUnit("box", {
		simulated: false,
		ports: { in: anInput(), out: anOutput() },
		paths: [{ from: "in", to: "out", gain: [0] }],
		...model,
	});

export const makeUpKnob: NonNullable<NonNullable<Model>["controls"]> = {
	"make-up": {
		label: "MAKE-UP",
		kind: "knob",
		at: [0, 0],
		unit: "dB",
		scale: [
			[0, -40],
			[1, 40],
		],
		default: 0,
	},
};

/** A real unit with a make-up knob. */
export const withMakeUp = (model: Model = {}): BuiltUnit =>
	aRealUnit({ controls: makeUpKnob, paths: [{ from: "in", to: "out", gain: ["make-up"] }], ...model });

/** The chain through the box with some of its controls entered. */
export const entered = (settings: Readonly<Record<string, number | string>>, session = inChain): Session => ({
	...session,
	settings: {
		box: Object.fromEntries(
			Object.entries(settings).map(([control, setting]) => [
				control,
				{ setting, how: "by hand" as const, at: "" },
			]),
		),
	},
});
