import { sayDb } from "./level.ts";
import { type Hop, hopsOn } from "./link.ts";
import { type ChainRule, type CopperRule, finding, type RuleGroup } from "./rule.ts";
import { portOf, sayPort } from "./studio.ts";

/** Nominal levels may differ by this much before it is worth a word: +4 dBu into 0 dBu gear is everyday. */
const TOLERABLE = 5;

const excessOf = ({ from, to, gain }: Hop): number | null =>
	from.port.nominal === null || to.port.nominal === null ? null : from.port.nominal + gain - to.port.nominal;

const sayLevel = (level: number | null): string => (level === null ? "unknown" : sayDb(level, "dBu"));

const speakerOrMicrophone = ({ from, to }: Hop): boolean =>
	from.port.stage === "speaker" || to.port.stage === "microphone";

/** +4 dBu into −10 dBV, a line into an instrument input: how hot, and how much headroom is left. */
const tooHot: CopperRule = ({ studio }, island) =>
	hopsOn(island).flatMap((hop) => {
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
const tooLow: CopperRule = ({ studio }, island) =>
	hopsOn(island).flatMap((hop) => {
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

export const levelRules: RuleGroup = {
	name: "level",
	codes: {},
	copper: [tooHot, tooLow],
	chain: [clipsFirst],
};
