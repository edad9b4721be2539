import { open, writeFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { takeHeader } from "#engine/wav-header.ts";
import { openWav } from "#engine/wav-read.ts";
import { aFolder, aFormat, ffmpegMakes, ffmpegSamples, known, openedWav, probed } from "./wav-files.ts";

const lena = "node_modules/audio-lena/lena.wav";
const frontCenter = "/usr/share/sounds/alsa/Front_Center.wav";

function chunk(id: string, body: Buffer, declared = body.length): Buffer {
	const size = Buffer.alloc(4);
	size.writeUInt32LE(declared);
	return Buffer.concat([Buffer.from(id), size, body, Buffer.alloc(body.length % 2)]);
}

function riff(...chunks: readonly Buffer[]): Buffer {
	return chunk("RIFF", Buffer.concat([Buffer.from("WAVE"), ...chunks]));
}

function fmt(changes: { tag?: number; bits?: number; channels?: number } = {}): Buffer {
	const { tag = 1, bits = 16, channels = 1 } = changes;
	const body = Buffer.alloc(16);
	body.writeUInt16LE(tag, 0);
	body.writeUInt16LE(channels, 2);
	body.writeUInt32LE(48_000, 4);
	body.writeUInt16LE((channels * bits) / 8, 12);
	body.writeUInt16LE(bits, 14);
	return chunk("fmt ", body);
}

const three = Buffer.from(Int16Array.of(16_384, -16_384, 1).buffer);
const values = [0.5, -0.5, 1 / 32_768];

async function readThree(bytes: Buffer) {
	await using folder = await aFolder();
	await writeFile(folder.file("song.wav"), bytes);
	await using wav = await openedWav(folder.file("song.wav"));
	return { samples: Array.from((await wav.read(0, 100))[0]), remarks: wav.remarks };
}

describe("a WAV file", () => {
	it.each([lena, frontCenter])("such as %s reads as ffmpeg reads it", async (path) => {
		await using wav = await openedWav(path);
		expect(wav.frames).toBe(probed(path).stream.duration_ts);
		const [voice] = await wav.read(0, wav.frames);
		const theirs = ffmpegSamples(path);
		expect(voice.length).toBe(theirs.length);
		expect(voice).toEqual(Float32Array.from(theirs, (x) => x / 2 ** 31));
	});

	it.each([
		["pcm_s16le", 16, false],
		["pcm_s24le", 24, false],
		["pcm_s32le", 32, false],
		["pcm_f32le", 32, true],
		["pcm_f64le", 64, true],
	])("of %s from ffmpeg, three channels, reads exactly", async (codec, bits, float) => {
		await using folder = await aFolder();
		const path = folder.file("x.wav");
		ffmpegMakes(path, "-i", lena, "-t", "0.5", "-ac", "3", "-c:a", codec);
		await using wav = await openedWav(path);
		expect(wav).toMatchObject({ rate: 44_100, channels: 3, bits, float, frames: 22_050, remarks: [] });
		const channels = await wav.read(0, wav.frames);
		const theirs = ffmpegSamples(path);
		for (let c = 0; c < 3; c++)
			for (let i = 0; i < 22_050; i++)
				expect(Math.abs(channels[c][i] - theirs[3 * i + c] / 2 ** 31)).toBeLessThan(1e-7);
	});

	it("reads RF64 from ffmpeg", async () => {
		await using folder = await aFolder();
		const path = folder.file("x.wav");
		ffmpegMakes(path, "-i", lena, "-t", "0.5", "-rf64", "always");
		await using wav = await openedWav(path);
		expect(wav).toMatchObject({ frames: 22_050, remarks: [] });
	});

	it("past 4 GiB is read to its last sample", async () => {
		await using folder = await aFolder();
		const frames = 800_000_000;
		const head = takeHeader({ ...aFormat(), frames });
		const file = await open(folder.file("long.wav"), "w");
		await file.write(head, 0, head.length, 0);
		const last = Buffer.from([0, 0, 0x40, 0, 0, 0xc0]);
		await file.write(last, 0, 6, head.length + (frames - 1) * 6);
		await file.close();
		await using wav = await openedWav(folder.file("long.wav"));
		expect(wav).toMatchObject({ frames, remarks: [] });
		expect(await wav.read(frames - 1, 10)).toEqual([Float32Array.of(0.5), Float32Array.of(-0.5)]);
		expect(probed(folder.file("long.wav")).stream.duration_ts).toBe(frames);
	});

	it("reads any part of it, and nothing beyond its end", async () => {
		await using folder = await aFolder();
		const samples = Int16Array.from({ length: 500 }, (_, i) => known(i, 0) * 32_768);
		await writeFile(folder.file("x.wav"), riff(fmt(), chunk("data", Buffer.from(samples.buffer))));
		await using wav = await openedWav(folder.file("x.wav"));
		await fc.assert(
			fc.asyncProperty(fc.nat(600), fc.nat(600), async (start, frames) => {
				const expected = Float32Array.from(samples.slice(start, start + frames), (x) => x / 32_768);
				expect(await wav.read(start, frames)).toEqual([expected]);
			}),
			{ numRuns: 40 },
		);
	});

	it.each([
		["fmt after the sound", riff(chunk("data", three), fmt())],
		[
			"chunks nobody knows, of odd length",
			riff(chunk("XyZ1", Buffer.from("odd")), fmt(), chunk("data", three)),
		],
		[
			"an odd chunk that was not padded",
			riff(Buffer.concat([chunk("XyZ1", Buffer.from("odd")).subarray(0, 11), fmt()]), chunk("data", three)),
		],
		["a LIST before the sound", riff(chunk("LIST", Buffer.from("INFOabcd")), fmt(), chunk("data", three))],
	])("with %s is read all the same", async (_, bytes) => {
		expect(await readThree(bytes)).toEqual({ samples: values, remarks: [] });
	});

	it.each([
		["a length of 0, as a recorder that lost its power leaves it", 0, "does not say how much"],
		["an unknown length, as a pipe leaves it", 0xffff_ffff, "does not say how much"],
		["a length past its end", 600, "should hold 600 bytes of sound but ends after 6"],
	])("with %s gives what is there, and says so", async (_, declared, sentence) => {
		// Padded to be longer than a chunk header.
		const sound = Buffer.concat([three, Buffer.alloc(6)]);
		const longer = riff(fmt(), chunk("data", declared === 600 ? three : sound, declared));
		const { samples, remarks } = await readThree(longer);
		expect(samples.slice(0, 3)).toEqual(values);
		expect(remarks.join()).toContain(sentence);
		expect(remarks.join()).toContain("song.wav");
	});

	it("that really is empty has no samples and no remarks", async () => {
		const { samples, remarks } = await readThree(
			riff(fmt(), chunk("data", Buffer.alloc(0)), chunk("LIST", three)),
		);
		expect(samples).toEqual([]);
		expect(remarks).toEqual([]);
	});

	it("with 20 valid bits in 24 says 20 and reads them", async () => {
		const body = Buffer.alloc(40);
		body.writeUInt16LE(0xfffe, 0);
		body.writeUInt16LE(1, 2);
		body.writeUInt32LE(96_000, 4);
		body.writeUInt16LE(3, 12);
		body.writeUInt16LE(24, 14);
		body.writeUInt16LE(20, 18);
		body.writeUInt16LE(1, 24);
		await using folder = await aFolder();
		await writeFile(
			folder.file("x.wav"),
			riff(chunk("fmt ", body), chunk("data", Buffer.from([0, 0, 0x40, 0]))),
		);
		await using wav = await openedWav(folder.file("x.wav"));
		expect(wav).toMatchObject({ bits: 20, frames: 1, rate: 96_000 });
		expect(await wav.read(0, 1)).toEqual([Float32Array.of(0.5)]);
	});
});

describe("a file that cannot be used", () => {
	it.each([
		["an empty file", Buffer.alloc(0), "song.wav is empty."],
		["text", Buffer.from("These are the lyrics of the song."), "song.wav is not a WAV file."],
		["FLAC", Buffer.from("fLaC............"), "song.wav is a FLAC file, whatever its name says."],
		["MP3 with tags", Buffer.from("ID3............."), "song.wav is an MP3 file, whatever its name says."],
		[
			"µ-law",
			riff(fmt({ tag: 7, bits: 8 }), chunk("data", three)),
			"song.wav holds µ-law, not plain samples.",
		],
		[
			"ADPCM",
			riff(fmt({ tag: 2, bits: 4 }), chunk("data", three)),
			"song.wav holds ADPCM, not plain samples.",
		],
		[
			"8 bits",
			riff(fmt({ bits: 8 }), chunk("data", three)),
			"song.wav has 8-bit samples, which are not used here.",
		],
		[
			"no channels",
			riff(fmt({ channels: 0 }), chunk("data", three)),
			"song.wav says that it has no channels, or no sample rate.",
		],
		["no sound", riff(fmt()), "song.wav holds no sound (it has no data chunk)."],
		[
			"no format",
			riff(chunk("data", three)),
			"song.wav does not say what format its sound has (it has no fmt chunk).",
		],
		[
			"a film",
			chunk("RIFF", Buffer.from("AVI LISTxxxx")),
			"song.wav is a RIFF file, but not with sound, whatever its name says.",
		],
	])("such as %s is refused with one sentence and a cure", async (_, bytes, because) => {
		await using folder = await aFolder();
		await writeFile(folder.file("song.wav"), bytes);
		const opened = await openWav(folder.file("song.wav"));
		expect(opened).toMatchObject({ ok: false, because });
		expect(opened.ok ? "" : opened.cure).toMatch(/^[A-Z].*\.$/);
	});

	it.each(["lena.mp3", "lena.ogg", "lena.m4a", "lena.aiff", "lena.caf", "lena.webm"])(
		"such as a real %s is known for what it is",
		async (name) => {
			const opened = await openWav(`node_modules/audio-lena/${name}`);
			expect(opened.ok ? "" : opened.because).toMatch(/ is an? [A-Z].* file, whatever its name says\.$/);
		},
	);

	it("that is missing, or a folder, is refused too", async () => {
		expect(await openWav("/nowhere/song.wav")).toMatchObject({ because: "There is no /nowhere/song.wav." });
		expect(await openWav("test")).toMatchObject({ because: "test is not a file." });
	});

	it("whatever its bytes, is a value and never an exception", async () => {
		await using folder = await aFolder();
		const path = folder.file("x.wav");
		const whole = riff(fmt(), chunk("bext", Buffer.alloc(602)), chunk("data", three));
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
				fc.nat(whole.length),
				async (changes, length) => {
					const bytes = Buffer.from(whole);
					for (const [at, byte] of changes) bytes[at] = byte;
					await writeFile(path, bytes.subarray(0, length));
					const opened = await openWav(path);
					if (opened.ok) {
						await using wav = opened.wav;
						await wav.read(0, 1000);
					} else expect(opened.because).not.toBe("");
				},
			),
			{ numRuns: 300 },
		);
	});
});
