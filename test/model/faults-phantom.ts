import type { Session } from "#model/session.ts";
import {
	aBay,
	aLoom,
	anInput,
	anOutput,
	aSession,
	aSource,
	aStudio,
	aUnit,
	type BuiltUnit,
} from "../builders.ts";
import type { Fault, NamedFault, Room } from "./a-fault.ts";

type Output = NonNullable<Parameters<typeof aSource>[1]>;
type Loom = ReturnType<typeof aLoom>;

/** A microphone preamplifier with a switch for 48 V. */
export const aPreamp = (id = "pre"): BuiltUnit =>
	aUnit(id, {
		ports: {
			mic: anInput({ stage: "microphone", impedance: "1.5 kΩ", nominal: "-40 dBu", phantom: "phantom" }),
			out: anOutput(),
		},
		controls: {
			phantom: {
				label: "48 V",
				kind: "button",
				at: [0, 0],
				positions: [{ name: "Off" }, { name: "On" }],
				default: "Off",
			},
		},
		paths: [{ from: "mic", to: "out", gain: [40] }],
	});

export const aMicrophone = (output: Output = {}, id = "mic"): BuiltUnit =>
	aUnit(id, {
		kind: "microphone",
		ports: { out: anOutput({ stage: "transformer", impedance: "150 Ω", nominal: "-40 dBu", ...output }) },
		paths: [],
	});

/** How the 48 V switches stand, by unit. */
export const phantomOf = (switches: Readonly<Record<string, "On" | "Off">>): Session["settings"] =>
	Object.fromEntries(
		Object.entries(switches).map(([unit, setting]) => [
			unit,
			{ phantom: { setting, how: "by hand" as const, at: "" } },
		]),
	);
const on = aSession({ settings: phantomOf({ pre: "On" }) });
const off = aSession({ settings: phantomOf({ pre: "Off" }) });

const micLoom = aLoom("mic/out", "pre/mic");
const room = (gear: readonly BuiltUnit[], session: Session, ...looms: Loom[]): Room => ({
	studio: aStudio({ gear, looms }),
	session,
});
const oneMic = (microphone: BuiltUnit, session: Session, loom: Loom = micLoom): Room =>
	room([aPreamp(), microphone], session, loom);

export const micBay = aStudio({
	gear: [aPreamp(), aMicrophone()],
	bays: [aBay({ columns: 1, points: [{ columns: "1", normalling: "full normal" }] })],
	looms: [aLoom("PB1/A01 rear", "mic/out"), aLoom("PB1/B01 rear", "pre/mic")],
});
export const withSynth = aStudio({
	gear: [aPreamp(), aSource("synth", { nominal: "-40 dBu" })],
	looms: [aLoom("synth/out", "pre/mic")],
});

const ribbon = aMicrophone({ underPhantom: "is harmed" }, "ribbon");
const ribbonLoom = aLoom("ribbon/out", "pre/mic");

const supply = aUnit("supply", {
	kind: "phantom supply",
	ports: {
		in: anInput({ stage: "microphone", impedance: "1.5 kΩ", nominal: "-40 dBu", phantom: "always" }),
		out: anOutput({ nominal: "-40 dBu", stage: "transformer", impedance: "150 Ω" }),
	},
	paths: [{ from: "in", to: "out", gain: [0] }],
});
const condenser = aMicrophone({ underPhantom: "needs it" });

/** What hangs where 48 V are, or may be. */
const exposed: Readonly<Record<string, Fault>> = {
	"48 V on a line that passes the bay": {
		code: "phantom.on-patch-point",
		severity: "warn",
		faulty: { studio: micBay, session: on },
		sound: { studio: micBay, session: off },
		places: ["pre/mic", "PB1/A01"],
		numbers: { volts: 48 },
		sentence: /48 V stand on patch point PB1 A01/,
		cure: /wait 30 seconds/,
		asksEachTime: true,
	},
	"48 V on the output of something that is no microphone": {
		code: "phantom.into-output",
		severity: "stop",
		faulty: { studio: withSynth, session: on },
		sound: { studio: withSynth, session: off },
		places: ["pre/mic", "synth/out"],
		numbers: { volts: 48 },
		sentence: /48 V from Pre MIC stand on Synth OUT, which is no microphone/,
		cure: /Switch 48 V off/,
		asksEachTime: true,
	},
	"48 V on a ribbon": {
		code: "phantom.ribbon",
		severity: "stop",
		faulty: oneMic(ribbon, on, ribbonLoom),
		sound: oneMic(ribbon, off, ribbonLoom),
		places: ["pre/mic", "ribbon/out"],
		numbers: { volts: 48 },
		sentence: /Ribbon OUT, which they harm/,
		cure: /Switch 48 V off/,
		asksEachTime: true,
	},
	"a ribbon behind a supply that is always on": {
		code: "phantom.ribbon",
		severity: "stop",
		faulty: room(
			[aPreamp(), supply, ribbon],
			off,
			aLoom("ribbon/out", "supply/in"),
			aLoom("supply/out", "pre/mic"),
		),
		sound: room(
			[aPreamp(), supply, condenser],
			off,
			aLoom("mic/out", "supply/in"),
			aLoom("supply/out", "pre/mic"),
		),
		places: ["supply/in", "ribbon/out"],
		numbers: { volts: 48 },
		sentence: /48 V from Supply IN stand on Ribbon OUT/,
		cure: /Unplug the supply from the mains/,
		asksEachTime: true,
	},
	"a ribbon on a line of which nobody knows": {
		code: "phantom.unknown",
		severity: "warn",
		faulty: {
			...oneMic(ribbon, on, ribbonLoom),
			studio: unsimulated(oneMic(ribbon, on, ribbonLoom)),
			session: aSession(),
		},
		sound: { ...oneMic(ribbon, off, ribbonLoom), studio: unsimulated(oneMic(ribbon, off, ribbonLoom)) },
		places: ["pre/mic", "ribbon/out"],
		sentence: /Nobody has said whether 48 V are on at Pre MIC/,
		cure: /Look at the switch/,
		asksEachTime: true,
	},
};

/** A real preamplifier starts as nobody knows; one of the virtual rack as its file says. */
function unsimulated({ studio }: Room): Room["studio"] {
	const models = Object.entries(studio.models).map(([name, model]) => [name, { ...model, simulated: false }]);
	return { ...studio, models: Object.fromEntries(models) };
}

const through = { direction: "through" as const };
const splitter = aUnit("splitter", {
	kind: "splitter",
	ports: { in: through, one: through, other: through },
	relays: [{ joins: ["in", "one"] }, { joins: ["in", "other"] }],
	paths: [],
});
const split = (desk: "On" | "Off"): Room =>
	room(
		[aPreamp(), aPreamp("desk"), splitter, condenser],
		aSession({ settings: phantomOf({ pre: "On", desk }) }),
		aLoom("mic/out", "splitter/in"),
		aLoom("splitter/one", "pre/mic"),
		aLoom("splitter/other", "desk/mic"),
	);

const inLine = [aLoom("mic/out", "supply/in"), aLoom("supply/out", "pre/mic")];
const switchedOn = (session: Session): Session => ({
	...session,
	powered: { pre: "2024-05-06T09:00:00.000Z" },
});

/** Who gives 48 V: two, or nobody. */
const supplied: Readonly<Record<string, Fault>> = {
	"a microphone on two inputs with 48 V": {
		code: "phantom.two-supplies",
		severity: "warn",
		faulty: split("On"),
		sound: split("Off"),
		places: ["pre/mic", "desk/mic"],
		numbers: { supplies: 2 },
		sentence: /Pre MIC and Desk MIC both put 48 V on one line/,
		cure: /Switch 48 V off/,
		asksEachTime: true,
	},
	"a supply in the line of an input with 48 V": {
		code: "phantom.two-supplies",
		severity: "warn",
		faulty: room([aPreamp(), supply, condenser], on, ...inLine),
		sound: room([aPreamp(), supply, condenser], off, ...inLine),
		places: ["pre/mic", "supply/out"],
		numbers: { supplies: 2 },
		sentence: /48 V from Pre MIC stand on Supply OUT, a supply that gives 48 V itself/,
		cure: /Switch 48 V off/,
		asksEachTime: true,
	},
	"a condenser microphone without its 48 V": {
		code: "phantom.missing",
		severity: "note",
		faulty: oneMic(condenser, switchedOn(off)),
		sound: oneMic(condenser, switchedOn(on)),
		places: ["pre/mic", "mic/out"],
		sentence: /Mic OUT needs 48 V, and they are off at Pre MIC/,
		cure: /switch 48 V on/,
	},
};

const dynamic = aMicrophone({ underPhantom: "bears it" });
const to = { into: "pre/mic", plug: "XLR-3" as const };
/** The cold wire ends in the air at the preamplifier and on the screen at the microphone. */
const unbalanced = aLoom({ into: "mic/out", cold: "to screen" }, { ...to, cold: "open" });

/** Lines that are not whole. */
const broken: Readonly<Record<string, Fault>> = {
	"a microphone cable with an open pin": {
		code: "phantom.one-leg",
		severity: "warn",
		faulty: oneMic(condenser, on, aLoom("mic/out", { ...to, cold: "open" })),
		sound: oneMic(condenser, on),
		places: ["pre/mic", "mic/out"],
		numbers: { "mW at most": 84.706, "mW with both legs": 169.412 },
		sentence: /at most 85 mW arrive instead of 169/,
		cure: /both legs must run through/,
		asksEachTime: true,
		also: ["balance.no-return"],
	},
	"an unbalanced cable between a microphone and 48 V": {
		code: "phantom.one-leg",
		severity: "stop",
		faulty: oneMic(dynamic, on, unbalanced),
		sound: oneMic(dynamic, off, unbalanced),
		places: ["pre/mic", "mic/out"],
		numbers: { mA: 7.059 },
		sentence: /7\.1 mA of direct current run through its winding/,
		cure: /both legs must run through/,
		asksEachTime: true,
	},
	"a cold leg on ground": {
		code: "phantom.shorted",
		severity: "warn",
		faulty: oneMic(dynamic, on, aLoom("mic/out", { ...to, cold: "to screen" })),
		sound: oneMic(dynamic, on),
		places: ["pre/mic", "mic/out"],
		numbers: { mA: 7.059, "W per resistor": 0.339 },
		sentence: /cold leg of Pre MIC is on ground .* 7\.1 mA and 0\.34 W in its 6\.8 kΩ, and as much again/,
		cure: /DI box/,
		asksEachTime: true,
	},
};

/** By the trouble in a person's words. */
const troubles: Readonly<Record<string, Fault>> = { ...exposed, ...supplied, ...broken };
export const phantomFaults: readonly NamedFault[] = Object.entries(troubles).map(([trouble, fault]) => ({
	trouble,
	...fault,
}));
