import { AUDIBLE, type DBu, type Hertz, johnsonNoise, type Ohms } from "#model/level.ts";

/** The resistive part of an impedance at a frequency. */
type Resistance = (hertz: Hertz) => Ohms;
type Panel = { readonly from: Hertz; readonly to: Hertz; readonly values: readonly [Ohms, Ohms, Ohms] };

const LOWEST: Hertz = 20;
/** To begin with an octave each: neither a pickup's resonance nor a bass corner slips between. */
const PANELS = 10;
/** Of the area, until a panel counts as known; a thousandth is 0.004 dB. */
const TOLERABLE = 1e-3;
const DEEPEST = 10;

const simpson = ({ from, to, values: [first, middle, last] }: Panel): number =>
	((to - from) * (first + 4 * middle + last)) / 6;

const panel = (of: Resistance, { from, to }: Pick<Panel, "from" | "to">, first: Ohms, last: Ohms): Panel => ({
	from,
	to,
	values: [first, of((from + to) / 2), last],
});

const areaOf = (of: Resistance, whole: Panel, deeper: number): number => {
	const { from, to, values } = whole;
	const between = (from + to) / 2;
	const low = panel(of, { from, to: between }, values[0], values[1]);
	const high = panel(of, { from: between, to }, values[1], values[2]);
	const area = simpson(low) + simpson(high);
	if (deeper === 0 || Math.abs(area - simpson(whole)) <= TOLERABLE * Math.abs(area)) return area;
	return areaOf(of, low, deeper - 1) + areaOf(of, high, deeper - 1);
};

/**
 * Johnson noise of an impedance at 290 K in 20 kHz: √(4·k·T·R·B) with R's mean from 20 Hz to 20 kHz. A long line and a
 * pickup have not the same resistance at every frequency: a guitar makes 5 dB more than what it shows at 1 kHz would.
 * Simpson's rule, halving the panels where the curve bends.
 */
export const johnsonNoiseOf = (of: Resistance): DBu => {
	const edges = Array.from({ length: PANELS + 1 }, (_, i) => {
		const hertz = LOWEST * (AUDIBLE / LOWEST) ** (i / PANELS);
		return { hertz, ohms: of(hertz) };
	});
	const areas = edges.slice(1).map((above, i) => {
		const below = edges[i] ?? above;
		const whole = panel(of, { from: below.hertz, to: above.hertz }, below.ohms, above.ohms);
		return areaOf(of, whole, DEEPEST);
	});
	return johnsonNoise(areas.reduce((sum, area) => sum + area, 0) / (AUDIBLE - LOWEST));
};
