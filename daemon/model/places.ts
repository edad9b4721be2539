import type { Behind, PortBehind } from "./behind.ts";
import type { Net, Stretch } from "./copper.ts";
import type { Handling, Joint } from "./joint.ts";
import { jacksOf } from "./patchbay.ts";
import type { Studio } from "./studio.ts";

/** What lies on each net of a studio that nobody has touched, so that nobody looks through all of it. */
export type Places = {
	readonly behind: Behind;
	readonly portsOn: ReadonlyMap<Net, readonly PortBehind[]>;
	readonly stretchesOn: ReadonlyMap<Net, readonly Stretch[]>;
	readonly jointsOn: ReadonlyMap<Net, readonly Joint[]>;
	readonly jacksOn: ReadonlyMap<Net, readonly string[]>;
	readonly jointsAtJack: ReadonlyMap<string, readonly Joint[]>;
	readonly jointsOfUnit: ReadonlyMap<string, readonly Joint[]>;
	/** Sockets with a permanent cable in them. */
	readonly loomed: ReadonlySet<string>;
	readonly baseClosed: ReadonlySet<Joint>;
};

/** Things by what they lie on, each once. Hot: it runs over everything that a studio has. */
export const gathered = <K, T>(things: Iterable<T>, keysOf: (thing: T) => Iterable<K>): Map<K, T[]> => {
	const on = new Map<K, T[]>();
	for (const thing of things)
		for (const key of keysOf(thing)) {
			const there = on.get(key);
			if (there === undefined) on.set(key, [thing]);
			else if (there.at(-1) !== thing) there.push(thing);
		}
	return on;
};

/** Sockets that a permanent cable sits in count as plugged. */
const loomedIn = (studio: Studio): Set<string> =>
	new Set([
		...studio.looms.flatMap(({ from, to }) =>
			[from, ...(Array.isArray(to) ? to : [to])].flatMap((end) => (end ? [end.into] : [])),
		),
		...studio.cables.flatMap(({ ends }) => Object.values(ends)),
	]);

export const placesOf = (studio: Studio, behind: Behind): Places => {
	const { joints, ports, stretches, netAt, sockets, earth } = behind;
	const loomed = loomedIn(studio);
	const untouched: Handling = { plugged: loomed, settings: {} };
	const netsOfJack = (jack: string): Net[] => {
		const socket = sockets.get(jack);
		const { hot, cold } = socket?.lines[0] ?? {};
		return [hot, cold].flatMap((contact) => (socket && contact ? [netAt(socket, contact)] : []));
	};
	const onNets = <T>(things: Iterable<T>, netsOf: (thing: T) => Iterable<Net>): Map<Net, T[]> => {
		const on = gathered(things, netsOf);
		on.delete(earth);
		return on;
	};
	return {
		behind,
		portsOn: onNets(ports.values(), ({ nets: { hot, cold, screen } }) => [hot, cold, screen]),
		stretchesOn: onNets(stretches, ({ cores }) => cores.flat()),
		jointsOn: onNets(joints, ({ pairs }) => pairs.flat()),
		jacksOn: onNets(studio.bays.flatMap(jacksOf), netsOfJack),
		jointsAtJack: gathered(joints, ({ jacks }) => jacks),
		jointsOfUnit: gathered(joints, ({ unit }) => (unit ? [unit] : [])),
		loomed,
		baseClosed: new Set(joints.filter(({ isClosed }) => isClosed(untouched))),
	};
};
