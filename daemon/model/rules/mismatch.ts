import { type Hop, hopsOn } from "#model/copper/link.ts";
import { sayDb } from "#model/level.ts";
import { excessOf, headroomOf, meetingOf } from "#model/meeting.ts";
import { sayBy, sayOhms } from "#model/say-figure.ts";
import { sayPort } from "#model/studio.ts";
import { type CopperRule, finding, type Room, type Rules } from "./rule.ts";

/** Nominal levels may differ by this much before it is worth a word: +4 dBu into 0 dBu gear is everyday. */
export const TOLERABLE = 5;
/** A line may go into a microphone input whose pad leaves this much: many a preamplifier is driven so. */
const ENOUGH_HEADROOM = 10;

const sayLevel = (level: number | null): string => (level === null ? "unknown" : sayDb(level, "dBu"));

type Telling = (room: Room, hop: Hop) => ReturnType<typeof finding>[];

/** A microphone that was plugged where no preamplifier is. */
const microphoneIntoLine: Telling = ({ studio }, hop) => {
	const { from, to } = hop;
	const lacking = -(excessOf(hop) ?? 0);
	if (lacking <= TOLERABLE) return [];
	return [
		finding({
			code: "level.microphone-into-line",
			severity: "warn",
			places: [from.id, to.id],
			numbers: { "lacking dB": lacking },
			sentence: `${sayPort(studio, from.id)} gives microphone level (${sayLevel(from.port.nominal)}) to the line input ${sayPort(studio, to.id)}: ${sayBy(lacking)} are missing.`,
			cure: `Put a microphone preamplifier between: about ${Math.round(lacking)} dB of gain.`,
		}),
	];
};

/** A line where a microphone is expected: only a pad keeps it from clipping the first stage. */
const lineIntoMicrophone: Telling = ({ studio }, hop) => {
	const { from, to } = hop;
	const [excess, headroom] = [excessOf(hop), headroomOf(hop)];
	if (excess === null || excess <= TOLERABLE || (headroom ?? 0) >= ENOUGH_HEADROOM) return [];
	const left = headroom === null ? "where it clips is unknown" : `${sayDb(headroom)} to its clip`;
	return [
		finding({
			code: "level.line-into-microphone",
			severity: "warn",
			places: [from.id, to.id],
			numbers: { "excess dB": excess, ...(headroom === null ? {} : { "headroom dB": headroom }) },
			sentence: `${sayPort(studio, from.id)} is a line (${sayLevel(from.port.nominal)}) in the microphone input ${sayPort(studio, to.id)}: ${sayBy(excess)} too hot, ${left}.`,
			cure: `Use the line input, or a ${Math.round(excess)} dB pad before it.`,
		}),
	];
};

/** A guitar in a line input: too low, and its pickup works into a tenth of what it wants. */
const instrumentIntoLine: Telling = ({ studio }, hop) => {
	const { from, to } = hop;
	const [source, load] = [from.port.impedance, to.port.impedance];
	const lacking = -(excessOf(hop) ?? 0);
	const isLoaded = source !== null && load !== null && load < 10 * source;
	if (lacking <= TOLERABLE && !isLoaded) return [];
	const low = lacking > TOLERABLE ? [`it arrives ${sayBy(lacking)} low`] : [];
	const loaded = isLoaded ? [`${sayOhms(load)} load its ${sayOhms(source)}`] : [];
	return [
		finding({
			code: "level.instrument-into-line",
			severity: "warn",
			places: [from.id, to.id],
			numbers: {
				...(lacking > TOLERABLE ? { "lacking dB": lacking } : {}),
				...(isLoaded ? { "source Ω": source, "load Ω": load } : {}),
			},
			sentence: `${sayPort(studio, from.id)} is an instrument in the line input ${sayPort(studio, to.id)}: ${[...low, ...loaded].join(", and ")}.`,
			cure: "Use an instrument input or a DI box: 1 MΩ in, and gain behind it.",
		}),
	];
};

/** A converter straight into an amplifier. A synthesiser in an instrument input is everyday. */
const reampTooHot: Telling = ({ studio }, hop) => {
	const { from, to } = hop;
	const excess = excessOf(hop);
	if (excess === null || excess <= TOLERABLE || from.model.kind === "instrument") return [];
	return [
		finding({
			code: "level.reamp-too-hot",
			severity: "warn",
			places: [from.id, to.id],
			numbers: { "excess dB": excess },
			sentence: `${sayPort(studio, from.id)} (${sayLevel(from.port.nominal)}) runs straight into the instrument input ${sayPort(studio, to.id)} (${sayLevel(to.port.nominal)}): ${sayBy(excess)} hotter than a pickup.`,
			cure: `Put a re-amp box between: ${Math.round(excess)} dB of pad, a source of about 10 kΩ, and a ground lift.`,
		}),
	];
};

const tellings: Partial<Record<ReturnType<typeof meetingOf>, Telling>> = {
	"microphone into line": microphoneIntoLine,
	"line into microphone": lineIntoMicrophone,
	"instrument into line": instrumentIntoLine,
	"line into instrument": reampTooHot,
};

const meetings: CopperRule = (room, island) =>
	hopsOn(island).flatMap((hop) => tellings[meetingOf(hop)]?.(room, hop) ?? []);

/** One kind of signal in an input that is made for another. */
export const mismatchRules: Rules = {
	copper: [meetings],
	codes: {
		"level.microphone-into-line": {
			title: "Microphone into a line input",
			severity: "warn",
			physics:
				"A microphone gives some millivolts, −60 to −40 dBu; a line input expects +4 dBu, 1.23 V. Between them lie 44 to 64 dB of gain that only a preamplifier makes; made up behind the line input they raise its noise by as much.",
			cure: "Put a microphone preamplifier between.",
			example:
				"Source OUT gives microphone level (−40.0 dBu) to the line input Sink IN: 44.2 dB are missing.",
		},
		"level.line-into-microphone": {
			title: "Line into a microphone input",
			severity: "warn",
			physics:
				"A microphone input is made for −60 to −40 dBu, and its first stage has its gain before any knob. A line of +4 dBu is 44 dB more; without a pad it clips there, whatever the knob says.",
			cure: "Use the line input, or a pad of 20 to 40 dB before the microphone input.",
			example:
				"Source OUT is a line (+4.0 dBu) in the microphone input Sink IN: 44.0 dB too hot, +1.0 dB to its clip.",
		},
		"level.instrument-into-line": {
			title: "Instrument into a line input",
			severity: "warn",
			physics:
				"A passive pickup gives about −20 dBV behind 5 to 250 kΩ. A line input expects +4 dBu, 21.8 dB more, and its 10 to 20 kΩ make a divider of 20·log10(load/(source + load)) with the pickup, most of it in the treble.",
			cure: "Use an instrument input or a DI box of 1 MΩ.",
			example:
				"Source OUT is an instrument in the line input Sink IN: it arrives 27.8 dB low, and 10 kΩ load its 10 kΩ.",
		},
		"level.reamp-too-hot": {
			title: "Line straight into an amplifier",
			severity: "warn",
			physics:
				"An amplifier's input expects a pickup, about −20 dBV or 100 mV. A line of +4 dBu is 1.23 V, 21.8 dB more: the first valve clips all the time, and 50 Ω of source take away what the cable and the pickup do together.",
			cure: "Put a re-amp box between.",
			example:
				"Source OUT (+4.0 dBu) runs straight into the instrument input Sink IN (−17.8 dBu): 21.8 dB hotter than a pickup.",
		},
	},
};
