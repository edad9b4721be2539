import { kept, once } from "#model/kept.ts";
import { jacksOf } from "#model/patchbay.ts";
import type { Studio } from "#model/studio.ts";
import type { Behind, PortBehind } from "./behind.ts";
import { type Net, netsJoined, netsOf, type Stretch } from "./copper.ts";
import type { Handling, Joint } from "./joint.ts";

/** A piece of copper of the studio that nobody has touched, with everything on it. Earth is part of none. */
export type Region = {
	readonly nets: readonly Net[];
	readonly ports: readonly PortBehind[];
	readonly stretches: readonly Stretch[];
	/** Contacts that may close, those at its border too. */
	readonly joints: readonly Joint[];
	readonly jacks: readonly string[];
};

/** What lies on one net. */
export type OnNet = Omit<Region, "nets">;

/** The studio that nobody has touched, piece by piece, so that nobody looks through all of it. */
export type Places = {
	readonly behind: Behind;
	readonly regions: readonly Region[];
	readonly regionAt: (net: Net) => Region;
	readonly on: (net: Net) => OnNet;
	/** The net of copper, and the net of metal with what contacts join, that a net belongs to while nothing is touched. */
	readonly copperOf: (net: Net) => Net;
	readonly metalOf: (net: Net) => Net;
	readonly jointsAtJack: (jack: string) => readonly Joint[];
	readonly jointsOfUnit: (unit: string) => readonly Joint[];
	/** Sockets with a permanent cable in them. */
	readonly loomed: ReadonlySet<string>;
	readonly baseClosed: ReadonlySet<Joint>;
};

/** Things by what they lie on, each once. */
export const gathered = <K, T>(things: Iterable<T>, keysOf: (thing: T) => Iterable<K>): Map<K, T[]> => {
	const on = new Map<K, T[]>();
	for (const thing of things)
		for (const key of keysOf(thing)) {
			const there = on.get(key);
			if (there === undefined) on.set(key, [thing]);
			else if (there.at(-1) !== thing) there.push(thing);
		}
	return on;
};

/** Sockets that a permanent cable sits in count as plugged. */
const loomedIn = (studio: Studio): Set<string> =>
	new Set([
		...studio.looms.flatMap(({ from, to }) =>
			[from, ...(Array.isArray(to) ? to : [to])].flatMap((end) => (end ? [end.into] : [])),
		),
		...studio.cables.flatMap(({ ends }) => Object.values(ends)),
	]);

const netsOfPort = ({ nets: { hot, cold, screen } }: PortBehind): Net[] => [hot, cold, screen];
const netsOfStretch = ({ cores }: Stretch): readonly Net[] => netsOf(cores);
const netsOfJoint = ({ pairs }: Joint): readonly Net[] => netsOf(pairs);

const netsOfJack =
	({ sockets, netAt }: Behind) =>
	(jack: string): Net[] => {
		const socket = sockets.get(jack);
		const { hot, cold } = socket?.lines[0] ?? {};
		return [hot, cold].flatMap((contact) => (socket && contact ? [netAt(socket, contact)] : []));
	};

type Growing = {
	readonly nets: Net[];
	readonly ports: PortBehind[];
	readonly stretches: Stretch[];
	readonly joints: Joint[];
	readonly jacks: string[];
};

/** What hangs together by copper, by closed contacts and by what is inside a port. */
const together = (behind: Behind, isClosed: (joint: Joint) => boolean) => {
	const { earth, size, stretches, joints, ports } = behind;
	const [metal, joined, reach] = [netsJoined(size), netsJoined(size), netsJoined(size)];
	const meet = (nets: readonly Net[]): void => reach.joinAll(nets.filter((net) => net !== earth));
	for (const joint of joints) {
		if (!isClosed(joint)) continue;
		joint.pairs.forEach(metal.joinAll);
		joint.pairs.forEach(joined.joinAll);
		joint.pairs.forEach(meet);
	}
	for (const stretch of stretches) {
		stretch.cores.forEach(joined.joinAll);
		meet(netsOfStretch(stretch));
	}
	for (const port of ports.values()) meet(netsOfPort(port));
	return { metal, joined, reach };
};

/** Every region with what lies in it, in the order of the studio. Hot: it runs over everything that a studio has. */
const regionsOf = (studio: Studio, behind: Behind, reach: (net: Net) => Net): Map<Net, Growing> => {
	const regions = new Map<Net, Growing>();
	const seen = new Uint8Array(behind.size);
	const netsOf = netsOfJack(behind);
	const put = <T>(thing: T, nets: readonly Net[], list: (region: Growing) => T[]): void => {
		for (const net of nets) {
			if (net === behind.earth) continue;
			const name = reach(net);
			let region = regions.get(name);
			if (!region) {
				region = { nets: [], ports: [], stretches: [], joints: [], jacks: [] };
				regions.set(name, region);
			}
			if (seen[net] === 0) region.nets.push(net);
			seen[net] = 1;
			const there = list(region);
			if (there.at(-1) !== thing) there.push(thing);
		}
	};
	for (const port of behind.ports.values()) put(port, netsOfPort(port), ({ ports }) => ports);
	for (const stretch of behind.stretches) put(stretch, netsOfStretch(stretch), ({ stretches }) => stretches);
	for (const joint of behind.joints) put(joint, netsOfJoint(joint), ({ joints }) => joints);
	for (const jack of studio.bays.flatMap(jacksOf)) put(jack, netsOf(jack), ({ jacks }) => jacks);
	for (const { nets } of regions.values()) nets.sort((a, b) => a - b);
	return regions;
};

const NOTHING: Region = { nets: [], ports: [], stretches: [], joints: [], jacks: [] };
const NONE: readonly never[] = [];

/** What lies on each net: worked out region by region, where something is touched. */
const netByNet = (behind: Behind, regionAt: (net: Net) => Region): Places["on"] => {
	const tableOf = kept((region: Region) => ({
		ports: gathered(region.ports, netsOfPort),
		stretches: gathered(region.stretches, netsOfStretch),
		joints: gathered(region.joints, netsOfJoint),
		jacks: gathered(region.jacks, netsOfJack(behind)),
	}));
	return (net) => {
		const { ports, stretches, joints, jacks } = tableOf(regionAt(net));
		return {
			ports: ports.get(net) ?? NONE,
			stretches: stretches.get(net) ?? NONE,
			joints: joints.get(net) ?? NONE,
			jacks: jacks.get(net) ?? NONE,
		};
	};
};

export const placesOf = (studio: Studio, behind: Behind): Places => {
	const loomed = loomedIn(studio);
	const untouched: Handling = { plugged: loomed, settings: {} };
	const baseClosed = new Set(behind.joints.filter(({ isClosed }) => isClosed(untouched)));
	const { metal, joined, reach } = together(behind, (joint) => baseClosed.has(joint));
	const regions: ReadonlyMap<Net, Region> = regionsOf(studio, behind, reach.root);
	const regionAt = (net: Net): Region => regions.get(reach.root(net)) ?? { ...NOTHING, nets: [net] };
	const atJacks = once(() => gathered(behind.joints, ({ jacks }) => jacks));
	const ofUnits = once(() => gathered(behind.joints, ({ unit }) => (unit ? [unit] : [])));
	return {
		behind,
		regions: [...regions.values()],
		regionAt,
		on: netByNet(behind, regionAt),
		copperOf: joined.root,
		metalOf: metal.root,
		jointsAtJack: (jack) => atJacks().get(jack) ?? NONE,
		jointsOfUnit: (unit) => ofUnits().get(unit) ?? NONE,
		loomed,
		baseClosed,
	};
};
