import {
	type CableMap,
	type Loom,
	type LoomEnd,
	type MappedCable,
	type Stuff,
	stuffOf,
	usualKind,
} from "./cable.ts";
import { type Connector, channelsOf, type Leg, type Lines, legs, mating, opposite } from "./connector.ts";
import {
	type Copper,
	copper,
	type End,
	type Misfit,
	misfitOf,
	type Net,
	type Socket,
	type Stretch,
	solderedTo,
} from "./copper.ts";
import type { GearModel, Jack, Port } from "./gear-model.ts";
import { type Joint, jointsOf } from "./joint.ts";
import { type Bay, columnsOf, jackAt, rowsOf } from "./patchbay.ts";
import { type AnyPortOfUnit, carriedBy, perStudio, portsOf, type Studio, type Unit } from "./studio.ts";

export type PortNets = { readonly [L in Leg]: Net };
/** A port with the nets of metal that its three legs lie on. */
export type PortBehind = { readonly at: AnyPortOfUnit; readonly nets: PortNets };

/** What lies behind the jacks: everything that is soldered, screwed or plugged for good, and the contacts that may close. */
export type Behind = {
	readonly earth: Net;
	readonly sockets: ReadonlyMap<string, Socket>;
	readonly netOf: (contact: string) => Net;
	readonly ports: ReadonlyMap<string, PortBehind>;
	readonly stretches: readonly Stretch[];
	readonly joints: readonly Joint[];
	readonly misfits: readonly Misfit[];
};

/** Every chassis is one: mains earth joins what screens may not. */
const EARTH = "earth";
const leg = (port: string, which: Leg): string => `${port}:${which}`;

/** Microphones, guitars and other things that no mains lead reaches have their own ground. */
const isEarthed = ({ earthed, kind }: GearModel): boolean =>
	earthed ?? (kind !== "microphone" && kind !== "instrument");

/** A chassis XLR that gives has pins, one that takes has holes (AES14). */
const genderOf = (jack: Jack, port: Port | undefined): Socket["gender"] => {
	if (jack.gender) return jack.gender;
	if (jack.connector !== "XLR-3" || !port) return undefined;
	if (port.direction === "out" || port.direction === "digital out") return "male";
	return port.direction === "in" || port.direction === "digital in" ? "female" : undefined;
};

const socketOf = (id: string, jack: Jack, lines: readonly Lines[], port: Port | undefined): Socket => {
	const gender = genderOf(jack, port);
	return {
		id,
		connector: jack.connector,
		lines,
		...(gender ? { gender } : {}),
		...(jack.screws ? { screws: jack.screws } : {}),
	};
};

/** What is under construction: the metal, the sockets, and what was found on the way. */
type Bench = {
	readonly studio: Studio;
	readonly net: Copper;
	readonly sockets: Map<string, Socket>;
	readonly stretches: Stretch[];
	readonly misfits: Misfit[];
};

/** Ports that a relay takes off their sockets: what joins them is a contact, not solder. */
const relayed = ({ relays, ports }: GearModel): Set<string> =>
	new Set(relays.flatMap(({ joins }) => joins).filter((name) => ports[name]?.direction !== "through"));

/** The black terminal of a loudspeaker output is its ground, but for a bridged one; a jack without a ring has the sleeve. */
const isColdGround = (port: Port | undefined, lines: Lines | undefined): boolean => {
	if (port?.direction === "out") return port.stage === "speaker";
	return port?.direction === "in" && port.stage === "speaker load" && lines?.cold === undefined;
};

const joinUnit = ({ studio, net, sockets }: Bench, unit: Unit, model: GearModel): void => {
	const ports = portsOf(model);
	const byContact = relayed(model);
	if (isEarthed(model)) for (const name of ports.keys()) net.join(leg(`${unit.id}/${name}`, "screen"), EARTH);
	for (const [name, jack] of Object.entries(model.jacks)) {
		const id = `${unit.id}/${name}`;
		const lines = channelsOf(jack.connector, jack.pinout, studio.pinouts);
		const carried = carriedBy(name, jack);
		sockets.set(id, socketOf(id, jack, lines, ports.get(carried[0] ?? "")));
		carried.forEach((port, channel) => {
			for (const which of legs) {
				const contact = lines[channel]?.[which];
				const solderedHere = which === "screen" || !byContact.has(port);
				if (contact && solderedHere) net.join(`${id}.${contact}`, leg(`${unit.id}/${port}`, which));
			}
			if (isColdGround(ports.get(port), lines[channel]))
				net.join(leg(`${unit.id}/${port}`, "cold"), leg(`${unit.id}/${port}`, "screen"));
		});
	}
};

/** "PB1/A1-8": the rear socket that serves a run of front jacks; one jack alone is "PB1/A01 rear". */
const joinBay = ({ studio, net, sockets }: Bench, bay: Bay): void => {
	const { connector, pinout, screws } = bay.rear;
	const lines = channelsOf(connector, pinout === "own" ? undefined : pinout, studio.pinouts);
	const [front] = channelsOf(bay.connector, undefined, studio.pinouts);
	if (!front || lines.length === 0) return;
	const runs = Array.from({ length: Math.ceil(bay.columns / lines.length) }, (_, i) => i * lines.length + 1);
	for (const row of rowsOf(bay))
		for (const first of runs) {
			const last = Math.min(bay.columns, first + lines.length - 1);
			const jacks = columnsOf(`${first}-${last}`).map((column) => jackAt(bay.id, row, column));
			const id = lines.length === 1 ? `${jacks[0]} rear` : `${bay.id}/${row}${first}-${last}`;
			sockets.set(id, { id, connector, lines, ...(screws ? { screws } : {}) });
			jacks.forEach((jack, channel) => {
				sockets.set(jack, { id: jack, connector: bay.connector, lines: [front] });
				joinJack(net, { bay, jack, front }, id, lines[channel]);
			});
		}
};

const joinJack = (
	net: Copper,
	{ bay, jack, front }: { bay: Bay; jack: string; front: Lines },
	rear: string,
	behind: Lines | undefined,
): void => {
	for (const which of legs)
		if (behind?.[which] && front[which]) net.join(`${rear}.${behind[which]}`, `${jack}.${front[which]}`);
	if (bay.sleeves === "bussed" && front.screen) net.join(`${jack}.${front.screen}`, `${bay.id} sleeves`);
};

const plugOf = (end: LoomEnd, socket: Socket): Connector => end.plug ?? socket.connector;

/** A multipair plug is soldered as its socket is, unless it is said; a plug of one channel as everybody solders it. */
export const linesOf = (end: LoomEnd, socket: Socket, studio: Studio): readonly Lines[] => {
	const plug = plugOf(end, socket);
	const lines = channelsOf(plug, end.pinout, studio.pinouts);
	const asSocket = socket.lines.length > 1 || lines.length === 0;
	return end.pinout === undefined && plug === socket.connector && asSocket ? socket.lines : lines;
};

/** The nets of a socket that each contact of a plug touches. */
export const touchedNets =
	(plug: Connector, socket: Socket, netOf: (contact: string) => Net) =>
	(contact: string): Net[] =>
		(mating(plug, socket.connector)?.touching ?? [])
			.filter(([ofPlug]) => ofPlug === contact)
			.map(([, ofJack]) => netOf(`${socket.id}.${ofJack}`));

/** Pushes a plug that stays there into its socket, and tells what the mating does. */
const plugIn = (bench: Bench, cable: string, plug: Connector, socket: Socket, end?: Partial<LoomEnd>) => {
	const gender = end?.gender ?? (socket.gender && opposite[socket.gender]);
	const misfit = misfitOf(cable, { connector: plug, gender, screws: end?.screws }, socket);
	if (misfit && !bench.misfits.some((known) => known.cable === cable && known.socket === socket.id))
		bench.misfits.push(misfit);
	const touched = touchedNets(plug, socket, bench.net.netOf);
	const bridges = Map.groupBy(mating(plug, socket.connector)?.touching ?? [], ([ofPlug]) => ofPlug);
	for (const [contact, bridged] of bridges)
		if (bridged.length > 1)
			for (const net of touched(contact)) bench.net.joinNets(net, touched(contact)[0] ?? net);
	return touched;
};

/** Where the wires of one channel end at one plug, as nets. */
const wireEnds = (
	net: Copper,
	touched: (contact: string) => Net[],
	end: End,
): { readonly [L in Leg]: Net[] } => {
	const soldered = solderedTo(end);
	const on = (contacts: readonly string[]): Net[] => contacts.flatMap(touched);
	const cold = on(soldered.cold);
	for (const other of cold.slice(1)) net.joinNets(cold[0] ?? other, other);
	return {
		hot: on(soldered.hot).slice(0, 1),
		cold: cold.slice(0, 1),
		screen: on(soldered.screen).slice(0, 1),
	};
};

/** What a cable is made of: its kind, with the capacitance that was said of this very one. */
export const stuffFor = (
	{ kind, capacitance }: Pick<Loom, "kind" | "capacitance">,
	plug: Connector,
): Stuff => {
	const stuff = stuffOf[kind ?? usualKind(plug)];
	return capacitance === undefined ? stuff : { ...stuff, toScreen: capacitance };
};

/** The ends of a loom that carry each channel: trunk to trunk, or trunk to tails. */
const loomEnds = (loom: Loom, channel: number): { end: LoomEnd; at: number }[] => {
	const far = Array.isArray(loom.to) ? loom.to[channel] : loom.to;
	const at = Array.isArray(loom.to) ? 0 : channel;
	return [{ end: loom.from, at: channel }, ...(far ? [{ end: far, at }] : [])];
};

const joinLoom = (bench: Bench, loom: Loom): void => {
	const { studio, net, sockets } = bench;
	const trunk = sockets.get(loom.from.into);
	if (!trunk) return;
	const trunkPlug = plugOf(loom.from, trunk);
	linesOf(loom.from, trunk, studio).forEach((_, channel) => {
		const ends = loomEnds(loom, channel).flatMap(({ end, at }) => {
			const socket = sockets.get(end.into);
			const lines = socket && linesOf(end, socket, studio)[at];
			if (!socket || !lines) return [];
			const touched = plugIn(bench, loom.id, plugOf(end, socket), socket, end);
			return [wireEnds(net, touched, { ...end, lines })];
		});
		const screens = ends.flatMap(({ screen }) => screen);
		const joined = loom.screen === "lifted" ? screens.slice(0, 1) : screens;
		for (const screen of joined) net.joinNets(screen, joined[0] ?? screen);
		bench.stretches.push({
			cable: loom.id,
			channel,
			metres: loom.length,
			stuff: stuffFor(loom, trunkPlug),
			pad: loom.pad,
			cores: [ends.flatMap(({ hot }) => hot), ends.flatMap(({ cold }) => cold)].filter(
				({ length }) => length > 0,
			),
			screen: screens[0],
		});
	});
};

/** The wire that is the screen of a mapped cable: the one with sleeves or pins 1 on it. */
const isScreen = (map: CableMap, wire: readonly string[]): boolean =>
	wire.some((contact) => {
		const [end = "", name] = contact.split(".");
		const [lines] = channelsOf(map.ends[end]?.connector ?? "TS", undefined, {});
		return lines?.screen === name;
	});

/** The nets that each wire of a mapped cable ends on, given how its plugs sit. */
export const mappedWires = (
	map: CableMap,
	touched: (end: string) => ((contact: string) => Net[]) | undefined,
): { readonly cores: readonly Net[][]; readonly screen: Net[] } => {
	const netsOf = (wire: readonly string[]): Net[] =>
		wire.flatMap((contact) => {
			const [end = "", name = ""] = contact.split(".");
			return touched(end)?.(name).slice(0, 1) ?? [];
		});
	const screens = map.wires.filter((wire) => isScreen(map, wire));
	return {
		cores: map.wires.filter((wire) => !screens.includes(wire)).map(netsOf),
		screen: screens.flatMap(netsOf),
	};
};

const joinMapped = (bench: Bench, cable: MappedCable): void => {
	const map = bench.studio.cableMaps[cable.cable];
	if (!map) return;
	const plugs = new Map(
		Object.entries(map.ends).flatMap(([name, { connector, gender }]) => {
			const socket = bench.sockets.get(cable.ends[name] ?? "");
			return socket ? [[name, plugIn(bench, cable.id, connector, socket, { gender })] as const] : [];
		}),
	);
	const { cores, screen } = mappedWires(map, (end) => plugs.get(end));
	for (const net of screen) bench.net.joinNets(net, screen[0] ?? net);
	const [first] = Object.values(map.ends);
	bench.stretches.push({
		cable: cable.id,
		channel: 0,
		metres: cable.length,
		stuff: stuffFor(cable, first?.connector ?? "TRS"),
		pad: cable.pad,
		cores,
		screen: screen[0],
	});
};

const portsBehind = ({ studio, net }: Bench): Map<string, PortBehind> =>
	new Map(
		studio.units.flatMap((unit) => {
			const model = studio.models[unit.model];
			return [...(model ? portsOf(model) : [])].flatMap(([name, port]) => {
				if (!model) return [];
				const id = `${unit.id}/${name}`;
				const [hot, cold, screen] = [
					net.netOf(leg(id, "hot")),
					net.netOf(leg(id, "cold")),
					net.netOf(leg(id, "screen")),
				];
				return [[id, { at: { id, unit, model, name, port }, nets: { hot, cold, screen } }] as const];
			});
		}),
	);

/** Nets are numbered while they grow together; at the end each is told by its root. */
const settled = (net: Copper, stretch: Stretch): Stretch => ({
	...stretch,
	cores: stretch.cores.map((core) => core.map(net.root)),
	screen: stretch.screen === undefined ? undefined : net.root(stretch.screen),
});

const build = (studio: Studio): Behind => {
	const bench: Bench = { studio, net: copper(), sockets: new Map(), stretches: [], misfits: [] };
	const { net, sockets, stretches, misfits } = bench;
	for (const unit of studio.units) {
		const model = studio.models[unit.model];
		if (model) joinUnit(bench, unit, model);
	}
	for (const bay of studio.bays) joinBay(bench, bay);
	for (const loom of studio.looms) joinLoom(bench, loom);
	for (const cable of studio.cables) joinMapped(bench, cable);
	const joints = jointsOf(studio, net.netOf, sockets);
	return {
		earth: net.netOf(EARTH),
		sockets,
		netOf: net.netOf,
		ports: portsBehind(bench),
		stretches: stretches.map((stretch) => settled(net, stretch)),
		joints,
		misfits,
	};
};

/** What lies behind the jacks of a studio, worked out once for each studio. */
export const behindOf = perStudio(build);
