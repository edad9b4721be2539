import type { Net } from "#model/copper/copper.ts";
import type { Island, WiredAnalogue } from "#model/copper/island.ts";
import { sayPort } from "#model/studio.ts";
import { type CopperRule, finding, type RuleGroup } from "./rule.ts";

/** How one leg of a balanced port is on its own while the other one is in use. */
const loneLeg = (
	port: WiredAnalogue,
	island: Island,
): { readonly leg: "hot" | "cold"; readonly how: "on ground" | "open" } | undefined => {
	const others = island.analogue.filter(({ at }) => at.id !== port.at.id);
	const isMet = (net: Net): boolean => others.some(({ copper }) => copper.hot === net || copper.cold === net);
	for (const [leg, other] of [
		["hot", "cold"],
		["cold", "hot"],
	] as const) {
		const [here, there] = [port.copper[leg], port.copper[other]];
		if (there === island.earth || !isMet(there)) continue;
		if (here === island.earth) return { leg, how: "on ground" };
		if (!isMet(here)) return { leg, how: "open" };
	}
	return undefined;
};

const consequence = {
	"on ground":
		"a pair that drives both legs loses 6.0 dB and works into a short, a transformer loses nothing",
	open: "a pair that drives both legs loses 6.0 dB, a transformer gives nothing at all",
} as const;

/** "Balanced" alone does not say what happens when one leg is missing. A whole balanced line does not care. */
const unknownStage: CopperRule = ({ studio }, island) =>
	island.analogue.flatMap((port) => {
		const { id, port: figures } = port.at;
		if (figures.stage !== null) return [];
		const lone = loneLeg(port, island);
		// An input hears the difference of its legs, however it is built, as long as both lie on something.
		if (!lone || (figures.direction === "in" && lone.how === "on ground")) return [];
		return [
			finding({
				code: "stage.unknown",
				severity: "note",
				places: [id],
				sentence: `The ${lone.leg} leg of ${sayPort(studio, id)} is ${lone.how}, and what kind of balanced ${figures.direction === "out" ? "output" : "input"} it is, is unknown: ${consequence[lone.how]}. The levels are reckoned with a pair.`,
				cure: "Look up in its manual whether it is a transformer, a pair, cross-coupled or impedance-balanced, and write the stage into the gear file.",
			}),
		];
	});

export const stageRules: RuleGroup = {
	name: "stage",
	codes: {
		"stage.unknown": {
			title: "A balanced stage that nobody has looked up",
			severity: "note",
			physics:
				'Between two balanced sockets every kind of stage loses the same, so "balanced" is enough. With one leg on ground or open it is not: a pair loses 6.0 dB, a cross-coupled or impedance-balanced one or a transformer loses nothing on ground, and an open winding gives nothing at all.',
			cure: "Look it up in the manual and write it into the gear file.",
			example:
				"The cold leg of Source OUT is on ground, and what kind of balanced output it is, is unknown: a pair that drives both legs loses 6.0 dB and works into a short, a transformer loses nothing. The levels are reckoned with a pair.",
		},
	},
	copper: [unknownStage],
};
