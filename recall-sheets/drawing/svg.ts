import { plain, widthOf } from "./lettering.ts";
import {
	type Box,
	heightOfBox,
	type Ink,
	onClock,
	PAPER_INKS,
	pullsOf,
	type Shape,
	type Stroke,
	widthOfBox,
} from "./shapes.ts";

type Inks = Readonly<Record<Ink, string>>;

/** Inks that the page's own style sheet decides: `--ink`, `--soft`, `--faint`, `--accent`, `--paper`; cords keep theirs. */
export const THEMED_INKS: Inks = {
	...PAPER_INKS,
	ink: "var(--ink)",
	soft: "var(--soft)",
	faint: "var(--faint)",
	accent: "var(--accent)",
	paper: "var(--paper)",
};

const ANCHOR = { left: "start", centre: "middle", right: "end" } as const;

const ENTITIES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
};

/** Text that XML can hold: markup escaped, control characters and halves of letters gone. */
const escaped = (words: string): string =>
	words
		.toWellFormed()
		.replace(/\s/g, " ")
		.replace(/[\p{Cc}\ufffe\uffff]/gu, "")
		.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);

const figure = (value: number): string => String(Number(value.toFixed(3)) + 0);

const attributes = (values: Readonly<Record<string, string | number | null>>): string =>
	Object.entries(values)
		.flatMap(([name, value]) =>
			value === null ? [] : [` ${name}="${typeof value === "number" ? figure(value) : escaped(value)}"`],
		)
		.join("");

const penOf = (pen: Stroke | null, inks: Inks) =>
	pen === null
		? {}
		: {
				stroke: inks[pen.ink],
				"stroke-width": pen.width,
				"stroke-dasharray": pen.dash.length > 0 ? pen.dash.map(figure).join(" ") : null,
				"stroke-linecap": pen.dash.length > 0 ? "butt" : null,
			};

const filled = (fill: Ink | null, inks: Inks) => ({ fill: fill === null ? "none" : inks[fill] });

const arcPath = ({ centre, radius, from, to }: Extract<Shape, { kind: "arc" }>): string => {
	const [x0, y0] = onClock(centre, radius, from);
	const [x1, y1] = onClock(centre, radius, to);
	const large = to - from > 180 ? 1 : 0;
	return `M${figure(x0)} ${figure(y0)}A${figure(radius)} ${figure(radius)} 0 ${large} 1 ${figure(x1)} ${figure(y1)}`;
};

/** Letters are held to the width they were laid out with, whatever font the screen has. */
const lettered = (shape: Extract<Shape, { kind: "text" }>, inks: Inks): string => {
	const letters = Array.from(shape.text).length;
	const steady = letters > 1 && Array.from(plain(shape.text)).length === letters;
	return `<text${attributes({
		x: shape.at[0],
		y: shape.at[1],
		"font-size": shape.face.size,
		"font-weight": shape.face.weight === "bold" ? "700" : null,
		"font-family": shape.face.mono ? "ui-monospace, monospace" : null,
		"text-anchor": shape.align === "left" ? null : ANCHOR[shape.align],
		textLength: steady ? widthOf(shape.text, shape.face) : null,
		lengthAdjust: steady ? "spacingAndGlyphs" : null,
		fill: inks[shape.ink],
	})}>${escaped(shape.text)}</text>`;
};

const marked = (shape: Shape, inks: Inks): string => {
	switch (shape.kind) {
		case "line": {
			const [[x1, y1], [x2, y2]] = [shape.from, shape.to];
			return `<line${attributes({ x1, y1, x2, y2, ...penOf(shape.stroke, inks) })}/>`;
		}
		case "curve": {
			const [one, other] = pullsOf(shape.from, shape.to);
			const [start, ...rest] = [shape.from, one, other, shape.to].map((at) => at.map(figure).join(" "));
			return `<path${attributes({ d: `M${start}C${rest.join(" ")}`, fill: "none", ...penOf(shape.stroke, inks) })}/>`;
		}
		case "arc":
			return `<path${attributes({ d: arcPath(shape), fill: "none", ...penOf(shape.stroke, inks), "stroke-linecap": "butt" })}/>`;
		case "circle": {
			const [cx, cy] = shape.centre;
			return `<circle${attributes({ cx, cy, r: shape.radius, ...filled(shape.fill, inks), ...penOf(shape.stroke, inks) })}/>`;
		}
		case "rect": {
			const [[x, y], [width, height]] = [shape.at, shape.size];
			const rx = shape.corner > 0 ? shape.corner : null;
			return `<rect${attributes({ x, y, width, height, rx, ...filled(shape.fill, inks), ...penOf(shape.stroke, inks) })}/>`;
		}
		case "text":
			return lettered(shape, inks);
		case "group": {
			const [x, y] = shape.at;
			const place = x === 0 && y === 0 ? null : `translate(${figure(x)} ${figure(y)})`;
			const name = shape.name === "" ? null : shape.name;
			return `<g${attributes({ transform: place, "data-name": name })}>${svgShapes(shape.shapes, inks)}</g>`;
		}
	}
};

/** The shapes as SVG elements, without the `<svg>` around them. */
export const svgShapes = (shapes: readonly Shape[], inks: Inks = PAPER_INKS): string =>
	shapes.map((shape) => marked(shape, inks)).join("");

/** A whole SVG file showing `box` (mm), the same for the same shapes, with `title` as its accessible name. */
export const svgOf = (
	shapes: readonly Shape[],
	{ box, title, inks = PAPER_INKS }: { readonly box: Box; readonly title: string; readonly inks?: Inks },
): string => {
	const [width, height] = [widthOfBox(box), heightOfBox(box)];
	const view = [box.left, box.top, width, height].map(figure).join(" ");
	const head = attributes({
		xmlns: "http://www.w3.org/2000/svg",
		width: `${figure(width)}mm`,
		height: `${figure(height)}mm`,
		viewBox: view,
		role: "img",
		"font-family": "system-ui, Helvetica, Arial, sans-serif",
		"stroke-linecap": "round",
	});
	return `<svg${head}><title>${escaped(title)}</title>${svgShapes(shapes, inks)}</svg>\n`;
};
