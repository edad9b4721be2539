import { converterLines } from "#model/converter-line.ts";
import type { Finding } from "#model/finding.ts";
import { isNoiseUnknown } from "#model/noise.ts";
import { gainControls, isBypassed, polarityControls, positionOf, saysGain } from "#model/position.ts";
import type { HopReading } from "#model/readings.ts";
import {
	modelOf,
	type PortId,
	type PortOfUnit,
	portOf,
	portsOf,
	type Studio,
	sayPort,
	sayUnit,
} from "#model/studio.ts";
import { bypassControls, pathBetween, type Through } from "#model/through.ts";
import { type ChainRule, finding, type RuleGroup, type Scene } from "./rule.ts";

type Draft = Omit<Parameters<typeof finding>[0], "severity" | "chain" | "code">;

const note = (code: string, chain: string, draft: Draft): Finding =>
	finding({ code: `unknown.${code}`, severity: "note", chain, ...draft });

/** Ways through units, each once. */
const waysOf = (hops: readonly HopReading[]): Through[] => [
	...new Map(
		hops.flatMap(({ through }) => (through ? [[`${through.from} ${through.to}`, through] as const] : [])),
	).values(),
];

/** The ports that a chain runs through, each once; a box that a relay takes off the copper is not among them. */
const portsAlong = (studio: Studio, hops: readonly HopReading[]): PortOfUnit[] => {
	const off = new Set(waysOf(hops).flatMap(({ how, from, to }) => (how === "relay" ? [from, to] : [])));
	const along = new Set(hops.flatMap(({ from, to }) => [from, to]).filter((port) => !off.has(port)));
	return [...along].flatMap((port) => portOf(studio, port) ?? []);
};

/** The ports and the path of a way; nothing where the file describes none, or a switch has taken it out of circuit. */
const pathOf = ({ studio, session }: Scene, { from, to, unit, how }: Through) => {
	const [into, out] = [portOf(studio, from), portOf(studio, to)];
	const path = into && out && pathBetween(into, out);
	const isOut = how === "relay" || (path && into && isBypassed(into.model, session.settings[unit], path));
	return path && into && out && !isOut ? { into, out, path } : undefined;
};

/** The controls that decide what a way does and that nobody has said, by unit and control. */
const unknownControls = (scene: Scene, way: Through): [unit: string, control: string][] => {
	const found = pathOf(scene, way);
	if (!found) return [];
	const { into, out, path } = found;
	const deciding = [
		...(way.how === "measured" ? [] : gainControls(path)),
		...bypassControls(into, out),
		...polarityControls(path),
	];
	const knobs = scene.session.settings[way.unit];
	return deciding
		.filter((control) => positionOf(into.model, knobs, control) === undefined)
		.map((control) => [way.unit, control]);
};

const unknownKnob: ChainRule = (scene, { chain, hops }) => {
	const { studio } = scene;
	const controls = waysOf(hops).flatMap((way) => unknownControls(scene, way));
	return [...new Map(controls.map((place) => [place.join("/"), place])).values()].map(([unit, control]) => {
		const label = modelOf(studio, unit)?.controls[control]?.label ?? control;
		return note("knob", chain, {
			places: [chain, `${unit}/${control}`],
			sentence: `Nobody has said where ${label} of ${sayUnit(studio, unit)} stands, and it decides the level or the polarity of the chain.`,
			cure: `Look at ${sayUnit(studio, unit)} and enter where ${label} stands.`,
		});
	});
};

/** A unit whose file says no gain, and that nobody has measured. Knobs that are unknown are told by their own name. */
const unknownGain: ChainRule = (scene, { chain, hops }) =>
	waysOf(hops)
		.filter((way) => {
			const path = pathOf(scene, way)?.path;
			return way.how === "unknown" && !(path && saysGain(path));
		})
		.map(({ from, to, unit }) =>
			note("gain", chain, {
				places: [chain, to],
				sentence: `The level from ${sayPort(scene.studio, to)} on is unknown: the gear file says no gain from ${sayPort(scene.studio, from)}, and nobody has measured it.`,
				cure: `Measure ${sayUnit(scene.studio, unit)} and enter the figure, or write its gain into its gear file.`,
			}),
		);

const unknownImpedance: ChainRule = ({ studio }, { chain, hops }) =>
	[...new Set(hops.flatMap(({ assumed }) => assumed))].map((port) => {
		const taken = portOf(studio, port)?.port.direction === "out" ? "a source of 50 Ω" : "a load of 1 MΩ";
		return note("impedance", chain, {
			places: [chain, port],
			sentence: `The impedance of ${sayPort(studio, port)} is unknown: the levels of the chain are reckoned with ${taken}.`,
			cure: "Look it up in the manual (specifications, input or output impedance) and write it into the gear file.",
		});
	});

/** A converter's full scale is its maximum, and its operating level follows from it. */
const figuresLacking = ({ port }: PortOfUnit): string[] =>
	port.fullScale !== undefined
		? []
		: [
				...(port.nominal === null ? ["operating level"] : []),
				...(port.maximum === null ? ["maximum level"] : []),
			];

const unknownLevel: ChainRule = ({ studio }, { chain, hops }) =>
	portsAlong(studio, hops).flatMap((at) => {
		const lacking = figuresLacking(at);
		if (lacking.length === 0) return [];
		const one = lacking.length === 1;
		return note("level", chain, {
			places: [chain, at.id],
			sentence: `The ${lacking.join(" and the ")} of ${sayPort(studio, at.id)} ${one ? "is" : "are"} unknown: ${lacking.includes("maximum level") ? "where the chain clips first is not known" : "whether it is driven too hot or too low is not known"}.`,
			cure: `Look ${one ? "it" : "them"} up in the manual and write ${one ? "it" : "them"} into the gear file.`,
		});
	});

/** The converters at the ends of a chain and the outputs of its units, as far as nobody knows what noise they make. */
const noisesLacking = (studio: Studio, hops: readonly HopReading[]): PortId[] => {
	const at = (port: PortId): PortOfUnit | undefined => portOf(studio, port);
	const ends = portsAlong(studio, hops).filter(({ port }) => port.fullScale !== undefined);
	const units = waysOf(hops).filter(({ how }) => how !== "bypass" && how !== "relay");
	return [
		...ends.filter((end) => isNoiseUnknown(end)).map(({ id }) => id),
		...units.filter(({ from, to }) => isNoiseUnknown(at(from), at(to))).map(({ to }) => to),
	];
};

const unknownNoise: ChainRule = ({ studio }, { chain, hops }) =>
	[...new Set(noisesLacking(studio, hops))].map((port) =>
		note("noise", chain, {
			places: [chain, port],
			sentence: `The noise of ${sayPort(studio, port)} is unknown: the chain comes back with at least the noise that is said, and perhaps with more.`,
			cure: "Look it up in the manual (noise, 20 Hz to 20 kHz, unweighted) and write it into the gear file.",
		}),
	);

/** Converters that a chain ends at, of which the gear file says that nobody knows their full scale. */
const unknownFullScale: ChainRule = ({ studio }, { chain, hops }) =>
	portsAlong(studio, hops)
		.filter(({ port }) => port.fullScale === null)
		.map(({ id }) =>
			note("full-scale", chain, {
				places: [chain, id],
				sentence: `The full scale of ${sayPort(studio, id)} is unknown: what 0 dBFS is in dBu, and where the chain clips, is not known.`,
				cure: "Look it up in the manual, or measure 0 dBFS with a voltmeter, and write fullScale into the gear file.",
			}),
		);

/** Lines of the interface that a chain asks for, and of which the gear file does not say that they are converters. */
const noFullScale: ChainRule = ({ studio, session }, { chain: id }) => {
	const chain = session.chains.find((one) => one.id === id);
	const { unit } = studio.interface;
	const model = modelOf(studio, unit);
	const ports = [...(model ? portsOf(model) : [])];
	return (["out", "in"] as const).flatMap((direction) => {
		const first = ports.find(([, port]) => port.direction === direction && port.fullScale === undefined);
		const wanted = (direction === "out" ? chain?.sends : chain?.returns) ?? [];
		const lines = converterLines(studio, direction);
		if (!first || wanted.every((line) => lines.has(line))) return [];
		const port = `${unit}/${first[0]}`;
		return note("full-scale", id, {
			places: [id, port],
			sentence: `No full scale is said of ${sayPort(studio, port)}, so it is not counted among the ${direction}puts of ${sayUnit(studio, unit)}: what 0 dBFS is in dBu is not known.`,
			cure: "Look it up in the manual (maximum level, 0 dBFS) and write fullScale into the gear file; with fullScale: unknown it counts, and its level stays unknown.",
		});
	});
};

const look = "Look it up in the manual and write it into the gear file.";

export const unknownRules: RuleGroup = {
	name: "unknown",
	chain: [
		unknownKnob,
		unknownGain,
		unknownImpedance,
		unknownLevel,
		unknownNoise,
		unknownFullScale,
		noFullScale,
	],
	codes: {
		"unknown.knob": {
			title: "A knob that nobody has read",
			severity: "note",
			physics:
				"A level is the sum of all gains before it in dB, so one knob that is not known leaves everything behind it unknown. It is never guessed: a make-up knob alone may be worth 20 dB.",
			cure: "Look at the unit and enter where the control stands.",
			example:
				"Nobody has said where MAKE-UP of Box stands, and it decides the level or the polarity of the chain.",
		},
		"unknown.gain": {
			title: "A unit of unknown gain",
			severity: "note",
			physics:
				"What a unit does between its input and its output is said by its gear file (terms in dB, some of them read from knobs) or by a measurement of this very unit. Without either no level behind it is known.",
			cure: "Measure the unit, or write its gain into its gear file.",
			example:
				"The level from Box OUT on is unknown: the gear file says no gain from Box IN, and nobody has measured it.",
		},
		"unknown.impedance": {
			title: "An unknown impedance",
			severity: "note",
			physics:
				"What arrives is load/(source + load). With an unknown load 1 MΩ is taken, with an unknown source 50 Ω: right to 0.1 dB for modern gear, and 6.0 dB out where it is 600 Ω into 600 Ω.",
			cure: look,
			example:
				"The impedance of Box IN is unknown: the levels of the chain are reckoned with a load of 1 MΩ.",
		},
		"unknown.level": {
			title: "An unknown level",
			severity: "note",
			physics:
				"Headroom is the maximum level of a port less the level at it. One unknown maximum leaves open whether something else clips first, and an unknown operating level whether the port is driven too hot or too low.",
			cure: look,
			example: "The maximum level of Box OUT is unknown: where the chain clips first is not known.",
		},
		"unknown.noise": {
			title: "An unknown noise",
			severity: "note",
			physics:
				"Noises add as powers, so what is known is a lower bound: with −90 dBu known and one unit unknown the sum is −90 dBu or more, and −87 dBu if the unknown one is as loud.",
			cure: look,
			example:
				"The noise of Box OUT is unknown: the chain comes back with at least the noise that is said, and perhaps with more.",
		},
		"unknown.full-scale": {
			title: "An unknown full scale",
			severity: "note",
			physics:
				"A converter's dBFS is dBu less its full scale, which may be anything from +9 to +24 dBu and differ between its outputs and its inputs. Without it no level of a chain can be said in either.",
			cure: look,
			example:
				"The full scale of Interface AD1 is unknown: what 0 dBFS is in dBu, and where the chain clips, is not known.",
		},
	},
};
