import { measureLatency } from "#dsp/align.ts";
import { bell, lowPass } from "#dsp/biquad.ts";
import { convolve } from "#dsp/fft.ts";
import { exponentialSweep } from "#dsp/sweep.ts";
import { delayed, noise, plus, saturated, through, times } from "#test/dsp/signals.ts";

type Row = { readonly figure: string; readonly value: string; readonly against: string };

const rate = 48_000;
const late = 1234.37;

/** What comes back of a signal that was sent: the loops of shared findings, each with its own trouble. */
const loops: readonly (readonly [string, (samples: Float32Array) => Float32Array])[] = [
	["noise −70 dBFS", (samples) => samples],
	["noise −40 dBFS", (samples) => plus(samples, noise({ frames: samples.length, rms: -40, seed: 2 }))],
	["tanh saturation", (samples) => saturated(samples, 4)],
	["inverted polarity", (samples) => times(samples, -1)],
	[
		"EQ +6 dB 3 kHz, −4 dB 120 Hz, −5 dB 9 kHz",
		(samples) =>
			through(
				samples,
				bell({ rate, hertz: 3000, q: 1, gain: 6 }),
				bell({ rate, hertz: 120, q: 1, gain: -4 }),
				bell({ rate, hertz: 9000, q: 1, gain: -5 }),
			),
	],
	[
		"5 kHz low-pass (with its own delay)",
		(samples) => through(samples, lowPass({ rate, hertz: 5000, q: 0.71 })),
	],
];

/** Known delay against measured delay, in samples, for each kind of loop; beside it, plain cross-correlation. */
export async function latencyBench(): Promise<readonly Row[]> {
	const played = exponentialSweep({ rate, seconds: 2, from: 20, to: 20_000, level: -24 });
	const frames = played.length + rate / 2;
	const returned = delayed(played, late, frames);
	const hiss = noise({ frames, rms: -70, seed: 1 });
	return loops.map(([name, loop]) => {
		const recorded = plus(loop(returned), hiss);
		const ours = measureLatency({ played, recorded, rate });
		const parabola = correlatedDelay(played, recorded) - late;
		return {
			figure: `latency of ${late} samples, ${name}: error in samples`,
			value: ours.found
				? `${signed(ours.samples - late)}, polarity ${ours.polarity}, ${ours.peakToNoise.toFixed(0)} dB out of the noise`
				: ours.because,
			against: `${signed(parabola)} by cross-correlation with a parabola`,
		};
	});
}

function signed(error: number): string {
	return `${error < 0 ? "−" : "+"}${Math.abs(error).toFixed(4)}`;
}

/** The usual way: the peak of the correlation, refined by a parabola through three points. */
function correlatedDelay(played: Float32Array, recorded: Float32Array): number {
	const correlation = convolve(recorded, played.toReversed())
		.map(Math.abs)
		.subarray(played.length - 1);
	let peak = 1;
	for (let i = 1; i < recorded.length - 1; i++) if (correlation[i] > correlation[peak]) peak = i;
	const [before, at, after] = correlation.subarray(peak - 1, peak + 2);
	return peak + (0.5 * (before - after)) / (before - 2 * at + after);
}

if (import.meta.main) console.table(await latencyBench());
