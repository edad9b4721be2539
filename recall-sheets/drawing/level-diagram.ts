import { sayDb } from "#model/level.ts";
import type { HopReading } from "#model/readings.ts";
import { FINE, TINY } from "./flow-geometry.ts";
import { widthOf } from "./lettering.ts";
import { line, rect, type Shape, type Stroke, stroke, text } from "./shapes.ts";

/** Where the hops of a line of boxes lie: the right edge of the box that gives, the left edge of the one that takes. */
export type HopSpan = { readonly from: number; readonly to: number; readonly hop: HopReading };

export const DIAGRAM_HEIGHT = 44;
const STEP = 10;

type Scale = { readonly top: number; readonly foot: number; readonly at: (level: number) => number };

/** From below the lowest level to above the highest ceiling, in whole tens. */
const scaleOf = (hops: readonly HopReading[]): Scale => {
	const levels = hops.flatMap(({ level, loss, headroom }) => {
		if (level === null) return [];
		const source = Number.isFinite(loss) ? [level - loss] : [];
		return [level, ...source, ...(headroom === null ? [] : [level + headroom])];
	});
	const foot = Math.floor(Math.min(0, ...levels.map((level) => level - 2)) / STEP) * STEP;
	const top = Math.max(foot + STEP, Math.ceil((Math.max(0, ...levels) + 2) / STEP) * STEP);
	return { top, foot, at: (level) => ((top - level) / (top - foot)) * DIAGRAM_HEIGHT };
};

const grid = ({ top, foot, at }: Scale, width: number): Shape[] =>
	Array.from({ length: (top - foot) / STEP + 1 }, (_, i) => foot + i * STEP).flatMap((level) => [
		line([0, at(level)], [width, at(level)], stroke("faint", level === 0 ? 0.35 : 0.15)),
		text([-1.5, at(level) + 0.9], sayDb(level, "dBu", 0).replace("+0", "0"), {
			face: TINY,
			align: "right",
			ink: "soft",
		}),
	]);

/** The level that a stage gives and what arrives of it, then what the next one makes of it. */
const course = (spans: readonly HopSpan[], { at }: Scale, pen: Stroke): Shape[] =>
	spans.flatMap(({ from, to, hop: { level, loss } }, i) => {
		if (level === null || !Number.isFinite(loss)) return [];
		const next = spans[i + 1];
		const source = at(level - loss);
		const hop = line([from, source], [to, at(level)], pen);
		if (!next || next.hop.level === null || !Number.isFinite(next.hop.loss)) return [hop];
		return [hop, line([to, at(level)], [next.from, at(next.hop.level - next.hop.loss)], pen)];
	});

/** The level at which a receiver clips, as a bar over the level that arrives, with what lies between. */
const ceilings = (spans: readonly HopSpan[], { at }: Scale, tight: HopReading | undefined): Shape[] =>
	spans.flatMap(({ to, hop }) => {
		const { level, headroom } = hop;
		if (level === null)
			return [text([to, at(0) - 1], "level unknown", { face: TINY, align: "centre", ink: "soft" })];
		if (headroom === null)
			return [text([to, at(level) - 1.6], "maximum unknown", { face: TINY, align: "centre", ink: "soft" })];
		const ceiling = at(level + headroom);
		const words = `${headroom.toFixed(1)} dB`;
		const face = hop === tight ? { ...FINE, weight: "bold" as const } : FINE;
		const middle = (ceiling + at(level)) / 2 + 1;
		const width = widthOf(words, face);
		return [
			line([to - 7, ceiling], [to + 7, ceiling], stroke("ink", hop === tight ? 0.9 : 0.5)),
			line([to, ceiling], [to, at(level)], stroke("soft", 0.2, [0.8, 0.8])),
			rect([to - width / 2 - 0.6, middle - 2.6], [width + 1.2, 3.4], { fill: "paper" }),
			text([to, middle], words, { face, align: "centre" }),
			text([to, ceiling - 1], sayDb(level + headroom, "dBu"), { face: TINY, align: "centre", ink: "soft" }),
		];
	});

const differ = (one: readonly HopSpan[], other: readonly HopSpan[]): boolean =>
	one.some(({ hop }, i) => Math.abs((hop.level ?? 0) - (other[i]?.hop.level ?? 0)) > 0.05);

/**
 * Levels along a line of boxes: what each stage gives and what arrives, in dBu, under the level at which each receiver
 * clips. Sides that differ from the first are dashed. All lines of one chain share a scale.
 */
export const levelDiagram = (
	sides: readonly (readonly HopSpan[])[],
	width: number,
	all: readonly HopReading[],
	tight: HopReading | undefined,
): Shape[] => {
	const scale = scaleOf(all);
	const [main = [], ...others] = sides;
	return [
		...grid(scale, width),
		...ceilings(main, scale, tight),
		...others
			.filter((side) => differ(main, side))
			.flatMap((side) => course(side, scale, stroke("ink", 0.6, [1.6, 1]))),
		...course(main, scale, stroke("ink", 0.7)),
	];
};
