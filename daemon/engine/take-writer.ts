import { unlink } from "node:fs/promises";
import { dither, fitsIn } from "#dsp/dither.ts";
import { loudnessMeter } from "#dsp/loudness.ts";
import { seededRandom } from "#dsp/random.ts";
import { truePeakMeter } from "#dsp/true-peak.ts";
import type { PassOrder } from "#model/pass.ts";
import type { Block } from "./interface.ts";
import { takeBext, takeIxml } from "./pass-notes.ts";
import type { TakeLoudness } from "./wav-bext.ts";
import type { Wav } from "./wav-read.ts";
import { recoverTake } from "./wav-recover.ts";
import { createTake } from "./wav-write.ts";

/** What was measured while the take was written, in dBFS, dBTP, LUFS and LU; −Infinity for silence. */
export type Measured = TakeLoudness & { readonly samplePeak: number };

/** A take on its way to the disk, measured as it passes. */
export type TakeWriter = {
	readonly frames: () => number;
	readonly write: (block: Block) => Promise<void>;
	readonly measured: () => Measured;
	/** The whole take, under its own name. Answers the path. */
	readonly finish: () => Promise<string>;
	/** What there is of it, valid and marked partial. Answers the path. */
	readonly keepPartial: () => Promise<string>;
	/** Forgets it; for a pass that never rolled. */
	readonly discard: () => Promise<null>;
};

export const takeWriter = async (order: PassOrder, source: Wav, now: Date): Promise<TakeWriter> => {
	const { rate, bits } = order;
	const channels = order.returns.length;
	const format = {
		rate,
		channels,
		bits,
		bext: takeBext(order, source, now),
		ixml: takeIxml(order),
	};
	const file = await createTake(order.take, format);
	const loudness = loudnessMeter({ rate, channels });
	const peaks = truePeakMeter({ rate, channels });
	const fitted = fitting(bits);
	const measured = (): Measured => {
		const { truePeak, samplePeak } = peaks.read();
		const { integrated, range, momentaryMax, shortTermMax } = loudness.read();
		return {
			integrated,
			range,
			momentaryMax,
			shortTermMax,
			truePeak: Math.max(...truePeak),
			samplePeak: Math.max(...samplePeak),
		};
	};
	return {
		frames: file.frames,
		write: (block) => {
			const words = fitted(block);
			loudness.push(words);
			peaks.push(words);
			return file.write(words);
		},
		measured,
		finish: () => file.finish({ loudness: measured() }),
		keepPartial: async () => {
			// A disk that failed fails here again; what it has is recovered at the next start.
			const closed = await file.abandon().then(
				() => true,
				() => false,
			);
			const recovered = closed ? await recoverTake(file.partialPath) : undefined;
			return recovered?.ok ? recovered.path : file.partialPath;
		},
		discard: async () => {
			await file.abandon();
			await unlink(file.partialPath);
			return null;
		},
	};
};

/** Converters give 24 bits: they pass as they are. A 16-bit take is dithered, from the first sample that needs it. */
const fitting = (bits: PassOrder["bits"]): ((block: Block) => Block) => {
	if (bits === 24) return (block) => block;
	const random = seededRandom(1);
	let cut = false;
	return (block) => {
		cut ||= !block.every((channel) => fitsIn(channel, bits));
		return cut ? block.map((channel) => dither(channel, { bits, random })) : block;
	};
};
