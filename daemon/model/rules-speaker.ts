import { hopsOn } from "./link.ts";
import { type CopperRule, finding, type Rule, type RuleGroup } from "./rule.ts";
import { perStudio, portIdsOf, portOf, sayPort } from "./studio.ts";

const valveOutputs = perStudio((studio) =>
	portIdsOf(studio).filter((id) => {
		const port = portOf(studio, id)?.port;
		return port?.direction === "out" && port.needsLoad;
	}),
);

/** A valve output stage without a load burns its output transformer. */
const unloadedValveOutput: Rule = (scene) =>
	valveOutputs(scene.studio).flatMap((id) => {
		const found = portOf(scene.studio, id);
		if (found?.port.direction !== "out" || !found.port.needsLoad) return [];
		const on = scene.inUse.has(found.unit.id) || scene.session.powered[found.unit.id] !== undefined;
		const island = scene.netlist.islandOf(id);
		const loaded =
			island && hopsOn(island).some(({ from, to }) => from.id === id && to.port.stage === "speaker load");
		if (!on || loaded) return [];
		return [
			finding({
				code: "valve.no-load",
				severity: "stop",
				places: [id],
				asksEachTime: true,
				sentence: `${sayPort(scene.studio, id)} drives no loudspeaker and no load: a valve amplifier destroys its output transformer that way.`,
				cure: "Connect a cabinet or a load box before the amplifier leaves standby.",
			}),
		];
	});

const speakerIntoLine: CopperRule = ({ studio }, island) =>
	hopsOn(island)
		.filter(({ from, to }) => from.port.stage === "speaker" && to.port.stage !== "speaker load")
		.map(({ from, to }) =>
			finding({
				code: "speaker.into-line",
				severity: "stop",
				places: [from.id, to.id],
				asksEachTime: true,
				numbers:
					from.port.maximum === null || to.port.maximum === null
						? {}
						: { "over dB": from.port.maximum - to.port.maximum },
				sentence: `The speaker output ${sayPort(studio, from.id)} runs into ${sayPort(studio, to.id)}: tens of volts destroy that input.`,
				cure: "Unplug it. Take the signal from a load box's line output instead.",
			}),
		);

export const speakerRules: RuleGroup = {
	name: "speaker",
	codes: {},
	copper: [speakerIntoLine],
	scene: [unloadedValveOutput],
};
