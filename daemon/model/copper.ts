import type { ColdWire } from "./cable.ts";
import { type Connector, type Leg, type Lines, mating } from "./connector.ts";

/** Contacts that copper joins are one net. Nets are numbered from 0; the number itself means nothing. */
export type Net = number;

/** Anything a plug goes into: a socket of a unit, the rear of a bay, a jack in front. */
export type Socket = { readonly id: string; readonly connector: Connector; readonly lines: readonly Lines[] };

/** A plug in a socket that it does not match: it does not go in, or other contacts touch than its own. */
export type Misfit = {
	readonly cable: string;
	readonly plug: Connector;
	readonly socket: string;
	readonly jack: Connector;
	readonly fits: boolean;
};

/** Joins contacts by name and tells at the end which are one piece of copper (union-find, path halving). */
export const copper = () => {
	const index = new Map<string, number>();
	const parent: number[] = [];
	const place = (contact: string): number => {
		const known = index.get(contact);
		if (known !== undefined) return known;
		index.set(contact, parent.length);
		return parent.push(parent.length) - 1;
	};
	const root = (start: number): number => {
		let at = start;
		while (parent[at] !== at) {
			parent[at] = parent[parent[at] ?? at] ?? at;
			at = parent[at] ?? at;
		}
		return at;
	};
	return {
		netOf: (contact: string): Net => root(place(contact)),
		join: (one: string, other: string): void => {
			parent[root(place(one))] = root(place(other));
		},
	};
};
export type Copper = ReturnType<typeof copper>;

/** One channel of one cable end: the plug's contacts for it, and how its cold wire was treated. */
export type End = {
	readonly plug: Connector;
	readonly lines: Lines;
	readonly cold: ColdWire;
	readonly inverted: boolean;
};

/** Solders one channel's three wires to the contacts of a plug. Without a contact for cold the wire ends where it is told to. */
export const solder = (net: Copper, plug: string, wires: string, { lines, cold, inverted }: End): void => {
	const contact = (which: Leg): string | undefined => lines[which] && `${plug}.${lines[which]}`;
	const join = (wire: Leg, to: Leg): void => {
		const at = contact(to);
		if (at) net.join(`${wires}:${wire}`, at);
	};
	join("hot", inverted ? "cold" : "hot");
	if (cold !== "open") join("cold", inverted ? "hot" : "cold");
	if (cold === "to screen") net.join(`${wires}:cold`, `${wires}:screen`);
	join("screen", "screen");
};

/** Pushes a plug into a socket: whatever touches is joined. */
export const mate = (
	net: Copper,
	cable: string,
	plug: Connector,
	plugId: string,
	socket: Socket,
	misfits: Misfit[],
): void => {
	const touching = mating(plug, socket.connector);
	if (!touching || plug !== socket.connector)
		misfits.push({ cable, plug, socket: socket.id, jack: socket.connector, fits: touching !== undefined });
	for (const [ofPlug, ofJack] of touching?.touching ?? [])
		net.join(`${plugId}.${ofPlug}`, `${socket.id}.${ofJack}`);
};
