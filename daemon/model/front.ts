import type { PortNets } from "./behind.ts";
import { cordNamed, type Plugged } from "./cable.ts";
import type { Connector } from "./connector.ts";
import { type BackCopper, backCopper } from "./front-copper.ts";
import { type Gear, gearOf } from "./front-gear.ts";
import { joinsOf } from "./front-joins.ts";
import { type FrontJack, type Pair, type Pairs, pairsIn } from "./front-pairs.ts";
import { type PatchPoint, placeOf } from "./patchbay.ts";
import { modelOf, type PortId, perStudio, type Studio, sayPort, sayUnit, unitOf } from "./studio.ts";

export type { FrontJack, Normal, Pair } from "./front-pairs.ts";

/** What lies behind every jack that a cord can go into: the soldered side of the studio, without normals. */
export type Front = Gear &
	Omit<Pairs, "jacks" | "points"> & {
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

/** Index once, ask often: everything about the soldered side is worked out here and looked up after. */
export const frontOf = perStudio((studio): Front => {
	const behind = backCopper(studio);
	const gear = gearOf(studio);
	const { jacks, points, ...pairs } = pairsIn(studio, behind, gear);
	const known = new WeakMap<Plugged, readonly (readonly Pair[])[]>();
	const jack = (id: string): FrontJack | undefined => jacks.get(id);
	return {
		...gear,
		...pairs,
		studio,
		jack,
		jacksOf: (port) => {
			const pair = pairs.pairOf(port);
			const on = pair === undefined ? [] : pairs.jacksOn(pair);
			return on.filter(({ ways }) => ways.length === 1).map(({ id }) => id);
		},
		portsAt: (id) => [...new Set(jacks.get(id)?.ways.flatMap(({ pair }) => [...behind.portsOn(pair)]))],
		pointOf: (id) => points.get(id),
		connectorOf: (id) => behind.sockets.get(id)?.connector,
		takesCords: (id) => jacks.has(id),
		soldered: (from, to) => soldered(behind, from, to),
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
