import { readFile, stat, writeFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { takeHeader } from "#engine/wav-header.ts";
import { createTake } from "#engine/wav-write.ts";
import { aFolder, aFormat, ffmpegSamples, knownBlock, openedWav, probed } from "./wav-files.ts";

const loudness = { integrated: -16.04, range: 7.2, truePeak: -1.13, momentaryMax: -12.5, shortTermMax: -14 };

describe("a take", () => {
	it("is read back by ffmpeg bit for bit, with its broadcast fields", async () => {
		await using folder = await aFolder();
		const take = await createTake(folder.file("take.wav"), aFormat({ ixml: "<BWFXML/>" }));
		for (let i = 0; i < 10; i++) await take.write(knownBlock(i * 1000, 1000, 2));
		const path = await take.finish({ loudness });
		expect(path).toBe(folder.file("take.wav"));
		const { errors, stream, tags } = probed(path);
		expect(errors).toBe("");
		expect(stream).toMatchObject({ codec_name: "pcm_s24le", sample_rate: "48000", channels: 2 });
		expect(stream.duration_ts).toBe(10_000);
		expect(tags).toMatchObject({
			comment: "Ballad, vocal bus, take 3",
			encoded_by: "Halfnormal",
			time_reference: "3641472000",
			date: "2025-11-02",
		});
		const [left, right] = knownBlock(0, 10_000, 2);
		const samples = ffmpegSamples(path);
		expect(samples.length).toBe(20_000);
		for (let i = 0; i < 10_000; i++) {
			if (samples[2 * i] !== left[i] * 2 ** 31) throw new Error(`left ${i} differs`);
			if (samples[2 * i + 1] !== right[i] * 2 ** 31) throw new Error(`right ${i} differs`);
		}
	});

	it("holds its samples from byte 4096, and its loudness in hundredths", async () => {
		await using folder = await aFolder();
		const take = await createTake(folder.file("take.wav"), aFormat());
		await take.write(knownBlock(0, 100, 2));
		const path = await take.finish({ loudness });
		const bytes = await readFile(path);
		expect(bytes.toString("latin1", 4088, 4092)).toBe("data");
		expect(bytes.readInt16LE(bytes.indexOf("bext") + 8 + 412)).toBe(-1604);
		await using wav = await openedWav(path);
		expect(wav.bext).toEqual({ ...aFormat().bext, loudness });
	});

	it("says that loudness is unknown where the take was silent", async () => {
		await using folder = await aFolder();
		const take = await createTake(folder.file("take.wav"), aFormat());
		await take.write([new Float32Array(100), new Float32Array(100)]);
		const silent = { ...loudness, integrated: -Infinity };
		await using wav = await openedWav(await take.finish({ loudness: silent }));
		expect(wav.bext?.loudness).toBeUndefined();
	});

	it.each([
		[16, 1],
		[16, 2],
		[24, 1],
		[24, 3],
		[24, 8],
		["32f", 1],
		["32f", 6],
	] as const)(
		"of %s bits and %d channels comes back exactly, whatever the block sizes",
		async (bits, channels) => {
			await using folder = await aFolder();
			let number = 0;
			await fc.assert(
				fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 8 }), async (blocks) => {
					const cut = (samples: Float32Array) =>
						bits === 16 ? samples.map((s) => Math.floor(s * 32_768) / 32_768) : samples;
					const path = folder.file(`${number++}.wav`);
					const take = await createTake(path, aFormat({ bits, channels }));
					for (const frames of blocks) await take.write(knownBlock(take.frames(), frames, channels).map(cut));
					const total = take.frames();
					await using wav = await openedWav(await take.finish({}));
					expect(wav.remarks).toEqual([]);
					expect(wav.frames).toBe(total);
					expect(await wav.read(0, total)).toEqual(knownBlock(0, total, channels).map(cut));
				}),
				{ numRuns: 8 },
			);
		},
	);

	it("of 24-bit mono with an odd number of samples is padded to an even size", async () => {
		await using folder = await aFolder();
		const take = await createTake(folder.file("odd.wav"), aFormat({ channels: 1 }));
		await take.write(knownBlock(0, 3, 1));
		const path = await take.finish({});
		expect((await stat(path)).size).toBe(4096 + 10);
		expect(probed(path).stream.duration_ts).toBe(3);
	});

	it("is held at full scale where the sound went over, and NaN becomes silence", async () => {
		await using folder = await aFolder();
		const take = await createTake(folder.file("over.wav"), aFormat({ channels: 1 }));
		await take.write([Float32Array.of(1, 1.7, -1, -3, Number.NaN)]);
		await using wav = await openedWav(await take.finish({}));
		const most = 1 - 2 ** -23;
		expect(Array.from((await wav.read(0, 9))[0])).toEqual([most, most, -1, -1, 0]);
	});

	it("never overwrites: the second take of a name is numbered", async () => {
		await using folder = await aFolder();
		await writeFile(folder.file("take.wav"), "precious");
		const take = await createTake(folder.file("take.wav"), aFormat());
		await take.write(knownBlock(0, 10, 2));
		expect(await take.finish({})).toBe(folder.file("take 2.wav"));
		expect(await readFile(folder.file("take.wav"), "utf8")).toBe("precious");
	});

	it("is not begun over one that was interrupted", async () => {
		await using folder = await aFolder();
		await using _first = await createTake(folder.file("take.wav"), aFormat());
		await expect(createTake(folder.file("take.wav"), aFormat())).rejects.toThrow("Recover it first");
	});

	it("that is abandoned leaves a valid file with everything in it", async () => {
		await using folder = await aFolder();
		const take = await createTake(folder.file("take.wav"), aFormat());
		await take.write(knownBlock(0, 1000, 2));
		await take.abandon();
		await using wav = await openedWav(take.partialPath);
		expect(await wav.read(0, 9999)).toEqual(knownBlock(0, 1000, 2));
		await expect(take.write(knownBlock(0, 1, 2))).rejects.toThrow("closed");
	});

	it("vouches for its samples while it is still growing, within half a second", async () => {
		await using folder = await aFolder();
		await using take = await createTake(folder.file("take.wav"), aFormat());
		const began = performance.now();
		let vouched = 0;
		while (vouched === 0 && performance.now() - began < 5000) {
			await take.write(knownBlock(take.frames(), 480, 2));
			await using wav = await openedWav(take.partialPath);
			vouched = wav.frames;
		}
		expect(vouched).toBeGreaterThan(0);
		expect(performance.now() - began).toBeLessThan(2000);
		await using wav = await openedWav(take.partialPath);
		expect(await wav.read(0, vouched)).toEqual(knownBlock(0, vouched, 2));
	});

	it("keeps the order of blocks that are written without waiting", async () => {
		await using folder = await aFolder();
		const take = await createTake(folder.file("take.wav"), aFormat());
		const writes = Array.from({ length: 300 }, (_, i) => take.write(knownBlock(i * 256, 256, 2)));
		await Promise.all(writes);
		await using wav = await openedWav(await take.finish({}));
		expect(await wav.read(0, wav.frames)).toEqual(knownBlock(0, 300 * 256, 2));
	});

	it("has a plain description even when the song has accents", async () => {
		await using folder = await aFolder();
		const bext = { ...aFormat().bext, description: "Gänge – Où? 歌" };
		const take = await createTake(folder.file("take.wav"), aFormat({ bext }));
		await using wav = await openedWav(await take.finish({}));
		expect(wav.bext?.description).toBe("Gange - Ou? ?");
	});
});

describe("the header of a take", () => {
	const header = (frames: number, changes = {}) => takeHeader({ ...aFormat(changes), frames });
	const most = Math.floor((0xffff_ffff - 4088) / 6);

	it("becomes RF64 just when the file passes 4 GiB, and not one frame before", () => {
		expect(header(most).toString("latin1", 0, 4)).toBe("RIFF");
		expect(header(most + 1).toString("latin1", 0, 4)).toBe("RF64");
	});

	it("tells the long sizes in ds64", () => {
		const frames = 2 ** 31;
		const bytes = header(frames);
		expect(bytes.toString("latin1", 12, 16)).toBe("ds64");
		expect(bytes.readUInt32LE(4)).toBe(0xffff_ffff);
		expect(Number(bytes.readBigUInt64LE(20))).toBe(4088 + frames * 6);
		expect(Number(bytes.readBigUInt64LE(28))).toBe(frames * 6);
		expect(Number(bytes.readBigUInt64LE(36))).toBe(frames);
		expect(bytes.readUInt32LE(4092)).toBe(0xffff_ffff);
	});

	it("keeps its length for any number of frames, and is whole pages for any description", () => {
		fc.assert(
			fc.property(fc.nat(2 ** 40), fc.string({ maxLength: 9000 }), (frames, ixml) => {
				const bytes = header(frames, { ixml });
				expect(bytes.length % 4096).toBe(0);
				expect(bytes.length).toBe(header(0, { ixml }).length);
			}),
		);
	});
});
