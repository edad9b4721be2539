import { type Cord, cordNamed, jacksOfCord, type Plugged } from "#model/cable.ts";
import { channelsOf, hasGender } from "#model/connector.ts";
import type { Studio } from "#model/studio.ts";
import {
	type Copper,
	type Misfit,
	misfitOf,
	type Net,
	type PlugBody,
	type Socket,
	type Stretch,
	solderedTo,
	touchingOf,
} from "./copper.ts";
import { mappedWires, stuffFor, touchedNets } from "./soldering.ts";

/** A cord as it hangs: its cores between the nets of the jacks, what its plugs and its screen join, and what does not fit. */
export type Hanging = {
	/** The cord and its jacks: the same cord elsewhere is another thing. */
	readonly id: string;
	readonly jacks: readonly string[];
	readonly stretch: Stretch;
	readonly pairs: readonly (readonly [Net, Net])[];
	readonly misfits: readonly Misfit[];
};

/** One plug of a cord in its socket; of a mapped cord, with the name that its map gives the end. */
type Reach = { readonly socket: Socket; readonly plug: PlugBody; readonly end?: string };

/** A cord between two XLRs has one of each gender, pins at the end that goes into an input. */
const gendersOf = ({ plugs, genders }: Cord): readonly [PlugBody["gender"], PlugBody["gender"]] => {
	if (genders) return genders;
	return plugs.every(hasGender) && plugs[0] === plugs[1] ? ["female", "male"] : [null, null];
};

const bodies = (cord: Cord): readonly [PlugBody, PlugBody] => {
	const [one, other] = gendersOf(cord);
	return [
		{ connector: cord.plugs[0], gender: one },
		{ connector: cord.plugs[1], gender: other },
	];
};

const misfitting = (plug: PlugBody, socket: Socket | undefined): number => {
	const misfit = socket && misfitOf("", plug, socket);
	return !misfit ? 0 : misfit.fits ? 1 : 2;
};

/** A cord whose store entry lies the other way round is turned: its first plug goes where it fits better. */
const turnedToFit = (cord: Cord, from: Socket | undefined, to: Socket | undefined): boolean => {
	const [one, other] = bodies(cord);
	return misfitting(one, to) + misfitting(other, from) < misfitting(one, from) + misfitting(other, to);
};

/** A plug contact that touches two contacts of the jack bridges them. */
const bridgesOf = ({ socket, plug }: Reach, netAt: Copper["at"]): [Net, Net][] => {
	const touched = touchedNets(plug, socket, netAt);
	return [...new Set(touchingOf(plug, socket).map(([contact]) => contact))].flatMap(
		(contact): [Net, Net][] => {
			const [first, ...others] = touched(contact);
			return first === undefined ? [] : others.map((other): [Net, Net] => [first, other]);
		},
	);
};

const chained = (nets: readonly Net[]): [Net, Net][] =>
	nets.slice(1).map((net, i): [Net, Net] => [nets[i] ?? net, net]);

type Wires = {
	readonly cores: readonly (readonly Net[])[];
	readonly screens: readonly (readonly Net[])[];
	readonly pairs: [Net, Net][];
};

/** The wires of a cord with two plugs. What was done to its cold wire was done at the second end. */
const plainWires = (cord: Cord, ends: readonly Reach[], netAt: Copper["at"]): Wires => {
	const wires = ends.map(({ socket, plug }, side) => {
		const touched = touchedNets(plug, socket, netAt);
		const [lines] = channelsOf(plug.connector, undefined, {});
		const last = side === 1;
		const soldered =
			lines && solderedTo({ lines, cold: last ? cord.cold : "through", inverted: last && cord.inverted });
		const on = (contacts: readonly string[] = []): Net[] => contacts.flatMap(touched);
		return {
			hot: on(soldered?.hot).slice(0, 1),
			cold: on(soldered?.cold),
			screen: on(soldered?.screen).slice(0, 1),
		};
	});
	return {
		cores: [wires.flatMap(({ hot }) => hot), wires.flatMap(({ cold }) => cold.slice(0, 1))],
		screens: [wires.flatMap(({ screen }) => screen)],
		pairs: wires.flatMap(({ cold }) => chained(cold)),
	};
};

const mapped = (studio: Studio, cord: Cord, ends: readonly Reach[], netAt: Copper["at"]): Wires => {
	const map = studio.cableMaps[cord.cable ?? ""];
	if (!map) return { cores: [], screens: [], pairs: [] };
	const wires = mappedWires(map, (name) => {
		const reach = ends.find(({ end }) => end === name);
		const touched = reach && touchedNets(reach.plug, reach.socket, netAt);
		return touched && ((contact) => touched(contact)[0]);
	});
	return { ...wires, pairs: [] };
};

const endsOfCord = (
	studio: Studio,
	cord: Cord,
	{ from, to, also = [] }: Plugged,
	sockets: ReadonlyMap<string, Socket>,
): Reach[] => {
	const at = (jack: string, plug: PlugBody, end?: string): Reach[] => {
		const socket = sockets.get(jack);
		return socket ? [{ socket, plug, ...(end === undefined ? {} : { end }) }] : [];
	};
	const map = cord.cable === undefined ? undefined : studio.cableMaps[cord.cable];
	if (map) {
		const jacks = [from, to, ...also];
		return Object.entries(map.ends).flatMap(([end, plug], i) => at(jacks[i] ?? "", plug, end));
	}
	const [one, other] = bodies(cord);
	return turnedToFit(cord, sockets.get(from), sockets.get(to))
		? [...at(to, one), ...at(from, other)]
		: [...at(from, one), ...at(to, other)];
};

/** A cord in its jacks, or nothing for one that is not in the store. */
export const hang = (
	studio: Studio,
	plugged: Plugged,
	{ sockets, netAt }: { sockets: ReadonlyMap<string, Socket>; netAt: Copper["at"] },
): Hanging | undefined => {
	const cord = cordNamed(studio, plugged.cord);
	if (!cord) return undefined;
	const ends = endsOfCord(studio, cord, plugged, sockets);
	const wires = cord.cable ? mapped(studio, cord, ends, netAt) : plainWires(cord, ends, netAt);
	const screens = cord.screen === "lifted" ? [] : wires.screens.flatMap(chained);
	const misfits = ends.flatMap(({ socket, plug }) => misfitOf(cord.id, plug, socket) ?? []);
	return {
		id: `${plugged.cord} ${jacksOfCord(plugged).join(" ")}`,
		jacks: jacksOfCord(plugged),
		pairs: [...wires.pairs, ...screens, ...ends.flatMap((end) => bridgesOf(end, netAt))],
		misfits,
		stretch: {
			cable: cord.id,
			channel: 0,
			metres: cord.length,
			stuff: stuffFor(cord, cord.plugs[0]),
			pad: cord.pad,
			cores: wires.cores.filter(({ length }) => length > 0),
			screen: wires.screens[0]?.[0],
		},
	};
};
