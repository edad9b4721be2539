import type { Behind, PortBehind, PortNets } from "./behind.ts";
import type { Net, Stretch } from "./copper.ts";
import type { Hanging } from "./hanging.ts";
import type { Joint } from "./joint.ts";

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

/** What lies on each net, so that nobody looks through the whole studio for it. */
export type Places = {
	readonly behind: Behind;
	readonly portsOn: ReadonlyMap<Net, readonly PortBehind[]>;
	readonly stretchesOn: ReadonlyMap<Net, readonly Stretch[]>;
	readonly jointsOn: ReadonlyMap<Net, readonly Joint[]>;
	readonly jacksOn: ReadonlyMap<Net, readonly string[]>;
	readonly jointsAtJack: ReadonlyMap<string, readonly Joint[]>;
	readonly jointsOfUnit: ReadonlyMap<string, readonly Joint[]>;
	readonly baseClosed: ReadonlySet<Joint>;
};

/** What hangs and is thrown now, against the studio as nobody has touched it. */
export type Touched = {
	readonly flipped: ReadonlyMap<Joint, boolean>;
	readonly hangingOn: ReadonlyMap<Net, readonly Hanging[]>;
};

const NONE: readonly never[] = [];

/** Joins nets within one island (union-find; the least number of a group names it, earth before all). */
const grouping = (earth: Net) => {
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

/** Everything that can be reached from a net without passing through earth (breadth first; hot). */
export const islandAt = (places: Places, touched: Touched, start: Net): Island => {
	const { earth } = places.behind;
	const nets = new Set<Net>([start]);
	const ports = new Set<PortBehind>();
	const stretches = new Set<Stretch>();
	const joints = new Set<Joint>();
	const hanging = new Set<Hanging>();
	const met: string[] = [];
	const shut = new Set<string>();
	const reach = (net: Net): void => {
		if (net !== earth) nets.add(net);
	};
	const metal: (readonly [Net, Net])[] = [];
	const closed = (joint: Joint): boolean => touched.flipped.get(joint) ?? places.baseClosed.has(joint);
	const cross = (pairs: Joint["pairs"], net: Net): void => {
		for (const [a, b] of pairs) if (a === net || b === net) reach(a === net ? b : a);
	};
	const lay = (stretch: Stretch): void => {
		if (stretches.has(stretch)) return;
		stretches.add(stretch);
		for (const core of stretch.cores) for (const end of core) reach(end);
	};
	for (const net of nets) {
		for (const joint of places.jointsOn.get(net) ?? NONE) {
			if (!joints.has(joint)) {
				joints.add(joint);
				if (touched.flipped.has(joint)) met.push(`${joint.id}${closed(joint) ? "" : " open"}`);
				if (closed(joint)) {
					metal.push(...joint.pairs);
					shut.add(joint.id);
				}
			}
			if (closed(joint)) cross(joint.pairs, net);
		}
		for (const cord of touched.hangingOn.get(net) ?? NONE) {
			if (!hanging.has(cord)) {
				hanging.add(cord);
				met.push(cord.id);
				metal.push(...cord.pairs);
			}
			cross(cord.pairs, net);
			if (cord.stretch.cores.some((core) => core.includes(net))) lay(cord.stretch);
		}
		for (const stretch of places.stretchesOn.get(net) ?? NONE) lay(stretch);
		for (const port of places.portsOn.get(net) ?? NONE) {
			ports.add(port);
			reach(port.nets.hot);
			reach(port.nets.cold);
			reach(port.nets.screen);
		}
	}
	return finish(places, { nets, ports, stretches, hanging, met, metal, closed: shut });
};

type Gathered = {
	readonly nets: ReadonlySet<Net>;
	readonly ports: ReadonlySet<PortBehind>;
	readonly stretches: ReadonlySet<Stretch>;
	readonly hanging: ReadonlySet<Hanging>;
	readonly met: readonly string[];
	readonly closed: ReadonlySet<string>;
	readonly metal: readonly (readonly [Net, Net])[];
};

const finish = (
	places: Places,
	{ nets, ports, stretches, hanging, met, metal, closed }: Gathered,
): Island => {
	const { earth } = places.behind;
	const [touching, joined] = [grouping(earth), grouping(earth)];
	for (const [a, b] of metal) {
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
	return {
		id: [Math.min(...nets), ...met.toSorted()].join(" | "),
		earth,
		nets: [...nets],
		ports: [...ports].map((port) => ({ ...port, copper: copper(port.nets) })),
		jacks: [...new Set([...nets].flatMap((net) => places.jacksOn.get(net) ?? []))],
		stretches: [...stretches],
		hanging: [...hanging],
		closed,
		copperOf: joined.root,
		metalOf: touching.root,
	};
};
