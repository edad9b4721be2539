import { toDecibels } from "./decibels.ts";
import { betaFor, kaiser, sinc } from "./kaiser.ts";

/** Peaks since the start, one value per channel: true peak in dBTP and sample peak in dBFS; −Infinity for silence. */
export type Peaks = { readonly truePeak: readonly number[]; readonly samplePeak: readonly number[] };

export type TruePeakMeter = {
	/** The next samples, one array per channel. */
	readonly push: (block: readonly Float32Array[]) => void;
	readonly read: () => Peaks;
};

const PHASES = 8;
const TAPS = 32;
/** Stretches of this many samples are skipped when they cannot hold a new peak. */
const STRETCH = 64;

/**
 * A streaming true-peak meter (BS.1770-4, annex 2): the samples and seven points between each two of them, through
 * 8 × 32 taps of Kaiser-windowed sinc. The recommendation's own 4 × 12 taps read up to 0.3 dB off.
 */
export function truePeakMeter(options: { readonly channels: number }): TruePeakMeter {
	const legs = Array.from({ length: options.channels }, channelPeak);
	return {
		push(block) {
			for (let c = 0; c < legs.length; c++) legs[c].push(block[c]);
		},
		read: () => ({
			// The last half kernel of a file has not left the filter yet, but its samples count.
			truePeak: legs.map((leg) => toDecibels(Math.max(leg.between(), leg.sample()))),
			samplePeak: legs.map((leg) => toDecibels(leg.sample())),
		}),
	};
}

const taps = interpolationTaps();
/** No point between samples can be higher than the highest sample under the kernel times this. */
const worstGain = Math.max(...taps.map((phase) => phase.reduce((sum, tap) => sum + Math.abs(tap), 0)));

/** Phases 1…7 of 8; phase 0 is the sample itself. Each sums to 1, so that DC reads right. */
function interpolationTaps(): Float64Array[] {
	return Array.from({ length: PHASES - 1 }, (_, p) => {
		const phase = new Float64Array(TAPS);
		for (let t = 0; t < TAPS; t++) {
			const distance = t - (TAPS / 2 - 1) - (p + 1) / PHASES;
			phase[t] = sinc(distance) * kaiser(distance / (TAPS / 2), betaFor(60));
		}
		const sum = phase.reduce((total, tap) => total + tap, 0);
		return phase.map((tap) => tap / sum);
	});
}

/** Hot: the loops over samples, phases and taps. `window` holds the last TAPS − 1 samples and then the new ones. */
function channelPeak(): {
	readonly push: (samples: Float32Array) => void;
	readonly sample: () => number;
	readonly between: () => number;
} {
	let window = new Float64Array(0);
	let history = new Float64Array(TAPS - 1);
	let sample = 0;
	let between = 0;
	return {
		sample: () => sample,
		between: () => between,
		push(samples) {
			if (window.length !== samples.length + TAPS - 1) window = new Float64Array(samples.length + TAPS - 1);
			window.set(history);
			window.set(samples, TAPS - 1);
			for (let from = 0; from < samples.length; from += STRETCH) {
				const to = Math.min(samples.length, from + STRETCH);
				sample = Math.max(sample, highest(window, from + TAPS - 1, to + TAPS - 1));
				const reach = highest(window, from, to + TAPS - 1);
				if (reach * worstGain > Math.max(between, sample))
					between = Math.max(between, highestBetween(window, from, to));
			}
			history = window.slice(samples.length);
		},
	};
}

function highest(window: Float64Array, from: number, to: number): number {
	let peak = 0;
	for (let i = from; i < to; i++) {
		const level = Math.abs(window[i]);
		if (level > peak) peak = level;
	}
	return peak;
}

function highestBetween(window: Float64Array, from: number, to: number): number {
	let peak = 0;
	for (const phase of taps) {
		for (let i = from; i < to; i++) {
			let sum = 0;
			for (let t = 0; t < TAPS; t++) sum += window[i + t] * phase[t];
			const level = sum < 0 ? -sum : sum;
			if (level > peak) peak = level;
		}
	}
	return peak;
}
