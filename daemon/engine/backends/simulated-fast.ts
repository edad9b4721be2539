import { OfflineAudioContext } from "node-web-audio-api";
import type { VirtualRack } from "#model/virtual-rack.ts";
import type { Block, Ended, Run, Setup, Stream } from "../interface.ts";
import { CONVERTER_LATENCY, clipped } from "./converter.ts";
import { soundingRack } from "./rack.ts";

const FRAMES_PER_BLOCK = 4096;
/** A run is rendered in one piece and in memory: 50 million samples are 200 MB, 8 minutes of stereo at 48 kHz. */
const MOST_SAMPLES = 50_000_000;

/** Faster than real time: everything is played first, rendered at once, and heard afterwards. */
export const openFast = (setup: Setup, first: VirtualRack): Stream => {
	const framesPerBlock = setup.framesPerBlock ?? FRAMES_PER_BLOCK;
	let rack = first;
	return {
		rate: setup.rate,
		framesPerBlock,
		retune: (next) => {
			rack = next;
		},
		run: async (run) => {
			const played = await playAll(run, setup);
			if (run.signal.aborted || played.length === 0) return nothing;
			const heard = await render(setup, rack, played);
			return deliver(run, heard, { framesPerBlock, blocksOut: played.length });
		},
		close: async () => {},
	};
};

const nothing: Ended = { blocksOut: 0, blocksIn: 0, lostFrames: 0, errors: [], stalled: false };

const playAll = async (run: Run, setup: Setup): Promise<readonly Block[]> => {
	const played: Block[] = [];
	let samples = 0;
	for (let block = await run.play(); block !== undefined; block = await run.play()) {
		if (run.signal.aborted) return [];
		played.push(clipped(block));
		samples += block[0].length * (setup.outputs.length + setup.inputs.length);
		if (samples > 2 * MOST_SAMPLES)
			throw new Error("This pass is too long to be rendered faster than real time; run it in real time.");
	}
	return played;
};

/** Renders the rack from the first played sample on, for each return as long as it needs. */
const render = async (setup: Setup, rack: VirtualRack, played: readonly Block[]) => {
	const frames = played.length * played[0][0].length;
	const room = 2 * setup.rate;
	const context = new OfflineAudioContext(setup.inputs.length, frames + room, setup.rate);
	const source = context.createBufferSource();
	const buffer = context.createBuffer(setup.outputs.length, frames, setup.rate);
	for (let channel = 0; channel < setup.outputs.length; channel++) {
		const samples = buffer.getChannelData(channel);
		for (const [n, block] of played.entries()) samples.set(block[channel], n * block[channel].length);
	}
	source.buffer = buffer;
	const splitter = context.createChannelSplitter(setup.outputs.length);
	source.connect(splitter);
	const merger = context.createChannelMerger(setup.inputs.length);
	merger.connect(context.destination);
	const outputs = new Map(
		setup.outputs.map((channel, index) => {
			const node = context.createGain();
			splitter.connect(node, index);
			return [channel, node];
		}),
	);
	const { late } = soundingRack(context, rack, { outputs, inputs: setup.inputs, merger });
	source.start();
	return { late, rendered: await context.startRendering() };
};

/** The buffer itself is kept: its channel data vanish when it is collected as garbage, and read as silence. */
type Rendered = { readonly late: readonly number[]; readonly rendered: AudioBuffer };

const deliver = async (
	run: Run,
	{ late, rendered }: Rendered,
	{ framesPerBlock, blocksOut }: { readonly framesPerBlock: number; readonly blocksOut: number },
): Promise<Ended> => {
	let blocksIn = 0;
	for (; blocksIn < blocksOut && !run.signal.aborted; blocksIn++) {
		const block = late.map((late, channel) => {
			const samples = new Float32Array(framesPerBlock);
			const from = blocksIn * framesPerBlock - CONVERTER_LATENCY + late;
			const skip = Math.max(0, -from);
			if (skip < framesPerBlock) rendered.copyFromChannel(samples.subarray(skip), channel, from + skip);
			return samples;
		});
		await run.heard(clipped(block));
	}
	return { blocksOut, blocksIn, lostFrames: 0, errors: [], stalled: false };
};
