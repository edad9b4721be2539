import type { Hop } from "#model/copper/link.ts";
import type { DBu, Hertz } from "./level.ts";

/** What a hop does to bass and treble, in dB against 1 kHz, and the noise that its resistances make. */
export type Response = {
	readonly bass: number;
	readonly treble: number;
	readonly corner: Hertz | null;
	readonly thermal: DBu;
};

export const BASS: Hertz = 20;
export const TREBLE: Hertz = 20_000;

const known = new WeakMap<Hop, Response>();

/** A hop is what it is as long as its copper is, so it is asked once. */
export const responseOf = (hop: Hop): Response => {
	const found = known.get(hop) ?? {
		bass: hop.at(BASS) - hop.gain,
		treble: hop.at(TREBLE) - hop.gain,
		corner: hop.corner(),
		thermal: hop.thermal(),
	};
	known.set(hop, found);
	return found;
};

export type Peak = { readonly hertz: Hertz; readonly dB: number };

const STEPS = 60;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The highest point between two frequencies, in dB against 1 kHz: found on a grid, then closed in on (golden section). */
export const peakOf = (
	{ at, gain }: Pick<Hop, "at" | "gain">,
	between: { readonly from: Hertz; readonly to: Hertz },
): Peak => {
	const ratio = (between.to / between.from) ** (1 / STEPS);
	const grid = Array.from({ length: STEPS + 1 }, (_, i) => between.from * ratio ** i);
	const best = grid.reduce((top, hertz) => (at(hertz) > at(top) ? hertz : top), between.from);
	let [low, high] = [Math.max(between.from, best / ratio), Math.min(between.to, best * ratio)];
	while (high / low > 1.0001) {
		const span = Math.log(high / low) * GOLDEN;
		const [left, right] = [high / Math.exp(span), low * Math.exp(span)];
		if (at(left) > at(right)) high = right;
		else low = left;
	}
	const hertz = Math.sqrt(low * high);
	return { hertz, dB: at(hertz) - gain };
};
