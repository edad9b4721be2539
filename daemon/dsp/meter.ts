import { toDecibels } from "./decibels.ts";

/** Levels since the last reading, one value per channel, in dBFS; −Infinity for silence or for no samples. */
export type Levels = { readonly peak: readonly number[]; readonly rms: readonly number[] };

export type Meter = {
	readonly push: (block: readonly Float32Array[]) => void;
	/** What came since the last reading; starts the next one. */
	readonly read: () => Levels;
};

/** AES17: a sine whose peaks touch full scale reads 0 dBFS on the RMS meter too. */
const SINE = Math.SQRT2;

/** Peak and RMS for the panel's meters. Hot: one pass over the samples, nothing allocated in `push`. */
export function meter(options: { readonly channels: number }): Meter {
	const peak = new Float64Array(options.channels);
	const energy = new Float64Array(options.channels);
	let frames = 0;
	return {
		push(block) {
			for (let c = 0; c < peak.length; c++) {
				const samples = block[c];
				let highest = peak[c];
				let sum = 0;
				for (let i = 0; i < samples.length; i++) {
					const sample = samples[i];
					const level = sample < 0 ? -sample : sample;
					if (level > highest) highest = level;
					sum += sample * sample;
				}
				peak[c] = highest;
				energy[c] += sum;
			}
			frames += block[0].length;
		},
		read() {
			const levels = {
				peak: Array.from(peak, toDecibels),
				rms: Array.from(energy, (sum) => toDecibels(SINE * Math.sqrt(sum / Math.max(1, frames)))),
			};
			peak.fill(0);
			energy.fill(0);
			frames = 0;
			return levels;
		},
	};
}
