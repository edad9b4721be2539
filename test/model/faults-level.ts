import { aReceiver, aSource, type BuiltUnit } from "../builders.ts";
import type { Fault } from "./a-fault.ts";
import { aGuitar, aMicrophone, anInstrumentInput, joined, line } from "./a-line.ts";
import { levelChainFaults } from "./faults-level-chain.ts";
import { responseFaults } from "./faults-response.ts";

const preamp = (input: Parameters<typeof aReceiver>[1] = {}): BuiltUnit =>
	aReceiver("sink", {
		stage: "microphone",
		impedance: "1.5 kΩ",
		nominal: "-40 dBu",
		maximum: "+5 dBu",
		...input,
	});

const meetings: readonly Fault[] = [
	{
		trouble: "+4 dBu into −10 dBV",
		code: "level.too-hot",
		severity: "warn",
		faulty: { studio: line({}, { nominal: "-10 dBV", maximum: "+8 dBu" }) },
		sound: { studio: line({}, {}) },
		places: ["source/out", "sink/in"],
		numbers: { "excess dB": 11.782, "headroom dB": 4 },
		sentence:
			/^Source OUT \(\+4\.0 dBu\) is 11\.8 dB hot for Sink IN \(−7\.8 dBu\); 4\.0 dB of headroom are left\.$/,
		cure: /12 dB pad/,
	},
	{
		trouble: "+4 dBu into an input whose maximum nobody knows",
		code: "level.too-hot",
		severity: "warn",
		faulty: { studio: line({}, { nominal: "-10 dBV", maximum: "unknown" }) },
		sound: { studio: line({}, { maximum: "unknown" }) },
		places: ["source/out", "sink/in"],
		numbers: { "excess dB": 11.782 },
		sentence: /its headroom is unknown/,
		cure: /pad/,
	},
	{
		trouble: "−10 dBV back into +4 dBu",
		code: "level.too-low",
		severity: "warn",
		faulty: { studio: line({ nominal: "-10 dBV" }, {}) },
		sound: { studio: line({ nominal: "0 dBu" }, {}) },
		places: ["source/out", "sink/in"],
		numbers: { "lacking dB": 11.782 },
		sentence: /11\.8 dB low for Sink IN/,
		cure: /Make up 11\.8 dB/,
	},
	{
		trouble: "−10 dBV into an input that says −10 dBu",
		code: "level.reference-differs",
		severity: "note",
		faulty: { studio: line({ nominal: "-10 dBV" }, { nominal: "-10 dBu" }) },
		sound: { studio: line({ nominal: "-10 dBV" }, { nominal: "-10 dBV" }) },
		places: ["source/out", "sink/in"],
		numbers: { "difference dB": 2.218 },
		sentence: /Source OUT works at −10 dBV and Sink IN at −10 dBu: .* 2\.2 dB apart/,
		cure: /2\.2 dB/,
	},
	{
		trouble: "a microphone in a line input",
		code: "level.microphone-into-line",
		severity: "warn",
		faulty: { studio: joined(aMicrophone(), aReceiver("sink")) },
		sound: { studio: joined(aMicrophone(), preamp()) },
		places: ["source/out", "sink/in"],
		numbers: { "lacking dB": 44.172 },
		sentence: /gives microphone level \(−40\.0 dBu\) to the line input Sink IN: 44\.2 dB are missing/,
		cure: /about 44 dB of gain/,
	},
	{
		trouble: "a line in a microphone input",
		code: "level.line-into-microphone",
		severity: "warn",
		faulty: { studio: joined(aSource("source", { impedance: "0 Ω" }), preamp()) },
		sound: { studio: joined(aSource("source", { impedance: "0 Ω" }), preamp({ maximum: "+20 dBu" })) },
		places: ["source/out", "sink/in"],
		numbers: { "excess dB": 44, "headroom dB": 1 },
		sentence:
			/is a line \(\+4\.0 dBu\) in the microphone input Sink IN: 44\.0 dB too hot, \+1\.0 dB to its clip/,
		cure: /44 dB pad/,
	},
	{
		trouble: "a guitar in a line input",
		code: "level.instrument-into-line",
		severity: "warn",
		faulty: { studio: joined(aGuitar(), aReceiver("sink", { stage: "unbalanced" }, { connector: "TS" })) },
		sound: { studio: joined(aGuitar(), anInstrumentInput()) },
		places: ["source/out", "sink/in"],
		numbers: { "lacking dB": 27.802, "source Ω": 10_000, "load Ω": 10_000 },
		sentence: /an instrument in the line input Sink IN: it arrives 27\.8 dB low, and 10 kΩ load its 10 kΩ/,
		cure: /DI box/,
	},
	{
		trouble: "a line straight into an amplifier",
		code: "level.reamp-too-hot",
		severity: "warn",
		faulty: {
			studio: joined(
				aSource("source", { stage: "unbalanced", impedance: "0 Ω" }, { connector: "TS" }),
				anInstrumentInput({ maximum: "unknown" }),
			),
		},
		sound: {
			studio: joined(
				aSource(
					"source",
					{ stage: "unbalanced", impedance: "10 kΩ", nominal: "-20 dBV" },
					{ connector: "TS" },
				),
				anInstrumentInput(),
			),
		},
		places: ["source/out", "sink/in"],
		numbers: { "excess dB": 21.782 },
		sentence: /straight into the instrument input Sink IN \(−17\.8 dBu\): 21\.8 dB hotter than a pickup/,
		cure: /re-amp box between: 22 dB/,
	},
];

export const levelFaults: readonly Fault[] = [...meetings, ...levelChainFaults, ...responseFaults];
