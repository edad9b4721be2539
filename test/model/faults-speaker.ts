import {
	aLoom,
	anInput,
	anOutput,
	aReceiver,
	aSession,
	aSource,
	aStudio,
	aUnit,
	type BuiltUnit,
} from "../builders.ts";
import type { Fault, NamedFault, Room } from "./a-fault.ts";

type Loom = ReturnType<typeof aLoom>;
type Output = NonNullable<Parameters<typeof aSource>[1]>;
type Input = NonNullable<Parameters<typeof aReceiver>[1]>;

const TS = { connector: "TS" as const };
const NL4 = { connector: "NL4" as const };

const room = (gear: readonly BuiltUnit[], ...looms: Loom[]): Room => ({ studio: aStudio({ gear, looms }) });
const speakerLoom: Loom = { ...aLoom("amp/out", "cabinet/in"), kind: "speaker 2.5 mm²" };

export const aHead = (speaker: Output = {}): BuiltUnit =>
	aUnit("head", {
		ports: {
			in: anInput({ stage: "instrument", impedance: "1 MΩ", nominal: "-20 dBu" }),
			speaker: anOutput({
				stage: "speaker",
				impedance: "4 Ω",
				nominal: "+22 dBu",
				maximum: "+30 dBu",
				needsLoad: true,
				...speaker,
			}),
		},
		jacks: { in: TS, speaker: TS },
		paths: [{ from: "in", to: "speaker", gain: [42] }],
	});

const aCabinet = (
	input: Input = {},
	id = "cabinet",
	jack: Parameters<typeof aReceiver>[2] = TS,
): BuiltUnit => {
	const built = aReceiver(
		id,
		{ stage: "speaker load", impedance: "8 Ω", nominal: "+22 dBu", maximum: "+32 dBu", ...input },
		jack,
	);
	return { ...built, model: { ...built.model, kind: "loudspeaker" } };
};
const headIn = aLoom("head/speaker", "cabinet/in");

const anAmp = (output: Output = {}, id = "amp", jack: Parameters<typeof aSource>[2] = TS): BuiltUnit =>
	aSource(
		id,
		{ stage: "speaker", impedance: "0.1 Ω", nominal: "+22 dBu", maximum: "+30 dBu", ...output },
		jack,
	);

const lineIn = aReceiver("sink", { stage: "unbalanced", nominal: "+4 dBu", maximum: "+20 dBu" }, TS);
const poweredHead = aSession({ powered: { head: "2024-05-06T09:00:00.000Z" } });
const on = ({ studio }: Room): Room => ({ studio, session: poweredHead });

const onTap = (tap: string, impedance: string): Room =>
	room([aHead({ termination: tap }), aCabinet({ impedance })], headIn);

const valve: Readonly<Record<string, Fault>> = {
	"a valve head without its cabinet": {
		code: "valve.no-load",
		severity: "stop",
		faulty: on(room([aHead(), aCabinet()])),
		sound: on(room([aHead(), aCabinet()], headIn)),
		places: ["head/speaker"],
		sentence: /destroys its output transformer/,
		cure: /cabinet or a load box/,
		asksEachTime: true,
	},
	"a 16 Ω cabinet on the 4 Ω tap": {
		code: "valve.load-mismatch",
		severity: "warn",
		faulty: onTap("4 Ω", "16 Ω"),
		sound: onTap("16 Ω", "16 Ω"),
		places: ["head/speaker", "cabinet/in"],
		numbers: { "load Ω": 16, "tap Ω": 4, ratio: 4 },
		sentence: /see 4\.00 times the load .* strike over/,
		cure: /tap of the cabinet's impedance/,
		asksEachTime: true,
	},
	"an 8 Ω cabinet on the 16 Ω tap, which is borne": {
		code: "valve.load-mismatch",
		severity: "note",
		faulty: onTap("16 Ω", "8 Ω"),
		sound: onTap("8 Ω", "6 Ω"),
		places: ["head/speaker", "cabinet/in"],
		numbers: { "load Ω": 8, "tap Ω": 16, ratio: 0.5 },
		sentence: /see 0\.50 times the load .* wear out/,
		cure: /tap of the cabinet's impedance/,
	},
	"a cabinet of which nobody knows the impedance": {
		code: "valve.load-unknown",
		severity: "note",
		faulty: onTap("8 Ω", "unknown"),
		sound: onTap("8 Ω", "8 Ω"),
		places: ["head/speaker", "cabinet/in"],
		sentence: /impedance of Cabinet IN is unknown/,
		cure: /back of the cabinet/,
	},
};

/** A microphone cable of ten metres, which somebody found nearer than the right one. */
const thin: Loom = { ...aLoom("amp/out", "cabinet/in"), length: "10 m", kind: "balanced pair" };
const onNl4 = [anAmp({}, "amp", NL4), aCabinet({}, "cabinet", NL4)];
const bridged = { stage: "bridged speaker" } as const;

const wiring: Readonly<Record<string, Fault>> = {
	"a speaker output into a line input": {
		code: "speaker.into-line",
		severity: "stop",
		faulty: room([anAmp(), lineIn], aLoom("amp/out", "sink/in")),
		sound: room([anAmp(), aCabinet()], speakerLoom),
		places: ["amp/out", "sink/in"],
		numbers: { "over dB": 10 },
		sentence: /The speaker output Amp OUT runs into Sink IN/,
		cure: /Unplug it/,
		asksEachTime: true,
	},
	"a line output into a loudspeaker": {
		code: "speaker.line-into-speaker",
		severity: "warn",
		faulty: room(
			[aSource("source", { stage: "unbalanced" }, TS), aCabinet({ nominal: "unknown" })],
			aLoom("source/out", "cabinet/in"),
		),
		sound: room(
			[
				aSource("source", { stage: "unbalanced", leastLoad: "8 Ω", impedance: "unknown" }, TS),
				aCabinet({ nominal: "unknown" }),
			],
			aLoom("source/out", "cabinet/in"),
		),
		places: ["source/out", "cabinet/in"],
		numbers: { "loss dB": 17.207 },
		sentence: /8 Ω on 50 Ω take 17\.2 dB/,
		cure: /power amplifier/,
		also: ["impedance.heavy-load"],
	},
	"a bridged output with one terminal on ground": {
		code: "speaker.bridged-ground",
		severity: "stop",
		faulty: room(
			[
				anAmp(bridged, "amp", NL4),
				aReceiver("meter", { stage: "speaker load", impedance: "8 Ω", nominal: "unknown" }, TS),
			],
			{ ...aLoom("amp/out", { into: "meter/in", plug: "TS", cold: "to screen" }), kind: "speaker 2.5 mm²" },
		),
		sound: room([anAmp(bridged, "amp", NL4), aCabinet({}, "cabinet", NL4)], speakerLoom),
		places: ["amp/out"],
		sentence: /The − terminal of the bridged output Amp OUT is on ground/,
		cure: /loudspeaker that floats/,
		asksEachTime: true,
	},
	"two amplifiers on one line": {
		code: "speaker.two-amplifiers",
		severity: "stop",
		faulty: room([...onNl4, anAmp({}, "spare", NL4)], aLoom("amp/out", "spare/out")),
		sound: room([...onNl4, anAmp({}, "spare", NL4)], speakerLoom),
		places: ["amp/out", "spare/out"],
		numbers: { amplifiers: 2 },
		sentence: /Amp OUT and Spare OUT are joined/,
		cure: /Switch both off/,
		asksEachTime: true,
		also: ["wiring.two-sources"],
	},
	"ten metres of microphone cable to a loudspeaker": {
		code: "speaker.thin-cable",
		severity: "note",
		faulty: room(onNl4, thin),
		sound: room(onNl4, { ...thin, kind: "speaker 2.5 mm²" }),
		places: ["amp/out", "cabinet/in"],
		numbers: { "loss dB": 1.53, "damping factor": 4.819, metres: 10 },
		sentence: /takes 1\.5 dB, and leaves a damping factor of 5/,
		cure: /larger cross-section/,
	},
};

const twoCabinets = (leastLoad: string): Room => ({
	studio: aStudio({
		gear: [anAmp({ leastLoad }), aCabinet({}), aCabinet({}, "second")],
		looms: [],
		cables: [
			{
				id: "Y",
				cable: "ts-y-speaker",
				ends: { amplifier: "amp/out", one: "cabinet/in", other: "second/in" },
				length: "0 m",
			},
		],
	}),
});
const strong = (power: string): Room =>
	room([anAmp({ power, leastLoad: "4 Ω" }), aCabinet({ power: "60 W" })], speakerLoom);
const head = (power: string): Room =>
	room([aHead({ power, termination: "8 Ω" }), aCabinet({ power: "60 W" })], headIn);

const loads: Readonly<Record<string, Fault>> = {
	"two cabinets of 8 Ω on an output for 8 Ω": {
		code: "speaker.load-low",
		severity: "stop",
		faulty: twoCabinets("8 Ω"),
		sound: twoCabinets("4 Ω"),
		places: ["amp/out", "cabinet/in", "second/in"],
		numbers: { "load Ω": 4, "least Ω": 8 },
		sentence: /together are 4 Ω, and Amp OUT drives 8 Ω at least: 2\.0 times its current/,
		cure: /series/,
		asksEachTime: true,
	},
	"600 W at 4 Ω into a cabinet of 60 W": {
		code: "speaker.power",
		severity: "warn",
		faulty: strong("600 W"),
		sound: strong("200 W"),
		places: ["amp/out", "cabinet/in"],
		numbers: { "power W": 300, "bears W": 60 },
		sentence: /can give 300 W into Cabinet IN, which bears 60 W/,
		cure: /bears it/,
		asksEachTime: true,
	},
	"a head of 100 W into a cabinet of 60 W": {
		code: "speaker.power",
		severity: "warn",
		faulty: head("100 W"),
		sound: head("50 W"),
		places: ["head/speaker", "cabinet/in"],
		numbers: { "power W": 100, "bears W": 60 },
		sentence: /can give 100 W into Cabinet IN/,
		cure: /bears it/,
		asksEachTime: true,
	},
};

/** By the trouble in a person's words. */
const troubles: Readonly<Record<string, Fault>> = { ...valve, ...wiring, ...loads };
export const speakerFaults: readonly NamedFault[] = Object.entries(troubles).map(([trouble, fault]) => ({
	trouble,
	...fault,
}));
