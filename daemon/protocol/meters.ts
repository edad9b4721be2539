/** One reading of all meters. Peaks and RMS in dBFS per line, position and remaining time in seconds. */
export type MeterFrame = {
	readonly position: number;
	readonly remaining: number;
	readonly sends: readonly LineMeter[];
	readonly returns: readonly LineMeter[];
};
/** Line counted from 1, as it is printed on the interface. */
export type LineMeter = { readonly line: number; readonly peak: number; readonly rms: number };

const HEAD = 4;
const EACH = 3;

/**
 * Little-endian 32-bit floats: position, remaining, number of sends, number of returns, then line, peak, rms for each.
 * A slow client misses frames; it never gets old ones.
 */
export const encodeMeters = (frame: MeterFrame): Uint8Array<ArrayBuffer> => {
	const lines = [...frame.sends, ...frame.returns];
	const view = new DataView(new ArrayBuffer(4 * (HEAD + EACH * lines.length)));
	const figures = [
		frame.position,
		frame.remaining,
		frame.sends.length,
		frame.returns.length,
		...lines.flatMap(({ line, peak, rms }) => [line, peak, rms]),
	];
	figures.forEach((figure, i) => {
		view.setFloat32(4 * i, figure, true);
	});
	return new Uint8Array(view.buffer);
};

export const decodeMeters = (bytes: ArrayBuffer): MeterFrame => {
	const view = new DataView(bytes);
	const at = (i: number): number => view.getFloat32(4 * i, true);
	const lineAt = (n: number): LineMeter => ({
		line: at(HEAD + EACH * n),
		peak: at(HEAD + EACH * n + 1),
		rms: at(HEAD + EACH * n + 2),
	});
	const lines = (first: number, count: number): LineMeter[] =>
		Array.from({ length: count }, (_, n) => lineAt(first + n));
	return { position: at(0), remaining: at(1), sends: lines(0, at(2)), returns: lines(at(2), at(3)) };
};
