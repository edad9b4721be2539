import { type Hop, hopsOn } from "#model/copper/link.ts";
import { dBu, dBuFromDBV, sayDb } from "#model/level.ts";
import { excessOf, headroomOf, isSpeaker, meetingOf } from "#model/meeting.ts";
import { sayBy } from "#model/say-figure.ts";
import { sayPort } from "#model/studio.ts";
import { headroomRules } from "./headroom.ts";
import { mismatchRules, TOLERABLE } from "./mismatch.ts";
import { responseRules } from "./response.ts";
import { type CopperRule, finding, groupOf, type RuleGroup, type Rules } from "./rule.ts";

const sayLevel = (level: number | null): string => (level === null ? "unknown" : sayDb(level, "dBu"));

/** Meetings of unlike signals have a rule of their own, and what a preamplifier hears is what its knob is for. */
const isPlain = (hop: Hop): boolean =>
	!isSpeaker(hop.from) &&
	hop.to.port.stage !== "microphone" &&
	!["microphone into line", "line into microphone", "instrument into line", "line into instrument"].includes(
		meetingOf(hop),
	);

const plainHops: (island: Parameters<CopperRule>[1]) => Hop[] = (island) => hopsOn(island).filter(isPlain);

/** +4 dBu into −10 dBV: how hot, and how much headroom is left. */
const tooHot: CopperRule = ({ studio }, island) =>
	plainHops(island).flatMap((hop) => {
		const excess = excessOf(hop);
		if (excess === null || excess <= TOLERABLE) return [];
		const { from, to } = hop;
		const headroom = headroomOf(hop);
		const left =
			headroom === null ? "its headroom is unknown" : `${headroom.toFixed(1)} dB of headroom are left`;
		return [
			finding({
				code: "level.too-hot",
				severity: "warn",
				places: [from.id, to.id],
				numbers: { "excess dB": excess, ...(headroom === null ? {} : { "headroom dB": headroom }) },
				sentence: `${sayPort(studio, from.id)} (${sayLevel(from.port.nominal)}) is ${sayBy(excess)} hot for ${sayPort(studio, to.id)} (${sayLevel(to.port.nominal)}); ${left}.`,
				cure: `Put a ${Math.round(excess)} dB pad before it, or send ${sayBy(excess)} less from the converter.`,
			}),
		];
	});

/**
 * −10 dBV back into +4 dBu: how far down, and so how much nearer to the noise. What the copper loses on the way is
 * not counted against the gear: the rules on wiring and load tell that, and their cure is another one.
 */
const tooLow: CopperRule = ({ studio }, island) =>
	plainHops(island).flatMap((hop) => {
		const excess = excessOf(hop);
		if (excess === null || excess - hop.gain >= -TOLERABLE) return [];
		const { from, to } = hop;
		return [
			finding({
				code: "level.too-low",
				severity: "warn",
				places: [from.id, to.id],
				numbers: { "lacking dB": -excess },
				sentence: `${sayPort(studio, from.id)} (${sayLevel(from.port.nominal)}) is ${sayBy(excess)} low for ${sayPort(studio, to.id)} (${sayLevel(to.port.nominal)}): that much nearer to the noise.`,
				cure: `Make up ${sayBy(excess)} with a line amplifier or the next unit's input gain.`,
			}),
		];
	});

/** The consumer level, and the figure that is printed for it where somebody took one reference for the other. */
const [CONSUMER, MISPRINT] = [dBuFromDBV(-10), dBu(-10)];
const is = (level: number | null, figure: number): boolean =>
	level !== null && Math.abs(level - figure) < 0.005;

/** −10 dBV meets −10 dBu: they look alike on the panels and are 2.2 dB apart. */
const referenceDiffers: CopperRule = ({ studio }, island) =>
	hopsOn(island).flatMap(({ from, to }) => {
		const [gives, takes] = [from.port.nominal, to.port.nominal];
		const down = is(gives, MISPRINT) && is(takes, CONSUMER);
		if (!down && !(is(gives, CONSUMER) && is(takes, MISPRINT))) return [];
		const [one, other] = down ? ["−10 dBu", "−10 dBV"] : ["−10 dBV", "−10 dBu"];
		return [
			finding({
				code: "level.reference-differs",
				severity: "note",
				places: [from.id, to.id],
				numbers: { "difference dB": (gives ?? 0) - (takes ?? 0) },
				sentence: `${sayPort(studio, from.id)} works at ${one} and ${sayPort(studio, to.id)} at ${other}: the figures look alike and are ${sayBy(CONSUMER - MISPRINT)} apart.`,
				cure: "Reckon with 2.2 dB, or look up whether one of the manuals means the other reference.",
			}),
		];
	});

const plainRules: Rules = {
	copper: [tooHot, tooLow, referenceDiffers],
	codes: {
		"level.too-hot": {
			title: "Too hot",
			severity: "warn",
			physics:
				"Every input has an operating level, and its headroom lies above it. +4 dBu is 1.228 V and −10 dBV is 0.316 V: the one into the other is 11.8 dB hot, and that much of the headroom is gone before the first peak.",
			cure: "Put a pad before the input, or send less from the converter.",
			example: "Source OUT (+4.0 dBu) is 11.8 dB hot for Sink IN (−7.8 dBu); 4.0 dB of headroom are left.",
		},
		"level.too-low": {
			title: "Too low",
			severity: "warn",
			physics:
				"What arrives below the operating level lies nearer to the noise of everything behind it, by as many decibels: −10 dBV into a +4 dBu input is 11.8 dB down, and 11.8 dB of make-up raise the noise by 11.8 dB.",
			cure: "Make the level up with a line amplifier, as early as possible.",
			example: "Source OUT (−7.8 dBu) is 11.8 dB low for Sink IN (+4.0 dBu): that much nearer to the noise.",
		},
		"level.reference-differs": {
			title: "−10 dBV is not −10 dBu",
			severity: "note",
			physics:
				"0 dBV is 1 V and 0 dBu is 0.775 V, so a figure in dBV is 2.2 dB more than the same figure in dBu. −10 dBu is printed on some unbalanced inputs, and often −10 dBV is meant.",
			cure: "Reckon with 2.2 dB, or look the reference up.",
			example:
				"Source OUT works at −10 dBV and Sink IN at −10 dBu: the figures look alike and are 2.2 dB apart.",
		},
	},
};

export const levelRules: RuleGroup = groupOf("level", [
	plainRules,
	mismatchRules,
	headroomRules,
	responseRules,
]);
