import { sayDb } from "#model/level.ts";
import type { RecallSheet, SheetHeader } from "#model/recall-sheet.ts";
import { type Block, stack } from "./flow.ts";
import { ASCENT, BODY, type Face, LEADING, points, SMALL, SMALL_BOLD, wrapped } from "./lettering.ts";
import { group, type Ink, line, stroke, text } from "./shapes.ts";

/** "filled" shows what is known; "blank" leaves what is not to a pencil, and every setting too. */
export type Manner = "filled" | "blank";

const TITLE: Face = { size: points(21), weight: "bold", mono: false };
const SUBTITLE: Face = { size: points(11.5), weight: "regular", mono: false };
const COLUMNS = 4;
const GUTTER = 4;

/** "2026-03-14 21:40", as the clock in the room said it; a time in UTC says so. */
export const sayMoment = (iso: string): string =>
	`${iso.slice(0, 16).replace("T", " ")}${/Z$|[+-]00:00$/.test(iso) ? " UTC" : ""}`;

/** Text in lines down from the origin, as wide as `width`. */
export const paragraph = (words: string, width: number, face: Face, ink: Ink = "ink"): Block => {
	const lines = wrapped(words, face, width);
	const pitch = face.size * LEADING;
	return {
		height: lines.length * pitch,
		shapes: lines.map((said, i) => text([0, ASCENT * face.size + i * pitch], said, { face, ink })),
	};
};

export const rule = (width: number, thickness: number, ink: Ink = "ink"): Block => ({
	height: thickness,
	shapes: [line([0, thickness / 2], [width, thickness / 2], stroke(ink, thickness))],
});

export const space = (height: number): Block => ({ height, shapes: [] });

/** A field of the header; null is unknown and says so. */
type Field = readonly [label: string, value: string | null];

const fieldsOf = (header: SheetHeader): Field[] => {
	const dBu = (level: number | null) => (level === null ? null : sayDb(level, "dBu"));
	const bits = header.bits === null ? "unknown word length" : `${header.bits} bit`;
	const rate = header.rate === null ? "unknown rate" : `${header.rate / 1000} kHz`;
	return [
		["Studio", header.studio],
		["Client", header.client],
		["Engineer", header.engineer],
		["Revision", header.revision],
		["Opened", sayMoment(header.opened)],
		["Closed", header.closed === null ? "still open" : sayMoment(header.closed)],
		["Rate, word length", header.rate === null && header.bits === null ? null : `${rate}, ${bits}`],
		["Project", header.project],
		["Interface", header.interface],
		["Full scale out", dBu(header.fullScaleOut)],
		["Full scale in", dBu(header.fullScaleIn)],
		["Sheet", header.id],
	];
};

/** What nobody knows says so; on a blank sheet it is a line to write on. */
const unknownValue = (manner: Manner, width: number): Block =>
	manner === "filled"
		? paragraph("unknown", width, SMALL, "soft")
		: { height: SMALL.size * LEADING, shapes: [line([0, 3.6], [width, 3.6], stroke("soft", 0.25))] };

const fieldBlock = ([label, value]: Field, manner: Manner, width: number): Block =>
	stack([
		paragraph(label, width, SMALL, "soft"),
		value === null ? unknownValue(manner, width) : paragraph(value, width, SMALL_BOLD),
	]);

/** Blocks side by side in columns of one width, row after row. */
const grid = (fields: readonly Field[], manner: Manner, width: number): Block => {
	const column = (width - GUTTER * (COLUMNS - 1)) / COLUMNS;
	const rows: Block[] = [];
	for (let i = 0; i < fields.length; i += COLUMNS) {
		const blocks = fields.slice(i, i + COLUMNS).map((field) => fieldBlock(field, manner, column));
		const shapes = blocks.map((block, k) => group([k * (column + GUTTER), 0], block.shapes));
		rows.push({ height: Math.max(...blocks.map(({ height }) => height)), shapes });
	}
	return stack(rows, 2.2);
};

const sayWarmUp = ({ warmUp }: RecallSheet): string =>
	[...warmUp]
		.sort((a, b) => b.minutes - a.minutes)
		.map(({ unit, minutes }) => `${unit} ${minutes} min`)
		.join(" · ");

const warmUp = (sheet: RecallSheet, width: number): Block[] =>
	sheet.warmUp.length === 0
		? []
		: [
				space(3),
				rule(width, 0.15, "faint"),
				space(2),
				paragraph("Switch on first, it wants to be warm", width, SMALL, "soft"),
				paragraph(sayWarmUp(sheet), width, SMALL_BOLD),
			];

/** The head of the first page: what this is a sheet of, and what to switch on before anything is plugged. */
export const titleBlock = (
	sheet: RecallSheet,
	{ manner, width }: { readonly manner: Manner; readonly width: number },
): Block => {
	const { title, artist, song } = sheet.header;
	const whose = [artist ?? "artist unknown", song ?? "song unknown"].join(" – ");
	return stack([
		paragraph("Recall sheet", width, BODY, "soft"),
		space(0.8),
		paragraph(title, width, TITLE),
		paragraph(manner === "blank" && artist === null && song === null ? "" : whose, width, SUBTITLE),
		space(2.4),
		rule(width, 0.6),
		space(3),
		grid(fieldsOf(sheet.header), manner, width),
		...warmUp(sheet, width),
	]);
};
