import { anInput, anOutput } from "../builders.ts";
import type { Fault } from "./a-fault.ts";
import {
	aRealUnit,
	converters,
	entered,
	inChain,
	soldered,
	straight,
	throughNothing,
	withMakeUp,
} from "./a-line.ts";

const polaritySwitch = aRealUnit({
	controls: {
		phase: {
			label: "PHASE",
			kind: "switch",
			at: [0, 0],
			positions: [{ name: "Normal" }, { name: "Inverted" }],
			default: "Normal",
		},
	},
	paths: [
		{
			from: "in",
			to: "out",
			gain: [0],
			stages: [{ do: "polarity", when: { control: "phase", is: "Inverted" } }],
		},
	],
});

const silentAbout = (output: Parameters<typeof anOutput>[0], input: Parameters<typeof anInput>[0] = {}) =>
	soldered(aRealUnit({ ports: { in: anInput(input), out: anOutput(output) } }));

const nothingSaid = aRealUnit({ paths: [{ from: "in", to: "out" }] });
const measured = {
	...nothingSaid,
	unit: { ...nothingSaid.unit, measured: [{ from: "in", to: "out", gain: -0.4, on: "2026-03-14" }] },
};

export const unknownFaults: readonly Fault[] = [
	{
		trouble: "a knob of a real unit that nobody has entered",
		code: "unknown.knob",
		severity: "note",
		faulty: { studio: soldered(withMakeUp()), session: inChain },
		sound: { studio: soldered(withMakeUp()), session: entered({ "make-up": 0 }) },
		places: ["chain", "box/make-up"],
		sentence: /Nobody has said where MAKE-UP of Box stands/,
		cure: /enter where MAKE-UP stands/,
	},
	{
		trouble: "a polarity switch that nobody has entered",
		code: "unknown.knob",
		severity: "note",
		faulty: { studio: soldered(polaritySwitch), session: inChain },
		sound: { studio: soldered(polaritySwitch), session: entered({ phase: "Normal" }) },
		places: ["chain", "box/phase"],
		sentence: /where PHASE of Box stands/,
		cure: /Look at Box/,
	},
	{
		trouble: "a unit whose file says no gain, and that nobody has measured",
		code: "unknown.gain",
		severity: "note",
		faulty: { studio: soldered(nothingSaid), session: inChain },
		sound: { studio: soldered(measured), session: inChain },
		places: ["chain", "box/out"],
		sentence: /The level from Box OUT on is unknown: the gear file says no gain from Box IN/,
		cure: /Measure Box/,
	},
	{
		trouble: "an input whose impedance nobody knows",
		code: "unknown.impedance",
		severity: "note",
		faulty: { studio: silentAbout({}, { impedance: "unknown" }), session: inChain },
		sound: { studio: silentAbout({}), session: inChain },
		places: ["chain", "box/in"],
		sentence: /The impedance of Box IN is unknown: the levels of the chain are reckoned with a load of 1 MΩ/,
		cure: /input or output impedance/,
	},
	{
		trouble: "an output whose maximum nobody knows",
		code: "unknown.level",
		severity: "note",
		faulty: { studio: silentAbout({ maximum: "unknown" }), session: inChain },
		sound: { studio: silentAbout({}), session: inChain },
		places: ["chain", "box/out"],
		sentence: /The maximum level of Box OUT is unknown: where the chain clips first is not known/,
		cure: /write it into the gear file/,
	},
	{
		trouble: "an input of which neither level is known",
		code: "unknown.level",
		severity: "note",
		faulty: { studio: silentAbout({}, { nominal: "unknown", maximum: "unknown" }), session: inChain },
		sound: { studio: silentAbout({}), session: inChain },
		places: ["chain", "box/in"],
		sentence: /The operating level and the maximum level of Box IN are unknown/,
		cure: /Look them up/,
	},
	{
		trouble: "a unit whose noise nobody knows",
		code: "unknown.noise",
		severity: "note",
		faulty: { studio: silentAbout({ noise: "unknown" }, { noise: "unknown" }), session: inChain },
		sound: { studio: silentAbout({}, { noise: "unknown" }), session: inChain },
		places: ["chain", "box/out"],
		sentence: /The noise of Box OUT is unknown: the chain comes back with at least the noise that is said/,
		cure: /20 Hz to 20 kHz/,
	},
	{
		trouble: "a converter whose full scale nobody knows",
		code: "unknown.full-scale",
		severity: "note",
		faulty: { studio: straight(converters({}, { fullScale: "unknown" })), session: throughNothing },
		sound: { studio: straight(converters({}, {})), session: throughNothing },
		places: ["chain", "interface/ad1"],
		sentence: /The full scale of Interface AD1 is unknown: what 0 dBFS is in dBu/,
		cure: /measure 0 dBFS with a voltmeter/,
	},
	{
		trouble: "a converter whose full scale nobody has written down",
		code: "unknown.full-scale",
		severity: "note",
		faulty: {
			studio: straight(
				converters({}, {}, { ports: { da1: anOutput({ fullScale: "+24 dBu" }), ad1: anInput() } }),
			),
			session: throughNothing,
		},
		sound: { studio: straight(converters({}, {})), session: throughNothing },
		places: ["chain", "interface/ad1"],
		sentence: /No full scale is said of Interface AD1, so it is not counted among the inputs of Interface/,
		cure: /write fullScale/,
		also: ["chain.impossible"],
	},
];
