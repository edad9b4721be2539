import FFT from "fft.js";

/** A real Fourier transform of one size. Spectra are interleaved re, im of bins 0…size/2 (size + 2 numbers). */
export type RealFft = {
	readonly size: number;
	/** Takes at most `size` samples; fewer are followed by zeros. */
	readonly forward: (samples: ArrayLike<number>) => Float64Array;
	/** The samples whose spectrum this is, already divided by `size`. */
	readonly inverse: (spectrum: Float64Array) => Float64Array;
};

/** Plans a real FFT. `size` is a power of two, at least 8. One plan serves many transforms. */
export function realFft(size: number): RealFft {
	if (size < 8) throw new RangeError(`An FFT of ${size} points is too small: ask for 8 or more.`);
	const plan = new FFT(size);
	const padded = new Float64Array(size);
	const whole = new Float64Array(2 * size);
	const samples = new Float64Array(2 * size);
	return {
		size,
		forward(input) {
			padded.fill(0);
			padded.set(input);
			const spectrum = new Float64Array(2 * size);
			plan.realTransform(spectrum, padded);
			return spectrum.subarray(0, size + 2);
		},
		inverse(spectrum) {
			whole.set(spectrum);
			plan.completeSpectrum(whole);
			plan.inverseTransform(samples, whole);
			const output = new Float64Array(size);
			for (let i = 0; i < size; i++) output[i] = samples[2 * i];
			return output;
		},
	};
}

/** The smallest power of two that is not below `count`. */
export function powerOfTwoFrom(count: number): number {
	return 2 ** Math.ceil(Math.log2(Math.max(8, count)));
}

/** The linear convolution of two signals: `a.length + b.length − 1` samples. */
export function convolve(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
	const length = a.length + b.length - 1;
	const fft = realFft(powerOfTwoFrom(length));
	const left = fft.forward(a);
	const right = fft.forward(b);
	for (let k = 0; k < left.length; k += 2) {
		const re = left[k] * right[k] - left[k + 1] * right[k + 1];
		left[k + 1] = left[k] * right[k + 1] + left[k + 1] * right[k];
		left[k] = re;
	}
	return fft.inverse(left).subarray(0, length);
}

/**
 * The impulse response that turns `stimulus` into `response`, where the stimulus has energy.
 * `floor` (a ratio of powers, such as 1e-3) is where the division gives way, against the mean power of the
 * stimulus's bins: outside the band of the stimulus the response is let go to nothing instead of to noise.
 * The result is circular: lag k ≥ 0 stands at index k, lag −k at `length − k`. Its phase is exact, so a pure
 * delay gives a peak that is even around it.
 */
export function deconvolve(options: {
	readonly stimulus: ArrayLike<number>;
	readonly response: ArrayLike<number>;
	readonly floor: number;
}): Float64Array {
	const fft = realFft(powerOfTwoFrom(options.stimulus.length + options.response.length));
	const x = fft.forward(options.stimulus);
	const y = fft.forward(options.response);
	let energy = 0;
	for (let k = 0; k < x.length; k++) energy += x[k] * x[k];
	const giveWay = (options.floor * energy) / (x.length / 2) || 1;
	for (let k = 0; k < x.length; k += 2) {
		const power = x[k] * x[k] + x[k + 1] * x[k + 1] + giveWay;
		const re = (y[k] * x[k] + y[k + 1] * x[k + 1]) / power;
		y[k + 1] = (y[k + 1] * x[k] - y[k] * x[k + 1]) / power;
		y[k] = re;
	}
	return fft.inverse(y);
}
