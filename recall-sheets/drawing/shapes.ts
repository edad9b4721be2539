import { ASCENT, DESCENT, type Face, SMALL, widthOf } from "./lettering.ts";

/**
 * The display list: what is to be drawn, in millimetres from the top left, x to the right and y downwards.
 * It knows nothing of screens and printers; two small renderers turn it into SVG and into PDF.
 */
export type Shape =
	| { readonly kind: "line"; readonly from: Point; readonly to: Point; readonly stroke: Stroke }
	| {
			readonly kind: "arc";
			readonly centre: Point;
			readonly radius: number;
			/** Degrees clockwise from twelve o'clock. */
			readonly from: number;
			readonly to: number;
			readonly stroke: Stroke;
	  }
	/** From left to right in one sweep, level at both ends, as a cord hangs between two jacks. */
	| { readonly kind: "curve"; readonly from: Point; readonly to: Point; readonly stroke: Stroke }
	| {
			readonly kind: "circle";
			readonly centre: Point;
			readonly radius: number;
			readonly stroke: Stroke | null;
			readonly fill: Ink | null;
	  }
	| {
			readonly kind: "rect";
			readonly at: Point;
			readonly size: Point;
			readonly corner: number;
			readonly stroke: Stroke | null;
			readonly fill: Ink | null;
	  }
	| {
			readonly kind: "text";
			/** On the baseline; the left end, the middle or the right end of the text. */
			readonly at: Point;
			readonly text: string;
			readonly face: Face;
			readonly align: Align;
			readonly ink: Ink;
	  }
	| { readonly kind: "group"; readonly at: Point; readonly name: string; readonly shapes: readonly Shape[] };

export type Point = readonly [x: number, y: number];
export type Align = "left" | "centre" | "right";
/** Colours by their office: the panel gives them its theme, paper prints them black, grey and white. */
export type Ink = "ink" | "soft" | "faint" | "accent" | "paper" | Tint | CordInk;
/** Pale grounds that tell units apart beside their names; a mono printer makes light greys of them. */
export const TINTS = [
	"tint 1",
	"tint 2",
	"tint 3",
	"tint 4",
	"tint 5",
	"tint 6",
	"tint 7",
	"tint 8",
] as const;
export type Tint = (typeof TINTS)[number];
/** Colours of cords as they hang in the store; a word beside the line says the same. */
export const CORD_INKS = [
	"red",
	"orange",
	"yellow",
	"green",
	"blue",
	"violet",
	"brown",
	"grey",
	"white",
] as const;
export type CordInk = (typeof CORD_INKS)[number];
export type Stroke = { readonly ink: Ink; readonly width: number; readonly dash: readonly number[] };

export type Box = {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
};
/** Shapes and the room that they take. */
export type Drawing = { readonly shapes: readonly Shape[]; readonly box: Box };

/** The inks on paper: they survive a mono laser printer. */
export const PAPER_INKS: Readonly<Record<Ink, string>> = {
	ink: "#14171a",
	soft: "#53585d",
	faint: "#b4b8bc",
	accent: "#14171a",
	paper: "#ffffff",
	"tint 1": "#d6e6f5",
	"tint 2": "#fbe3cf",
	"tint 3": "#d9f0d5",
	"tint 4": "#f7d6dc",
	"tint 5": "#e4dcf3",
	"tint 6": "#fbf3c4",
	"tint 7": "#d2f0ee",
	"tint 8": "#e8e2d9",
	red: "#c62828",
	orange: "#e07b00",
	yellow: "#f2c500",
	green: "#2e8b3d",
	blue: "#1f5fb4",
	violet: "#7a3fa0",
	brown: "#7b4f2a",
	grey: "#8a8f94",
	white: "#ffffff",
};

export const stroke = (ink: Ink, width: number, dash: readonly number[] = []): Stroke => ({
	ink,
	width,
	dash,
});
export const line = (from: Point, to: Point, pen: Stroke): Shape => ({ kind: "line", from, to, stroke: pen });
export const arc = (centre: Point, radius: number, [from, to]: Point, pen: Stroke): Shape => ({
	kind: "arc",
	centre,
	radius,
	from,
	to,
	stroke: pen,
});
export const curve = (from: Point, to: Point, pen: Stroke): Shape => ({
	kind: "curve",
	from,
	to,
	stroke: pen,
});

/** The two points that pull a curve level at its ends. */
export const pullsOf = ([x0, y0]: Point, [x1, y1]: Point): readonly [Point, Point] => {
	const middle = (x0 + x1) / 2;
	return [
		[middle, y0],
		[middle, y1],
	];
};

type Look = { readonly stroke?: Stroke; readonly fill?: Ink };
export const circle = (centre: Point, radius: number, look: Look): Shape => ({
	kind: "circle",
	centre,
	radius,
	stroke: look.stroke ?? null,
	fill: look.fill ?? null,
});
export const rect = (at: Point, size: Point, look: Look & { readonly corner?: number }): Shape => ({
	kind: "rect",
	at,
	size,
	corner: look.corner ?? 0,
	stroke: look.stroke ?? null,
	fill: look.fill ?? null,
});

type Written = { readonly face?: Face; readonly align?: Align; readonly ink?: Ink };
export const text = (
	at: Point,
	words: string,
	{ face = SMALL, align = "left", ink = "ink" }: Written,
): Shape => ({
	kind: "text",
	at,
	text: words,
	face,
	align,
	ink,
});

export const group = (at: Point, shapes: readonly Shape[], name = ""): Shape => ({
	kind: "group",
	at,
	name,
	shapes,
});

/** The point at a distance from the centre in a direction of the clock: 0° is twelve, 90° is three. */
export const onClock = ([x, y]: Point, radius: number, degrees: number): Point => {
	const turn = (degrees * Math.PI) / 180;
	return [x + radius * Math.sin(turn), y - radius * Math.cos(turn)];
};

/** How far the start of a text lies left of its anchor, as a part of its width. */
export const LEFT_OF: Readonly<Record<Align, number>> = { left: 0, centre: 0.5, right: 1 };

const around = ([x, y]: Point, reachX: number, reachY = reachX): Box => ({
	left: x - reachX,
	top: y - reachY,
	right: x + reachX,
	bottom: y + reachY,
});

export const shifted = (box: Box, [x, y]: Point): Box => ({
	left: box.left + x,
	top: box.top + y,
	right: box.right + x,
	bottom: box.bottom + y,
});

/** The smallest box around all; nothing at all takes no room at the origin. */
export const boxAround = (boxes: readonly Box[]): Box =>
	boxes.length === 0
		? around([0, 0], 0)
		: {
				left: Math.min(...boxes.map((box) => box.left)),
				top: Math.min(...boxes.map((box) => box.top)),
				right: Math.max(...boxes.map((box) => box.right)),
				bottom: Math.max(...boxes.map((box) => box.bottom)),
			};

/** The room a shape takes, with the width of its lines; an arc counts as its whole circle. */
export const boxOf = (shape: Shape): Box => {
	switch (shape.kind) {
		case "line":
		case "curve":
			return boxAround([shape.from, shape.to].map((end) => around(end, shape.stroke.width / 2)));
		case "arc":
			return around(shape.centre, shape.radius + shape.stroke.width / 2);
		case "circle":
			return around(shape.centre, shape.radius + (shape.stroke?.width ?? 0) / 2);
		case "rect": {
			const [width, height] = shape.size;
			const middle: Point = [shape.at[0] + width / 2, shape.at[1] + height / 2];
			const pen = (shape.stroke?.width ?? 0) / 2;
			return around(middle, width / 2 + pen, height / 2 + pen);
		}
		case "text": {
			const width = widthOf(shape.text, shape.face);
			const left = shape.at[0] - width * LEFT_OF[shape.align];
			const baseline = shape.at[1];
			const { size } = shape.face;
			return {
				left,
				top: baseline - ASCENT * size,
				right: left + width,
				bottom: baseline + DESCENT * size,
			};
		}
		case "group":
			return shifted(boxAround(shape.shapes.map(boxOf)), shape.at);
	}
};

export const drawn = (shapes: readonly Shape[]): Drawing => ({ shapes, box: boxAround(shapes.map(boxOf)) });

export const widthOfBox = (box: Box): number => box.right - box.left;
export const heightOfBox = (box: Box): number => box.bottom - box.top;

/** Two boxes that share more than an edge. */
export const overlap = (a: Box, b: Box): boolean =>
	a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
