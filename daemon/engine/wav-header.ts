import { type BroadcastExtension, bextBytes } from "./wav-bext.ts";
import { sampleBytes, type TakeKind } from "./wav-samples.ts";

/** Word lengths that takes are written in; "32f" is 32-bit float. */
export type TakeBits = 16 | 24 | "32f";

export const kindOf: Record<TakeBits, TakeKind> = { 16: "int16", 24: "int24", "32f": "float32" };

export type TakeHeader = {
	readonly rate: number;
	readonly channels: number;
	readonly bits: TakeBits;
	/** Frames that the header vouches for. */
	readonly frames: number;
	readonly bext: BroadcastExtension;
	readonly ixml?: string;
};

/** One page of the file system: the header is rewritten as a whole, and the samples begin behind it. */
const PAGE = 4096;
const UINT32 = 0xffff_ffff;

/**
 * Everything before the first sample: RIFF (or RF64 when the file passes 4 GiB), room for ds64, bext, fmt, fact, iXML,
 * padding, and the data chunk's own header. Always a whole number of pages, and the same number for any `frames`, so
 * that it can be rewritten in place while the file grows.
 */
export function takeHeader(header: TakeHeader): Buffer {
	const { frames, channels } = header;
	const dataBytes = frames * channels * sampleBytes[kindOf[header.bits]];
	const chunks = Buffer.concat([
		chunk("bext", bextBytes(header.bext)),
		chunk("fmt ", formatBytes(header)),
		...(header.bits === "32f" ? [chunk("fact", uint32(Math.min(frames, UINT32)))] : []),
		...(header.ixml === undefined ? [] : [chunk("iXML", Buffer.from(header.ixml, "utf8"))]),
	]);
	// RIFF header 12, ds64 36, the padding chunk's header 8, the data chunk's header 8.
	const bytes = Math.ceil((chunks.length + 64) / PAGE) * PAGE;
	const riffBytes = bytes - 8 + dataBytes + (dataBytes % 2);
	const big = riffBytes > UINT32;
	return Buffer.concat([
		Buffer.from(big ? "RF64" : "RIFF", "latin1"),
		uint32(big ? UINT32 : riffBytes),
		Buffer.from("WAVE", "latin1"),
		big ? chunk("ds64", sizes64({ riffBytes, dataBytes, frames })) : chunk("JUNK", Buffer.alloc(28)),
		chunks,
		chunk("JUNK", Buffer.alloc(bytes - chunks.length - 64)),
		Buffer.from("data", "latin1"),
		uint32(big ? UINT32 : dataBytes),
	]);
}

function chunk(id: string, body: Buffer): Buffer {
	const pad = Buffer.alloc(body.length % 2);
	return Buffer.concat([Buffer.from(id, "latin1"), uint32(body.length), body, pad]);
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
}

/** ds64 of EBU Tech 3306, without a table: no chunk but data is ever that long. */
function sizes64(of: {
	readonly riffBytes: number;
	readonly dataBytes: number;
	readonly frames: number;
}): Buffer {
	const bytes = Buffer.alloc(28);
	bytes.writeBigUInt64LE(BigInt(of.riffBytes), 0);
	bytes.writeBigUInt64LE(BigInt(of.dataBytes), 8);
	bytes.writeBigUInt64LE(BigInt(of.frames), 16);
	return bytes;
}

/** The tail of Microsoft's sub-format GUIDs, after the two bytes of the format tag. */
const SUBFORMAT = Buffer.from("000000001000800000aa00389b71", "hex");

/**
 * Plain fmt for one and two channels, which every program reads; WAVE_FORMAT_EXTENSIBLE beyond, without speaker
 * positions, because the channels of a multitrack print are not loudspeakers.
 */
function formatBytes(header: TakeHeader): Buffer {
	const { rate, channels } = header;
	const width = sampleBytes[kindOf[header.bits]];
	const tag = header.bits === "32f" ? 3 : 1;
	const extensible = channels > 2;
	const bytes = Buffer.alloc(extensible ? 40 : tag === 3 ? 18 : 16);
	bytes.writeUInt16LE(extensible ? 0xfffe : tag, 0);
	bytes.writeUInt16LE(channels, 2);
	bytes.writeUInt32LE(rate, 4);
	bytes.writeUInt32LE(rate * channels * width, 8);
	bytes.writeUInt16LE(channels * width, 12);
	bytes.writeUInt16LE(8 * width, 14);
	if (extensible) {
		bytes.writeUInt16LE(22, 16);
		bytes.writeUInt16LE(8 * width, 18);
		bytes.writeUInt16LE(tag, 24);
		SUBFORMAT.copy(bytes, 26);
	}
	return bytes;
}
