/** A second-order section, normalised to a0 = 1. */
export type Biquad = {
	readonly b0: number;
	readonly b1: number;
	readonly b2: number;
	readonly a1: number;
	readonly a2: number;
};

type Corner = { readonly rate: number; readonly hertz: number; readonly q: number };

/** R. Bristow-Johnson's cookbook low-pass. */
export function lowPass(corner: Corner): Biquad {
	const { cos, alpha } = angle(corner);
	const b = (1 - cos) / 2;
	return normalised({ b0: b, b1: 1 - cos, b2: b, a0: 1 + alpha, a1: -2 * cos, a2: 1 - alpha });
}

/** The cookbook high-pass. */
export function highPass(corner: Corner): Biquad {
	const { cos, alpha } = angle(corner);
	const b = (1 + cos) / 2;
	return normalised({ b0: b, b1: -(1 + cos), b2: b, a0: 1 + alpha, a1: -2 * cos, a2: 1 - alpha });
}

/** The cookbook bell; `gain` in dB. */
export function bell(corner: Corner & { readonly gain: number }): Biquad {
	const { cos, alpha } = angle(corner);
	const a = 10 ** (corner.gain / 40);
	return normalised({
		b0: 1 + alpha * a,
		b1: -2 * cos,
		b2: 1 - alpha * a,
		a0: 1 + alpha / a,
		a1: -2 * cos,
		a2: 1 - alpha / a,
	});
}

function angle({ rate, hertz, q }: Corner): { readonly cos: number; readonly alpha: number } {
	const w = (2 * Math.PI * hertz) / rate;
	return { cos: Math.cos(w), alpha: Math.sin(w) / (2 * q) };
}

function normalised(of: Biquad & { readonly a0: number }): Biquad {
	const { a0 } = of;
	return { b0: of.b0 / a0, b1: of.b1 / a0, b2: of.b2 / a0, a1: of.a1 / a0, a2: of.a2 / a0 };
}

/**
 * A running filter: each call takes the next samples and gives as many filtered ones, in double precision.
 * Hot: transposed direct form II over local numbers.
 */
export function filter(biquad: Biquad): (samples: ArrayLike<number>) => Float64Array {
	const { b0, b1, b2, a1, a2 } = biquad;
	const state = new Float64Array(2);
	return (samples) => {
		const output = new Float64Array(samples.length);
		let [s1, s2] = state;
		for (let i = 0; i < samples.length; i++) {
			const x = samples[i];
			const y = b0 * x + s1;
			s1 = b1 * x - a1 * y + s2;
			s2 = b2 * x - a2 * y;
			output[i] = y;
		}
		// A tail that fades for ever becomes denormal, and slow.
		if (Math.abs(s1) + Math.abs(s2) > 1e-30) state.set([s1, s2]);
		else state.fill(0);
		return output;
	};
}
