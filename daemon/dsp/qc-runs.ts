import { channelName, clock, type Detector, type Remark, summedUp } from "./qc-remark.ts";

type Listening = { readonly rate: number; readonly channels: number; readonly bits: number };

/** A source that moves less than this (−80 dBFS), or than 16 steps, may well be lost below the converter's steps. */
const MOVES = 1e-4;
const STANDS_STILL = 16;
/** Where the source itself stands for so long, it is silent or clipped. */
const SOURCE_STANDS = 4;

/** The smallest step of a converter of that word length, full scale being 1. */
function stepOf(bits: number): number {
	return 2 ** (1 - bits);
}

/** One detector per channel, joined to one for all of them. */
function onEachChannel(
	listening: Listening,
	detector: (channel: number) => {
		readonly push: (source: Float32Array, take: Float32Array) => void;
		readonly finish: () => readonly Remark[];
	},
): Detector {
	const each = Array.from({ length: listening.channels }, (_, channel) => detector(channel));
	return {
		push(source, take) {
			for (let c = 0; c < each.length; c++) each[c].push(source[c], take[c]);
		},
		finish: () => each.flatMap((one) => one.finish()),
	};
}

/**
 * Sixteen or more equal samples in a row while the source moves: a block that was lost and came as zeros, or stood
 * still. No alarm where the source stands too (silence, clipping), nor where the take moves on by a step or so, as
 * the crest of a slow wave does.
 */
export function heldSamples(listening: Listening): Detector {
	return onEachChannel(listening, (channel) => heldOn(channel, listening));
}

function heldOn(channel: number, { rate, channels, bits }: Listening) {
	const step = stepOf(bits);
	const moves = Math.max(MOVES, 16 * step);
	const found: Remark[] = [];
	let frame = 0;
	let last = Number.NaN;
	let lastSource = Number.NaN;
	let run = { start: 0, jump: 0, still: 0, moving: 0, low: 0, high: 0, lost: false };
	function close(jump: number): void {
		const length = frame - run.start;
		if (!run.lost || length < STANDS_STILL || Math.max(run.jump, jump) < 4 * step) return;
		// Clipping is told as such.
		if (Math.abs(last) >= 1 - step) return;
		const at = run.start / rate;
		found.push({
			code: "held",
			severity: "fail",
			at,
			channel,
			value: length,
			sentence: `${channelName(channel, channels)} stands still for ${length} samples at ${clock(at)} while the source moves: a block was lost.`,
		});
	}
	return {
		// Hot: every sample of every take.
		push(source: Float32Array, take: Float32Array) {
			for (let i = 0; i < take.length; i++, frame++) {
				const x = take[i];
				const s = source[i];
				run.still = s === lastSource ? run.still + 1 : 0;
				if (x !== last) {
					const jump = frame === 0 ? 0 : Math.abs(x - last);
					close(jump);
					run = { start: frame, jump, still: run.still, moving: 1, low: s, high: s, lost: false };
				} else if (run.still >= SOURCE_STANDS - 1) {
					run.moving = 0;
					run.low = s;
					run.high = s;
				} else {
					run.moving++;
					if (s < run.low) run.low = s;
					if (s > run.high) run.high = s;
					if (run.moving >= STANDS_STILL && run.high - run.low > moves) run.lost = true;
				}
				last = x;
				lastSource = s;
			}
		},
		finish() {
			close(0);
			return summedUp(found);
		},
	};
}

/** Buffer sizes that interfaces use, and the 10 and 20 ms of Windows. */
const BUFFERS = [32, 64, 128, 256, 441, 480, 512, 882, 960, 1024, 2048, 4096];
const LONGEST = 4096;

/** A buffer that came twice: the take equals itself one buffer earlier, bit for bit, and the source does not. */
export function repeatedBuffers(listening: Listening): Detector {
	return onEachChannel(listening, (channel) => repeatsOn(channel, listening));
}

type Repeat = { readonly start: number; readonly length: number; readonly lag: number };

function repeatsOn(channel: number, { rate, channels, bits }: Listening) {
	const moves = Math.max(MOVES, 16 * stepOf(bits));
	const found: Repeat[] = [];
	const lags = BUFFERS.map((lag) => repeatAt(lag, moves, found));
	let takes = new Float32Array(LONGEST).fill(Number.NaN);
	let sources = new Float32Array(LONGEST);
	return {
		push(source: Float32Array, take: Float32Array) {
			takes = joined(takes.subarray(-LONGEST), take);
			sources = joined(sources.subarray(-LONGEST), source);
			for (const lag of lags) lag.push(sources, takes);
		},
		finish() {
			for (const lag of lags) lag.finish();
			return summedUp(withoutEchoes(found).map(remark));
		},
	};
	function remark({ start, length, lag }: Repeat): Remark {
		const at = start / rate;
		const name = channelName(channel, channels);
		const sentence = `${name} repeats ${length} samples at ${clock(at)}, exactly as ${lag} samples before, and the source does not: a buffer was played twice.`;
		return { code: "repeated", severity: "fail", at, channel, value: length, sentence };
	}
}

function joined(before: Float32Array, after: Float32Array): Float32Array<ArrayBuffer> {
	const both = new Float32Array(before.length + after.length);
	both.set(before);
	both.set(after, before.length);
	return both;
}

/** Hot: called once per lag and block, with LONGEST samples of the past in front. */
function repeatAt(lag: number, moves: number, found: Repeat[]) {
	const enough = Math.min(lag, 64);
	let frame = 0;
	let count = 0;
	let changes = 0;
	let most = 0;
	function close(): void {
		if (count >= enough && changes >= count / 2 && most > moves)
			found.push({ start: frame - count, length: count, lag });
		count = changes = most = 0;
	}
	return {
		push(source: Float32Array, take: Float32Array) {
			for (let i = LONGEST; i < take.length; i++, frame++) {
				if (take[i] !== take[i - lag]) {
					if (count > 0) close();
					continue;
				}
				count++;
				if (take[i] !== take[i - 1]) changes++;
				const away = Math.abs(source[i] - source[i - lag]);
				if (away > most) most = away;
			}
		},
		finish: close,
	};
}

/** What repeats after 256 samples also repeats after 512: only the shortest is told. */
function withoutEchoes(repeats: readonly Repeat[]): readonly Repeat[] {
	const kept: Repeat[] = [];
	for (const repeat of repeats.toSorted((a, b) => a.lag - b.lag)) {
		const end = repeat.start + repeat.length;
		if (!kept.some((one) => repeat.start < one.start + one.length + LONGEST && one.start < end))
			kept.push(repeat);
	}
	return kept.toSorted((a, b) => a.start - b.start);
}

/** Three or more samples in a row at full scale: the converter clipped, unless the source was clipped there too. */
export function fullScaleRuns(listening: Listening): Detector {
	return onEachChannel(listening, (channel) => fullScaleOn(channel, listening));
}

function fullScaleOn(channel: number, { rate, channels, bits }: Listening) {
	const full = 1 - stepOf(bits);
	let frame = 0;
	let count = 0;
	let excused = false;
	let runs = 0;
	let longest = 0;
	let first = 0;
	function close(): void {
		if (count >= 3 && !excused) {
			if (runs === 0) first = frame - count;
			runs++;
			longest = Math.max(longest, count);
		}
		count = 0;
		excused = false;
	}
	return {
		// Hot.
		push(source: Float32Array, take: Float32Array) {
			for (let i = 0; i < take.length; i++, frame++) {
				const x = take[i];
				if (x < full && x > -full) {
					if (count > 0) close();
					continue;
				}
				count++;
				if (Math.abs(source[i]) >= full) excused = true;
			}
		},
		finish(): readonly Remark[] {
			close();
			if (runs === 0) return [];
			const at = first / rate;
			const sentence = `${channelName(channel, channels)} is at full scale for ${runs === 1 ? "" : `${runs} times `}${longest} samples${runs === 1 ? "" : " or less"} in a row, first at ${clock(at)}: turn the return down and print again.`;
			return [{ code: "full scale", severity: "fail", at, channel, value: runs, sentence }];
		},
	};
}
