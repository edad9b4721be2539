import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "#dsp/random.ts";
import { createTake } from "#engine/wav-write.ts";
import { dBu } from "#model/level.ts";
import { PassOrder } from "#model/pass.ts";
import type { VirtualChannel, VirtualConverter, VirtualRack, VirtualStage } from "#model/virtual-rack.ts";

export const RATE = 48_000;

/** A folder that is gone after the test. */
export const aFolder = async (): Promise<AsyncDisposable & { readonly path: (name: string) => string }> => {
	const folder = await mkdtemp(join(tmpdir(), "halfnormal-engine-"));
	return {
		path: (name) => join(folder, name),
		[Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
	};
};

/** Something like music: noise with swells, on the 24-bit grid, peaking at −12 dBFS. */
export const music = (seconds: number, seed = 1): Float32Array => {
	const random = seededRandom(seed);
	let low = 0;
	return Float32Array.from({ length: Math.round(seconds * RATE) }, (_, i) => {
		const noise = random() * 2 - 1;
		low += 0.2 * (noise - low);
		const swell = 0.6 + 0.4 * Math.sin((2 * Math.PI * i) / (0.7 * RATE));
		return Math.round(0.25 * (0.7 * low + 0.3 * noise) * swell * 2 ** 23) / 2 ** 23;
	});
};

/** Writes a WAV file and answers its path. */
export const aWav = async (path: string, ...channels: readonly Float32Array[]): Promise<string> => {
	const bext = {
		description: "",
		originator: "test",
		originatorReference: "",
		originationDate: "",
		originationTime: "",
		timeReference: 0,
	};
	const file = await createTake(path, { rate: RATE, channels: channels.length, bits: 24, bext });
	await file.write(channels);
	return file.finish({});
};

export const anOrder = (order: Partial<PassOrder> & Pick<PassOrder, "source" | "take">): PassOrder =>
	PassOrder.parse({
		pass: "pass-1",
		rate: RATE,
		bits: 24,
		sends: [1, 2],
		returns: [1, 2],
		tail: 0.2,
		latency: 612,
		polarity: 1,
		pings: true,
		notes: { song: "Test" },
		...order,
	});

const QUIET = -200;
export const aConverter = (id: string, channel: number, noise = QUIET): VirtualConverter => ({
	id,
	channel,
	fullScale: dBu(20),
	noise: dBu(noise),
});

export const aChannel = (id: string, stages: readonly VirtualStage[], maximum = 30): VirtualChannel => ({
	id,
	stages,
	maximum: dBu(maximum),
});

export const aHop = (from: string, to: string, gain = 0, inverted = false) => ({ from, to, gain, inverted });

/** Two outputs straight into two inputs. */
export const straight = (noise = QUIET): VirtualRack => ({
	outputs: [aConverter("out 1", 1), aConverter("out 2", 2)],
	inputs: [aConverter("in 1", 1, noise), aConverter("in 2", 2, noise)],
	channels: [],
	hops: [aHop("out 1", "in 1"), aHop("out 2", "in 2")],
});

/** Both sides through one channel each, with these stages. */
export const outboard = (...stages: readonly VirtualStage[]): VirtualRack => ({
	...straight(),
	channels: [aChannel("left", stages), aChannel("right", stages)],
	hops: [aHop("out 1", "left"), aHop("left", "in 1"), aHop("out 2", "right"), aHop("right", "in 2")],
});
