import { arrivals } from "#model/copper/link.ts";
import { wire } from "#model/copper/wiring.ts";
import type { Finding } from "#model/finding.ts";
import { ratioFromDb, sayDb } from "#model/level.ts";
import { isKnob } from "#model/parameter.ts";
import { gainControls, gainOf } from "#model/position.ts";
import { anyPortOf, type Studio, sayPort } from "#model/studio.ts";
import { unplugging } from "#model/unplugging.ts";
import { type Loop, loopsThrough, type Turn } from "#model/way-round.ts";
import { finding, type RuleGroup, type Scene } from "./rule.ts";

const pathOf = (studio: Studio, { input, output }: Turn) => {
	const found = anyPortOf(studio, input);
	const to = output.split("/")[1];
	const path = found?.model.paths.find((one) => one.from === found.name && one.to === to);
	return found && path ? { model: found.model, unit: found.unit.id, path } : undefined;
};

/** dB from the unit's input to the next one: the unit as its knobs stand, and the copper behind it. */
const gainOfTurn = ({ studio, netlist, session }: Scene, turn: Turn): number | null => {
	const through = pathOf(studio, turn);
	const inside = through ? gainOf(through.model, session.settings[through.unit], through.path) : null;
	const hop = arrivals(netlist, turn.next).find(({ from }) => from.id === turn.output);
	return inside === null || !hop ? null : inside + hop.gain;
};

const gainOfLoop = (scene: Scene, loop: Loop): number | null =>
	loop
		.map((turn) => gainOfTurn(scene, turn))
		.reduce<number | null>((sum, gain) => (sum === null || gain === null ? null : sum + gain), 0);

/** Nearer to 0 dB than this a loop howls one day: a make-up gain, a resonance, a hand on a knob. */
const NEAR = -6;
/** Below this a loop colours by less than 0.3 dB: a fader that is down. */
const CLOSED = -30;

/** The controls that can close a turn: a send, a fader, an attenuator whose scale ends far enough down. */
const closers = (studio: Studio, turn: Turn): string[] => {
	const through = pathOf(studio, turn);
	return (through ? gainControls(through.path) : []).filter((name) => {
		const control = through?.model.controls[name];
		const figures = !control
			? []
			: isKnob(control)
				? control.scale.map(([, figure]) => figure)
				: control.positions.map(({ figure }) => figure ?? 0);
		return Math.min(...figures) < CLOSED;
	});
};

const sayRipple = (gain: number): string => {
	const once = ratioFromDb(gain);
	return `${sayDb(-20 * Math.log10(1 - once))} here and ${sayDb(-20 * Math.log10(1 + once))} there`;
};

const sayGain = (gain: number | null): string => {
	if (gain === null) return "What it has once round is not known; it howls from 0 dB on.";
	const round = `Once round it has ${sayDb(gain, "dB", 2)}`;
	if (gain >= 0) return `${round}: it howls.`;
	if (gain > NEAR) return `${round}: it howls from 0 dB on, and a knob or a resonance is enough.`;
	return `${round}: it does not howl yet, but combs the sound by ${sayRipple(gain)}.`;
};

/** How a unit comes back to itself: by a normal of a bay, or by a cable. */
const isByNormal = ({ studio, session: { cords, settings } }: Scene, { output, next }: Turn): boolean =>
	!arrivals(wire(studio, { cords, normals: "open", settings }), next).some(({ from }) => from.id === output);

const kinds = {
	"loop.feedback": "The signal comes back to where it began",
	"loop.self": "The output is plugged into its own input",
	"normalling.own-send": "The return is normalled to its own send",
} as const;

const kindOf = (scene: Scene, loop: Loop): keyof typeof kinds => {
	const [only, other] = loop;
	if (!only || other) return "loop.feedback";
	return isByNormal(scene, only) ? "normalling.own-send" : "loop.self";
};

/** A loop that nobody has measured is a stop, but for one that a fader closes: that is how a console is wired. */
const severityOf = ({ studio }: Scene, loop: Loop, gain: number | null): Finding["severity"] => {
	if (gain === null) return loop.some((turn) => closers(studio, turn).length > 0) ? "note" : "stop";
	return gain > NEAR ? "stop" : "warn";
};

const told = (scene: Scene, loop: Loop, gain: number | null): Finding => {
	const { studio } = scene;
	const code = kindOf(scene, loop);
	const names = [...loop, ...loop.slice(0, 1)].map(({ input }) => sayPort(studio, input));
	return finding({
		code,
		severity: severityOf(scene, loop, gain),
		places: loop.map(({ input }) => input).sort(),
		numbers: gain === null ? {} : { "loop gain dB": gain },
		asksEachTime: true,
		sentence: `${kinds[code]}: ${names.join(" → ")}. ${sayGain(gain)}`,
		cure:
			code === "normalling.own-send"
				? "Break the normal with a plug, or make this point open: output and input of one unit do not belong above each other."
				: "Unplug one cord of the loop, or break the normal with a plug.",
		...unplugging(scene, (netlist) =>
			loop.every(({ output, next }) => arrivals(netlist, next).some(({ from }) => from.id === output)),
		),
	});
};

/** What a loop does with the knobs as they stand. Where one of them closes it, another way round may still be open. */
export const tellLoop = (scene: Scene, loop: Loop): Finding[] => {
	const isShut = (gain: number | null): boolean => gain !== null && gain < CLOSED;
	const { studio, netlist } = scene;
	const inputs = loop.map(({ input }) => input);
	const open = isShut(gainOfLoop(scene, loop))
		? loopsThrough(studio, netlist, inputs, (turn) => !isShut(gainOfTurn(scene, turn)))
		: [loop];
	return open
		.map((one) => ({ one, gain: gainOfLoop(scene, one) }))
		.filter(({ gain }) => !isShut(gain))
		.map(({ one, gain }) => told(scene, one, gain));
};

/** Loops run through many pieces of copper, so the checker asks for them itself. */
export const loopRules: RuleGroup = {
	name: "loop",
	codes: {
		"loop.feedback": {
			title: "A feedback loop",
			severity: "stop",
			physics:
				"What goes round comes back on top of itself: the sum is 1 / (1 − g). With g = 0.5 (−6.0 dB once round) that is +6.0 dB at some frequencies and −3.5 dB at others; at g = 1 (0 dB) it has no end, and everything in the loop is driven to its clip. Compressors raise g as the sound falls.",
			cure: "Unplug one cord of the loop, or break the normal with a plug.",
			example:
				"The signal comes back to where it began: Left IN → Right IN → Left IN. Once round it has −0.09 dB: it howls from 0 dB on, and a knob or a resonance is enough.",
		},
		"loop.self": {
			title: "An output in its own input",
			severity: "stop",
			physics:
				"A loop of one unit: its own gain and the loss of one cable decide. A unit at 0 dB loses 0.04 dB into 10 kΩ from 50 Ω, so it stands at the edge of howling; any make-up gain is enough.",
			cure: "Unplug the cord.",
			example:
				"The output is plugged into its own input: Echo IN → Echo IN. Once round it has −0.04 dB: it howls from 0 dB on, and a knob or a resonance is enough.",
		},
	},
};
