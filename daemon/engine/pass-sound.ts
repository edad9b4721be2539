import { type Block, silence } from "./interface.ts";
import type { Layout } from "./pass-layout.ts";
import type { Wav } from "./wav-read.ts";

/** Read from the disk in stretches of this many frames, so that most blocks need not wait. */
const STRETCH = 32_768;

/** What a pass plays, block by block, as `Run.play` wants it; memory does not grow with the source. */
export const passSound = (of: {
	readonly layout: Layout;
	readonly ping: Float32Array;
	readonly source: Wav;
	readonly framesPerBlock: number;
}): (() => Block | undefined | Promise<Block | undefined>) => {
	const { layout, source, framesPerBlock } = of;
	let at = 0;
	let stretch = { from: 0, channels: silence(source.channels, 0) };

	const filled = (block: Block, from: number): Block => {
		for (const [send, channel] of block.entries()) {
			for (const place of [layout.opening[send], layout.closing[send]])
				if (place !== undefined) lay(channel, from, of.ping, place);
			lay(channel, from, stretch.channels[send], layout.programme + stretch.from);
		}
		return block;
	};
	const next = async (block: Block, from: number): Promise<Block> => {
		filled(block, from);
		const wanted = Math.max(stretch.from + stretch.channels[0].length, from - layout.programme);
		stretch = { from: wanted, channels: await source.read(wanted, STRETCH) };
		for (const [send, channel] of block.entries())
			lay(channel, from, stretch.channels[send], layout.programme + stretch.from);
		return block;
	};
	return () => {
		if (at >= layout.end) return undefined;
		const from = at;
		at += framesPerBlock;
		const block = silence(source.channels, framesPerBlock);
		const needed = Math.min(at - layout.programme, layout.frames);
		return needed > stretch.from + stretch.channels[0].length ? next(block, from) : filled(block, from);
	};
};

/** Copies the part of `samples`, which stand at `place`, that falls into the block that begins at `from`. */
const lay = (block: Float32Array, from: number, samples: Float32Array, place: number): void => {
	const start = Math.max(from, place);
	const end = Math.min(from + block.length, place + samples.length);
	if (start < end) block.set(samples.subarray(start - place, end - place), start - from);
};
