import type { PortNets } from "#model/copper/behind.ts";
import type { Socket } from "#model/copper/copper.ts";
import { cordNamed, type Plugged } from "./cable.ts";
import type { Connector } from "./connector.ts";
import { type BackCopper, backCopper } from "./front-copper.ts";
import { type Gear, gearOf } from "./front-gear.ts";
import { joinsOf } from "./front-joins.ts";
import { type FrontJack, openingsIn, type Pair, type Pairs, pairsIn } from "./front-pairs.ts";
import { once } from "./kept.ts";
import { type PatchPoint, placeOf, pointsOf } from "./patchbay.ts";
import { modelOf, type PortId, perStudio, type Studio, sayPort, sayUnit, unitOf } from "./studio.ts";

export type { FrontJack, Normal, Pair } from "./front-pairs.ts";

/** What lies behind every jack that a cord can go into: the soldered side of the studio, without normals. */
export type Front = Gear &
	Omit<Pairs, "jacks"> & {
		readonly studio: Studio;
		readonly jacksOf: (port: PortId) => readonly string[];
		readonly portsAt: (jack: string) => readonly PortId[];
		readonly pointOf: (jack: string) => PatchPoint | undefined;
		readonly connectorOf: (jack: string) => Connector | undefined;
		/** Whether a cord can go in: no loom sits in it, and it is no multipair. */
		readonly takesCords: (jack: string) => boolean;
		/** Whether a loom joins two ports for good. */
		readonly soldered: (from: PortId, to: PortId) => boolean;
		readonly jack: (id: string) => FrontJack | undefined;
		/** The pairs that a hanging cord joins; most cords join two. */
		readonly joins: (cord: Plugged) => readonly (readonly Pair[])[];
	};

const soldered = ({ ports, earth }: BackCopper, from: PortId, to: PortId): boolean => {
	const joins = (source: PortNets, sink: PortNets): boolean =>
		source.hot !== earth && (source.hot === sink.hot || source.hot === sink.cold);
	const [source, sink] = [ports.get(from), ports.get(to)];
	return source !== undefined && sink !== undefined && joins(source, sink);
};

const pointsByJack = (studio: Studio): ReadonlyMap<string, PatchPoint> =>
	new Map(
		studio.bays
			.flatMap(pointsOf)
			.flatMap((point) => [[point.lower, point] as const, [point.upper, point] as const]),
	);

/** Index once, ask often: what is asked about the soldered side is worked out when it is asked first. */
export const frontOf = perStudio((studio): Front => {
	const back = backCopper(studio);
	const gear = gearOf(studio);
	const openings = openingsIn(studio, back);
	const pairs = once(() => pairsIn(studio, back, openings, gear));
	const points = once(() => pointsByJack(studio));
	const known = new WeakMap<Plugged, readonly (readonly Pair[])[]>();
	const openAt = (id: string): Socket | undefined => {
		const socket = back.sockets.get(id);
		return socket && openings.isOpen(socket) ? socket : undefined;
	};
	const jack = (id: string): FrontJack | undefined => pairs().jacks.get(id);
	return {
		...gear,
		studio,
		jack,
		jacksOn: (pair) => pairs().jacksOn(pair),
		pairOf: (port) => pairs().pairOf(port),
		outsOn: (pair) => pairs().outsOn(pair),
		insOn: (pair) => pairs().insOn(pair),
		normalsOn: (pair) => pairs().normalsOn(pair),
		get ties() {
			return pairs().ties;
		},
		jacksOf: (port) => {
			const pair = pairs().pairOf(port);
			const on = pair === undefined ? [] : pairs().jacksOn(pair);
			return on.filter(({ ways }) => ways.length === 1).map(({ id }) => id);
		},
		portsAt: (id) => {
			const socket = openAt(id);
			if (!socket) return [];
			const [first = [], ...others] = socket.lines.map((_, way) =>
				back.portsOn(openings.pairAt(socket, way)),
			);
			return others.length === 0 ? first : [...new Set([...first, ...others.flat()])];
		},
		pointOf: (id) => points().get(id),
		connectorOf: (id) => back.sockets.get(id)?.connector,
		takesCords: (id) => openAt(id) !== undefined,
		soldered: (from, to) => soldered(back, from, to),
		joins: (cord) => {
			const joined = known.get(cord) ?? joinsOf(studio, cordNamed(studio, cord.cord), cord, jack);
			known.set(cord, joined);
			return joined;
		},
	};
});

/** "Bus comp IN L": the socket as it is lettered on the unit; "PB1 A1-8": the rear of a bay. */
const sayUnitJack = (studio: Studio, jack: string): string => {
	const [unit = "", name = ""] = jack.split("/");
	if (!unitOf(studio, unit)) return jack.replace("/", " ");
	const label = modelOf(studio, unit)?.jacks[name]?.label ?? name.toUpperCase().replaceAll("-", " ");
	return `${sayUnit(studio, unit)} ${label}`;
};

/** "PB1 A05 DA 5": place and name together, as engineers say both. */
export const sayJack = (studio: Studio, front: Front, jack: string): string => {
	const place = placeOf(jack);
	const point = front.pointOf(jack);
	const given = point?.names[point.upper === jack ? "upper" : "lower"];
	const behind = front.portsAt(jack).map((port) => sayPort(studio, port));
	const name = given ?? behind.join(" + ");
	if (!place) return name || sayUnitJack(studio, jack);
	return `${place.bay} ${place.row}${String(place.column).padStart(2, "0")} ${name}`.trim();
};
