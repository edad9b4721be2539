import { type InputPort, isAnalogue, type OutputPort } from "#model/gear-model.ts";
import type { PortOfUnit } from "#model/studio.ts";
import type { Behind, PortBehind, PortNets } from "./behind.ts";
import type { Net, Stretch } from "./copper.ts";
import type { Hanging } from "./hanging.ts";
import type { Joint } from "./joint.ts";
import type { Places, Region } from "./places.ts";

/** A port with its three legs as copper joins them, and as metal does: between the two lie cables and pads. */
export type Wired = PortBehind & { readonly copper: PortNets };

/** An analogue port on a piece of copper. */
export type WiredAnalogue = Wired & { readonly at: PortOfUnit };
export type WiredOutput = WiredAnalogue & { readonly at: { readonly port: OutputPort } };
export type WiredInput = WiredAnalogue & { readonly at: { readonly port: InputPort } };

/** A piece of copper with everything on it: what happens here is decided here and nowhere else. */
export type Island = {
	/** Two islands with the same id are the same to the last contact. */
	readonly id: string;
	/** The studio that it is a piece of. */
	readonly behind: Behind;
	readonly earth: Net;
	readonly nets: readonly Net[];
	readonly ports: readonly Wired[];
	/** Those that drive or load it. */
	readonly analogue: readonly WiredAnalogue[];
	readonly outputs: readonly WiredOutput[];
	readonly inputs: readonly WiredInput[];
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

const isWiredAnalogue = (wired: Wired): wired is WiredAnalogue => isAnalogue(wired.at.port);
const isWiredOutput = (wired: WiredAnalogue): wired is WiredOutput => wired.at.port.direction === "out";
const isWiredInput = (wired: WiredAnalogue): wired is WiredInput => wired.at.port.direction === "in";

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

const liesOn = ({ cores }: Stretch, net: Net): boolean => cores.some((core) => core.includes(net));

const isClosed = ({ baseClosed }: Places, { flipped }: Touched, joint: Joint): boolean =>
	flipped.has(joint) !== baseClosed.has(joint);

/** The nets that can be reached from one without passing through earth, in order (breadth first). */
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
		for (const core of cores) core.forEach(reach);
	};
	for (const net of nets) {
		const { joints, stretches, ports } = places.on(net);
		for (const joint of joints) if (isClosed(places, touched, joint)) cross(joint.pairs, net);
		for (const cord of touched.hangingOn.get(net) ?? NONE) {
			cross(cord.pairs, net);
			if (liesOn(cord.stretch, net)) lay(cord.stretch);
		}
		stretches.forEach(lay);
		for (const { nets: legs } of ports) [legs.hot, legs.cold, legs.screen].forEach(reach);
	}
	return [...nets].sort((a, b) => a - b);
};

/** What lies on some nets, each thing once. */
const allOn = <T>(nets: readonly Net[], on: (net: Net) => readonly T[]): T[] => [
	...new Set(nets.flatMap(on)),
];

type Drawn = Omit<Region, "ports"> & {
	readonly id: string;
	readonly ports: readonly PortBehind[];
	readonly hanging: readonly Hanging[];
	readonly closed: readonly Joint[];
	readonly copperOf: (net: Net) => Net;
	readonly metalOf: (net: Net) => Net;
};

const island = ({ behind }: Places, { ports, closed, joints: _, ...drawn }: Drawn): Island => {
	const { copperOf } = drawn;
	const wired = ports.map(({ at, nets }) => ({
		at,
		nets,
		copper: { hot: copperOf(nets.hot), cold: copperOf(nets.cold), screen: copperOf(nets.screen) },
	}));
	const analogue = wired.filter(isWiredAnalogue);
	return {
		...drawn,
		behind,
		earth: behind.earth,
		ports: wired,
		analogue,
		outputs: analogue.filter(isWiredOutput),
		inputs: analogue.filter(isWiredInput),
		closed: new Set(closed.map(({ id }) => id)),
	};
};

/** A piece of copper as it is while nobody touches it. */
export const untouchedIsland = (places: Places, region: Region): Island =>
	island(places, {
		...region,
		id: String(region.nets[0]),
		hanging: NONE,
		closed: region.joints.filter((joint) => places.baseClosed.has(joint)),
		copperOf: places.copperOf,
		metalOf: places.metalOf,
	});

/** The piece of copper that a net lies on now; it is the same, in the same order, from whichever of its nets it is reached. */
export const islandAt = (places: Places, touched: Touched, start: Net): Island => {
	const { earth } = places.behind;
	const nets = reached(places, touched, start);
	const joints = allOn(nets, (net) => places.on(net).joints);
	const closed = joints.filter((joint) => isClosed(places, touched, joint));
	const hanging = allOn(nets, (net) => touched.hangingOn.get(net) ?? NONE).sort((a, b) =>
		a.id < b.id ? -1 : 1,
	);
	const cords = hanging
		.map(({ stretch }) => stretch)
		.filter((stretch) => nets.some((net) => liesOn(stretch, net)));
	const stretches = [...allOn(nets, (net) => places.on(net).stretches), ...cords];
	const [metal, joined] = [grouping(earth), grouping(earth)];
	for (const { pairs } of [...closed, ...hanging])
		for (const [a, b] of pairs) {
			metal.join(a, b);
			joined.join(a, b);
		}
	for (const { cores } of stretches)
		for (const core of cores) for (const end of core) joined.join(core[0] ?? end, end);
	const met = joints.filter((joint) => touched.flipped.has(joint));
	return island(places, {
		id: [
			nets[0],
			...met.map((joint) => `${joint.id}${closed.includes(joint) ? "" : " open"}`),
			...hanging.map(({ id }) => id),
		].join(" | "),
		nets,
		ports: allOn(nets, (net) => places.on(net).ports),
		jacks: allOn(nets, (net) => places.on(net).jacks),
		joints,
		stretches,
		hanging,
		closed,
		copperOf: joined.root,
		metalOf: metal.root,
	});
};
