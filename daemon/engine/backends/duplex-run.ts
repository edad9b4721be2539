import { setTimeout as pause } from "node:timers/promises";
import type { RtAudio } from "audify";
import type { Ended, Run } from "../interface.ts";
import { deinterleaved, interleaved, type Span } from "./span.ts";

/** Sound written ahead of the interface. Latency does not matter in a print; a busy machine does. */
const SECONDS_AHEAD = 3;
const FADE = 0.012;
/** An interface that sends nothing for this long is gone. */
const PATIENCE = 2000;
const SETTLING = 20;
/** RtAudio says this when an object that never opened anything is collected as garbage, whoever listens then. */
const HARMLESS = "no open stream to close";

export type DuplexStream = {
	readonly rt: RtAudio;
	/** Where the driver's callbacks arrive; a run puts itself there. */
	readonly events: {
		heard: (input: Buffer) => void;
		popped: () => void;
		failed: (message: string) => void;
	};
	readonly framesPerBlock: number;
	readonly rate: number;
	readonly outputs: Span;
	readonly inputs: Span;
};

/**
 * One run: fill the driver's queue, start, refill at each input block until everything played was heard.
 * Input block n belongs to output block n because both begin with the stream.
 */
export const runDuplex = async (run: Run, stream: DuplexStream): Promise<Ended> => {
	const { rt, events } = stream;
	const errors: string[] = [];
	const count = { written: 0, popped: 0, heard: 0 };
	const queue: Float32Array<ArrayBuffer>[] = [];
	let over = false;
	let filling = false;
	const ahead = Math.ceil((SECONDS_AHEAD * stream.rate) / stream.framesPerBlock);

	const write = (samples: Float32Array<ArrayBuffer>): void => {
		rt.write(Buffer.from(samples.buffer));
		queue.push(samples);
		count.written++;
	};
	const fill = async (): Promise<void> => {
		if (filling) return;
		filling = true;
		while (!over && !run.signal.aborted && count.written - count.popped < ahead) {
			const block = run.play();
			const ready = block instanceof Promise ? await block : block;
			if (ready === undefined) over = true;
			else if (!run.signal.aborted) write(interleaved(ready, stream.outputs));
		}
		filling = false;
	};
	await fill();
	if (run.signal.aborted || count.written === 0)
		return { blocksOut: 0, blocksIn: 0, lostFrames: 0, errors, stalled: false };

	const { promise, resolve, reject } = Promise.withResolvers<{ readonly stalled: boolean }>();
	let lastSign = performance.now();
	const watch = setInterval(() => {
		if (performance.now() - lastSign < PATIENCE) return;
		errors.push(`The interface sent nothing for ${PATIENCE / 1000} s; is it on, and is its server running?`);
		resolve({ stalled: true });
	}, PATIENCE / 8);
	events.failed = (message) => {
		if (!message.includes(HARMLESS)) errors.push(message);
	};
	events.popped = () => {
		count.popped++;
		queue.shift();
		if (run.signal.aborted) fadeOut();
	};
	events.heard = (input) => {
		lastSign = performance.now();
		if (run.signal.aborted || (over && count.heard >= count.written)) return;
		const blocks = deinterleaved(samplesOf(input), stream.inputs);
		const wait = run.heard(blocks);
		if (wait instanceof Promise) wait.catch(reject);
		count.heard++;
		if (over && count.heard >= count.written) resolve({ stalled: false });
		else void fill().catch(reject);
	};
	/** Right after a block was taken there is a whole block's time to put a fade in place of what is queued. */
	const fadeOut = (): void => {
		events.popped = () => {};
		rt.clearOutputQueue();
		for (const samples of faded(queue, stream)) rt.write(Buffer.from(samples.buffer));
		setTimeout(() => resolve({ stalled: false }), 1000 * FADE + (2000 * stream.framesPerBlock) / stream.rate);
	};
	const giveUp = setTimeoutOnAbort(run.signal, () => resolve({ stalled: false }));
	try {
		rt.start();
		const { stalled } = await promise;
		// The driver tells of taken and of heard blocks on two ways; let the first catch up before comparing.
		if (!stalled) await pause(SETTLING);
		const missed = run.signal.aborted ? 0 : Math.max(0, count.heard - count.popped);
		return {
			blocksOut: count.written,
			blocksIn: count.heard,
			lostFrames: missed * stream.framesPerBlock,
			errors,
			stalled,
		};
	} finally {
		clearInterval(watch);
		giveUp();
		events.heard = () => {};
		events.popped = () => {};
		events.failed = () => {};
	}
};

const samplesOf = (input: Buffer): Float32Array =>
	input.byteOffset % 4 === 0
		? new Float32Array(input.buffer, input.byteOffset, input.byteLength / 4)
		: new Float32Array(new Uint8Array(input).buffer);

/** The next queued blocks, fading to silence over FADE. */
const faded = (queue: readonly Float32Array<ArrayBuffer>[], stream: DuplexStream) => {
	const frames = Math.round(FADE * stream.rate);
	const { count } = stream.outputs;
	return queue.slice(0, Math.ceil(frames / stream.framesPerBlock)).map((samples, block) =>
		samples.map((sample, i) => {
			const at = block * stream.framesPerBlock + Math.floor(i / count);
			return sample * Math.max(0, 1 - at / frames);
		}),
	);
};

/** If the interface is silent when STOP comes there is nothing to fade: end anyway. Answers how to call it off. */
const setTimeoutOnAbort = (signal: AbortSignal, act: () => void): (() => void) => {
	let timer: NodeJS.Timeout | undefined;
	const arm = (): void => {
		timer = setTimeout(act, 500);
	};
	signal.addEventListener("abort", arm, { once: true });
	return () => {
		signal.removeEventListener("abort", arm);
		clearTimeout(timer);
	};
};
