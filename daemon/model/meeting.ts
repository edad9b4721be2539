import type { Hop } from "#model/copper/link.ts";
import type { Ohms } from "./level.ts";
import type { PortOfUnit } from "./studio.ts";

/** The four kinds of analogue signal that need boxes between them. Studio facts §1. */
export type Signal = "microphone" | "instrument" | "line" | "speaker";

/** Operating levels below the first are a microphone's, below the second an instrument's. dBu. */
const FAINT = -30;
const SOFT = -12;
/** A passive pickup behind its pots; a synthesiser drives a line from far less. */
const PASSIVE: Ohms = 3000;

const byLevel = (nominal: number): Signal => {
	if (nominal <= FAINT) return "microphone";
	return nominal <= SOFT ? "instrument" : "line";
};

export const isSpeaker = ({ port }: PortOfUnit): boolean =>
	port.stage === "speaker" || port.stage === "bridged speaker";

const isPassive = ({ model, port }: PortOfUnit): boolean =>
	model.kind === "instrument" &&
	port.direction === "out" &&
	(port.coil !== undefined || (port.impedance ?? 0) >= PASSIVE);

/** What an output gives; undefined where its file does not tell. */
export const gives = (from: PortOfUnit): Signal | undefined => {
	if (isSpeaker(from)) return "speaker";
	if (from.model.kind === "microphone") return "microphone";
	if (isPassive(from)) return "instrument";
	return from.port.nominal === null ? undefined : byLevel(from.port.nominal);
};

/** What an input is made for. */
export const takes = ({ port }: PortOfUnit): Signal => {
	if (port.stage === "microphone" || port.stage === "instrument") return port.stage;
	if (port.stage === "speaker load") return "speaker";
	return port.nominal !== null && port.nominal <= FAINT ? "microphone" : "line";
};

/** By how much the operating level that arrives is above the one that the input is made for; negative is below. */
export const excessOf = ({ from, to, gain }: Hop): number | null =>
	from.port.nominal === null || to.port.nominal === null ? null : from.port.nominal + gain - to.port.nominal;

/** What is left above the operating level that arrives. */
export const headroomOf = ({ from, to, gain }: Hop): number | null =>
	from.port.nominal === null || to.port.maximum === null
		? null
		: to.port.maximum - (from.port.nominal + gain);

/** An output and an input that are made for different signals, with no box between. */
export const meetingOf = ({ from, to }: Hop): `${Signal} into ${Signal}` | "alike" | "unknown" => {
	const [giving, taking] = [gives(from), takes(to)];
	if (giving === undefined) return "unknown";
	return giving === taking ? "alike" : `${giving} into ${taking}`;
};
