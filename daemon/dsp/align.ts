import { toDecibels } from "./decibels.ts";
import { deconvolve } from "./fft.ts";
import { kaiser, sinc } from "./kaiser.ts";

/**
 * When something came back. `samples` counts from the first sample of the recording to the first sample of the
 * stimulus, fractions included. `polarity` is −1 if it came back upside down. `peakToNoise` in dB tells how far
 * the arrival stands out of everything else in the recording.
 */
export type Arrival =
	| {
			readonly found: true;
			readonly samples: number;
			readonly polarity: 1 | -1;
			readonly peakToNoise: number;
	  }
	| { readonly found: false; readonly because: string };

/** Below this peak (−120 dBFS) a recording counts as nothing. */
const NOTHING = 1e-6;
/**
 * How each stimulus is looked for. `floor`: see `deconvolve`; the sweep is divided out fully, for exactness through
 * EQ, the short ping only half, for 10 dB more against noise. `standsOut`: the dB that are believed. Noise alone
 * reaches 15 dB, voices, music and clicks stay below that (tests).
 */
const SWEEP = { name: "sweep", floor: 1e-3, standsOut: 20 } as const;
const PING = { name: "ping", floor: 0.1, standsOut: 18 } as const;

/**
 * The latency of a loop, from a sweep that was `played` and what was `recorded` from the same moment on.
 * Deconvolves the sweep and takes the peak of the impulse response by sinc interpolation (a parabola is biased by
 * 0.1 sample). Exact to about 0.001 sample through noise, saturation and inversion; gear that filters adds its own
 * group delay, which is part of what is found. Play the sweep at or below −24 dBFS.
 */
export function measureLatency(loop: {
	readonly played: Float32Array;
	readonly recorded: Float32Array;
	readonly rate: number;
}): Arrival {
	return arrival({
		sent: loop.played,
		recorded: loop.recorded,
		rate: loop.rate,
		search: { from: -1, to: loop.recorded.length - 1 },
		stimulus: SWEEP,
	});
}

/**
 * Finds the ping (see `chirp`) whose first sample is expected at most `within` samples from `around`. Programme
 * that lies inside that stretch hides it, so let `within` be shorter than the gap that follows the ping.
 */
export function findPing(search: {
	readonly ping: Float32Array;
	readonly recorded: Float32Array;
	readonly rate: number;
	readonly around: number;
	readonly within: number;
}): Arrival {
	const { ping, recorded, rate, around, within } = search;
	// Some room on both sides shows what the noise is like.
	const room = Math.round(0.02 * rate);
	const start = Math.max(0, Math.floor(around - within) - room);
	const end = Math.min(recorded.length, Math.ceil(around + within) + ping.length + room);
	const stretch = recorded.subarray(start, end);
	const found = arrival({
		sent: ping,
		recorded: stretch,
		rate,
		search: { from: Math.floor(around - within) - start, to: Math.ceil(around + within) - start },
		stimulus: PING,
	});
	return found.found ? { ...found, samples: found.samples + start } : found;
}

function arrival(options: {
	readonly stimulus: typeof SWEEP | typeof PING;
	readonly sent: Float32Array;
	readonly recorded: Float32Array;
	readonly rate: number;
	readonly search: { readonly from: number; readonly to: number };
}): Arrival {
	const { sent, recorded, rate } = options;
	const { name, floor, standsOut } = options.stimulus;
	if (peakOf(recorded) < NOTHING)
		return { found: false, because: `Nothing came back of the ${name}: the recording is silent.` };
	const response = deconvolve({ stimulus: sent, response: recorded, floor });
	const at = tallest(response, options.search);
	const samples = interpolatedPeak(response, at);
	const height = interpolate(response, samples);
	const noise = noiseAround(response, {
		at,
		rate,
		from: 1 - sent.length,
		to: recorded.length - 1,
	});
	const peakToNoise = toDecibels(Math.abs(height) / noise);
	if (!(peakToNoise >= standsOut))
		return {
			found: false,
			because: `The ${name} was not found: something was recorded, but nothing in it is the ${name} (${peakToNoise.toFixed(1)} dB out of the noise, ${standsOut} are needed).`,
		};
	return { found: true, samples, polarity: height < 0 ? -1 : 1, peakToNoise };
}

function peakOf(samples: Float32Array): number {
	let peak = 0;
	for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
	return peak;
}

/** The lag of the tallest sample, either way up. */
function tallest(response: Float64Array, search: { readonly from: number; readonly to: number }): number {
	let best = Math.max(search.from, 0);
	for (let lag = search.from; lag <= search.to; lag++)
		if (Math.abs(response[wrap(lag, response)]) > Math.abs(response[wrap(best, response)])) best = lag;
	return best;
}

function wrap(lag: number, response: Float64Array): number {
	return lag < 0 ? lag + response.length : lag;
}

/**
 * The loudest (RMS) of: all lags, the 100 ms before and the 100 ms after the arrival; 3 ms before and 15 ms after
 * it are left to the gear. The near stretches unmask a click, whose deconvolution is a sweep with one loud end.
 */
function noiseAround(
	response: Float64Array,
	where: { readonly at: number; readonly rate: number; readonly from: number; readonly to: number },
): number {
	const { at, rate } = where;
	const before = at - Math.round(0.003 * rate);
	const after = at + Math.round(0.015 * rate);
	const near = Math.round(0.1 * rate);
	const early = meanSquare(response, { from: where.from, to: before });
	const late = meanSquare(response, { from: after, to: where.to });
	const count = early.count + late.count || 1;
	const all = (early.mean * early.count + late.mean * late.count) / count;
	const justBefore = meanSquare(response, { from: Math.max(where.from, before - near), to: before });
	const justAfter = meanSquare(response, { from: after, to: Math.min(where.to, after + near) });
	return Math.sqrt(Math.max(all, justBefore.mean, justAfter.mean, Number.MIN_VALUE));
}

function meanSquare(
	response: Float64Array,
	stretch: { readonly from: number; readonly to: number },
): { readonly mean: number; readonly count: number } {
	let sum = 0;
	for (let lag = stretch.from; lag < stretch.to; lag++) sum += response[wrap(lag, response)] ** 2;
	const count = Math.max(0, stretch.to - stretch.from);
	return { mean: count === 0 ? 0 : sum / count, count };
}

/** Half the length of the interpolating kernel, and its Kaiser shape. */
const REACH = 96;
const SHAPE = 9;

/** The response between its samples, by Kaiser-windowed sinc. */
export function interpolate(response: Float64Array, at: number): number {
	const middle = Math.round(at);
	let sum = 0;
	for (let lag = middle - REACH; lag <= middle + REACH; lag++) {
		const distance = at - lag;
		const index = ((lag % response.length) + response.length) % response.length;
		sum += response[index] * sinc(distance) * kaiser(distance / (REACH + 1), SHAPE);
	}
	return sum;
}

/** Golden-section search of the extremum within one sample of `near`; where it stands, to 1e-6 sample. */
export function interpolatedPeak(response: Float64Array, near: number): number {
	const golden = (Math.sqrt(5) - 1) / 2;
	const height = (at: number) => Math.abs(interpolate(response, at));
	let low = near - 1;
	let high = near + 1;
	let left = high - golden * (high - low);
	let right = low + golden * (high - low);
	let atLeft = height(left);
	let atRight = height(right);
	while (high - low > 1e-6) {
		if (atLeft > atRight) {
			[high, right, atRight] = [right, left, atLeft];
			left = high - golden * (high - low);
			atLeft = height(left);
		} else {
			[low, left, atLeft] = [left, right, atRight];
			right = low + golden * (high - low);
			atRight = height(right);
		}
	}
	return (low + high) / 2;
}
