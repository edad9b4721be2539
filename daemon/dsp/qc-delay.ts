import { interpolatedPeak } from "./align.ts";
import { powerOfTwoFrom, type RealFft, realFft } from "./fft.ts";
import { hannWindow } from "./kaiser.ts";
import { type History, history } from "./qc-history.ts";
import { clock, type Detector, type Remark, summedUp } from "./qc-remark.ts";

/** The take's delay against the source around one moment; `frame` is where the window begins. */
type LocalDelay = { readonly frame: number; readonly delay: number; readonly channel: number };

/** A step of the delay that may be a slip, with the frame where it happens. */
type Step = { readonly index: number; readonly frame: number };

/** A correlation counts when its peak is so many times the next one: tonal stretches say nothing. */
const CLEAR = 1.6;
/** Half a sample: less is the gear's own doing. */
const SLIP = 0.5;

/**
 * Follows the delay of the take against the source in windows of about 170 ms, and tells where it jumps: samples
 * that were lost (negative) or came twice (positive), or a clock that drifts. Jumps up to one window are found. What
 * wobbles by itself (tape) only counts when it jumps six times further than it wobbles.
 */
export function localDelay(options: { readonly rate: number; readonly channels: number }): Detector {
	const { rate, channels } = options;
	const size = powerOfTwoFrom(rate / 8);
	const fft = realFft(4 * size);
	const hann = hannWindow(size);
	const sources = history({ channels, frames: 8 * size });
	const takes = history({ channels, frames: 8 * size });
	const delays: LocalDelay[] = [];
	const steps: Step[] = [];
	let frame = 0;
	function look(): void {
		const here = delayAt({ frame, size, hann, channels, fft, sources, takes });
		if (here) {
			const before = delays.at(-1);
			delays.push(here);
			if (before && Math.abs(here.delay - before.delay) > SLIP)
				steps.push({ index: delays.length - 1, frame: turningPoint({ before, here, size, sources, takes }) });
		}
		frame += size;
	}
	return {
		push(source, take) {
			// Blocks longer than the history would run over what was not looked at yet.
			for (let from = 0; from < source[0].length; from += size) {
				sources.push(source.map((samples) => samples.subarray(from, from + size)));
				takes.push(take.map((samples) => samples.subarray(from, from + size)));
				while (frame + 2 * size <= takes.end()) look();
			}
		},
		finish() {
			while (frame + size / 2 <= takes.end()) look();
			const slips = slipsOf({ delays, steps, size, rate });
			return slips.length > 0 ? summedUp(slips) : driftOf({ delays, rate });
		},
	};
}

type Window = {
	readonly frame: number;
	readonly size: number;
	readonly hann: Float32Array;
	readonly channels: number;
	readonly fft: RealFft;
	readonly sources: History;
	readonly takes: History;
};

function delayAt(window: Window): LocalDelay | undefined {
	const { frame, size, hann, fft, sources, takes } = window;
	const channel = loudest(window);
	const take = takes.slice(channel, frame, frame + size).map((x, i) => x * hann[i]);
	if (energyOf(take) < size * 1e-9) return;
	const source = sources.slice(channel, frame - size, frame + 2 * size);
	// The take's window begins one size after the source's, so lag k of the correlation is a delay of size − k.
	const correlation = whitenedCorrelation(fft, { source, take });
	const peak = clearPeak(correlation, { from: 0, to: 2 * size, around: Math.round(size / 128) });
	if (peak === undefined) return;
	return { frame, channel, delay: size - interpolatedPeak(correlation, peak) };
}

function loudest({ frame, size, channels, sources }: Window): number {
	let best = 0;
	let most = -1;
	for (let channel = 0; channel < channels; channel++) {
		const energy = energyOf(sources.slice(channel, frame, frame + size));
		if (energy > most) [best, most] = [channel, energy];
	}
	return best;
}

function energyOf(samples: Float32Array): number {
	return samples.reduce((sum, x) => sum + x * x, 0);
}

/** Cross-correlation with its spectrum flattened most of the way, so that the bass does not smear the peak. */
function whitenedCorrelation(
	fft: RealFft,
	of: { readonly source: Float32Array; readonly take: Float32Array },
): Float64Array {
	const x = fft.forward(of.source);
	const y = fft.forward(of.take);
	// Hot: Math.hypot and ** would take longer than the transforms.
	let total = 0;
	for (let k = 0; k < x.length; k += 2) {
		const re = x[k] * y[k] + x[k + 1] * y[k + 1];
		x[k + 1] = x[k + 1] * y[k] - x[k] * y[k + 1];
		x[k] = re;
		total += Math.sqrt(x[k] * x[k] + x[k + 1] * x[k + 1]);
	}
	const floor = (1e-3 * total) / (x.length / 2) + Number.MIN_VALUE;
	for (let k = 0; k < x.length; k += 2) {
		const size = Math.sqrt(x[k] * x[k] + x[k + 1] * x[k + 1]) + floor;
		const flat = Math.sqrt(size * Math.sqrt(size));
		x[k] /= flat;
		x[k + 1] /= flat;
	}
	return fft.inverse(x);
}

/** The highest peak, either way up, if nothing further away than `around` comes near it. */
function clearPeak(
	values: Float64Array,
	where: { readonly from: number; readonly to: number; readonly around: number },
): number | undefined {
	let best = where.from;
	for (let i = where.from; i <= where.to; i++) if (Math.abs(values[i]) > Math.abs(values[best])) best = i;
	let next = 0;
	for (let i = where.from; i <= where.to; i++)
		if (Math.abs(i - best) > where.around) next = Math.max(next, Math.abs(values[i]));
	return Math.abs(values[best]) > CLEAR * next ? best : undefined;
}

/** The frame up to which the earlier delay explains the take better, and from which the later one does. */
function turningPoint(of: {
	readonly before: LocalDelay;
	readonly here: LocalDelay;
	readonly size: number;
	readonly sources: History;
	readonly takes: History;
}): number {
	const { before, here, size } = of;
	const from = Math.max(before.frame, here.frame - 5 * size);
	const to = here.frame + size;
	const take = of.takes.slice(here.channel, from, to);
	const early = misfit(take, shifted(before.delay));
	const late = misfit(take, shifted(here.delay));
	let best = 0;
	let least = 0;
	let balance = 0;
	for (let i = 0; i < take.length; i++) {
		balance += early[i] - late[i];
		if (balance < least) [least, best] = [balance, i + 1];
	}
	return from + best;

	function shifted(delay: number): Float32Array {
		const shift = Math.round(delay);
		return of.sources.slice(here.channel, from - shift, to - shift);
	}
}

/** The squared difference between the take and the source at the gain that fits best. */
function misfit(take: Float32Array, source: Float32Array): Float64Array {
	let product = 0;
	for (let i = 0; i < take.length; i++) product += take[i] * source[i];
	const gain = product / (energyOf(source) || 1);
	return Float64Array.from(take, (x, i) => (x - gain * source[i]) ** 2);
}

/** Steps that last: the delays before agree with each other, and those after with each other. */
function slipsOf(of: {
	readonly delays: readonly LocalDelay[];
	readonly steps: readonly Step[];
	readonly size: number;
	readonly rate: number;
}): readonly Remark[] {
	const { delays, steps, size, rate } = of;
	const wobble = median(
		delays
			.slice(1)
			.map((here, i) => Math.abs(here.delay - delays[i].delay) / windowsBetween(delays[i], here)),
	);
	function windowsBetween(before: LocalDelay, here: LocalDelay): number {
		return (here.frame - before.frame) / size;
	}
	return steps.flatMap(({ index, frame }): readonly Remark[] => {
		const before = delays.slice(Math.max(0, index - 3), index).map((one) => one.delay);
		const after = delays.slice(index, index + 3).map((one) => one.delay);
		const jump = median(after) - median(before);
		// The gear moves the delay a little with what is played; a long jump need not be met to half a sample.
		const near = Math.max(SLIP, Math.abs(jump) / 4);
		const lasts = Math.abs(after[0] - median(after)) < near;
		const atOnce = Math.abs(delays[index].delay - delays[index - 1].delay - jump) < near;
		const limit = Math.max(SLIP, 6 * wobble * windowsBetween(delays[index - 1], delays[index]));
		if (after.length < 2 || !lasts || !atOnce || Math.abs(jump) < limit) return [];
		const at = frame / rate;
		const samples = Math.abs(jump).toFixed(2);
		const what = jump < 0 ? `${samples} samples were lost` : `${samples} samples too many came in`;
		const sentence = `At ${clock(at)} ${what}: from there on the take is out of step with its source.`;
		return [{ code: "slip", severity: "fail", at, value: jump, sentence }];
	});
}

/** A steady slope of more than half a sample over the take: two clocks that are not the same. */
function driftOf(of: { readonly delays: readonly LocalDelay[]; readonly rate: number }): readonly Remark[] {
	const { delays, rate } = of;
	if (delays.length < 6) return [];
	const third = Math.floor(delays.length / 3);
	const [first, last] = [delays.slice(0, third), delays.slice(-third)];
	const apart = median(last.map((one) => one.frame)) - median(first.map((one) => one.frame));
	const slope = (median(last.map((one) => one.delay)) - median(first.map((one) => one.delay))) / apart;
	const middle = median(delays.map((one) => one.delay - slope * one.frame));
	const scatter = median(delays.map((one) => Math.abs(one.delay - slope * one.frame - middle)));
	const total = slope * (delays[delays.length - 1].frame - delays[0].frame);
	if (Math.abs(total) < Math.max(SLIP, 6 * scatter)) return [];
	const seconds = ((delays[delays.length - 1].frame - delays[0].frame) / rate).toFixed(0);
	const sentence = `The take drifts by ${total.toFixed(2)} samples in ${seconds} s (${(slope * 1e6).toFixed(1)} ppm): its converter does not run on the clock of the one that played.`;
	return [{ code: "drift", severity: "fail", value: total, sentence }];
}

function median(values: readonly number[]): number {
	if (values.length === 0) return 0;
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
