import { sayJack } from "./front.ts";
import { finding, type Rule, type RuleGroup } from "./rule.ts";

/** A plug that does not go into its socket at all. */
const plugDoesNotFit: Rule = ({ studio, netlist, front }) =>
	netlist.misfits
		.filter(({ fits, because }) => !fits && because === undefined)
		.map(({ cable, plug, socket, jack }) =>
			finding({
				code: "connector.does-not-fit",
				severity: "stop",
				places: [cable, socket],
				sentence: `The ${plug} plug of ${cable} does not go into ${sayJack(studio, front, socket)}, which is ${jack}.`,
				cure: `Use a cable that ends in ${jack}.`,
			}),
		);

/** A TS plug's sleeve lies over the ring spring: the cold leg is on ground. What that does depends on what drives it. */
const tsInBalancedJack: Rule = ({ studio, netlist, front }) =>
	netlist.misfits
		.filter(({ plug, jack }) => plug === "TS" && jack === "TRS")
		.map(({ cable, socket }) =>
			finding({
				code: "connector.ts-in-balanced",
				severity: "warn",
				places: [cable, socket],
				sentence: `${cable} has a TS plug in the balanced jack ${sayJack(studio, front, socket)}: its sleeve shorts the ring to ground, the line is unbalanced.`,
				cure: "Use a TRS plug; if the far end is unbalanced, tie ring to sleeve there instead.",
			}),
		);

export const connectorRules: RuleGroup = {
	name: "connector",
	codes: {},
	scene: [plugDoesNotFit, tsInBalancedJack],
};
