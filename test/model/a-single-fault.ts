import type { Loom, LoomEnd } from "#model/cable.ts";
import { type Netlist, wire } from "#model/copper/wiring.ts";
import type { Finding } from "#model/finding.ts";
import { frontOf } from "#model/front.ts";
import type { GearModel, Port } from "#model/gear-model.ts";
import type { Session } from "#model/session.ts";
import { portsOnSocket, type Studio, type Unit } from "#model/studio.ts";
import type { CorrectStudio, Drawing } from "./a-correct-studio.ts";

export type Room = { readonly studio: Studio; readonly session: Session };

/** A room after somebody did one thing wrong. */
export type Spoilt = Room & {
	/** What must be told of it, one of these; nothing where the trade thinks nothing of it. */
	readonly codes: readonly string[];
	/** Places that the finding must name. */
	readonly places: readonly string[];
	/** The ports, jacks, cables and units that somebody had in hand. */
	readonly touched: readonly string[];
};

export type SingleFault = {
	/** What must be there before it can go wrong. */
	readonly needs: Partial<Drawing>;
	readonly make: (room: CorrectStudio, pick: number) => Spoilt;
};

/** One of a list, whatever number somebody thinks of. */
export const one = <T>(list: readonly T[], pick: number): T => {
	const found = list[pick % list.length];
	if (found === undefined) throw new Error("There is nothing to choose from.");
	return found;
};

/** The plain looms of one channel between a unit and the bay, with the port at the unit's end. */
export type Line = { readonly loom: Loom; readonly near: LoomEnd; readonly port: string };
export const linesIn = (studio: Studio): Line[] =>
	studio.looms.flatMap((loom) => {
		const { from, to } = loom;
		const [port, ...more] = portsOnSocket(studio, from.into) ?? [];
		const isBay = !Array.isArray(to) && to.into.startsWith("PB");
		return port !== undefined && more.length === 0 && isBay ? [{ loom, near: from, port }] : [];
	});

export const withLoom = (studio: Studio, id: string, change: (loom: Loom) => Loom | undefined): Studio => ({
	...studio,
	looms: studio.looms.flatMap((loom) => (loom.id === id ? (change(loom) ?? []) : loom)),
});

/** The loom that sits in a socket. */
export const loomIn = (studio: Studio, socket: string): Loom => {
	const found = studio.looms.find(
		({ from, to }) => from.into === socket || (!Array.isArray(to) && to.into === socket),
	);
	if (!found) throw new Error(`No loom sits in ${socket}.`);
	return found;
};

export const withUnit = (studio: Studio, id: string, change: Partial<Unit>): Studio => ({
	...studio,
	units: studio.units.map((unit) => (unit.id === id ? { ...unit, ...change } : unit)),
});

/** One unit alone becomes another model than its like. */
export const withModel = (studio: Studio, id: string, change: (model: GearModel) => GearModel): Studio => {
	const name = studio.units.find((unit) => unit.id === id)?.model ?? "";
	const model = studio.models[name];
	if (!model) throw new Error(`There is no unit ${id}.`);
	const other = withUnit(studio, id, { model: `${name}-other` });
	return { ...other, models: { ...studio.models, [`${name}-other`]: change(model) } };
};

export const withPort = (studio: Studio, id: string, change: (port: Port) => Port): Studio => {
	const [unit = "", name = ""] = id.split("/");
	return withModel(studio, unit, (model) => {
		const port = model.ports[name];
		if (!port) throw new Error(`There is no port ${id}.`);
		return { ...model, ports: { ...model.ports, [name]: change(port) } };
	});
};

export const withCords = (
	{ studio, session }: Room,
	...ends: readonly (readonly [string, string])[]
): Room => ({
	studio,
	session: {
		...session,
		cords: ends.map(([from, to], i) => ({ cord: `short #${i + 1}`, from, to })),
	},
});

/** The jack in front behind which a port lies. */
export const jackOf = (studio: Studio, port: string): string => {
	const jack = frontOf(studio)
		.jacksOf(port)
		.find((place) => place.startsWith("PB"));
	if (jack === undefined) throw new Error(`${port} is on no bay.`);
	return jack;
};

export const wired = ({ studio, session: { cords, settings } }: Room): Netlist =>
	wire(studio, { cords, normals: "as plugged", settings });

/** Every port on a piece of copper through which a cable runs. */
export const portsAlong = (room: Room, cable: string): string[] =>
	wired(room)
		.islands()
		.filter(({ stretches }) => stretches.some((stretch) => stretch.cable === cable))
		.flatMap(({ ports }) => ports.map(({ at }) => at.id));

/** What lies on one piece of copper with something: ports and their units, jacks, cables and what these sit in. */
const around = (room: Room, touched: readonly string[]): Set<string> => {
	const { studio } = room;
	const netlist = wired(room);
	const ports = [
		...touched,
		...touched.flatMap((cable) => portsAlong(room, cable)),
		...touched.flatMap((jack) => frontOf(studio).portsAt(jack)),
	];
	const islands = new Set(ports.flatMap((port) => netlist.islandOf(port) ?? []));
	return new Set([
		...ports,
		...[...islands].flatMap((island) => [
			...island.ports.flatMap(({ at }) => [at.id, at.unit.id]),
			...island.jacks,
			...island.stretches.map(({ cable }) => cable),
			...island.hanging.flatMap(({ jacks, stretch }) => [stretch.cable, ...jacks]),
		]),
	]);
};

/** The places of a finding that have nothing to do with what somebody had in hand, before or after. */
export const strayPlaces = (before: Room, after: Spoilt, findings: readonly Finding[]): string[] => {
	const near = new Set([...around(before, after.touched), ...around(after, after.touched)]);
	const sockets = new Set(
		after.studio.looms.flatMap(({ id, from, to }) =>
			near.has(id) ? [from.into, ...[to].flat().flatMap((end) => end?.into ?? [])] : [],
		),
	);
	return findings.flatMap(({ code, places }) =>
		places.filter((place) => !near.has(place) && !sockets.has(place)).map((place) => `${code} at ${place}`),
	);
};

/** What a drawing must have for a fault: a socket behind each jack, and outboard on it. */
export const onSockets = { rears: ["XLR-3"] } as const;
export const outboard = { ...onSockets, kinds: ["stereo", "mono"] } as const;

export const told = (
	room: Room,
	codes: readonly string[],
	places: readonly string[],
	touched = places,
): Spoilt => ({
	...room,
	codes,
	places,
	touched,
});
