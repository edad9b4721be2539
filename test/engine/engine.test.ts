import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { type Engine, type EngineEvent, openEngine } from "#engine/engine.ts";
import type { BackendChoice } from "#engine/messages.ts";
import { recoverTakes } from "#engine/recover-takes.ts";
import { openWav } from "#engine/wav-read.ts";
import type { PassOrder, PassResult } from "#model/pass.ts";
import type { VirtualRack } from "#model/virtual-rack.ts";
import type { MeterFrame } from "#protocol/meters.ts";
import { aFolder, aHop, anOrder, aWav, music, outboard, RATE, straight } from "#test/engine/rig.ts";
import { inTime } from "#test/until.ts";

const live = (rack: VirtualRack): BackendChoice => ({ kind: "simulated", pace: "real time", rack });
const anEngine = (backend: BackendChoice): Engine =>
	openEngine({ backend, signal: new AbortController().signal, log: () => {} });

/** Waits for an event of the engine, for at most 10 s. */
const event = async (engine: Engine, is: (event: EngineEvent) => boolean): Promise<void> => {
	const { promise: came, resolve } = Promise.withResolvers<void>();
	const deafen = engine.listen((heard) => {
		if (is(heard)) resolve();
	});
	try {
		await inTime(came, { otherwise: "The awaited event of the engine did not come." });
	} finally {
		deafen();
	}
};
const rollsTo = (engine: Engine, seconds: number): Promise<void> =>
	event(engine, (heard) => heard.was === "meters" && heard.meters.position >= seconds);
const pass = async (engine: Engine, order: PassOrder): Promise<PassResult> => {
	const answer = await engine.pass(order);
	if (!answer.ok) throw new Error(answer.because);
	return answer.value;
};
const framesOf = async (path: string | null): Promise<number> => {
	const opened = await openWav(path ?? "no take");
	if (!opened.ok) throw new Error(opened.because);
	await using wav = opened.wav;
	return wav.frames;
};

describe("the engine in a process of its own, simulated interface in real time", () => {
	test("prints bit for bit, tells its states, and shows meters about thirty times a second", async () => {
		await using folder = await aFolder();
		const sound = [music(2, 1), music(2, 2)];
		const source = await aWav(folder.path("mix.wav"), ...sound);
		await using engine = anEngine(live(straight()));
		const states: string[] = [];
		const meters: MeterFrame[] = [];
		engine.listen((heard) => {
			if (heard.was === "state") states.push(heard.state);
			if (heard.was === "meters") meters.push(heard.meters);
		});
		const result = await pass(engine, anOrder({ source, take: folder.path("take.wav"), tail: 0 }));

		expect(result).toMatchObject({ end: "printed", remarks: [] });
		expect(states).toEqual(["armed", "ping", "rolling", "tail", "closing ping", "checked", "printed"]);
		const opened = await openWav(folder.path("take.wav"));
		if (!opened.ok) throw new Error(opened.because);
		await using take = opened.wav;
		expect(await take.read(0, take.frames)).toEqual(sound);

		const seconds = 2 + 1.75 + 1.25;
		expect(meters.length / seconds, "a busy machine shows fewer, never none").toBeGreaterThan(5);
		expect(meters.length / seconds).toBeLessThan(40);
		const loudest = Math.max(...meters.flatMap(({ returns }) => returns.map(({ peak }) => peak)));
		const sent = Math.max(...meters.flatMap(({ sends }) => sends.map(({ peak }) => peak)));
		expect(loudest).toBeCloseTo(sent, 3);
		expect(loudest).toBeCloseTo(result.figures?.samplePeak ?? 0, 3);
		expect(meters.map(({ sends: [{ line }] }) => line)).toContain(1);
	});

	test("latency is 612 samples, each time the interface is opened", async () => {
		await using engine = anEngine(live(straight(-110)));
		for (let opening = 0; opening < 2; opening++) {
			const measured = await engine.measure({ sends: [1], returns: [1], rate: RATE });
			if (!measured.ok) throw new Error(measured.because);
			expect(measured.value.perReturn[0].samples).toBeCloseTo(612, 3);
		}
	});

	test("through a rack of outboard, a take in real time is the take that is rendered fast", async () => {
		await using folder = await aFolder();
		const source = await aWav(folder.path("mix.wav"), music(1.5, 1), music(1.5, 2));
		const rack = outboard(
			{ do: "filter", shape: "peaking", frequency: 3000, q: 1.4, gain: 4 },
			{ do: "compress", threshold: -10, ratio: 3, attack: 0.01, release: 0.1, knee: 6 },
			{ do: "saturate", ceiling: 12, drive: 3 },
		);
		const takes: (readonly Float32Array[])[] = [];
		let latency = 0;
		for (const pace of ["fast", "real time"] as const) {
			await using engine = anEngine({ kind: "simulated", pace, rack });
			if (pace === "fast") {
				const measured = await engine.measure({ sends: [1], returns: [1], rate: RATE });
				latency = measured.ok ? (measured.value.perReturn[0].samples ?? 0) : 0;
			}
			const result = await pass(engine, anOrder({ source, take: folder.path(`${pace}.wav`), latency }));
			expect(result).toMatchObject({ end: "printed" });
			const opened = await openWav(result.take ?? "");
			if (!opened.ok) throw new Error(opened.because);
			await using take = opened.wav;
			takes.push(await take.read(0, take.frames));
		}
		const furthest = takes[0][0].reduce(
			(most, sample, i) => Math.max(most, Math.abs(sample - takes[1][0][i])),
			0,
		);
		expect(20 * Math.log10(furthest)).toBeLessThan(-80);
	});

	test("a cord pulled in mid-pass spoils the take, which says that the chain was broken", async () => {
		await using folder = await aFolder();
		const source = await aWav(folder.path("mix.wav"), music(2.5, 1), music(2.5, 2));
		await using engine = anEngine(live(outboard()));
		const printing = pass(engine, anOrder({ source, take: folder.path("take.wav") }));
		await rollsTo(engine, 0.8);
		await engine.retune({ ...outboard(), hops: outboard().hops.filter(({ to }) => to !== "in 2") });
		const result = await printing;
		expect(result.end).toBe("failed");
		expect(result.take).toBe(folder.path("take.wav"));
		const closing = result.remarks.filter(({ code }) => code === "no-closing-ping");
		expect(closing.map(({ sentence }) => sentence)).toEqual([
			expect.stringContaining("did not come back on return 2: the chain was broken during the pass"),
		]);
	});

	test("a knob turned in mid-pass is heard, without a click and without spoiling the take", async () => {
		await using folder = await aFolder();
		const source = await aWav(folder.path("mix.wav"), music(2.5, 1), music(2.5, 2));
		await using engine = anEngine(live(outboard({ do: "gain", gain: 0 })));
		const printing = pass(engine, anOrder({ source, take: folder.path("take.wav"), tail: 0 }));
		await rollsTo(engine, 1);
		await engine.retune(outboard({ do: "gain", gain: -12 }));
		const result = await printing;
		expect(result).toMatchObject({ end: "printed", remarks: [] });
		const opened = await openWav(folder.path("take.wav"));
		if (!opened.ok) throw new Error(opened.because);
		await using take = opened.wav;
		const rms = (samples: Float32Array) => Math.hypot(...samples.subarray(0, 20_000));
		const [[early], [late]] = [await take.read(0, 20_000), await take.read(2 * RATE, 20_000)];
		expect(rms(late) / rms(early)).toBeLessThan(0.4);
	});

	test("STOP in mid-pass: aborted, and the take is a valid file that says that it is partial", async (ctx) => {
		if (spawnSync("ffprobe", ["-version"]).status !== 0) ctx.skip("ffprobe is not installed");
		await using folder = await aFolder();
		const sound = [music(4, 1), music(4, 2)];
		const source = await aWav(folder.path("mix.wav"), ...sound);
		await using engine = anEngine(live(straight()));
		const printing = pass(engine, anOrder({ source, take: folder.path("take.wav") }));
		await rollsTo(engine, 1);
		await engine.stop();
		const result = await printing;
		expect(result).toMatchObject({ end: "aborted", take: folder.path("take (partial).wav"), remarks: [] });
		const probed = execFileSync("ffprobe", [
			"-v",
			"error",
			"-of",
			"json",
			"-show_format",
			"-show_streams",
			`${result.take}`,
		]);
		const { streams, format } = JSON.parse(probed.toString());
		expect(streams[0]).toMatchObject({ codec_name: "pcm_s24le", channels: 2, sample_rate: "48000" });
		expect(Number(format.duration)).toBeGreaterThan(1);
		expect(Number(format.duration)).toBeLessThan(2);
		expect(format.tags.comment).toContain("(partial)");
		const frames = await framesOf(result.take);
		const opened = await openWav(result.take ?? "");
		if (!opened.ok) throw new Error(opened.because);
		await using take = opened.wav;
		const [left] = await take.read(0, frames - 4096);
		expect(left).toEqual(sound[0].subarray(0, frames - 4096));
	});

	test("a second pass is refused while one rolls, with a reason and a cure", async () => {
		await using folder = await aFolder();
		const source = await aWav(folder.path("mix.wav"), music(1), music(1));
		await using engine = anEngine(live(straight()));
		const order = anOrder({ source, take: folder.path("take.wav") });
		const first = engine.pass(order);
		expect(await engine.pass({ ...order, take: folder.path("other.wav") })).toEqual({
			ok: false,
			because: "A pass is running on this interface.",
			cure: "Stop it, or wait until it is over.",
		});
		expect((await engine.measure({ sends: [1], returns: [1], rate: RATE })).ok).toBe(false);
		await engine.stop();
		await first;
	});

	test("the process is killed in mid-pass: the daemon says so, keeps what there is, and prints the next", async () => {
		await using folder = await aFolder();
		const source = await aWav(folder.path("mix.wav"), music(4, 1), music(4, 2));
		await using engine = anEngine(live(straight()));
		const printing = pass(engine, anOrder({ source, take: folder.path("take.wav") }));
		await rollsTo(engine, 1.5);
		const lost = event(engine, (heard) => heard.was === "lost");
		process.kill(engine.pid() ?? 0, "SIGKILL");
		await lost;
		const result = await printing;
		expect(result).toMatchObject({ end: "failed", take: folder.path("take (partial).wav") });
		expect(result.sentence).toMatch(/ended unexpectedly \(SIGKILL\)\. \d\.\d s are kept as a partial take/);
		expect(await framesOf(result.take)).toBeGreaterThan(RATE);
		const probe = await engine.probe();
		expect(probe).toMatchObject({ ok: true, value: { ready: true } });
	});
});

test("an engine faster than real time prints as well, and closing it twice does no harm", async () => {
	await using folder = await aFolder();
	const source = await aWav(folder.path("mix.wav"), music(1), music(1));
	await using engine = anEngine({ kind: "simulated", pace: "fast", rack: straight() });
	const order = anOrder({ source, take: folder.path("take.wav") });
	expect(await pass(engine, order)).toMatchObject({ end: "printed" });
	await engine[Symbol.asyncDispose]();
	expect(engine.pid()).toBeUndefined();
});

test("a duplex interface that is not there is a state with a cure", async () => {
	await using engine = anEngine({ kind: "duplex", api: "JACK", device: "nowhere" });
	const probe = await engine.probe();
	if (!probe.ok) throw new Error(probe.because);
	if (!probe.value.ready) expect(probe.value.cure).not.toBe("");
	const measured = await engine.measure({ sends: [1], returns: [1], rate: RATE });
	expect(measured).toMatchObject({ ok: false });
});

test("takes of a crashed engine are recovered when it starts: valid, and named partial", async () => {
	await using folder = await aFolder();
	const whole = await aWav(folder.path("take.wav"), music(1));
	const bytes = execFileSync("cat", [whole], { maxBuffer: 1e8 });
	await writeFile(folder.path("lost.wav.partial"), bytes.subarray(0, bytes.length - 100));
	const recovered = await recoverTakes(folder.path("."));
	expect(recovered).toMatchObject([{ ok: true, path: folder.path("lost (partial).wav") }]);
	expect(existsSync(folder.path("lost.wav.partial"))).toBe(false);
	expect(await framesOf(folder.path("lost (partial).wav"))).toBe(RATE - 34);
	expect(await recoverTakes(folder.path("nowhere"))).toEqual([]);
});

test("an unheard hop of a rack may be anything: the engine parses what comes in", async () => {
	const rack = { ...straight(), hops: [aHop("out 1", "in 1", Number.NaN)] };
	await using engine = anEngine(live(rack));
	expect(await engine.probe()).toMatchObject({ ok: false });
});
