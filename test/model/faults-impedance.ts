import { aLoom, anInput, aReceiver, aSource, aStudio, aUnit } from "../builders.ts";
import type { Fault } from "./a-fault.ts";
import {
	aGuitar,
	aMicrophone,
	anInstrumentInput,
	joined,
	line,
	multed,
	unbalancedLine,
	yCabled,
} from "./a-line.ts";

const preamp = (id: string) =>
	aReceiver(id, { stage: "microphone", impedance: "1.5 kΩ", nominal: "-40 dBu", maximum: "+20 dBu" });

/** An input of 10 kΩ that a switch terminates. */
const terminated = (id: string, position: "In" | "Out") =>
	aUnit(id, {
		ports: {
			in: anInput({ stage: "transformer", terminated: { impedance: "600 Ω", control: "term", is: "In" } }),
		},
		controls: {
			term: {
				label: "600 Ω",
				kind: "switch",
				at: [0, 0],
				positions: [{ name: "Out" }, { name: "In" }],
				default: position,
			},
		},
		paths: [],
	});

const vintage = { stage: "transformer", impedance: "600 Ω", termination: "600 Ω" } as const;
const toSink = [aLoom("source/out", "sink/in", "L1")];

export const impedanceFaults: readonly Fault[] = [
	{
		trouble: "600 Ω into 600 Ω",
		code: "impedance.heavy-load",
		severity: "note",
		faulty: { studio: line({ impedance: "600 Ω" }, { impedance: "600 Ω" }) },
		sound: { studio: line({ impedance: "600 Ω" }, { impedance: "10 kΩ" }) },
		places: ["source/out", "sink/in"],
		numbers: { "loss dB": 6.021, "source Ω": 600, "load Ω": 600 },
		sentence: /Sink IN \(600 Ω\) loads Source OUT \(600 Ω\): 6\.0 dB lost/,
		cure: /ten times/,
	},
	{
		trouble: "600 Ω into two inputs of 10 kΩ",
		code: "impedance.multed",
		severity: "note",
		faulty: { studio: multed({ impedance: "600 Ω" }, [aReceiver("one"), aReceiver("other")]) },
		sound: { studio: multed({ impedance: "50 Ω" }, [aReceiver("one"), aReceiver("other")]) },
		places: ["source/out", "one/in", "other/in"],
		numbers: { "loss dB": 0.984, "source Ω": 600, "load Ω": 5000, inputs: 2 },
		sentence: /feeds 2 inputs, 5 kΩ together: 1\.0 dB lost at One IN and Other IN/,
		cure: /distribution amplifier/,
	},
	{
		trouble: "a guitar in an instrument input of 47 kΩ",
		code: "impedance.pickup-loaded",
		severity: "note",
		faulty: { studio: joined(aGuitar(), anInstrumentInput({ impedance: "47 kΩ" })) },
		sound: { studio: joined(aGuitar(), anInstrumentInput({ impedance: "470 kΩ" })) },
		places: ["source/out", "sink/in"],
		numbers: { "loss dB": 1.676, "source Ω": 10_000, "load Ω": 47_000 },
		sentence: /Sink IN loads the pickup at Source OUT \(10 kΩ\) with 47 kΩ: 1\.7 dB lost/,
		cure: /1 MΩ/,
	},
	{
		trouble: "a valve output of 2 kΩ into 10 kΩ",
		code: "impedance.after-valve",
		severity: "note",
		faulty: { studio: unbalancedLine({ stage: "valve", impedance: "2 kΩ" }, { impedance: "10 kΩ" }) },
		sound: { studio: unbalancedLine({ stage: "valve", impedance: "2 kΩ" }, { impedance: "47 kΩ" }) },
		places: ["source/out", "sink/in"],
		numbers: { "load Ω": 10_000, "wanted Ω": 20_000, "loss dB": 1.584, "source Ω": 2000 },
		sentence: /The valve output Source OUT \(2 kΩ\) works into 10 kΩ and wants 20 kΩ: 1\.6 dB lost/,
		cure: /higher impedance/,
	},
	{
		trouble: "a valve output whose impedance nobody knows, into 47 kΩ",
		code: "impedance.after-valve",
		severity: "note",
		faulty: { studio: unbalancedLine({ stage: "valve", impedance: "unknown" }, { impedance: "47 kΩ" }) },
		sound: { studio: unbalancedLine({ stage: "valve", impedance: "unknown" }, { impedance: "100 kΩ" }) },
		places: ["source/out", "sink/in"],
		numbers: { "load Ω": 47_000, "wanted Ω": 100_000 },
		sentence: /\(an impedance that nobody knows\) works into 47 kΩ and wants 100 kΩ, and it distorts earlier/,
		cure: /line amplifier/,
	},
	{
		trouble: "one microphone on two preamplifiers",
		code: "impedance.microphone-loaded",
		severity: "note",
		faulty: { studio: yCabled(aMicrophone(), [preamp("one"), preamp("other")]) },
		sound: { studio: joined(aMicrophone(), preamp("sink")) },
		places: ["source/out", "one/in", "other/in"],
		numbers: { "loss dB": 2.053, "source Ω": 200, "load Ω": 750 },
		sentence: /One IN and Other IN load the microphone at Source OUT \(200 Ω\) with 750 Ω: 2\.1 dB lost/,
		cure: /One microphone, one preamplifier/,
	},
	{
		trouble: "600 Ω on an output that may drive 2 kΩ",
		code: "impedance.least-load",
		severity: "warn",
		faulty: { studio: line({ impedance: "50 Ω", leastLoad: "2 kΩ" }, { impedance: "600 Ω" }) },
		sound: { studio: line({ impedance: "50 Ω", leastLoad: "2 kΩ" }, { impedance: "10 kΩ" }) },
		places: ["source/out", "sink/in"],
		numbers: { "load Ω": 600, "least Ω": 2000 },
		sentence: /Source OUT may drive 2 kΩ and no less, and Sink IN makes 600 Ω/,
		cure: /line amplifier between/,
	},
	{
		trouble: "a vintage output into a modern input",
		code: "impedance.wants-termination",
		severity: "note",
		faulty: {
			studio: aStudio({ gear: [aSource("source", vintage), terminated("sink", "Out")], looms: toSink }),
		},
		sound: {
			studio: aStudio({ gear: [aSource("source", vintage), terminated("sink", "In")], looms: toSink }),
		},
		places: ["source/out", "sink/in"],
		numbers: { "wanted Ω": 600, "load Ω": 10_000, "rise dB": 5.514 },
		sentence:
			/wants to see 600 Ω and sees 10 kΩ: it plays 5\.5 dB louder than it was made to, and its transformer rings/,
		cure: /Switch the termination in/,
	},
	{
		trouble: "a line with its termination switched in at both inputs",
		code: "impedance.double-termination",
		severity: "warn",
		faulty: {
			studio: multed({}, [terminated("one", "In"), terminated("other", "In")], aSource("source", vintage)),
		},
		sound: {
			studio: multed({}, [terminated("one", "In"), terminated("other", "Out")], aSource("source", vintage)),
		},
		places: ["source/out", "one/in", "other/in"],
		numbers: { "load Ω": 283.019, "loss dB": 9.883, "below one termination dB": 3.862 },
		sentence:
			/The line from Source OUT is terminated 2 times: 283 Ω take 9\.9 dB, 3\.9 dB more than one termination does/,
		cure: /last input of the line/,
	},
];
