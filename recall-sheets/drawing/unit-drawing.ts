import { PROVENANCE_SAID, Provenance, type SheetUnit } from "#model/recall-sheet.ts";
import { changedMark, provenanceTag } from "./control-drawing.ts";
import { faceplateRows, framed, type Placed } from "./faceplate.ts";
import { type Block, stack } from "./flow.ts";
import { ASCENT, type Face, points, SMALL, SMALL_BOLD, widthOf } from "./lettering.ts";
import { BLANK, PROVENANCE_LETTER, readingOf } from "./reading.ts";
import { group, rect, type Shape, stroke, text } from "./shapes.ts";
import { tickBox } from "./table.ts";
import { type Manner, paragraph, space } from "./title-block.ts";

const NAME: Face = { size: points(12), weight: "bold", mono: false };

const placedOf = (unit: SheetUnit, manner: Manner): Placed[] =>
	unit.controls.map((entry) => ({
		name: entry.key,
		control: entry.control,
		reading: manner === "blank" ? BLANK : readingOf(entry),
	}));

/** In or bypassed, as a plate at the right: filled, outlined, or dashed where nobody knows. */
const plate = (state: SheetUnit["state"], width: number): Shape[] => {
	const words = { in: "IN", bypassed: "BYPASSED", unknown: "in or bypassed?" }[state ?? "unknown"];
	const wide = widthOf(words, SMALL_BOLD) + 4;
	const look = {
		in: { fill: "ink", stroke: stroke("ink", 0.3) },
		bypassed: { stroke: stroke("ink", 0.3) },
		unknown: { stroke: stroke("ink", 0.3, [1, 1]) },
	} as const;
	return [
		rect([width - wide, 0], [wide, 4.8], { corner: 0.8, ...look[state ?? "unknown"] }),
		text([width - wide / 2, 3.5], words, {
			face: SMALL_BOLD,
			align: "centre",
			ink: state === "in" ? "paper" : "ink",
		}),
	];
};

const plateToTick = (width: number): Shape[] => [
	...tickBox([width - 33, 0.4], false),
	text([width - 28, 3.5], "in", {}),
	...tickBox([width - 19.5, 0.4], false),
	text([width, 3.5], "bypassed", { align: "right" }),
];

const sayUnit = (unit: SheetUnit): string =>
	[
		`${unit.maker} ${unit.model}`.trim(),
		unit.serial === null ? "serial unknown" : `serial ${unit.serial}`,
		unit.channel === null ? "channel unknown" : `channel ${unit.channel}`,
	].join("  ·  ");

const unitHead = (unit: SheetUnit, part: string, manner: Manner, width: number): Block => {
	const room = width - 40;
	const name = paragraph(`${unit.name}${part}`, room, NAME);
	const state = manner === "blank" ? plateToTick(width) : plate(unit.state, width);
	const head: Block = {
		height: name.height,
		shapes: [...name.shapes, group([0, NAME.size * ASCENT - 3.9], state)],
	};
	return stack([head, paragraph(sayUnit(unit), width, SMALL, "soft"), space(1.6)]);
};

const without = (width: number): Block => paragraph("No controls to set.", width, SMALL, "soft");

/**
 * A unit as one block that is never torn: name, maker and model, serial, channel, in or bypassed, faceplate, notes.
 * Only a unit taller than a whole page (`tallest` mm) comes in parts, each with its name, torn between two rows.
 */
export const unitBlocks = (
	unit: SheetUnit,
	{ manner, width, tallest }: { readonly manner: Manner; readonly width: number; readonly tallest: number },
): Block[] => {
	const notes = manner === "blank" ? [] : unit.notes.map((note) => paragraph(note, width, SMALL));
	const rows = faceplateRows(placedOf(unit, manner), width);
	const block = (part: typeof rows, said: string, last: readonly Block[]): Block => {
		const face = framed(part, width);
		const panel = part.length === 0 ? without(width) : { height: face.box.bottom, shapes: face.shapes };
		return stack([unitHead(unit, said, manner, width), panel, ...last]);
	};
	const inOne = block(rows, "", notes.length > 0 ? [space(1.6), ...notes] : []);
	if (inOne.height <= tallest) return [inOne];
	const parts: (typeof rows)[] = [[]];
	for (const row of rows) {
		const fuller = [...(parts.at(-1) ?? []), row];
		if (fuller.length > 1 && block(fuller, "", []).height > tallest) parts.push([row]);
		else parts.splice(-1, 1, fuller);
	}
	return [...parts.map((part, i) => block(part, ` (${i + 1} of ${parts.length})`, [])), ...notes];
};

/** What the letters beside the values mean, in as many lines as the width asks for. */
export const legend = (width: number): Block => {
	const entries = [
		...Provenance.options.map((kind) => ({
			mark: provenanceTag([0, 3.2], PROVENANCE_LETTER[kind]),
			words: PROVENANCE_SAID[kind],
		})),
		{ mark: changedMark([0.8, 3.2]), words: "changed" },
	];
	const shapes: Shape[] = [];
	let [x, y] = [0, 0];
	for (const { mark, words } of entries) {
		const wide = 5.2 + widthOf(words, SMALL);
		if (x + wide > width) [x, y] = [0, y + 5.2];
		shapes.push(group([x, y], [...mark, text([5.2, 3.2], words, { ink: "soft" })]));
		x += wide + 3.2;
	}
	return { height: y + 4.6, shapes };
};
