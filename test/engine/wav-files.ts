import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenedWav, openWav, type Wav } from "#engine/wav-read.ts";
import type { TakeFormat } from "#engine/wav-write.ts";

/** A folder that is gone when the test is over. */
export async function aFolder() {
	const path = await mkdtemp(join(tmpdir(), "halfnormal-wav-"));
	return {
		path,
		file: (name: string) => join(path, name),
		[Symbol.asyncDispose]: () => rm(path, { recursive: true }),
	};
}

export function aFormat(changes: Partial<TakeFormat> = {}): TakeFormat {
	return {
		rate: 48_000,
		channels: 2,
		bits: 24,
		bext: {
			description: "Ballad, vocal bus, take 3",
			originator: "Halfnormal",
			originatorReference: "HN-0001",
			originationDate: "2025-11-02",
			originationTime: "21:04:09",
			timeReference: 3_641_472_000,
		},
		...changes,
	};
}

/** The sample that stands at `frame` of `channel`: a 24-bit number that looks like nothing else. */
export function known(frame: number, channel: number): number {
	return (Math.imul(frame * 8 + channel + 1, 0x9e37_79b1) >> 8) / 0x80_0000;
}

export function knownBlock(from: number, frames: number, channels: number): Float32Array[] {
	return Array.from({ length: channels }, (_, c) => {
		return Float32Array.from({ length: frames }, (_, i) => known(from + i, c));
	});
}

export async function openedWav(path: string): Promise<Wav> {
	const opened: OpenedWav = await openWav(path);
	if (!opened.ok) throw new Error(`${opened.because} ${opened.cure}`);
	return opened.wav;
}

/** What ffprobe, an independent reader, says of the file. */
export function probed(path: string) {
	const entries = "stream=codec_name,sample_rate,channels,duration_ts:format_tags";
	const run = spawnSync("ffprobe", ["-v", "error", "-show_entries", entries, "-of", "json", path], {
		encoding: "utf8",
	});
	const { streams, format } = JSON.parse(run.stdout);
	return { errors: run.stderr, stream: streams?.[0], tags: format?.tags };
}

/**
 * The samples as ffmpeg decodes them, interleaved, as 32-bit integers. A kill in the middle of a write may leave a
 * torn frame at the end: that one ffmpeg leaves out, and complains.
 */
export function ffmpegSamples(path: string, { torn = false } = {}): Int32Array {
	const run = spawnSync("ffmpeg", ["-v", "error", "-i", path, "-f", "s32le", "-"], { maxBuffer: 1 << 29 });
	if (run.stderr.length > 0 && !torn) throw new Error(run.stderr.toString());
	return new Int32Array(run.stdout.buffer.slice(run.stdout.byteOffset), 0, run.stdout.length / 4);
}

/** A file as ffmpeg, an independent writer, makes it. */
export function ffmpegMakes(path: string, ...options: readonly string[]): void {
	const run = spawnSync("ffmpeg", ["-v", "error", "-y", ...options, path], { encoding: "utf8" });
	if (run.status !== 0) throw new Error(run.stderr);
}
