import { type FileHandle, open } from "node:fs/promises";
import type { BroadcastExtension, TakeLoudness } from "./wav-bext.ts";
import { kindOf, type TakeBits, takeHeader } from "./wav-header.ts";
import { moveWithoutOverwriting } from "./wav-move.ts";
import { encode, sampleBytes, type TakeKind } from "./wav-samples.ts";

export type TakeFormat = {
	readonly rate: number;
	readonly channels: number;
	readonly bits: TakeBits;
	readonly bext: BroadcastExtension;
	readonly ixml?: string;
};

/** A take being written. Whatever happens, the file at `partialPath` is a valid WAV file at every moment. */
export type TakeFile = {
	readonly partialPath: string;
	/** Frames taken in so far. */
	readonly frames: () => number;
	/**
	 * Takes the next samples, one array per channel. They are encoded at once, so the arrays may be used again. The
	 * promise is fulfilled when the disk keeps up; await it, or at least catch it. Rejects when the disk failed or is
	 * more than 64 MiB behind; what was written until then stays.
	 */
	readonly write: (block: readonly Float32Array[]) => Promise<void>;
	/** Writes the rest and the loudness, syncs, renames; gives the path, numbered if that name was taken. */
	readonly finish: (measured: { readonly loudness?: TakeLoudness }) => Promise<string>;
	/** Leaves the `.partial` file, valid, with all that was taken in. */
	readonly abandon: () => Promise<void>;
	/** Abandons it, unless it was finished. */
	readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** Samples go to the system when so many bytes are waiting, … */
const SPILL = 128 * 1024;
/** … and are synced, and vouched for by the header, when so many milliseconds have passed. */
const SYNC_AFTER = 400;
const MOST_WAITING = 64 << 20;

/** What a take knows of itself while it grows. Mutable: it is on the way of every block. */
type Growing = {
	readonly path: string;
	readonly partialPath: string;
	readonly file: FileHandle;
	readonly format: TakeFormat;
	readonly kind: TakeKind;
	/** Bytes before the first sample, and bytes per frame. */
	readonly start: number;
	readonly stride: number;
	waiting: Buffer[];
	waitingBytes: number;
	/** Bytes of sound that the system has. */
	spilled: number;
	frames: number;
	syncedAt: number;
	/** The last thing in the line for the disk, and the first failure there. */
	line: Promise<unknown>;
	failure: unknown;
	closed: boolean;
};

/**
 * Begins a take at `<path>.partial`: RIFF that becomes RF64 past 4 GiB, bext version 2, samples from byte 4096.
 * Every 400 ms the samples are synced to the disk and then the header is rewritten in one piece, so that a crash
 * costs at most what came since. Throws when the partial file is there already: recover it first.
 */
export async function createTake(path: string, format: TakeFormat): Promise<TakeFile> {
	const partialPath = `${path}.partial`;
	const kind = kindOf[format.bits];
	const take: Growing = {
		path,
		partialPath,
		file: await newFile(partialPath),
		format,
		kind,
		start: takeHeader({ ...format, frames: 0 }).length,
		stride: sampleBytes[kind] * format.channels,
		waiting: [],
		waitingBytes: 0,
		spilled: 0,
		frames: 0,
		syncedAt: performance.now(),
		line: Promise.resolve(),
		failure: undefined,
		closed: false,
	};
	await inLine(take, () => sync(take));
	return {
		partialPath,
		frames: () => take.frames,
		write: (block) => write(take, block),
		finish: ({ loudness }) => finish(take, { ...format.bext, ...(loudness && { loudness }) }),
		abandon: () => abandon(take),
		[Symbol.asyncDispose]: () => abandon(take),
	};
}

async function write(take: Growing, block: readonly Float32Array[]): Promise<void> {
	if (take.failure !== undefined) throw take.failure;
	if (take.closed) throw new Error(`${take.path} is closed; nothing more can be written to it.`);
	if (take.waitingBytes > MOST_WAITING)
		throw new Error(`The disk is too slow for ${take.path}: 64 MiB wait for it. Record to a faster disk.`);
	const bytes = encode(block, take.kind);
	take.waiting.push(bytes);
	take.waitingBytes += bytes.length;
	take.frames += block[0].length;
	const now = performance.now();
	if (now - take.syncedAt > SYNC_AFTER) {
		take.syncedAt = now;
		await inLine(take, () => sync(take));
	} else if (take.waitingBytes > SPILL) await inLine(take, () => spill(take));
}

async function finish(take: Growing, bext: BroadcastExtension): Promise<string> {
	if (take.failure !== undefined) throw take.failure;
	await inLine(take, () => close(take, bext));
	return moveWithoutOverwriting({ from: take.partialPath, to: take.path });
}

async function abandon(take: Growing): Promise<void> {
	if (!take.closed) await inLine(take, () => close(take, take.format.bext));
}

/** One thing after the other on the disk; the first failure is kept, and told to whoever writes next. */
function inLine(take: Growing, step: () => Promise<void>): Promise<void> {
	const run = take.line.then(step);
	take.line = run.catch((error: unknown) => {
		take.failure ??= error;
	});
	return run;
}

async function sync(take: Growing): Promise<void> {
	await spill(take);
	await vouch(take, take.format.bext);
}

async function spill(take: Growing): Promise<void> {
	const bytes = Buffer.concat(take.waiting);
	take.waiting = [];
	await writeAll(take.file, bytes, take.start + take.spilled);
	take.spilled += bytes.length;
	take.waitingBytes -= bytes.length;
}

/** Syncs the samples, then rewrites the header: never the other way round. */
async function vouch(take: Growing, bext: BroadcastExtension): Promise<void> {
	const frames = take.spilled / take.stride;
	// A data chunk of odd length needs a pad byte, which would stand in the next sample's place.
	const odd = !take.closed && take.spilled % 2 === 1 ? 1 : 0;
	await take.file.datasync();
	await writeAll(take.file, takeHeader({ ...take.format, bext, frames: frames - odd }), 0);
}

async function close(take: Growing, bext: BroadcastExtension): Promise<void> {
	take.closed = true;
	try {
		await spill(take);
		if (take.spilled % 2 === 1) await writeAll(take.file, Buffer.alloc(1), take.start + take.spilled);
		await vouch(take, bext);
		await take.file.sync();
	} finally {
		await take.file.close();
	}
}

async function newFile(path: string): Promise<FileHandle> {
	try {
		return await open(path, "wx");
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "EEXIST")
			throw new Error(`${path} is there already, from a take that was interrupted. Recover it first.`);
		throw error;
	}
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
	for (let done = 0; done < bytes.length; ) {
		const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
		done += bytesWritten;
	}
}
