import { fromDecibels } from "./decibels.ts";

/**
 * An exponential sine sweep as one channel of samples, faded at both ends.
 * `level` is in dBFS as AES17 counts it: a sine whose peaks touch full scale is 0 dBFS.
 * The length is stretched by at most half a period of `from`·ln(to/from), so that the sweep is synchronised:
 * the n-th harmonic of whatever it passes through appears `sweepPace(…)·ln(n)` seconds early, in phase
 * (Novak, Lotton, Simon, 2015). Frequencies in Hz, `to` below rate/2.
 */
export function exponentialSweep(options: {
	readonly rate: number;
	readonly seconds: number;
	readonly from: number;
	readonly to: number;
	readonly level: number;
}): Float32Array {
	const { rate, from, to } = options;
	if (!(from > 0 && from < to && to <= rate / 2))
		throw new RangeError(`A sweep from ${from} to ${to} Hz does not fit into a rate of ${rate} Hz.`);
	const pace = sweepPace(options);
	const frames = Math.round(rate * pace * Math.log(to / from));
	const peak = fromDecibels(options.level);
	const sweep = new Float32Array(frames);
	for (let i = 0; i < frames; i++)
		sweep[i] = peak * Math.sin(2 * Math.PI * from * pace * Math.exp(i / rate / pace));
	fade(sweep, { in: Math.min(0.05 * rate, frames / 10), out: Math.min(0.01 * rate, frames / 10) });
	return sweep;
}

/** The seconds in which the sweep's frequency grows by a factor of e. */
export function sweepPace(sweep: {
	readonly seconds: number;
	readonly from: number;
	readonly to: number;
}): number {
	const periods = (sweep.from * sweep.seconds) / Math.log(sweep.to / sweep.from);
	return Math.max(1, Math.round(periods)) / sweep.from;
}

/**
 * The ping that is sent before and after a programme: a linear chirp from 500 Hz to 18 kHz (or 0.4 of the
 * rate, if that is lower), with raised-cosine ends. 50 ms of it stand 29 dB out of noise of its own power.
 * `level` in dBFS (AES17).
 */
export function chirp(options: {
	readonly rate: number;
	readonly milliseconds: number;
	readonly level: number;
}): Float32Array {
	const { rate } = options;
	const frames = Math.round((rate * options.milliseconds) / 1000);
	const from = 500;
	const to = Math.min(18_000, 0.4 * rate);
	const peak = fromDecibels(options.level);
	const ping = new Float32Array(frames);
	for (let i = 0; i < frames; i++) {
		const cycles = (i / rate) * (from + ((to - from) * i) / (2 * frames));
		ping[i] = peak * Math.sin(2 * Math.PI * cycles);
	}
	fade(ping, { in: frames / 10, out: frames / 10 });
	return ping;
}

function fade(samples: Float32Array, over: { readonly in: number; readonly out: number }): void {
	for (let i = 0; i < over.in; i++) samples[i] *= raisedCosine(i / over.in);
	for (let i = 0; i < over.out; i++) samples[samples.length - 1 - i] *= raisedCosine(i / over.out);
}

function raisedCosine(position: number): number {
	return 0.5 - 0.5 * Math.cos(Math.PI * position);
}
