import type { Normalling } from "#model/patchbay.ts";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aChain,
	aLoom,
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

const mic = (id: string): BuiltUnit =>
	aUnit(id, {
		kind: "microphone",
		ports: {
			out: anOutput({ stage: "transformer", impedance: "150 Ω", nominal: "-40 dBu", maximum: "+8 dBu" }),
		},
		paths: [],
	});
const preamp = (id: string): BuiltUnit =>
	aReceiver(id, { stage: "microphone", impedance: "3 kΩ", nominal: "-40 dBu", maximum: "+10 dBu" });

/** Two columns of one normalling, upper jacks and lower jacks wired as they are named. */
const columns = (
	normalling: Normalling,
	gear: readonly BuiltUnit[],
	[upper, lower]: readonly [readonly string[], readonly string[]],
): Studio =>
	aStudio({
		gear,
		bays: [aBay({ points: [{ columns: "1-2", normalling }] })],
		looms: [
			...upper.map((socket, i) => aLoom(`PB1/A0${i + 1} rear`, socket)),
			...lower.map((socket, i) => aLoom(`PB1/B0${i + 1} rear`, socket)),
		],
		store: [someCords()],
	});

const microphones = (normalling: Normalling): Studio =>
	columns(
		normalling,
		[mic("left"), mic("right"), preamp("one"), preamp("two")],
		[
			["left/out", "right/out"],
			["one/in", "two/in"],
		],
	);

const outputs = (normalling: Normalling): Studio =>
	columns(normalling, [aSource("synth"), aSource("drums")], [["synth/out"], ["drums/out"]]);

const upsideDown = (normalling: Normalling): Studio =>
	columns(normalling, [aSource("synth"), aReceiver("desk")], [["desk/in"], ["synth/out"]]);

const ownSend = (normalling: Normalling): Studio =>
	columns(normalling, [aUnit("echo")], [["echo/out"], ["echo/in"]]);

/** A valve output that is normalled to one input, and a second input to listen with. */
const valve = (impedance: string): Studio =>
	columns(
		"half-normal",
		[aSource("valve", { impedance, stage: "ground-referenced" }), aReceiver("desk"), aReceiver("ear")],
		[["valve/out"], ["desk/in", "ear/in"]],
	);
const listening = aSession({ cords: [{ cord: "TT #1", from: "PB1/A01", to: "PB1/B02" }] });

/** The first line of the interface is normalled to the compressor, the second to the equaliser; both come back by looms. */
const shared = aStudio({
	gear: [aUnit("comp"), aUnit("eq")],
	bays: [aBay({ columns: 4, points: [{ columns: "1-4", normalling: "half-normal" }] })],
	looms: [
		aLoom("PB1/A01 rear", "interface/da1"),
		aLoom("PB1/A02 rear", "interface/da2"),
		aLoom("PB1/B01 rear", "comp/in"),
		aLoom("PB1/B02 rear", "eq/in"),
		aLoom("PB1/A03 rear", "comp/out"),
		aLoom("PB1/A04 rear", "eq/out"),
		aLoom("PB1/B03 rear", "interface/ad1"),
		aLoom("PB1/B04 rear", "interface/ad2"),
	],
	store: [someCords()],
});
const drums = aChain(["comp"], { id: "drums", name: "Drums" });
const bass = aChain(["comp"], { id: "bass", name: "Bass", sends: [2], returns: [1] });
const takesOver = { cord: "TT #1", from: "PB1/A02", to: "PB1/B01" };

export const normallingFaults: readonly NamedFault[] = [
	{
		trouble: "microphones on half-normals",
		code: "normalling.mic-half",
		severity: "warn",
		faulty: { studio: microphones("half-normal") },
		sound: { studio: microphones("full normal") },
		places: ["PB1/A01", "PB1/B01", "PB1/A02", "PB1/B02"],
		numbers: { points: 2 },
		sentence:
			/2 microphone lines of Bay can be shared \(A01 Left OUT over B01 One IN and A02 Right OUT over B02 Two IN\)/,
		cure: /full normal/,
	},
	{
		trouble: "two outputs on a parallel point",
		code: "normalling.outputs-joined",
		severity: "stop",
		faulty: { studio: outputs("parallel") },
		sound: { studio: outputs("open") },
		places: ["PB1/A01", "PB1/B01"],
		numbers: { points: 1 },
		sentence: /join two outputs \(A01 Synth OUT over B01 Drums OUT\)/,
		cure: /open/,
		also: ["wiring.two-sources"],
	},
	{
		trouble: "a half-normal with the output below",
		code: "normalling.rows-swapped",
		severity: "warn",
		faulty: { studio: upsideDown("half-normal") },
		sound: { studio: upsideDown("reverse half-normal") },
		places: ["PB1/A01", "PB1/B01"],
		numbers: { points: 1 },
		sentence: /stand upside down \(A01 Desk IN over B01 Synth OUT\)/,
		cure: /reverse half-normal/,
	},
	{
		trouble: "a return that is normalled back to its own send",
		code: "normalling.own-send",
		severity: "stop",
		faulty: { studio: ownSend("half-normal") },
		sound: { studio: ownSend("open") },
		places: ["echo/in"],
		numbers: { "loop gain dB": -0.043 },
		sentence: /The return is normalled to its own send: Echo IN → Echo IN\. Once round it has −0\.04 dB/,
		cure: /Break the normal with a plug/,
		asksEachTime: true,
	},
	{
		trouble: "a cord of one chain in the normal of another",
		code: "normalling.breaks-other-chain",
		severity: "warn",
		faulty: { studio: shared, session: aSession({ chains: [drums, bass], cords: [takesOver] }) },
		sound: { studio: shared, session: aSession({ chains: [bass], cords: [takesOver] }) },
		places: ["PB1/B01", "interface/da1", "comp/in"],
		sentence:
			/TT #1 in PB1 B01 Comp IN, which the chain Bass needs, breaks the normal from Interface DA1 to Comp IN, by which the chain Drums runs/,
		cure: /another unit/,
	},
	{
		trouble: "a plug that listens to a valve output",
		code: "normalling.listening-loads",
		severity: "note",
		faulty: { studio: valve("2 kΩ"), session: listening },
		sound: { studio: valve("50 Ω"), session: listening },
		places: ["PB1/A01", "valve/out", "desk/in"],
		numbers: { "taken dB": 1.339, "without it dB": -1.584 },
		sentence: /takes 1\.3 dB from Valve OUT on the way to Desk IN/,
		cure: /10 kΩ or more/,
		also: ["impedance.heavy-load", "impedance.heavy-load"],
	},
];
