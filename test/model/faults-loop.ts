import type { GearModelInput } from "#model/gear-model.ts";
import type { Session } from "#model/session.ts";
import { aBay, aLoom, aSession, aStudio, aUnit, someCords } from "../builders.ts";
import type { NamedFault } from "./a-fault.ts";

const two = (...looms: [string, string][]) =>
	aStudio({ gear: [aUnit("left"), aUnit("right")], looms: looms.map(([from, to]) => aLoom(from, to)) });

/** A unit on an open point, its output above its input. */
const echo = aStudio({
	gear: [aUnit("echo")],
	bays: [aBay({ columns: 1, points: [{ columns: "1", normalling: "open" }] })],
	looms: [aLoom("PB1/A01 rear", "echo/out"), aLoom("PB1/B01 rear", "echo/in")],
	store: [someCords()],
});
const across = aSession({ cords: [{ cord: "TT #1", from: "PB1/A01", to: "PB1/B01" }] });

const mix: GearModelInput["controls"] = {
	aux: {
		label: "AUX",
		kind: "button",
		at: [0, 0],
		positions: [
			{ name: "Off", figure: -90 },
			{ name: "Low", figure: -12 },
			{ name: "Full", figure: 0 },
		],
		default: "Off",
	},
};

/** A mixer whose return can be sent to the auxiliary that feeds it, by an echo. */
const auxiliary = aStudio({
	gear: [
		aUnit("desk", { kind: "mixer", controls: mix, paths: [{ from: "in", to: "out", gain: ["aux"] }] }),
		aUnit("echo"),
	],
	looms: [aLoom("desk/out", "echo/in"), aLoom("echo/out", "desk/in")],
});
const auxAt = (setting: string): Session =>
	aSession({ settings: { desk: { aux: { setting, how: "by hand", at: "" } } } });

export const loopFaults: readonly NamedFault[] = [
	{
		trouble: "two units that feed each other",
		code: "loop.feedback",
		severity: "stop",
		faulty: { studio: two(["left/out", "right/in"], ["right/out", "left/in"]) },
		sound: { studio: two(["left/out", "right/in"]) },
		places: ["left/in", "right/in"],
		numbers: { "loop gain dB": -0.087 },
		sentence: /Left IN → Right IN → Left IN\. Once round it has −0\.09 dB: it howls from 0 dB on/,
		cure: /break the normal/,
		asksEachTime: true,
	},
	{
		trouble: "a return that is sent a little to its own auxiliary",
		code: "loop.feedback",
		severity: "warn",
		faulty: { studio: auxiliary, session: auxAt("Low") },
		sound: { studio: auxiliary, session: auxAt("Off") },
		places: ["desk/in", "echo/in"],
		numbers: { "loop gain dB": -12.087 },
		sentence: /does not howl yet, but combs the sound by \+2\.5 dB here and −1\.9 dB there/,
		cure: /Unplug one cord/,
		asksEachTime: true,
	},
	{
		trouble: "a cord from a unit's output to its own input",
		code: "loop.self",
		severity: "stop",
		faulty: { studio: echo, session: across },
		sound: { studio: echo },
		places: ["echo/in"],
		numbers: { "loop gain dB": -0.043 },
		sentence: /The output is plugged into its own input: Echo IN → Echo IN/,
		cure: /Unplug/,
		asksEachTime: true,
	},
];
