import type { GearModelInput } from "#model/gear-model.ts";
import type { Studio } from "#model/studio.ts";
import {
	aChain,
	aLoom,
	anInput,
	anOutput,
	aReceiver,
	aSession,
	aSource,
	aStudio,
	aUnit,
} from "../builders.ts";
import type { Fault } from "./a-fault.ts";
import { entered, inChain, monoSplitter, soldered, splitBy, stereoSplitter } from "./a-line.ts";

const cable = (inverted: boolean, jack: Parameters<typeof aReceiver>[2] = { connector: "XLR-3" }): Studio =>
	aStudio({
		gear: [aSource("source"), aReceiver("sink", {}, jack)],
		looms: [aLoom("source/out", { into: "sink/in", inverted }, "L1")],
	});
const pin3Hot = { connector: "XLR-3", pinout: "pin 3 hot" } as const;

const flip = (control: string): GearModelInput["controls"] => ({
	[control]: {
		label: "Ø",
		kind: "button",
		at: [0, 0],
		positions: [{ name: "Normal" }, { name: "Inverted" }],
		default: "Inverted",
	},
});
const turns = (control: string) => [{ do: "polarity" as const, when: { control, is: "Inverted" } }];

/** A box whose polarity switch is in until somebody turns it back. */
export const flipping = aUnit("box", {
	controls: flip("polarity"),
	paths: [{ from: "in", to: "out", gain: [0], stages: turns("polarity") }],
});

const stereoStudio = aStudio({
	gear: [
		aUnit("box", {
			ports: { "in-l": anInput(), "in-r": anInput(), "out-l": anOutput(), "out-r": anOutput() },
			controls: flip("right"),
			paths: [
				{ from: "in-l", to: "out-l", side: "left", gain: [0] },
				{ from: "in-r", to: "out-r", side: "right", gain: [0], stages: turns("right") },
			],
		}),
	],
	looms: [
		aLoom("interface/da1", "box/in-l"),
		aLoom("interface/da2", "box/in-r"),
		aLoom("box/out-l", "interface/ad1"),
		aLoom("box/out-r", "interface/ad2"),
	],
});
const stereo = aSession({ chains: [aChain(["box"], { kind: "stereo", sends: [1, 2], returns: [1, 2] })] });

export const polarityFaults: readonly Fault[] = [
	{
		trouble: "hot and cold swapped in a cable",
		code: "polarity.inverted",
		severity: "warn",
		faulty: { studio: cable(true) },
		sound: { studio: cable(false) },
		places: ["source/out", "sink/in"],
		sentence: /Source OUT arrives inverted at Sink IN/,
		cure: /Swap hot and cold/,
	},
	{
		trouble: "a socket with pin 3 hot on a straight cable",
		code: "polarity.pin-3-hot",
		severity: "warn",
		faulty: { studio: cable(false, pin3Hot) },
		sound: { studio: cable(true, pin3Hot) },
		places: ["source/out", "sink/in"],
		sentence: /the socket Sink IN has pin 3 hot, and the cable is wired straight/,
		cure: /Swap pins 2 and 3 in the plug that sits in Sink IN/,
	},
	{
		trouble: "a stereo splitter on a mono output",
		code: "polarity.splitter",
		severity: "warn",
		faulty: { studio: splitBy(stereoSplitter) },
		sound: { studio: splitBy(monoSplitter) },
		places: ["source/out", "left/in", "right/in"],
		numbers: { "loss dB": 6.021 },
		sentence: /Left IN hears it upright, Right IN hears it inverted, and in mono they cancel/,
		cure: /takes the tip to both plugs/,
	},
	{
		trouble: "a polarity switch that is in",
		code: "polarity.chain",
		severity: "warn",
		faulty: { studio: soldered(flipping), session: inChain },
		sound: { studio: soldered(flipping), session: entered({ polarity: "Normal" }) },
		places: ["chain"],
		sentence: /as a whole turns the polarity over/,
		cure: /Flip one polarity switch/,
	},
	{
		trouble: "one side of a stereo chain upside down",
		code: "polarity.sides",
		severity: "stop",
		faulty: { studio: stereoStudio, session: stereo },
		sound: { studio: stereoStudio, session: entered({ right: "Normal" }, stereo) },
		places: ["chain"],
		sentence: /opposite polarity/,
		cure: /Flip the polarity of one side/,
	},
];
