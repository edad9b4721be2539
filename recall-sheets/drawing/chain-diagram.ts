import { sayDb } from "#model/level.ts";
import type { ChainReading } from "#model/readings.ts";
import type { Chain } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import type { Patched } from "#model/way.ts";
import { type Lane, type LaneHop, lanesOf } from "./chain-lanes.ts";
import { BOX, HOP, heightOf, type Line, leftOf, lineShapes } from "./chain-line.ts";
import { type Block, stack } from "./flow.ts";
import { ASCENT, type Face, LEADING, points, SMALL, SMALL_BOLD, wrapped } from "./lettering.ts";
import { DIAGRAM_HEIGHT, type HopSpan, levelDiagram } from "./level-diagram.ts";
import { type Drawing, drawn, group, type Shape, text } from "./shapes.ts";

/** Hops in one line: five units side by side are as wide as an A3 sheet. */
const PER_LINE = 4;
const HEADLINE: Face = { size: points(18), weight: "bold", mono: false };
const PITCH = SMALL.size * LEADING;

const linesOf = (lanes: readonly Lane[]): Line[] => {
	const longest = Math.max(0, ...lanes.map(({ hops }) => hops.length));
	return Array.from({ length: Math.ceil(longest / PER_LINE) }, (_, i) => ({
		lanes,
		first: i * PER_LINE,
		hops: Math.min(PER_LINE, longest - i * PER_LINE),
	}));
};

/** The hop with the least headroom; it need not be the converter. */
const tightest = (lanes: readonly Lane[]): LaneHop | undefined =>
	lanes
		.flatMap(({ hops }) => hops)
		.filter(({ hop }) => hop.headroom !== null)
		.toSorted((a, b) => (a.hop.headroom ?? 0) - (b.hop.headroom ?? 0))
		.at(0);

const spansOf = ({ first, hops }: Line, lane: Lane): HopSpan[] =>
	lane.hops
		.slice(first, first + hops)
		.map(({ hop }, i) => ({ from: leftOf(i) + BOX, to: leftOf(i) + BOX + HOP, hop }));

const lineBlock = (line: Line, lanes: readonly Lane[]): Block => {
	const tight = tightest(lanes);
	const above = heightOf(line);
	const width = leftOf(line.hops) + BOX;
	const all = lanes.flatMap(({ hops }) => hops.map(({ hop }) => hop));
	const levels = levelDiagram(
		lanes.map((lane) => spansOf(line, lane)),
		width,
		all,
		tight?.hop,
	);
	return {
		height: above + 8 + DIAGRAM_HEIGHT,
		shapes: [...lineShapes(line, tight), group([0, above + 8], levels, "levels")],
	};
};

const sayPolarity = ({ inverted, sidesDiffer }: ChainReading): string =>
	sidesDiffer
		? "left and right come back with opposite polarity"
		: inverted
			? "polarity inverted"
			: "polarity kept";

const sayNoise = ({ noise }: ChainReading): string[] =>
	noise === null
		? []
		: [
				`noise ${sayDb(noise.dBFS ?? noise.dBu, noise.dBFS === null ? "dBu" : "dBFS")}${noise.isAtLeast ? " or more" : ""}`,
			];

const sayReading = (reading: ChainReading): string[] => {
	const { gain, firstClip } = reading;
	return [
		gain === null ? "Gain unknown" : `Gain ${sayDb(gain)} from dBFS to dBFS at 1 kHz`,
		sayPolarity(reading),
		...sayNoise(reading),
		firstClip
			? `${firstClip.says} clips first, at ${sayDb(firstClip.dBFS, "dBFS")} of the send`
			: "nothing clips before the converter",
	];
};

const lines = (words: readonly string[], face: Face, width: number): Block => {
	const set = words.flatMap((said) => wrapped(said, face, width));
	return {
		height: set.length * PITCH,
		shapes: set.map((said, i) => text([0, ASCENT * face.size + i * PITCH], said, { face })),
	};
};

const heading = (studio: Studio, chain: Chain, reading: ChainReading): Block => ({
	height: 15,
	shapes: [
		text([0, 6], `${chain.name}: ${chain.kind} chain in ${studio.studio}`, { face: HEADLINE }),
		text([0, 12], `${sayReading(reading).join("; ")}.`, { ink: "soft" }),
	],
});

const READ_LEVELS =
	"Levels as they are when the converter plays its operating level. Line: what each stage gives, and what arrives of it. Bar: where the receiver clips. Between them: the headroom, the least in bold.";

/** What is to be plugged, in its order; the numbers stand at the cords above. */
const stepsBlock = ({ plan }: ChainReading, width: number): Block => {
	const steps = plan.steps.map(({ sentence, why }, i) => `${i + 1}. ${sentence} (${why})`);
	const done = [
		...[...plan.normals, ...plan.routed].map(({ sentence }) => sentence),
		...plan.missing.map(({ sentence, cure }) => `Missing: ${sentence} ${cure}`),
	];
	return stack([
		lines([steps.length > 0 ? "To do, in this order" : "Nothing to plug"], SMALL_BOLD, width),
		lines([...steps, ...done], SMALL, width),
	]);
};

const asShapes = ({ shapes }: Block): readonly Shape[] => shapes;

/**
 * A chain from converter to converter: every unit, what lies between each two of them (looms, jacks, normals, cords with
 * the step that plugs them), level, loss and headroom of every hop, and the levels as a diagram on one scale.
 */
export const chainDiagram = (studio: Studio, chain: Chain, reading: ChainReading, now: Patched): Drawing => {
	const lanes = lanesOf(studio, reading, now);
	const blocks = linesOf(lanes).map((line) => lineBlock(line, lanes));
	const width = Math.max(leftOf(2), ...linesOf(lanes).map(({ hops }) => leftOf(hops) + BOX));
	return drawn(
		asShapes(
			stack(
				[
					heading(studio, chain, reading),
					...blocks,
					lines([READ_LEVELS], SMALL, width),
					stepsBlock(reading, width),
				],
				8,
			),
		),
	);
};
