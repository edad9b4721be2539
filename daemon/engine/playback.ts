import { type Block, type Stream, silence } from "./interface.ts";

/**
 * Plays one sound on each output, as long as the longest, and answers what came back on each input from the same
 * moment on. For measurements of seconds: all of it is in memory. Throws when the interface loses anything.
 */
export const playback = async (
	stream: Stream,
	sounds: readonly Float32Array[],
	{ inputs, signal }: { readonly inputs: number; readonly signal: AbortSignal },
): Promise<Block> => {
	const frames = Math.max(...sounds.map(({ length }) => length));
	const blocks = Math.ceil(frames / stream.framesPerBlock);
	const recorded = silence(inputs, blocks * stream.framesPerBlock);
	let played = 0;
	let heard = 0;
	const ended = await stream.run({
		signal,
		play: () => {
			if (played === blocks) return undefined;
			const from = played++ * stream.framesPerBlock;
			const block = silence(sounds.length, stream.framesPerBlock);
			for (const [channel, samples] of block.entries())
				samples.set(sounds[channel].subarray(from, from + stream.framesPerBlock));
			return block;
		},
		heard: (block) => {
			const from = heard++ * stream.framesPerBlock;
			for (const [channel, samples] of block.entries()) recorded[channel].set(samples, from);
		},
	});
	signal.throwIfAborted();
	const trouble =
		ended.errors[0] ?? (ended.lostFrames > 0 ? `${ended.lostFrames} frames were lost.` : undefined);
	if (trouble !== undefined) throw new Error(`The measurement was disturbed: ${trouble} Try again.`);
	return recorded;
};

/** The amplitude of one frequency in a stretch of sound (Goertzel's sum, Hann window); 1 is a full-scale sine. */
export const toneIn = (samples: Float32Array, frequency: number, rate: number): number => {
	let [re, im, weight] = [0, 0, 0];
	for (let i = 0; i < samples.length; i++) {
		const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / samples.length);
		const phase = (2 * Math.PI * frequency * i) / rate;
		re += window * samples[i] * Math.cos(phase);
		im += window * samples[i] * Math.sin(phase);
		weight += window;
	}
	return (2 * Math.hypot(re, im)) / weight;
};

/** A sine of `level` dBFS with raised-cosine ends of 10 ms. */
export const tone = (of: {
	readonly frequency: number;
	readonly level: number;
	readonly seconds: number;
	readonly rate: number;
}): Float32Array => {
	const frames = Math.round(of.seconds * of.rate);
	const ends = Math.round(0.01 * of.rate);
	const amplitude = 10 ** (of.level / 20);
	return Float32Array.from({ length: frames }, (_, i) => {
		const edge = Math.min(1, i / ends, (frames - 1 - i) / ends);
		const shape = 0.5 - 0.5 * Math.cos(Math.PI * edge);
		return amplitude * shape * Math.sin((2 * Math.PI * of.frequency * i) / of.rate);
	});
};

/** One after the other on a tape of silence: `at` in samples. */
export const tape = (
	frames: number,
	...sounds: readonly { readonly at: number; readonly sound: Float32Array }[]
): Float32Array => {
	const samples = new Float32Array(frames);
	for (const { at, sound } of sounds) samples.set(sound, at);
	return samples;
};
