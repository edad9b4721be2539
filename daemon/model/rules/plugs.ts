import { jacksOfCord, type Plugged } from "#model/cable.ts";
import { needsOf } from "#model/chain.ts";
import type { Hanging } from "#model/copper/hanging.ts";
import type { Island } from "#model/copper/island.ts";
import { type Hop, hopsOn } from "#model/copper/link.ts";
import { type Netlist, wire } from "#model/copper/wiring.ts";
import { sayJack } from "#model/front.ts";
import { isJoined, type PatchPoint } from "#model/patchbay.ts";
import { type PortId, sayPort } from "#model/studio.ts";
import { type ChainRule, finding, type PatchRule, type Rules, type Scene } from "./rule.ts";

const pluggedInto = ({ upper, lower }: PatchPoint, cords: readonly Plugged[]) => {
	const jacks = new Set(cords.flatMap(jacksOfCord));
	return { upper: jacks.has(upper), lower: jacks.has(lower) };
};

type Broken = { readonly point: PatchPoint; readonly cord: Plugged; readonly jack: string };

/** The plug that alone has opened the normal between two ports, if a normal is there and a plug has opened it. */
const brokenBetween = ({ front, session: { cords } }: Scene, from: PortId, to: PortId): Broken[] => {
	const lowers = new Set(front.jacksOf(to));
	return front.jacksOf(from).flatMap((upper) => {
		const point = front.pointOf(upper);
		if (!point || point.upper !== upper || !lowers.has(point.lower) || point.normalling === "open") return [];
		if (isJoined(point.normalling, pluggedInto(point, cords))) return [];
		const cord = cords.findLast((one) => !isJoined(point.normalling, pluggedInto(point, [one])));
		const jack = cord && jacksOfCord(cord).find((end) => end === point.lower || end === point.upper);
		return cord && jack ? [{ point, cord, jack }] : [];
	});
};

/** The other chain of the session that a cord was plugged for. */
const servedBy = ({ studio, session, front }: Scene, cord: Plugged, but: string) => {
	const ports = jacksOfCord(cord).map((jack) => front.portsAt(jack));
	const carries = ({ from, to }: { from: PortId; to: PortId }): boolean =>
		ports.some((here) => here.includes(from)) && ports.some((here) => here.includes(to));
	return session.chains.find((chain) => chain.id !== but && needsOf(studio, chain).wanted.some(carries));
};

/** What one chain needs plugged, another one needs left alone. */
const breaksOtherChain: ChainRule = (scene, { chain, hops }) => {
	const { studio, session, front } = scene;
	const name = session.chains.find(({ id }) => id === chain)?.name ?? chain;
	return hops
		.filter(({ connected }) => !connected)
		.flatMap(({ from, to }) =>
			brokenBetween(scene, from, to).flatMap(({ cord, jack }) => {
				const other = servedBy(scene, cord, chain);
				if (!other) return [];
				return [
					finding({
						code: "normalling.breaks-other-chain",
						severity: "warn",
						chain,
						places: [jack, from, to],
						sentence: `${cord.cord} in ${sayJack(studio, front, jack)}, which the chain ${other.name} needs, breaks the normal from ${sayPort(studio, from)} to ${sayPort(studio, to)}, by which the chain ${name} runs.`,
						cure: "Give one of the two chains another unit or another line; both cannot be patched at once.",
					}),
				];
			}),
		);
};

/** Less than this nobody hears, and a bridging input never takes more. */
const AUDIBLE = 0.5;

const gainBetween = (island: Island | undefined, from: PortId, to: PortId): number | undefined =>
	island && hopsOn(island).find((hop) => hop.from.id === from && hop.to.id === to)?.gain;

/** In a plan that is not carried out yet more hangs than the session knows. */
const asPlugged = ({ jacks: [from = "", to = "", ...also], stretch }: Hanging): Plugged => ({
	cord: stretch.cable,
	from,
	to,
	also,
});

type Listening = { readonly cord: string; readonly jack: string; readonly without: Netlist };

/** Cords of which a plug sits in a point whose normal is closed all the same. */
const listeners = (scene: Scene, island: Island): Listening[] => {
	const { studio, front, session } = scene;
	const hanging = scene.netlist.hanging.map(asPlugged);
	return island.hanging.flatMap(({ jacks, stretch: { cable: cord } }) => {
		const jack = jacks.find((end) => {
			const point = front.pointOf(end);
			return point !== undefined && island.closed.has(`normal ${point.upper} ${point.lower}`);
		});
		if (jack === undefined) return [];
		const cords = hanging.filter((other) => other.cord !== cord);
		const without = wire(studio, { cords, normals: "as plugged", settings: session.settings });
		return [{ cord, jack, without }];
	});
};

/** A plug that listens is a load: what it takes from the line that keeps playing. */
const listeningLoads: PatchRule = (scene, island) => {
	const { studio, front, session } = scene;
	if (island.hanging.length === 0) return [];
	const all = hopsOn(island);
	const isAlone = ({ to }: Hop): boolean => all.filter((other) => other.to.id === to.id).length === 1;
	const hops = all.filter((hop) => hop.gain < -AUDIBLE && isAlone(hop));
	if (hops.length === 0) return [];
	return listeners(scene, island).flatMap(({ cord, jack, without }) =>
		hops.flatMap(({ from, to, gain }) => {
			const before = gainBetween(without.islandOf(to.id), from.id, to.id);
			if (before === undefined || before - gain < AUDIBLE) return [];
			return [
				finding({
					code: "normalling.listening-loads",
					severity: "note",
					places: [jack, from.id, to.id],
					numbers: { "taken dB": before - gain, "without it dB": before },
					sentence: `${cord} listens in at ${sayJack(studio, front, jack)}: its load takes ${(before - gain).toFixed(1)} dB from ${sayPort(studio, from.id)} on the way to ${sayPort(studio, to.id)}.`,
					cure: "Listen by an input of 10 kΩ or more, or pull the plug out for the take.",
					...(session.cords.some((known) => known.cord === cord)
						? { apply: [{ do: "unplug" as const, cord }] }
						: {}),
				}),
			];
		}),
	);
};

export const plugRules: Rules = {
	codes: {
		"normalling.breaks-other-chain": {
			title: "A plug breaks the normal of another chain",
			severity: "warn",
			physics:
				"A normal is a contact that a plug pushes open: full normal in either jack, half-normal in the lower one. A chain that runs by it needs no cord and shows none, so the plug of another chain silences it without anything being unplugged.",
			cure: "Give one of the two chains another unit or another line.",
			example:
				"TT #1 in PB1 B01 Comp IN, which the chain Bass needs, breaks the normal from Interface DA1 to Comp IN, by which the chain Drums runs.",
		},
		"normalling.listening-loads": {
			title: "A plug that listens takes level",
			severity: "note",
			physics:
				"A plug in the upper jack of a half-normal puts its input in parallel with the one that the normal feeds: 20·log10(Z / (Zs + Z)) with Z of both. From 50 Ω into twice 10 kΩ that is 0.09 dB, from a valve output of 2 kΩ 2.9 dB instead of 1.6: the level moves when the plug goes in and out.",
			cure: "Listen by an input of 10 kΩ or more, or pull the plug out for the take.",
			example:
				"TT #1 listens in at PB1 A01 Valve OUT: its load takes 1.3 dB from Valve OUT on the way to Desk IN.",
		},
	},
	patch: [listeningLoads],
	chain: [breaksOtherChain],
};
