import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aLoom,
	anInput,
	anOutput,
	aReceiver,
	aSource,
	aStudio,
	aUnit,
	someCords,
} from "../builders.ts";
import { core, drawing, hotAlone, instrumentation, pushPull, single } from "./drawn-parts.ts";
import { type Patched, shippedMap } from "./every-hop.ts";
import type { HandDrawn } from "./hand-drawn.ts";

/** One output of 600 Ω half-normalled to an input of 10 kΩ, and two cords in parallel points beside it. */
const multOfThree: Patched = {
	studio: aStudio({
		gear: [
			aSource("source", { impedance: "600 Ω" }),
			aReceiver("sink"),
			aReceiver("tape", { impedance: "600 Ω" }),
			aReceiver("meter", { impedance: "100 kΩ" }),
		],
		bays: [
			aBay({
				columns: 4,
				points: [
					{ columns: "1", normalling: "half-normal" },
					{ columns: "2", normalling: "parallel" },
				],
			}),
		],
		looms: [
			aLoom("PB1/A01 rear", "source/out"),
			aLoom("PB1/B01 rear", "sink/in"),
			aLoom("PB1/B03 rear", "tape/in"),
			aLoom("PB1/B02 rear", "meter/in"),
		],
		store: [someCords()],
	}),
	cords: [
		{ cord: "TT #1", from: "PB1/A01", to: "PB1/A02" },
		{ cord: "TT #2", from: "PB1/B02", to: "PB1/B03" },
	],
};
/** The legs alike: source, half-normal and sink, 0.9 m to the meter, 0.9 m more to the tape machine. */
const multDrawn = (leg: string, half: (ohms: number) => string): string =>
	[
		half(300).replaceAll("@", leg),
		core(leg, `${leg}m`, 0.9),
		core(`${leg}m`, `${leg}t`, 0.9),
		`R${leg}sink ${leg} 0 5k\nR${leg}meter ${leg}m 0 50k\nR${leg}tape ${leg}t 0 300`,
	].join("\n");
const mult = (at: string): string =>
	drawing(
		multDrawn("h", (ohms) => `V@ s@ 0 AC 0.5\nR@ s@ @ ${ohms}`),
		multDrawn("c", (ohms) => `V@ s@ 0 AC -0.5\nR@ s@ @ ${ohms}`),
		`Eheard heard 0 h${at} c${at} 1`,
	);

const desk = aUnit("desk", {
	ports: {
		send: anOutput({ stage: "unbalanced", impedance: "75 Ω" }),
		return: anInput({ stage: "unbalanced", impedance: "22 kΩ" }),
	},
	jacks: { insert: { connector: "TRS", pinout: "insert", carries: ["send", "return"] } },
	paths: [],
});
const box = aUnit("box", {
	ports: {
		in: anInput({ stage: "unbalanced" }),
		out: anOutput({ stage: "unbalanced", impedance: "2 kΩ" }),
	},
	jacks: { in: { connector: "TS" }, out: { connector: "TS" } },
});
const cable = (name: string, ends: Readonly<Record<string, string>>, length: number): Partial<Studio> => ({
	cableMaps: { [name]: shippedMap(name) },
	cables: [{ id: "Y", cable: name, ends, length, screen: "through" }],
});
const insert: Patched = {
	studio: {
		...aStudio({ gear: [desk, box] }),
		...cable("trs-insert", { console: "desk/insert", send: "box/in", return: "box/out" }, 30),
	},
	cords: [],
};

/** Two channels of a tape deck on one pair: the screen is the way back for both. */
const twoOnOnePair: Patched = {
	studio: {
		...aStudio({
			gear: [
				aUnit("deck", {
					ports: { "out-[1-2]": anOutput({ stage: "unbalanced", impedance: "1 kΩ" }) },
					jacks: {
						out: {
							connector: "XLR-3",
							pinout: "two unbalanced on XLR",
							carries: ["out-[1-2]"],
						},
					},
					paths: [],
				}),
				aReceiver("left", { stage: "unbalanced", impedance: "47 kΩ" }, { connector: "RCA" }),
				aReceiver("right", { stage: "unbalanced", impedance: "10 kΩ" }, { connector: "RCA" }),
			],
		}),
		...cable("xlr-to-two-rca", { stereo: "deck/out", left: "left/in", right: "right/in" }, 50),
	},
	cords: [],
};

/** Two outputs in parallel points: what everybody does once. */
const twoOutputs: Patched = {
	studio: aStudio({
		gear: [aSource("source"), aSource("other", { impedance: "600 Ω" }), aReceiver("sink")],
		bays: [aBay({ points: [{ columns: "1-2", normalling: "parallel" }] })],
		looms: [
			aLoom("PB1/A01 rear", "source/out"),
			aLoom("PB1/B01 rear", "sink/in"),
			aLoom("PB1/A02 rear", "other/out"),
		],
		store: [someCords()],
	}),
	cords: [{ cord: "TT #1", from: "PB1/B01", to: "PB1/A02" }],
};
const met = (speaks: "source" | "other"): string => {
	const [here, there] = speaks === "source" ? [0.5, 0] : [0, 0.5];
	return drawing(
		`Vh s 0 AC ${here}\nVc t 0 AC ${-here}\nRsh s c 25\nRsc t d 25`,
		`Voh o 0 AC ${there}\nVoc p 0 AC ${-there}\nRoh o oh 300\nRoc p oc 300`,
		core("c", "oh", 0.9),
		core("d", "oc", 0.9),
		instrumentation(10e3),
	);
};

/** What meets in a bay or in a cable of more than two ends. */
export const roomsByHand: Readonly<Record<string, HandDrawn>> = {
	"a mult of three: the desk hears": { patched: multOfThree, deck: mult("") },
	"a mult of three: the meter hears": { patched: multOfThree, to: "meter/in", deck: mult("m") },
	"a mult of three: the tape machine hears": { patched: multOfThree, to: "tape/in", deck: mult("t") },
	"an insert cable of 30 m: the send on the tip": {
		patched: insert,
		from: "desk/send",
		to: "box/in",
		deck: drawing(hotAlone(75), core("a", "c", 30), single(10e3)),
	},
	"an insert cable of 30 m: the return on the ring": {
		patched: insert,
		from: "box/out",
		to: "desk/return",
		deck: drawing(hotAlone(2000), core("a", "c", 30), single(22e3)),
	},
	"two channels on one pair: left": {
		patched: twoOnOnePair,
		from: "deck/out-1",
		to: "left/in",
		deck: drawing(hotAlone(1000), core("a", "c", 50), single(47e3)),
	},
	"two channels on one pair: right": {
		patched: twoOnOnePair,
		from: "deck/out-2",
		to: "right/in",
		deck: drawing(hotAlone(1000), core("a", "c", 50), single(10e3)),
	},
	"two outputs that meet: the stronger": { patched: twoOutputs, deck: met("source") },
	"two outputs that meet: the weaker": { patched: twoOutputs, from: "other/out", deck: met("other") },
	"a pair of drivers, half-normal in the middle": {
		patched: {
			studio: aStudio({
				gear: [aSource("source", { impedance: "300 Ω" }), aReceiver("sink")],
				bays: [aBay()],
				looms: [
					{ ...aLoom("source/out", "PB1/A01 rear"), length: "40 m" },
					{ ...aLoom("PB1/B01 rear", "sink/in"), length: "60 m" },
				],
			}),
			cords: [],
		},
		deck: drawing(
			pushPull(300),
			core("a", "m", 40),
			core("m", "c", 60),
			core("b", "n", 40),
			core("n", "d", 60),
			instrumentation(10e3),
		),
	},
};
