import { existsSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { simulated } from "#engine/backends/simulated.ts";
import type { Backend } from "#engine/interface.ts";
import { measureLoops, verifyTone } from "#engine/latency.ts";
import { runPass } from "#engine/pass.ts";
import { openWav } from "#engine/wav-read.ts";
import { dBu } from "#model/level.ts";
import type { PassOrder, PassState } from "#model/pass.ts";
import type { VirtualRack, VirtualStage } from "#model/virtual-rack.ts";
import {
	aChannel,
	aConverter,
	aFolder,
	aHop,
	anOrder,
	aWav,
	music,
	outboard,
	RATE,
	straight,
} from "#test/engine/rig.ts";

const never = new AbortController().signal;
const fast = (rack: VirtualRack): Backend => simulated({ pace: "fast", rack });

/** Prints an order through a backend and answers what happened. */
const printed = async (order: PassOrder, backend: Backend, signal = never) => {
	const states: PassState[] = [];
	let lastClock = { position: 0, remaining: 0 };
	const result = await runPass({
		order,
		backend,
		signal,
		now: () => new Date(2026, 0, 2, 3, 4, 5),
		watch: {
			state: (state) => states.push(state),
			opened: () => {},
			played: () => {},
			heard: (_, clock) => {
				lastClock = clock;
			},
		},
	});
	return { ...result, states, lastClock };
};

const samplesOf = async (path: string | null): Promise<readonly Float32Array[]> => {
	const opened = await openWav(path ?? "no take");
	if (!opened.ok) throw new Error(opened.because);
	await using wav = opened.wav;
	return await wav.read(0, wav.frames);
};

describe("a pass through straight cords", () => {
	test("prints the source bit for bit, with its tail, and says so", async () => {
		await using folder = await aFolder();
		const sound = [music(1.5, 1), music(1.5, 2)];
		const source = await aWav(folder.path("mix.wav"), ...sound);
		const result = await printed(anOrder({ source, take: folder.path("take.wav") }), fast(straight()));

		expect(result.states).toEqual(["armed", "ping", "rolling", "tail", "closing ping", "checked", "printed"]);
		expect(result).toMatchObject({ end: "printed", remarks: [], take: folder.path("take.wav") });
		expect(result.lastClock).toEqual({ position: 1.5, remaining: 0 });
		const take = await samplesOf(result.take);
		for (const [channel, samples] of sound.entries()) {
			expect(take[channel].subarray(0, samples.length)).toEqual(samples);
			expect(take[channel].length).toBe(samples.length + 0.2 * RATE);
			expect(take[channel].subarray(samples.length).every((sample) => sample === 0)).toBe(true);
		}
	});

	test("law: mono or stereo, any length, any whole latency: the take is the source", () =>
		fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 30_000 }),
				fc.integer({ min: 1, max: 2 }),
				fc.integer({ min: 0, max: 9000 }),
				async (frames, channels, delay) => {
					await using folder = await aFolder();
					const sound = [music(1, 3), music(1, 4)].slice(0, channels).map((leg) => leg.subarray(0, frames));
					const source = await aWav(folder.path("mix.wav"), ...sound);
					const lines = [1, 2].slice(0, channels);
					const order = anOrder({
						source,
						take: folder.path("take.wav"),
						sends: lines,
						returns: lines,
						tail: 0,
						latency: 612 + delay,
					});
					const late = delayed(fast(straight()), delay);
					const result = await printed(order, late);
					expect(result.figures?.latency).toBeCloseTo(612 + delay, 2);
					expect(await samplesOf(result.take)).toEqual(sound);
				},
			),
			{ numRuns: 15 },
		));

	test("a mono source returns in stereo", async () => {
		await using folder = await aFolder();
		const sound = music(1);
		const source = await aWav(folder.path("mix.wav"), sound);
		const rack = { ...straight(), hops: [aHop("out 1", "in 1"), aHop("out 1", "in 2")] };
		const order = anOrder({ source, take: folder.path("take.wav"), sends: [1], tail: 0 });
		expect(await samplesOf((await printed(order, fast(rack))).take)).toEqual([sound, sound]);
	});

	test("a 16-bit take of a 24-bit source is dithered, one of a 16-bit source is not", async () => {
		await using folder = await aFolder();
		const fine = music(0.5);
		const coarse = fine.map((sample) => Math.round(sample * 2 ** 15) / 2 ** 15);
		for (const [name, sound, equal] of [
			["fine", fine, false],
			["coarse", coarse, true],
		] as const) {
			const source = await aWav(folder.path(`${name}.wav`), sound);
			const order = anOrder({
				source,
				take: folder.path(`${name} take.wav`),
				sends: [1],
				returns: [1],
				tail: 0,
				bits: 16,
			});
			const [take] = await samplesOf((await printed(order, fast(straight()))).take);
			const furthest = take.reduce((most, sample, i) => Math.max(most, Math.abs(sample - sound[i])), 0);
			if (equal) expect(furthest).toBe(0);
			else expect(furthest).toBeGreaterThan(2 ** -17);
			expect(furthest).toBeLessThan(2 ** -13.9);
		}
	});

	test("without pings nothing but the programme is played, and the sentence says what that costs", async () => {
		await using folder = await aFolder();
		const sound = [music(1, 1), music(1, 2)];
		const source = await aWav(folder.path("mix.wav"), ...sound);
		const order = anOrder({ source, take: folder.path("take.wav"), pings: false, tail: 0 });
		const result = await printed(order, fast(straight()));
		expect(result.states).toEqual(["armed", "rolling", "tail", "checked", "printed"]);
		expect(result.sentence).toContain("without pings");
		expect(await samplesOf(result.take)).toEqual(sound);
	});
});

describe("a pass that must not be printed", () => {
	test("latency off by three samples: it fails before it rolls, says both figures and leaves no file", async () => {
		await using folder = await aFolder();
		const source = await aWav(folder.path("mix.wav"), music(1), music(1));
		const order = anOrder({ source, take: folder.path("take.wav"), latency: 615 });
		const result = await printed(order, fast(straight()));
		expect(result).toMatchObject({ end: "failed", take: null });
		expect(result.states).toEqual(["armed", "ping", "failed"]);
		expect(result.sentence).toContain("takes 612.00 samples, 615.00 were measured");
		expect(existsSync(folder.path("take.wav.partial"))).toBe(false);
	});

	test("latency off by whole blocks: it says that the buffering has changed", async () => {
		await using folder = await aFolder();
		const source = await aWav(folder.path("mix.wav"), music(1), music(1));
		const order = anOrder({ source, take: folder.path("take.wav"), latency: 612 + 4096 });
		const result = await printed(order, fast(straight()));
		expect(result.sentence).toContain("1 whole block of 4096");
	});

	test("no cord on a return: it fails before it rolls and names the return", async () => {
		await using folder = await aFolder();
		const source = await aWav(folder.path("mix.wav"), music(1), music(1));
		const rack = { ...straight(-90), hops: [aHop("out 1", "in 1")] };
		const result = await printed(anOrder({ source, take: folder.path("take.wav") }), fast(rack));
		expect(result).toMatchObject({ end: "failed", take: null });
		expect(result.sentence).toContain("return 2");
		expect(result.sentence).toContain("patched");
	});

	test("a crossed leg is told by the opening ping", async () => {
		await using folder = await aFolder();
		const source = await aWav(folder.path("mix.wav"), music(1), music(1));
		const rack = { ...straight(), hops: [aHop("out 1", "in 1"), aHop("out 2", "in 2", 0, true)] };
		const order = anOrder({ source, take: folder.path("take.wav") });
		expect((await printed(order, fast(rack))).sentence).toContain("Return 2 came back upside down");
	});

	test("a chain known to turn over prints, and is not blamed for it", async () => {
		await using folder = await aFolder();
		const sound = music(1);
		const source = await aWav(folder.path("mix.wav"), sound, sound);
		const order = anOrder({ source, take: folder.path("take.wav"), polarity: -1, tail: 0 });
		const result = await printed(order, fast(outboard({ do: "polarity" })));
		expect(result).toMatchObject({ end: "printed", remarks: [] });
	});

	test.each([
		["a source with another rate", { rate: 44_100 }, "48000 Hz"],
		["more sends than the source has channels", { sends: [1] }, "2 channels"],
		["one return for both sides", { returns: [1, 1] }, "twice"],
		["a source that is not there", { source: "/nowhere/mix.wav" }, "/nowhere/mix.wav"],
		["an output that is not there", { sends: [1, 9] }, "no output 9"],
	] as const)("%s", async (_, wrong, says) => {
		await using folder = await aFolder();
		const source = await aWav(folder.path("mix.wav"), music(0.5), music(0.5));
		const order = { ...anOrder({ source, take: folder.path("take.wav") }), ...wrong };
		const result = await printed(
			{ ...order, sends: [...order.sends], returns: [...order.returns] },
			fast(straight()),
		);
		expect(result).toMatchObject({ end: "failed", take: null });
		expect(result.sentence).toContain(says);
		expect(existsSync(folder.path("take.wav.partial"))).toBe(false);
	});

	test("samples that are lost on the way spoil the take, although the interface counts none", async () => {
		await using folder = await aFolder();
		const source = await aWav(folder.path("mix.wav"), music(2, 1), music(2, 2));
		const order = anOrder({ source, take: folder.path("take.wav") });
		const result = await printed(order, slipping(fast(straight()), { after: 2.5 * RATE, frames: 64 }));
		expect(result).toMatchObject({ end: "failed", take: folder.path("take.wav") });
		expect(result.figures?.drift).toBeCloseTo(-64, 1);
		expect(result.remarks.map(({ code }) => code)).toContain("drift");
	});
});

describe("a pass through outboard", () => {
	const chains: readonly (readonly [string, readonly VirtualStage[]])[] = [
		["an equaliser", [{ do: "filter", shape: "peaking", frequency: 3000, q: 1, gain: 6 }]],
		["a 5 kHz low-pass", [{ do: "filter", shape: "lowpass", frequency: 5000, q: 0.7, gain: 0 }]],
		[
			"a compressor at work",
			[{ do: "compress", threshold: -10, ratio: 4, attack: 0.01, release: 0.1, knee: 6 }],
		],
		["saturation", [{ do: "saturate", ceiling: 10, drive: 6 }]],
		["a digital delay", [{ do: "delay", seconds: 0.3 }]],
		["an echo", [{ do: "echo", seconds: 0.11, feedback: 0.5, mix: 0.3 }]],
		["a reverb", [{ do: "reverb", seconds: 1.5, mix: 0.25 }]],
		["a noisy unit that turns over", [{ do: "polarity" }, { do: "noise", level: -50 }]],
	];
	test.each(chains)("%s: measured, verified and printed with that latency", async (_, stages) => {
		await using folder = await aFolder();
		const backend = fast(outboard(...stages));
		const measured = await measureLoops({
			backend,
			rate: RATE,
			sends: [1, 2],
			returns: [1, 2],
			signal: never,
		});
		const [left, right] = measured.perReturn;
		expect(left.because).toBeUndefined();
		expect(left.samples).toBeCloseTo(right.samples ?? 0, 0);
		const source = await aWav(folder.path("mix.wav"), music(2, 1), music(2, 2));
		const order = anOrder({
			source,
			take: folder.path("take.wav"),
			latency: left.samples ?? 0,
			polarity: left.polarity ?? 1,
		});
		const result = await printed(order, backend);
		expect(result.remarks.filter(({ severity }) => severity === "fail")).toEqual([]);
		expect(result.end).toBe("printed");
		expect(result.figures?.drift).toBeCloseTo(0, 1);
	});
});

describe("measuring loops", () => {
	test("latency, polarity and gain of each return, and a dead one is told apart", async () => {
		const rack = {
			...straight(-90),
			outputs: [aConverter("out 1", 1), aConverter("out 2", 2), aConverter("out 3", 3)],
			inputs: [aConverter("in 1", 1, -90), aConverter("in 2", 2, -90), aConverter("in 3", 3, -90)],
			channels: [aChannel("slow", [{ do: "delay", seconds: 100 / RATE }])],
			hops: [aHop("out 1", "in 1", -3), aHop("out 2", "slow", 0, true), aHop("slow", "in 2")],
		};
		const channels = { sends: [1, 2, 3], returns: [1, 2, 3] };
		const { perReturn } = await measureLoops({ backend: fast(rack), rate: RATE, ...channels, signal: never });
		expect(perReturn[0].samples).toBeCloseTo(612, 3);
		expect(perReturn[0].gain).toBeCloseTo(-3, 2);
		expect(perReturn[1].samples).toBeCloseTo(712, 2);
		expect(perReturn[1].polarity).toBe(-1);
		expect(perReturn[2]).toMatchObject({ samples: null, polarity: null, gain: null });
		expect(perReturn[2].because).toContain("sweep");
	});

	test("a test tone is heard where the cord goes, and nowhere else", async () => {
		const rack = { ...straight(-90), hops: [aHop("out 1", "in 2", -20)] };
		const tone = (send: number, to: number) =>
			verifyTone({ backend: fast(rack), rate: RATE, send, return: to, signal: never });
		const heard = await tone(1, 2);
		expect(heard.present).toBe(true);
		expect(heard.level).toBeCloseTo(-60, 1);
		expect(await tone(1, 1)).toEqual({ present: false, level: null });
		expect(await tone(2, 2)).toEqual({ present: false, level: null });
	});
});

/** A longer loop: everything is heard so many samples later. */
const delayed = (backend: Backend, samples: number): Backend => bent(backend, (at) => at - samples);

/** From a place on everything is heard some samples early: so many were lost. */
const slipping = (backend: Backend, { after, frames }: { readonly after: number; readonly frames: number }) =>
	bent(backend, (at) => (at < after ? at : at + frames));

/** Hears the sample of another moment. The whole run is kept, and dealt out when it is over. */
const bent = (backend: Backend, from: (at: number) => number): Backend => ({
	...backend,
	open: async (setup) => {
		const stream = await backend.open(setup);
		return {
			...stream,
			run: async (run) => {
				const heard: (readonly Float32Array[])[] = [];
				const ended = await stream.run({ ...run, heard: (block) => void heard.push(block) });
				const size = stream.framesPerBlock;
				const sample = (channel: number, at: number): number =>
					at < 0 || at >= heard.length * size ? 0 : heard[Math.floor(at / size)][channel][at % size];
				for (const n of heard.keys())
					if (!run.signal.aborted)
						await run.heard(
							setup.inputs.map((_, channel) =>
								Float32Array.from({ length: size }, (_, i) => sample(channel, from(n * size + i))),
							),
						);
				return ended;
			},
		};
	},
});

test("a full scale of its own for each converter is part of the gain that is measured", async () => {
	const rack = {
		...straight(),
		inputs: [{ ...aConverter("in 1", 1), fullScale: dBu(14) }, aConverter("in 2", 2)],
	};
	const channels = { sends: [1], returns: [1] };
	const { perReturn } = await measureLoops({ backend: fast(rack), rate: RATE, ...channels, signal: never });
	expect(perReturn[0].gain).toBeCloseTo(6, 2);
});
