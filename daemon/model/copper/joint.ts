import { type Contact, type Leg, legs } from "#model/connector.ts";
import type { GearModel, Relay } from "#model/gear-model.ts";
import { isJoined, type PatchPoint, pointsOf } from "#model/patchbay.ts";
import { type KnobPositions, positionOf } from "#model/position.ts";
import { carriedBy, type PortId, portsOf, type Studio, type Unit } from "#model/studio.ts";
import type { Net, Socket } from "./copper.ts";

/** Which jacks have a plug in them, and how the switches stand: what decides whether a contact is closed. */
export type Handling = {
	readonly plugged: Pick<ReadonlySet<string>, "has">;
	readonly settings: KnobPositions;
};

/** Contacts that close and open: a normal of a bay or inside a box, a relay, a bypass switch. */
export type Joint = {
	readonly id: string;
	/** What joins while it is closed; nets on earth are left in. */
	readonly pairs: readonly (readonly [Net, Net])[];
	/** Jacks and units whose handling moves it. */
	readonly jacks: readonly string[];
	readonly unit?: string;
	readonly isClosed: (now: Handling) => boolean;
};

/** What the contacts are between: sockets with their contacts, and ports with their legs. */
type Metal = {
	readonly sockets: ReadonlyMap<string, Socket>;
	readonly netAt: (socket: Socket, contact: Contact) => Net;
	readonly legsOf: (port: PortId) => { readonly [L in Leg]: Net } | undefined;
};

/** Contacts of two sockets that a normal switches: hot and cold, never the screen but in a bay that normals sleeves. */
const pairsOf = (
	netAt: Metal["netAt"],
	[one, other]: readonly [Socket, Socket],
	which: readonly Leg[],
	channels: readonly [number, number] = [0, 0],
): [Net, Net][] =>
	which.flatMap((leg): [Net, Net][] => {
		const [a, b] = [one.lines[channels[0]]?.[leg], other.lines[channels[1]]?.[leg]];
		return a && b ? [[netAt(one, a), netAt(other, b)]] : [];
	});

const switched: readonly Leg[] = ["hot", "cold"];

/** A wire between the sleeves of two jacks. */
const strapOf = (netAt: Metal["netAt"], above: Socket, below: Socket): Joint => ({
	id: `strap ${above.id} ${below.id}`,
	pairs: pairsOf(netAt, [above, below], ["screen"]),
	jacks: [],
	isClosed: () => true,
});

const normalOf = (
	{ netAt, sockets }: Metal,
	{ upper, lower, normalling }: PatchPoint,
	sleeves: string,
): Joint[] => {
	const [above, below] = [sockets.get(upper), sockets.get(lower)];
	if (!above || !below) return [];
	const isClosed = ({ plugged }: Handling): boolean =>
		isJoined(normalling, { upper: plugged.has(upper), lower: plugged.has(lower) });
	const which = sleeves === "normalled" ? legs : switched;
	const pairs = pairsOf(netAt, [above, below], which);
	const normal = { id: `normal ${upper} ${lower}`, pairs, jacks: [upper, lower], isClosed };
	return [
		...(normalling === "open" ? [] : [normal]),
		...(sleeves === "strapped" ? [strapOf(netAt, above, below)] : []),
	];
};

/** The socket and the channel on it that carry a port. */
const placeOfPort = (
	sockets: ReadonlyMap<string, Socket>,
	unit: string,
	model: GearModel,
	port: string,
): { socket: Socket; channel: number } | undefined => {
	for (const [name, jack] of Object.entries(model.jacks)) {
		const channel = carriedBy(name, jack).indexOf(port);
		const socket = sockets.get(`${unit}/${name}`);
		if (channel >= 0 && socket) return { socket, channel };
	}
	return undefined;
};

/** Whether a switch stands where the contacts of a relay are closed; one that nobody has said stands elsewhere. */
export const isThrown = (
	model: GearModel,
	{ control, is }: Pick<Relay, "control" | "is">,
	settings: KnobPositions[string] | undefined,
): boolean => control === undefined || positionOf(model, settings, control) === is;

/** A closed relay joins two sockets and takes what lies behind them off; an open one lets the box do its work. */
const relaysOf = (studio: Studio, { netAt, sockets, legsOf }: Metal, unit: Unit): Joint[] => {
	const model = studio.models[unit.model];
	if (!model) return [];
	const contact = (port: string, socket: Socket, channel: number): [Net, Net][] =>
		switched.flatMap((leg): [Net, Net][] => {
			const at = socket.lines[channel]?.[leg];
			const inside = legsOf(`${unit.id}/${port}`)?.[leg];
			return at && inside !== undefined ? [[netAt(socket, at), inside]] : [];
		});
	const offOthers = (port: string) => model.relays.filter(({ joins }) => joins.includes(port));
	const lifted = [...new Set(model.relays.flatMap(({ joins }) => joins))].flatMap((port): Joint[] => {
		const place = placeOfPort(sockets, unit.id, model, port);
		if (!place || model.ports[port]?.direction === "through") return [];
		const isClosed = ({ settings }: Handling): boolean =>
			!offOthers(port).some((relay) => isThrown(model, relay, settings[unit.id]));
		const pairs = contact(port, place.socket, place.channel);
		return [{ id: `in circuit ${unit.id}/${port}`, pairs, jacks: [], unit: unit.id, isClosed }];
	});
	const bridges = model.relays.flatMap((relay, i): Joint[] => {
		const [one, other] = relay.joins.map((port) => placeOfPort(sockets, unit.id, model, port));
		if (!one || !other) return [];
		const pairs = pairsOf(netAt, [one.socket, other.socket], switched, [one.channel, other.channel]);
		const isClosed = ({ settings }: Handling): boolean => isThrown(model, relay, settings[unit.id]);
		return [{ id: `relay ${unit.id} ${i}`, pairs, jacks: [], unit: unit.id, isClosed }];
	});
	return [...lifted, ...bridges];
};

/** Sockets of one box that are normalled to each other: send and return of an insert. A plug moves them as on a bay. */
const innerNormals = (studio: Studio, { netAt, sockets }: Metal, unit: Unit): Joint[] => {
	const model = studio.models[unit.model];
	return (model?.normals ?? []).flatMap(({ from, to, normalling }): Joint[] => {
		const [gives, takes] = [from, to].map((port) => model && placeOfPort(sockets, unit.id, model, port));
		if (!gives || !takes) return [];
		const [upper, lower] = [gives.socket.id, takes.socket.id];
		const pairs = pairsOf(netAt, [gives.socket, takes.socket], switched, [gives.channel, takes.channel]);
		const isClosed = ({ plugged }: Handling): boolean =>
			isJoined(normalling, { upper: plugged.has(upper), lower: plugged.has(lower) });
		return [{ id: `normal ${unit.id}/${from} ${to}`, pairs, jacks: [upper, lower], isClosed }];
	});
};

/** A terminating resistor that a switch puts across an input: no contact joins, but the circuit is another one. */
const terminations = (studio: Studio, { legsOf }: Metal, unit: Unit): Joint[] => {
	const model = studio.models[unit.model];
	return [...(model ? portsOf(model) : [])].flatMap(([name, port]): Joint[] => {
		const terminated = port.direction === "in" ? port.terminated : undefined;
		if (!model || !terminated) return [];
		const net = legsOf(`${unit.id}/${name}`)?.hot;
		if (net === undefined) return [];
		const isClosed = ({ settings }: Handling): boolean => isThrown(model, terminated, settings[unit.id]);
		return [
			{ id: `termination ${unit.id}/${name}`, pairs: [[net, net]], jacks: [], unit: unit.id, isClosed },
		];
	});
};

/** Every contact of the studio that can close. A socket that a loom sits in counts as plugged for good. */
export const jointsOf = (studio: Studio, metal: Metal): Joint[] => [
	...studio.bays.flatMap((bay) => pointsOf(bay).flatMap((point) => normalOf(metal, point, bay.sleeves))),
	...studio.units.flatMap((unit) => [
		...relaysOf(studio, metal, unit),
		...innerNormals(studio, metal, unit),
		...terminations(studio, metal, unit),
	]),
];
