import { spawnSync } from "node:child_process";
import { copyFile } from "node:fs/promises";
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
export const bringStereo = async (data: string, name: string): Promise<string> => {
	const target = join(data, "sources", name);
	const inputs = ["-i", spoken("Front_Left"), "-i", spoken("Front_Right")];
	const join2 = [
		"-filter_complex",
		"[0:a][1:a]join=inputs=2:channel_layout=stereo,volume=-6dB[a]",
		"-map",
		"[a]",
	];
	const made = spawnSync("ffmpeg", ["-v", "error", "-y", ...inputs, ...join2, "-c:a", "pcm_s24le", target], {
		encoding: "utf8",
	});
	if (made.status !== 0) throw new Error(made.stderr);
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
