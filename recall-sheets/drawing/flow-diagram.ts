import { Normalling } from "#model/patchbay.ts";
import type { Studio } from "#model/studio.ts";
import type { Patched } from "#model/way.ts";
import { cordLine, plugDot } from "./cord-line.ts";
import { boxShapes, type Room, SOLDERED } from "./flow-box.ts";
import { type Flow, flowOf } from "./flow-boxes.ts";
import { FINE, type Figure, figureOf, laidBox, linkOf, ROW, STUB, tagWidth } from "./flow-geometry.ts";
import { lastWords, NORMALLED, type Stage, wireShapes } from "./flow-wires.ts";
import { laidOut } from "./layers.ts";
import { ASCENT, type Face, points, SMALL, widthOf } from "./lettering.ts";
import { MARK_RULE, normallingMark } from "./normalling-mark.ts";
import { type Drawing, drawn, group, line, type Point, type Shape, text } from "./shapes.ts";

const HEADLINE: Face = { size: points(18), weight: "bold", mono: false };

const title = (studio: Studio, says: string): Shape[] => [
	text([0, 0], `Signal flow of ${studio.studio}`, { face: HEADLINE }),
	text([0, 6], says, { ink: "soft" }),
];

const sample = (words: string, lay: (from: Point, to: Point) => Shape[]) => ({ words, lay });

/** How the lines are to be read, and the units that no line leads to. */
const legend = ({ alone }: Flow): Shape[] => {
	const samples = [
		sample("soldered for good", (from, to) => [line(from, to, SOLDERED)]),
		sample("by a normal of the bay", (from, to) => [line(from, to, NORMALLED)]),
		sample("by a cord, in its colour", (from, to) => [
			...cordLine("blue", (pen) => [line(from, to, pen)]),
			plugDot(from, "blue"),
			plugDot(to, "blue"),
		]),
	];
	let x = 0;
	const lines = samples.flatMap(({ words, lay }) => {
		const at = x;
		x += 18 + widthOf(words, SMALL) + 8;
		return [...lay([at + 1, -1.1], [at + 14, -1.1]), text([at + 18, 0], words, {})];
	});
	const marks = Normalling.options.flatMap((kind) => {
		const at = x;
		x += 4 + widthOf(kind, SMALL) + 5;
		return [...normallingMark(kind, [at + 1, -1.1], 3.4), text([at + 4, 0], kind, {})];
	});
	const rule = text([x + 2, 0], MARK_RULE, { ink: "soft" });
	const names = alone.map(({ name }) => name).join(", ");
	const left = alone.length === 0 ? [] : [text([0, 6], `No line leads to: ${names}.`, {})];
	return [...lines, ...marks, rule, ...left];
};

const WORDS_MOST = 64;

/** As wide as the longest words before a tag need it. */
const roomFor = (flow: Flow): Room => ({
	tagged: tagWidth(flow),
	words: Math.min(WORDS_MOST, 9 + Math.max(4, ...flow.wires.map((wire) => widthOf(lastWords(wire), FINE)))),
});

/** Room between two columns: tags and words of both sides, and a sweep that is the longer the more lines cross. */
const gapFor = (wires: number, { tagged, words }: Room): number =>
	2 * (STUB + tagged) + words + Math.min(90, Math.max(26, 14 + wires * 0.8));

const stageOf = (flow: Flow, figures: readonly Figure[]): Stage => {
	const room = roomFor(flow);
	const gap = gapFor(flow.wires.length, room);
	return {
		room,
		layout: laidOut(figures.map(laidBox), flow.wires.map(linkOf), () => gap),
		givers: new Map(figures.flatMap((figure) => figure.outs.map(({ row }) => [row.place, figure] as const))),
		takers: new Map(
			figures.flatMap((figure) =>
				figure.ins.flatMap(({ wire }) => (wire ? [[wire.id, figure] as const] : [])),
			),
		),
	};
};

/** The whole studio from left to right: what leads where, and whether it is soldered, normalled or plugged. */
export const flowDiagram = (studio: Studio, patched: Patched, says: string): Drawing => {
	const flow = flowOf(studio, patched);
	const figures = flow.boxes.map((box) => figureOf(box, flow.wires));
	const stage = stageOf(flow, figures);
	const { layout, room } = stage;
	const boxes = figures.map((figure) => boxShapes(figure, layout.boxes.get(figure.box.id) ?? [0, 0], room));
	const foot = layout.size[1] + 14 + ASCENT * SMALL.size + ROW;
	return drawn([
		group([0, -16], title(studio, says), "title"),
		...wireShapes(flow.wires, stage),
		...boxes,
		group([0, foot], legend(flow), "legend"),
	]);
};
