/** A ratio of amplitudes in dB; 0 gives −Infinity. */
export function toDecibels(ratio: number): number {
	return 20 * Math.log10(ratio);
}

/** The ratio of amplitudes that so many dB are; −Infinity gives 0. */
export function fromDecibels(decibels: number): number {
	return 10 ** (decibels / 20);
}
