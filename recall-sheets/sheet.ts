import type { RecallSheet } from "#model/recall-sheet.ts";
import { dealt, heading } from "./drawing/flow.ts";
import { SMALL, SMALL_BOLD, widthOf, wrapped } from "./drawing/lettering.ts";
import {
	chainSection,
	findingsSection,
	notesSection,
	patchSection,
	type Room,
	takesSection,
} from "./drawing/sections.ts";
import { group, line, type Point, type Shape, stroke, text } from "./drawing/shapes.ts";
import { type Manner, titleBlock } from "./drawing/title-block.ts";
import type { About, Page } from "./pdf.ts";

export type Paper = "A4" | "Letter";

/** Width and height in mm. */
export const SIZE: Readonly<Record<Paper, Point>> = { A4: [210, 297], Letter: [215.9, 279.4] };

/** Nothing is printed nearer to an edge than 12 mm; the text leaves 14 mm to the sides. */
const SIDE = 14;
const TOP = 14;
const FOOT = 20;

/** One line of a title that may be long. */
const shortened = (words: string, width: number): string => {
	const [first, ...more] = wrapped(words, SMALL_BOLD, width - widthOf("…", SMALL_BOLD));
	return more.length === 0 ? first : `${first}…`;
};

const footer = (sheet: RecallSheet, [width, height]: Point, page: string): Shape[] => {
	const y = height - 12.8;
	const id = `${sheet.header.id}   ${page}`;
	const room = width - 2 * SIDE - widthOf(id, SMALL) - 6;
	return [
		line([SIDE, y - 4.2], [width - SIDE, y - 4.2], stroke("faint", 0.2)),
		text([SIDE, y], shortened(sheet.header.title, room), { face: SMALL_BOLD }),
		text([width - SIDE, y], id, { align: "right", ink: "soft" }),
	];
};

/**
 * The sheet on paper, page by page: title, the patch list first, then each chain in signal order with its units, the
 * findings, the takes, the notes and room for handwriting. Every page says its title and "page x of y". A blank sheet
 * has the same units without settings.
 */
export const layOut = (
	sheet: RecallSheet,
	{ paper, manner = "filled" }: { readonly paper: Paper; readonly manner?: Manner },
): Page[] => {
	const size = SIZE[paper];
	const room: Room = { manner, width: size[0] - 2 * SIDE, tallest: size[1] - TOP - FOOT };
	const pieces = [
		heading(titleBlock(sheet, room)),
		...patchSection(sheet, room),
		...sheet.chains.flatMap((chain) => chainSection(chain, room)),
		...findingsSection(sheet, room),
		...takesSection(sheet, room),
		...notesSection(sheet, room),
	];
	const pages = dealt(pieces, room.tallest);
	return pages.map((shapes, i) => ({
		size,
		shapes: [group([SIDE, TOP], shapes), ...footer(sheet, size, `Page ${i + 1} of ${pages.length}`)],
	}));
};

/** What the printed file says about itself; its date is the sheet's own, so that it prints the same every time. */
export const aboutSheet = ({ header }: RecallSheet): About => ({
	title: header.title,
	author: header.engineer ?? header.studio,
	id: header.id,
	date: header.closed ?? header.opened,
});
