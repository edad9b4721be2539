import { aLoom, anInput, aReceiver, aSource, aStudio, aUnit } from "../builders.ts";
import type { Fault } from "./a-fault.ts";
import { multed, TS, unbalancedLine } from "./a-line.ts";

const toUnbalanced = (
	stage: "ground-referenced" | "cross-coupled" | "transformer",
	cold: "open" | "to screen",
) =>
	aStudio({
		gear: [
			aSource("source", { stage }),
			aReceiver("sink", { stage: "unbalanced", impedance: "47 kΩ" }, { connector: "RCA" }),
		],
		looms: [aLoom("source/out", { into: "sink/in", plug: "RCA", cold }, "L1")],
	});

const balanced = (cold: "open" | "through") =>
	aStudio({
		gear: [aSource("source"), aReceiver("sink")],
		looms: [aLoom("source/out", { into: "sink/in", cold }, "L1")],
	});

/** From a TS jack into a balanced input. */
const fromTs = (stage: "unbalanced" | "valve", cold: "open" | "to screen") =>
	aStudio({
		gear: [aSource("source", { stage }, TS), aReceiver("sink", { impedance: "100 kΩ" })],
		looms: [aLoom({ into: "source/out", cold }, "sink/in", "L1")],
	});

/** A 600 Ω pair into a balanced input, with another input of 600 Ω on it. */
const lopsided = (stage: "unbalanced" | "electronic") =>
	multed(
		{},
		[
			aReceiver("sink"),
			aUnit("meter", { ports: { in: anInput({ stage, impedance: "1.2 kΩ" }) }, paths: [] }),
		],
		aSource("source", { impedance: "600 Ω", leastLoad: "100 Ω" }),
	);

const screened = (screen: "through" | "lifted", length: number) => {
	const studio = unbalancedLine({ nominal: "-10 dBV" }, { nominal: "-10 dBV" }, length);
	return { ...studio, looms: studio.looms.map((loom) => ({ ...loom, screen })) };
};

export const balanceFaults: readonly Fault[] = [
	{
		trouble: "a ground-referenced output whose cold leg is tied to the sleeve",
		code: "balance.cold-shorted",
		severity: "warn",
		faulty: { studio: toUnbalanced("ground-referenced", "to screen") },
		sound: { studio: toUnbalanced("ground-referenced", "open") },
		places: ["source/out"],
		numbers: { "loss dB": 6.021 },
		sentence: /cold leg of Source OUT is on ground.*falls by 6\.0 dB/,
		cure: /Leave the cold wire open/,
	},
	{
		trouble: "a cross-coupled output whose cold leg is tied to the sleeve",
		code: "balance.servo-grounded",
		severity: "warn",
		faulty: { studio: toUnbalanced("cross-coupled", "to screen") },
		sound: { studio: toUnbalanced("transformer", "to screen") },
		places: ["source/out"],
		numbers: { "headroom lost dB": 6.021 },
		sentence: /the level stays.*may oscillate/,
		cure: /at the output itself/,
	},
	{
		trouble: "a transformer output whose cold wire is open at an unbalanced input",
		code: "balance.no-return",
		severity: "stop",
		faulty: { studio: toUnbalanced("transformer", "open") },
		sound: { studio: toUnbalanced("transformer", "to screen") },
		places: ["source/out"],
		sentence: /Only one end of the transformer winding at Source OUT/,
		cure: /Tie the cold wire to the screen/,
	},
	{
		trouble: "a cable with a broken cold wire",
		code: "balance.one-leg",
		severity: "warn",
		faulty: { studio: balanced("open") },
		sound: { studio: balanced("through") },
		places: ["source/out", "sink/in"],
		numbers: { "loss dB": 6.064 },
		sentence: /Only hot of Source OUT reaches Sink IN: 6\.1 dB down/,
		cure: /mend it/,
	},
	...(["unbalanced", "valve"] as const).map(
		(stage): Fault => ({
			trouble: `an output of the stage "${stage}" into a balanced input whose ring is open`,
			code: "balance.one-leg",
			severity: "warn",
			faulty: { studio: fromTs(stage, "open") },
			sound: { studio: fromTs(stage, "to screen") },
			places: ["source/out", "sink/in"],
			numbers: { "loss dB": 0.009 },
			sentence: /the other leg of Sink IN hangs in the air/,
			cure: /to the screen at the unbalanced end/,
		}),
	),
	{
		trouble: "8 m of unbalanced cable between two units on mains earth",
		code: "balance.ground-loop",
		severity: "note",
		faulty: { studio: screened("through", 8) },
		sound: { studio: screened("through", 4) },
		places: ["source/out", "sink/in"],
		numbers: { metres: 8 },
		sentence: /Source OUT and Sink IN are both on mains earth, and the screen of 8 m of unbalanced cable/,
		cure: /isolating transformer.*never lift a mains earth/,
	},
	{
		trouble: "8 m of unbalanced cable whose screen is open at one end",
		code: "balance.unbalanced-long",
		severity: "note",
		faulty: { studio: screened("lifted", 8) },
		sound: { studio: screened("lifted", 6) },
		places: ["source/out", "sink/in"],
		numbers: { metres: 8, "capacitance pF": 800 },
		sentence: /Source OUT runs 8 m unbalanced to Sink IN \(800 pF\)/,
		cure: /Keep it under 6 m/,
	},
	{
		trouble: "an unbalanced meter on a balanced line",
		code: "balance.impedance-unbalanced",
		severity: "warn",
		faulty: { studio: lopsided("unbalanced") },
		sound: { studio: lopsided("electronic") },
		places: ["source/out", "sink/in"],
		numbers: { "hot dB": -2.345, "cold dB": -0.506 },
		sentence:
			/The legs of Source OUT arrive unequal at Sink IN, hot .* dB and cold .* dB down: Meter IN hangs on one leg alone/,
		cure: /an output of its own/,
		also: ["impedance.heavy-load"],
		quiet: ["impedance.heavy-load"],
	},
];
