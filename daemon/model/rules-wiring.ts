import { cordsIn } from "./cable.ts";
import { sayJack } from "./front.ts";
import type { Hop } from "./link.ts";
import { finding, type Rule, type Scene } from "./rule.ts";
import { type PortId, portOf, type Studio, sayPort } from "./studio.ts";

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

const driven = (scene: Scene): { id: PortId; cold: number; hot: number; stage: string }[] =>
	[...scene.netlist.ports].flatMap(([id, { hot, cold }]) => {
		const port = portOf(scene.studio, id)?.port;
		return port?.direction === "out" ? [{ id, hot, cold, stage: port.stage }] : [];
	});

/** An output pair whose cold driver works into ground. */
const coldDriverShorted: Rule = (scene) =>
	driven(scene)
		.filter(
			({ hot, cold, stage }) => cold === scene.netlist.earth && hot !== cold && stage === "ground-referenced",
		)
		.map(({ id }) =>
			finding({
				code: "balance.cold-shorted",
				severity: "warn",
				places: [id],
				numbers: { "loss dB": 20 * Math.log10(2) },
				sentence: `The cold leg of ${sayPort(scene.studio, id)} is on ground: its driver works into a short (heat, distortion, crosstalk) and the level falls by 6.0 dB.`,
				cure: "Leave the cold wire open at the unbalanced end, or put a transformer between.",
			}),
		);

/** Hot on ground: nothing leaves. */
const hotShorted: Rule = (scene) =>
	driven(scene)
		.filter(({ hot }) => hot === scene.netlist.earth)
		.map(({ id }) =>
			finding({
				code: "wiring.shorted",
				severity: "stop",
				places: [id],
				sentence: `The hot leg of ${sayPort(scene.studio, id)} is on ground: the output is shorted and nothing is heard.`,
				cure: "Check the pinout at both ends of the cable; pins for hot and screen are swapped.",
			}),
		);

const unplugAnyAt = ({ studio, session, front }: Scene, hop: Hop) =>
	session.cords
		.filter(({ from, to }) => [from, to].some((jack) => front.portsAt(jack).includes(hop.from.id)))
		.filter(({ cord }) => cordsIn(studio.store).some(({ id }) => id === cord))
		.map(({ cord }) => ({ do: "unplug" as const, cord }));

/** Two outputs drive each other and one input. */
const twoSources: Rule = (scene) => {
	const byReceiver = Map.groupBy(scene.hops, ({ to }) => to.id);
	return [...byReceiver].flatMap(([to, hops]) => {
		const [first, second] = hops;
		if (!first || !second) return [];
		const names = hops.map(({ from }) => sayPort(scene.studio, from.id)).join(" and ");
		return [
			finding({
				code: "wiring.two-sources",
				severity: "stop",
				places: [to, ...hops.map(({ from }) => from.id)],
				numbers: { sources: hops.length, "level of each dB": first.gain },
				sentence: `${names} drive ${sayPort(scene.studio, to)} together: the outputs load each other, each arrives ${Math.abs(first.gain).toFixed(1)} dB down and distorts.`,
				cure: "Unplug one of them, or mix them in a summing box.",
				apply: unplugAnyAt(scene, second),
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

const balancedInputs = new Set(["electronic", "transformer", "microphone"]);

/** A receiver that hears a balanced source with one leg only. */
const oneLeg: Rule = ({ studio, hops, netlist }) =>
	hops.flatMap(({ from, to, gain }) => {
		const [source, sink] = [netlist.ports.get(from.id), netlist.ports.get(to.id)];
		if (!source || !sink || !balancedInputs.has(to.port.stage) || from.port.stage === "unbalanced") return [];
		const hotJoined = source.hot === sink.hot || source.hot === sink.cold;
		const coldJoined = source.cold === sink.cold || source.cold === sink.hot;
		if ((hotJoined && coldJoined) || source.cold === netlist.earth) return [];
		return [
			finding({
				code: "balance.one-leg",
				severity: "warn",
				places: [from.id, to.id],
				numbers: { "loss dB": -gain },
				sentence: `Only ${hotJoined ? "hot" : "cold"} of ${sayPort(studio, from.id)} reaches ${sayPort(studio, to.id)}: ${Math.abs(gain).toFixed(1)} dB down, and hum is no longer rejected.`,
				cure: "A wire is broken or missing in this cable: measure it through and mend it.",
			}),
		];
	});

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
	tsInBalancedJack,
	coldDriverShorted,
	hotShorted,
	twoSources,
	flippedHops,
	oneLeg,
	feedback,
];

export const sayUnit = (studio: Studio, id: string): string =>
	studio.units.find((unit) => unit.id === id)?.name ?? id;
