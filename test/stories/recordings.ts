import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./a-daemon.ts";

/** A voice that the package audio-lena ships: 12 s, 44.1 kHz, 16 bit, mono. */
export const lena = join(root, "node_modules", "audio-lena", "lena.wav");

/** "Front centre", spoken: 1.4 s, 48 kHz, 16 bit, mono (Debian's alsa-utils). */
const spoken = (side: string): string => `/usr/share/sounds/alsa/${side}.wav`;

/** Brings the mono recording to where the daemon finds its sources. */
export const bringMono = async (data: string, name: string): Promise<string> => {
	await copyFile(spoken("Front_Center"), join(data, "sources", name));
	return name;
};

/** Two spoken recordings as left and right of one 24-bit file, put together by ffmpeg. */
const stereo = (): Buffer => {
	const inputs = ["-i", spoken("Front_Left"), "-i", spoken("Front_Right")];
	const mix = [
		"-filter_complex",
		"[0:a][1:a]join=inputs=2:channel_layout=stereo,volume=-6dB[a]",
		"-map",
		"[a]",
	];
	const folder = mkdtempSync(join(tmpdir(), "halfnormal-words-"));
	const file = join(folder, "words.wav");
	const made = spawnSync("ffmpeg", ["-v", "error", ...inputs, ...mix, "-c:a", "pcm_s24le", file], {
		encoding: "utf8",
	});
	if (made.status !== 0) throw new Error(made.stderr);
	const bytes = readFileSync(file);
	rmSync(folder, { recursive: true });
	return bytes;
};

/** Sends the stereo recording to a daemon, as the panel's "Add a WAV" does. */
export const sendStereo = async (
	{ address }: { readonly address: string },
	name: string,
): Promise<string> => {
	const body = new Uint8Array(stereo());
	const sent = await fetch(`${address}/api/sources?name=${encodeURIComponent(name)}`, {
		method: "POST",
		body,
	});
	if (sent.status !== 201) throw new Error(await sent.text());
	return name;
};

/** What ffprobe says of a file. */
export const probe = (path: string): { rate: number; channels: number; seconds: number; codec: string } => {
	const asked = [
		"-v",
		"error",
		"-show_entries",
		"stream=codec_name,sample_rate,channels,duration",
		"-of",
		"json",
		path,
	];
	const { stdout, stderr } = spawnSync("ffprobe", asked, { encoding: "utf8" });
	const [stream] = JSON.parse(stdout || "{}").streams ?? [];
	if (!stream) throw new Error(`ffprobe cannot read ${path}: ${stderr}`);
	return {
		rate: Number(stream.sample_rate),
		channels: stream.channels,
		seconds: Number(stream.duration),
		codec: stream.codec_name,
	};
};
