import { frontOf } from "#model/front.ts";
import { type Bay, Normalling } from "#model/patchbay.ts";
import type { Studio } from "#model/studio.ts";
import { type Block, dealt, type Piece, whole } from "#sheets/drawing/flow.ts";
import { ASCENT, LEADING, SMALL, SMALL_BOLD, widthOf } from "#sheets/drawing/lettering.ts";
import { MARK_RULE, normallingMark } from "#sheets/drawing/normalling-mark.ts";
import { group, line, type Point, type Shape, stroke, text } from "#sheets/drawing/shapes.ts";
import type { About, Page } from "#sheets/pdf.ts";
import { type Paper, SIZE } from "#sheets/sheet.ts";
import { type StripSize, stripShapes } from "./label-strip.ts";
import { type Strip, stripsOf } from "./label-words.ts";

/**
 * Millimetres from jack to jack by the trade's custom: 48 TT jacks, or 24 of 6.35 mm, over the 432 mm that a 19-inch
 * panel leaves between its ears. Makers differ by some tenths, which 47 jacks add up: measure, and say it.
 */
export const PITCH: Partial<Record<Bay["connector"], number>> = { TT: 9, TRS: 18, TS: 18, "B-gauge": 18 };

/** The height of the usual label holder, mm. */
export const HEIGHT = 8;

export type LabelWish = {
	readonly paper: Paper;
	/** Where a maker's own differs from the custom. */
	readonly pitch?: number;
	readonly height?: number;
};

const MARGIN = 14;
const FOOTER = 24;
const CROP = 4;
const CAPTION = SMALL.size * LEADING;

type Sheet = { readonly size: Point; readonly room: Point };
const sheetOf = (paper: Paper): Sheet => {
	const [height, width] = SIZE[paper];
	return { size: [width, height], room: [width - 2 * MARGIN, height - 2 * MARGIN - FOOTER] };
};

/** How many columns each piece of a strip has, so that it goes on the paper; bays are torn between their groups of eight. */
export const piecesOf = (columns: number, pitch: number, room: number): number[] => {
	const most = Math.max(1, Math.floor(room / pitch));
	const even = Math.ceil(columns / Math.ceil(columns / most));
	const by = [8, 4, 2, 1].find((step) => Math.ceil(even / step) * step <= most) ?? 1;
	const each = Math.ceil(even / by) * by;
	return Array.from({ length: Math.ceil(columns / each) }, (_, i) => Math.min(each, columns - i * each));
};

/** Marks outside the corners, to lay the knife at; between two rows as well. */
const cropMarks = (width: number, rows: number, height: number): Shape[] => {
	const pen = stroke("ink", 0.1);
	const levels = Array.from({ length: rows + 1 }, (_, i) => i * height);
	const across = levels.flatMap((y) => [
		line([-CROP - 1, y], [-1, y], pen),
		line([width + 1, y], [width + 1 + CROP, y], pen),
	]);
	const [top = 0, foot = 0] = [levels[0], levels.at(-1)];
	const down = [0, width].flatMap((x) => [
		line([x, top - CROP - 1], [x, top - 1], pen),
		line([x, foot + 1], [x, foot + 1 + CROP], pen),
	]);
	return [...across, ...down];
};

const mm = (value: number): string => `${Number(value.toFixed(1))} mm`;

const sayPiece = (bay: Bay, first: number, count: number, { pitch }: StripSize): [string, string] => {
	const last = first + count - 1;
	const torn = count < bay.columns ? `, columns ${first} to ${last} of ${bay.columns}` : "";
	const before = first > 1 ? `left edge to column ${first - 1}` : "";
	const after = last < bay.columns ? `right edge to column ${last + 1}` : "";
	const span = mm((bay.columns - 1) * pitch);
	const measure = `middle of jack 1 to middle of jack ${bay.columns}: ${span}`;
	return [
		`${bay.id} ${bay.name}${torn}`,
		[`${bay.connector}, ${mm(pitch)} a jack; ${measure}`, before, after].filter(Boolean).join("; "),
	];
};

/** The rows of a bay under each other, over a run of its columns, with a caption and crop marks. */
const pieceOf = (
	bay: Bay,
	strips: readonly Strip[],
	first: number,
	count: number,
	size: StripSize,
): Block => {
	const [title, measure] = sayPiece(bay, first, count, size);
	const top = 2 * CAPTION + CROP + 2;
	const cut = strips.map((strip, i) =>
		group(
			[0, i * size.height],
			[stripShapes({ ...strip, labels: strip.labels.slice(first - 1, first - 1 + count) }, size)],
		),
	);
	const baseline = ASCENT * SMALL.size;
	return {
		height: top + strips.length * size.height + CROP + 1,
		shapes: [
			text([0, baseline], title, { face: SMALL_BOLD }),
			text([0, baseline + CAPTION], measure, { ink: "soft" }),
			group([0, top], [...cut, ...cropMarks(count * size.pitch, strips.length, size.height)], "piece"),
		],
	};
};

const bayPieces = (bay: Bay, strips: readonly Strip[], size: StripSize, room: number): Piece[] => {
	let first = 1;
	return piecesOf(bay.columns, size.pitch, room).map((count) => {
		const block = pieceOf(bay, strips, first, count, size);
		first += count;
		return whole(block, 6);
	});
};

/** A line that is 100 mm long if the paper came out of the printer as it should. */
const ruler = (): Shape[] => {
	const pen = stroke("ink", 0.2);
	const ticks = Array.from({ length: 21 }, (_, i) => line([i * 5, i % 2 === 0 ? -3 : -1.8], [i * 5, 0], pen));
	return [
		line([0, 0], [100, 0], pen),
		...ticks,
		text([0, 1 + SMALL.size], "This line is 100 mm. If it is not, print again at 100 % (actual size).", {}),
	];
};

const legend = (width: number): Shape[] => {
	let x = 0;
	const marks = Normalling.options.flatMap((kind) => {
		const at = x;
		x += 4 + widthOf(kind, SMALL) + 5;
		return [...normallingMark(kind, [at + 1, -1.2], 3.4), text([at + 4, 0], kind, {})];
	});
	return [
		group([width - x + 5, 0], marks),
		text([width, 1 + SMALL.size], MARK_RULE, { align: "right", ink: "soft" }),
	];
};

const footer = ({ size: [width, height] }: Sheet, page: string): Shape[] => {
	const y = height - MARGIN - 8;
	return [
		group([MARGIN, y], ruler(), "ruler"),
		group([0, y - 1], legend(width - MARGIN), "legend"),
		text([width - MARGIN, height - MARGIN + 4], page, { align: "right", ink: "soft" }),
	];
};

/** The pitch that was measured, else the one in the bay's gear file, else the trade's. */
const pitchOf = ({ models }: Studio, { model, connector }: Bay, { pitch }: LabelWish): number | undefined =>
	pitch ?? models[model ?? ""]?.bay?.pitch ?? PITCH[connector];

/** Bays of a connector whose pitch nobody has agreed upon, where none is said. */
export const withoutPitch = (studio: Studio, bays: readonly Bay[], wish: LabelWish): Bay[] =>
	bays.filter((bay) => pitchOf(studio, bay, wish) === undefined);

/** Label strips to print at their true size: a strip a row, pieced together where the paper is too short. */
export const labelPages = (studio: Studio, bays: readonly Bay[], wish: LabelWish): Page[] => {
	const sheet = sheetOf(wish.paper);
	const front = frontOf(studio);
	const pieces = bays.flatMap((bay) => {
		const pitch = pitchOf(studio, bay, wish);
		const size = pitch && { pitch, height: wish.height ?? HEIGHT };
		return size ? bayPieces(bay, stripsOf(studio, bay, front), size, sheet.room[0]) : [];
	});
	const pages = dealt(pieces, sheet.room[1]);
	return pages.map((shapes, i) => ({
		size: sheet.size,
		shapes: [
			group([MARGIN, MARGIN], shapes),
			...footer(sheet, `${studio.studio} · labels, page ${i + 1} of ${pages.length}`),
		],
	}));
};

/** Strips have no date of their own; a fixed one keeps the file the same for the same studio. */
export const aboutLabels = ({ studio }: Studio): About => ({
	title: `Labels of ${studio}`,
	author: studio,
	id: "labels",
	date: "2000-01-01T00:00:00Z",
	trueSize: true,
});
