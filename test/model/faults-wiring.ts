import type { CableMap } from "#model/cable.ts";
import type { Lines, Pinout } from "#model/connector.ts";
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
	pinouts,
	someCords,
} from "../builders.ts";
import type { NamedFault } from "./a-fault.ts";

type Wired = "aes59" | "yamaha";
type End = Exclude<Parameters<typeof aLoom>[1], string | unknown[] | null>;

/** Outputs on one DB25, inputs on another. */
export const eightOuts = (pinout: Wired, channels = "1-8"): BuiltUnit =>
	aUnit("source", {
		ports: { [`out[${channels}]`]: anOutput() },
		jacks: { outs: { connector: "DB25", pinout, carries: [`out[${channels}]`] } },
		paths: [],
	});
export const eightIns = (pinout: Wired): BuiltUnit =>
	aUnit("sink", {
		ports: { "in[1-8]": anInput() },
		jacks: { ins: { connector: "DB25", pinout, carries: ["in[1-8]"] } },
		paths: [],
	});

const multipair = (gear: readonly BuiltUnit[], end: Omit<End, "into">, own?: Pinout): Studio =>
	aStudio({
		gear,
		looms: [aLoom("source/outs", { into: "sink/ins", ...end }, "L1")],
		...(own ? { own: { pinouts: { own } } } : {}),
	});

const swapped = ({ hot, cold = "", screen = "" }: Lines): Lines => ({ hot: cold, cold: hot, screen });

/** AES59 as somebody soldered it who was tired at the third pair. */
const thirdPairSwapped: Pinout = {
	...pinouts.aes59,
	channels: pinouts.aes59.channels.map((lines, i) => (i === 2 ? swapped(lines) : lines)),
};

/** Eight outputs to eight boxes by tails, the fourth of them soldered as it is said. */
const tails = (inverted: boolean): Studio =>
	aStudio({
		gear: [eightOuts("aes59"), ...["a", "b", "c", "d"].map((id) => aReceiver(id))],
		looms: [aLoom("source/outs", ["a/in", "b/in", "c/in", { into: "d/in", inverted }], "L1")],
	});

/** A network cable between two stage boxes that carries sound, soldered pair by pair or contact after contact. */
const overCat = (channels: readonly Lines[]): Studio => {
	const own: Pinout = { connector: "RJ45", source: "test", channels: [...channels] };
	const socket = { connector: "RJ45" as const, pinout: "own" };
	return aStudio({
		gear: [
			aUnit("source", {
				ports: { "out[1-4]": anOutput() },
				jacks: { net: { ...socket, carries: ["out[1-4]"] } },
				paths: [],
			}),
			aUnit("sink", {
				ports: { "in[1-4]": anInput() },
				jacks: { net: { ...socket, carries: ["in[1-4]"] } },
				paths: [],
			}),
		],
		looms: [{ ...aLoom("source/net", "sink/net", "L1"), length: "30 m" }],
		own: { pinouts: { own } },
	});
};
const pairs = (...all: [string, string][]): Lines[] => all.map(([hot, cold]) => ({ hot, cold }));

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
const mapped = (wires: string[][]): Studio =>
	aStudio({
		gear: [aSource("source"), aReceiver("sink")],
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
		trouble: "an AES59 loom in a Yamaha socket",
		code: "wiring.loom-channel",
		severity: "stop",
		faulty: { studio: multipair([eightOuts("aes59"), eightIns("yamaha")], { pinout: "aes59" }) },
		sound: { studio: multipair([eightOuts("aes59"), eightIns("yamaha")], { pinout: "yamaha" }) },
		places: ["L1", "source/outs", "sink/ins"],
		numbers: {
			channels: 8,
			right: 0,
			elsewhere: 3,
			inverted: 0,
			"one leg": 5,
			"several at once": 0,
			silent: 0,
			shorted: 2,
		},
		sentence:
			/none of its 8 channels arrives in order\. Sink INS 1 hears channel 8; 2 channel 7 by one leg and inverted, its hot on ground \(−6\.1 dB\)/,
		cure: /Solder its plug at Sink INS as yamaha: then every channel arrives\./,
		also: [
			"wiring.shorted",
			"wiring.shorted",
			"polarity.inverted",
			"polarity.inverted",
			"polarity.inverted",
			"polarity.inverted",
			"polarity.inverted",
			"balance.cold-shorted",
			"balance.one-leg",
			"balance.one-leg",
			"balance.one-leg",
			"balance.one-leg",
		],
	},
	{
		trouble: "a loom with one swapped pair",
		code: "wiring.loom-channel",
		severity: "warn",
		faulty: {
			studio: multipair([eightOuts("aes59"), eightIns("aes59")], { pinout: "own" }, thirdPairSwapped),
		},
		sound: { studio: multipair([eightOuts("aes59"), eightIns("aes59")], {}) },
		places: ["L1", "source/outs", "sink/ins"],
		numbers: {
			channels: 8,
			right: 7,
			elsewhere: 0,
			inverted: 1,
			"one leg": 0,
			"several at once": 0,
			silent: 0,
			shorted: 0,
		},
		sentence:
			/7 of its 8 channels arrive in order\. Sink INS 3 hears channel 3 inverted; the others are right\./,
		cure: /as aes59: then every channel arrives/,
		also: ["polarity.inverted"],
	},
	{
		trouble: "a loom with one swapped tail",
		code: "wiring.loom-channel",
		severity: "warn",
		faulty: { studio: tails(true) },
		sound: { studio: tails(false) },
		places: ["L1", "source/outs", "a/in", "b/in", "c/in", "d/in"],
		numbers: {
			channels: 4,
			right: 3,
			elsewhere: 0,
			inverted: 1,
			"one leg": 0,
			"several at once": 0,
			silent: 0,
			shorted: 0,
		},
		sentence: /3 of its 4 channels arrive in order\. D IN hears channel 4 inverted; the others are right\./,
		cure: /Solder it anew\. D IN: hot on 2, cold on 3 and screen on 1\./,
		also: ["polarity.inverted"],
	},
	{
		trouble: "sound over a network cable, soldered contact after contact",
		code: "wiring.split-pair",
		severity: "warn",
		faulty: { studio: overCat(pairs(["1", "2"], ["3", "4"], ["5", "6"], ["7", "8"])) },
		sound: { studio: overCat(pairs(["1", "2"], ["3", "6"], ["4", "5"], ["7", "8"])) },
		places: ["L1", "source/net", "sink/net"],
		numbers: { "split channels": 2, channels: 4, metres: 30 },
		sentence: /2 of 4 \(2 and 3 of Sink NET\) run with hot and cold in different pairs for 30 m/,
		cure: /pairs 1-2, 3-6, 4-5 and 7-8/,
	},
	{
		trouble: "an AES59 loom between two Yamaha sockets",
		code: "wiring.split-pair",
		severity: "warn",
		faulty: {
			studio: aStudio({
				gear: [eightOuts("yamaha"), eightIns("yamaha")],
				looms: [aLoom({ into: "source/outs", pinout: "aes59" }, { into: "sink/ins", pinout: "aes59" }, "L1")],
			}),
		},
		sound: { studio: multipair([eightOuts("yamaha"), eightIns("yamaha")], {}) },
		places: ["L1", "source/outs", "sink/ins"],
		numbers: { "split channels": 5, channels: 8, metres: 0 },
		sentence: /brings every channel to its socket/,
		cure: /one pair and that pair's own screen/,
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
		cure: /Change the chain/,
	},
];
