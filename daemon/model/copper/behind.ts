import { type Contact, channelsOf, type Leg, type Lines, legs as legsOfPort } from "#model/connector.ts";
import type { GearModel, Jack, Port } from "#model/gear-model.ts";
import { type Bay, jackAt, rowsOf } from "#model/patchbay.ts";
import {
	type AnyPortOfUnit,
	carriedBy,
	type PortId,
	perStudio,
	portsOf,
	portsOfUnit,
	type Studio,
	type Unit,
} from "#model/studio.ts";
import { type Copper, copper, laid, type Misfit, type Net, type Socket, type Stretch } from "./copper.ts";
import { type Joint, jointsOf } from "./joint.ts";
import { type Bench, joinLoom, joinMapped } from "./soldering.ts";

export type PortNets = { readonly [L in Leg]: Net };
/** A port with the nets of metal that its three legs lie on. */
export type PortBehind = { readonly at: AnyPortOfUnit; readonly nets: PortNets };

/** What lies behind the jacks: everything that is soldered, screwed or plugged for good, and the contacts that may close. */
export type Behind = {
	readonly earth: Net;
	/** Every net has a number below this one. */
	readonly size: number;
	readonly sockets: ReadonlyMap<string, Socket>;
	/** The net under a contact by its name, such as "PB1/A05.T"; one that nobody knows is a net of its own. */
	readonly netOf: (contact: string) => Net;
	readonly netAt: (socket: Socket, contact: Contact) => Net;
	readonly ports: ReadonlyMap<string, PortBehind>;
	readonly stretches: readonly Stretch[];
	readonly joints: readonly Joint[];
	readonly misfits: readonly Misfit[];
};

/** A loudspeaker that is nothing but a load has no mains lead; one with an amplifier in it has. */
const isPassive = ({ kind, ports }: GearModel): boolean =>
	(kind === "loudspeaker" || kind === "cabinet") &&
	Object.values(ports).every((port) => port.direction === "in" && port.stage === "speaker load");

/** Microphones, guitars, passive loudspeakers: what no mains lead reaches has its own ground. */
export const isEarthed = (model: GearModel): boolean => {
	const { earthed, kind } = model;
	return earthed ?? (kind !== "microphone" && kind !== "instrument" && !isPassive(model));
};

/** A chassis XLR that gives has pins, one that takes has holes (AES14). */
const genderOf = (jack: Jack, port: Port | undefined): Socket["gender"] => {
	if (jack.gender) return jack.gender;
	if (jack.connector !== "XLR-3" || !port) return undefined;
	if (port.direction === "out" || port.direction === "digital out") return "male";
	return port.direction === "in" || port.direction === "digital in" ? "female" : undefined;
};

/** What is under construction; earth is the first net of all. */
type Rack = Bench & {
	readonly sockets: Map<string, Socket>;
	/** Each port with its hot leg; cold and screen follow it. */
	readonly ports: { readonly at: AnyPortOfUnit; readonly hot: Net }[];
	readonly earth: Net;
};

const COLD = 1;
const SCREEN = 2;
const legPlace: Record<Leg, number> = { hot: 0, cold: COLD, screen: SCREEN };

const addSocket = ({ net, sockets }: Rack, socket: Omit<Socket, "first">): Socket => {
	const added = laid(net, socket);
	sockets.set(socket.id, added);
	return added;
};

const unitSocket = (
	rack: Rack,
	id: string,
	jack: Jack,
	{ lines, port }: { lines: readonly Lines[]; port: Port | undefined },
): Socket => {
	const { connector, screws } = jack;
	return addSocket(rack, { id, connector, lines, gender: genderOf(jack, port), screws });
};

/** Ports that a relay takes off their sockets: what joins them is a contact, not solder. */
const relayed = ({ relays, ports }: GearModel): Set<string> =>
	new Set(relays.flatMap(({ joins }) => joins).filter((name) => ports[name]?.direction !== "through"));

/** The black terminal of a loudspeaker output is its ground, but for a bridged one; a jack without a ring has the sleeve. */
const isColdGround = (port: Port | undefined, lines: Lines | undefined): boolean => {
	if (port?.direction === "out") return port.stage === "speaker";
	return port?.direction === "in" && port.stage === "speaker load" && lines?.cold === undefined;
};

/** The hot leg of each port of a unit, by the port's name. */
const layPorts = ({ net, ports, studio }: Rack, unit: Unit): Map<string, Net> => {
	const hots = new Map<string, Net>();
	for (const at of portsOfUnit(studio).get(unit) ?? []) {
		const hot = net.lay(legsOfPort.length);
		hots.set(at.name, hot);
		ports.push({ at, hot });
	}
	return hots;
};

const joinUnit = (rack: Rack, unit: Unit, model: GearModel): void => {
	const { studio, net, earth } = rack;
	const ports = portsOf(model);
	const byContact = relayed(model);
	const hots = layPorts(rack, unit);
	if (isEarthed(model)) for (const hot of hots.values()) net.joinNets(hot + SCREEN, earth);
	for (const [name, jack] of Object.entries(model.jacks)) {
		const lines = channelsOf(jack.connector, jack.pinout, studio.pinouts);
		const carried = carriedBy(name, jack);
		const socket = unitSocket(rack, `${unit.id}/${name}`, jack, { lines, port: ports.get(carried[0] ?? "") });
		carried.forEach((port, channel) => {
			const hot = hots.get(port);
			if (hot === undefined) return;
			for (const which of legsOfPort) {
				const contact = lines[channel]?.[which];
				const solderedHere = which === "screen" || !byContact.has(port);
				if (contact && solderedHere) net.joinNets(net.at(socket, contact), hot + legPlace[which]);
			}
			if (isColdGround(ports.get(port), lines[channel])) net.joinNets(hot + COLD, hot + SCREEN);
		});
	}
};

/** "PB1/A1-8": the rear socket that serves a run of front jacks; one jack alone is "PB1/A01 rear". */
const joinBay = (rack: Rack, bay: Bay): void => {
	const { connector, pinout, screws } = bay.rear;
	const lines = channelsOf(connector, pinout === "own" ? undefined : pinout, rack.studio.pinouts);
	const jackLines = channelsOf(bay.connector, undefined, rack.studio.pinouts);
	if (jackLines.length === 0 || lines.length === 0) return;
	const sleeves = rack.net.lay(1);
	const runs = Array.from({ length: Math.ceil(bay.columns / lines.length) }, (_, i) => i * lines.length + 1);
	for (const row of rowsOf(bay))
		for (const first of runs) {
			const last = Math.min(bay.columns, first + lines.length - 1);
			const jacks = Array.from({ length: last - first + 1 }, (_, i) => jackAt(bay.id, row, first + i));
			const id = lines.length === 1 ? `${jacks[0]} rear` : `${bay.id}/${row}${first}-${last}`;
			const rear = addSocket(rack, { id, connector, lines, screws });
			jacks.forEach((jack, channel) => {
				const front = addSocket(rack, {
					id: jack,
					connector: bay.connector,
					lines: jackLines,
					inFront: true,
				});
				joinJack(rack.net, [front, rear], lines[channel], bay.sleeves === "bussed" ? sleeves : undefined);
			});
		}
};

const joinJack = (
	net: Copper,
	[front, rear]: readonly [Socket, Socket],
	behind: Lines | undefined,
	sleeves: Net | undefined,
): void => {
	const [inFront] = front.lines;
	for (const which of legsOfPort) {
		const [here, there] = [inFront?.[which], behind?.[which]];
		if (here && there) net.joinNets(net.at(front, here), net.at(rear, there));
	}
	if (sleeves !== undefined && inFront?.screen) net.joinNets(net.at(front, inFront.screen), sleeves);
};

const portsBehind = ({ net: { root }, ports }: Rack): Map<PortId, PortBehind> =>
	new Map(
		ports.map(({ at, hot }) => {
			const nets = { hot: root(hot), cold: root(hot + COLD), screen: root(hot + SCREEN) };
			return [at.id, { at, nets }];
		}),
	);

/** "PB1/A05.T": the socket and its contact. */
const netNamed =
	({ sockets, net }: Rack) =>
	(contact: string): Net => {
		const dot = contact.lastIndexOf(".");
		const socket = sockets.get(contact.slice(0, dot));
		return socket ? net.at(socket, contact.slice(dot + 1)) : net.named(contact);
	};

/** Nets are numbered while they grow together; at the end each is told by its root. Most have theirs already. */
const settled = ({ root }: Copper, stretch: Stretch): Stretch => {
	const { cores, screen } = stretch;
	const isSettled = (net: Net): boolean => root(net) === net;
	if (cores.every((core) => core.every(isSettled)) && (screen === undefined || isSettled(screen)))
		return stretch;
	return {
		...stretch,
		cores: cores.map((core) => core.map(root)),
		screen: screen === undefined ? undefined : root(screen),
	};
};

const build = (studio: Studio): Behind => {
	const net = copper();
	const rack: Rack = {
		studio,
		net,
		earth: net.lay(1),
		ports: [],
		sockets: new Map(),
		stretches: [],
		misfits: [],
	};
	for (const unit of studio.units) {
		const model = studio.models[unit.model];
		if (model) joinUnit(rack, unit, model);
	}
	for (const bay of studio.bays) joinBay(rack, bay);
	for (const loom of studio.looms) joinLoom(rack, loom);
	for (const cable of studio.cables) joinMapped(rack, cable);
	const { earth, sockets, stretches, misfits } = rack;
	const ports = portsBehind(rack);
	return {
		earth: net.root(earth),
		size: net.size(),
		sockets,
		netOf: netNamed(rack),
		netAt: net.at,
		ports,
		stretches: stretches.map((stretch) => settled(net, stretch)),
		joints: jointsOf(studio, { sockets, netAt: net.at, legsOf: (port) => ports.get(port)?.nets }),
		misfits,
	};
};

/** What lies behind the jacks of a studio, worked out once for each studio. */
export const behindOf = perStudio(build);
