/** How one sample lies in a WAV file, little-endian. */
export type SampleKind = "int16" | "int24" | "int32" | "float32" | "float64";

export const sampleBytes: Record<SampleKind, number> = {
	int16: 2,
	int24: 3,
	int32: 4,
	float32: 4,
	float64: 8,
};

/**
 * Interleaved bytes to one Float32Array per channel, full scale = 1. Exact for 16 and 24 bits and 32-bit float; 32-bit
 * integers and 64-bit floats are rounded to float's 24 bits.
 */
export function decode(
	bytes: Buffer,
	options: { readonly kind: SampleKind; readonly channels: number },
): Float32Array[] {
	const { kind, channels } = options;
	const width = sampleBytes[kind];
	const frames = Math.floor(bytes.length / (width * channels));
	const read = readers[kind];
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	return Array.from({ length: channels }, (_, c) => {
		const samples = new Float32Array(frames);
		read(view, samples, { first: c * width, stride: width * channels });
		return samples;
	});
}

type Places = { readonly first: number; readonly stride: number };

/** Hot: one loop per kind, so that each stays one kind to the compiler. */
const readers: Record<SampleKind, (view: DataView, samples: Float32Array, places: Places) => void> = {
	int16(view, samples, { first, stride }) {
		for (let i = 0, at = first; i < samples.length; i++, at += stride)
			samples[i] = view.getInt16(at, true) / 0x8000;
	},
	int24(view, samples, { first, stride }) {
		for (let i = 0, at = first; i < samples.length; i++, at += stride)
			samples[i] = (view.getUint16(at, true) + view.getInt8(at + 2) * 0x10000) / 0x80_0000;
	},
	int32(view, samples, { first, stride }) {
		for (let i = 0, at = first; i < samples.length; i++, at += stride)
			samples[i] = view.getInt32(at, true) / 0x8000_0000;
	},
	float32(view, samples, { first, stride }) {
		for (let i = 0, at = first; i < samples.length; i++, at += stride) samples[i] = view.getFloat32(at, true);
	},
	float64(view, samples, { first, stride }) {
		for (let i = 0, at = first; i < samples.length; i++, at += stride) samples[i] = view.getFloat64(at, true);
	},
};

/** The kinds that takes are written in. */
export type TakeKind = "int16" | "int24" | "float32";

/**
 * One array per channel to interleaved bytes. Integers are rounded to the nearest step and held at full scale, so
 * that what came from a converter of that word length goes back bit for bit; nothing is dithered here.
 */
export function encode(block: readonly Float32Array[], kind: TakeKind): Buffer {
	const width = sampleBytes[kind];
	const stride = width * block.length;
	const bytes = Buffer.allocUnsafe(stride * block[0].length);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	for (let c = 0; c < block.length; c++) writers[kind](view, block[c], { first: c * width, stride });
	return bytes;
}

const writers: Record<TakeKind, (view: DataView, samples: Float32Array, places: Places) => void> = {
	int16(view, samples, { first, stride }) {
		for (let i = 0, at = first; i < samples.length; i++, at += stride)
			view.setInt16(at, held(Math.round(samples[i] * 0x8000), 0x8000), true);
	},
	int24(view, samples, { first, stride }) {
		for (let i = 0, at = first; i < samples.length; i++, at += stride) {
			const value = held(Math.round(samples[i] * 0x80_0000), 0x80_0000);
			view.setUint16(at, value & 0xffff, true);
			view.setInt8(at + 2, value >> 16);
		}
	},
	float32(view, samples, { first, stride }) {
		for (let i = 0, at = first; i < samples.length; i++, at += stride) view.setFloat32(at, samples[i], true);
	},
};

function held(value: number, fullScale: number): number {
	return Math.min(fullScale - 1, Math.max(-fullScale, value));
}
