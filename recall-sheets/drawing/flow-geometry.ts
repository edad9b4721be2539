import { placeOf } from "#model/patchbay.ts";
import type { Place } from "#model/way.ts";
import type { Flow, FlowBox, FlowRow, FlowWire } from "./flow-boxes.ts";
import type { LaidBox, Link } from "./layers.ts";
import { type Face, points, SMALL, SMALL_BOLD, widthOf } from "./lettering.ts";

/** Millimetres. */
export const ROW = 5;
export const HEAD = 10.5;
export const FINE: Face = { ...SMALL, size: points(8) };
export const TINY: Face = { ...SMALL, size: points(6.5) };
export const TITLE: Face = { ...SMALL_BOLD, size: points(10) };
/** From the box to the tag of its jack in front: what is soldered behind. */
export const STUB = 9;
const SMALLEST = 34;

/** One line on the left of a box: an input, once for every wire that leads to it. */
export type InLine = { readonly row: FlowRow; readonly wire: FlowWire | null; readonly y: number };
export type OutLine = { readonly row: FlowRow; readonly wires: readonly FlowWire[]; readonly y: number };

/** A box with its lines and its size. */
export type Figure = {
	readonly box: FlowBox;
	readonly ins: readonly InLine[];
	readonly outs: readonly OutLine[];
	readonly width: number;
	readonly height: number;
};

const middleOf = (i: number): number => HEAD + ROW * (i + 0.5);

const widthFor = (
	{ title, number, note }: FlowBox,
	ins: readonly InLine[],
	outs: readonly OutLine[],
): number => {
	const widest = (rows: readonly FlowRow[]): number =>
		Math.max(0, ...rows.map(({ label }) => widthOf(label, FINE)));
	const rows = widest(ins.map(({ row }) => row)) + widest(outs.map(({ row }) => row)) + 9;
	const head = widthOf(title, TITLE) + (number === null ? 5 : 12);
	return Math.max(SMALLEST, rows, head, widthOf(note, TINY) + 5);
};

export const figureOf = (box: FlowBox, wires: readonly FlowWire[]): Figure => {
	const into = Map.groupBy(wires, ({ to }) => to);
	const outOf = Map.groupBy(wires, ({ from }) => from);
	const ins = box.ins
		.flatMap((row): Omit<InLine, "y">[] => (into.get(row.place) ?? [null]).map((wire) => ({ row, wire })))
		.map((line, i) => ({ ...line, y: middleOf(i) }));
	const outs = box.outs.map((row, i) => ({ row, wires: outOf.get(row.place) ?? [], y: middleOf(i) }));
	const width = widthFor(box, ins, outs);
	return { box, ins, outs, width, height: HEAD + ROW * Math.max(ins.length, outs.length) + 1.5 };
};

/** Where a wire ends: each wire has a line of its own. */
const endOf = ({ id, to }: FlowWire): string => `${to} by ${id}`;

export const laidBox = ({ box, ins, outs, width, height }: Figure): LaidBox => ({
	id: box.id,
	size: [width, height],
	ins: ins.flatMap(({ wire, y }) => (wire ? [{ id: endOf(wire), y }] : [])),
	outs: outs.map(({ row, y }) => ({ id: row.place, y })),
});
export const linkOf = (wire: FlowWire): Link => ({ id: wire.id, from: wire.from, to: endOf(wire) });

/** The jack in front where a way begins or ends, if it passes any. */
export const jackAt = ({ way }: FlowWire, end: "first" | "last"): string | null => {
	const inFront = way.flatMap((part) => (part.by === "cord" || part.by === "normal" ? [part] : []));
	const jack = end === "first" ? inFront[0]?.from : inFront.at(-1)?.to;
	return jack !== undefined && placeOf(jack) ? jack : null;
};

/** "PB1/A05" as it is said. */
export const sayPlace = (jack: Place): string => jack.replace("/", " ");

/** The cable behind a line's last or first jack. */
export const cableAt = ({ way }: FlowWire, end: "first" | "last"): string => {
	const part = end === "first" ? way[0] : way.at(-1);
	return part?.by === "cable" ? part.id : "";
};

/** As wide as the widest tag of the drawing. */
export const tagWidth = ({ boxes, wires }: Flow): number => {
	const jacks = [
		...boxes.flatMap(({ ins, outs }) => [...ins, ...outs].flatMap(({ jack }) => jack ?? [])),
		...wires.flatMap((wire) => [jackAt(wire, "first"), jackAt(wire, "last")]).filter((jack) => jack !== null),
	];
	return Math.max(10, ...jacks.map((jack) => widthOf(sayPlace(jack), FINE) + 3));
};
