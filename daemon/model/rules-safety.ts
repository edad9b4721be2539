import { hopsOn } from "./link.ts";
import { phantomInputs } from "./phantom.ts";
import { type CopperRule, finding, outputsOn, type Rule, type Scene } from "./rule.ts";
import { sayUnit } from "./rules-wiring.ts";
import { perStudio, portIdsOf, portOf, sayPort } from "./studio.ts";
import type { Netlist } from "./wiring.ts";

/** Minutes until a unit is warm: 0 when it is, null while it is off; undefined for one that needs no warming up. */
export const minutesToWarm = ({ studio, session, now }: Scene, unitId: string): number | null | undefined => {
	const unit = studio.units.find(({ id }) => id === unitId);
	const warmUp = unit && studio.models[unit.model]?.warmUp;
	if (warmUp === undefined) return undefined;
	const since = session.powered[unitId];
	if (since === undefined) return null;
	return Math.max(0, (warmUp - (now - Date.parse(since)) / 1000) / 60);
};

/** The chain that a unit stands in, if it is one and no more: trouble of the unit is then trouble of that chain. */
const onlyChainOf = ({ session }: Scene, unit: string): { chain?: string } => {
	const [chain, ...others] = session.chains.filter(({ inserts }) => inserts.includes(unit));
	return chain && others.length === 0 ? { chain: chain.id } : {};
};

const coldValves: Rule = (scene) =>
	[...scene.inUse].flatMap((unit) => {
		const minutes = minutesToWarm(scene, unit);
		if (minutes === undefined || minutes === 0) return [];
		const name = sayUnit(scene.studio, unit);
		const off = minutes === null;
		return [
			finding({
				code: off ? "warm-up.off" : "warm-up.cold",
				severity: "warn",
				places: [unit],
				...onlyChainOf(scene, unit),
				numbers: off ? {} : { "minutes left": Math.ceil(minutes) },
				sentence: off
					? `${name} is not switched on as far as anybody has said, and it must warm up before it may be trusted.`
					: `${name} is still cold: ${Math.ceil(minutes)} minutes until its valves have settled.`,
				cure: off
					? "Switch it on and tick it here; the clock starts then."
					: "Wait, or accept that a recall will not match.",
				...(off ? { apply: [{ do: "power" as const, unit, on: true, minutesAgo: 0 }] } : {}),
			}),
		];
	});

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

const hotOf = ({ sockets }: Netlist, jack: string): string => sockets.get(jack)?.lines[0]?.hot ?? "T";

/** 48 V on a line that passes a patch point, or that reaches the output of something that is no microphone. */
const phantomWhereItHurts: Rule = (scene) =>
	phantomInputs(scene.studio, scene.session.settings).flatMap(({ input: id, control, unit, off, state }) => {
		const { studio, netlist, front } = scene;
		const island = netlist.islandOf(id);
		const nets = netlist.ports.get(id);
		if (!nets || !island || state !== "on") return [];
		const apply = [{ do: "turn" as const, unit, control, setting: off }];
		const points = island.jacks.filter(
			(jack) => netlist.netOf(`${jack}.${hotOf(netlist, jack)}`) === nets.hot,
		);
		const outputs = outputsOn(island).filter(
			({ at, copper }) =>
				(copper.hot === nets.hot || copper.cold === nets.hot) &&
				at.model.kind !== "microphone" &&
				at.model.kind !== "DI box",
		);
		const onPoint = points.slice(0, 1).map((jack) =>
			finding({
				code: "phantom.on-patch-point",
				severity: "warn",
				places: [id, jack],
				asksEachTime: true,
				numbers: { volts: 48 },
				sentence: `48 V stand on patch point ${jack.replace("/", " ")} (${sayPort(studio, front.portsAt(jack)[0] ?? id)}): a plug that goes in shorts them through whatever is on the cord. This is how ribbon microphones die.`,
				cure: "Switch 48 V off and wait 30 seconds before anything is plugged there.",
				apply,
			}),
		);
		const intoOutput = outputs.map(({ at: { id: output } }) =>
			finding({
				code: "phantom.into-output",
				severity: "stop",
				places: [id, output],
				asksEachTime: true,
				numbers: { volts: 48 },
				sentence: `48 V from ${sayPort(studio, id)} stand on ${sayPort(studio, output)}, which is no microphone.`,
				cure: "Switch 48 V off and wait 30 seconds, then unplug.",
				apply,
			}),
		);
		return [...onPoint, ...intoOutput];
	});

export const safetyRules: readonly Rule[] = [coldValves, unloadedValveOutput, phantomWhereItHurts];
export const safetyCopperRules: readonly CopperRule[] = [speakerIntoLine];
