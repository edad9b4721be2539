import { phantomInputs } from "./phantom.ts";
import { finding, outputsOn, type Rule, type RuleGroup } from "./rule.ts";
import { sayPort } from "./studio.ts";
import type { Netlist } from "./wiring.ts";

const hotOf = ({ sockets }: Netlist, jack: string): string => sockets.get(jack)?.lines[0]?.hot ?? "T";

/** 48 V on a line that passes a patch point, or that reaches the output of something that is no microphone. */
const phantomWhereItHurts: Rule = (scene) =>
	phantomInputs(scene.studio, scene.session.settings).flatMap(({ input: id, control, unit, off, state }) => {
		const { studio, netlist, front } = scene;
		const island = netlist.islandOf(id);
		const nets = netlist.ports.get(id);
		if (!nets || !island || state !== "on") return [];
		const apply = [{ do: "turn" as const, unit, control, setting: off }];
		const points = island.jacks
			.toSorted()
			.filter((jack) => netlist.netOf(`${jack}.${hotOf(netlist, jack)}`) === nets.hot);
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

export const phantomRules: RuleGroup = {
	name: "phantom",
	codes: {},
	scene: [phantomWhereItHurts],
};
