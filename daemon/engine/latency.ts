import { measureLatency } from "#dsp/align.ts";
import { exponentialSweep } from "#dsp/sweep.ts";
import type { LatencyMeasured } from "#model/pass.ts";
import type { Backend, Stream } from "./interface.ts";
import { playback, tape, tone, toneIn } from "./playback.ts";

/** At or below −24 dBFS saturation does not bend the result. */
const LEVEL = -24;
const SWEEP_SECONDS = 2;
/** Longest loop that is found, echo or digital delay included, in seconds. */
const LONGEST = 1;
const TONE_SECONDS = 0.4;
const LEAD = 0.1;
/** A tone this far down is no tone. */
const NOTHING = 1e-6;

type Loop = { readonly send: number; readonly return: number };
type Measuring = {
	readonly backend: Backend;
	readonly rate: number;
	readonly framesPerBlock?: number | undefined;
	readonly signal: AbortSignal;
};

/**
 * The latency, polarity and gain of each loop: a two-second sweep and a tone at 1 kHz through one send after the
 * other. One send with several returns is heard on all of them. Throws when the interface cannot be opened.
 */
export const measureLoops = async (
	of: Measuring & { readonly sends: readonly number[]; readonly returns: readonly number[] },
): Promise<LatencyMeasured> => {
	const { backend, rate, framesPerBlock, sends, returns } = of;
	const sound = testSound(rate);
	const perReturn: LatencyMeasured["perReturn"][number][] = [];
	let block = 0;
	for (const [index, send] of sends.entries()) {
		const mine = returns.filter((_, leg) => Math.min(leg, sends.length - 1) === index);
		if (mine.length === 0) continue;
		await using stream = await held(backend.open({ rate, outputs: [send], inputs: mine, framesPerBlock }));
		const recorded = await playback(stream, [sound.tape], { inputs: mine.length, signal: of.signal });
		for (const [leg, channel] of mine.entries())
			perReturn.push({ return: channel, ...loopOf(recorded[leg], sound, rate) });
		block = stream.framesPerBlock;
	}
	return { rate, framesPerBlock: block, perReturn };
};

/** A stream that closes with its block. */
const held = async (opening: Promise<Stream>): Promise<Stream & AsyncDisposable> => {
	const stream = await opening;
	return { ...stream, [Symbol.asyncDispose]: stream.close };
};

const testSound = (rate: number) => {
	const samples = (seconds: number): number => Math.round(seconds * rate);
	const to = Math.min(20_000, 0.45 * rate);
	const sweep = exponentialSweep({ rate, seconds: SWEEP_SECONDS, from: 20, to, level: LEVEL });
	const reference = tone({ frequency: 1000, level: LEVEL, seconds: TONE_SECONDS, rate });
	const sweepAt = samples(LEAD);
	const toneAt = sweepAt + sweep.length + samples(LONGEST);
	const frames = toneAt + reference.length + samples(LONGEST);
	return {
		sweep,
		sweepAt,
		sweepEnd: toneAt,
		toneAt,
		tape: tape(frames, { at: sweepAt, sound: sweep }, { at: toneAt, sound: reference }),
	};
};

const loopOf = (recorded: Float32Array, sound: ReturnType<typeof testSound>, rate: number) => {
	const arrival = measureLatency({
		played: sound.sweep,
		recorded: recorded.subarray(sound.sweepAt, sound.sweepEnd),
		rate,
	});
	if (!arrival.found) return { samples: null, polarity: null, gain: null, because: arrival.because };
	const middle = sound.toneAt + Math.round(arrival.samples + 0.15 * rate);
	const level = toneIn(recorded.subarray(middle, middle + Math.round(0.2 * rate)), 1000, rate);
	return {
		samples: arrival.samples,
		polarity: arrival.polarity,
		gain: level < NOTHING ? null : 20 * Math.log10(level) - LEVEL,
	};
};

export type ToneHeard = { readonly present: boolean; readonly level: number | null };

const VERIFY = { frequency: 997, level: -40, seconds: 0.5 } as const;
const WINDOW = 0.1;
/** A tone counts when it stands this far above what was there before it, and above the noise of any converter. */
const STANDS_OUT = 12;
const FLOOR = -110;

/** Whether a quiet tone sent here comes back there within half a second: "is this cord plugged?" Level in dBFS. */
export const verifyTone = async (of: Measuring & Loop): Promise<ToneHeard> => {
	const { backend, rate, framesPerBlock, send, signal } = of;
	await using stream = await held(
		backend.open({ rate, outputs: [send], inputs: [of.return], framesPerBlock }),
	);
	const samples = (seconds: number): number => Math.round(seconds * rate);
	const at = samples(2 * WINDOW);
	const sound = tape(at + samples(VERIFY.seconds), { at, sound: tone({ ...VERIFY, rate }) });
	const [recorded] = await playback(stream, [sound], { inputs: 1, signal });
	const levelAt = (from: number): number => {
		const amplitude = toneIn(recorded.subarray(from, from + samples(WINDOW)), VERIFY.frequency, rate);
		return 20 * Math.log10(amplitude + 1e-12);
	};
	const before = Math.max(levelAt(0), levelAt(samples(WINDOW / 2)));
	const hops = Math.floor((recorded.length - at - samples(WINDOW)) / samples(WINDOW / 2));
	const level = Math.max(
		...Array.from({ length: hops + 1 }, (_, hop) => levelAt(at + hop * samples(WINDOW / 2))),
	);
	const present = level > Math.max(before + STANDS_OUT, FLOOR);
	return { present, level: present ? level : null };
};
