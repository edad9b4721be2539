import type { Plugged } from "./cable.ts";
import type { Finding } from "./finding.ts";
import { sayJack } from "./front.ts";
import { arrivals } from "./link.ts";
import { finding, type Rule, type Scene } from "./rule.ts";
import { type PortId, portOf, type Studio, sayPort } from "./studio.ts";
import { type Netlist, wire } from "./wiring.ts";

/** A plug that does not go into its socket at all. */
const plugDoesNotFit: Rule = ({ studio, netlist, front }) =>
	netlist.misfits
		.filter(({ fits }) => !fits)
		.map(({ cable, plug, socket, jack }) =>
			finding({
				code: "connector.does-not-fit",
				severity: "stop",
				places: [cable, socket],
				sentence: `The ${plug} plug of ${cable} does not go into ${sayJack(studio, front, socket)}, which is ${jack}.`,
				cure: `Use a cable that ends in ${jack}.`,
			}),
		);

/** Hot on ground: nothing leaves. */
const hotShorted: Rule = (scene) =>
	[...scene.netlist.ports.keys()]
		.filter((id) => portOf(scene.studio, id)?.port.direction === "out")
		.filter((id) => scene.netlist.ports.get(id)?.hot === scene.netlist.earth)
		.map((id) =>
			finding({
				code: "wiring.shorted",
				severity: "stop",
				places: [id],
				sentence: `The hot leg of ${sayPort(scene.studio, id)} is on ground: the output is shorted and nothing is heard.`,
				cure: "Check the pinout at both ends of the cable; pins for hot and screen are swapped.",
			}),
		);

/** The first hanging cord without which the trouble is gone; none if the trouble is not there yet or is soldered. */
const unplugging = (
	{ studio, session: { cords } }: Scene,
	isTrouble: (netlist: Netlist) => boolean,
): { apply?: Finding["apply"] } => {
	const isThereWith = (hanging: readonly Plugged[]): boolean =>
		isTrouble(wire(studio, { cords: hanging, normals: "as plugged" }));
	if (!isThereWith(cords)) return {};
	const cure = cords.findLast((cord) => !isThereWith(cords.filter((other) => other !== cord)));
	return cure ? { apply: [{ do: "unplug", cord: cure.cord }] } : {};
};

/** Two outputs drive each other and one input. */
const twoSources: Rule = (scene) => {
	const { studio } = scene;
	const byReceiver = Map.groupBy(scene.hops, ({ to }) => to.id);
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
				...unplugging(scene, (netlist) => arrivals(studio, netlist, to).length > 1),
			}),
		];
	});
};

/** Outputs that are joined where no input listens: they fight all the same. */
const outputsJoined: Rule = (scene) => {
	const { studio, netlist } = scene;
	const directionOf = (id: PortId) => portOf(studio, id)?.port.direction;
	const outputs = [...netlist.ports].filter(
		([id, { hot }]) => directionOf(id) === "out" && hot !== netlist.earth,
	);
	return [...Map.groupBy(outputs, ([, { hot }]) => hot)].flatMap(([net, joined]) => {
		const [one, other] = joined;
		if (!one || !other || netlist.portsOn(net).some((id) => directionOf(id) === "in")) return [];
		const ids = joined.map(([id]) => id);
		return [
			finding({
				code: "wiring.two-sources",
				severity: "stop",
				places: ids,
				numbers: { sources: ids.length },
				sentence: `${ids.map((id) => sayPort(studio, id)).join(" and ")} are joined output to output: each works into the other.`,
				cure: "Unplug the cord between them.",
				...unplugging(scene, ({ ports }) => ports.get(one[0])?.hot === ports.get(other[0])?.hot),
			}),
		];
	});
};

const flippedHops: Rule = ({ studio, hops }) =>
	hops
		.filter(({ inverted }) => inverted)
		.map(({ from, to }) =>
			finding({
				code: "polarity.inverted",
				severity: "warn",
				places: [from.id, to.id],
				sentence: `${sayPort(studio, from.id)} arrives inverted at ${sayPort(studio, to.id)}: hot and cold are swapped on the way.`,
				cure: "Swap hot and cold at one end of the cable, or flip the polarity once more in the chain.",
			}),
		);

type Graph = ReadonlyMap<string, readonly string[]>;

/** Which receiving port leads to which: through the unit behind it, out, and down the copper. */
const signalGraph = ({ studio, hops }: Scene): Graph => {
	const bySource = Map.groupBy(hops, ({ from }) => from.id);
	const inputs = new Set(hops.map(({ to }) => to.id));
	return new Map(
		[...inputs].map((input) => {
			const found = portOf(studio, input);
			const paths = found?.model.paths.filter(({ from }) => from === found.name) ?? [];
			const outputs = paths.map(({ to }) => `${found?.unit.id}/${to}`);
			return [input, outputs.flatMap((output) => (bySource.get(output) ?? []).map(({ to }) => to.id))];
		}),
	);
};

/** The inputs of one closed way round that begins at `start`, if there is one (depth first). */
const wayRound = (graph: Graph, start: string): string[] | undefined => {
	const visit = (at: string, trail: readonly string[], seen: Set<string>): string[] | undefined => {
		for (const next of graph.get(at) ?? []) {
			if (next === start) return [...trail, at];
			if (seen.has(next)) continue;
			seen.add(next);
			const found = visit(next, [...trail, at], seen);
			if (found) return found;
		}
		return undefined;
	};
	return visit(start, [], new Set());
};

const feedback: Rule = (scene) => {
	const graph = signalGraph(scene);
	const told = new Set<string>();
	return [...graph.keys()].flatMap((input) => {
		const loop = told.has(input) ? undefined : wayRound(graph, input);
		if (!loop) return [];
		for (const place of loop) told.add(place);
		const names = loop.map((place) => sayPort(scene.studio, place)).join(" → ");
		return [
			finding({
				code: "loop.feedback",
				severity: "stop",
				places: [...loop].sort(),
				asksEachTime: true,
				sentence: `The signal comes back to where it began: ${names} → ${sayPort(scene.studio, input)}. It will howl as soon as the loop's gain passes 0 dB.`,
				cure: "Unplug one cord of the loop, or break the normal with a plug.",
			}),
		];
	});
};

export const wiringRules: readonly Rule[] = [
	plugDoesNotFit,
	hotShorted,
	twoSources,
	outputsJoined,
	flippedHops,
	feedback,
];

export const sayUnit = (studio: Studio, id: string): string =>
	studio.units.find((unit) => unit.id === id)?.name ?? id;
