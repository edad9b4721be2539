import { behindOf } from "#model/copper/behind.ts";
import type { Socket } from "#model/copper/copper.ts";
import { linesOf, loomEnds } from "#model/copper/soldering.ts";
import { endsOf, type Loom } from "./cable.ts";
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
export type Flow = { readonly senders: readonly Place[]; readonly ways: readonly Way[] };

/** Whether a port gives or takes; of a bay, a tie line or a box of contacts nobody can say. */
const givesAt = (studio: Studio, port: PortId | undefined): boolean | undefined => {
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

/** How many channels are soldered: a plug may use a part of its contacts. */
const channelsIn = (studio: Studio, loom: Loom): number =>
	Math.min(
		...[loom.from, ...(Array.isArray(loom.to) ? [] : [loom.to])].map((end) => {
			const socket = behindOf(studio).sockets.get(end.into);
			return socket ? linesOf(loom, end, socket, studio).length : 0;
		}),
	);

/** Both ends of every channel of a loom, and which of them gives: a bay gives what the other end takes. */
const facing = (studio: Studio, loom: Loom): Facing[] =>
	Array.from({ length: channelsIn(studio, loom) }, (_, wire) => {
		const [near, far] = loomEnds(loom, wire).map(({ end, at }) => placeAt(studio, end.into, at, wire));
		const [one, other] = [near, far].map((place) => place && givesAt(studio, place.port));
		return { near, far, nearGives: one ?? (other === undefined ? true : !other) };
	});

const isPlace = (place: Place | undefined): place is Place => place !== undefined;

/** Whom one that takes should hear. */
type Meeting = (senders: readonly Place[], taker: Place, i: number) => Place | undefined;
const channelByChannel: Meeting = (senders, { wire }) => senders.find((sender) => sender.wire === wire);
/** A socket that gives and takes meets its like crosswise: the first that gives is for the first that takes. */
const crosswise: Meeting = (senders, _, i) => senders[i];

const flow = (senders: readonly Place[], takers: readonly Place[], meeting: Meeting): Flow[] => {
	const ways = takers.flatMap((to, i) => {
		const from = meeting(senders, to, i);
		return from ? [{ from, to }] : [];
	});
	return ways.length > 0 ? [{ senders, ways }] : [];
};

/** Whether a socket of a loom carries outputs and inputs at once, as those for AES3 do. */
export const isMixed = (studio: Studio, loom: Loom): boolean =>
	endsOf(loom).some(({ into }) => {
		const ways = (portsOnSocket(studio, into) ?? []).map((port) => givesAt(studio, port));
		return ways.includes(true) && ways.includes(false);
	});

/** The flows of a loom: one, or two where its sockets carry outputs and inputs at once. */
export const flowsOf = (studio: Studio, loom: Loom): Flow[] => {
	const channels = facing(studio, loom);
	const gives = ({ port }: Place): boolean => givesAt(studio, port) === true;
	const takes = ({ port }: Place): boolean => givesAt(studio, port) === false;
	const at = (end: "near" | "far", list: readonly Facing[] = channels): Place[] =>
		list.map((one) => one[end]).filter(isPlace);
	if (isMixed(studio, loom))
		return [
			...flow(at("near").filter(gives), at("far").filter(takes), crosswise),
			...flow(at("far").filter(gives), at("near").filter(takes), crosswise),
		];
	const mayTake = (place: Place): boolean => !gives(place);
	const out = channels.filter(({ nearGives }) => nearGives);
	const back = channels.filter(({ nearGives }) => !nearGives);
	return [
		...flow(at("near", out), at("far", out).filter(mayTake), channelByChannel),
		...flow(at("far", back), at("near", back).filter(mayTake), channelByChannel),
	];
};
