import { sayPort } from "#model/studio.ts";
import { legRules } from "./legs.ts";
import { loomRules } from "./loom.ts";
import { type ChainRule, finding, groupOf, type Rules } from "./rule.ts";
import { sideRules } from "./sides.ts";
import { sourceRules } from "./sources.ts";

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

const chainRules: Rules = {
	codes: {
		"wiring.no-signal": {
			title: "A patched chain carries no signal",
			severity: "stop",
			physics:
				"The plan joins jack to jack; what is soldered behind them decides whether a current flows. Told when what arrives is more than 60 dB down: leakage and crosstalk, not a connection.",
			cure: "Look at the looms behind the two jacks: a plug that does not fit, a missing wire, a winding with one end open.",
			example: "Patched as planned, Box OUT still does not reach Interface AD1.",
		},
		"chain.impossible": {
			title: "A chain cannot be patched",
			severity: "stop",
			physics:
				"A chain needs a path through every unit, a free jack at both ends of every stretch, and cords of the store that fit and reach. Told with the smallest set of things that is missing.",
			cure: "Change the chain, free a unit, or add what is missing to the studio.",
			example: "Box has one channel only: use it in a mono chain, or take a stereo unit.",
		},
	},
	chain: [missingPieces, silentHop],
};

export const wiringRules = groupOf("wiring", [legRules, sourceRules, loomRules, sideRules, chainRules]);
