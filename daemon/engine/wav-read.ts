import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import type { BroadcastExtension } from "./wav-bext.ts";
import { bytesAt, readChunks, type Unreadable, type WavChunks } from "./wav-chunks.ts";
import { decode, type SampleKind, sampleBytes } from "./wav-samples.ts";

/** An open WAV file. `bits` is the word length that it says it has, `rate` is in Hz. */
export type Wav = {
	readonly rate: number;
	readonly channels: number;
	readonly bits: number;
	readonly float: boolean;
	readonly frames: number;
	/** Where the first sample is, in bytes. */
	readonly start: number;
	readonly bext?: BroadcastExtension;
	readonly ixml?: string;
	/** What was wrong with the file but could be lived with, in sentences for the engineer. */
	readonly remarks: readonly string[];
	/** One array per channel, of `frames` samples or of as many as there are. Full scale is 1. */
	readonly read: (start: number, frames: number) => Promise<Float32Array[]>;
	readonly [Symbol.asyncDispose]: () => Promise<void>;
};

export type OpenedWav = { readonly ok: true; readonly wav: Wav } | Unreadable;

/**
 * Opens a WAV file for streaming: RIFF, RF64 and BW64; 16, 24 and 32-bit integers, 32 and 64-bit float; plain and
 * extensible formats; chunks in any order. A file that cannot be used is a value that says why. Hold the result's
 * `wav` with `await using`.
 */
export async function openWav(path: string): Promise<OpenedWav> {
	const name = basename(path);
	const file = await opened(path, name);
	if ("ok" in file) return file;
	const wav = await readWav(file, name);
	if (!wav.ok) await file.close();
	return wav;
}

async function opened(path: string, name: string): Promise<FileHandle | Unreadable> {
	try {
		const file = await open(path, "r");
		if ((await file.stat()).isFile()) return file;
		await file.close();
		return { ok: false, because: `${name} is not a file.`, cure: "Choose a WAV file." };
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : undefined;
		if (code === "ENOENT")
			return { ok: false, because: `There is no ${path}.`, cure: "Check the name and the disk." };
		if (code === "EACCES" || code === "EPERM")
			return { ok: false, because: `${path} may not be read.`, cure: "Change who may read it." };
		throw error;
	}
}

async function readWav(file: FileHandle, name: string): Promise<OpenedWav> {
	const chunks = await readChunks(file, name);
	if (!chunks.ok) return chunks;
	const format = readFormat(chunks, name);
	if (!format.ok) return format;
	const { kind, channels } = format;
	const stride = sampleBytes[kind] * channels;
	const frames = Math.floor(chunks.data.bytes / stride);
	const wav: Wav = {
		rate: format.rate,
		channels,
		bits: format.bits,
		float: kind === "float32" || kind === "float64",
		frames,
		start: chunks.data.start,
		remarks: chunks.remarks,
		...(chunks.bext && { bext: chunks.bext }),
		...(chunks.ixml !== undefined && { ixml: chunks.ixml }),
		async read(from, count) {
			const first = Math.min(Math.max(0, from), frames);
			const start = chunks.data.start + first * stride;
			const bytes = Math.max(0, Math.min(count, frames - first)) * stride;
			return decode(await bytesAt(file, { start, bytes }), { kind, channels });
		},
		[Symbol.asyncDispose]: () => file.close(),
	};
	return { ok: true, wav };
}

type Format = {
	readonly ok: true;
	readonly rate: number;
	readonly channels: number;
	readonly bits: number;
	readonly kind: SampleKind;
};

const kinds: Record<string, SampleKind> = {
	"1/2": "int16",
	"1/3": "int24",
	"1/4": "int32",
	"3/4": "float32",
	"3/8": "float64",
};

/** Format tags that are met in the field but are not plain samples. */
const codings: Record<number, string> = {
	2: "ADPCM",
	6: "A-law",
	7: "µ-law",
	17: "IMA ADPCM",
	49: "GSM",
	80: "MPEG",
	85: "MP3",
};

function readFormat(chunks: WavChunks, name: string): Format | Unreadable {
	const { format } = chunks;
	const outer = format.readUInt16LE(0);
	const extensible = outer === 0xfffe && format.length >= 26;
	const tag = extensible ? format.readUInt16LE(24) : outer;
	const channels = format.readUInt16LE(2);
	const rate = format.readUInt32LE(4);
	const stated = format.readUInt16LE(14);
	const refused = (because: string) => ({
		ok: false as const,
		because: `${name} ${because}`,
		cure: "Export it again as 16, 24 or 32-bit WAV.",
	});
	if (tag !== 1 && tag !== 3)
		return refused(`holds ${codings[tag] ?? `sound of an unknown coding (${tag})`}, not plain samples.`);
	if (channels === 0 || rate === 0) return refused("says that it has no channels, or no sample rate.");
	const width = widthOf({ align: format.readUInt16LE(12), channels, stated });
	const kind = kinds[`${tag}/${width}`];
	if (!kind)
		return refused(`has ${stated}-bit ${tag === 3 ? "float " : ""}samples, which are not used here.`);
	const valid = extensible ? format.readUInt16LE(18) : 0;
	const bits = valid > 0 && valid <= 8 * width ? valid : 8 * width;
	return { ok: true, rate, channels, bits, kind };
}

/** Bytes per sample: from the frame size where that makes sense (20 bits lie in three bytes), else from the bits. */
function widthOf(of: { readonly align: number; readonly channels: number; readonly stated: number }): number {
	const width = of.align / of.channels;
	const least = Math.ceil(of.stated / 8);
	return Number.isInteger(width) && width >= least && width <= 8 ? width : least;
}
