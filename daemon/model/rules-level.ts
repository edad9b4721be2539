import { sayDb } from "./level.ts";
import type { Hop } from "./link.ts";
import { type ChainRule, finding, type Rule } from "./rule.ts";
import { portOf, sayPort } from "./studio.ts";

/** Nominal levels may differ by this much before it is worth a word: +4 dBu into 0 dBu gear is everyday. */
const TOLERABLE = 5;

const excessOf = ({ from, to, gain }: Hop): number | null =>
	from.port.nominal === null || to.port.nominal === null ? null : from.port.nominal + gain - to.port.nominal;

const sayLevel = (level: number | null): string => (level === null ? "unknown" : sayDb(level, "dBu"));

const speakerOrMicrophone = ({ from, to }: Hop): boolean =>
	from.port.stage === "speaker" || to.port.stage === "microphone";

/** +4 dBu into −10 dBV, a line into an instrument input: how hot, and how much headroom is left. */
const tooHot: Rule = ({ studio, hops }) =>
	hops.flatMap((hop) => {
		const excess = excessOf(hop);
		if (excess === null || excess <= TOLERABLE || speakerOrMicrophone(hop)) return [];
		const { from, to } = hop;
		const headroom =
			to.port.maximum === null ? null : to.port.maximum - ((from.port.nominal ?? 0) + hop.gain);
		const left =
			headroom === null ? "its headroom is unknown" : `${headroom.toFixed(1)} dB of headroom are left`;
		return [
			finding({
				code: "level.too-hot",
				severity: "warn",
				places: [from.id, to.id],
				numbers: { "excess dB": excess, ...(headroom === null ? {} : { "headroom dB": headroom }) },
				sentence: `${sayPort(studio, from.id)} (${sayLevel(from.port.nominal)}) is ${excess.toFixed(1)} dB hot for ${sayPort(studio, to.id)} (${sayLevel(to.port.nominal)}); ${left}.`,
				cure: `Put a ${Math.round(excess)} dB pad before it, or send ${excess.toFixed(1)} dB less from the converter.`,
			}),
		];
	});

/**
 * −10 dBV back into +4 dBu: how far down, and so how much nearer to the noise. What the copper loses on the way is
 * not counted against the gear: the rules on wiring and load tell that, and their cure is another one.
 */
const tooLow: Rule = ({ studio, hops }) =>
	hops.flatMap((hop) => {
		const excess = excessOf(hop);
		if (excess === null || excess - hop.gain >= -TOLERABLE || speakerOrMicrophone(hop)) return [];
		const { from, to } = hop;
		return [
			finding({
				code: "level.too-low",
				severity: "warn",
				places: [from.id, to.id],
				numbers: { "lacking dB": -excess },
				sentence: `${sayPort(studio, from.id)} (${sayLevel(from.port.nominal)}) is ${(-excess).toFixed(1)} dB low for ${sayPort(studio, to.id)} (${sayLevel(to.port.nominal)}): that much nearer to the noise.`,
				cure: `Make up ${(-excess).toFixed(1)} dB with a line amplifier or the next unit's input gain.`,
			}),
		];
	});

/** A load that is not at least ten times its source costs level and treble. */
const heavyLoad: Rule = ({ studio, hops }) =>
	hops.flatMap(({ from, to, gain }) => {
		if (from.port.impedance === null || to.port.impedance === null || from.port.stage === "speaker")
			return [];
		if (to.port.impedance >= 10 * from.port.impedance || gain > -0.9) return [];
		return [
			finding({
				code: "impedance.heavy-load",
				severity: "note",
				places: [from.id, to.id],
				numbers: { "loss dB": -gain, "source Ω": from.port.impedance, "load Ω": to.port.impedance },
				sentence: `${sayPort(studio, to.id)} (${to.port.impedance} Ω) loads ${sayPort(studio, from.id)} (${from.port.impedance} Ω): ${(-gain).toFixed(1)} dB lost.`,
				cure: "Bridging wants ten times the source's impedance: use a buffer or another input.",
			}),
		];
	});

/** What clips first along a chain, and that it need not be what the meters show. */
const clipsFirst: ChainRule = ({ studio }, { chain, firstClip, hops }) => {
	if (!firstClip) return [];
	const early = -firstClip.dBFS;
	const isReturn = portOf(studio, firstClip.at)?.port.fullScale !== undefined;
	const send = hops[0]?.says.from ?? "the converter";
	return [
		finding({
			code: isReturn ? "level.return-clips-first" : "level.unit-clips-first",
			severity: "warn",
			chain,
			places: [chain, firstClip.at],
			numbers: { "before full scale dB": early, "clips at dBFS": firstClip.dBFS },
			sentence: `${firstClip.says} clips ${early.toFixed(1)} dB before ${send} does: at ${sayDb(firstClip.dBFS, "dBFS")} on the send.`,
			cure: `Trim the send by ${sayDb(-early)}, or take ${early.toFixed(1)} dB off the output of the unit before it.`,
		}),
	];
};

const unknownGain: ChainRule = ({ studio }, { chain, hops }) => {
	const lost = hops.find(({ level }, i) => level === null && (i === 0 || hops[i - 1]?.level !== null));
	if (!lost || lost.loss === Number.NEGATIVE_INFINITY) return [];
	return [
		finding({
			code: "unknown.gain",
			severity: "note",
			chain,
			places: [chain, lost.from],
			sentence: `The level from ${sayPort(studio, lost.from)} on is unknown: a knob or a figure before it is not known.`,
			cure: "Enter where the unit's knobs stand, or fill in its gear file.",
		}),
	];
};

const silentHop: ChainRule = ({ studio }, { chain, hops, plan }) =>
	plan.missing.length > 0
		? []
		: hops
				.filter(({ loss }) => loss === Number.NEGATIVE_INFINITY)
				.map(({ from, to }) =>
					finding({
						code: "wiring.no-signal",
						severity: "stop",
						chain,
						places: [chain, from, to],
						sentence: `Patched as planned, ${sayPort(studio, from)} still does not reach ${sayPort(studio, to)}.`,
						cure: "A loom behind the bay is wired otherwise than it should be: see the findings on its cable.",
					}),
				);

const turnedOver: ChainRule = (_, { chain, inverted, sidesDiffer }) =>
	inverted && !sidesDiffer
		? [
				finding({
					code: "polarity.chain",
					severity: "warn",
					chain,
					places: [chain],
					sentence: "The chain as a whole turns the polarity over: the print comes back inverted.",
					cure: "Flip one polarity switch in the chain, or accept it with a reason.",
				}),
			]
		: [];

/** One side of a stereo chain upside down: nothing is missing on either side, and the mono sum is empty. */
const sidesApart: ChainRule = (_, { chain, sidesDiffer }) =>
	sidesDiffer
		? [
				finding({
					code: "polarity.sides",
					severity: "stop",
					chain,
					places: [chain],
					sentence:
						"Left and right come back with opposite polarity: what is common to both cancels in mono.",
					cure: "Flip the polarity of one side once more, or mend the cable that turns it over.",
				}),
			]
		: [];

const missingPieces: ChainRule = (_, { chain, plan }) =>
	plan.missing.map(({ sentence, cure }, i) =>
		finding({
			code: "chain.impossible",
			severity: "stop",
			chain,
			places: [chain, String(i + 1)],
			sentence,
			cure,
		}),
	);

export const levelRules: readonly Rule[] = [tooHot, tooLow, heavyLoad];
export const chainRules: readonly ChainRule[] = [
	missingPieces,
	silentHop,
	clipsFirst,
	unknownGain,
	turnedOver,
	sidesApart,
];
