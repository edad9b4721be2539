import type { Random } from "./random.ts";

/**
 * Samples on the grid of a shorter word, with triangular (TPDF) dither of ±1 step, so that what is lost becomes
 * steady noise instead of distortion (Lipshitz, Wannamaker, Vanderkooy, 1992). The result still is float, −1…1, and
 * every value of it is a whole step. Use it only where the word length is cut: see `fitsIn`.
 */
export function dither(
	samples: Float32Array,
	options: { readonly bits: number; readonly random: Random },
): Float32Array {
	const steps = 2 ** (options.bits - 1);
	const { random } = options;
	return samples.map((sample) => {
		const value = Math.round(sample * steps + random() - random());
		return Math.min(steps - 1, Math.max(-steps, value)) / steps;
	});
}

/** Whether these samples are whole steps of that word already, so that nothing would be cut. */
export function fitsIn(samples: Float32Array, bits: number): boolean {
	const steps = 2 ** (bits - 1);
	return samples.every((sample) => Number.isInteger(sample * steps) && sample >= -1 && sample < 1);
}
