import { copyFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { resample } from "#dsp/resample.ts";
import { openWav } from "#engine/wav-read.ts";
import { createTake } from "#engine/wav-write.ts";
import type { Studio } from "#model/studio.ts";
import type { DataFolder } from "#store/folder.ts";
import type { ControlRoom } from "./control-room.ts";

/** A recording of a voice that a package of ours brings along, 44.1 kHz mono. */
const recording = (root: string): string => join(root, "node_modules", "audio-lena", "lena.wav");

/** The same voice as a stereo file at the studio's rate, a little to the left: something to print at the first try. */
const stereoVoice = async (from: string, target: string, rate: number): Promise<void> => {
	const opened = await openWav(from);
	if (!opened.ok) return;
	await using wav = opened.wav;
	const [voice = new Float32Array()] = await wav.read(0, wav.frames);
	const left = resample(voice, { from: wav.rate, to: rate });
	const bext = {
		description: "Example voice, stereo",
		originator: "Halfnormal",
		originatorReference: "",
		originationDate: "2026-01-01",
		originationTime: "00:00:00",
		timeReference: 0,
	};
	await using file = await createTake(target, { rate, channels: 2, bits: 24, bext });
	await file.write([left.map((sample) => 0.7 * sample), left.map((sample) => 0.5 * sample)]);
	await file.finish({});
};

/** On a simulated studio that has never been used: something to print, and a chain to print it through. */
export const setUpDemo = async (
	{ desk }: ControlRoom,
	{ studio, folder, root }: { readonly studio: Studio; readonly folder: DataFolder; readonly root: string },
): Promise<void> => {
	if (studio.interface.backend !== "simulated" || (await readdir(folder.sources)).length > 0) return;
	const voice = recording(root);
	const there = await openWav(voice);
	if (!there.ok) return;
	await there.wav[Symbol.asyncDispose]();
	await copyFile(voice, join(folder.sources, "Voice mono 44k1.wav"));
	await stereoVoice(voice, join(folder.sources, `Voice stereo ${studio.rate / 1000}k.wav`), studio.rate);
	await desk.sources.added("");
	if (desk.session().chains.length > 0 || !studio.units.some(({ id }) => id === "bus-comp")) return;
	const chain = {
		id: "mix-bus",
		name: "Mix bus",
		kind: "stereo" as const,
		sends: [1, 2],
		returns: [1, 2],
		inserts: ["bus-comp"],
	};
	await desk.ask({ do: "set chain", chain }, "demo");
};
