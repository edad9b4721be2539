import { type Loom, type LoomEnd, type MappedCable, usualKind } from "#model/cable.ts";
import { type Connector, channelsOf, type Gender, hasGender, type Leg, type Lines, legs, opposite } from "#model/connector.ts";
import type { Socket } from "#model/copper.ts";
import { carriedBy, modelOf, portsOf, type Studio } from "#model/studio.ts";
import { wire } from "#model/wiring.ts";
import { csvOf } from "#sheets/csv.ts";

/** One end of a conductor: the socket that its plug sits in, the plug, and the contact to solder to; null: to none. */
export type SolderedEnd = {
	readonly socket: string;
	readonly connector: Connector | null;
	readonly gender: Gender | null;
	readonly contact: string | null;
};

/** One conductor of one cable, as the person who solders needs it. */
export type Conductor = {
	readonly cable: string;
	readonly kind: string;
	/** Metres. */
	readonly length: number;
	readonly channel: number;
	readonly conductor: string;
	readonly a: SolderedEnd;
	readonly b: SolderedEnd;
	readonly remark: string;
};

type Sockets = ReadonlyMap<string, Socket>;
type Room = { readonly studio: Studio; readonly sockets: Sockets };

/** Pins or holes of a socket on a unit: as its gear file says, else an XLR that gives has pins. Null: nobody says. */
const socketGender = (studio: Studio, id: string): Gender | null => {
	const [unit = "", name = ""] = id.split("/");
	const model = modelOf(studio, unit);
	const jack = model?.jacks[name];
	if (!model || !jack || !hasGender(jack.connector)) return null;
	if (jack.gender) return jack.gender;
	const [port = ""] = carriedBy(name, jack);
	const direction = portsOf(model).get(port)?.direction;
	if (jack.connector !== "XLR-3" || direction === undefined || direction === "through") return null;
	return direction.endsWith("out") ? "male" : "female";
};

const plugGender = ({ studio }: Room, { into, gender }: LoomEnd, plug: Connector): Gender | null => {
	if (gender || !hasGender(plug)) return gender ?? null;
	const socket = socketGender(studio, into);
	return socket && opposite[socket];
};

/** A multipair plug is soldered as its socket is, unless it is said; a plug of one channel as everybody solders it. */
const channelsAt = ({ studio, sockets }: Room, end: LoomEnd): readonly Lines[] => {
	const socket = sockets.get(end.into);
	if (!socket) return [];
	const plug = end.plug ?? socket.connector;
	const lines = channelsOf(plug, end.pinout, studio.pinouts);
	const asSocket = socket.lines.length > 1 || lines.length === 0;
	return end.pinout === undefined && plug === socket.connector && asSocket ? socket.lines : lines;
};

/** The contact that a conductor goes to at one end, and what is not as usual about it. */
type Joint = { readonly contact: string | null; readonly remark: string };

const swapped: Record<Leg, Leg> = { hot: "cold", cold: "hot", screen: "screen" };

const jointOf = (leg: Leg, end: LoomEnd, lines: Lines, plug: Connector, letter: string): Joint => {
	const contact = lines[end.inverted ? swapped[leg] : leg] ?? null;
	const inverted = end.inverted && leg !== "screen" ? `inverted at ${letter}` : "";
	if (leg !== "cold" || end.cold === "through")
		return contact === null
			? { contact, remark: `no contact for ${leg} on the ${plug} at ${letter}: insulate` }
			: { contact, remark: inverted };
	if (end.cold === "open") return { contact: null, remark: `cold open at ${letter}: insulate` };
	const bridged = contact === null ? "" : ` with contact ${contact}`;
	const remark = [`cold to screen${bridged} at ${letter}`, inverted].filter(Boolean).join("; ");
	return { contact: lines.screen ?? null, remark };
};

const nothing = (end: LoomEnd | null | undefined, letter: string): { end: SolderedEnd; remark: string } => ({
	end: { socket: end?.into ?? "", connector: null, gender: null, contact: null },
	remark: end ? `no such channel at ${letter}: insulate` : `not used at ${letter}: insulate`,
});

/** One conductor at one end of a loom. */
const endFor = (
	room: Room,
	leg: Leg,
	end: LoomEnd | null | undefined,
	channel: number,
	letter: string,
): { readonly end: SolderedEnd; readonly remark: string } => {
	const lines = end && channelsAt(room, end)[channel];
	const plug = end?.plug ?? (end && room.sockets.get(end.into)?.connector);
	if (!end || !lines || !plug) return nothing(end, letter);
	const { contact, remark } = jointOf(leg, end, lines, plug, letter);
	return { end: { socket: end.into, connector: plug, gender: plugGender(room, end, plug), contact }, remark };
};

const sayPad = ({ pad }: Loom, leg: Leg): string =>
	pad && leg !== "screen" ? `pad: ${pad.series} Ω in this leg, ${pad.shunt} Ω across at B` : "";

const ofLoom = (room: Room, loom: Loom): Conductor[] => {
	const trunk = loom.from.plug ?? room.sockets.get(loom.from.into)?.connector;
	return channelsAt(room, loom.from).flatMap((lines, channel) => {
		const fans = Array.isArray(loom.to);
		const far = Array.isArray(loom.to) ? loom.to[channel] : loom.to;
		return legs
			.filter((leg) => lines[leg] !== undefined)
			.map((leg) => {
				const a = endFor(room, leg, loom.from, channel, "A");
				const b = endFor(room, leg, far, fans ? 0 : channel, "B");
				const lifted = leg === "screen" && loom.screen === "lifted" && far;
				const remarks = [a.remark, lifted ? "screen lifted at B: insulate" : b.remark, sayPad(loom, leg)];
				return {
					cable: loom.id,
					kind: loom.kind ?? (trunk ? usualKind(trunk) : ""),
					length: loom.length,
					channel: channel + 1,
					conductor: leg,
					a: a.end,
					b: lifted ? { ...b.end, contact: null } : b.end,
					remark: remarks.filter(Boolean).join("; "),
				};
			});
	});
};
