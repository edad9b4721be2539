/**
 * Loudness by ITU-R BS.1770-4 and EBU R128, Tech 3341 (meter) and Tech 3342 (range). Values in LUFS, the range in
 * LU; −Infinity where nothing was loud enough (or long enough) to be measured, and a range of 0.
 */
export type Loudness = {
	readonly integrated: number;
	readonly momentary: number;
	readonly momentaryMax: number;
	readonly shortTerm: number;
	readonly shortTermMax: number;
	readonly range: number;
};

export type LoudnessMeter = {
	/** The next samples, one array per channel, all of one length. */
	readonly push: (block: readonly Float32Array[]) => void;
	/** What was measured so far; may be asked at any time. */
	readonly read: () => Loudness;
};

/** Windows move in steps of 100 ms: momentary is four of them, short-term thirty. */
const MOMENTARY = 4;
const SHORT_TERM = 30;
const ABSOLUTE_GATE = energyOf(-70);

/**
 * A streaming meter. Channel weights are those of BS.1770 for 5 (L R C Ls Rs) and 6 (L R C LFE Ls Rs) channels;
 * else every channel counts 1. A mono file is one channel, not dual mono.
 */
export function loudnessMeter(options: { readonly rate: number; readonly channels: number }): LoudnessMeter {
	const step = Math.round(options.rate / 10);
	const weights = channelWeights(options.channels);
	const legs = weights.map(() => weightedEnergy(options.rate));
	const steps: number[] = [];
	let energy = 0;
	let filled = 0;
	return {
		push(block) {
			const length = block[0].length;
			for (let from = 0; from < length; ) {
				const to = Math.min(length, from + step - filled);
				for (let c = 0; c < legs.length; c++) energy += weights[c] * legs[c](block[c], from, to);
				filled += to - from;
				from = to;
				if (filled === step) {
					steps.push(energy / step);
					energy = 0;
					filled = 0;
				}
			}
		},
		read: () => loudnessOf(steps),
	};
}

function channelWeights(channels: number): readonly number[] {
	if (channels === 5) return [1, 1, 1, 1.41, 1.41];
	if (channels === 6) return [1, 1, 1, 0, 1.41, 1.41];
	return Array.from({ length: channels }, () => 1);
}

function loudnessOf(steps: readonly number[]): Loudness {
	const momentary = slidingMeans(steps, MOMENTARY);
	const shortTerm = slidingMeans(steps, SHORT_TERM);
	return {
		integrated: loudness(mean(gated(momentary, -10))),
		momentary: loudness(momentary.at(-1) ?? 0),
		momentaryMax: loudness(largest(momentary)),
		shortTerm: loudness(shortTerm.at(-1) ?? 0),
		shortTermMax: loudness(largest(shortTerm)),
		range: rangeOf(gated(shortTerm, -20)),
	};
}

function slidingMeans(steps: readonly number[], width: number): Float64Array {
	const means = new Float64Array(Math.max(0, steps.length - width + 1));
	for (let i = 0; i < means.length; i++) {
		// Summed afresh each time: a running sum would keep the rounding of the loudest bars in the silent ones.
		let sum = 0;
		for (let k = 0; k < width; k++) sum += steps[i + k];
		means[i] = sum / width;
	}
	return means;
}

/** What is above −70 LUFS and above the mean of that, moved by `relative` LU. */
function gated(energies: Float64Array, relative: number): Float64Array {
	const sounding = energies.filter((energy) => energy >= ABSOLUTE_GATE);
	const gate = mean(sounding) * 10 ** (relative / 10);
	return sounding.filter((energy) => energy >= gate);
}

/** The distance from the 10th to the 95th percentile, in LU. */
function rangeOf(energies: Float64Array): number {
	if (energies.length === 0) return 0;
	const sorted = energies.toSorted();
	const percentile = (part: number) => sorted[Math.round((sorted.length - 1) * part)];
	return loudness(percentile(0.95)) - loudness(percentile(0.1));
}

function mean(values: Float64Array): number {
	return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function largest(values: Float64Array): number {
	return values.reduce((most, value) => Math.max(most, value), 0);
}

function loudness(energy: number): number {
	return -0.691 + 10 * Math.log10(energy);
}

function energyOf(lufs: number): number {
	return 10 ** ((lufs + 0.691) / 10);
}

/**
 * The K-weighting of BS.1770 at any rate: a high shelf and a high-pass, from the analogue prototypes that give the
 * recommendation's coefficients at 48 kHz.
 */
export function kWeighting(rate: number): {
	readonly shelf: readonly number[];
	readonly pass: readonly number[];
} {
	const k1 = Math.tan((Math.PI * 1681.974450955533) / rate);
	const q1 = 0.7071752369554196;
	const high = 10 ** (3.999843853973347 / 20);
	const band = high ** 0.4996667741545416;
	const a1 = 1 + k1 / q1 + k1 * k1;
	const k2 = Math.tan((Math.PI * 38.13547087602444) / rate);
	const q2 = 0.5003270373238773;
	const a2 = 1 + k2 / q2 + k2 * k2;
	return {
		shelf: [
			(high + (band * k1) / q1 + k1 * k1) / a1,
			(2 * (k1 * k1 - high)) / a1,
			(high - (band * k1) / q1 + k1 * k1) / a1,
			(2 * (k1 * k1 - 1)) / a1,
			(1 - k1 / q1 + k1 * k1) / a1,
		],
		pass: [1, -2, 1, (2 * (k2 * k2 - 1)) / a2, (1 - k2 / q2 + k2 * k2) / a2],
	};
}

/**
 * One channel's running K-weighted sum of squares. Hot: both sections in one loop over local numbers, which the
 * compiler keeps in registers where it would not keep the variables of a closure.
 */
function weightedEnergy(rate: number): (samples: Float32Array, from: number, to: number) => number {
	const { shelf, pass } = kWeighting(rate);
	const state = new Float64Array(4);
	return (samples, from, to) => {
		const [b0, b1, b2, a1, a2] = shelf;
		const [, , , c1, c2] = pass;
		let [s1, s2, p1, p2] = state;
		let sum = 0;
		for (let i = from; i < to; i++) {
			const x = samples[i];
			const y = b0 * x + s1;
			s1 = b1 * x - a1 * y + s2;
			s2 = b2 * x - a2 * y;
			const z = y + p1;
			p1 = -2 * y - c1 * z + p2;
			p2 = y - c2 * z;
			sum += z * z;
		}
		// In silence the tails would become denormal, and slow.
		const alive = Math.abs(s1) + Math.abs(s2) + Math.abs(p1) + Math.abs(p2) > 1e-30;
		if (alive) state.set([s1, s2, p1, p2]);
		else state.fill(0);
		return sum;
	};
}
