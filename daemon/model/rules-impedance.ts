import { hopsOn } from "./link.ts";
import { type CopperRule, finding, type RuleGroup } from "./rule.ts";
import { sayPort } from "./studio.ts";

/** A load that is not at least ten times its source costs level and treble. */
const heavyLoad: CopperRule = ({ studio }, island) =>
	hopsOn(island).flatMap(({ from, to, gain }) => {
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

export const impedanceRules: RuleGroup = {
	name: "impedance",
	codes: {},
	copper: [heavyLoad],
};
