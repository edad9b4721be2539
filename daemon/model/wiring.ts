import { type Behind, behindOf, type PortNets } from "./behind.ts";
import { jacksOfCord, type Plugged } from "./cable.ts";
import type { Misfit, Net, Socket } from "./copper.ts";
import { type Hanging, hang } from "./hanging.ts";
import { type Island, islandAt, type Places, type Touched, type Wired } from "./island.ts";
import type { Handling, Joint } from "./joint.ts";
import { jacksOf } from "./patchbay.ts";
import type { KnobPositions } from "./position.ts";
import { type PortId, perStudio, type Studio } from "./studio.ts";

export type { PortNets } from "./behind.ts";

/** The studio as contacts that are joined at one moment. Nothing is computed before it is asked for. */
export type Netlist = {
	readonly earth: Net;
	readonly sockets: ReadonlyMap<string, Socket>;
	/** The net under a contact, such as "PB1/A05.T". */
	readonly netOf: (contact: string) => Net;
	/** Hot, cold and screen of every port as copper joins them. */
	readonly ports: {
		readonly get: (port: PortId) => PortNets | undefined;
		readonly keys: () => Iterable<PortId>;
	};
	/** Ports that touch a net of copper with hot or cold. */
	readonly portsOn: (net: Net) => readonly PortId[];
	/** The piece of copper that a port or a net of metal lies on. */
	readonly islandOf: (port: PortId) => Island | undefined;
	readonly islandAt: (net: Net) => Island;
	/** Pieces of copper that cords and switches made other than they are untouched, and the untouched ones that they replace. */
	readonly changed: readonly Island[];
	readonly replaced: readonly Island[];
	/** Every piece of copper with a port on it. */
	readonly islands: () => readonly Island[];
	readonly misfits: readonly Misfit[];
	readonly hanging: readonly Hanging[];
};

const grouped = <K, V>(entries: Iterable<readonly [K, V]>): Map<K, V[]> => {
	const groups = new Map<K, V[]>();
	for (const [key, value] of entries) {
		const group = groups.get(key);
		if (group) group.push(value);
		else groups.set(key, [value]);
	}
	return groups;
};

/** Sockets that a permanent cable sits in count as plugged. */
const loomed = (studio: Studio): Set<string> =>
	new Set([
		...studio.looms.flatMap(({ from, to }) =>
			[from, ...(Array.isArray(to) ? to : [to])].flatMap((end) => (end ? [end.into] : [])),
		),
		...studio.cables.flatMap(({ ends }) => Object.values(ends)),
	]);

const placesOf = (studio: Studio, behind: Behind): Places => {
	const { joints, ports, stretches, netOf, sockets, earth } = behind;
	const untouched: Handling = { plugged: loomed(studio), settings: {} };
	const front = studio.bays.flatMap(jacksOf);
	const netsOfJack = (jack: string): Net[] => {
		const [lines] = sockets.get(jack)?.lines ?? [];
		return [lines?.hot, lines?.cold].flatMap((contact) => (contact ? [netOf(`${jack}.${contact}`)] : []));
	};
	const notEarth = ([net]: readonly [Net, unknown]): boolean => net !== earth;
	const on = <T>(things: Iterable<T>, nets: (thing: T) => Iterable<Net>): Map<Net, T[]> =>
		grouped(
			[...things]
				.flatMap((thing) => [...new Set(nets(thing))].map((net) => [net, thing] as const))
				.filter(notEarth),
		);
	return {
		behind,
		portsOn: on(ports.values(), ({ nets: { hot, cold, screen } }) => [hot, cold, screen]),
		stretchesOn: on(stretches, ({ cores }) => cores.flat()),
		jointsOn: on(joints, ({ pairs }) => pairs.flat()),
		jacksOn: on(front, netsOfJack),
		jointsAtJack: grouped(joints.flatMap((joint) => joint.jacks.map((jack) => [jack, joint] as const))),
		jointsOfUnit: grouped(joints.flatMap((joint) => (joint.unit ? [[joint.unit, joint] as const] : []))),
		baseClosed: new Set(joints.filter(({ isClosed }) => isClosed(untouched))),
	};
};

/** What is known of a studio that nobody has touched, and every island that was ever worked out. */
type Memory = {
	readonly places: Places;
	readonly plugged: ReadonlySet<string>;
	readonly untouched: Map<Net, Island>;
	readonly touched: Map<string, Island>;
};
/** Islands of patches long gone are forgotten all at once: working them out anew takes microseconds each. */
const REMEMBERED = 20_000;

const memoryOf = perStudio(
	(studio): Memory => ({
		places: placesOf(studio, behindOf(studio)),
		plugged: loomed(studio),
		untouched: new Map(),
		touched: new Map(),
	}),
);

const UNTOUCHED: Touched = { flipped: new Map(), hangingOn: new Map() };

const hangAll = (studio: Studio, { behind }: Places, cords: readonly Plugged[]): Hanging[] =>
	cords.flatMap((cord) => hang(studio, cord, behind) ?? []);

const netsOfHanging = ({ stretch, pairs }: Hanging): Net[] => [...stretch.cores.flat(), ...pairs.flat()];

/** Contacts that stand otherwise than in the untouched studio, because of plugs and switches. */
const flippedBy = (
	{ places, plugged: loomedIn }: Memory,
	cords: readonly Plugged[],
	settings: KnobPositions,
	normals: "as plugged" | "open",
): Map<Joint, boolean> => {
	const jacks = cords.flatMap(jacksOfCord);
	const now: Handling = { plugged: new Set([...loomedIn, ...jacks]), settings };
	const moved = [
		...jacks.flatMap((jack) => places.jointsAtJack.get(jack) ?? []),
		...[...places.jointsOfUnit.values()].flat(),
	];
	const stands = (joint: Joint): boolean =>
		(joint.unit !== undefined || normals !== "open") && joint.isClosed(now);
	return new Map(
		(normals === "open" ? places.behind.joints : moved)
			.map((joint) => [joint, stands(joint)] as const)
			.filter(([joint, closed]) => closed !== places.baseClosed.has(joint)),
	);
};

/**
 * The studio as contacts that are joined: units, looms behind, normals, and the cords that hang in front.
 * With normals "open" only what is soldered and plugged remains. Switches that change wiring stand as `settings` say.
 * Only the copper that cords and switches touch is worked out anew.
 */
export const wire = (
	studio: Studio,
	{
		cords,
		normals,
		settings = {},
	}: { cords: readonly Plugged[]; normals: "as plugged" | "open"; settings?: KnobPositions },
): Netlist => {
	const memory = memoryOf(studio);
	const { places } = memory;
	const { behind } = places;
	const hanging = hangAll(studio, places, cords);
	const touched: Touched = {
		flipped: flippedBy(memory, cords, settings, normals),
		hangingOn: grouped(
			hanging.flatMap((cord) => [...new Set(netsOfHanging(cord))].map((net) => [net, cord] as const)),
		),
	};
	const local = localIslands(memory, touched);
	const islandAtNet = (net: Net): Island => local.get(net) ?? untouchedAt(memory, net);
	const islandOf = (port: PortId): Island | undefined => {
		const nets = behind.ports.get(port)?.nets;
		return nets && islandAtNet(nets.hot === behind.earth ? nets.cold : nets.hot);
	};
	const copperOf = (net: Net): Net => (net === behind.earth ? net : islandAtNet(net).copperOf(net));
	const changed = [...new Set(local.values())];
	return {
		earth: behind.earth,
		sockets: behind.sockets,
		netOf: (contact) => copperOf(behind.netOf(contact)),
		ports: {
			keys: () => behind.ports.keys(),
			get: (port) => {
				const nets = behind.ports.get(port)?.nets;
				return nets && { hot: copperOf(nets.hot), cold: copperOf(nets.cold), screen: copperOf(nets.screen) };
			},
		},
		portsOn: (net) =>
			islandAtNet(net)
				.ports.filter(({ copper: { hot, cold } }) => hot === net || cold === net)
				.map(({ at }) => at.id),
		islandOf,
		islandAt: islandAtNet,
		changed,
		replaced: [...new Set(changed.flatMap(({ nets }) => nets.map((net) => untouchedAt(memory, net))))],
		islands: () => [...new Set([...behind.ports.keys()].flatMap((port) => islandOf(port) ?? []))],
		misfits: [...behind.misfits, ...hanging.flatMap(({ misfits }) => misfits)],
		hanging,
	};
};

const untouchedAt = ({ places, untouched }: Memory, net: Net): Island => {
	const known = untouched.get(net);
	if (known) return known;
	const found = islandAt(places, UNTOUCHED, net);
	for (const part of found.nets) untouched.set(part, found);
	return found;
};

/** The islands round everything that is touched, by net. One that was worked out before is taken from memory. */
const localIslands = ({ places, touched: known }: Memory, touched: Touched): Map<Net, Island> => {
	const { earth } = places.behind;
	const local = new Map<Net, Island>();
	const start = [...touched.flipped.keys()]
		.flatMap(({ pairs }) => pairs.flat())
		.concat(...touched.hangingOn.keys());
	if (known.size > REMEMBERED) known.clear();
	for (const net of start) {
		if (net === earth || local.has(net)) continue;
		const fresh = islandAt(places, touched, net);
		const island = known.get(fresh.id) ?? fresh;
		known.set(island.id, island);
		for (const part of island.nets) local.set(part, island);
	}
	return local;
};

export type { Island, Wired };
