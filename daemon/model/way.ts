import { type Behind, behindOf } from "#model/copper/behind.ts";
import type { Net, Stretch } from "#model/copper/copper.ts";
import { type Hanging, hang } from "#model/copper/hanging.ts";
import type { Handling, Joint } from "#model/copper/joint.ts";
import { endsOf, jacksOfCord, type Plugged } from "./cable.ts";
import { type Normalling, pointsOf } from "./patchbay.ts";
import type { KnobPositions } from "./position.ts";
import type { PortId, Studio } from "./studio.ts";

/** One thing that a signal passes between two ports. */
export type WayPart =
	| { readonly by: "cable"; readonly id: string }
	| { readonly by: "normal"; readonly from: string; readonly to: string; readonly normalling: Normalling }
	| { readonly by: "cord"; readonly id: string; readonly from: string; readonly to: string }
	| { readonly by: "switch"; readonly unit: string };

/** What lies between two places, in the order in which the signal passes: looms behind, normals and cords in front. */
export type Way = readonly WayPart[];

/** How two places are joined: by a hand, by the contacts of a bay, or for good. */
export const mannerOf = (way: Way): "plugged" | "normalled" | "soldered" => {
	if (way.some(({ by }) => by === "cord")) return "plugged";
	return way.some(({ by }) => by === "normal") ? "normalled" : "soldered";
};

type Step = { readonly to: Net; readonly part: WayPart | null };
type Streets = ReadonlyMap<Net, readonly Step[]>;

/** The nets of a jack in front or of a socket of one channel. */
const netsOfSocket = ({ sockets, netOf }: Behind, id: string): Net[] => {
	const [lines] = sockets.get(id)?.lines ?? [];
	return [lines?.hot, lines?.cold].flatMap((contact) => (contact ? [netOf(`${id}.${contact}`)] : []));
};

type Lay = (from: Net, to: Net, part: WayPart | null) => void;

const layCable = (lay: Lay, { cable, cores }: Stretch): void => {
	for (const core of cores)
		for (const from of core) for (const to of core) lay(from, to, { by: "cable", id: cable });
};

/** A cord leads from each of its jacks to each other one. */
const layCord = (lay: Lay, behind: Behind, { jacks, stretch }: Hanging): void => {
	const jackOn = (net: Net): string => jacks.find((jack) => netsOfSocket(behind, jack).includes(net)) ?? "";
	for (const core of stretch.cores)
		for (const from of core)
			for (const to of core)
				lay(from, to, { by: "cord", id: stretch.cable, from: jackOn(from), to: jackOn(to) });
};

/** A closed contact: a normal between two jacks, a relay of a box, or what connects a box's works to its own socket. */
const layJoint = (lay: Lay, normallings: ReadonlyMap<string, Normalling>, joint: Joint): void => {
	const [upper = "", lower = ""] = joint.jacks;
	const normalling = normallings.get(`${upper} ${lower}`) ?? "full normal";
	for (const [one, other] of joint.pairs) {
		if (joint.id.startsWith("normal ")) {
			lay(one, other, { by: "normal", from: upper, to: lower, normalling });
			lay(other, one, { by: "normal", from: lower, to: upper, normalling });
		} else {
			const part =
				joint.id.startsWith("relay ") && joint.unit ? ({ by: "switch", unit: joint.unit } as const) : null;
			lay(one, other, part);
			lay(other, one, part);
		}
	}
};

const normallingsOf = (studio: Studio): Map<string, Normalling> =>
	new Map([
		...studio.bays
			.flatMap(pointsOf)
			.map(({ upper, lower, normalling }) => [`${upper} ${lower}`, normalling] as const),
		...studio.units.flatMap(({ id, model }) =>
			(studio.models[model]?.normals ?? []).map(
				({ from, to, normalling }) => [`${id}/${from} ${id}/${to}`, normalling] as const,
			),
		),
	]);

const permanent = ({ looms, cables }: Studio): string[] => [
	...looms.flatMap(endsOf).map(({ into }) => into),
	...cables.flatMap(({ ends }) => Object.values(ends)),
];

export type Patched = { readonly cords: readonly Plugged[]; readonly settings?: KnobPositions };

const streetsOf = (studio: Studio, behind: Behind, { cords, settings = {} }: Patched): Streets => {
	const streets = new Map<Net, Step[]>();
	const lay: Lay = (from, to, part) => {
		if (from === to || from === behind.earth || to === behind.earth) return;
		const steps = streets.get(from);
		if (steps) steps.push({ to, part });
		else streets.set(from, [{ to, part }]);
	};
	const now: Handling = { plugged: new Set([...permanent(studio), ...cords.flatMap(jacksOfCord)]), settings };
	const normallings = normallingsOf(studio);
	for (const stretch of behind.stretches) layCable(lay, stretch);
	for (const joint of behind.joints) if (joint.isClosed(now)) layJoint(lay, normallings, joint);
	for (const cord of cords) {
		const hanging = hang(studio, cord, behind);
		if (hanging) layCord(lay, behind, hanging);
	}
	return streets;
};

/** Every net that can be reached, with the shortest way there (breadth first). */
const explore = (streets: Streets, start: readonly Net[]): Map<Net, Way> => {
	const reached = new Map<Net, Way>(start.map((net) => [net, []]));
	for (const [net, way] of reached)
		for (const { to, part } of streets.get(net) ?? [])
			if (!reached.has(to)) reached.set(to, part ? [...way, part] : way);
	return reached;
};

/** A port of a unit, or a jack in front of a bay. */
export type Place = PortId;

/**
 * The ways of a studio as it is patched and switched now, from one place to those of `ends` that copper leads to,
 * whatever the level that arrives. The shortest way is told where there are several.
 */
export const waysOf = (
	studio: Studio,
	patched: Patched,
	ends: readonly Place[],
): ((start: Place) => ReadonlyMap<Place, Way>) => {
	const behind = behindOf(studio);
	const streets = streetsOf(studio, behind, patched);
	const netsOf = (place: Place): Net[] => {
		const port = behind.ports.get(place)?.nets;
		const nets = port ? [port.hot, port.cold] : netsOfSocket(behind, place);
		return nets.filter((net) => net !== behind.earth);
	};
	const endsOn = Map.groupBy(
		ends.flatMap((end) => netsOf(end).map((net) => ({ end, net }))),
		({ net }) => net,
	);
	return (start) => {
		const ways = new Map<Place, Way>();
		for (const [net, way] of explore(streets, netsOf(start)))
			for (const { end } of endsOn.get(net) ?? []) if (!ways.has(end)) ways.set(end, way);
		return ways;
	};
};
