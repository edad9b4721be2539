import { type Box, boxOf, type Shape, shifted } from "#sheets/drawing/shapes.ts";
import type { Page } from "#sheets/pdf.ts";

const place = (x: number, y: number): [number, number] => [x, y];

/** Every shape that is not a group, where it really stands, with the room it takes. */
export const found = (
	shapes: readonly Shape[],
	x = 0,
	y = 0,
): { shape: Shape; box: Box; at: [number, number] }[] =>
	shapes.flatMap((shape) =>
		shape.kind === "group"
			? found(shape.shapes, x + shape.at[0], y + shape.at[1])
			: [{ shape, box: shifted(boxOf(shape), [x, y]), at: place(x, y) }],
	);

export const textsOn = (shapes: readonly Shape[]): string[] =>
	found(shapes).flatMap(({ shape }) => (shape.kind === "text" ? [shape.text] : []));

/** Numbers of the pages, from 1, that say exactly this. */
export const pagesThatSay = (pages: readonly Page[], words: string): number[] =>
	pages.flatMap(({ shapes }, i) => (textsOn(shapes).includes(words) ? [i + 1] : []));
