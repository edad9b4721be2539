import type { GearModelInput } from "#model/gear-model.ts";
import type { Studio } from "#model/studio.ts";
import { aBay, aLoom, anInput, anInterface, anOutput, aStudio, aUnit, someCords } from "#test/builders.ts";

const stereo = {
	ports: { "in-l": anInput(), "in-r": anInput(), "out-l": anOutput(), "out-r": anOutput() },
	paths: [
		{ from: "in-l", to: "out-l", side: "left", gain: [0] },
		{ from: "in-r", to: "out-r", side: "right", gain: [0] },
	],
} satisfies Partial<GearModelInput>;

type ControlInput = NonNullable<GearModelInput["controls"]>[string];

const knob = (label: string, [lowest, highest]: [number, number], x: number): ControlInput => ({
	kind: "knob",
	label,
	at: [x, 20],
	unit: "dB",
	scale: [
		[0, lowest],
		[1, highest],
	],
	default: lowest + 0.25 * (highest - lowest),
});

const positions = (...names: readonly string[]) => names.map((name) => ({ name }));

const compressor = aUnit("comp", {
	...stereo,
	controls: {
		threshold: knob("Threshold", [-40, 10], 30),
		"make-up": knob("Make-up", [0, 20], 60),
		ratio: {
			kind: "rotary switch",
			label: "Ratio",
			at: [90, 20],
			unit: ":1",
			positions: positions("2:1", "4:1", "10:1"),
			default: "4:1",
		},
		in: { kind: "button", label: "In", at: [120, 20], positions: positions("Out", "In"), default: "In" },
	},
});

/** A real one: nobody knows where its knobs stand until somebody says so. */
const equaliser = aUnit("equaliser", {
	...stereo,
	kind: "equaliser",
	simulated: false,
	warmUp: "1200 s",
	controls: { treble: knob("Treble", [-10, 10], 30) },
});

const driven = aUnit("driven", { ...stereo, controls: { gain: knob("Gain", [-12, 12], 30) } });

const sides = ["l", "r"] as const;
const inOut = (unit: string, column: number) =>
	sides.flatMap((side, i) => [
		aLoom(`PB1/B${String(column + i).padStart(2, "0")} rear`, `${unit}/in-${side}`),
		aLoom(`${unit}/out-${side}`, `PB1/A${String(column + i).padStart(2, "0")} rear`),
	]);

/** A small room: two lines each way, three stereo boxes, one of them driven, and a bay of 48 columns. */
export const aRoom = (): Studio =>
	aStudio({
		gear: [anInterface(), compressor, equaliser, driven],
		bays: [aBay({ columns: 48, points: [{ columns: "1-2", normalling: "half-normal" }] })],
		looms: [
			aLoom("interface/da1", "PB1/A01 rear"),
			aLoom("interface/da2", "PB1/A02 rear"),
			aLoom("PB1/B01 rear", "interface/ad1"),
			aLoom("PB1/B02 rear", "interface/ad2"),
			...inOut("comp", 3),
			...inOut("equaliser", 5),
			...inOut("driven", 30),
		],
		store: [someCords({ id: "TT-90-red", count: 16 })],
	});
