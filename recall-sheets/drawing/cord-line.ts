import type { Cord } from "#model/cable.ts";
import { CORD_INKS, circle, type Ink, type Point, type Shape, type Stroke, stroke } from "./shapes.ts";

/** The ink that comes nearest to what a person calls the colour of a cord; black where nobody knows it. */
export const cordInk = (colour: string): Ink => {
	const words = colour.toLowerCase().replace("gray", "grey").replace("purple", "violet");
	return CORD_INKS.find((ink) => words.includes(ink)) ?? "ink";
};

/** How a cord is told beside its line: "TT-60-blue #3, blue". */
export const sayCord = ({ id, colour, inverted }: Cord): string =>
	[
		id,
		...(id.toLowerCase().includes(colour.toLowerCase()) ? [] : [colour]),
		...(inverted ? ["inverted"] : []),
	].join(", ");

/**
 * A cord as a thick line with an edge: its colour shows inside, and in black and white it is still no other line. `lay`
 * draws the line with a pen.
 */
export const cordLine = (colour: string, lay: (pen: Stroke) => Shape[]): Shape[] => [
	...lay(stroke("ink", 1.3)),
	...lay(stroke(cordInk(colour), 0.8)),
];

/** The plug at the end of a cord. */
export const plugDot = (at: Point, colour: string): Shape =>
	circle(at, 1.1, { fill: cordInk(colour), stroke: stroke("ink", 0.3) });
