import type { ColdWire, Pad, Stuff } from "./cable.ts";
import {
	type Connector,
	type Gender,
	hasGender,
	type Leg,
	type Lines,
	type Mating,
	mating,
	type Screws,
} from "./connector.ts";

/** Contacts that metal joins are one net. Nets are numbered from 0; the number itself means nothing. */
export type Net = number;

/** Anything a plug goes into: a socket of a unit, the rear of a bay, a jack in front. */
export type Socket = {
	readonly id: string;
	readonly connector: Connector;
	readonly lines: readonly Lines[];
	/** Pins or holes; nothing where nobody knows or the connector has but one kind. */
	readonly gender?: Gender;
	readonly screws?: Screws;
};

/** A plug as it is made, without what is soldered to it. */
export type PlugBody = {
	readonly connector: Connector;
	readonly gender?: Gender | null | undefined;
	readonly screws?: Screws | undefined;
};

/** A plug in a socket that it does not match: it does not go in, or goes in and should not. */
export type Misfit = {
	readonly cable: string;
	readonly plug: Connector;
	readonly socket: string;
	readonly jack: Connector;
	readonly fits: boolean;
	readonly because?: "damages" | "loose" | "same gender" | "screws";
};

/** Joins contacts by name and tells which are one piece of metal (union-find, path halving; hot). */
export const copper = () => {
	const index = new Map<string, Net>();
	const parent: Net[] = [];
	const place = (contact: string): Net => {
		const known = index.get(contact);
		if (known !== undefined) return known;
		index.set(contact, parent.length);
		return parent.push(parent.length) - 1;
	};
	const root = (start: Net): Net => {
		let at = start;
		while (parent[at] !== at) {
			parent[at] = parent[parent[at] ?? at] ?? at;
			at = parent[at] ?? at;
		}
		return at;
	};
	return {
		root,
		netOf: (contact: string): Net => root(place(contact)),
		join: (one: string, other: string): void => {
			parent[root(place(one))] = root(place(other));
		},
		joinNets: (one: Net, other: Net): void => {
			parent[root(one)] = root(other);
		},
	};
};
export type Copper = ReturnType<typeof copper>;

const mismatch = (plug: PlugBody, socket: Socket, touching: Mating): Misfit["because"] => {
	if (touching.harm) return touching.harm;
	if (hasGender(plug.connector) && plug.gender && plug.gender === socket.gender) return "same gender";
	return plug.screws && socket.screws && plug.screws !== socket.screws ? "screws" : undefined;
};

/** What is wrong with a plug in a socket, if anything is: another kind, two of one gender, other screws. */
export const misfitOf = (cable: string, plug: PlugBody, socket: Socket): Misfit | undefined => {
	const touching = mating(plug.connector, socket.connector);
	const because = touching && mismatch(plug, socket, touching);
	if (touching && plug.connector === socket.connector && !because) return undefined;
	const fits = touching !== undefined && because !== "same gender";
	return {
		cable,
		plug: plug.connector,
		socket: socket.id,
		jack: socket.connector,
		fits,
		...(because ? { because } : {}),
	};
};

/** One channel of one cable end: the plug's contacts for it, and how its cold wire was treated. */
export type End = { readonly lines: Lines; readonly cold: ColdWire; readonly inverted: boolean };

/** On which contacts of a plug the three wires of a channel end; a wire may end in the air. */
export const solderedTo = ({ lines, cold, inverted }: End): { readonly [L in Leg]: readonly string[] } => {
	const contact = (leg: Leg): string[] => (lines[leg] === undefined ? [] : [lines[leg]]);
	const crossed = contact(inverted ? "hot" : "cold");
	return {
		hot: contact(inverted ? "cold" : "hot"),
		cold: cold === "open" ? [] : cold === "to screen" ? [...crossed, ...contact("screen")] : crossed,
		screen: contact("screen"),
	};
};

/** One channel of one cable as it lies between its plugs: the cores with the nets at their ends, and the screen. */
export type Stretch = {
	readonly cable: string;
	readonly channel: number;
	readonly metres: number;
	readonly stuff: Stuff;
	readonly pad: Pad | undefined;
	/** Nets at the two or more ends of each core, hot first; an end in the air is not there. */
	readonly cores: readonly (readonly Net[])[];
	readonly screen: Net | undefined;
};
