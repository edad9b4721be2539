import type { Block, Ended, Run } from "../interface.ts";
import { clipped } from "./converter.ts";
import { feeder } from "./feeder.ts";
import { numberFrames, numberOf, type Reel, reel } from "./reel.ts";

const QUANTUM = 128;
/** Outputs fade within this many seconds after a stop. */
const FADE = 0.015;
/** A context that calls nobody for this long has stopped. */
const PATIENCE = 2000;

/**
 * Two ScriptProcessors in one context, one that plays and one that hears. Their distance is not constant (8064
 * or 8192 samples with blocks of 4096), so a spare channel goes straight from one to the other and numbers the
 * frames: the latency becomes constant and every lost frame is counted.
 */
export type TwoProcessors = {
	readonly context: BaseAudioContext;
	readonly frames: number;
	readonly player: ScriptProcessorNode;
	readonly hearer: ScriptProcessorNode;
	/** One for each send, in order: connect them to whatever shall sound. */
	readonly faders: readonly GainNode[];
	/** One input for each return, in order; the one after them carries the numbers. */
	readonly merger: ChannelMergerNode;
	readonly sends: number;
	readonly returns: number;
	/** The number of the next frame to play. It never goes back, so that a run cannot hear the one before it. */
	numbered: number;
};

export const twoProcessors = (
	context: BaseAudioContext,
	{ frames, sends, returns }: { readonly frames: number; readonly sends: number; readonly returns: number },
): TwoProcessors => {
	const player = context.createScriptProcessor(frames, 1, sends + 1);
	const hearer = context.createScriptProcessor(frames, returns + 1, 1);
	const splitter = context.createChannelSplitter(sends + 1);
	const merger = context.createChannelMerger(returns + 1);
	const faders = Array.from({ length: sends }, (_, index) => {
		const fader = context.createGain();
		splitter.connect(fader, index);
		return fader;
	});
	player.connect(splitter);
	splitter.connect(merger, sends, returns);
	merger.connect(hearer);
	hearer.connect(context.destination);
	return { context, frames, player, hearer, faders, merger, sends, returns, numbered: 0 };
};

type Timing = {
	/** Where the context waits for us instead of running away: it asks when the next block is ready, and may break. */
	readonly start?: (ready: () => Promise<void>, broken: (reason: unknown) => void) => void;
	/** Samples that everything is heard later than the graph would have it. */
	readonly latency: number;
	/** Samples by which each return is computed late, taken out again. */
	readonly late: () => readonly number[];
};

/** One run between the two processors. */
export const runProcessors = async (run: Run, two: TwoProcessors, timing: Timing): Promise<Ended> => {
	const { promise, resolve, reject } = Promise.withResolvers<boolean>();
	const errors: string[] = [];
	const feed = feeder(run, reject);
	const first = two.numbered;
	const ears = hearing(two, timing, first);
	const isPaced = timing.start ? () => true : pacing(two);
	let [rolling, played, lastSign] = [false, 0, performance.now()];

	two.player.onaudioprocess = ({ outputBuffer }) => {
		rolling ||= isPaced();
		const block = rolling ? feed.next() : undefined;
		const late = block === undefined && !feed.ended();
		if (late && two.numbered > first) errors.push("The engine was too busy to play in time.");
		lay(outputBuffer, block, late ? undefined : two.numbered);
		if (!late) two.numbered += two.frames;
		if (block !== undefined) played++;
	};
	two.hearer.onaudioprocess = ({ inputBuffer }) => {
		lastSign = performance.now();
		ears.take(inputBuffer);
		while (ears.heard() < played && !run.signal.aborted) {
			const block = ears.next();
			if (block === undefined) break;
			const written = run.heard(block);
			if (written instanceof Promise) written.catch(reject);
		}
		if (feed.ended() && ears.heard() >= played) resolve(false);
	};
	timing.start?.(feed.ready, reject);
	const watch = setInterval(() => {
		if (performance.now() - lastSign < PATIENCE) return;
		errors.push(`The interface sent nothing for ${PATIENCE / 1000} s; is it on?`);
		resolve(true);
	}, PATIENCE / 8);
	const stop = (): void => {
		fadeOut(two);
		setTimeout(() => resolve(false), 2000 * FADE);
	};
	if (run.signal.aborted) stop();
	run.signal.addEventListener("abort", stop, { once: true });
	try {
		const stalled = await promise;
		return { blocksOut: played, blocksIn: ears.heard(), lostFrames: ears.lost(), errors, stalled };
	} finally {
		clearInterval(watch);
		run.signal.removeEventListener("abort", stop);
		two.player.onaudioprocess = null;
		two.hearer.onaudioprocess = null;
	}
};

/** What was heard, put in order by the numbers it carries. `first` is the number of the run's first frame. */
const hearing = (two: TwoProcessors, timing: Timing, first: number) => {
	const reels = Array.from({ length: two.returns }, reel);
	let [heard, lost] = [0, 0];
	return {
		heard: () => heard,
		lost: () => lost,
		take: (buffer: AudioBuffer): void => {
			lost += file(buffer, reels, first);
		},
		/** The next block, once every return has all of it. */
		next: (): Block | undefined => {
			const from = heard * two.frames - timing.latency;
			const late = timing.late();
			if (!reels.every(({ end }, index) => end() >= from + late[index] + two.frames)) return undefined;
			heard++;
			return clipped(reels.map(({ read }, index) => read(from + late[index], two.frames)));
		},
	};
};

/**
 * Calls that come in a burst were kept waiting by a busy thread, and what they play comes too late to be heard.
 * A run begins with the first call that comes at its own time.
 */
const pacing = ({ frames, context }: TwoProcessors): (() => boolean) => {
	const halfBlock = (500 * frames) / context.sampleRate;
	let last = performance.now();
	return () => {
		const since = performance.now() - last;
		last += since;
		return since > halfBlock;
	};
};

const fadeOut = ({ faders, context }: TwoProcessors): void => {
	for (const { gain } of faders) {
		gain.setValueAtTime(1, context.currentTime);
		gain.linearRampToValueAtTime(0, context.currentTime + FADE);
	}
};

/** Lays a block, or silence, into the player's buffer, and numbers its frames; unnumbered frames were not ours. */
const lay = (buffer: AudioBuffer, block: Block | undefined, first: number | undefined): void => {
	const numbers = buffer.numberOfChannels - 1;
	for (let channel = 0; channel < numbers; channel++) {
		const samples = buffer.getChannelData(channel);
		if (block === undefined) samples.fill(0);
		else samples.set(block[channel]);
	}
	if (first === undefined) buffer.getChannelData(numbers).fill(0);
	else numberFrames(buffer.getChannelData(numbers), first);
};

/** Files what was heard under the numbers it carries; answers how many frames are missing or came unnumbered. */
const file = (buffer: AudioBuffer, reels: readonly Reel[], first: number): number => {
	const numbers = buffer.getChannelData(reels.length);
	let lost = 0;
	for (let at = 0; at < buffer.length; at += QUANTUM) {
		const expected = reels[0].end();
		const number = numberOf(numbers[at], first + expected);
		if (number === undefined) {
			if (expected > 0) lost += QUANTUM;
			continue;
		}
		const frame = number - first;
		if (frame < expected) continue;
		lost += frame - expected;
		for (const [channel, { write }] of reels.entries())
			write(frame, buffer.getChannelData(channel).subarray(at, at + QUANTUM));
	}
	return lost;
};
