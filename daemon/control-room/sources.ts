import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { resample } from "#dsp/resample.ts";
import { openWav, type Wav } from "#engine/wav-read.ts";
import { createTake } from "#engine/wav-write.ts";
import type { Live } from "#model/live.ts";

export type Source = Live["sources"][number];
export type Trouble = { readonly ok: false; readonly because: string; readonly cure: string };

const sourceOf = (file: string, { rate, channels, bits, frames }: Wav): Source => ({
	file,
	rate,
	channels,
	bits,
	seconds: frames / rate,
});

/** What can be printed: the WAV files of the sources folder that can be read, by name. */
export const listSources = async (folder: string): Promise<Source[]> => {
	const names = (await readdir(folder)).filter((name) => name.toLowerCase().endsWith(".wav")).sort();
	const sources: Source[] = [];
	for (const name of names) {
		const opened = await openWav(join(folder, name));
		if (!opened.ok) continue;
		await using wav = opened.wav;
		sources.push(sourceOf(name, wav));
	}
	return sources;
};

/** One source by its name; a path that leads out of the folder is no name. */
export const findSource = async (
	folder: string,
	name: string,
): Promise<{ ok: true; path: string; source: Source } | Trouble> => {
	if (basename(name) !== name)
		return { ok: false, because: `"${name}" is not the name of a source.`, cure: "Choose one of the list." };
	const path = join(folder, name);
	const opened = await openWav(path);
	if (!opened.ok) return opened;
	await using wav = opened.wav;
	return { ok: true, path, source: sourceOf(name, wav) };
};

const bext = (description: string, at: string) => ({
	description,
	originator: "Halfnormal",
	originatorReference: "",
	originationDate: at.slice(0, 10),
	originationTime: at.slice(11, 19),
	timeReference: 0,
});

/** A source at another rate, as a file of 32-bit float beside the takes; the original is not touched. */
export const convertSource = async (
	path: string,
	{ to, target, at }: { to: number; target: string; at: string },
): Promise<string | Trouble> => {
	const opened = await openWav(path);
	if (!opened.ok) return opened;
	await using wav = opened.wav;
	const channels = await wav.read(0, wav.frames);
	await using file = await createTake(target, {
		rate: to,
		channels: wav.channels,
		bits: "32f",
		bext: bext(`${basename(path)} converted from ${wav.rate} to ${to} Hz`, at),
	});
	await file.write(channels.map((channel) => resample(channel, { from: wav.rate, to })));
	return await file.finish({});
};
