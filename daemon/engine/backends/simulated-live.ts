import { setTimeout as pause } from "node:timers/promises";
import { OfflineAudioContext } from "node-web-audio-api";
import type { VirtualRack } from "#model/virtual-rack.ts";
import type { Setup, Stream } from "../interface.ts";
import { CONVERTER_LATENCY } from "./converter.ts";
import { soundingRack } from "./rack.ts";
import { runProcessors, twoProcessors } from "./web-audio-run.ts";

const FRAMES_PER_BLOCK = 4096;
/** Seconds. Every stop of the tape has to be laid down before it starts, so a run has a longest length. */
const LONGEST = 20 * 60;

/**
 * A context that renders as fast as it can but is held at every block until its time has come and the next block is
 * there. A busy machine makes it late, never lossy: what no real interface can promise, a simulated one must.
 */
const heldTape = (context: OfflineAudioContext) => {
	const blocks = Math.floor(context.length / FRAMES_PER_BLOCK) - 1;
	const seconds = FRAMES_PER_BLOCK / context.sampleRate;
	let ready: () => Promise<void> = async () => {};
	let failed: (reason: unknown) => void = () => {};
	let begun = 0;
	let over = false;
	const hold = async (block: number): Promise<void> => {
		if (over) return;
		await pause(Math.max(0, begun + 1000 * seconds * block - performance.now()));
		await ready();
	};
	/** A tape that breaks while it is heard breaks the run; afterwards nobody misses it. */
	const broke = (reason: unknown): void => {
		if (!over) failed(reason);
	};
	for (let block = 1; block < blocks; block++)
		context
			.suspend(block * seconds)
			.then(() => hold(block))
			.then(() => context.resume())
			.catch(broke);
	return {
		start: (whenReady: () => Promise<void>, whenBroken: (reason: unknown) => void): void => {
			[ready, failed] = [whenReady, whenBroken];
			begun = performance.now();
			context.startRendering().catch(broke);
		},
		/** What is left of the tape runs out unheard, so that its memory is freed. */
		letGo: (): void => {
			over = true;
		},
	};
};

/** The simulated interface in real time: the rack between two ScriptProcessors on a tape that waits. */
export const openLive = async (setup: Setup, first: VirtualRack): Promise<Stream> => {
	const context = new OfflineAudioContext(1, LONGEST * setup.rate, setup.rate);
	const channels = { sends: setup.outputs.length, returns: setup.inputs.length };
	const two = twoProcessors(context, { frames: FRAMES_PER_BLOCK, ...channels });
	const outputs = new Map(setup.outputs.map((channel, index) => [channel, two.faders[index]]));
	const ports = { outputs, inputs: setup.inputs, merger: two.merger };
	const tape = heldTape(context);
	let sounding = soundingRack(context, first, ports);
	const close = async (): Promise<void> => {
		sounding.unplug();
		two.hearer.disconnect();
		tape.letGo();
	};
	return {
		rate: setup.rate,
		framesPerBlock: FRAMES_PER_BLOCK,
		retune: (rack) => {
			if (sounding.tune(rack)) return;
			const before = sounding;
			sounding = soundingRack(context, rack, ports);
			before.unplug();
		},
		run: (run) =>
			runProcessors(run, two, { latency: CONVERTER_LATENCY, late: () => sounding.late, start: tape.start }),
		close,
	};
};
