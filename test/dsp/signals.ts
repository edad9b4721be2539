import { readFileSync } from "node:fs";
import { type Biquad, filter } from "#dsp/biquad.ts";
import { fromDecibels } from "#dsp/decibels.ts";
import { kaiser, sinc } from "#dsp/kaiser.ts";
import { seededRandom } from "#dsp/random.ts";

/** White noise with the given RMS in dB below 1, the same every time. */
export function noise(options: { frames: number; rms: number; seed: number }): Float32Array {
	const random = seededRandom(options.seed);
	// The sum of four has nearly Gauss's shape; its variance is 4/12.
	const scale = fromDecibels(options.rms) / Math.sqrt(1 / 3);
	return Float32Array.from(
		{ length: options.frames },
		() => scale * (random() + random() + random() + random() - 2),
	);
}

/** A sine whose `level` is its peak in dBFS; `phase` in degrees. */
export function sine(options: {
	rate: number;
	hertz: number;
	seconds: number;
	level: number;
	phase?: number;
}): Float32Array {
	const peak = fromDecibels(options.level);
	const start = ((options.phase ?? 0) * Math.PI) / 180;
	return Float32Array.from({ length: Math.round(options.rate * options.seconds) }, (_, i) => {
		return peak * Math.sin(start + (2 * Math.PI * options.hertz * i) / options.rate);
	});
}

/** Something like music: pink-ish noise in bursts over a bass line, never repeating. */
export function programme(options: { rate: number; seconds: number; seed: number }): Float32Array {
	const { rate } = options;
	const frames = Math.round(rate * options.seconds);
	const random = seededRandom(options.seed);
	const music = new Float32Array(frames);
	let pink = 0;
	let envelope = 0;
	let bass = 55;
	let phase = 0;
	for (let i = 0; i < frames; i++) {
		if (i % Math.round(rate / 8) === 0) {
			envelope = 0.3 + 0.7 * random();
			bass = 40 + 120 * random();
		}
		envelope *= 1 - 6 / rate;
		pink += 0.15 * (random() * 2 - 1 - pink);
		phase += (2 * Math.PI * bass) / rate;
		music[i] = envelope * (0.6 * pink + 0.1 * (random() - 0.5)) + 0.15 * Math.sin(phase);
	}
	return music;
}

/** The signal later by so many samples, fractions included, in `frames` samples. */
export function delayed(samples: Float32Array, by: number, frames: number): Float32Array {
	const reach = 128;
	const whole = Math.floor(by);
	const fraction = by - whole;
	const taps = Float64Array.from({ length: 2 * reach + 1 }, (_, t) => {
		const distance = t - reach - fraction;
		return sinc(distance) * kaiser(distance / (reach + 1), 10);
	});
	const output = new Float32Array(frames);
	for (let n = 0; n < frames; n++) {
		let sum = 0;
		for (let t = 0; t < taps.length; t++) {
			const index = n - whole - (t - reach);
			if (index >= 0 && index < samples.length) sum += samples[index] * taps[t];
		}
		output[n] = sum;
	}
	return output;
}

export function through(samples: Float32Array, ...sections: readonly Biquad[]): Float32Array {
	return Float32Array.from(
		sections.reduce<ArrayLike<number>>((signal, each) => filter(each)(signal), samples),
	);
}

export function plus(a: Float32Array, b: Float32Array): Float32Array {
	return a.map((sample, i) => sample + b[i]);
}

export function times(samples: Float32Array, gain: number): Float32Array {
	return samples.map((sample) => sample * gain);
}

/** A valve-like curve: tanh driven by `drive`, of unity gain for small signals. */
export function saturated(samples: Float32Array, drive: number): Float32Array {
	return samples.map((sample) => Math.tanh(sample * drive) / drive);
}

/** A feed-forward compressor with a soft detector: 4:1 above `threshold` dBFS. */
export function compressed(
	samples: Float32Array,
	options: { rate: number; threshold: number },
): Float32Array {
	const threshold = fromDecibels(options.threshold);
	const attack = 1 - Math.exp(-1 / (0.005 * options.rate));
	const release = 1 - Math.exp(-1 / (0.1 * options.rate));
	let level = 0;
	return samples.map((sample) => {
		const now = Math.abs(sample);
		level += (now > level ? attack : release) * (now - level);
		return sample * (level > threshold ? (threshold / level) ** 0.75 : 1);
	});
}

/** As a converter of `bits` gives it: rounded to whole steps and clipped at full scale. */
export function converted(samples: Float32Array, bits: number): Float32Array {
	const steps = 2 ** (bits - 1);
	return samples.map((s) => Math.min(steps - 1, Math.max(-steps, Math.round(s * steps))) / steps);
}

/** The samples of a plain 16-bit mono file: a recording of a real voice. */
export function recording(path: string): Float32Array {
	const bytes = readFileSync(path);
	const start = bytes.indexOf("data") + 8;
	const frames = Math.min(bytes.readUInt32LE(start - 4), bytes.length - start) >> 1;
	return Float32Array.from({ length: frames }, (_, i) => bytes.readInt16LE(start + 2 * i) / 32768);
}

export const lena = "node_modules/audio-lena/lena.wav";
export const frontCenter = "/usr/share/sounds/alsa/Front_Center.wav";
