import { hopsOn } from "./link.ts";
import { type ChainRule, type CopperRule, finding, type RuleGroup } from "./rule.ts";
import { sayPort } from "./studio.ts";

const flippedHops: CopperRule = ({ studio }, island) =>
	hopsOn(island)
		.filter(({ inverted }) => inverted)
		.map(({ from, to }) =>
			finding({
				code: "polarity.inverted",
				severity: "warn",
				places: [from.id, to.id],
				sentence: `${sayPort(studio, from.id)} arrives inverted at ${sayPort(studio, to.id)}: hot and cold are swapped on the way.`,
				cure: "Swap hot and cold at one end of the cable, or flip the polarity once more in the chain.",
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

export const polarityRules: RuleGroup = {
	name: "polarity",
	codes: {},
	copper: [flippedHops],
	chain: [turnedOver, sidesApart],
};
