import type { Finding } from "./finding.ts";
import { hopsOn } from "./link.ts";
import {
	type ChainRule,
	type CopperRule,
	finding,
	outputsOn,
	type PatchRule,
	type RuleGroup,
	type Scene,
} from "./rule.ts";
import { sayPort } from "./studio.ts";
import { type Netlist, wire } from "./wiring.ts";

/** Hot on ground: nothing leaves. */
const hotShorted: CopperRule = ({ studio }, island) =>
	outputsOn(island)
		.filter(({ copper }) => copper.hot === island.earth)
		.map(({ at: { id } }) =>
			finding({
				code: "wiring.shorted",
				severity: "stop",
				places: [id],
				sentence: `The hot leg of ${sayPort(studio, id)} is on ground: the output is shorted and nothing is heard.`,
				cure: "Check the pinout at both ends of the cable; pins for hot and screen are swapped.",
			}),
		);

/** The first hanging cord without which the trouble is gone; none if the trouble is not there yet or is soldered. */
const unplugging = (
	{ studio, session: { cords, settings } }: Scene,
	isTrouble: (netlist: Netlist) => boolean,
): { apply?: Finding["apply"] } => {
	const isThereWith = (hanging: typeof cords): boolean =>
		isTrouble(wire(studio, { cords: hanging, normals: "as plugged", settings }));
	if (cords.length === 0 || !isThereWith(cords)) return {};
	const cure = cords.findLast((cord) => !isThereWith(cords.filter((other) => other !== cord)));
	return cure ? { apply: [{ do: "unplug", cord: cure.cord }] } : {};
};

const hopsTo = (netlist: Netlist, to: string) => {
	const island = netlist.islandOf(to);
	return island ? hopsOn(island).filter((hop) => hop.to.id === to) : [];
};

/** Two outputs drive each other and one input. */
const twoSources: PatchRule = (scene, island) => {
	const { studio } = scene;
	const byReceiver = Map.groupBy(hopsOn(island), ({ to }) => to.id);
	return [...byReceiver].flatMap(([to, hops]) => {
		const [first] = hops;
		if (!first || hops.length < 2) return [];
		const names = hops.map(({ from }) => sayPort(studio, from.id)).join(" and ");
		return [
			finding({
				code: "wiring.two-sources",
				severity: "stop",
				places: [to, ...hops.map(({ from }) => from.id).sort()],
				numbers: { sources: hops.length, "level of the strongest dB": first.gain },
				sentence: `${names} drive ${sayPort(studio, to)} together: the outputs load each other, each arrives ${Math.abs(first.gain).toFixed(1)} dB down and distorts.`,
				cure: "Unplug one of them, or mix them in a summing box.",
				...unplugging(scene, (netlist) => hopsTo(netlist, to).length > 1),
			}),
		];
	});
};

/** Outputs that are joined where no input listens: they fight all the same. */
const outputsJoined: PatchRule = (scene, island) => {
	const { studio } = scene;
	const outputs = outputsOn(island).filter(({ copper }) => copper.hot !== island.earth);
	return [...Map.groupBy(outputs, ({ copper }) => copper.hot)].flatMap(([net, joined]) => {
		const [one, other] = joined;
		const heard = island.ports.some(
			({ at, copper: { hot, cold } }) => at.port.direction === "in" && (hot === net || cold === net),
		);
		if (!one || !other || heard) return [];
		const ids = joined.map(({ at }) => at.id);
		return [
			finding({
				code: "wiring.two-sources",
				severity: "stop",
				places: ids,
				numbers: { sources: ids.length },
				sentence: `${ids.map((id) => sayPort(studio, id)).join(" and ")} are joined output to output: each works into the other.`,
				cure: "Unplug the cord between them.",
				...unplugging(scene, ({ ports }) => ports.get(one.at.id)?.hot === ports.get(other.at.id)?.hot),
			}),
		];
	});
};

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

export const wiringRules: RuleGroup = {
	name: "wiring",
	codes: {},
	copper: [hotShorted],
	patch: [twoSources, outputsJoined],
	chain: [missingPieces, silentHop],
};
