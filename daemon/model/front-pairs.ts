import type { PortNets } from "#model/copper/behind.ts";
import type { Socket } from "#model/copper/copper.ts";
import { endsOf } from "./cable.ts";
import type { Connector, Gender, Lines } from "./connector.ts";
import type { BackCopper } from "./front-copper.ts";
import type { Gear } from "./front-gear.ts";
import { type Place, placesIn } from "./front-places.ts";
import { type PatchPoint, pointsOf } from "./patchbay.ts";
import { carriedBy, type PortId, type Studio } from "./studio.ts";

/** Everything that is soldered together behind the jacks: a pair, with all jacks and ports on it. */
export type Pair = number;

/** A jack that a cord can go into, on a bay or on a unit itself. */
export type FrontJack = Place & {
	readonly id: string;
	readonly connector: Connector;
	/** Pins or holes, where that is known. */
	readonly gender: Gender | null;
	/** One pair, or two: a TRS jack may send on its tip and take the return on its ring. */
	readonly ways: readonly { readonly lines: Lines; readonly pair: Pair }[];
};

/** Two jacks that switching contacts join, on a bay or inside a unit. A plug that a loom keeps there opens them for good. */
export type Normal = Pick<PatchPoint, "normalling" | "upper" | "lower"> & {
	readonly pairs: readonly [upper: Pair, lower: Pair];
	readonly held: { readonly upper: boolean; readonly lower: boolean };
};

export type Pairs = {
	/** On bays first, then on the units themselves: a bay is nearer than the back of a rack. */
	readonly jacks: ReadonlyMap<string, FrontJack>;
	readonly jacksOn: (pair: Pair) => readonly FrontJack[];
	readonly pairOf: (port: PortId) => Pair | undefined;
	readonly outsOn: (pair: Pair) => readonly PortId[];
	readonly insOn: (pair: Pair) => readonly PortId[];
	readonly normalsOn: (pair: Pair) => readonly Normal[];
	/** Bay jacks in different rooms that are soldered together, with nothing else on them. */
	readonly ties: readonly { readonly pair: Pair; readonly says: string }[];
};

type Behind = { readonly studio: Studio; readonly back: BackCopper; readonly taken: ReadonlySet<string> };

/** Where a cord can go in, and what its lines lie on there. */
export type Openings = {
	readonly taken: ReadonlySet<string>;
	readonly isOpen: (socket: Socket) => boolean;
	readonly pairAt: (socket: Socket, way: number) => Pair;
};

/** Sockets that a loom or a permanent cable sits in are not free for a cord. */
const loomed = (studio: Studio): Set<string> =>
	new Set([
		...studio.looms.flatMap(endsOf).map(({ into }) => into),
		...studio.cables.flatMap(({ ends }) => Object.values(ends)),
	]);

/** Every jack of a bay; on a unit the sockets of one line or two that nothing sits in. */
export const openingsIn = (studio: Studio, back: BackCopper): Openings => {
	const taken = loomed(studio);
	const bays = new Set(studio.bays.map(({ id }) => id));
	const isFree = ({ id, lines }: Socket): boolean =>
		!taken.has(id) && !bays.has(id.split("/")[0] ?? "") && lines.length > 0 && lines.length <= 2;
	return {
		taken,
		isOpen: (socket) => socket.inFront || isFree(socket),
		pairAt: (socket, way) => {
			const hot = socket.lines[way]?.hot;
			const net = hot === undefined ? back.earth : back.netAt(socket, hot);
			// What is on earth is nobody's: it stands for itself alone.
			return net === back.earth ? back.netOf(`${socket.id} nobody's ${way}`) : net;
		},
	};
};

const grouped = <K, T>(
	things: Iterable<T>,
	keysOf: (thing: T) => readonly K[],
): ((key: K) => readonly T[]) => {
	const by = new Map<K, T[]>();
	for (const thing of things)
		for (const key of keysOf(thing)) {
			const list = by.get(key);
			if (!list) by.set(key, [thing]);
			else if (list.at(-1) !== thing) list.push(thing);
		}
	const none: readonly T[] = [];
	return (key) => by.get(key) ?? none;
};

/** The pair that a port is on: by its hot leg, or by its cold one where a loom has turned it over. */
const portPairs = ({ earth, ports }: BackCopper, hasJacks: (pair: Pair) => boolean): Map<PortId, Pair> => {
	const hots = new Set([...ports.values()].map(({ hot }) => hot));
	const pairOf = ({ hot, cold }: PortNets): Pair => {
		const jacked = [hot, cold].find((net) => net !== earth && hasJacks(net));
		if (jacked !== undefined) return jacked;
		// Two ports that a turned loom joins know each other by the lower number.
		return hot !== earth && cold !== earth && hots.has(cold) ? Math.min(hot, cold) : hot;
	};
	return new Map([...ports].map(([id, nets]) => [id, pairOf(nets)]));
};

const bayNormals = (jacks: ReadonlyMap<string, FrontJack>, points: readonly PatchPoint[]): Normal[] =>
	points.flatMap(({ normalling, upper, lower }) => {
		const [one, other] = [jacks.get(upper)?.ways[0], jacks.get(lower)?.ways[0]];
		if (!one || !other || normalling === "open") return [];
		const held = { upper: false, lower: false };
		return [{ normalling, upper, lower, pairs: [one.pair, other.pair] as const, held }];
	});

/** Contacts inside a box, between the sockets of two ports. */
const innerNormals = ({ studio, taken }: Behind, pairOf: (port: PortId) => Pair | undefined): Normal[] =>
	studio.units.flatMap(({ id, model: name }) => {
		const model = studio.models[name];
		const sockets = Object.entries(model?.jacks ?? {});
		const socketOf = (port: string): string =>
			`${id}/${sockets.find(([jack, of]) => carriedBy(jack, of).includes(port))?.[0] ?? port}`;
		return (model?.normals ?? []).flatMap(({ from, to, normalling }): Normal[] => {
			const [upper, lower] = [socketOf(from), socketOf(to)];
			const [one, other] = [pairOf(`${id}/${from}`), pairOf(`${id}/${to}`)];
			if (one === undefined || other === undefined || normalling === "open") return [];
			const held = { upper: taken.has(upper), lower: taken.has(lower) };
			return [{ normalling, upper, lower, pairs: [one, other], held }];
		});
	});

/** Every pair that a loom runs between two bays, with the loom's name and the channel in it. */
const loomNames = ({ studio, back }: Behind): Map<Pair, string> =>
	new Map(
		studio.looms.flatMap(({ id, from: { into } }) => {
			const lines = back.sockets.get(into)?.lines ?? [];
			return lines.map(({ hot }, i): [Pair, string] => [
				back.netOf(`${into}.${hot}`),
				lines.length > 1 ? `${id} channel ${i + 1}` : id,
			]);
		}),
	);

const tiesIn = (
	behind: Behind,
	jacks: ReadonlyMap<string, FrontJack>,
	isBare: (pair: Pair) => boolean,
): Pairs["ties"] => {
	const onBays = [...jacks.values()].filter(({ at }) => at !== null);
	if (new Set(onBays.map(({ room }) => room)).size < 2) return [];
	const names = loomNames(behind);
	return [...Map.groupBy(onBays, ({ ways }) => ways[0]?.pair ?? -1)]
		.filter(
			([pair, ends]) => ends.length > 1 && new Set(ends.map(({ room }) => room)).size > 1 && isBare(pair),
		)
		.map(([pair]) => ({ pair, says: names.get(pair) ?? "" }));
};

/** What is soldered behind the jacks, worked out once for a studio. */
export const pairsIn = (
	studio: Studio,
	back: BackCopper,
	{ taken, isOpen, pairAt }: Openings,
	{ port }: Gear,
): Pairs => {
	const behind = { studio, back, taken };
	const place = placesIn(studio);
	const directionOf = (id: PortId) => port(id)?.port.direction;
	const sockets = [...back.sockets.values()].filter(isOpen);
	const nearFirst = [
		...sockets.filter(({ inFront }) => inFront),
		...sockets.filter(({ inFront }) => !inFront),
	];
	const open = nearFirst.map((socket) => ({
		socket,
		ways: socket.lines.map((lines, way) => ({ lines, pair: pairAt(socket, way) })),
	}));
	const jacked = new Set(open.flatMap(({ ways }) => ways.map(({ pair }) => pair)));
	const byPort = portPairs(back, (pair) => jacked.has(pair));
	const outs = [...byPort].filter(([id]) => directionOf(id) === "out");
	const ins = [...byPort].filter(([id]) => directionOf(id) === "in");
	const outsOn = grouped(outs, ([, pair]) => [pair]);
	const insOn = grouped(ins, ([, pair]) => [pair]);
	const jacks = new Map(
		open.map(({ socket, ways }): [string, FrontJack] => {
			const { id, connector, gender = null } = socket;
			return [id, { ...place(id), id, connector, gender, ways }];
		}),
	);
	const normals = [
		...bayNormals(jacks, studio.bays.flatMap(pointsOf)),
		...innerNormals(behind, (id) => byPort.get(id)),
	];
	const names = (list: readonly (readonly [PortId, Pair])[]): PortId[] => list.map(([id]) => id);
	return {
		jacks,
		jacksOn: grouped(jacks.values(), ({ ways }) => ways.map(({ pair }) => pair)),
		pairOf: (id) => byPort.get(id),
		outsOn: (pair) => names(outsOn(pair)),
		insOn: (pair) => names(insOn(pair)),
		normalsOn: grouped(normals, ({ pairs }) => pairs),
		ties: tiesIn(behind, jacks, (pair) => outsOn(pair).length + insOn(pair).length === 0),
	};
};
