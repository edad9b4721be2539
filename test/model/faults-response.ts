import type { Fault } from "./a-fault.ts";
import { aGuitar, anInstrumentInput, joined, line, unbalancedLine } from "./a-line.ts";

/** The pickup of studio-facts §2, behind its pots. */
const strat = aGuitar({
	coil: { inductance: "2.4 H", resistance: "6 kΩ", capacitance: "110 pF", pots: "125 kΩ" },
});

export const responseFaults: readonly Fault[] = [
	{
		trouble: "600 Ω into 200 m of balanced cable",
		code: "level.treble-loss",
		severity: "note",
		faulty: { studio: line({ impedance: "600 Ω" }, { impedance: "1 MΩ" }, 200) },
		sound: { studio: line({ impedance: "50 Ω" }, { impedance: "1 MΩ" }, 200) },
		places: ["source/out", "sink/in"],
		numbers: { "loss at 20 kHz dB": 2.002, "source Ω": 600, metres: 200, "corner kHz": 26.125 },
		sentence:
			/Source OUT \(600 Ω\) drives 200 m of cable to Sink IN: 2\.0 dB are lost at 20 kHz, 3 dB at 26\.1 kHz/,
		cure: /line driver at the source/,
	},
	{
		trouble: "a coupling capacitor of 1 µF into 600 Ω",
		code: "level.bass-loss",
		severity: "warn",
		faulty: { studio: unbalancedLine({ coupling: "1 µF" }, { impedance: "600 Ω" }) },
		sound: { studio: unbalancedLine({ coupling: "1 µF" }, { impedance: "47 kΩ" }) },
		places: ["source/out", "sink/in"],
		numbers: { "loss at 20 Hz dB": 21.534, "coupling µF": 1, "load Ω": 600 },
		sentence: /coupled through 1 µF and loaded with 600 Ω: 2\d\.\d dB are lost at 20 Hz/,
		cure: /higher impedance/,
	},
	{
		trouble: "a guitar on 10 m of cable",
		code: "level.pickup-resonance",
		severity: "note",
		faulty: { studio: joined(strat, anInstrumentInput(), 10) },
		sound: { studio: joined(strat, anInstrumentInput(), 6) },
		places: ["source/out", "sink/in"],
		numbers: { "peak Hz": 2932, "peak dB": 5.017, metres: 10, "peak with 6 m Hz": 3571 },
		sentence: /With 10 m of cable Source OUT peaks at .* kHz by .* dB; with 6 m it would at .* kHz/,
		cure: /buffer near the guitar/,
	},
	{
		trouble: "a guitar in an input of 22 kΩ",
		code: "level.pickup-dull",
		severity: "note",
		faulty: { studio: joined(strat, anInstrumentInput({ impedance: "22 kΩ" }), 3) },
		sound: { studio: joined(strat, anInstrumentInput(), 3) },
		places: ["source/out", "sink/in"],
		numbers: { "at 4 kHz dB": -6.875, "load Ω": 22_000 },
		sentence:
			/22 kΩ damp the pickup at Source OUT: its resonance is gone, and Sink IN hears .* dB less at 4 kHz/,
		cure: /1 MΩ/,
	},
];
