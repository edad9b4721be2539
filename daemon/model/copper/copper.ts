import type { ColdWire, Pad, Stuff } from "#model/cable.ts";
import {
	type Connector,
	type Contact,
	contacts,
	type Gender,
	hasGender,
	type Leg,
	type Lines,
	type Mating,
	mating,
	type Screws,
} from "#model/connector.ts";

/** Contacts that metal joins are one net. Nets are numbered from 0; the number itself means nothing. */
export type Net = number;

/** Anything a plug goes into: a socket of a unit, the rear of a bay, a jack in front. */
export type Socket = {
	readonly id: string;
	readonly connector: Connector;
	readonly lines: readonly Lines[];
	/** Pins or holes; nothing where nobody knows or the connector has but one kind. */
	readonly gender?: Gender | undefined;
	readonly screws?: Screws | undefined;
	/** A jack on the front of a bay. */
	readonly inFront?: boolean;
	/** Its first contact; the others follow as the connector lists them. */
	readonly first: Net;
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

/** Where each contact stands among those of its connector. */
const order = new Map(
	Object.entries(contacts).map(
		([connector, names]) => [connector, new Map(names.map((name, place) => [name, place]))] as const,
	),
);

/**
 * Numbered nets that grow together (union-find, path halving; the least number names the piece). A number that was
 * never laid is a net of its own for ever. Hot: a facility has a hundred thousand contacts, so they are numbers in a row.
 */
export const netsJoined = (laid = 0) => {
	let size = 0;
	let parent = new Int32Array(Math.max(64, laid));
	const root = (start: Net): Net => {
		if (start < 0 || start >= size) return start;
		let at = start;
		while (parent[at] !== at) {
			parent[at] = parent[parent[at]];
			at = parent[at];
		}
		return at;
	};
	const lay = (count: number): Net => {
		const first = size;
		size += count;
		if (size > parent.length) {
			const longer = new Int32Array(Math.max(size, 2 * parent.length));
			longer.set(parent);
			parent = longer;
		}
		for (let net = first; net < size; net++) parent[net] = net;
		return first;
	};
	const join = (one: Net, other: Net): void => {
		const a = root(one);
		const b = root(other);
		if (a < 0 || b < 0) return;
		if (a < b) parent[b] = a;
		else parent[a] = b;
	};
	lay(laid);
	return {
		root,
		/** So many new nets in a row; the number of the first. */
		lay,
		join,
		joinAll: (nets: readonly Net[]): void => {
			for (let i = 1; i < nets.length; i++) join(nets[0], nets[i]);
		},
		size: (): number => size,
	};
};

/** The nets of a few wires in one row (hot: `flat` takes three times as long). */
export const netsOf = (wires: readonly (readonly Net[])[]): Net[] => {
	const nets: Net[] = [];
	for (const wire of wires) for (const net of wire) nets.push(net);
	return nets;
};

/** Joins the contacts of sockets and tells which are one piece of metal. */
export const copper = () => {
	const { root, lay, join, joinAll, size } = netsJoined();
	/** Contacts that no connector lists, by name. Their numbers lie below all others, and nothing joins them. */
	const strangers = new Map<string, Net>();
	const named = (name: string): Net => {
		const known = strangers.get(name) ?? -1 - strangers.size;
		strangers.set(name, known);
		return known;
	};
	return {
		root,
		lay,
		size,
		joinNets: join,
		joinAll,
		/** The piece of metal that a contact of a socket belongs to. */
		at: ({ id, connector, first }: Socket, contact: Contact): Net => {
			const place = order.get(connector)?.get(contact);
			return place === undefined ? named(`${id}.${contact}`) : root(first + place);
		},
		named,
	};
};
export type Copper = ReturnType<typeof copper>;

/** A socket whose contacts are new ones. */
export const laid = (
	{ lay }: Pick<Copper, "lay">,
	{ id, connector, lines, gender, screws, inFront = false }: Omit<Socket, "first">,
): Socket => ({ id, connector, lines, gender, screws, inFront, first: lay(contacts[connector].length) });

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

/** Which contacts of a plug meet which of a socket; none where it does not go in. */
export const touchingOf = (plug: PlugBody, socket: Socket): Mating["touching"] => {
	const touching = mating(plug.connector, socket.connector);
	return touching && mismatch(plug, socket, touching) !== "same gender" ? touching.touching : nothing;
};
const nothing: Mating["touching"] = [];

const byPlug = new WeakMap<Mating["touching"], ReadonlyMap<Contact, readonly Contact[]>>();

/** The contacts of a socket that each contact of a plug meets. */
export const contactsUnder = (plug: PlugBody, socket: Socket): ReadonlyMap<Contact, readonly Contact[]> => {
	const touching = touchingOf(plug, socket);
	const known = byPlug.get(touching) ?? grouped(touching);
	byPlug.set(touching, known);
	return known;
};
const grouped = (touching: Mating["touching"]): ReadonlyMap<Contact, readonly Contact[]> =>
	new Map(
		[...Map.groupBy(touching, ([ofPlug]) => ofPlug)].map(([ofPlug, pairs]) => [
			ofPlug,
			pairs.map(([, ofJack]) => ofJack),
		]),
	);

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
