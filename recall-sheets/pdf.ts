import PDFDocument from "pdfkit";
import { type Face, plain, points } from "./drawing/lettering.ts";
import {
	LEFT_OF,
	onClock,
	PAPER_INKS,
	type Point,
	pullsOf,
	type Shape,
	type Stroke,
} from "./drawing/shapes.ts";

/** A sheet of paper with what stands on it, in mm from its top left corner. */
export type Page = { readonly size: Point; readonly shapes: readonly Shape[] };

/** What the file says about itself. `date` (ISO) is the sheet's own: it makes the file the same every time. */
export type About = {
	readonly title: string;
	readonly author: string;
	readonly id: string;
	readonly date: string;
	/** To be printed at its true size: viewers that heed it do not fit it to the page. */
	readonly trueSize?: true;
};

type Pdf = PDFKit.PDFDocument;

/** Points in a millimetre. */
const MM = 1 / points(1);
const pt = (mm: number): number => Math.round(mm * MM * 1000) / 1000;

const fontOf = (face: Face): string => {
	const bold = face.weight === "bold";
	if (face.mono) return bold ? "Courier-Bold" : "Courier";
	return bold ? "Helvetica-Bold" : "Helvetica";
};

const take = (pdf: Pdf, pen: Stroke): void => {
	pdf.lineWidth(pt(pen.width)).strokeColor(PAPER_INKS[pen.ink]);
	if (pen.dash.length === 0) pdf.lineCap("round").undash();
	else pdf.lineCap("butt").dash(pt(pen.dash[0]), { space: pt(pen.dash.at(-1) ?? pen.dash[0]) });
};

/** Fills and strokes the path that was just laid. */
const finish = (pdf: Pdf, shape: Extract<Shape, { kind: "circle" | "rect" }>): void => {
	if (shape.fill !== null) pdf.fillColor(PAPER_INKS[shape.fill]);
	if (shape.stroke !== null) take(pdf, shape.stroke);
	if (shape.fill !== null && shape.stroke !== null) pdf.fillAndStroke();
	else if (shape.fill !== null) pdf.fill();
	else if (shape.stroke !== null) pdf.stroke();
};

/** An arc in Béziers of at most 30°, which leave the true circle by less than a thousandth of its radius. */
const layArc = (
	pdf: Pdf,
	{ centre, radius, from, to }: Extract<Shape, { kind: "arc" }>,
	[dx, dy]: Point,
): void => {
	const pieces = Math.max(1, Math.ceil((to - from) / 30));
	const step = (to - from) / pieces;
	const reach = radius * (4 / 3) * Math.tan((step * Math.PI) / 720);
	const at = (degrees: number, along: number): Point => {
		const [x, y] = onClock(centre, radius, degrees);
		const turn = (degrees * Math.PI) / 180;
		return [pt(x + along * Math.cos(turn) + dx), pt(y + along * Math.sin(turn) + dy)];
	};
	pdf.moveTo(...at(from, 0));
	for (let i = 0; i < pieces; i++) {
		const [a, b] = [from + i * step, from + (i + 1) * step];
		pdf.bezierCurveTo(...at(a, reach), ...at(b, -reach), ...at(b, 0));
	}
};

const letter = (pdf: Pdf, shape: Extract<Shape, { kind: "text" }>, [x, y]: Point): void => {
	const words = plain(shape.text);
	if (words.trim() === "") return;
	pdf.font(fontOf(shape.face)).fontSize(pt(shape.face.size)).fillColor(PAPER_INKS[shape.ink]);
	const left = pt(x + shape.at[0]) - pdf.widthOfString(words) * LEFT_OF[shape.align];
	pdf.text(words, left, pt(y + shape.at[1]), { lineBreak: false, baseline: "alphabetic" });
};

const draw = (pdf: Pdf, shape: Shape, [dx, dy]: Point): void => {
	switch (shape.kind) {
		case "line":
			take(pdf, shape.stroke);
			pdf.moveTo(pt(shape.from[0] + dx), pt(shape.from[1] + dy));
			pdf.lineTo(pt(shape.to[0] + dx), pt(shape.to[1] + dy)).stroke();
			return;
		case "curve": {
			take(pdf, shape.stroke);
			const at = ([x, y]: Point): [number, number] => [pt(x + dx), pt(y + dy)];
			const [one, other] = pullsOf(shape.from, shape.to);
			pdf
				.moveTo(...at(shape.from))
				.bezierCurveTo(...at(one), ...at(other), ...at(shape.to))
				.stroke();
			return;
		}
		case "arc":
			take(pdf, shape.stroke);
			layArc(pdf, shape, [dx, dy]);
			pdf.lineCap("butt").stroke();
			return;
		case "circle":
			pdf.circle(pt(shape.centre[0] + dx), pt(shape.centre[1] + dy), pt(shape.radius));
			finish(pdf, shape);
			return;
		case "rect": {
			const [x, y, width, height] = [shape.at[0] + dx, shape.at[1] + dy, ...shape.size].map(pt);
			if (shape.corner > 0) pdf.roundedRect(x, y, width, height, pt(shape.corner));
			else pdf.rect(x, y, width, height);
			finish(pdf, shape);
			return;
		}
		case "text":
			letter(pdf, shape, [dx, dy]);
			return;
		case "group":
			for (const inner of shape.shapes) draw(pdf, inner, [dx + shape.at[0], dy + shape.at[1]]);
	}
};

/** Says in the file's catalogue that a printer must not scale it; pdfkit has no word of its own for that. */
const forbidScaling = (pdf: Pdf): void => {
	const root: unknown = Reflect.get(pdf, "_root");
	if (typeof root !== "object" || root === null || !("data" in root) || typeof root.data !== "object") return;
	Object.assign(root.data ?? {}, { ViewerPreferences: pdf.ref({ PrintScaling: "None" }) });
};

/**
 * The pages as one PDF file: the same bytes for the same pages on every machine. It is not compressed, because the
 * compressors of two processors need not agree. Letters that its fonts lack are spelt out, never an error.
 */
export const pdfOf = async (pages: readonly Page[], about: About): Promise<Uint8Array> => {
	const date = new Date(about.date);
	const pdf = new PDFDocument({
		autoFirstPage: false,
		compress: false,
		margin: 0,
		pdfVersion: "1.4",
		lang: "en",
		info: {
			Title: about.title,
			Author: about.author,
			Subject: about.id,
			Creator: "Halfnormal",
			Producer: "Halfnormal",
			CreationDate: date,
			ModDate: date,
		},
	});
	const chunks: Uint8Array[] = [];
	const finished = new Promise<void>((resolve, reject) => {
		pdf.on("data", (chunk: Uint8Array) => chunks.push(chunk));
		pdf.on("end", resolve);
		pdf.on("error", reject);
	});
	if (about.trueSize) forbidScaling(pdf);
	for (const page of pages) {
		pdf.addPage({ size: [pt(page.size[0]), pt(page.size[1])], margin: 0 });
		for (const shape of page.shapes) draw(pdf, shape, [0, 0]);
	}
	pdf.end();
	await finished;
	return new Uint8Array(Buffer.concat(chunks));
};
