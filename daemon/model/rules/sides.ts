import type { Plugged } from "#model/cable.ts";
import { hopsOn } from "#model/copper/link.ts";
import type { Netlist } from "#model/copper/wiring.ts";
import type { Finding } from "#model/finding.ts";
import type { Path } from "#model/gear-model.ts";
import { type PortId, perStudio, sayPort } from "#model/studio.ts";
import { finding, type Rule, type Rules, type Scene } from "./rule.ts";

type Pair = { readonly left: PortId; readonly right: PortId };

/** The left and the right path of a unit, in the order of its file: a unit may have more than one pair. */
const pairsOf = (unit: string, paths: readonly Path[], end: "from" | "to"): Pair[] => {
	const [left, right] = (["left", "right"] as const).map((side) => [
		...new Set(paths.filter((path) => path.side === side).map((path) => `${unit}/${path[end]}`)),
	]);
	return (left ?? []).flatMap((one, i) => {
		const other = right?.[i];
		return other !== undefined && other !== one ? [{ left: one, right: other }] : [];
	});
};

/** Every stereo output, and every stereo input by its left port. */
const stereo = perStudio((studio) => {
	const all = (end: "from" | "to"): Pair[] =>
		studio.units.flatMap(({ id, model }) => pairsOf(id, studio.models[model]?.paths ?? [], end));
	return { outputs: all("to"), byLeft: new Map(all("from").map((pair) => [pair.left, pair])) };
});

const heardBy = (netlist: Netlist, output: PortId): PortId[] => {
	const island = netlist.islandOf(output);
	return island ? hopsOn(island).flatMap(({ from, to }) => (from.id === output ? [to.id] : [])) : [];
};

type Crossed = { readonly out: Pair; readonly into: Pair };

const crossedIn = ({ studio, netlist }: Scene): Crossed[] => {
	const { outputs, byLeft } = stereo(studio);
	return outputs.flatMap((out) => {
		const atRight = heardBy(netlist, out.left);
		return heardBy(netlist, out.right).flatMap((left) => {
			const into = byLeft.get(left);
			return into && atRight.includes(into.right) ? [{ out, into }] : [];
		});
	});
};

/** The two cords that cross, each with the jack at which it ends, change their ends. */
const swapping = ({ session, front }: Scene, { out, into }: Crossed): { apply?: Finding["apply"] } => {
	const lie = (from: PortId, to: PortId): { cord: Plugged; start: string; end: string } | undefined => {
		for (const cord of session.cords)
			for (const [start, end] of [
				[cord.from, cord.to],
				[cord.to, cord.from],
			] as const)
				if (front.portsAt(start).includes(from) && front.portsAt(end).includes(to))
					return { cord, start, end };
		return undefined;
	};
	const [one, other] = [lie(out.left, into.right), lie(out.right, into.left)];
	if (!one || !other) return {};
	return {
		apply: [
			{ do: "unplug", cord: one.cord.cord },
			{ do: "unplug", cord: other.cord.cord },
			{ do: "plug", from: one.start, to: other.end, cord: one.cord.cord },
			{ do: "plug", from: other.start, to: one.end, cord: other.cord.cord },
		],
	};
};

/** Left arrives on the right and right on the left. One of the two alone may be meant. */
const crossedChannels: Rule = (scene) =>
	crossedIn(scene).map((crossed) => {
		const { studio } = scene;
		const { out, into } = crossed;
		return finding({
			code: "wiring.crossed-channels",
			severity: "warn",
			places: [out.left, out.right, into.left, into.right],
			sentence: `${sayPort(studio, out.left)} arrives at ${sayPort(studio, into.right)} and ${sayPort(studio, out.right)} at ${sayPort(studio, into.left)}: left and right are crossed, the picture is mirrored.`,
			cure: "Swap the two cords at one end, or the two tails behind the bay.",
			...swapping(scene, crossed),
		});
	});

export const sideRules: Rules = {
	codes: {
		"wiring.crossed-channels": {
			title: "Left and right are crossed",
			severity: "warn",
			physics:
				"Nothing is lost and no meter complains: levels, polarity and noise are right, only the picture is mirrored. It is heard when the print is laid over the original (a source that was 6 dB to the left is then 6 dB to the right) and when the two sides of a unit are set differently.",
			cure: "Swap the two cords at one end.",
			example:
				"Comp OUT L arrives at Eq IN R and Comp OUT R at Eq IN L: left and right are crossed, the picture is mirrored.",
		},
	},
	scene: [crossedChannels],
};
