import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, readdir, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { recoverTake } from "#engine/wav-recover.ts";
import { createTake } from "#engine/wav-write.ts";
import { aFolder, aFormat, ffmpegSamples, known, knownBlock, openedWav, probed } from "./wav-files.ts";

/** Records in another process and kills that process, with no warning, once it took in so many frames. */
async function killedAfter(frames: number, path: string, channels: number): Promise<void> {
	const child = spawn(process.execPath, ["test/engine/wav-endless-take.ts", path, `${channels}`], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	const gone = once(child, "exit");
	for await (const line of createInterface(child.stdout)) if (Number(line) >= frames) break;
	child.kill("SIGKILL");
	await gone;
}

function expectExact(samples: Int32Array, channels: number): void {
	for (let i = 0; i < samples.length; i++) {
		const expected = known(Math.floor(i / channels), i % channels) * 2 ** 31;
		if (samples[i] !== expected) throw new Error(`sample ${i}: ${samples[i]} instead of ${expected}`);
	}
}

describe("a recording whose process is killed", () => {
	it.each([
		[1, 20_000],
		[2, 60_000],
		[2, 150_000],
		[8, 90_000],
	])(
		"%d channels, after %d frames: is valid and exact for ffmpeg, and nothing on the disk is lost",
		async (channels, frames) => {
			await using folder = await aFolder();
			const path = folder.file("vox.wav");
			await killedAfter(frames, path, channels);
			const partial = `${path}.partial`;
			const { errors, stream } = probed(partial);
			expect(errors).toBe("");
			expect(stream).toMatchObject({ codec_name: "pcm_s24le", channels });
			const before = ffmpegSamples(partial, { torn: true });
			expectExact(before, channels);

			const recovered = await recoverTake(partial);
			if (!recovered.ok) throw new Error(recovered.because);
			expect(recovered.path).toBe(folder.file("vox (partial).wav"));
			expect(await readdir(folder.path)).toEqual(["vox (partial).wav"]);
			expect(recovered.frames).toBeGreaterThanOrEqual(before.length / channels);
			// At most what waits for the next spill is lost.
			expect(recovered.frames).toBeGreaterThan(frames - (128 * 1024) / (3 * channels) - 480);
			const after = ffmpegSamples(recovered.path);
			expect(after.length).toBe(recovered.frames * channels);
			expectExact(after, channels);
			expect(probed(recovered.path).tags.comment).toBe("(partial) Ballad, vocal bus, take 3");
		},
	);
});

describe("recovering", () => {
	it("takes in the tail behind the last header and cuts off half a frame", async () => {
		await using folder = await aFolder();
		const take = await createTake(
			folder.file("vox.wav"),
			aFormat({ channels: 1, bits: "32f", ixml: "<x/>" }),
		);
		await take.write(knownBlock(0, 10, 1));
		await take.abandon();
		const tail = Buffer.from(knownBlock(10, 5, 1)[0].buffer);
		await appendFile(take.partialPath, Buffer.concat([tail, Buffer.from([1, 2])]));
		const recovered = await recoverTake(take.partialPath);
		expect(recovered).toMatchObject({ ok: true, frames: 15 });
		await using wav = await openedWav(folder.file("vox (partial).wav"));
		expect(await wav.read(0, 99)).toEqual(knownBlock(0, 15, 1));
		expect(wav).toMatchObject({ ixml: "<x/>", remarks: [] });
		expect(wav.bext).toMatchObject({ timeReference: 3_641_472_000, originatorReference: "HN-0001" });
	});

	it("twice of one name numbers the second", async () => {
		await using folder = await aFolder();
		for (const expected of ["vox (partial).wav", "vox (partial) 2.wav"]) {
			await (await createTake(folder.file("vox.wav"), aFormat())).abandon();
			const recovered = await recoverTake(folder.file("vox.wav.partial"));
			expect(recovered).toMatchObject({ ok: true, path: folder.file(expected), frames: 0 });
		}
	});

	it("says so when there is nothing to recover, or the file is not a take", async () => {
		await using folder = await aFolder();
		expect(await recoverTake(folder.file("x.wav.partial"))).toMatchObject({ ok: false });
		await writeFile(folder.file("y.wav.partial"), "");
		expect(await recoverTake(folder.file("y.wav.partial"))).toMatchObject({
			because: "y.wav.partial is empty.",
		});
	});
});
