import { absentLines, blendLacks, lineLacks, reampLacks, sayUnits, speakerLacks } from "./chain-lacks.ts";
import { converterLines, portOfLine } from "./converter-line.ts";
import type { Missing } from "./readings.ts";
import type { Chain, ChainKind } from "./session.ts";
import {
	alongPath,
	channelOf,
	isMissing,
	isStation,
	type Meeting,
	meetingsIn,
	midSideOf,
	type Station,
	type Stop,
} from "./station.ts";
import type { PortId, Studio } from "./studio.ts";

export { pathsFor, type Station } from "./station.ts";

/** One stretch of copper that a chain needs, from an output port to an input port. Side 0 is mono, left or mid. */
export type Wanted = {
	readonly chain: string;
	readonly side: number;
	/** The dry half of a parallel chain, or everything else. */
	readonly way: "main" | "dry";
	/** How many stations lie before it. */
	readonly place: number;
	readonly from: PortId;
	readonly to: PortId;
};

/** One side of a chain from converter to converter. Where wet and dry meet, both ways share the stretch behind. */
export type Way = {
	readonly side: number;
	readonly way: "main" | "dry";
	/** "left", "mid", "dry right"; nothing for the only side. */
	readonly says: string;
	readonly stations: readonly Station[];
	/** The stretches between the stations; the sound between a cabinet and a microphone needs none. */
	readonly hops: readonly Wanted[];
};

/** What a chain needs, in signal order, left side first; or what it lacks to be a chain at all. */
export type ChainNeeds = {
	readonly wanted: readonly Wanted[];
	readonly ways: readonly Way[];
	readonly impossible: readonly Missing[];
};

export const sidesOf = (kind: ChainKind): number => (kind === "mono" || kind === "re-amp" ? 1 : 2);

const sideNames: Readonly<Record<ChainKind, readonly string[]>> = {
	mono: [""],
	stereo: ["left", "right"],
	"dual mono": ["left", "right"],
	"mid/side": ["mid", "side"],
	parallel: ["left", "right"],
	"re-amp": [""],
};

type Draft = Pick<Way, "side" | "way" | "says"> & { readonly stops: readonly Stop[] };

const sendOf = (studio: Studio, line: number | undefined): Station => {
	const [port = null] = converterLines(studio, "out").get(line ?? 1) ?? [];
	return { unit: studio.interface.unit, path: null, in: null, out: port };
};

const returnOf = (studio: Studio, line: number | undefined, last: Stop | undefined): Station => {
	const from = last && isStation(last) ? last.unit : undefined;
	const port = portOfLine(studio, converterLines(studio, "in").get(line ?? 1) ?? [], from) ?? null;
	return { unit: studio.interface.unit, path: null, in: port, out: null };
};

/** Whether the right side may run through other units than the left one. */
export const hasOwnRight = (kind: ChainKind): boolean => kind === "dual mono" || kind === "mid/side";

/** The units of one side. Where the right side has units of its own, one that stands on both sides gives its second channel. */
const inserted = (studio: Studio, chain: Chain, side: number): Stop[] => {
	const { kind, inserts, right } = chain;
	const sides = sidesOf(kind);
	if (right === undefined || !hasOwnRight(kind))
		return inserts.map((unit) => channelOf(studio, unit, { side, sides }));
	const [here, there] = side === 0 ? [inserts, right] : [right, inserts];
	return here.map((unit) =>
		channelOf(studio, unit, there.includes(unit) ? { side, sides } : { side: 0, sides: 1 }),
	);
};

const mainWay = (studio: Studio, chain: Chain, side: number, meeting: Meeting | undefined): Stop[] => {
	const { kind, matrix, blend } = chain;
	const units = inserted(studio, chain, side);
	if (kind === "mid/side")
		return [
			midSideOf(studio, matrix, { side, does: "encode" }),
			...units,
			midSideOf(studio, matrix, { side, does: "decode" }),
		];
	return meeting && blend?.unit ? [...units, alongPath(blend.unit, meeting.wet)] : units;
};

const draftsOf = (studio: Studio, chain: Chain): { drafts: Draft[]; lacks: Missing[] } => {
	const { kind, blend, sends, returns } = chain;
	const sides = Array.from({ length: sidesOf(kind) }, (_, side) => side);
	const parallel = kind === "parallel" ? blend : undefined;
	const met = parallel?.unit === undefined ? [] : meetingsIn(studio, parallel.unit, sides.length);
	const meetings = "what" in met ? [] : met;
	const around = (send: number | undefined, stops: readonly Stop[], back: number | undefined): Stop[] => [
		sendOf(studio, send),
		...stops,
		returnOf(studio, back, stops.at(-1)),
	];
	const says = (side: number): string => sideNames[kind][side] ?? "";
	const main = sides.map(
		(side): Draft => ({
			side,
			way: "main",
			says: says(side),
			stops: around(sends[side], mainWay(studio, chain, side, meetings[side]), returns[side]),
		}),
	);
	const dry = (parallel ? sides : []).map((side): Draft => {
		const meeting = meetings[side];
		const middle = meeting && parallel?.unit ? [alongPath(parallel.unit, meeting.dry)] : [];
		const home = parallel?.unit === undefined ? parallel?.returns?.[side] : returns[side];
		const stops = around(parallel?.sends[side], middle, home);
		return { side, way: "dry", says: `dry ${says(side)}`, stops };
	});
	return { drafts: [...main, ...dry], lacks: "what" in met ? [met] : [] };
};

/** The stretch behind the place where wet and dry meet belongs to both; it is the same one. */
const hopsOf = (chain: Chain, { side, way, stops }: Draft, known: Map<string, Wanted>): Wanted[] => {
	const stations = stops.filter(isStation);
	return stations.slice(1).flatMap((station, place) => {
		const [from, to] = [stations[place]?.out ?? null, station.in];
		if (from === null || to === null) return [];
		const key = `${from} ${to}`;
		const hop = known.get(key) ?? { chain: chain.id, side, way, place, from, to };
		known.set(key, hop);
		return [hop];
	});
};

/** Copper ends at a cabinet and begins anew at a microphone; one without the other is a gap. */
const gaps = (studio: Studio, stations: readonly Station[]): Missing[] =>
	stations.slice(1).flatMap((station, i) => {
		const before = stations[i];
		if (!before || (before.out === null) === (station.in === null)) return [];
		return before.out === null ? sayUnits(studio).deaf(before.unit) : sayUnits(studio).mute(station.unit);
	});

const once = (lacks: readonly Missing[]): Missing[] => [
	...new Map(lacks.map((lack) => [lack.sentence, lack])).values(),
];

/** A side on which one unit stands twice, in the words of the person who put it there. */
const twice = (studio: Studio, { inserts, right = [], matrix, blend }: Chain): Missing[] => {
	const beside = [matrix, blend?.unit].filter((unit) => unit !== undefined);
	return [inserts, right].flatMap((side) =>
		side
			.filter((unit, i) => side.indexOf(unit) !== i || beside.includes(unit))
			.flatMap((unit) => sayUnits(studio).twice(unit)),
	);
};

/** What no studio could patch, because the wish itself does not hold together. */
export const misworded = (studio: Studio, chain: Chain): Missing[] => {
	const { kind, matrix } = chain;
	const sides = sidesOf(kind);
	const box = kind === "mid/side" ? midSideOf(studio, matrix, { side: 0, does: "encode" }) : undefined;
	return [
		...lineLacks(chain, sides),
		...blendLacks(chain, sides),
		...(box && isMissing(box) ? [box] : []),
		...twice(studio, chain),
	];
};

/** The connections that a chain needs, in signal order, left side first, the dry ways last. */
export const needsOf = (studio: Studio, chain: Chain): ChainNeeds => {
	const { drafts, lacks } = draftsOf(studio, chain);
	const known = new Map<string, Wanted>();
	const ways = drafts.map((draft): Way => {
		const { side, way, says, stops } = draft;
		const stations = stops.filter(isStation);
		return { side, way, says, stations, hops: hopsOf(chain, draft, known) };
	});
	const wrong = [
		...misworded(studio, chain),
		...absentLines(studio, chain),
		...lacks,
		...drafts.flatMap(({ stops }) => stops.filter(isMissing)),
	];
	const impossible =
		wrong.length > 0
			? wrong
			: [
					...ways.flatMap(({ stations }) => gaps(studio, stations)),
					...[...known.values()].flatMap((hop) => speakerLacks(studio, hop)),
					...(chain.kind === "re-amp" ? ways.flatMap((way) => reampLacks(studio, way.stations)) : []),
				];
	if (impossible.length > 0) return { wanted: [], ways: [], impossible: once(impossible) };
	return { wanted: [...known.values()], ways, impossible: [] };
};

/** The ways of a chain that can be; of one that cannot, none. For who draws or reads a chain along its stations. */
export const waysOf = (studio: Studio, chain: Chain): readonly Way[] => needsOf(studio, chain).ways;
