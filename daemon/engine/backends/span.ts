/** Contiguous channels from the lowest to the highest asked for, and where each asked one lies among them. */
export type Span = {
	readonly first: number;
	readonly last: number;
	readonly count: number;
	readonly places: readonly number[];
};

/** Drivers open channels in one run; channels are counted from 1. */
export const channelSpan = (channels: readonly number[]): Span => {
	const first = Math.min(...channels);
	const last = Math.max(...channels);
	return { first, last, count: last - first + 1, places: channels.map((channel) => channel - first) };
};

/** The asked channels out of interleaved samples. Hot. */
export const deinterleaved = (samples: Float32Array, { count, places }: Span): readonly Float32Array[] => {
	const frames = samples.length / count;
	return places.map((place) => {
		const channel = new Float32Array(frames);
		for (let i = 0, at = place; i < frames; i++, at += count) channel[i] = samples[at];
		return channel;
	});
};

/** Interleaves into the run; channels nobody asked for stay silent. Hot. */
export const interleaved = (
	block: readonly Float32Array[],
	{ count, places }: Span,
): Float32Array<ArrayBuffer> => {
	const frames = block[0].length;
	const samples = new Float32Array(frames * count);
	for (const [channel, place] of places.entries())
		for (let i = 0, at = place; i < frames; i++, at += count) samples[at] = block[channel][i];
	return samples;
};
