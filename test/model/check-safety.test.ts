import { describe, expect, test } from "vitest";
import { check } from "#model/check.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aChain,
	aDesk,
	aLoom,
	allIsWell,
	anInput,
	anOutput,
	aReceiver,
	aSession,
	aSource,
	aStudio,
	aUnit,
	type BuiltUnit,
	isDeskCommand,
	TEN,
} from "../builders.ts";
import { codesIn, findingsIn, type Room, tellsOf } from "./a-fault.ts";

const MINUTES = 60_000;

/** Carries out what the finding of a room offers as its cure, and gives the room after that. */
const cured = (
	studio: Studio,
	prepare: Parameters<ReturnType<typeof aDesk>["does"]>[0][],
	code: string,
): Room => {
	const desk = aDesk(studio);
	for (const command of prepare) desk.must(command);
	const found = findingsIn({ studio, session: desk.session() }).find((finding) => finding.code === code);
	expect(found?.apply?.length).toBeGreaterThan(0);
	for (const command of found?.apply ?? []) if (isDeskCommand(command)) desk.must(command);
	return { studio, session: desk.session() };
};

const valve = aStudio({
	gear: [aUnit("box", { warmUp: "1200 s" })],
	looms: [aLoom("interface/da1", "box/in"), aLoom("box/out", "interface/ad1")],
});
const chained = aSession({ chains: [aChain(["box"])] });
const switchedOn = (minutesAgo: number): Session => ({
	...chained,
	powered: { box: new Date(TEN - minutesAgo * MINUTES).toISOString() },
});

tellsOf("a valve unit that nobody has switched on", {
	code: "warm-up.off",
	severity: "warn",
	faulty: { studio: valve, session: chained },
	sound: { studio: valve, session: switchedOn(20) },
	places: ["box"],
	sentence: /Box is not switched on/,
	cure: /Switch it on/,
});

tellsOf("a valve unit that was switched on seven and a half minutes ago", {
	code: "warm-up.cold",
	severity: "warn",
	faulty: { studio: valve, session: switchedOn(7.5) },
	sound: { studio: valve, session: switchedOn(20) },
	places: ["box"],
	numbers: { "minutes left": 13 },
	sentence: /13 minutes/,
	cure: /Wait/,
});

describe("warm-up", () => {
	test("a unit that stands in no chain need not be warm", () => {
		expect(codesIn({ studio: valve })).toEqual([]);
	});

	test("switching it on as offered starts its clock", () => {
		const room = cured(valve, [{ do: "set chain", chain: aChain(["box"]) }], "warm-up.off");
		expect(codesIn(room)).toEqual(["warm-up.cold"]);
		expect(codesIn({ ...room, now: TEN + 20 * MINUTES })).toEqual([]);
	});

	test("the readings count the minutes of every unit that must warm up", () => {
		const { warmUp } = check({ studio: valve, session: switchedOn(5), facts: allIsWell() });
		expect(warmUp).toEqual([{ unit: "box", minutes: 15 }]);
	});
});

const TS = { connector: "TS" as const };
const head: BuiltUnit = aUnit("head", {
	ports: {
		in: anInput({ stage: "instrument", impedance: "1 MΩ", nominal: "-20 dBu" }),
		speaker: anOutput({
			stage: "speaker",
			impedance: "4 Ω",
			nominal: "+22 dBu",
			maximum: "+30 dBu",
			needsLoad: true,
		}),
	},
	jacks: { in: TS, speaker: TS },
	paths: [{ from: "in", to: "speaker", gain: [42] }],
});
const cabinet = aReceiver(
	"cabinet",
	{ stage: "speaker load", impedance: "8 Ω", nominal: "+22 dBu", maximum: "+32 dBu" },
	TS,
);
const poweredHead = aSession({ powered: { head: "2024-05-06T09:00:00.000Z" } });

tellsOf("a valve head without its cabinet", {
	code: "valve.no-load",
	severity: "stop",
	faulty: { studio: aStudio({ gear: [head, cabinet] }), session: poweredHead },
	sound: {
		studio: aStudio({ gear: [head, cabinet], looms: [aLoom("head/speaker", "cabinet/in")] }),
		session: poweredHead,
	},
	places: ["head/speaker"],
	sentence: /destroys its output transformer/,
	cure: /cabinet or a load box/,
	asksEachTime: true,
});

test("a valve head that is off and in no chain may stand without a load", () => {
	expect(codesIn({ studio: aStudio({ gear: [head] }) })).toEqual([]);
});

const lineIn = aReceiver("sink", { stage: "unbalanced", nominal: "+4 dBu", maximum: "+20 dBu" }, TS);
const solidState = aSource(
	"amp",
	{ stage: "speaker", impedance: "1 Ω", nominal: "+22 dBu", maximum: "+30 dBu" },
	TS,
);

tellsOf("a speaker output into a line input", {
	code: "speaker.into-line",
	severity: "stop",
	faulty: { studio: aStudio({ gear: [solidState, lineIn], looms: [aLoom("amp/out", "sink/in")] }) },
	sound: { studio: aStudio({ gear: [solidState, cabinet], looms: [aLoom("amp/out", "cabinet/in")] }) },
	places: ["amp/out", "sink/in"],
	numbers: { "over dB": 10 },
	sentence: /The speaker output Amp OUT runs into Sink IN/,
	cure: /Unplug it/,
	asksEachTime: true,
});

const preamp = aUnit("pre", {
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
const microphone = aUnit("mic", {
	kind: "microphone",
	ports: { out: anOutput({ stage: "transformer", impedance: "150 Ω", nominal: "-40 dBu" }) },
	paths: [],
});
const phantom = (setting: "On" | "Off"): Session =>
	aSession({ settings: { pre: { phantom: { setting, how: "by hand", at: "" } } } });

const micBay = aStudio({
	gear: [preamp, microphone],
	bays: [aBay({ columns: 1, points: [{ columns: "1", normalling: "full normal" }] })],
	looms: [aLoom("PB1/A01 rear", "mic/out"), aLoom("PB1/B01 rear", "pre/mic")],
});

tellsOf("48 V on a line that passes the bay", {
	code: "phantom.on-patch-point",
	severity: "warn",
	faulty: { studio: micBay, session: phantom("On") },
	sound: { studio: micBay, session: phantom("Off") },
	places: ["pre/mic", "PB1/A01"],
	numbers: { volts: 48 },
	sentence: /48 V stand on patch point PB1 A01/,
	cure: /wait 30 seconds/,
	asksEachTime: true,
});

const lineSource = aSource("synth", { nominal: "-40 dBu" });
const withSynth = aStudio({ gear: [preamp, lineSource], looms: [aLoom("synth/out", "pre/mic")] });

tellsOf("48 V on the output of something that is no microphone", {
	code: "phantom.into-output",
	severity: "stop",
	faulty: { studio: withSynth, session: phantom("On") },
	sound: { studio: withSynth, session: phantom("Off") },
	places: ["pre/mic", "synth/out"],
	numbers: { volts: 48 },
	sentence: /48 V from Pre MIC stand on Synth OUT, which is no microphone/,
	cure: /Switch 48 V off/,
	asksEachTime: true,
});

describe("phantom", () => {
	test("a microphone that is wired straight to its preamp may have its 48 V", () => {
		const studio = aStudio({ gear: [preamp, microphone], looms: [aLoom("mic/out", "pre/mic")] });
		expect(codesIn({ studio, session: phantom("On") })).toEqual([]);
	});

	test.each([
		["phantom.on-patch-point", micBay],
		["phantom.into-output", withSynth],
	])("%s goes away when its cure is carried out", (code, studio) => {
		const room = cured(studio, [{ do: "turn", unit: "pre", control: "phantom", setting: "On" }], code);
		expect(codesIn(room)).toEqual([]);
		expect(room.session?.settings.pre?.phantom?.setting).toBe("Off");
	});
});
