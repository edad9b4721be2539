import { bell, highPass, lowPass } from "#dsp/biquad.ts";
import { checkTake } from "#dsp/qc.ts";
import {
	compressed,
	delayed,
	frontCenter,
	lena,
	noise,
	plus,
	programme,
	recording,
	saturated,
	sine,
	through,
	times,
} from "./signals.ts";

export type Sound = Float32Array[];

export const rate = 48_000;
export const seconds = 2;
const one = programme({ rate, seconds, seed: 1 });
const other = programme({ rate, seconds, seed: 2 });
export const wide = [
	one.map((x, i) => 0.7 * x + 0.2 * other[i]),
	one.map((x, i) => 0.7 * x - 0.2 * other[i]),
];
export const voice = [recording(lena).slice(20_000, 20_000 + seconds * rate)];
const tone = (hertz: number) => [sine({ rate, hertz, seconds, level: -6 })];
export const hiss = (samples: Float32Array, rms: number, seed: number) =>
	plus(samples, noise({ frames: samples.length, rms, seed }));

export const sources: Record<string, Sound> = {
	"a wide mix": wide,
	"a voice": voice,
	"another voice": [recording(frontCenter)],
	"dual mono": [one, one],
	"one side only": [one, new Float32Array(one.length)],
	"a very quiet mix": wide.map((samples) => times(samples, 0.003)),
	"a mix with holes of digital silence": wide.map((samples) =>
		samples.map((x, i) => (Math.floor(i / 20_000) % 3 === 1 ? 0 : x)),
	),
	"a mix that is clipped": wide.map((samples) => samples.map((x) => Math.max(-0.4, Math.min(0.4, x)) / 0.4)),
	"a test tone that repeats every 48 samples": tone(1000),
	"a test tone that repeats every 64 samples": tone(750),
	"a bass note": tone(41),
	silence: [new Float32Array(rate), new Float32Array(rate)],
};

const eq = [
	bell({ rate, hertz: 3000, q: 1, gain: 6 }),
	bell({ rate, hertz: 120, q: 1, gain: -4 }),
	bell({ rate, hertz: 9000, q: 1, gain: -5 }),
];
const steep = (kind: typeof highPass, hertz: number) => [
	kind({ rate, hertz, q: 0.7 }),
	kind({ rate, hertz, q: 0.7 }),
];

export const chains: Record<string, (samples: Float32Array, channel: number) => Float32Array> = {
	"a bare cable": (samples) => samples,
	"6 dB less": (samples) => times(samples, 0.5),
	"40 dB less": (samples) => times(samples, 0.01),
	// Quieter by 6 dB, so that the boost does not really clip the converter.
	"an equaliser": (samples) => times(through(samples, ...eq), 0.35),
	"a compressor": (samples) => compressed(samples, { rate, threshold: -30 }),
	"noise at −40 dBFS": (samples, channel) => hiss(times(samples, 0.9), -40, channel + 5),
	valves: (samples) => saturated(samples, 6),
	"a steep high-pass": (samples) => times(through(samples, ...steep(highPass, 80)), 0.5),
	"a steep low-pass": (samples) => times(through(samples, ...steep(lowPass, 500)), 0.5),
	"a fraction of a sample": (samples) => times(delayed(samples, 0.4, samples.length), 0.7),
	"all that together": (samples, channel) =>
		hiss(
			compressed(saturated(times(through(samples, ...eq), 0.5), 3), { rate, threshold: -20 }),
			-70,
			channel,
		),
};

export const codes = (source: Sound, take: Sound, bits = 24) =>
	checkTake({ source, take, rate, bits }).map((remark) => remark.code);
