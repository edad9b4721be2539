import type { Net } from "#model/copper/copper.ts";
import type { Island, Wired } from "#model/copper/island.ts";
import { type Hop, hopsOn } from "#model/copper/link.ts";
import type { Netlist } from "#model/copper/wiring.ts";
import { type PortId, type PortOfUnit, sayPort } from "#model/studio.ts";
import { unplugging } from "#model/unplugging.ts";
import { finding, listed, type PatchRule, type Rules } from "./rule.ts";

/** From here on an output stage is a build-out resistor by nature: joining two of them is a passive mix. */
const GENTLE = 1000;

type Copper = Pick<Wired, "copper">;
const legsOf = ({ copper: { hot, cold } }: Copper, earth: Net): Net[] =>
	[hot, cold].filter((net) => net !== earth);

/** Two outputs on one wire. Left on hot and right on cold of one input do not meet: they are two halves of a difference. */
const meet = (earth: Net, one: Copper, other: Copper): boolean => {
	const there = legsOf(other, earth);
	return legsOf(one, earth).some((net) => there.includes(net));
};

/** The sources among these that share a wire with another one. */
const fighting = (island: Island, ids: readonly PortId[]): PortId[] => {
	const wired = island.ports.filter(({ at }) => ids.includes(at.id));
	return wired
		.filter((one) => wired.some((other) => other !== one && meet(island.earth, one, other)))
		.map(({ at }) => at.id);
};

const hopsTo = (netlist: Netlist, to: PortId): readonly Hop[] => {
	const island = netlist.islandOf(to);
	return island ? hopsOn(island).filter((hop) => hop.to.id === to) : [];
};

const areGentle = (sources: readonly PortOfUnit[]): boolean =>
	sources.every(({ port }) => port.impedance !== null && port.impedance >= GENTLE);

/** Two outputs drive each other and one input. */
const twoSources: PatchRule = (scene, island) => {
	const { studio } = scene;
	return [...Map.groupBy(hopsOn(island), ({ to }) => to.id)].flatMap(([to, arriving]) => {
		const ids = fighting(
			island,
			arriving.map(({ from }) => from.id),
		);
		const hops = arriving.filter(({ from }) => ids.includes(from.id));
		const [first] = hops;
		if (!first) return [];
		const isMix = areGentle(hops.map(({ from }) => from));
		const names = listed(hops.map(({ from }) => sayPort(studio, from.id)));
		const down = `${Math.abs(first.gain).toFixed(1)} dB down`;
		return [
			finding({
				code: "wiring.two-sources",
				severity: isMix ? "warn" : "stop",
				places: [to, ...hops.map(({ from }) => from.id).sort()],
				numbers: { sources: hops.length, "level of the strongest dB": first.gain },
				sentence: isMix
					? `${names} run into ${sayPort(studio, to)} together: the outputs load each other, the strongest arrives ${down}.`
					: `${names} drive ${sayPort(studio, to)} together: the outputs load each other, each arrives ${down} and distorts.`,
				cure: "Unplug one of them, or mix them in a summing box.",
				...unplugging(scene, (netlist) => hopsTo(netlist, to).length > 1),
			}),
		];
	});
};

/** Outputs that are joined where no input listens: they fight all the same. */
const outputsJoined: PatchRule = (scene, island) => {
	const { studio } = scene;
	const heard = new Set(hopsOn(island).map(({ from }) => from.id));
	const outputs = island.outputs.filter(({ at }) => !heard.has(at.id));
	return outputs.flatMap((one, i) => {
		const other = outputs.slice(i + 1).find((next) => meet(island.earth, one, next));
		if (!other) return [];
		const ids = [one.at.id, other.at.id];
		const areJoined = ({ ports, earth }: Netlist): boolean => {
			const [a, b] = ids.map((id) => ports.get(id));
			return a !== undefined && b !== undefined && meet(earth, { copper: a }, { copper: b });
		};
		return [
			finding({
				code: "wiring.two-sources",
				severity: areGentle([one.at, other.at]) ? "warn" : "stop",
				places: ids,
				numbers: { sources: ids.length },
				sentence: `${listed(ids.map((id) => sayPort(studio, id)))} are joined output to output: each works into the other.`,
				cure: "Unplug the cord between them.",
				...unplugging(scene, areJoined),
			}),
		];
	});
};

export const sourceRules: Rules = {
	codes: {
		"wiring.two-sources": {
			title: "Two outputs on one wire",
			severity: "stop",
			physics:
				"An output of 50 Ω that is joined to another one sees 50 Ω instead of 10 kΩ: half of its voltage drops in its own source resistance (20·log10(50 / 100) = −6.0 dB), and the current is a hundred times what the stage was built for, so it clips early. Two outputs with 1 kΩ or more in series only lose level.",
			cure: "Unplug one of them, or mix them in a summing box.",
			example:
				"One OUT and Two OUT drive First IN together: the outputs load each other, each arrives 6.0 dB down and distorts.",
		},
	},
	patch: [twoSources, outputsJoined],
};
