import { behindOf } from "./behind.ts";
import type { Loom } from "./cable.ts";
import type { Socket } from "./copper.ts";
import { loomEnds } from "./soldering.ts";
import { anyPortOf, type PortId, portsOnSocket, type Studio } from "./studio.ts";

/** One channel of a socket that a loom sits in, with the port behind it where the socket is on a unit. */
export type Place = {
	readonly socket: Socket;
	readonly channel: number;
	readonly port: PortId | undefined;
	/** The channel of the loom that ends here. */
	readonly wire: number;
};

/** Who should hear whom: the same channel at the other end, whichever end gives. */
export type Way = { readonly from: Place; readonly to: Place };
/** The ways of a loom in one direction, with everything that gives at its near end. */
export type Flow = {
	readonly senders: readonly Place[];
	readonly ways: readonly Way[];
	readonly isMixed: boolean;
};

/** Whether a place gives or takes; of a bay, a tie line or a box of contacts nobody can say. */
const givesAt = (studio: Studio, { port }: Place): boolean | undefined => {
	const direction = port === undefined ? undefined : anyPortOf(studio, port)?.port.direction;
	if (direction === "out" || direction === "digital out") return true;
	return direction === "in" || direction === "digital in" ? false : undefined;
};

/** A socket may have more channels than its unit has ports: what has nothing behind it is no place. */
const placeAt = (studio: Studio, into: string, channel: number, wire: number): Place | undefined => {
	const socket = behindOf(studio).sockets.get(into);
	const ports = portsOnSocket(studio, into);
	if (!socket?.lines[channel] || (ports && ports[channel] === undefined)) return undefined;
	return { socket, channel, port: ports?.[channel], wire };
};

type Facing = {
	readonly near: Place | undefined;
	readonly far: Place | undefined;
	readonly nearGives: boolean;
};

/** Both ends of every channel of a loom, and which of them gives: a bay gives what the other end takes. */
const facing = (studio: Studio, loom: Loom): Facing[] => {
	const trunk = behindOf(studio).sockets.get(loom.from.into);
	const count = Math.max(trunk?.lines.length ?? 0, Array.isArray(loom.to) ? loom.to.length : 0);
	return Array.from({ length: count }, (_, wire) => {
		const [near, far] = loomEnds(loom, wire).map(({ end, at }) => placeAt(studio, end.into, at, wire));
		const [one, other] = [near, far].map((place) => place && givesAt(studio, place));
		return { near, far, nearGives: one ?? (other === undefined ? true : !other) };
	});
};

const isPlace = (place: Place | undefined): place is Place => place !== undefined;

/** A socket that gives and takes meets its like crosswise: the first that gives hears the first that takes. */
const waysBetween = (senders: readonly Place[], takers: readonly Place[], isMixed: boolean): Way[] =>
	takers.flatMap((to, i) => {
		const from = isMixed ? senders[i] : senders.find(({ wire }) => wire === to.wire);
		return from ? [{ from, to }] : [];
	});

/** The flows of a loom: one, or two where its sockets carry outputs and inputs at once, as those for AES3 do. */
export const flowsOf = (studio: Studio, loom: Loom): Flow[] => {
	const channels = facing(studio, loom);
	const takes = (place: Place): boolean => givesAt(studio, place) === false;
	const gives = (place: Place): boolean => givesAt(studio, place) === true;
	const flow = (senders: readonly Place[], takers: readonly Place[], isMixed: boolean): Flow[] => {
		const ways = waysBetween(senders, takers, isMixed);
		return ways.length > 0 ? [{ senders, ways, isMixed }] : [];
	};
	const near = channels.map((channel) => channel.near).filter(isPlace);
	const far = channels.map((channel) => channel.far).filter(isPlace);
	const isMixed = [near, far].some((places) => places.some(gives) && places.some(takes));
	if (isMixed)
		return [
			...flow(near.filter(gives), far.filter(takes), true),
			...flow(far.filter(gives), near.filter(takes), true),
		];
	const [out, back] = [
		channels.filter(({ nearGives }) => nearGives),
		channels.filter(({ nearGives }) => !nearGives),
	];
	const at = (list: readonly Facing[], end: "near" | "far"): Place[] =>
		list.map((one) => one[end]).filter(isPlace);
	return [
		...flow(
			at(out, "near"),
			at(out, "far").filter((place) => !gives(place)),
			false,
		),
		...flow(
			at(back, "far"),
			at(back, "near").filter((place) => !gives(place)),
			false,
		),
	];
};
