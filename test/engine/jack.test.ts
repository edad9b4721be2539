import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { type Engine, openEngine } from "#engine/engine.ts";
import { openWav } from "#engine/wav-read.ts";
import type { PassOrder, PassResult } from "#model/pass.ts";
import { aFolder, anOrder, aWav, music, RATE } from "#test/engine/rig.ts";
import { type JackRoom, jackIsMissing, openJack } from "#test/simulators/jack.ts";

const audifyIsMissing = await import("audify").then(
	() => undefined,
	() => "audify is not installed or does not load",
);
const missing = jackIsMissing() ?? audifyIsMissing;
const plugins = spawnSync("ls", ["/usr/lib/ladspa/delay_1898.so"]).status === 0;

const engineIn = (jack: JackRoom, device: string): Engine =>
	openEngine({
		backend: { kind: "duplex", api: "JACK", device },
		signal: new AbortController().signal,
		log: () => {},
		execPath: jack.node,
	});
const latencyOf = async (engine: Engine): Promise<number> => {
	const measured = await engine.measure({ sends: [1, 2], returns: [1, 2], rate: RATE });
	if (!measured.ok) throw new Error(measured.because);
	const [left, right] = measured.value.perReturn;
	expect(left.samples).toBeCloseTo(right.samples ?? 0, 3);
	return left.samples ?? 0;
};
const pass = async (engine: Engine, order: PassOrder): Promise<PassResult> => {
	const answer = await engine.pass(order);
	if (!answer.ok) throw new Error(answer.because);
	return answer.value;
};
const samplesOf = async (path: string | null): Promise<readonly Float32Array[]> => {
	const opened = await openWav(path ?? "no take");
	if (!opened.ok) throw new Error(opened.because);
	await using wav = opened.wav;
	return await wav.read(0, wav.frames);
};
const rollsTo = (engine: Engine, seconds: number): Promise<void> =>
	new Promise((resolve) => {
		const deafen = engine.listen((event) => {
			if (event.was !== "meters" || event.meters.position < seconds) return;
			deafen();
			resolve();
		});
	});

// A machine too busy for real time fails a take, as it should; so these may be tried again.
describe("through a JACK server of our own", { timeout: 60_000, retry: 2 }, () => {
	test("a plain loop: 512 samples, the take is the source bit for bit", async (ctx) => {
		if (missing !== undefined) ctx.skip(missing);
		await using folder = await aFolder();
		await using jack = await openJack();
		await jack.loop("loop");
		await using engine = engineIn(jack, "loop");
		expect(await engine.probe()).toMatchObject({ ok: true, value: { ready: true } });
		const latency = await latencyOf(engine);
		expect(latency).toBeCloseTo(512, 3);
		const sound = [music(3, 1), music(3, 2)];
		const source = await aWav(folder.path("mix.wav"), ...sound);
		const result = await pass(engine, anOrder({ source, take: folder.path("take.wav"), latency, tail: 0 }));
		expect(result).toMatchObject({ end: "printed", remarks: [], figures: { lostFrames: 0 } });
		expect(await samplesOf(result.take)).toEqual(sound);
	});

	test("an outboard unit that delays by 480 samples: measured as such, and lined up", async (ctx) => {
		if (missing !== undefined) ctx.skip(missing);
		if (!plugins) ctx.skip("the LADSPA plugins of swh-plugins are not installed");
		await using folder = await aFolder();
		await using jack = await openJack();
		await jack.outboard("hardware", "-el:delay_c,0.1,0.01", "-ea:50");
		await using engine = engineIn(jack, "hardware");
		const latency = await latencyOf(engine);
		expect(latency).toBeCloseTo(992, 1);
		const sound = [music(2, 1), music(2, 2)];
		const source = await aWav(folder.path("mix.wav"), ...sound);
		const result = await pass(engine, anOrder({ source, take: folder.path("take.wav"), latency, tail: 0 }));
		expect(result).toMatchObject({ end: "printed", remarks: [] });
		for (const [channel, samples] of (await samplesOf(result.take)).entries())
			for (const [i, sample] of samples.entries())
				if (Math.abs(sample - sound[channel][i] / 2) > 2 ** -22)
					expect(sample, `sample ${i}`).toBe(sound[channel][i] / 2);
	});

	test("unplugged outboard: the pass fails before it rolls", async (ctx) => {
		if (missing !== undefined) ctx.skip(missing);
		await using folder = await aFolder();
		await using jack = await openJack();
		await using engine = engineIn(jack, "system");
		const source = await aWav(folder.path("mix.wav"), music(2), music(2));
		const result = await pass(engine, anOrder({ source, take: folder.path("take.wav"), latency: 512 }));
		expect(result).toMatchObject({ end: "failed", take: null });
		expect(result.sentence).toContain("return 1");
	});

	test.for(["SIGSTOP", "SIGKILL"] as const)(
		"the server gets %s in mid-pass: the take fails with a sentence, and what there is of it is kept",
		async (signal, ctx) => {
			if (missing !== undefined) ctx.skip(missing);
			await using folder = await aFolder();
			await using jack = await openJack();
			await jack.loop("loop");
			await using engine = engineIn(jack, "loop");
			const sound = [music(6, 1), music(6, 2)];
			const source = await aWav(folder.path("mix.wav"), ...sound);
			const printing = pass(engine, anOrder({ source, take: folder.path("take.wav"), latency: 512 }));
			await rollsTo(engine, 1);
			jack.server.signal(signal);
			const result = await printing;
			expect(result).toMatchObject({ end: "failed", take: folder.path("take (partial).wav") });
			expect(result.sentence).toMatch(/sent nothing for 2 s|shut/i);
			expect(result.sentence).toContain("kept as a partial take");
			const [left] = await samplesOf(result.take);
			expect(left.length).toBeGreaterThan(RATE);
			expect(left).toEqual(sound[0].subarray(0, left.length));
		},
	);

	test("STOP: the output fades to silence within 20 ms and two blocks, without a jump", async (ctx) => {
		if (missing !== undefined) ctx.skip(missing);
		await using folder = await aFolder();
		await using jack = await openJack();
		await jack.loop("loop");
		await using engine = engineIn(jack, "loop");
		const low = Float32Array.from(
			{ length: 6 * RATE },
			(_, i) => 0.5 * Math.sin((2 * Math.PI * 60 * i) / RATE),
		);
		const source = await aWav(folder.path("mix.wav"), low, low);
		const printing = pass(engine, anOrder({ source, take: folder.path("take.wav"), latency: 512 }));
		await rollsTo(engine, 0.2);
		const recorded = jack.record(folder.path("tape.wav"), 4, "Halfnormal:outport 0", "Halfnormal:outport 1");
		await rollsTo(engine, 1);
		await engine.stop();
		expect(await printing).toMatchObject({ end: "aborted" });
		await recorded;
		const [tape] = await samplesOf(folder.path("tape.wav"));
		const loud = tape.findLastIndex((sample) => Math.abs(sample) > 0.4);
		const last = tape.findLastIndex((sample) => sample !== 0);
		expect(loud).toBeGreaterThan(0.3 * RATE);
		expect(last - loud).toBeLessThan(0.02 * RATE);
		let steepest = 0;
		for (let i = loud - 2000; i < last + 10; i++)
			steepest = Math.max(steepest, Math.abs(tape[i + 1] - tape[i]));
		expect(steepest).toBeLessThan(0.5 * ((2 * Math.PI * 60) / RATE) * 1.5);
	});
});
