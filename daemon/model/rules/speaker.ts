import type { Island, WiredAnalogue } from "#model/copper/island.ts";
import { type Hop, hopsOn } from "#model/copper/link.ts";
import type { Finding } from "#model/finding.ts";
import { type AnaloguePort, isAnalogue, type OutputPort } from "#model/gear-model.ts";
import type { Ohms } from "#model/level.ts";
import { perStudio, portIdsOf, portOf, sayPort } from "#model/studio.ts";
import { speakerPages } from "./pages-speaker.ts";
import { type CopperRule, finding, type Rule, type RuleGroup } from "./rule.ts";
import { loadRules } from "./speaker-load.ts";

const drivesSpeakers = ({ stage }: AnaloguePort): boolean =>
	stage === "speaker" || stage === "bridged speaker";
const isAmplifier = ({ from }: Hop): boolean => drivesSpeakers(from.port);
const isLoudspeaker = ({ to }: Hop): boolean => to.port.stage === "speaker load";

const valveOutputs = perStudio((studio) =>
	portIdsOf(studio).filter((id) => {
		const port = portOf(studio, id)?.port;
		return port?.direction === "out" && port.needsLoad;
	}),
);

/** A valve output stage without a load burns its output transformer; while it is off that is only worth knowing. */
const unloadedValveOutput: Rule = (scene) =>
	valveOutputs(scene.studio).flatMap((id) => {
		const found = portOf(scene.studio, id);
		if (found?.port.direction !== "out" || !found.port.needsLoad) return [];
		const isOn = scene.inUse.has(found.unit.id) || scene.session.powered[found.unit.id] !== undefined;
		const island = scene.netlist.islandOf(id);
		const loaded = island && hopsOn(island).some((hop) => hop.from.id === id && isLoudspeaker(hop));
		if (loaded) return [];
		return [
			finding({
				code: "valve.no-load",
				severity: isOn ? "stop" : "note",
				places: [id],
				asksEachTime: isOn,
				sentence: isOn
					? `${sayPort(scene.studio, id)} drives no loudspeaker and no load: a valve amplifier destroys its output transformer that way.`
					: `${sayPort(scene.studio, id)} has no loudspeaker and no load on it: switched on like that, a valve amplifier destroys its output transformer.`,
				cure: "Connect a cabinet or a load box before the amplifier leaves standby.",
			}),
		];
	});

const speakerIntoLine: CopperRule = ({ studio }, island) =>
	hopsOn(island)
		.filter((hop) => isAmplifier(hop) && !isLoudspeaker(hop))
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

/** A headphone output says which load it bears; a line output bears none of a few ohms. */
const bears = ({ leastLoad }: OutputPort, ohms: Ohms): boolean =>
	leastLoad !== undefined && ohms >= leastLoad;

/** What no headphone has, where nobody knows the source; and the loss that no headphone output has into its load. */
const LOUDSPEAKER: Ohms = 16;
const HEAVY = -3;

const lineIntoSpeaker: CopperRule = ({ studio }, island) =>
	hopsOn(island).flatMap((hop): Finding[] => {
		const { from, to, gain, assumed } = hop;
		const ohms = to.port.impedance;
		if (isAmplifier(hop) || !isLoudspeaker(hop) || from.port.stage === null || ohms === null) return [];
		const isHeavy = assumed ? ohms <= LOUDSPEAKER : gain < HEAVY;
		if (!isHeavy || (from.port.direction === "out" && bears(from.port, ohms))) return [];
		const lost = assumed ? "" : `: ${ohms} Ω on ${from.port.impedance} Ω take ${(-gain).toFixed(1)} dB`;
		return [
			finding({
				code: "speaker.line-into-speaker",
				severity: "warn",
				places: [from.id, to.id],
				numbers: assumed ? {} : { "loss dB": -gain },
				sentence: `The line output ${sayPort(studio, from.id)} drives ${sayPort(studio, to.id)}${lost}, and its output stage works into what is next to a short.`,
				cure: "Put a power amplifier between.",
			}),
		];
	});

const amplifiersOn = (island: Island): WiredAnalogue[] =>
	island.outputs.filter(({ at }) => drivesSpeakers(at.port));

/** No terminal of a bridged output is ground: both are driven. */
const bridgedOnGround: CopperRule = ({ studio }, island) =>
	amplifiersOn(island)
		.filter(({ at, copper: { hot, cold } }) => {
			const isDown = hot === island.earth || cold === island.earth;
			return at.port.stage === "bridged speaker" && isDown;
		})
		.map(({ at: { id }, copper: { hot } }) =>
			finding({
				code: "speaker.bridged-ground",
				severity: "stop",
				places: [id],
				asksEachTime: true,
				sentence: `The ${hot === island.earth ? "+" : "−"} terminal of the bridged output ${sayPort(studio, id)} is on ground: one half of the amplifier works into a short.`,
				cure: "Switch it off. Connect nothing to it but a loudspeaker that floats: no common ground, no box with a grounded socket.",
			}),
		);

const twoAmplifiers: CopperRule = ({ studio }, island) => {
	const live = amplifiersOn(island).filter(({ copper }) => copper.hot !== island.earth);
	return [...Map.groupBy(live, ({ copper }) => copper.hot).values()].flatMap((joined) => {
		if (joined.length < 2) return [];
		const ids = joined.map(({ at }) => at.id);
		return [
			finding({
				code: "speaker.two-amplifiers",
				severity: "stop",
				places: ids,
				asksEachTime: true,
				numbers: { amplifiers: ids.length },
				sentence: `The speaker outputs ${ids.map((id) => sayPort(studio, id)).join(" and ")} are joined: each is the other's load of a fraction of an ohm, and one of them burns.`,
				cure: "Switch both off and take one away. Loudspeakers are switched between amplifiers with the amplifiers apart.",
			}),
		];
	});
};

/** Nothing of this happens where there is neither an amplifier nor a loudspeaker, which is nearly everywhere. */
const isOfSpeakers = ({ ports }: Island): boolean =>
	ports.some(
		({ at: { port } }) => isAnalogue(port) && (drivesSpeakers(port) || port.stage === "speaker load"),
	);

const copper: readonly CopperRule[] = [
	speakerIntoLine,
	lineIntoSpeaker,
	bridgedOnGround,
	twoAmplifiers,
	...loadRules,
];

export const speakerRules: RuleGroup = {
	name: "speaker",
	codes: speakerPages,
	copper: [(room, island) => (isOfSpeakers(island) ? copper.flatMap((rule) => rule(room, island)) : [])],
	scene: [unloadedValveOutput],
};
