import { type Cord, cordsIn, endsOf } from "./cable.ts";
import { type Connector, mating } from "./connector.ts";
import { type PatchPoint, placeOf, pointsOf } from "./patchbay.ts";
import { modelOf, type PortId, type Studio, sayPort, unitOf } from "./studio.ts";
import { type PortNets, wire } from "./wiring.ts";

/** What lies behind every jack that a cord can go into: the soldered side of the studio, without normals. */
export type Front = {
	readonly jacksOf: (port: PortId) => readonly string[];
	readonly portsAt: (jack: string) => readonly PortId[];
	readonly pointOf: (jack: string) => PatchPoint | undefined;
	readonly connectorOf: (jack: string) => Connector | undefined;
	/** Whether a cord can go in: no loom sits in it, and it is one channel. */
	readonly takesCords: (jack: string) => boolean;
	/** Whether a loom joins two ports for good. */
	readonly soldered: (from: PortId, to: PortId) => boolean;
};

/** Sockets that a loom sits in are not free for a cord. */
const loomed = (studio: Studio): Set<string> =>
	new Set([
		...studio.looms.flatMap(endsOf).map(({ into }) => into),
		...studio.cables.flatMap(({ ends }) => Object.values(ends)),
	]);

/** Front jacks of the bays first, then free jacks on the units themselves: a bay is nearer than the back of a rack. */
export const frontOf = (studio: Studio): Front => {
	const behind = wire(studio, { cords: [], normals: "open" });
	const taken = loomed(studio);
	const points = new Map(
		studio.bays
			.flatMap(pointsOf)
			.flatMap((point) => [[point.upper, point] as const, [point.lower, point] as const]),
	);
	const free = [...behind.sockets.values()].filter(
		({ id, lines }) => lines.length === 1 && (points.has(id) || (!taken.has(id) && !id.endsWith(" rear"))),
	);
	const jacks = [...free.filter(({ id }) => points.has(id)), ...free.filter(({ id }) => !points.has(id))];
	const netAt = new Map(jacks.map(({ id, lines }) => [id, behind.netOf(`${id}.${lines[0]?.hot}`)]));
	const byNet = Map.groupBy(jacks, ({ id }) => netAt.get(id));
	/** By hot, else by cold: a jack that is wired the wrong way round is still the port's jack. What is on earth is nobody's. */
	const jacksOf = (port: PortId): string[] => {
		const { hot, cold } = behind.ports.get(port) ?? {};
		const wired = [hot, cold].filter((net) => net !== undefined && net !== behind.earth);
		return (wired.map((net) => byNet.get(net)).find((found) => found !== undefined) ?? []).map(
			({ id }) => id,
		);
	};
	const joins = (from: PortNets, to: PortNets): boolean =>
		from.hot !== behind.earth && (from.hot === to.hot || from.hot === to.cold);
	return {
		jacksOf,
		portsAt: (jack) => {
			const net = netAt.get(jack);
			return net === undefined || net === behind.earth ? [] : behind.portsOn(net);
		},
		pointOf: (jack) => points.get(jack),
		connectorOf: (jack) => behind.sockets.get(jack)?.connector,
		takesCords: (jack) => netAt.has(jack),
		soldered: (from, to) => {
			const [source, sink] = [behind.ports.get(from), behind.ports.get(to)];
			return source !== undefined && sink !== undefined && joins(source, sink);
		},
	};
};

/** "Bus comp IN L": the socket as it is lettered on the unit; "PB1 A1-8": the rear of a bay. */
const sayUnitJack = (studio: Studio, jack: string): string => {
	const [unit = "", name = ""] = jack.split("/");
	if (!unitOf(studio, unit)) return jack.replace("/", " ");
	const label = modelOf(studio, unit)?.jacks[name]?.label ?? name.toUpperCase().replaceAll("-", " ");
	return `${unitOf(studio, unit)?.name ?? unit} ${label}`;
};

/** "PB1 A05 DA 5": place and name together, as engineers say both. */
export const sayJack = (studio: Studio, front: Front, jack: string): string => {
	const place = placeOf(jack);
	const given = front.pointOf(jack)?.names[place?.row === "A" ? "upper" : "lower"];
	const behind = front.portsAt(jack).map((port) => sayPort(studio, port));
	const name = given ?? behind.join(" + ");
	if (!place) return name || sayUnitJack(studio, jack);
	return `${place.bay} ${place.row}${String(place.column).padStart(2, "0")} ${name}`.trim();
};

/** The metres that a cord needs between two jacks: 10 mm a column and a hand's slack; to a unit, across the rack. */
export const reach = (from: string, to: string): number => {
	const [a, b] = [placeOf(from), placeOf(to)];
	if (!a || !b) return 1.5;
	return a.bay === b.bay ? 0.2 + 0.011 * Math.abs(a.column - b.column) : 1;
};

const fits = (cord: Cord, from: Connector, to: Connector): boolean =>
	(cord.plugs[0] === from && cord.plugs[1] === to) || (cord.plugs[0] === to && cord.plugs[1] === from);

/** The shortest free cord of the store that fits both jacks and reaches; straight ones only. */
export const cordFor = (
	studio: Studio,
	front: Front,
	taken: ReadonlySet<string>,
	from: string,
	to: string,
): Cord | undefined => {
	const [a, b] = [front.connectorOf(from), front.connectorOf(to)];
	if (!a || !b) return undefined;
	return cordsIn(studio.store)
		.filter((cord) => !taken.has(cord.id) && !cord.inverted && cord.cold === "through" && fits(cord, a, b))
		.filter((cord) => cord.length >= reach(from, to))
		.sort((one, other) => one.length - other.length)
		.at(0);
};

/** A plug that would not fit is refused before it is written down. */
export const fitsInto = (cord: Cord, front: Front, from: string, to: string): boolean => {
	const [a, b] = [front.connectorOf(from), front.connectorOf(to)];
	if (!a || !b) return false;
	const [one, other] = cord.plugs;
	return [
		[one, other],
		[other, one],
	].some(
		([x, y]) =>
			x !== undefined && y !== undefined && mating(x, a) !== undefined && mating(y, b) !== undefined,
	);
};
