/** Samples kept for those who come late: more than eight compressors in a row look ahead at 192 kHz. */
const CAPACITY = 2 ** 16;

/**
 * One channel's recent past, addressed by the sample's own number. What was never written reads as silence,
 * so a gap in what was heard stays a gap of the same length.
 */
export type Reel = {
	/** Writes `samples` at `at`; numbers only grow. */
	readonly write: (at: number, samples: Float32Array) => void;
	readonly read: (at: number, frames: number) => Float32Array;
	/** The number after the last sample written. */
	readonly end: () => number;
};

export const reel = (): Reel => {
	const ring = new Float32Array(CAPACITY);
	let end = 0;
	return {
		write: (at, samples) => {
			for (let i = end; i < at; i++) ring[i % CAPACITY] = 0;
			for (let i = 0; i < samples.length; i++) ring[(at + i) % CAPACITY] = samples[i];
			end = at + samples.length;
		},
		read: (at, frames) => {
			const out = new Float32Array(frames);
			for (let i = Math.max(0, -at); i < frames && at + i < end; i++) out[i] = ring[(at + i) % CAPACITY];
			return out;
		},
		end: () => end,
	};
};

/** Frames are numbered in a spare channel of the graph, in steps that a float holds exactly; 0 is "no number". */
const NUMBERS = 2 ** 23 - 1;

/** Numbers the frames from `first` on. */
export const numberFrames = (channel: Float32Array, first: number): void => {
	for (let i = 0; i < channel.length; i++) channel[i] = (((first + i) % NUMBERS) + 1) / (NUMBERS + 1);
};

/** The number of a frame near `expected`, or undefined if it carries none. */
export const numberOf = (value: number, expected: number): number | undefined => {
	const number = Math.round(value * (NUMBERS + 1)) - 1;
	if (number < 0) return undefined;
	const base = Math.floor(expected / NUMBERS) * NUMBERS;
	const candidates = [base - NUMBERS + number, base + number, base + NUMBERS + number];
	return candidates.reduce((best, next) =>
		Math.abs(next - expected) < Math.abs(best - expected) ? next : best,
	);
};
