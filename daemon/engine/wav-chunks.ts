import type { FileHandle } from "node:fs/promises";
import { type BroadcastExtension, readBext } from "./wav-bext.ts";

/** Why a file cannot be used, as one sentence that names it, and what to do about it. */
export type Unreadable = { readonly ok: false; readonly because: string; readonly cure: string };

/** What the chunks of a WAV file say. Offsets and lengths in bytes; `format` is the body of the fmt chunk. */
export type WavChunks = {
	readonly ok: true;
	readonly format: Buffer;
	readonly data: Place;
	readonly bext?: BroadcastExtension;
	readonly ixml?: string;
	/** What was wrong but could be lived with, in sentences. */
	readonly remarks: readonly string[];
};

/** A description longer than this is no description. */
const MOST_TEXT = 4 << 20;
const UINT32 = 0xffff_ffff;

type Found = {
	format?: Buffer;
	data?: Place;
	bext?: BroadcastExtension;
	ixml?: string;
	/** The true length of data, from ds64. */
	long?: number;
	remarks: string[];
};

type Place = { readonly start: number; readonly bytes: number };
type Chunk = Place & { readonly id: string };

/** Walks the chunks in whatever order they are, with sizes trusted no further than the file reaches. */
export async function readChunks(file: FileHandle, name: string): Promise<WavChunks | Unreadable> {
	const { size } = await file.stat();
	const head = await bytesAt(file, { start: 0, bytes: 16 });
	const foreign = notWave(head, name);
	if (foreign) return foreign;
	const found: Found = { remarks: [] };
	for (let at = 12; at + 8 <= size; ) {
		const header = await bytesAt(file, { start: at, bytes: 8 });
		const id = header.toString("latin1", 0, 4);
		if (!looksLikeId(header)) {
			if (!found.data) found.remarks.push(`${name} holds something unreadable at byte ${at}.`);
			break;
		}
		const declared = header.readUInt32LE(4);
		if (id === "data") {
			found.data ??= await sound(file, { found, declared, start: at + 8, size, name });
			at = await afterChunk(file, found.data);
		} else {
			const chunk = { id, start: at + 8, bytes: Math.min(declared, size - at - 8) };
			await takeChunk(file, chunk, found);
			at = await afterChunk(file, chunk);
		}
	}
	return whole(found, name);
}

function whole(found: Found, name: string): WavChunks | Unreadable {
	const { format, data } = found;
	if (!format || format.length < 16)
		return {
			ok: false,
			because: `${name} does not say what format its sound has (it has no fmt chunk).`,
			cure: "Export it again from the program that made it.",
		};
	if (!data)
		return {
			ok: false,
			because: `${name} holds no sound (it has no data chunk).`,
			cure: "Export it again; it was probably cut off while it was copied.",
		};
	return {
		ok: true,
		format,
		data,
		remarks: found.remarks,
		...(found.bext && { bext: found.bext }),
		...(found.ixml !== undefined && { ixml: found.ixml }),
	};
}

/** The first of each kind counts: whatever follows the sound of a broken file may look like anything. */
async function takeChunk(file: FileHandle, chunk: Chunk, found: Found): Promise<void> {
	if (chunk.bytes > MOST_TEXT) return;
	const body = () => bytesAt(file, chunk);
	if (chunk.id === "fmt ") found.format ??= await body();
	if (chunk.id === "bext") found.bext ??= readBext(await body());
	if (chunk.id === "iXML") found.ixml ??= (await body()).toString("utf8").replace(/\0+$/, "");
	if (chunk.id === "ds64" && chunk.bytes >= 16) found.long ??= Number((await body()).readBigUInt64LE(8));
}

/** Decides where the sound really ends. */
async function sound(
	file: FileHandle,
	of: {
		readonly found: Found;
		readonly declared: number;
		readonly start: number;
		readonly size: number;
		readonly name: string;
	},
): Promise<Place> {
	const { found, start, size, name } = of;
	const available = size - start;
	const declared = of.declared === UINT32 ? (found.long ?? 0) : of.declared;
	const unsaid = declared === 0 && available > 8 && !isKnown(await bytesAt(file, { start, bytes: 4 }));
	if (unsaid)
		found.remarks.push(`${name} does not say how much sound it holds; everything up to its end is used.`);
	if (declared > available)
		found.remarks.push(
			`${name} should hold ${declared} bytes of sound but ends after ${available}; what is there is used.`,
		);
	return { start, bytes: unsaid ? available : Math.min(declared, available) };
}

/** Chunks begin at even places, but some writers forget to pad: then the next one stands right behind. */
async function afterChunk(file: FileHandle, chunk: Place): Promise<number> {
	const end = chunk.start + chunk.bytes;
	if (chunk.bytes % 2 === 0) return end;
	const next = await bytesAt(file, { start: end, bytes: 5 });
	return looksLikeId(next) && !looksLikeId(next.subarray(1)) ? end : end + 1;
}

const knownIds = new Set(
	"fmt ,fact,bext,iXML,LIST,JUNK,junk,FLLR,PAD ,cue ,smpl,inst,acid,id3 ,ID3 ,axml,chna,cart,PEAK,_PMX".split(
		",",
	),
);

function isKnown(bytes: Buffer): boolean {
	return knownIds.has(bytes.toString("latin1", 0, 4));
}

function looksLikeId(bytes: Buffer): boolean {
	return bytes.length >= 4 && bytes.subarray(0, 4).every((byte) => byte >= 0x20 && byte < 0x7f);
}

/** As many of those bytes as the file has. */
export async function bytesAt(file: FileHandle, place: Place): Promise<Buffer> {
	const bytes = Buffer.allocUnsafe(place.bytes);
	let filled = 0;
	while (filled < bytes.length) {
		const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, place.start + filled);
		if (bytesRead === 0) break;
		filled += bytesRead;
	}
	return bytes.subarray(0, filled);
}

const CONVERT = "Convert it to WAV in the program that made it (or with ffmpeg) and use that file.";

/** What other files begin with. */
const foreigners: readonly (readonly [RegExp, string])[] = [
	[/^(ID3|\xff[\xe2-\xff])/, "an MP3 file"],
	[/^OggS/, "an Ogg file"],
	[/^fLaC/, "a FLAC file"],
	[/^FORM....AIF/s, "an AIFF file"],
	[/^caff/, "a Core Audio file"],
	[/^....ftyp/s, "an MPEG-4 (M4A) file"],
	[/^riff/, "a Wave64 file"],
	[/^RIFX/, "a WAV file in big-endian order"],
	[/^.E\xdf\xa3/s, "a Matroska (WebM) file"],
	[/^RIFF....(?!WAVE)/s, "a RIFF file, but not with sound"],
];

function notWave(head: Buffer, name: string): Unreadable | undefined {
	if (head.length === 0)
		return {
			ok: false,
			because: `${name} is empty.`,
			cure: "Copy or export it again; the disk may have been full.",
		};
	const start = head.toString("latin1");
	if (/^(RIFF|RF64|BW64)....WAVE/s.test(start)) return;
	const kind = foreigners.find(([pattern]) => pattern.test(start))?.[1];
	return {
		ok: false,
		because: kind ? `${name} is ${kind}, whatever its name says.` : `${name} is not a WAV file.`,
		cure: CONVERT,
	};
}
