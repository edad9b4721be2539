import { type FileHandle, open } from "node:fs/promises";
import type { BroadcastExtension, TakeLoudness } from "./wav-bext.ts";
import { kindOf, type TakeBits, takeHeader } from "./wav-header.ts";
import { moveWithoutOverwriting } from "./wav-move.ts";
import { encode, sampleBytes } from "./wav-samples.ts";

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

/**
 * Begins a take at `<path>.partial`: RIFF that becomes RF64 past 4 GiB, bext version 2, samples from byte 4096.
 * Every 400 ms the samples are synced to the disk and then the header is rewritten in one piece, so that a crash
 * costs at most what came since. Throws when the partial file is there already: recover it first.
 */
export async function createTake(path: string, format: TakeFormat): Promise<TakeFile> {
	const partialPath = `${path}.partial`;
	const file = await newFile(partialPath);
	const kind = kindOf[format.bits];
	const stride = sampleBytes[kind] * format.channels;
	const start = takeHeader({ ...format, frames: 0 }).length;
	const waiting: Buffer[] = [];
	let waitingBytes = 0;
	let spilled = 0;
	let frames = 0;
	let syncedAt = performance.now();
	let failure: unknown;
	let closed = false;
	let line: Promise<unknown> = Promise.resolve();

	/** One thing after the other on the disk; the first failure is kept, and told to whoever writes next. */
	function inLine<T>(step: () => Promise<T>): Promise<T> {
		const run = line.then(step);
		line = run.catch((error: unknown) => {
			failure ??= error;
		});
		return run;
	}

	async function spill(): Promise<void> {
		const bytes = Buffer.concat(waiting.splice(0));
		await writeAll(file, bytes, start + spilled);
		spilled += bytes.length;
		waitingBytes -= bytes.length;
	}

	async function vouch(bext: BroadcastExtension): Promise<void> {
		// A data chunk of odd length needs a pad byte, which would stand in the next sample's place.
		const whole = Math.floor(spilled / stride);
		const even = closed || (whole * stride) % 2 === 0 ? whole : whole - 1;
		await file.datasync();
		await writeAll(file, takeHeader({ ...format, bext, frames: even }), 0);
	}

	async function sync(): Promise<void> {
		await spill();
		await vouch(format.bext);
	}

	async function close(bext: BroadcastExtension): Promise<void> {
		closed = true;
		try {
			await spill();
			if (spilled % 2 === 1) await writeAll(file, Buffer.alloc(1), start + spilled);
			await vouch(bext);
			await file.sync();
		} finally {
			await file.close();
		}
	}

	const abandon = async () => {
		if (!closed) await inLine(() => close(format.bext));
	};

	await inLine(sync);
	return {
		partialPath,
		frames: () => frames,
		async write(block) {
			if (failure !== undefined) throw failure;
			if (closed) throw new Error(`${partialPath} is closed; nothing more can be written to it.`);
			if (waitingBytes > MOST_WAITING)
				throw new Error(
					`The disk is too slow for ${partialPath}: ${waitingBytes >> 20} MiB wait. Record to a faster disk.`,
				);
			const bytes = encode(block, kind);
			waiting.push(bytes);
			waitingBytes += bytes.length;
			frames += block[0].length;
			const now = performance.now();
			if (now - syncedAt > SYNC_AFTER) {
				syncedAt = now;
				await inLine(sync);
			} else if (waitingBytes > SPILL) await inLine(spill);
		},
		async finish({ loudness }) {
			if (failure !== undefined) throw failure;
			await inLine(() => close({ ...format.bext, ...(loudness && { loudness }) }));
			return moveWithoutOverwriting({ from: partialPath, to: path });
		},
		abandon,
		[Symbol.asyncDispose]: abandon,
	};
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
