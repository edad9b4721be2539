import { type ChainRule, finding, type RuleGroup } from "./rule.ts";
import { sayPort } from "./studio.ts";

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

export const unknownRules: RuleGroup = {
	name: "unknown",
	codes: {},
	chain: [unknownGain],
};
