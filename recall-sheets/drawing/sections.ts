import { sayDb } from "#model/level.ts";
import type {
	PatchRow,
	RecallSheet,
	SheetChain,
	SheetCord,
	SheetFinding,
	SheetHop,
	SheetTake,
} from "#model/recall-sheet.ts";
import { sayHertz } from "#model/say-figure.ts";
import { chainDrawing, firstToClip, hopWords } from "./chain-drawing.ts";
import { type Block, heading, NOTHING, type Piece, stack, whole } from "./flow.ts";
import { ASCENT, type Face, points, SMALL, SMALL_BOLD } from "./lettering.ts";
import { line, stroke, text } from "./shapes.ts";
import { type Cell, type Column, headOf, rowsOf, said, strong, type Words } from "./table.ts";
import { type Manner, paragraph, sayMoment, space } from "./title-block.ts";
import { legend, unitBlocks } from "./unit-drawing.ts";

/** What a section is laid into: the width of the page's column and the height of a whole page, in mm. */
export type Room = { readonly manner: Manner; readonly width: number; readonly tallest: number };

const SECTION: Face = { size: points(14), weight: "bold", mono: false };
const BETWEEN_SECTIONS = 9;

const sectionHead = (name: string, remark: string, width: number): Piece => {
	const title = paragraph(name, width - 60, SECTION);
	const aside = text([width, ASCENT * SECTION.size], remark, { align: "right", ink: "soft" });
	return heading({ height: title.height + 1, shapes: [...title.shapes, aside] }, BETWEEN_SECTIONS);
};

const table = (columns: readonly Column[], cells: readonly (readonly Cell[])[], width: number): Piece => ({
	kind: "rows",
	before: 0,
	head: headOf(columns, width),
	rows: cells.flatMap((row) => rowsOf(columns, row, width)),
});

const none = (words: string, width: number): Piece => whole(paragraph(words, width, SMALL, "soft"), 1);

const count = (many: number, one: string, more: string): string => `${many} ${many === 1 ? one : more}`;

const sayCord = (cord: SheetCord): Words[] => [
	...said(
		[cord.kind, cord.colour, cord.length === null ? null : `${cord.length} m`].filter(Boolean).join(", "),
	),
	...(cord.id === null ? [] : said(cord.id, SMALL, "soft")),
];

const cordCell = ({ cord, byNormal }: PatchRow): Words[] => {
	if (cord !== null)
		return [...sayCord(cord), ...(byNormal ? said("a normal does it too", SMALL, "soft") : [])];
	return byNormal ? said("by the normal, no cord", SMALL, "soft") : said("cord unknown");
};

const PATCH: readonly Column[] = [
	{ title: "", share: 6 },
	{ title: "", share: 6, align: "right" },
	{ title: "From", share: 58 },
	{ title: "To", share: 58 },
	{ title: "Cord", share: 46 },
];

/** The patch list, in the order of plugging; a row that a normal already does has nothing to tick. */
export const patchSection = ({ patch }: RecallSheet, { manner, width }: Room): Piece[] => {
	const normals = patch.filter(({ byNormal, cord }) => byNormal && cord === null).length;
	const remark = [
		count(patch.length - normals, "cord to plug", "cords to plug"),
		...(normals > 0 ? [`${normals} by normals`] : []),
	].join(", ");
	const rows = patch.map((row, i): Cell[] => [
		row.byNormal && row.cord === null
			? "nothing to tick"
			: row.ticked && manner === "filled"
				? "ticked"
				: "to tick",
		said(String(i + 1), SMALL, "soft"),
		[...strong(row.from.place), ...said(row.from.name, SMALL, "soft")],
		[...strong(row.to.place), ...said(row.to.name, SMALL, "soft")],
		cordCell(row),
	]);
	return [
		sectionHead("Patch", remark, width),
		rows.length === 0 ? none("Nothing is patched.", width) : table(PATCH, rows, width),
	];
};

const figure = (value: number | null, manner: Manner, say: (value: number) => string): Words[] => {
	if (manner === "blank") return [];
	return value === null ? said("?", SMALL_BOLD) : said(say(value));
};

const HOPS: readonly Column[] = [
	{ title: "From", share: 37 },
	{ title: "To", share: 37 },
	{ title: "Level", share: 22, align: "right" },
	{ title: "Loss", share: 20, align: "right" },
	{ title: "−3 dB", share: 22, align: "right" },
	{ title: "Noise", share: 32, align: "right" },
	{ title: "Headroom", share: 22, align: "right" },
	{ title: "", share: 28 },
];

/** A sheet of the days before noise was reckoned says nothing of it, nor of the corner. */
const noiseCells = ({ corner, noise, noiseIsAtLeast }: SheetHop, manner: Manner): [Cell, Cell] => [
	corner === undefined || corner === null ? [] : figure(corner, manner, sayHertz),
	noise === undefined
		? []
		: figure(noise, manner, (level) => `${noiseIsAtLeast ? "≥ " : ""}${sayDb(level, "dBu")}`),
];

const hopTable = (hops: readonly SheetHop[], { manner, width }: Room): Piece => {
	const tight = manner === "blank" ? -1 : firstToClip(hops);
	const rows = hops.map((hop, i): Cell[] => [
		said(hop.from),
		said(hop.to),
		figure(hop.level, manner, (level) => sayDb(level, "dBu")),
		figure(hop.loss, manner, (loss) => sayDb(loss, "dB", 2)),
		...noiseCells(hop, manner),
		figure(hop.headroom, manner, (headroom) => sayDb(headroom).replace("+", "")),
		i === tight ? strong("first to clip") : [],
	]);
	return table(HOPS, rows, width);
};

const POLARITY = { "1": "normal", "-1": "inverted" } as const;

const sayChain = ({ source, latency, gain, polarity }: SheetChain): string =>
	[
		`source ${source ?? "unknown"}`,
		`latency ${latency === null ? "unknown" : `${latency.toFixed(2)} samples`}`,
		`gain at 1 kHz ${gain === null ? "unknown" : sayDb(gain, "dB", 2)}`,
		`polarity ${polarity === null ? "unknown" : POLARITY[polarity]}`,
	].join("  ·  ");

/** A chain: the line of boxes, every unit, and the levels hop by hop. */
export const chainSection = (chain: SheetChain, room: Room): Piece[] => {
	const { manner, width, tallest } = room;
	const facts = paragraph(
		manner === "blank" ? `source ${chain.source ?? ""}` : sayChain(chain),
		width,
		SMALL,
		"soft",
	);
	const drawing = chainDrawing(chain.hops, width, manner === "blank" ? () => ["", ""] : hopWords);
	const top = stack([facts, space(3), drawing]);
	const units = chain.units.flatMap((unit) => unitBlocks(unit, { manner, width, tallest }));
	const key = chain.units.some(({ controls }) => controls.length > 0) && manner === "filled";
	return [
		sectionHead(chain.name, chain.kind, width),
		whole(top),
		...(key ? [heading(legend(width), 4.5)] : []),
		...units.map((block, i) => whole(block, i === 0 ? 4 : 6.5)),
		...(chain.hops.length > 0
			? [heading(paragraph("Levels, hop by hop", width, SMALL_BOLD), 6), hopTable(chain.hops, room)]
			: []),
	];
};

const FINDINGS: readonly Column[] = [
	{ title: "", share: 14 },
	{ title: "What happens", share: 92 },
	{ title: "Cure", share: 66 },
];

const accepted = ({ accepted }: SheetFinding): Words[] =>
	accepted === null ? [] : said(`Accepted by ${accepted.by}: ${accepted.because}`, SMALL_BOLD);

export const findingsSection = ({ findings }: RecallSheet, { manner, width }: Room): Piece[] => {
	if (manner === "blank" || findings.length === 0) return [];
	const waived = findings.filter(({ accepted }) => accepted !== null).length;
	const rows = findings.map((finding): Cell[] => [
		strong(finding.severity),
		[...said(finding.sentence), ...accepted(finding)],
		said(finding.cure ?? "", SMALL, "soft"),
	]);
	return [
		sectionHead("Findings", `${waived} of ${findings.length} accepted`, width),
		table(FINDINGS, rows, width),
	];
};

const TAKES: readonly Column[] = [
	{ title: "Take", share: 78 },
	{ title: "Printed", share: 20 },
	{ title: "Peak dBFS", share: 18, align: "right" },
	{ title: "True dBTP", share: 18, align: "right" },
	{ title: "LUFS", share: 13, align: "right" },
	{ title: "Latency", share: 19, align: "right" },
];

/** "1:12.4" into the take. */
const sayAt = (seconds: number): string => {
	const tenths = Math.round(seconds * 10);
	return `${Math.floor(tenths / 600)}:${((tenths % 600) / 10).toFixed(1).padStart(4, "0")}`;
};

const takeCells = (take: SheetTake): Cell[] => {
	const signed = (value: number) => sayDb(value, "").trim();
	const [day, hour] = sayMoment(take.at).split(/ (.*)/);
	const remarks = take.remarks.flatMap(({ sentence, at }) =>
		said(at === undefined ? sentence : `${sayAt(at)}  ${sentence}`, SMALL, "soft"),
	);
	return [
		[...strong(take.file), ...said(`${take.end}: ${take.verdict ?? "not checked"}`), ...remarks],
		[...said(day), ...said(hour, SMALL, "soft")],
		figure(take.samplePeak, "filled", signed),
		figure(take.truePeak, "filled", signed),
		figure(take.loudness, "filled", signed),
		figure(take.latency, "filled", (samples) => samples.toFixed(2)),
	];
};

const BLANK_TAKES = 4;

export const takesSection = ({ takes }: RecallSheet, { manner, width }: Room): Piece[] => {
	if (manner === "filled" && takes.length === 0) return [];
	const rows =
		manner === "blank"
			? Array.from({ length: BLANK_TAKES }, (): Cell[] => [said("\n"), [], [], [], [], []])
			: takes.map(takeCells);
	const remark = manner === "blank" ? "" : count(takes.length, "pass", "passes");
	return [sectionHead("Takes", remark, width), table(TAKES, rows, width)];
};

const NOTES: readonly Column[] = [
	{ title: "", share: 40 },
	{ title: "", share: 140 },
];

/** Room to write on: four lines 8 mm apart. */
const handwriting = (width: number): Block => ({
	height: 32,
	shapes: [1, 2, 3, 4].map((i) => line([0, i * 8], [width, i * 8], stroke("faint", 0.2))),
});

export const notesSection = ({ notes }: RecallSheet, { manner, width }: Room): Piece[] => {
	const kept = manner === "blank" ? [] : notes;
	const rows = kept.flatMap(({ at, by, text: words }) =>
		rowsOf(NOTES, [[...said(sayMoment(at), SMALL, "soft"), ...strong(by)], said(words)], width),
	);
	return [
		sectionHead("Notes", "", width),
		...(rows.length > 0 ? [{ kind: "rows", head: NOTHING, rows, before: 0 } as const] : []),
		whole(handwriting(width), 1),
	];
};
