import { type Loom, type LoomEnd, type MappedCable, type Pad, usualKind } from "#model/cable.ts";
import {
	type Connector,
	channelsOf,
	type Gender,
	hasGender,
	type Leg,
	legs,
	opposite,
} from "#model/connector.ts";
import { behindOf } from "#model/copper/behind.ts";
import { type Socket, solderedTo } from "#model/copper/copper.ts";
import { linesOf } from "#model/copper/soldering.ts";
import type { Studio } from "#model/studio.ts";
import { csvOf } from "#sheets/csv.ts";

/** One end of a conductor: the socket that its plug sits in, the plug, and the contact to solder to; null: to none. */
export type SolderedEnd = {
	readonly socket: string | null;
	readonly connector: Connector | null;
	/** Null where nobody has said it or the connector has but one kind. */
	readonly gender: Gender | null;
	readonly contact: string | null;
};

/** One conductor of one cable, as the person who solders needs it. */
export type Conductor = {
	readonly cable: string;
	readonly kind: string;
	/** Metres. */
	readonly length: number;
	/** From 1; of a cable that is described contact by contact, the number of the wire. */
	readonly channel: number;
	readonly conductor: Leg | "wire";
	readonly a: SolderedEnd;
	readonly b: SolderedEnd;
	readonly remark: string;
};

type Room = { readonly studio: Studio; readonly sockets: ReadonlyMap<string, Socket> };
/** An end as it was soldered, and what is not as usual about it. */
type Joint = { readonly end: SolderedEnd; readonly remark: string };

/** Pins or holes of a plug: as it was said, else the ones that fit the socket. */
const plugGender = (plug: Connector, said: Gender | undefined, socket: Socket | undefined): Gender | null => {
	if (!hasGender(plug)) return null;
	return said ?? (socket?.gender && socket.connector === plug ? opposite[socket.gender] : null);
};

const nowhere = (socket: string | null, remark: string): Joint => ({
	end: { socket, connector: null, gender: null, contact: null },
	remark,
});

const said = (remarks: readonly string[]): string => remarks.filter(Boolean).join("; ");

/** What is special about a wire at one end: nothing to solder it to, the screen instead, or the other leg's contact. */
const sayJoint = (leg: Leg, end: LoomEnd, contacts: readonly string[], at: string): string => {
	const inverted = end.inverted && leg !== "screen" ? `inverted at ${at}` : "";
	if (leg === "cold" && end.cold === "open") return `cold open at ${at}: insulate`;
	if (contacts.length === 0) return `no contact for ${leg} at ${at}: insulate`;
	if (leg !== "cold" || end.cold === "through") return inverted;
	const bridged = contacts.length > 1 ? `, bridge ${contacts.join(" and ")}` : "";
	return said([`cold to screen at ${at}${bridged}`, inverted]);
};

/** One wire of one channel at one end of a loom. */
const jointAt = (
	{ studio, sockets }: Room,
	loom: Loom,
	leg: Leg,
	{ end, channel, at }: { end: LoomEnd | null | undefined; channel: number; at: "A" | "B" },
): Joint => {
	if (!end) return nowhere(null, `not used at ${at}: insulate`);
	const socket = sockets.get(end.into);
	const lines = socket && linesOf(loom, end, socket, studio)[channel];
	if (!socket || !lines) return nowhere(end.into, `no such channel at ${at}: insulate`);
	const plug = end.plug ?? socket.connector;
	const contacts = solderedTo({ ...end, lines })[leg];
	return {
		end: {
			socket: end.into,
			connector: plug,
			gender: plugGender(plug, end.gender, socket),
			contact: contacts[0] ?? null,
		},
		remark: sayJoint(leg, end, contacts, at),
	};
};

const sayPad = (pad: Pad | undefined): string =>
	pad ? `pad at B: ${pad.series} Ω in series in each leg, ${pad.shunt} Ω across` : "";

const LIFTED = "screen lifted at B: insulate";

const conductorOf = (room: Room, loom: Loom, channel: number, leg: Leg): Omit<Conductor, "kind"> => {
	const fan = Array.isArray(loom.to);
	const far = Array.isArray(loom.to) ? loom.to[channel] : loom.to;
	const a = jointAt(room, loom, leg, { end: loom.from, channel, at: "A" });
	const b = jointAt(room, loom, leg, { end: far, channel: fan ? 0 : channel, at: "B" });
	const lifted = leg === "screen" && loom.screen === "lifted" && b.end.contact !== null;
	return {
		cable: loom.id,
		length: loom.length,
		channel: channel + 1,
		conductor: leg,
		a: a.end,
		b: lifted ? { ...b.end, contact: null } : b.end,
		remark: said([a.remark, lifted ? LIFTED : b.remark, leg === "screen" ? "" : sayPad(loom.pad)]),
	};
};

/** A wire that neither plug has a contact for is not there: two RCAs need no cold. */
const isThere = ({ a, b, remark }: Omit<Conductor, "kind">): boolean =>
	a.contact !== null || b.contact !== null || remark.includes("open at");

const ofLoom = (room: Room, loom: Loom): Conductor[] => {
	const socket = room.sockets.get(loom.from.into);
	if (!socket) return [];
	const from: LoomEnd = loom.from;
	const kind = loom.kind ?? usualKind(from.plug ?? socket.connector);
	return linesOf(loom, loom.from, socket, room.studio).flatMap((_, channel) =>
		legs
			.map((leg) => conductorOf(room, loom, channel, leg))
			.filter(isThere)
			.map((conductor) => ({ ...conductor, kind })),
	);
};

/** A contact of a cable's map, "send.T", where its plug sits. */
const mappedEnd = ({ studio, sockets }: Room, cable: MappedCable, contact: string): SolderedEnd => {
	const [name = "", pin = ""] = contact.split(".");
	const plug = studio.cableMaps[cable.cable]?.ends[name];
	const socket = cable.ends[name] ?? null;
	return {
		socket: socket ?? name,
		connector: plug?.connector ?? null,
		gender: plug ? plugGender(plug.connector, plug.gender, sockets.get(socket ?? "")) : null,
		contact: pin,
	};
};

const isScreen = ({ connector, contact }: SolderedEnd): boolean =>
	connector !== null && channelsOf(connector, undefined, {})[0]?.screen === contact;

/** Each wire of the map from its first contact to each of the others. */
const ofMapped = (room: Room, cable: MappedCable): Conductor[] => {
	const map = room.studio.cableMaps[cable.cable];
	const [first] = Object.values(map?.ends ?? {});
	const kind = cable.kind ?? (first ? usualKind(first.connector) : "");
	return (map?.wires ?? []).flatMap(([start = "", ...others], i) =>
		others.map((other) => {
			const [a, b] = [mappedEnd(room, cable, start), mappedEnd(room, cable, other)];
			const lifted = cable.screen === "lifted" && isScreen(b);
			const split = others.length > 1 ? `one wire to ${others.length} contacts` : "";
			return {
				cable: cable.id,
				kind,
				length: cable.length,
				channel: i + 1,
				conductor: "wire" as const,
				a,
				b: lifted ? { ...b, contact: null } : b,
				remark: said([split, lifted ? LIFTED : "", isScreen(a) ? "" : sayPad(cable.pad)]),
			};
		}),
	);
};

/** Every conductor of every permanent cable, cable by cable, channel by channel. */
export const wiringList = (studio: Studio): Conductor[] => {
	const room = { studio, sockets: behindOf(studio).sockets };
	return [
		...studio.looms.flatMap((loom) => ofLoom(room, loom)),
		...studio.cables.flatMap((cable) => ofMapped(room, cable)),
	];
};

const HEAD = [
	"cable",
	"kind",
	"length m",
	"channel",
	"conductor",
	...["A", "B"].flatMap((at) => [`${at} socket`, `${at} connector`, `${at} gender`, `${at} contact`]),
	"colour or pair",
	"remark",
];

const fields = ({ socket, connector, gender, contact }: SolderedEnd): string[] => [
	socket ?? "",
	connector ?? "",
	gender ?? "",
	contact ?? "",
];

/** The list as CSV, with an empty column for the colour or the number of the pair. */
export const wiringCsv = (studio: Studio): string =>
	csvOf([
		HEAD,
		...wiringList(studio).map(({ cable, kind, length, channel, conductor, a, b, remark }) => [
			cable,
			kind,
			String(length),
			String(channel),
			conductor,
			...fields(a),
			...fields(b),
			"",
			remark,
		]),
	]);
