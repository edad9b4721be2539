import type { Command } from "#model/command.ts";
import { hasPad, loadedOn, placesOf, terminationsOf } from "#model/copper/load.ts";
import { dbFromRatio, type Ohms } from "#model/level.ts";
import { isSpeaker } from "#model/meeting.ts";
import { isKnob } from "#model/parameter.ts";
import { sayBy, sayOhms } from "#model/say-figure.ts";
import { type PortOfUnit, sayPort } from "#model/studio.ts";
import { type CopperRule, finding, type Rules } from "./rule.ts";

/** A load above this many times the termination that is wanted leaves the transformer undamped. */
const UNDAMPED = 2;
/** dB that a second termination must cost to be worth a word: a source of some ohms drives many. */
const WORTH = 0.9;

const share = (source: Ohms, load: Ohms): number => dbFromRatio(load / (source + load));

/** Turns the termination switch of an input, if it has one. */
const switching = ({ unit, model, port }: PortOfUnit, into: "in" | "out"): Command[] => {
	const { control: name, is } = (port.direction === "in" && port.terminated) || {};
	const control = name === undefined ? undefined : model.controls[name];
	if (name === undefined || is === undefined || !control || isKnob(control)) return [];
	const off = control.positions.find((position) => position.name !== is)?.name;
	const setting = into === "in" ? is : off;
	return setting === undefined ? [] : [{ do: "turn", unit: unit.id, control: name, setting }];
};

const applied = (apply: Command[]): { apply?: Command[] } => (apply.length > 0 ? { apply } : {});

/** A transformer that was built for a 600 Ω line, in a world that bridges. */
const wantsTermination: CopperRule = ({ studio }, island) =>
	loadedOn(island).flatMap((line) => {
		const { from, load, hops } = line;
		const wanted = from.port.direction === "out" && !isSpeaker(from) ? from.port.termination : undefined;
		if (wanted === undefined || load === null || load <= UNDAMPED * wanted || hasPad(island)) return [];
		const source = from.port.impedance;
		const rise = source === null ? null : share(source, load) - share(source, wanted);
		const louder = rise === null ? "" : `it plays ${sayBy(rise)} louder than it was made to, and `;
		return [
			finding({
				code: "impedance.wants-termination",
				severity: "note",
				places: placesOf(line),
				numbers: { "wanted Ω": wanted, "load Ω": load, ...(rise === null ? {} : { "rise dB": rise }) },
				sentence: `${sayPort(studio, from.id)} wants to see ${sayOhms(wanted)} and sees ${sayOhms(load)}: ${louder}its transformer rings in the treble.`,
				cure: `Switch the termination in, or solder ${sayOhms(wanted)} across the plug at the input.`,
				...applied(hops.flatMap(({ to }) => switching(to, "in")).slice(0, 1)),
			}),
		];
	});

/** A 600 Ω line that is terminated at two places. */
const doubleTermination: CopperRule = ({ studio }, island) =>
	loadedOn(island).flatMap((line) => {
		const { from, load, hops } = line;
		const ends = terminationsOf(line);
		const source = from.port.impedance;
		if (ends.length < 2 || load === null || source === null || isSpeaker(from) || hasPad(island)) return [];
		const [one = load] = ends;
		const down = share(source, one) - share(source, load);
		if (down < WORTH) return [];
		return [
			finding({
				code: "impedance.double-termination",
				severity: "warn",
				places: placesOf(line),
				numbers: { "load Ω": load, "loss dB": -(hops[0]?.gain ?? 0), "below one termination dB": down },
				sentence: `The line from ${sayPort(studio, from.id)} is terminated ${ends.length} times: ${sayOhms(load)} take ${sayBy(hops[0]?.gain ?? 0)}, ${sayBy(down)} more than one termination does.`,
				cure: "Leave the termination at the last input of the line and switch the others off.",
				...applied(hops.flatMap(({ to }) => switching(to, "out")).slice(0, 1)),
			}),
		];
	});

export const terminationRules: Rules = {
	copper: [wantsTermination, doubleTermination],
	codes: {
		"impedance.wants-termination": {
			title: "A line that wants its termination",
			severity: "note",
			physics:
				"Vintage output transformers were wound for a 600 Ω line. Into 10 kΩ a 600 Ω source plays 5.5 dB louder, and leakage inductance and capacitance, no longer damped, ring some decibels high above 10 kHz.",
			cure: "Put 600 Ω across the receiving end.",
			example:
				"Source OUT wants to see 600 Ω and sees 10 kΩ: it plays 5.5 dB louder than it was made to, and its transformer rings in the treble.",
		},
		"impedance.double-termination": {
			title: "Terminated twice",
			severity: "warn",
			physics:
				"600 Ω into 600 Ω is 6.0 dB down, as the line is meant to be. A second 600 Ω across it makes 300 Ω and 9.5 dB, 3.5 dB less than everybody's meters expect, and the output works harder.",
			cure: "Terminate once, at the last input.",
			example:
				"The line from Source OUT is terminated 2 times: 283 Ω take 9.9 dB, 3.9 dB more than one termination does.",
		},
	},
};
