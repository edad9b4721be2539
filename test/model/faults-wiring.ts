import type { CableMap } from "#model/cable.ts";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aCable,
	aChain,
	aLoom,
	anInput,
	anOutput,
	aReceiver,
	aSession,
	aSource,
	aStudio,
	aUnit,
	type BuiltUnit,
	someCords,
} from "../builders.ts";
import type { NamedFault } from "./a-fault.ts";
import { eightIns, eightOuts, loomFaults, multipair } from "./faults-loom.ts";

const stereoUnit = (id: string): BuiltUnit =>
	aUnit(id, {
		ports: { "in-l": anInput(), "in-r": anInput(), "out-l": anOutput(), "out-r": anOutput() },
		paths: [
			{ from: "in-l", to: "out-l", side: "left", gain: [0] },
			{ from: "in-r", to: "out-r", side: "right", gain: [0] },
		],
	});

/** Two stereo boxes on an open bay of four columns: outputs above, inputs below. */
const stereoBay = aStudio({
	gear: [stereoUnit("comp"), stereoUnit("eq")],
	bays: [aBay({ points: [{ columns: "1-2", normalling: "open" }] })],
	looms: [
		aLoom("PB1/A01 rear", "comp/out-l"),
		aLoom("PB1/A02 rear", "comp/out-r"),
		aLoom("PB1/B01 rear", "eq/in-l"),
		aLoom("PB1/B02 rear", "eq/in-r"),
	],
	store: [someCords()],
});
const cordsTo = (left: string, right: string) =>
	aSession({
		cords: [
			{ cord: "TT #1", from: "PB1/A01", to: left },
			{ cord: "TT #2", from: "PB1/A02", to: right },
		],
	});

const map = (wires: string[][]): CableMap => ({
	source: "test",
	ends: { from: { connector: "XLR-3" }, to: { connector: "XLR-3" } },
	wires,
});
const mapped = (wires: string[][], output: Parameters<typeof aSource>[1] = {}): Studio =>
	aStudio({
		gear: [aSource("source", output), aReceiver("sink")],
		cables: [aCable("own", { from: "source/out", to: "sink/in" })],
		own: { cableMaps: { own: map([...wires, ["from.1", "to.1"]]) } },
	});

/** A condenser microphone on a preamplifier, with the screen through or lifted. */
const microphone = (screen: "through" | "lifted"): Studio =>
	aStudio({
		gear: [
			aUnit("mic", {
				kind: "microphone",
				ports: {
					out: anOutput({
						stage: "transformer",
						impedance: "200 Ω",
						nominal: "-40 dBu",
						maximum: "+8 dBu",
						underPhantom: "needs it",
					}),
				},
				paths: [],
			}),
			aReceiver("pre", { stage: "microphone", impedance: "3 kΩ", nominal: "-40 dBu", maximum: "+10 dBu" }),
		],
		looms: [{ ...aLoom("mic/out", "pre/in", "M1"), screen }],
	});

/** Two outputs on the upper row, one input below the first of them. */
const twoAbove = (sinks: readonly string[]): Studio =>
	aStudio({
		gear: [aSource("one"), aSource("two"), ...sinks.map((id) => aReceiver(id))],
		bays: [aBay()],
		looms: [
			aLoom("PB1/A01 rear", "one/out"),
			aLoom("PB1/A02 rear", "two/out"),
			...sinks.map((id) => aLoom("PB1/B01 rear", `${id}/in`)),
		],
		store: [someCords()],
	});
const upperToUpper = aSession({ cords: [{ cord: "TT #1", from: "PB1/A01", to: "PB1/A02" }] });

const boxed = (stage: "transformer", cold: "open" | "through"): Studio =>
	aStudio({
		gear: [
			aUnit("box", {
				ports: { in: anInput({ stage }), out: anOutput({ stage }) },
				paths: [{ from: "in", to: "out", gain: [0] }],
			}),
		],
		looms: [aLoom("interface/da1", "box/in"), aLoom("box/out", { into: "interface/ad1", cold })],
	});
const plainBox = aStudio({
	gear: [aUnit("box")],
	looms: [aLoom("interface/da1", "box/in"), aLoom("box/out", "interface/ad1")],
});
const inChain = aSession({ chains: [aChain(["box"])] });

export const wiringFaults: readonly NamedFault[] = [
	{
		trouble: "an AES59 loom in a Yamaha socket: the first channel",
		code: "wiring.shorted",
		severity: "stop",
		faulty: { studio: multipair([eightOuts("aes59", "1-1"), eightIns("yamaha")], { pinout: "aes59" }) },
		sound: { studio: multipair([eightOuts("aes59", "1-1"), eightIns("aes59")], { pinout: "aes59" }) },
		places: ["source/out1"],
		numbers: { "current mA": 24.553 },
		sentence: /hot leg of Source OUT1 is on ground.*24\.6 mA/,
		cure: /pinout/,
	},
	{
		trouble: "the hot wire of an impedance-balanced output is broken",
		code: "wiring.dead-leg",
		severity: "stop",
		faulty: { studio: mapped([["from.3", "to.3"]], { stage: "impedance-balanced" }) },
		sound: {
			studio: mapped(
				[
					["from.2", "to.2"],
					["from.3", "to.3"],
				],
				{ stage: "impedance-balanced" },
			),
		},
		places: ["source/out", "sink/in"],
		sentence: /Only the cold leg of Source OUT reaches Sink IN/,
		cure: /Measure the hot wire through/,
	},
	{
		trouble: "a cable that joins pins 2 and 3",
		code: "wiring.legs-shorted",
		severity: "stop",
		faulty: { studio: mapped([["from.2", "from.3", "to.2"]]) },
		sound: {
			studio: mapped([
				["from.2", "to.2"],
				["from.3", "to.3"],
			]),
		},
		places: ["source/out"],
		numbers: { "current mA": 24.553 },
		sentence: /Hot and cold of Source OUT are joined/,
		cure: /apart/,
	},
	{
		trouble: "a condenser microphone on a cable with a lifted screen",
		code: "wiring.screen-open",
		severity: "stop",
		faulty: { studio: microphone("lifted") },
		sound: { studio: microphone("through") },
		places: ["mic/out"],
		sentence: /The screen of Mic OUT reaches no ground: 48 V have no way back/,
		cure: /Join the screen/,
	},
	{
		trouble: "a cord from output to output above an input",
		code: "wiring.two-sources",
		severity: "stop",
		faulty: { studio: twoAbove(["first"]), session: upperToUpper },
		sound: { studio: twoAbove(["first"]) },
		places: ["first/in", "one/out", "two/out"],
		numbers: { sources: 2, "level of the strongest dB": -6.03 },
		sentence: /One OUT and Two OUT drive First IN together.*6\.0 dB down/,
		cure: /Unplug/,
	},
	{
		trouble: "two outputs joined where no input listens",
		code: "wiring.two-sources",
		severity: "stop",
		faulty: { studio: twoAbove([]), session: upperToUpper },
		sound: { studio: twoAbove([]) },
		places: ["one/out", "two/out"],
		numbers: { sources: 2 },
		sentence: /One OUT and Two OUT are joined output to output/,
		cure: /Unplug/,
	},
	{
		trouble: "left and right crossed by two cords",
		code: "wiring.crossed-channels",
		severity: "warn",
		faulty: { studio: stereoBay, session: cordsTo("PB1/B02", "PB1/B01") },
		sound: { studio: stereoBay, session: cordsTo("PB1/B01", "PB1/B02") },
		places: ["comp/out-l", "comp/out-r", "eq/in-l", "eq/in-r"],
		sentence: /Comp OUT L arrives at Eq IN R and Comp OUT R at Eq IN L/,
		cure: /Swap the two cords/,
	},
	{
		trouble: "a chain through a winding that is connected at one end",
		code: "wiring.no-signal",
		severity: "stop",
		faulty: { studio: boxed("transformer", "open"), session: inChain },
		sound: { studio: boxed("transformer", "through"), session: inChain },
		places: ["chain", "box/out", "interface/ad1"],
		sentence: /Box OUT still does not reach Interface AD1/,
		cure: /loom behind the bay/,
		also: ["balance.no-return"],
	},
	{
		trouble: "a chain through a mono unit on two sides",
		code: "chain.impossible",
		severity: "stop",
		faulty: {
			studio: plainBox,
			session: aSession({ chains: [aChain(["box"], { kind: "stereo", sends: [1, 2], returns: [1, 2] })] }),
		},
		sound: { studio: plainBox, session: inChain },
		places: ["chain", "1"],
		sentence: /Box has one channel only/,
		cure: /Take a second one/,
	},
	...loomFaults,
];
