import { betaFor, kaiser, sinc } from "./kaiser.ts";

/** Zero crossings on each side of the kernel, counted at the lower of the two rates. */
const CROSSINGS = 84;
/** The corner, as a part of the lower Nyquist frequency: flat to 0.9, stopped from 1. */
const CORNER = 0.95;
const SHAPE = betaFor(128);
/** Points of the kernel's table per crossing; straight lines between them err by −150 dB. */
const FINENESS = 4096;
/** Ratios with up to so many phases keep each phase's taps; odder ones work them out each time. */
const MOST_PHASES = 4096;

/**
 * One channel at another rate: linear phase, no delay, `round(length × to / from)` samples. Flat within 0.01 dB up
 * to 0.9 of the lower Nyquist frequency, images and aliases below −120 dB. Rates in Hz, any ratio.
 */
export function resample(
	samples: Float32Array,
	rates: { readonly from: number; readonly to: number },
): Float32Array {
	const { from, to } = rates;
	if (from === to) return samples.slice();
	const output = new Float32Array(Math.round((samples.length * to) / from));
	const tapsAt = tapsOf({ from, to });
	const { half } = tapsAt;
	// Hot. Output sample n stands at n·from/to of the input.
	for (let n = 0; n < output.length; n++) {
		const position = (n * from) / to;
		const first = Math.floor(position) - half + 1;
		const taps = tapsAt.row(n);
		const begin = Math.max(0, -first);
		const end = Math.min(2 * half, samples.length - first);
		let sum = 0;
		for (let t = begin; t < end; t++) sum += samples[first + t] * taps[t];
		output[n] = sum;
	}
	return output;
}

/** The filter's taps for each output sample: 2 × `half` of them, cached by phase where phases come round. */
function tapsOf(rates: { readonly from: number; readonly to: number }): {
	readonly half: number;
	readonly row: (n: number) => Float64Array;
} {
	const { from, to } = rates;
	const stretch = CORNER * Math.min(1, to / from);
	const half = Math.ceil(CROSSINGS / stretch);
	const kernel = table();
	const phases = Number.isInteger(from) && Number.isInteger(to) ? to / greatestCommon(from, to) : Infinity;
	const kept: Float64Array[] = [];
	const scratch = new Float64Array(2 * half);
	return {
		half,
		row(n) {
			const phase = n % phases;
			if (phases <= MOST_PHASES && kept[phase]) return kept[phase];
			const position = (n * from) / to;
			const taps = phases <= MOST_PHASES ? new Float64Array(2 * half) : scratch;
			fillTaps(taps, { kernel, stretch, fraction: position - Math.floor(position) });
			if (phases <= MOST_PHASES) kept[phase] = taps;
			return taps;
		},
	};
}

/** Each row sums to 1, so that a steady level stays exactly where it is. */
function fillTaps(
	taps: Float64Array,
	options: { readonly kernel: Float64Array; readonly stretch: number; readonly fraction: number },
): void {
	const { kernel, stretch, fraction } = options;
	const half = taps.length / 2;
	let sum = 0;
	for (let t = 0; t < taps.length; t++) {
		const at = Math.abs(t - half + 1 - fraction) * stretch * FINENESS;
		const index = Math.floor(at);
		taps[t] =
			index + 1 < kernel.length ? kernel[index] + (at - index) * (kernel[index + 1] - kernel[index]) : 0;
		sum += taps[t];
	}
	for (let t = 0; t < taps.length; t++) taps[t] /= sum;
}

/** Half of the Kaiser-windowed sinc, finely. */
function table(): Float64Array {
	return Float64Array.from({ length: CROSSINGS * FINENESS + 1 }, (_, i) => {
		const x = i / FINENESS;
		return sinc(x) * kaiser(x / CROSSINGS, SHAPE);
	});
}

function greatestCommon(a: number, b: number): number {
	return b === 0 ? a : greatestCommon(b, a % b);
}
