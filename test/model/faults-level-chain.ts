import { anInput, anOutput, aUnit } from "../builders.ts";
import type { Fault } from "./a-fault.ts";
import { converters, entered, inChain, soldered, straight, throughNothing, withMakeUp } from "./a-line.ts";

const boxOf = (input: Parameters<typeof anInput>[0]) =>
	aUnit("box", {
		ports: { in: anInput(input), out: anOutput() },
		paths: [{ from: "in", to: "out", gain: [0] }],
	});

/** Full scale of the return is out of reach: what clips first is the box. */
const farReturn = converters({}, { fullScale: "+30 dBu" });

export const levelChainFaults: readonly Fault[] = [
	{
		trouble: "a converter that plays +24 dBu and hears +18 dBu",
		code: "level.return-clips-first",
		severity: "warn",
		faulty: { studio: soldered(aUnit("box"), converters({}, { fullScale: "+18 dBu" })), session: inChain },
		sound: { studio: soldered(aUnit("box")), session: inChain },
		places: ["chain", "interface/ad1"],
		numbers: { "before full scale dB": 5.957, "clips at dBFS": -5.957 },
		sentence: /Interface AD1 clips 6\.0 dB before Interface DA1 does: at −6\.0 dBFS/,
		cure: /Trim the send by −6\.0 dB/,
	},
	{
		trouble: "a unit whose input clips at +20 dBu",
		code: "level.unit-clips-first",
		severity: "warn",
		faulty: { studio: soldered(boxOf({ maximum: "+20 dBu" })), session: inChain },
		sound: { studio: soldered(aUnit("box")), session: inChain },
		places: ["chain", "box/in"],
		numbers: { "before full scale dB": 3.957, "clips at dBFS": -3.957 },
		sentence: /Box IN clips 4\.0 dB before/,
		cure: /Trim the send/,
	},
	{
		trouble: "a unit whose gain drives its own output into clipping",
		code: "level.unit-clips-first",
		severity: "warn",
		faulty: { studio: soldered(withMakeUp(), farReturn), session: entered({ "make-up": 10 }) },
		sound: { studio: soldered(withMakeUp()), session: entered({ "make-up": 0 }) },
		places: ["chain", "box/out"],
		numbers: { "before full scale dB": 10, "clips at dBFS": -10 },
		sentence: /Box OUT clips 10\.0 dB before/,
		cure: /Trim the send/,
	},
	{
		trouble: "a make-up knob that leaves 2 dB",
		code: "level.low-headroom",
		severity: "warn",
		faulty: { studio: soldered(withMakeUp(), farReturn), session: entered({ "make-up": 18 }) },
		sound: { studio: soldered(withMakeUp(), farReturn), session: entered({ "make-up": -6 }) },
		places: ["chain", "box/out"],
		numbers: { "headroom dB": 2, "clips at dBFS": -18 },
		sentence:
			/Box OUT clips 2\.0 dB above the operating level of the chain: at −18\.0 dBFS on the send, which plays −20\.0 dBFS/,
		cure: /Take gain off before Box OUT: 4\.0 dB less give it 6 dB/,
	},
	{
		trouble: "a make-up knob that clips the operating level itself",
		code: "level.low-headroom",
		severity: "warn",
		faulty: { studio: soldered(withMakeUp(), farReturn), session: entered({ "make-up": 25 }) },
		sound: { studio: soldered(withMakeUp(), farReturn), session: entered({ "make-up": -6 }) },
		places: ["chain", "box/out"],
		numbers: { "headroom dB": -5, "clips at dBFS": -25 },
		sentence: /clips 5\.0 dB below the operating level/,
		cure: /11\.0 dB less/,
	},
	{
		trouble: "a converter that plays +18 dBu and hears +24 dBu",
		code: "level.loop-not-unity",
		severity: "note",
		faulty: { studio: straight(converters({ fullScale: "+18 dBu" }, {})), session: throughNothing },
		sound: { studio: straight(converters({}, {})), session: throughNothing },
		places: ["chain"],
		numbers: { "gain dB": -6 },
		sentence: /\+18\.0 dBu out and \+24\.0 dBu back, .*: it comes back 6\.0 dB down/,
		cure: /Add \+6\.0 dB/,
	},
	{
		trouble: "a unit whose input makes −50 dBu of noise",
		code: "level.noise",
		severity: "note",
		faulty: {
			studio: soldered(
				withMakeUp({ ports: { in: anInput({ noise: "-50 dBu" }), out: anOutput() } }),
				converters({}, {}),
			),
			session: entered({ "make-up": 0 }),
		},
		sound: {
			studio: soldered(
				withMakeUp({ ports: { in: anInput({ noise: "-60 dBu" }), out: anOutput() } }),
				converters({}, {}),
			),
			session: entered({ "make-up": 0 }),
		},
		places: ["chain", "box/in"],
		numbers: { "signal to noise dB": 54, "noise dBu": -50 },
		sentence:
			/At Box IN the noise lies 54\.0 dB below the operating level; Box IN makes most of it \(−50\.0 dBu there\)/,
		cure: /before the place that makes the noise/,
	},
];
