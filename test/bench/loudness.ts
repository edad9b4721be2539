import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LoudnessMeter, loudnessMeter } from "#dsp/loudness.ts";
import { type TruePeakMeter, truePeakMeter } from "#dsp/true-peak.ts";
import { openWav } from "#engine/wav-read.ts";
import { createTake } from "#engine/wav-write.ts";
import { programme } from "#test/dsp/signals.ts";

type Row = { readonly figure: string; readonly value: string; readonly against: string };

const rate = 96_000;
const seconds = 120;

/** How many times faster than real time a stereo file at 96 kHz, 24 bits is measured, by us and by ffmpeg. */
export async function loudnessBench(): Promise<readonly Row[]> {
	const folder = await mkdtemp(join(tmpdir(), "halfnormal-bench-"));
	try {
		const path = await aFile(join(folder, "mix.wav"));
		// Once to warm up: the daemon runs for days.
		await ours(path, []);
		const meter = loudnessMeter({ rate, channels: 2 });
		const alone = await ours(path, [meter]);
		const peaks = truePeakMeter({ rate, channels: 2 });
		const both = await ours(path, [loudnessMeter({ rate, channels: 2 }), peaks]);
		const theirs = ffmpeg(path, "ebur128");
		const theirsWithPeak = ffmpeg(path, "ebur128=peak=true");
		const level = meter.read().integrated.toFixed(2);
		const peak = Math.max(...peaks.read().truePeak).toFixed(2);
		return [
			row("loudness and range, file to figure", alone, theirs.times),
			row("loudness, range and true peak, file to figure", both, theirsWithPeak.times),
			{
				figure: "integrated loudness and true peak of that file",
				value: `${level} LUFS, ${peak} dBTP`,
				against: `ffmpeg: ${theirsWithPeak.read}`,
			},
		];
	} finally {
		await rm(folder, { recursive: true });
	}
}

function row(figure: string, value: number, against: number): Row {
	return {
		figure: `${figure} (stereo, ${rate / 1000} kHz)`,
		value: `${value.toFixed(0)} × real time`,
		against: `ffmpeg ebur128: ${against.toFixed(0)} × real time`,
	};
}

async function aFile(path: string): Promise<string> {
	const bext = {
		description: "bench",
		originator: "",
		originatorReference: "",
		originationDate: "",
		originationTime: "",
		timeReference: 0,
	};
	const take = await createTake(path, { rate, channels: 2, bits: 24, bext });
	for (let part = 0; part < seconds; part += 10) {
		const channel = (seed: number) => programme({ rate, seconds: 10, seed: part * 2 + seed });
		await take.write([channel(0), channel(1)]);
	}
	return take.finish({});
}

async function ours(path: string, meters: readonly (LoudnessMeter | TruePeakMeter)[]): Promise<number> {
	const began = performance.now();
	const opened = await openWav(path);
	if (!opened.ok) throw new Error(opened.because);
	await using wav = opened.wav;
	for (let frame = 0; frame < wav.frames; frame += rate) {
		const block = await wav.read(frame, rate);
		for (const meter of meters) meter.push(block);
	}
	for (const meter of meters) meter.read();
	return (1000 * seconds) / (performance.now() - began);
}

function ffmpeg(path: string, filter: string) {
	const began = performance.now();
	const options = ["-hide_banner", "-nostats", "-i", path, "-filter_complex", filter, "-f", "null", "-"];
	const run = spawnSync("ffmpeg", options, { encoding: "utf8", maxBuffer: 1 << 28 });
	if (run.status !== 0) return { times: Number.NaN, read: "not installed" };
	const times = (1000 * seconds) / (performance.now() - began);
	const summary = run.stderr.slice(run.stderr.lastIndexOf("Summary:"));
	const integrated = /I:\s+(-?[\d.]+)/.exec(summary)?.[1];
	const peak = /Peak:\s+(-?[\d.]+)/.exec(summary)?.[1];
	return { times, read: `${integrated} LUFS, ${peak ?? "?"} dBTP` };
}

if (import.meta.main) console.table(await loudnessBench());
