/** The modified Bessel function of the first kind, order 0, by its series; exact to double precision. */
function bessel0(x: number): number {
	let term = 1;
	let sum = 1;
	for (let k = 1; term > sum * 1e-17; k++) {
		term *= (x / (2 * k)) ** 2;
		sum += term;
	}
	return sum;
}

/** The Kaiser window at `position` (−1…1, 0 outside) for shape `beta`; 1 in the middle. */
export function kaiser(position: number, beta: number): number {
	return Math.abs(position) > 1 ? 0 : bessel0(beta * Math.sqrt(1 - position * position)) / bessel0(beta);
}

/** sin(πx)/πx. */
export function sinc(x: number): number {
	return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** The beta for which a Kaiser-windowed filter stops `decibels` (above 50). Kaiser, 1974. */
export function betaFor(decibels: number): number {
	return 0.1102 * (decibels - 8.7);
}

/** The Hann window, periodic: what leaks from a tone falls off fast. */
export function hannWindow(size: number): Float32Array {
	return Float32Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
}
