/** The last samples of some channels, addressed by frames since the start; what is not there (any more) reads as 0. */
export type History = {
	readonly push: (block: readonly Float32Array[]) => void;
	/** Frames taken in so far. */
	readonly end: () => number;
	readonly slice: (channel: number, from: number, to: number) => Float32Array;
};

export function history(options: { readonly channels: number; readonly frames: number }): History {
	const { frames } = options;
	const rings = Array.from({ length: options.channels }, () => new Float32Array(frames));
	let end = 0;
	return {
		end: () => end,
		push(block) {
			rings.forEach((ring, channel) => {
				const fresh = block[channel].subarray(-frames);
				const at = (end + block[channel].length - fresh.length) % frames;
				const first = fresh.subarray(0, frames - at);
				ring.set(first, at);
				ring.set(fresh.subarray(first.length), 0);
			});
			end += block[0].length;
		},
		slice(channel, from, to) {
			const samples = new Float32Array(to - from);
			const first = Math.max(from, 0, end - frames);
			const last = Math.min(to, end);
			if (last <= first) return samples;
			const at = first % frames;
			const run = rings[channel].subarray(at, at + Math.min(last - first, frames - at));
			samples.set(run, first - from);
			samples.set(rings[channel].subarray(0, last - first - run.length), first - from + run.length);
			return samples;
		},
	};
}
