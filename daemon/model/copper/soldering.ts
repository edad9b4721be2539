import {
	type CableMap,
	endsOf,
	type Loom,
	type LoomEnd,
	type MappedCable,
	type Stuff,
	stuffOf,
	usualKind,
} from "#model/cable.ts";
import {
	type Connector,
	type Contact,
	channelsOf,
	isMultipair,
	type Leg,
	type Lines,
	opposite,
} from "#model/connector.ts";
import type { Studio } from "#model/studio.ts";
import {
	type Copper,
	contactsUnder,
	type End,
	type Misfit,
	misfitOf,
	type Net,
	type PlugBody,
	type Socket,
	type Stretch,
	solderedTo,
} from "./copper.ts";

/** What is under construction: the metal, the sockets, and what was found on the way. */
export type Bench = {
	readonly studio: Studio;
	readonly net: Copper;
	readonly sockets: ReadonlyMap<string, Socket>;
	readonly stretches: Stretch[];
	readonly misfits: Misfit[];
};

/** The plug that fits where nobody says one; into a combo socket that is an XLR. */
export const plugOf = (end: LoomEnd, { connector }: Socket): Connector =>
	end.plug ?? (connector === "combo" ? "XLR-3" : connector);

/** A cable of one pair from one plug to another, of which nobody has said more: straight through. */
const isPlain = (loom: Loom): boolean =>
	!Array.isArray(loom.to) && endsOf(loom).every(({ pinout }) => pinout === undefined);

/**
 * A plug of several channels is soldered as its socket is, unless it is said; the plug of a plain cable as everybody
 * solders it, whatever the socket uses its contacts for.
 */
export const linesOf = (loom: Loom, end: LoomEnd, socket: Socket, { pinouts }: Studio): readonly Lines[] => {
	const plug = plugOf(end, socket);
	const lines = channelsOf(plug, end.pinout, pinouts);
	const several = socket.lines.length > 1 && (isMultipair(plug) || !isPlain(loom));
	const asSocket = end.pinout === undefined && plug === socket.connector;
	return asSocket && (several || lines.length === 0) ? socket.lines : lines;
};

/** The nets of a socket that each contact of a plug touches. */
export const touchedNets = (plug: PlugBody, socket: Socket, netAt: Copper["at"]) => {
	const under = contactsUnder(plug, socket);
	return (contact: Contact): readonly Net[] =>
		under.get(contact)?.map((ofJack) => netAt(socket, ofJack)) ?? NOTHING;
};
const NOTHING: readonly Net[] = [];

/** The net that a contact of a plug lies on once it sits. */
type NetUnder = (contact: Contact) => Net | undefined;

/** Pushes a plug that stays there into its socket, and tells what the mating does. What one contact touches it joins. */
const plugIn = (bench: Bench, cable: string, body: PlugBody, socket: Socket): NetUnder => {
	const { net, misfits } = bench;
	const plug = { ...body, gender: body.gender ?? (socket.gender && opposite[socket.gender]) };
	const misfit = misfitOf(cable, plug, socket);
	if (misfit) misfits.push(misfit);
	const under = contactsUnder(plug, socket);
	for (const touched of under.values())
		for (let i = 1; i < touched.length; i++)
			net.joinNets(net.at(socket, touched[0]), net.at(socket, touched[i]));
	return (contact) => {
		const touched = under.get(contact)?.[0];
		return touched === undefined ? undefined : net.at(socket, touched);
	};
};

type WireEnds = { readonly [L in Leg]: Net | undefined };

/** Where the wires of one channel end at one plug. What is soldered to two contacts joins them. */
const wireEnds = (net: Copper, netUnder: NetUnder, end: End): WireEnds => {
	const endOf = (contacts: readonly Contact[]): Net | undefined => {
		const one = contacts.length > 0 ? netUnder(contacts[0]) : undefined;
		const other = contacts.length > 1 ? netUnder(contacts[1]) : undefined;
		if (one !== undefined && other !== undefined) net.joinNets(one, other);
		return one ?? other;
	};
	const { hot, cold, screen } = solderedTo(end);
	return { hot: endOf(hot), cold: endOf(cold), screen: endOf(screen) };
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
export const loomEnds = (loom: Loom, channel: number): { end: LoomEnd; at: number }[] => {
	const far = Array.isArray(loom.to) ? loom.to[channel] : loom.to;
	const at = Array.isArray(loom.to) ? 0 : channel;
	return [{ end: loom.from, at: channel }, ...(far ? [{ end: far, at }] : [])];
};

/** A plug of a loom in its socket: how it is soldered, and what its contacts lie on there. */
type Seat = { readonly lines: readonly Lines[]; readonly netUnder: NetUnder };

const seat = (bench: Bench, loom: Loom, end: LoomEnd): Seat | undefined => {
	const socket = bench.sockets.get(end.into);
	if (!socket) return undefined;
	return {
		lines: linesOf(loom, end, socket, bench.studio),
		netUnder: plugIn(bench, loom.id, { ...end, connector: plugOf(end, socket) }, socket),
	};
};

/** One wire from end to end; an end in the air is left out. */
const wire = (ends: readonly WireEnds[], leg: Leg): Net[] => {
	const nets: Net[] = [];
	for (const end of ends) if (end[leg] !== undefined) nets.push(end[leg]);
	return nets;
};

export const joinLoom = (bench: Bench, loom: Loom): void => {
	const { net, sockets, stretches } = bench;
	const trunk = sockets.get(loom.from.into);
	if (!trunk) return;
	const seats = new Map<LoomEnd, Seat | undefined>();
	const seated = (end: LoomEnd): Seat | undefined => {
		if (!seats.has(end)) seats.set(end, seat(bench, loom, end));
		return seats.get(end);
	};
	const endsOn = ({ end, at }: { end: LoomEnd; at: number }): WireEnds[] => {
		const there = seated(end);
		const lines = there?.lines[at];
		const { cold, inverted } = end;
		return there && lines ? [wireEnds(net, there.netUnder, { lines, cold, inverted })] : [];
	};
	const stuff = stuffFor(loom, plugOf(loom.from, trunk));
	seated(loom.from)?.lines.forEach((_, channel) => {
		const ends = loomEnds(loom, channel).flatMap(endsOn);
		const screens = wire(ends, "screen");
		if (loom.screen !== "lifted") net.joinAll(screens);
		const screen = screens.length === 0 ? undefined : net.root(screens[0]);
		const cores = [wire(ends, "hot"), wire(ends, "cold")].filter(({ length }) => length > 0);
		stretches.push({ cable: loom.id, channel, metres: loom.length, stuff, pad: loom.pad, cores, screen });
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
	plugged: (end: string) => NetUnder | undefined,
): { readonly cores: readonly Net[][]; readonly screens: readonly Net[][] } => {
	const netsOf = (wire: readonly string[]): Net[] =>
		wire.flatMap((contact) => {
			const [end = "", name = ""] = contact.split(".");
			return plugged(end)?.(name) ?? [];
		});
	const screens = map.wires.filter((wire) => isScreen(map, wire));
	return {
		cores: map.wires.filter((wire) => !screens.includes(wire)).map(netsOf),
		screens: screens.map(netsOf),
	};
};

export const joinMapped = (bench: Bench, cable: MappedCable): void => {
	const map = bench.studio.cableMaps[cable.cable];
	if (!map) return;
	const plugs = new Map(
		Object.entries(map.ends).flatMap(([name, plug]) => {
			const socket = bench.sockets.get(cable.ends[name] ?? "");
			return socket ? [[name, plugIn(bench, cable.id, plug, socket)] as const] : [];
		}),
	);
	const { cores, screens } = mappedWires(map, (end) => plugs.get(end));
	for (const screen of cable.screen === "lifted" ? [] : screens) bench.net.joinAll(screen);
	const [first] = Object.values(map.ends);
	bench.stretches.push({
		cable: cable.id,
		channel: 0,
		metres: cable.length,
		stuff: stuffFor(cable, first?.connector ?? "TRS"),
		pad: cable.pad,
		cores,
		screen: screens[0]?.[0],
	});
};
