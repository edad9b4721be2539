import { jacksOfCord, type Plugged } from "#model/cable.ts";
import { once } from "#model/kept.ts";
import type { KnobPositions } from "#model/position.ts";
import { type PortId, perStudio, type Studio } from "#model/studio.ts";
import { behindOf, type PortNets } from "./behind.ts";
import { type Misfit, type Net, netsJoined, netsOf, type Socket } from "./copper.ts";
import { type Hanging, hang } from "./hanging.ts";
import { type Island, islandAt, type Touched, untouchedIsland, type Wired } from "./island.ts";
import type { Handling, Joint } from "./joint.ts";
import { gathered, type Places, placesOf, type Region } from "./places.ts";

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

/** How the studio was wired when it was looked at last: what has not been touched since is taken over from there. */
type Wiring = Touched & { readonly local: ReadonlyMap<Net, Island> };

/** What is known of a studio that nobody has touched, and what was worked out of it since. */
type Memory = {
	readonly places: Places;
	/** Islands that nobody has touched. */
	readonly islands: WeakMap<Region, Island>;
	/** The others that were ever worked out, by their ids. */
	readonly touched: Map<string, Island>;
	readonly hanging: WeakMap<Plugged, Hanging>;
	last: Wiring;
};
/** Islands of patches long gone are forgotten all at once: working them out anew takes microseconds each. */
const REMEMBERED = 20_000;

const UNTOUCHED: Touched = { flipped: new Set(), hangingOn: new Map() };

const memoryOf = perStudio(
	(studio): Memory => ({
		places: placesOf(studio, behindOf(studio)),
		islands: new WeakMap(),
		touched: new Map(),
		hanging: new WeakMap(),
		last: { ...UNTOUCHED, local: new Map() },
	}),
);

const hangAll = (studio: Studio, { places, hanging }: Memory, cords: readonly Plugged[]): Hanging[] =>
	cords.flatMap((cord) => {
		const found = hanging.get(cord) ?? hang(studio, cord, places.behind);
		if (found) hanging.set(cord, found);
		return found ?? [];
	});

const netsOfHanging = ({ stretch, pairs }: Hanging): Net[] => [...netsOf(stretch.cores), ...netsOf(pairs)];
const netsOfJoint = ({ pairs }: Joint): Net[] => netsOf(pairs);

type Wanting = {
	readonly cords: readonly Plugged[];
	readonly normals: "as plugged" | "open";
	readonly settings?: KnobPositions;
};

/** Contacts that stand otherwise than in the untouched studio, because of plugs and switches. */
const flippedBy = (places: Places, { cords, normals, settings = {} }: Wanting): Set<Joint> => {
	const jacks = new Set(cords.flatMap(jacksOfCord));
	const now: Handling = {
		plugged: { has: (jack) => jacks.has(jack) || places.loomed.has(jack) },
		settings,
	};
	const stands = (joint: Joint): boolean =>
		(joint.unit !== undefined || normals !== "open") && joint.isClosed(now);
	const moved =
		normals === "open"
			? places.behind.joints
			: [
					...[...jacks].flatMap((jack) => places.jointsAtJack(jack)),
					...Object.keys(settings).flatMap((unit) => places.jointsOfUnit(unit)),
				];
	return new Set(moved.filter((joint) => stands(joint) !== places.baseClosed.has(joint)));
};

const cordsOn = ({ hangingOn }: Touched): Set<Hanging> => new Set([...hangingOn.values()].flat());

const untouched = ({ places, islands }: Memory, region: Region): Island => {
	const island = islands.get(region) ?? untouchedIsland(places, region);
	islands.set(region, island);
	return island;
};
const untouchedAt = (memory: Memory, net: Net): Island => untouched(memory, memory.places.regionAt(net));

/** Islands of the last look that a cord, a plug or a switch has touched since. */
const outdated = ({ last }: Memory, now: Touched): Set<Island> => {
	const moved = [
		...[...last.flipped.symmetricDifference(now.flipped)].flatMap(netsOfJoint),
		...[...cordsOn(last).symmetricDifference(cordsOn(now))].flatMap(netsOfHanging),
	];
	return new Set(moved.flatMap((net) => last.local.get(net) ?? []));
};

/** The islands round everything that is touched, by net. One that was worked out before is taken from memory. */
const localIslands = (memory: Memory, now: Touched): Map<Net, Island> => {
	const { places, touched: known, last } = memory;
	const { earth } = places.behind;
	const local = new Map<Net, Island>();
	const old = outdated(memory, now);
	if (known.size > REMEMBERED) known.clear();
	const islandNow = (net: Net): Island => {
		const before = last.local.get(net);
		if (before && !old.has(before)) return before;
		const fresh = islandAt(places, now, net);
		const island = known.get(fresh.id) ?? fresh;
		known.set(island.id, island);
		return island;
	};
	for (const net of [...[...now.flipped].flatMap(netsOfJoint), ...now.hangingOn.keys()]) {
		if (net === earth || local.has(net)) continue;
		const island = islandNow(net);
		for (const part of island.nets) local.set(part, island);
	}
	return local;
};

/** The copper of the whole studio at once, for who asks about all of it. */
const soldered = ({ behind, baseClosed }: Places, { flipped }: Touched, cords: readonly Hanging[]) => {
	const { root, joinAll } = netsJoined(behind.size);
	for (const joint of behind.joints)
		if (baseClosed.has(joint) !== flipped.has(joint)) joint.pairs.forEach(joinAll);
	for (const { pairs } of cords) pairs.forEach(joinAll);
	for (const { cores } of [...behind.stretches, ...cords.map(({ stretch }) => stretch)])
		cores.forEach(joinAll);
	return root;
};

/** By the number of each net, the ports that touch it with hot or cold. */
const portsByNet = ({ behind }: Places, copperOf: (net: Net) => Net): (PortId[] | undefined)[] => {
	const on = new Array<PortId[] | undefined>(behind.size);
	for (const [id, { nets }] of behind.ports)
		for (const net of new Set([copperOf(nets.hot), copperOf(nets.cold)])) {
			const there = on[net];
			if (there) there.push(id);
			else on[net] = [id];
		}
	return on;
};

type Drawn = {
	readonly memory: Memory;
	readonly hanging: readonly Hanging[];
	readonly local: () => ReadonlyMap<Net, Island>;
};

/** Every piece of copper with a port on it, those that nobody has touched first. */
const islandsOf = (memory: Memory, changed: readonly Island[], replaced: readonly Island[]): Island[] => {
	const gone = new Set(replaced);
	const standing = memory.places.regions
		.filter(({ ports }) => ports.length > 0)
		.map((region) => untouched(memory, region));
	return [
		...standing.filter((island) => !gone.has(island)),
		...changed.filter(({ ports }) => ports.length > 0),
	];
};

const netlist = (
	{ memory, hanging, local }: Drawn,
	{ copperOf, portsOn }: { copperOf: (net: Net) => Net; portsOn: Netlist["portsOn"] },
): Netlist => {
	const { behind } = memory.places;
	const islandAtNet = (net: Net): Island => local().get(net) ?? untouchedAt(memory, net);
	const islandOf = (port: PortId): Island | undefined => {
		const nets = behind.ports.get(port)?.nets;
		return nets && islandAtNet(nets.hot === behind.earth ? nets.cold : nets.hot);
	};
	const changed = once(() => [...new Set(local().values())]);
	const replaced = once(() => [
		...new Set(changed().flatMap(({ nets }) => nets.map((net) => untouchedAt(memory, net)))),
	]);
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
		portsOn,
		islandOf,
		islandAt: islandAtNet,
		get changed() {
			return changed();
		},
		get replaced() {
			return replaced();
		},
		islands: once(() => islandsOf(memory, changed(), replaced())),
		misfits: [...behind.misfits, ...hanging.flatMap(({ misfits }) => misfits)],
		hanging,
	};
};

/** With every normal open all copper is another than untouched, so that it is joined in one go. */
const withoutNormals = (memory: Memory, hanging: readonly Hanging[], touched: Touched): Netlist => {
	const { places } = memory;
	const copperOf = soldered(places, touched, hanging);
	const on = once(() => portsByNet(places, copperOf));
	return netlist(
		{ memory, hanging, local: once(() => localIslands(memory, touched)) },
		{ copperOf, portsOn: (net) => on()[net] ?? [] },
	);
};

const asPlugged = (memory: Memory, hanging: readonly Hanging[], touched: Touched): Netlist => {
	const { earth } = memory.places.behind;
	const local = localIslands(memory, touched);
	memory.last = { ...touched, local };
	const islandAtNet = (net: Net): Island => local.get(net) ?? untouchedAt(memory, net);
	return netlist(
		{ memory, hanging, local: () => local },
		{
			copperOf: (net) => (net === earth ? net : islandAtNet(net).copperOf(net)),
			portsOn: (net) =>
				islandAtNet(net)
					.ports.filter(({ copper: { hot, cold } }) => hot === net || cold === net)
					.map(({ at }) => at.id),
		},
	);
};

/**
 * The studio as contacts that are joined: units, looms behind, normals, and the cords that hang in front.
 * With normals "open" only what is soldered and plugged remains. Switches that change wiring stand as `settings` say.
 * Only the copper that cords and switches touch is worked out anew.
 */
export const wire = (studio: Studio, wanting: Wanting): Netlist => {
	const memory = memoryOf(studio);
	const hanging = hangAll(studio, memory, wanting.cords);
	const touched: Touched = {
		flipped: flippedBy(memory.places, wanting),
		hangingOn: gathered(hanging, netsOfHanging),
	};
	return wanting.normals === "open"
		? withoutNormals(memory, hanging, touched)
		: asPlugged(memory, hanging, touched);
};

export type { Island, Wired };
