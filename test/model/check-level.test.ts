import { describe, expect, test } from "vitest";
import { check } from "#model/check.ts";
import type { GearModelInput } from "#model/gear-model.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import {
	aChain,
	aLoom,
	allIsWell,
	anInput,
	anInterface,
	anOutput,
	aReceiver,
	aSession,
	aSource,
	aStudio,
	aUnit,
	type BuiltUnit,
} from "../builders.ts";
import { tellsOf } from "./a-fault.ts";

type Output = Parameters<typeof aSource>[1];
type Input = Parameters<typeof aReceiver>[1];

const cable = (output: Output, input: Input): Studio =>
	aStudio({
		gear: [aSource("source", { impedance: "0 Ω", ...output }), aReceiver("sink", input)],
		looms: [aLoom("source/out", "sink/in")],
	});

tellsOf("+4 dBu into −10 dBV", {
	code: "level.too-hot",
	severity: "warn",
	faulty: { studio: cable({}, { nominal: "-10 dBV", maximum: "+8 dBu" }) },
	sound: { studio: cable({}, {}) },
	places: ["source/out", "sink/in"],
	numbers: { "excess dB": 11.782, "headroom dB": 4 },
	sentence:
		/Source OUT \(\+4\.0 dBu\) is 11\.8 dB hot for Sink IN \(−7\.8 dBu\); 4\.0 dB of headroom are left/,
	cure: /12 dB pad/,
});

tellsOf("a line into an instrument input", {
	code: "level.too-hot",
	severity: "warn",
	faulty: {
		studio: cable({}, { stage: "instrument", impedance: "1 MΩ", nominal: "-20 dBV", maximum: "unknown" }),
	},
	sound: {
		studio: cable({ nominal: "-20 dBV" }, { stage: "instrument", impedance: "1 MΩ", nominal: "-20 dBV" }),
	},
	places: ["source/out", "sink/in"],
	numbers: { "excess dB": 15.761 },
	sentence: /its headroom is unknown/,
	cure: /pad/,
});

tellsOf("−10 dBV back into +4 dBu", {
	code: "level.too-low",
	severity: "warn",
	faulty: { studio: cable({ nominal: "-10 dBV" }, {}) },
	sound: { studio: cable({ nominal: "0 dBu" }, {}) },
	places: ["source/out", "sink/in"],
	numbers: { "lacking dB": 11.782 },
	sentence: /11\.8 dB low for Sink IN/,
	cure: /Make up 11\.8 dB/,
});

tellsOf("600 Ω into 600 Ω", {
	code: "impedance.heavy-load",
	severity: "note",
	faulty: { studio: cable({ impedance: "600 Ω" }, { impedance: "600 Ω" }) },
	sound: { studio: cable({ impedance: "600 Ω" }, { impedance: "10 kΩ" }) },
	places: ["source/out", "sink/in"],
	numbers: { "loss dB": 6.021, "source Ω": 600, "load Ω": 600 },
	sentence: /Sink IN \(600 Ω\) loads Source OUT \(600 Ω\): 6\.0 dB lost/,
	cure: /ten times/,
});

/** A unit of one channel, soldered between the first output and the first input of the interface. */
const soldered = (unit: BuiltUnit, interfaced = anInterface()): Studio =>
	aStudio({
		gear: [interfaced, unit],
		looms: [aLoom("interface/da1", "box/in"), aLoom("box/out", "interface/ad1")],
	});

const inChain: Session = aSession({ chains: [aChain(["box"])] });

const anInput18: GearModelInput["ports"] = {
	da1: anOutput({ fullScale: "+24 dBu", impedance: "0 Ω" }),
	da2: anOutput({ fullScale: "+24 dBu", impedance: "0 Ω" }),
	ad1: anInput({ fullScale: "+18 dBu", maximum: "+18 dBu" }),
	ad2: anInput({ fullScale: "+18 dBu", maximum: "+18 dBu" }),
};

tellsOf("a converter that plays +24 dBu and hears +18 dBu", {
	code: "level.return-clips-first",
	severity: "warn",
	faulty: { studio: soldered(aUnit("box"), anInterface({ ports: anInput18 })), session: inChain },
	sound: { studio: soldered(aUnit("box")), session: inChain },
	places: ["chain", "interface/ad1"],
	numbers: { "before full scale dB": 5.957, "clips at dBFS": -5.957 },
	sentence: /Interface AD1 clips 6\.0 dB before Interface DA1 does: at −6\.0 dBFS/,
	cure: /Trim the send by −6\.0 dB/,
});

tellsOf("a unit whose input clips at +20 dBu", {
	code: "level.unit-clips-first",
	severity: "warn",
	faulty: {
		studio: soldered(
			aUnit("box", {
				ports: { in: anInput({ maximum: "+20 dBu" }), out: anOutput() },
				paths: [{ from: "in", to: "out", gain: [0] }],
			}),
		),
		session: inChain,
	},
	sound: { studio: soldered(aUnit("box")), session: inChain },
	places: ["chain", "box/in"],
	numbers: { "before full scale dB": 3.957, "clips at dBFS": -3.957 },
	sentence: /Box IN clips 4\.0 dB before/,
	cure: /Trim the send/,
});

const makeUp = (gain: number | string): BuiltUnit =>
	aUnit("box", {
		simulated: false,
		controls: {
			"make-up": {
				label: "MAKE-UP",
				kind: "knob",
				at: [0, 0],
				unit: "dB",
				scale: [
					[0, -10],
					[1, 20],
				],
				default: 0,
			},
		},
		paths: [{ from: "in", to: "out", gain: [gain] }],
	});

tellsOf("a unit whose gain drives its own output into clipping", {
	code: "level.unit-clips-first",
	severity: "warn",
	faulty: {
		studio: soldered(
			makeUp("make-up"),
			anInterface({
				ports: {
					...anInput18,
					ad1: anInput({ fullScale: "+30 dBu" }),
					ad2: anInput({ fullScale: "+30 dBu" }),
				},
			}),
		),
		session: { ...inChain, settings: { box: { "make-up": { setting: 10, how: "by hand", at: "" } } } },
	},
	sound: {
		studio: soldered(makeUp("make-up")),
		session: { ...inChain, settings: { box: { "make-up": { setting: 0, how: "by hand", at: "" } } } },
	},
	places: ["chain", "box/out"],
	numbers: { "before full scale dB": 10, "clips at dBFS": -10 },
	sentence: /Box OUT clips 10\.0 dB before/,
	cure: /Trim the send/,
});

tellsOf("a knob of a real unit that nobody has entered", {
	code: "unknown.gain",
	severity: "note",
	faulty: { studio: soldered(makeUp("make-up")), session: inChain },
	sound: { studio: soldered(makeUp(0)), session: inChain },
	places: ["chain", "box/out"],
	sentence: /The level from Box OUT on is unknown/,
	cure: /Enter where the unit's knobs stand/,
});

describe("what a chain reads along the way", () => {
	const reading = (studio: Studio, session = inChain) =>
		check({ studio, session, facts: allIsWell() }).chains[0];

	test("the operating level falls by each load and rises by each gain", () => {
		const { hops, gain } = reading(soldered(makeUp(6)));
		expect(hops.map(({ level }) => level?.toFixed(3))).toEqual(["3.957", "9.913"]);
		expect(gain).toBeCloseTo(6 - 2 * 0.0433, 3);
	});

	test("headroom is what is left to the receiver's clip", () => {
		const { hops } = reading(soldered(aUnit("box")));
		expect(hops[0].headroom).toBeCloseTo(20.043, 3);
	});

	test("a straight loop from +24 to +18 dBu reads 6 dB up", () => {
		const { gain } = reading(soldered(aUnit("box"), anInterface({ ports: anInput18 })));
		expect(gain).toBeCloseTo(6 - 0.0433, 3);
	});

	test("behind an unknown gain the level is unknown, not guessed", () => {
		const { hops, gain } = reading(soldered(makeUp("make-up")));
		expect(hops.map(({ level }) => level === null)).toEqual([false, true]);
		expect(gain).toBeNull();
	});

	test("a unit in bypass has no gain", () => {
		const box = aUnit("box", {
			controls: {
				in: {
					label: "IN",
					kind: "button",
					at: [0, 0],
					positions: [{ name: "Out" }, { name: "In" }],
					default: "Out",
				},
			},
			paths: [{ from: "in", to: "out", gain: [12], bypass: { control: "in", is: "Out" } }],
		});
		expect(reading(soldered(box)).gain).toBeCloseTo(-2 * 0.0433, 3);
	});
});
