import type { Lines, Pinout } from "#model/connector.ts";
import type { Studio } from "#model/studio.ts";
import { aLoom, anInput, anOutput, aReceiver, aStudio, aUnit, type BuiltUnit, pinouts } from "../builders.ts";
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

export const multipair = (gear: readonly BuiltUnit[], end: Omit<End, "into">, own?: Pinout): Studio =>
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

export const loomFaults: readonly NamedFault[] = [
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
];
