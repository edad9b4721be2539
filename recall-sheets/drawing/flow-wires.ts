import { cordLine, plugDot, sayCord } from "./cord-line.ts";
import { clipped, type Room, SOLDERED, tagReach } from "./flow-box.ts";
import type { FlowWire } from "./flow-boxes.ts";
import { FINE, type Figure, jackAt, STUB } from "./flow-geometry.ts";
import type { Layout } from "./layers.ts";
import { widthOf } from "./lettering.ts";
import { normallingMark } from "./normalling-mark.ts";
import { curve, group, line, type Point, rect, type Shape, type Stroke, stroke, text } from "./shapes.ts";

export const NORMALLED = stroke("ink", 0.4, [2, 1.1]);

/** A line in its manner: solid and thin for good, dashed by the bay's contacts, thick and coloured by a cord. */
const inManner = ({ manner, cords }: FlowWire, lay: (pen: Stroke) => Shape[]): Shape[] => {
	if (manner === "plugged") return cordLine(cords[0]?.colour ?? "", lay);
	return lay(manner === "normalled" ? NORMALLED : SOLDERED);
};

/** What is told of a line just before it arrives: the cord, the normalling's sign, the switches on the way, or the cable. */
export const lastWords = (wire: FlowWire): string => {
	const switches = wire.way.flatMap((part) => (part.by === "switch" ? [`by ${part.unit}`] : []));
	const mults = wire.way.flatMap((part) =>
		part.by === "normal" && wire.cords.length > 0 ? ["and a normal"] : [],
	);
	if (wire.manner === "plugged") return [...wire.cords.map(sayCord), ...mults, ...switches].join(" + ");
	if (wire.manner === "normalled") return switches.join(" ");
	return [...wire.way.flatMap((part) => (part.by === "cable" ? [part.id] : [])), ...switches].join(" ");
};

const signs = (wire: FlowWire, x: number, y: number): Shape[] => {
	const normals = wire.way.flatMap((part) => (part.by === "normal" ? [part.normalling] : []));
	return wire.manner === "normalled"
		? normals.flatMap((kind, i) => [
				rect([x - 4.5 - i * 4, y - 2.1], [3, 4.2], { fill: "paper" }),
				...normallingMark(kind, [x - 3 - i * 4, y], 3.4),
			])
		: [];
};

type Track = {
	readonly start: Point;
	readonly end: Point;
	readonly lanes: readonly { left: number; width: number; y: number }[];
};

/** From jack to jack: a sweep into each column that it passes, straight through it, and level at the end for its words. */
const course = ({ start, end, lanes }: Track, words: number, pen: Stroke): Shape[] => {
	const level: Point = [end[0] - words, end[1]];
	let at = start;
	const passed = lanes.flatMap(({ left, width, y }) => {
		const [from, into, out] = [at, [left, y] as const, [left + width, y] as const];
		at = out;
		return [curve(from, into, pen), line(into, out, pen)];
	});
	return [...passed, curve(at, level, pen), line(level, end, pen)];
};

export type Stage = {
	readonly layout: Layout;
	readonly givers: ReadonlyMap<string, Figure>;
	readonly takers: ReadonlyMap<string, Figure>;
	readonly room: Room;
};

/** Where a wire begins, ends and passes. */
const trackOf = (wire: FlowWire, { layout, givers, takers, room }: Stage): Track | undefined => {
	const [giver, taker] = [givers.get(wire.from), takers.get(wire.id)];
	const out = giver?.outs.find(({ row }) => row.place === wire.from);
	const into = taker?.ins.find((one) => one.wire === wire);
	const [from, to] = [layout.boxes.get(giver?.box.id ?? ""), layout.boxes.get(taker?.box.id ?? "")];
	if (!giver || !taker || !out || !into || !from || !to) return undefined;
	const column = layout.columnOf.get(giver.box.id) ?? 0;
	const beside = STUB + room.tagged;
	return {
		start: [from[0] + giver.width + tagReach(wire.from, jackAt(wire, "first"), room), from[1] + out.y],
		end: [to[0] - tagReach(wire.to, jackAt(wire, "last"), room), to[1] + into.y],
		lanes: (layout.lanes.get(wire.id) ?? []).map((y, i) => {
			const { left = 0, width = 0 } = layout.columns[column + 1 + i] ?? {};
			return { left: left - beside, width: width + 2 * beside, y };
		}),
	};
};

/** What stands on a line where it ends: on paper of its own, so that lines that pass leave it readable. */
const notes = (wire: FlowWire, { start, end: [x, y] }: Track, words: number): Shape[] => {
	const said = lastWords(wire);
	const set = clipped(said, FINE, words - 4);
	const ground = rect([x - words + 0.6, y - 4], [widthOf(set, FINE) + 0.8, 3.2], { fill: "paper" });
	const [first, last] = [wire.cords[0]?.colour ?? "", wire.cords.at(-1)?.colour ?? ""];
	return [
		...(said === "" ? [] : [ground, text([x - words + 1, y - 1.3], set, { face: FINE })]),
		...signs(wire, x, y),
		...(wire.manner === "plugged" ? [plugDot(start, first), plugDot([x, y], last)] : []),
	];
};

/** All lines, then what is told of them. Cords lie in front. */
export const wireShapes = (wires: readonly FlowWire[], stage: Stage): Shape[] => {
	const { words } = stage.room;
	const tracks = wires.flatMap((wire) => {
		const track = trackOf(wire, stage);
		return track ? [{ wire, track }] : [];
	});
	const order = tracks.toSorted((a, b) => a.wire.cords.length - b.wire.cords.length);
	return [
		...order.map(({ wire, track }) =>
			group(
				[0, 0],
				inManner(wire, (pen) => course(track, words, pen)),
				`wire ${wire.id}`,
			),
		),
		...order.map(({ wire, track }) => group([0, 0], notes(wire, track, words), `notes ${wire.id}`)),
	];
};
