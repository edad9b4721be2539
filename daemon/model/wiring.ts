import { type Cord, cordsIn, type Loom, type LoomEnd, type Plugged } from "./cable.ts";
import { type Connector, channelsOf, type Leg, type Lines, legs } from "./connector.ts";
import { type Copper, copper, type Misfit, mate, type Net, type Socket, solder } from "./copper.ts";
import { type Bay, columnsOf, isJoined, pointsOf } from "./patchbay.ts";
import { carriedBy, type PortId, portIdsOf, portsOf, type Studio } from "./studio.ts";

export type PortNets = { readonly [L in Leg]: Net };

export type Netlist = {
	readonly earth: Net;
	readonly sockets: ReadonlyMap<string, Socket>;
	readonly ports: ReadonlyMap<PortId, PortNets>;
	/** The net under a contact, such as "PB1/A05.T". */
	readonly netOf: (contact: string) => Net;
	/** Ports that touch a net with hot or cold. */
	readonly portsOn: (net: Net) => readonly PortId[];
	readonly misfits: readonly Misfit[];
};

/** Every chassis is one: mains earth joins what screens may not. */
const EARTH = "earth";
const leg = (port: PortId, which: Leg): string => `${port}:${which}`;

/** "PB1/A1-8": the rear socket that serves a run of front jacks; one jack alone is "PB1/A01 rear". */
const rearSockets = (bay: Bay, studio: Studio): { socket: Socket; front: string[] }[] => {
	const lines = channelsOf(
		bay.rear.connector,
		bay.rear.pinout === "own" ? undefined : bay.rear.pinout,
		studio.pinouts,
	);
	if (lines.length === 0) return [];
	const runs = Array.from({ length: Math.ceil(bay.columns / lines.length) }, (_, i) => i * lines.length + 1);
	return (["A", "B"] as const).flatMap((row) =>
		runs.map((first) => {
			const last = Math.min(bay.columns, first + lines.length - 1);
			const front = columnsOf(`${first}-${last}`).map(
				(column) => `${bay.id}/${row}${String(column).padStart(2, "0")}`,
			);
			const id = lines.length === 1 ? `${front[0]} rear` : `${bay.id}/${row}${first}-${last}`;
			return { socket: { id, connector: bay.rear.connector, lines }, front };
		}),
	);
};

const joinUnits = (studio: Studio, net: Copper, sockets: Map<string, Socket>): void => {
	for (const unit of studio.units) {
		const model = studio.models[unit.model];
		if (!model) continue;
		for (const name of portsOf(model).keys()) net.join(leg(`${unit.id}/${name}`, "screen"), EARTH);
		for (const [name, jack] of Object.entries(model.jacks)) {
			const id = `${unit.id}/${name}`;
			const lines = channelsOf(jack.connector, jack.pinout, studio.pinouts);
			sockets.set(id, { id, connector: jack.connector, lines });
			carriedBy(name, jack).forEach((port, channel) => {
				for (const which of legs) {
					const contact = lines[channel]?.[which];
					if (contact) net.join(`${id}.${contact}`, leg(`${unit.id}/${port}`, which));
				}
			});
		}
	}
};

const joinBay = (bay: Bay, studio: Studio, net: Copper, sockets: Map<string, Socket>): void => {
	const [front] = channelsOf(bay.connector, undefined, studio.pinouts);
	if (!front) return;
	for (const { socket, front: jacks } of rearSockets(bay, studio)) {
		sockets.set(socket.id, socket);
		jacks.forEach((jack, channel) => {
			sockets.set(jack, { id: jack, connector: bay.connector, lines: [front] });
			for (const which of legs) {
				const behind = socket.lines[channel]?.[which];
				if (behind && front[which]) net.join(`${socket.id}.${behind}`, `${jack}.${front[which]}`);
			}
			if (bay.sleeves === "bussed") net.join(`${jack}.S`, `${bay.id} sleeves`);
		});
	}
};

const joinNormals = (bay: Bay, net: Copper, plugged: ReadonlySet<string>): void => {
	for (const { upper, lower, normalling } of pointsOf(bay)) {
		if (!isJoined(normalling, { upper: plugged.has(upper), lower: plugged.has(lower) })) continue;
		for (const contact of ["T", "R"]) net.join(`${upper}.${contact}`, `${lower}.${contact}`);
	}
};

const plugOf = (end: LoomEnd, socket: Socket): Connector => end.plug ?? socket.connector;

/** A multipair plug is soldered as its socket is, unless it is said; a plug of one channel as everybody solders it. */
const linesOf = (end: LoomEnd, socket: Socket, studio: Studio): readonly Lines[] => {
	const plug = plugOf(end, socket);
	const lines = channelsOf(plug, end.pinout, studio.pinouts);
	const asSocket = socket.lines.length > 1 || lines.length === 0;
	return end.pinout === undefined && plug === socket.connector && asSocket ? socket.lines : lines;
};

/** The ends of a loom that carry each channel: trunk to trunk, or trunk to tails. */
const loomChannels = (loom: Loom, channels: number): { end: LoomEnd; channel: number }[][] =>
	Array.from({ length: channels }, (_, channel) => {
		const far = Array.isArray(loom.to) ? loom.to[channel] : loom.to;
		return [
			{ end: loom.from, channel },
			...(far ? [{ end: far, channel: Array.isArray(loom.to) ? 0 : channel }] : []),
		];
	});

const joinLoom = (
	loom: Loom,
	studio: Studio,
	net: Copper,
	sockets: Map<string, Socket>,
	misfits: Misfit[],
): void => {
	const trunk = sockets.get(loom.from.into);
	if (!trunk) return;
	const mated = new Set<string>();
	const plugIn = (end: LoomEnd, socket: Socket): string => {
		const plugId = `${loom.id} into ${end.into}`;
		if (!mated.has(plugId)) mate(net, loom.id, plugOf(end, socket), plugId, socket, misfits);
		mated.add(plugId);
		return plugId;
	};
	loomChannels(loom, linesOf(loom.from, trunk, studio).length).forEach((ends, wire) => {
		for (const { end, channel } of ends) {
			const socket = sockets.get(end.into);
			const lines = socket && linesOf(end, socket, studio)[channel];
			if (!socket || !lines) continue;
			const plug = plugOf(end, socket);
			solder(net, plugIn(end, socket), `${loom.id} wire ${wire}`, { ...end, plug, lines });
		}
	});
};

const joinCord = (
	cord: Cord,
	{ from, to }: Plugged,
	net: Copper,
	sockets: Map<string, Socket>,
	misfits: Misfit[],
): void => {
	[from, to].forEach((into, side) => {
		const socket = sockets.get(into);
		const plug = cord.plugs[side];
		if (!socket || !plug) return;
		const [lines] = channelsOf(plug, undefined, {});
		if (!lines) return;
		const plugId = `${cord.id} end ${side}`;
		mate(net, cord.id, plug, plugId, socket, misfits);
		solder(net, plugId, cord.id, {
			plug,
			lines,
			cold: side === 1 ? cord.cold : "through",
			inverted: side === 1 && cord.inverted,
		});
	});
};

/** A cord whose store entry lies the other way round is turned: its first plug goes where it fits. */
const turnedToFit = (cord: Cord, plugged: Plugged, sockets: ReadonlyMap<string, Socket>): Plugged => {
	const into = (jack: string): Connector | undefined => sockets.get(jack)?.connector;
	const fits = cord.plugs[0] === into(plugged.from) || cord.plugs[1] === into(plugged.to);
	const turned = cord.plugs[1] === into(plugged.from) || cord.plugs[0] === into(plugged.to);
	return !fits && turned ? { ...plugged, from: plugged.to, to: plugged.from } : plugged;
};

const portNets = (studio: Studio, net: Copper): Map<PortId, PortNets> =>
	new Map(
		portIdsOf(studio).map((id) => [
			id,
			{
				hot: net.netOf(leg(id, "hot")),
				cold: net.netOf(leg(id, "cold")),
				screen: net.netOf(leg(id, "screen")),
			},
		]),
	);

const portsByNet = (ports: ReadonlyMap<PortId, PortNets>): Map<Net, PortId[]> => {
	const on = new Map<Net, PortId[]>();
	for (const [id, { hot, cold }] of ports)
		for (const net of new Set([hot, cold])) on.set(net, [...(on.get(net) ?? []), id]);
	return on;
};

/**
 * The studio as contacts that are joined: units, looms behind, normals, and the cords that hang in front.
 * With normals "open" only what is soldered remains, which tells what lies behind each jack.
 */
export const wire = (
	studio: Studio,
	{ cords, normals }: { cords: readonly Plugged[]; normals: "as plugged" | "open" },
): Netlist => {
	const net = copper();
	const sockets = new Map<string, Socket>();
	const misfits: Misfit[] = [];
	joinUnits(studio, net, sockets);
	for (const bay of studio.bays) joinBay(bay, studio, net, sockets);
	for (const loom of studio.looms) joinLoom(loom, studio, net, sockets, misfits);
	const plugged = new Set(cords.flatMap(({ from, to }) => [from, to]));
	if (normals === "as plugged") for (const bay of studio.bays) joinNormals(bay, net, plugged);
	const store = new Map(cordsIn(studio.store).map((cord) => [cord.id, cord]));
	for (const hanging of cords) {
		const cord = store.get(hanging.cord);
		if (cord) joinCord(cord, turnedToFit(cord, hanging, sockets), net, sockets, misfits);
	}
	const ports = portNets(studio, net);
	const on = portsByNet(ports);
	return {
		earth: net.netOf(EARTH),
		sockets,
		ports,
		netOf: net.netOf,
		portsOn: (at) => on.get(at) ?? [],
		misfits,
	};
};
