import { setTimeout as pause } from "node:timers/promises";
import type { RtAudio } from "audify";
import type { Ended, Run } from "../interface.ts";
import { deinterleaved, interleaved, type Span } from "./span.ts";

/** Sound written ahead of the interface. Latency does not matter in a print; a busy machine does. */
const SECONDS_AHEAD = 3;
const FADE = 0.012;
/** An interface that sends nothing for this long is gone; one that is silent at a STOP, sooner. In milliseconds. */
const PATIENCE = 2000;
const PATIENCE_AT_STOP = 500;
/** The driver tells of taken and of heard blocks on two ways; the first may be this late. */
const SETTLING = 20;
/** RtAudio says this when an object that never opened anything is collected as garbage, whoever listens then. */
const HARMLESS = "no open stream to close";

export type DuplexStream = {
	readonly rt: RtAudio;
	/** Where the driver's callbacks arrive; a run puts itself there. */
	readonly events: {
		heard: (input: Buffer) => void;
		taken: () => void;
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
	const queue = driverQueue(run, stream);
	await queue.fill();
	if (run.signal.aborted || queue.written() === 0)
		return { blocksOut: 0, blocksIn: 0, lostFrames: 0, errors: [], stalled: false };

	const { promise, resolve, reject } = Promise.withResolvers<{ readonly stalled: boolean }>();
	const errors: string[] = [];
	const over = (): boolean => queue.ended() && heard >= queue.written();
	let heard = 0;
	stream.events.failed = (message) => {
		if (!message.includes(HARMLESS)) errors.push(message);
	};
	stream.events.taken = () => {
		queue.taken();
		if (run.signal.aborted) fadeOut();
	};
	stream.events.heard = (input) => {
		watch.sign();
		if (run.signal.aborted || over()) return;
		heard++;
		const written = run.heard(deinterleaved(samplesOf(input), stream.inputs));
		if (written instanceof Promise) written.catch(reject);
		if (over()) resolve({ stalled: false });
		else void queue.fill().catch(reject);
	};
	const fadeOut = (): void => {
		stream.events.taken = () => {};
		setTimeout(() => resolve({ stalled: false }), 1000 * queue.fadeOut());
	};
	const watch = watchdog(run.signal, (because) => {
		errors.push(because);
		resolve({ stalled: true });
	});
	try {
		stream.rt.start();
		const { stalled } = await promise;
		if (!stalled) await pause(SETTLING);
		const missed = run.signal.aborted ? 0 : Math.max(0, heard - queue.takenCount());
		const lostFrames = missed * stream.framesPerBlock;
		return { blocksOut: queue.written(), blocksIn: heard, lostFrames, errors, stalled };
	} finally {
		watch.off();
		Object.assign(stream.events, { heard: () => {}, taken: () => {}, failed: () => {} });
	}
};

/** The driver's own queue, and a copy of what is in it: a fade must know what would have come. */
const driverQueue = (run: Run, { rt, rate, framesPerBlock, outputs }: DuplexStream) => {
	const ahead = Math.ceil((SECONDS_AHEAD * rate) / framesPerBlock);
	const queued: Float32Array<ArrayBuffer>[] = [];
	let [written, taken, over, filling] = [0, 0, false, false];
	const write = (samples: Float32Array<ArrayBuffer>): void => rt.write(Buffer.from(samples.buffer));
	return {
		written: () => written,
		takenCount: () => taken,
		ended: () => over,
		taken: (): void => {
			taken++;
			queued.shift();
		},
		fill: async (): Promise<void> => {
			if (filling) return;
			filling = true;
			while (!over && !run.signal.aborted && written - taken < ahead) {
				const block = run.play();
				const ready = block instanceof Promise ? await block : block;
				over = ready === undefined;
				if (ready === undefined || run.signal.aborted) continue;
				const samples = interleaved(ready, outputs);
				write(samples);
				queued.push(samples);
				written++;
			}
			filling = false;
		},
		/**
		 * Right after a block was taken there is a whole block's time to put a fade in place of what is queued.
		 * Answers after how many seconds the output is silent.
		 */
		fadeOut: (): number => {
			rt.clearOutputQueue();
			const frames = Math.round(FADE * rate);
			for (const [n, samples] of queued.slice(0, Math.ceil(frames / framesPerBlock)).entries())
				write(
					samples.map((sample, i) => {
						const at = n * framesPerBlock + Math.floor(i / outputs.count);
						return sample * Math.max(0, 1 - at / frames);
					}),
				);
			return FADE + (2 * framesPerBlock) / rate;
		},
	};
};

/** Gives up when the interface shows no sign of life. */
const watchdog = (stop: AbortSignal, giveUp: (because: string) => void) => {
	let last = performance.now();
	const timer = setInterval(() => {
		const patience = stop.aborted ? PATIENCE_AT_STOP : PATIENCE;
		if (performance.now() - last < patience) return;
		clearInterval(timer);
		giveUp(`The interface sent nothing for ${patience / 1000} s; is it on, and is its server running?`);
	}, 100);
	return {
		sign: () => {
			last = performance.now();
		},
		off: () => clearInterval(timer),
	};
};

const samplesOf = (input: Buffer): Float32Array =>
	input.byteOffset % 4 === 0
		? new Float32Array(input.buffer, input.byteOffset, input.byteLength / 4)
		: new Float32Array(new Uint8Array(input).buffer);
