import { sayDb } from "#model/level.ts";
import { placeOf } from "#model/patchbay.ts";
import type { WayPart } from "#model/way.ts";
import type { Lane, LaneHop, Station } from "./chain-lanes.ts";
import { cordLine, plugDot, sayCord } from "./cord-line.ts";
import { clipped, SOLDERED, tag } from "./flow-box.ts";
import { FINE, TINY, TITLE } from "./flow-geometry.ts";
import { NORMALLED } from "./flow-wires.ts";
import { SMALL_BOLD, widthOf } from "./lettering.ts";
import { normallingMark } from "./normalling-mark.ts";
import {
	circle,
	group,
	line,
	type Point,
	rect,
	type Shape,
	type Stroke,
	stroke,
	TINTS,
	text,
} from "./shapes.ts";

/** Millimetres: the width of a unit, of a hop with its words, and the height of one side. */
export const BOX = 33;
export const HOP = 58;
export const LANE = 35;
const STUB = 7;
const PILL = 16;
const AXIS = 11;

/** Stations and hops of a chain that stand in one line of the drawing, from station `first` on. */
export type Line = { readonly lanes: readonly Lane[]; readonly first: number; readonly hops: number };

export const heightOf = ({ lanes }: Line): number => lanes.length * LANE - 6;
/** The left edge of the box of a station, counted from the first of its line. */
export const leftOf = (i: number): number => i * (BOX + HOP);

const axisOf = (lane: number): number => lane * LANE + AXIS;

type Span = { readonly station: Station; readonly lanes: readonly number[] };

/** The same unit on neighbouring sides is one box; units of its own on each side are several. */
const spansAt = (lanes: readonly Lane[], place: number): Span[] => {
	const spans: Span[] = [];
	lanes.forEach(({ stations }, lane) => {
		const station = stations[place];
		const last = spans.at(-1);
		if (station && last?.station.unit === station.unit && last.lanes.at(-1) === lane - 1)
			spans.splice(-1, 1, { ...last, lanes: [...last.lanes, lane] });
		else if (station) spans.push({ station, lanes: [lane] });
	});
	return spans;
};

const boxShapes = ({ station, lanes }: Span, all: readonly Lane[], place: number): Shape => {
	const [first = 0, last = first] = [lanes[0], lanes.at(-1)];
	const height = axisOf(last) - axisOf(first) + 20;
	const { title, number } = station;
	const tint = number === null ? null : (TINTS[(number - 1) % TINTS.length] ?? null);
	const sockets = lanes.flatMap((lane) => {
		const { takes = null, gives = null } = all[lane]?.stations[place] ?? {};
		const y = (lane - first) * LANE + 10.6;
		return [
			...(takes === null ? [] : [text([1.6, y], clipped(takes, FINE, BOX / 2 - 2), { face: FINE })]),
			...(gives === null
				? []
				: [text([BOX - 1.6, y], clipped(gives, FINE, BOX / 2 - 2), { face: FINE, align: "right" })]),
		];
	});
	const named = clipped(title, TITLE, BOX - (number === null ? 3.2 : 9));
	const shapes = [
		rect([0, 0], [BOX, height], { corner: 1, fill: "paper" }),
		...(tint ? [rect([0, 0], [BOX, 6.4], { corner: 1, fill: tint })] : []),
		text([1.6, 4.6], named, { face: TITLE }),
		...(number === null ? [] : [text([BOX - 1.6, 4.6], String(number), { face: TITLE, align: "right" })]),
		line([0, 6.4], [BOX, 6.4], stroke("ink", 0.2)),
		rect([0, 0], [BOX, height], { corner: 1, stroke: stroke("ink", 0.45) }),
		...sockets,
	];
	return group([0, axisOf(first) - 10], shapes, `unit ${station.unit}`);
};

type Front = Extract<WayPart, { by: "cord" | "normal" }>;
const frontOf = ({ way }: LaneHop): Front[] =>
	(way ?? []).flatMap((part) => (part.by === "cord" || part.by === "normal" ? [part] : []));

const cableAt = ({ way }: LaneHop, at: 0 | -1): string => {
	const part = way?.at(at);
	return part?.by === "cable" ? part.id : "";
};

/** What is soldered at one end of a hop, with the cable's name, and the jack that it ends in. */
const endShapes = (jack: string, cable: string, edge: number, y: number, outwards: 1 | -1): Shape[] => {
	if (!placeOf(jack)) return [];
	const end = edge + outwards * STUB;
	return [
		line([edge, y], [end, y], SOLDERED),
		text([(edge + end) / 2, y - 0.8], clipped(cable, TINY, STUB - 0.6), {
			face: TINY,
			align: "centre",
			ink: "soft",
		}),
		...tag(jack, [outwards === 1 ? end : end - PILL, y], PILL),
	];
};

/** The line in front between two jacks: a cord in its colour, or the normal with its sign. */
const frontLine = (laneHop: LaneHop, from: Point, to: Point): Shape[] => {
	const [cord] = laneHop.cords;
	const lay = (pen: Stroke): Shape[] => [line(from, to, pen)];
	if (cord) return [...cordLine(cord.colour, lay), plugDot(from, cord.colour), plugDot(to, cord.colour)];
	const [normal] = frontOf(laneHop);
	const middle: Point = [(from[0] + to[0]) / 2, from[1]];
	if (normal?.by !== "normal") return lay(SOLDERED);
	const ground = rect([middle[0] - 1.5, middle[1] - 2.2], [3, 4.4], { fill: "paper" });
	return [...lay(NORMALLED), ground, ...normallingMark(normal.normalling, middle, 3.6)];
};

const pathShapes = (laneHop: LaneHop, y: number): Shape[] => {
	if (laneHop.way === null) return [line([0, y], [HOP, y], stroke("soft", 0.3, [0.6, 1.4]))];
	const front = frontOf(laneHop);
	const [first, last] = [front[0]?.from ?? "", front.at(-1)?.to ?? ""];
	const [from, to] = [placeOf(first) ? STUB + PILL : 0, placeOf(last) ? HOP - STUB - PILL : HOP];
	return [
		...endShapes(first, cableAt(laneHop, 0), 0, y, 1),
		...endShapes(last, cableAt(laneHop, -1), HOP, y, -1),
		...frontLine(laneHop, [from, y], [to, y]),
	];
};

/** What is said over the line: the step, the cord, the normal, or the cable. */
const sayPath = (laneHop: LaneHop): string => {
	const { way, cords } = laneHop;
	if (way === null) return "not connected";
	if (cords.length > 0) return cords.map(sayCord).join(" + ");
	const [normal] = frontOf(laneHop);
	if (normal?.by === "normal") return normal.normalling;
	return way.flatMap((part) => (part.by === "cable" ? [part.id] : [])).join(" ");
};

const stepSign = (step: number, [x, y]: Point): Shape[] => [
	circle([x, y], 2.3, { stroke: stroke("ink", 0.35), fill: "paper" }),
	text([x, y + 1.1], String(step), { face: { ...FINE, weight: "bold" }, align: "centre" }),
];

const wordsOver = (laneHop: LaneHop, y: number): Shape[] => {
	const words = clipped(sayPath(laneHop), FINE, HOP - 8);
	const left = HOP / 2 - widthOf(words, FINE) / 2;
	const sign = laneHop.step === null ? [] : stepSign(laneHop.step, [left - 3.4, y - 5]);
	return [...sign, text([HOP / 2, y - 4], words, { face: FINE, align: "centre" })];
};

const sayHeadroom = (headroom: number | null): string =>
	headroom === null ? "headroom unknown" : `${headroom.toFixed(1)} dB headroom`;

const sayNoise = ({ noise, noiseIsAtLeast }: LaneHop["hop"]): string =>
	noise === null ? "" : `noise ${sayDb(noise, "dBu")}${noiseIsAtLeast ? " or more" : ""}`;

const wordsUnder = ({ hop }: LaneHop, y: number, tight: boolean): Shape[] => {
	const { level, loss, headroom, inverted } = hop;
	const said = [
		{ words: level === null ? "level unknown" : sayDb(level, "dBu"), face: SMALL_BOLD },
		{ words: Number.isFinite(loss) ? `${sayDb(loss, "dB", 2)} on the way` : "nothing arrives", face: FINE },
		{ words: sayHeadroom(headroom), face: tight ? { ...FINE, weight: "bold" as const } : FINE },
		{ words: sayNoise(hop), face: FINE },
		{ words: inverted ? "polarity inverted" : "", face: FINE },
	].filter(({ words }) => words !== "");
	return said.map(({ words, face }, i) =>
		text([HOP / 2, y + 5.4 + i * 3.6], words, { face, align: "centre" }),
	);
};

const hopShapes = (laneHop: LaneHop, at: Point, tight: boolean): Shape =>
	group(
		at,
		[...pathShapes(laneHop, 0), ...wordsOver(laneHop, 0), ...wordsUnder(laneHop, 0, tight)],
		`hop ${laneHop.hop.from} > ${laneHop.hop.to}`,
	);

/** The boxes and hops of one line, from the origin. `tight` is the hop that has the least headroom. */
export const lineShapes = ({ lanes, first, hops }: Line, tight: LaneHop | undefined): Shape[] => {
	const boxes = Array.from({ length: hops + 1 }, (_, i) =>
		spansAt(lanes, first + i).map((span) => group([leftOf(i), 0], [boxShapes(span, lanes, first + i)])),
	);
	const paths = lanes.flatMap((lane, side) =>
		lane.hops
			.slice(first, first + hops)
			.map((laneHop, i) => hopShapes(laneHop, [leftOf(i) + BOX, axisOf(side)], laneHop === tight)),
	);
	return [...paths, ...boxes.flat()];
};
