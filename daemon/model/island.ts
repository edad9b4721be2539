import type { PortBehind, PortNets } from "./behind.ts";
import type { Net, Stretch } from "./copper.ts";
import type { Hanging } from "./hanging.ts";
import type { Joint } from "./joint.ts";
import type { Places } from "./places.ts";

/** A port with its three legs as copper joins them, and as metal does: between the two lie cables and pads. */
export type Wired = PortBehind & { readonly copper: PortNets };

/** A piece of copper with everything on it: what happens here is decided here and nowhere else. */
export type Island = {
	/** Two islands with the same id are the same to the last contact. */
	readonly id: string;
	readonly earth: Net;
	readonly nets: readonly Net[];
	readonly ports: readonly Wired[];
	/** Jacks in front of bays that lie on it, by hot or cold. */
	readonly jacks: readonly string[];
	readonly stretches: readonly Stretch[];
	readonly hanging: readonly Hanging[];
	/** Contacts and switched resistors that are closed, by id. */
	readonly closed: ReadonlySet<string>;
	/** The net of copper that a net of metal belongs to. Numbers compare within one state of the studio. */
	readonly copperOf: (net: Net) => Net;
	/** The net of metal with what contacts and plugs join now. */
	readonly metalOf: (net: Net) => Net;
};

/** What hangs and is thrown now, against the studio as nobody has touched it. */
export type Touched = {
	/** Contacts that stand otherwise than there. */
	readonly flipped: ReadonlySet<Joint>;
	readonly hangingOn: ReadonlyMap<Net, readonly Hanging[]>;
};

const NONE: readonly never[] = [];

/** Joins nets (union-find; the least number of a group names it, earth before all). */
export const grouping = (earth: Net) => {
	const parent = new Map<Net, Net>();
	const root = (net: Net): Net => {
		let at = net;
		for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up;
		return at;
	};
	const join = (one: Net, other: Net): void => {
		const [a, b] = [root(one), root(other)];
		if (a === b) return;
		const keep = a === earth || b === earth ? earth : Math.min(a, b);
		parent.set(keep === a ? b : a, keep);
	};
	return { root, join };
};

/** The nets that can be reached from one without passing through earth, in order (breadth first; hot). */
const reached = (places: Places, touched: Touched, start: Net): Net[] => {
	const { earth } = places.behind;
	const nets = new Set<Net>([start]);
	const reach = (net: Net): void => {
		if (net !== earth) nets.add(net);
	};
	const cross = (pairs: Joint["pairs"], net: Net): void => {
		for (const [a, b] of pairs) if (a === net || b === net) reach(a === net ? b : a);
	};
	const lay = ({ cores }: Stretch): void => {
		for (const core of cores) for (const end of core) reach(end);
	};
	for (const net of nets) {
		for (const joint of places.jointsOn.get(net) ?? NONE)
			if (isClosed(places, touched, joint)) cross(joint.pairs, net);
		for (const cord of touched.hangingOn.get(net) ?? NONE) {
			cross(cord.pairs, net);
			if (liesOn(cord.stretch, net)) lay(cord.stretch);
		}
		for (const stretch of places.stretchesOn.get(net) ?? NONE) lay(stretch);
		for (const { nets: legs } of places.portsOn.get(net) ?? NONE) {
			reach(legs.hot);
			reach(legs.cold);
			reach(legs.screen);
		}
	}
	return [...nets].sort((a, b) => a - b);
};

const isClosed = ({ baseClosed }: Places, { flipped }: Touched, joint: Joint): boolean =>
	flipped.has(joint) !== baseClosed.has(joint);

const liesOn = ({ cores }: Stretch, net: Net): boolean => cores.some((core) => core.includes(net));

/** What lies on some nets, each thing once. */
const allOn = <T>(nets: readonly Net[], on: ReadonlyMap<Net, readonly T[]>): T[] => {
	const all = new Set<T>();
	for (const net of nets) for (const thing of on.get(net) ?? NONE) all.add(thing);
	return [...all];
};

/**
 * The piece of copper that a net lies on: everything that can be reached without passing through earth. It is the
 * same, in the same order, from whichever of its nets it is reached.
 */
export const islandAt = (places: Places, touched: Touched, start: Net): Island => {
	const { earth } = places.behind;
	const nets = reached(places, touched, start);
	const joints = allOn(nets, places.jointsOn);
	const closed = joints.filter((joint) => isClosed(places, touched, joint));
	const hanging = allOn(nets, touched.hangingOn).sort((a, b) => (a.id < b.id ? -1 : 1));
	const stretches = allOn(nets, places.stretchesOn);
	for (const { stretch } of hanging) if (nets.some((net) => liesOn(stretch, net))) stretches.push(stretch);
	const [touching, joined] = [grouping(earth), grouping(earth)];
	for (const { pairs } of [...closed, ...hanging])
		for (const [a, b] of pairs) {
			touching.join(a, b);
			joined.join(a, b);
		}
	for (const { cores } of stretches)
		for (const core of cores) for (const end of core) joined.join(core[0] ?? end, end);
	const copper = ({ hot, cold, screen }: PortNets): PortNets => ({
		hot: joined.root(hot),
		cold: joined.root(cold),
		screen: joined.root(screen),
	});
	const met = joints.filter((joint) => touched.flipped.has(joint));
	return {
		id: [
			nets[0],
			...met.map((joint) => `${joint.id}${closed.includes(joint) ? "" : " open"}`),
			...hanging.map(({ id }) => id),
		].join(" | "),
		earth,
		nets,
		ports: allOn(nets, places.portsOn).map((port) => ({ ...port, copper: copper(port.nets) })),
		jacks: allOn(nets, places.jacksOn),
		stretches,
		hanging,
		closed: new Set(closed.map(({ id }) => id)),
		copperOf: joined.root,
		metalOf: touching.root,
	};
};
