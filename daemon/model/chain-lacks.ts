import { converterLines, type Lines } from "./converter-line.ts";
import { sayDb } from "./level.ts";
import type { Missing } from "./readings.ts";
import { counted } from "./say-figure.ts";
import type { Chain } from "./session.ts";
import { lackOfUnit, nameOf, type Station } from "./station.ts";
import { modelOf, type PortId, portOf, type Studio, sayPort } from "./studio.ts";

const lackOfLine = (sentence: string, cure: string): Missing => ({ what: "line", count: 1, sentence, cure });

/** Lines that the interface does not have. */
const absent = (wanted: readonly number[], have: Lines, what: "output" | "input"): Missing[] =>
	wanted
		.filter((line) => !have.has(line))
		.map((line) =>
			lackOfLine(
				`The interface has no ${what} ${line}; it has ${have.size}.`,
				`Choose one of its ${have.size} ${what}s.`,
			),
		);

/** Lines that are too many, too few, or one line for both sides. */
export const lineLacks = ({ kind, sends, returns }: Chain, sides: number): Missing[] => [
	...(sends.length === sides && returns.length === sides
		? []
		: [
				lackOfLine(
					`A ${kind} chain has ${counted(sides, "send")} and as many returns.`,
					`Name ${counted(sides, "output")} and ${counted(sides, "input")}.`,
				),
			]),
	...(sides > 1 && sends.length > 1 && sends[0] === sends[1]
		? [lackOfLine("Both sides cannot leave by one output: choose two sends.", "Choose two sends.")]
		: []),
	...(sides > 1 && returns.length > 1 && returns[0] === returns[1]
		? [lackOfLine("Both sides cannot come back on one input: choose two returns.", "Choose two returns.")]
		: []),
];

/** Lines that are named and are not there. */
export const absentLines = (studio: Studio, { kind, sends, returns, blend }: Chain): Missing[] => {
	const dry = kind === "parallel" ? blend : undefined;
	return [
		...absent([...sends, ...(dry?.sends ?? [])], converterLines(studio, "out"), "output"),
		...absent(
			[...returns, ...(dry?.unit === undefined ? (dry?.returns ?? []) : [])],
			converterLines(studio, "in"),
			"input",
		),
	];
};

const shared = (some: readonly number[], others: readonly number[]): boolean =>
	some.some((line) => others.includes(line));

/** A parallel chain's dry half: lines of its own, and one place where it meets the wet one. */
export const blendLacks = ({ kind, blend, sends, returns }: Chain, sides: number): Missing[] => {
	if (kind !== "parallel") return [];
	if (!blend)
		return [
			lackOfLine(
				"A parallel chain does not say where its dry sound leaves and where it meets the wet one.",
				"Name its dry outputs, and a summing unit or returns for it.",
			),
		];
	const back = blend.unit === undefined ? blend.returns : undefined;
	return [
		...(blend.unit === undefined && back === undefined
			? [
					lackOfLine(
						"The dry sound comes back nowhere.",
						"Name a summing unit in which it meets the wet one, or returns of its own.",
					),
				]
			: []),
		...(blend.sends.length === sides && (back === undefined || back.length === sides)
			? []
			: [
					lackOfLine(
						`The dry half has ${counted(sides, "send")}, as the wet one has.`,
						`Name ${counted(sides, "dry output")}${back ? ` and ${counted(sides, "dry input")}` : ""}.`,
					),
				]),
		...(shared(blend.sends, sends) || new Set(blend.sends).size < blend.sends.length
			? [
					lackOfLine(
						"The dry sound cannot leave by an output that is taken: it would not be dry.",
						"Choose outputs of its own for it; the workstation sends the same to both.",
					),
				]
			: []),
		...(back && (shared(back, returns) || new Set(back).size < back.length)
			? [
					lackOfLine(
						"Wet and dry cannot come back on one input without a summing unit.",
						"Choose returns of its own for the dry sound, or a summing unit.",
					),
				]
			: []),
	];
};

/** Sentences about one unit of a chain. */
export const sayUnits = (studio: Studio) => ({
	twice: (unit: string): Missing[] => [
		lackOfUnit(
			`${nameOf(studio, unit)} stands in the chain twice; it exists once.`,
			"Take it out at one place, or get a second one.",
		),
	],
	deaf: (unit: string): Missing[] => [
		lackOfUnit(
			`Behind ${nameOf(studio, unit)} the sound is in the air, and no microphone takes it up.`,
			"Put a microphone behind it, or a load box in its place.",
		),
	],
	mute: (unit: string): Missing[] => [
		lackOfUnit(
			`${nameOf(studio, unit)} hears no loudspeaker: nothing goes into it by a cord.`,
			"Put the loudspeaker that it stands before in front of it, or take it out.",
		),
	],
});

const isSpeaker = (stage: string | null | undefined): boolean =>
	stage === "speaker" || stage === "bridged speaker";

/** A loudspeaker line goes into a load and nowhere else. */
export const speakerLacks = (
	studio: Studio,
	hop: { readonly from: PortId; readonly to: PortId },
): Missing[] => {
	const [from, to] = [portOf(studio, hop.from), portOf(studio, hop.to)];
	if (!from || !isSpeaker(from.port.stage) || to?.port.stage === "speaker load") return [];
	return [
		lackOfUnit(
			`${sayPort(studio, hop.from)} must not run into ${sayPort(studio, hop.to)}: a load box or a cabinet is missing behind ${from.unit.name}.`,
			`Put a load box or a cabinet behind ${from.unit.name}.`,
		),
	];
};

/** Down from line level by at least this much is what a re-amp box or a DI box the other way round does. */
const TO_INSTRUMENT = 12;

const bringsDown = (studio: Studio, station: Station): boolean => {
	if (modelOf(studio, station.unit)?.kind === "re-amp box") return true;
	const level = (port: PortId | null): number | null =>
		port === null ? null : (portOf(studio, port)?.port.nominal ?? null);
	const [into, out] = [level(station.in), level(station.out)];
	return into !== null && out !== null && into - out >= TO_INSTRUMENT;
};

/** An amplifier's input wants an instrument: about −20 dBV from about 10 kΩ, not +4 dBu from 50 Ω. */
export const reampLacks = (studio: Studio, stations: readonly Station[]): Missing[] => {
	if (stations.some((station) => bringsDown(studio, station))) return [];
	const [send, first] = stations;
	const from = send?.out ?? "";
	const out = portOf(studio, from)?.port;
	const level = out?.nominal ?? (typeof out?.fullScale === "number" ? out.fullScale - 18 : null);
	const what = level === null ? "line level" : sayDb(level, "dBu");
	const where = first ? nameOf(studio, first.unit) : "what comes behind";
	return [
		lackOfUnit(
			`No re-amp box stands in the chain: ${sayPort(studio, from)} gives ${what}, ${where} wants an instrument's level, about 22 dB less.`,
			"Put a re-amp box first, or a DI box that is used the other way round.",
		),
	];
};
