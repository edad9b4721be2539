/**
 * A square complex matrix, row after row, for systems whose index 0 is known to be zero: row and column 0 may hold
 * anything and are never read. `pivots` notes which row each step of the elimination took.
 */
export type Matrix = {
	readonly width: number;
	readonly re: Float64Array;
	readonly im: Float64Array;
	readonly pivots: Int32Array;
	/** Nothing but zeros in `im`: the arithmetic leaves it out. */
	real: boolean;
};

export const zeros = (width: number): Matrix => ({
	width,
	re: new Float64Array(width * width),
	im: new Float64Array(width * width),
	pivots: new Int32Array(width),
	real: true,
});

// Hot: some ten thousand of these run in a check of a large facility. Flat arrays, changed in place, nothing allocated: a pair that is
// taken apart is an array and an iterator each time.

/** Gaussian elimination with partial pivoting on the magnitude; the matrix becomes its own factors (Doolittle). */
export const factor = (matrix: Matrix): void => {
	for (let step = 1; step < matrix.width; step++) {
		matrix.pivots[step] = largestBelow(matrix, step);
		swapRows(matrix, step, matrix.pivots[step]);
		if (matrix.real) eliminateReal(matrix, step);
		else eliminate(matrix, step);
	}
};

/** Puts the unknowns in place of the right-hand side, with a matrix that was factored; index 0 becomes 0. */
export const substitute = (factors: Matrix, re: Float64Array, im: Float64Array): void => {
	for (let step = 1; step < factors.width; step++) {
		swap(re, step, factors.pivots[step]);
		swap(im, step, factors.pivots[step]);
	}
	re[0] = 0;
	im[0] = 0;
	if (factors.real) substituteReal(factors, re);
	else substituteComplex(factors, re, im);
};

const largestBelow = ({ width, re, im }: Matrix, step: number): number => {
	let best = step;
	let most = -1;
	for (let row = step; row < width; row++) {
		const i = row * width + step;
		const size = re[i] * re[i] + im[i] * im[i];
		if (size > most) {
			most = size;
			best = row;
		}
	}
	return best;
};

const swap = (values: Float64Array, a: number, b: number): void => {
	const kept = values[a];
	values[a] = values[b];
	values[b] = kept;
};

const swapRows = ({ width, re, im }: Matrix, a: number, b: number): void => {
	if (a === b) return;
	for (let column = 1; column < width; column++) {
		swap(re, a * width + column, b * width + column);
		swap(im, a * width + column, b * width + column);
	}
};

const eliminateReal = ({ width, re }: Matrix, step: number): void => {
	const pivot = step * width;
	for (let row = step + 1; row < width; row++) {
		const at = row * width;
		if (re[at + step] === 0) continue;
		const share = re[at + step] / re[pivot + step];
		re[at + step] = share;
		for (let column = step + 1; column < width; column++) re[at + column] -= share * re[pivot + column];
	}
};

const eliminate = ({ width, re, im }: Matrix, step: number): void => {
	const pivot = step * width;
	const x = re[pivot + step];
	const y = im[pivot + step];
	const size = x * x + y * y;
	for (let row = step + 1; row < width; row++) {
		const at = row * width;
		const u = re[at + step];
		const v = im[at + step];
		if (u === 0 && v === 0) continue;
		const p = (u * x + v * y) / size;
		const q = (v * x - u * y) / size;
		re[at + step] = p;
		im[at + step] = q;
		for (let column = step + 1; column < width; column++) {
			const r = re[pivot + column];
			const s = im[pivot + column];
			re[at + column] -= p * r - q * s;
			im[at + column] -= p * s + q * r;
		}
	}
};

const substituteReal = ({ width, re: l }: Matrix, re: Float64Array): void => {
	for (let row = 2; row < width; row++)
		for (let column = 1; column < row; column++) re[row] -= l[row * width + column] * re[column];
	for (let row = width - 1; row > 0; row--) {
		for (let column = row + 1; column < width; column++) re[row] -= l[row * width + column] * re[column];
		re[row] /= l[row * width + row];
	}
};

const substituteComplex = (matrix: Matrix, re: Float64Array, im: Float64Array): void => {
	const { width, re: x, im: y } = matrix;
	for (let row = 2; row < width; row++) subtractProducts(matrix, row, { from: 1, to: row }, re, im);
	for (let row = width - 1; row > 0; row--) {
		subtractProducts(matrix, row, { from: row + 1, to: width }, re, im);
		const p = x[row * width + row];
		const q = y[row * width + row];
		const u = re[row];
		const v = im[row];
		re[row] = (u * p + v * q) / (p * p + q * q);
		im[row] = (v * p - u * q) / (p * p + q * q);
	}
};

const subtractProducts = (
	{ width, re: x, im: y }: Matrix,
	row: number,
	{ from, to }: { readonly from: number; readonly to: number },
	re: Float64Array,
	im: Float64Array,
): void => {
	for (let column = from; column < to; column++) {
		const p = x[row * width + column];
		const q = y[row * width + column];
		re[row] -= p * re[column] - q * im[column];
		im[row] -= p * im[column] + q * re[column];
	}
};
