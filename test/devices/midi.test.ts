import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openDevices } from "#devices/devices.ts";
import { midiGuard } from "#devices/midi-port.ts";
import { isOpened, type OpenedPort, type OpenPort } from "#devices/port.ts";
import { openPty, type Pty } from "#devices/simulated/pty.ts";
import { controlChange, nrpn, sysex } from "#drivers/codecs/midi.ts";
import { GearFile } from "#drivers/profile.ts";
import { type JackMidiRoom, jackMidi, jackMidiIsMissing, openJackMidi } from "#test/simulators/jack-midi.ts";
import { aDouble, aRack, gear } from "./a-rack.ts";

const wait = { timeout: 15_000, interval: 5 };
const reverb = gear("midi-reverb");
const signal = new AbortController().signal;

const openIt = async (
	open: OpenPort,
	port: string,
	hear = (_bytes: Uint8Array) => {},
): Promise<OpenedPort> => {
	const opened = await open({ port, hear, signal });
	if (!isOpened(opened)) throw new Error(opened.because);
	return opened;
};
const aPty = async (hear: (bytes: Uint8Array) => void): Promise<Pty> => {
	const pty = await openPty(hear);
	if ("missing" in pty) throw new Error(pty.missing);
	return pty;
};

describe("a reverb on a DIN line", () => {
	test("takes what it is sent, and it is only assumed, because it never answers", async () => {
		await using double = await aDouble(reverb);
		await using rack = aRack(reverb, double.port);
		await vi.waitUntil(() => rack.state().link === "connected", wait);
		expect(rack.state().values.mix).toEqual({ desired: null, reported: null, certainty: "unknown" });
		expect(rack.turn("unit", "mix", 100)).toBeNull();
		expect(rack.turn("unit", "program", "Plate")).toBeNull();
		expect(rack.turn("unit", "decay", 10)).toBeNull();
		await vi.waitUntil(() => double.positions().decay === 10, wait);
		expect(double.positions()).toMatchObject({ mix: 100, program: "Plate", decay: 10 });
		expect(rack.state().values.mix).toEqual({ desired: 100, reported: null, certainty: "assumed" });
		expect(rack.told).toEqual([]);
	});

	test("shares its line with another unit on another channel", async () => {
		const other = { ...reverb, remote: reverb.remote && { ...reverb.remote, channel: 4 } };
		await using double = await aDouble(reverb);
		const devices = openDevices({
			units: [
				{ id: "third", file: reverb, port: double.port },
				{ id: "fourth", file: other, port: double.port },
			],
			signal,
			log: () => {},
			report: () => {},
			changed: () => {},
		});
		await using _closing = devices;
		await vi.waitUntil(() => devices.states().every(({ link }) => link === "connected"), wait);
		expect(devices.turn("fourth", "mix", 0)).toBeNull();
		expect(devices.turn("third", "mix", 100)).toBeNull();
		await vi.waitUntil(() => double.positions().mix === 100, wait);
	});

	test("that tells of its knobs is heard when a person turns one", async () => {
		const talkative = { ...reverb, remote: reverb.remote && { ...reverb.remote, readback: "push" as const } };
		await using double = await aDouble(talkative);
		await using rack = aRack(talkative, double.port);
		await vi.waitUntil(() => rack.state().link === "connected", wait);
		double.turnPanel("bypass", "Bypass");
		await vi.waitUntil(() => rack.told.length === 1, wait);
		expect(rack.told).toEqual([{ control: "bypass", setting: "Bypass", why: "read" }]);
		double.turnPanel("bypass", "Effect");
		await vi.waitUntil(() => rack.told.length === 2, wait);
		expect(rack.told[1]).toEqual({ control: "bypass", setting: "Effect", why: "person moved it" });
	});
});

describe("the MIDI guard", () => {
	test.skipIf(existsSync("/dev/snd/seq") || process.platform !== "linux")(
		"a machine without a MIDI system is a state with a sentence, by either library",
		async () => {
			for (const backends of [
				["midi"],
				["@julusian/midi"],
				["midi", "@julusian/midi"],
				["no such library"],
			]) {
				await using rack = aRack(reverb, "Reverb", { midi: { backends } });
				await vi.waitUntil(() => rack.state().link === "missing", wait);
				expect(rack.state().sentence).toMatch(/no MIDI system .*din:\/dev\/ttyUSB0/);
			}
		},
	);

	test("lets nothing unwhole through: the port closes with a reason, the guard lives", async () => {
		await using guard = midiGuard();
		const heard: number[] = [];
		using pty = await aPty((bytes) => heard.push(...bytes));
		for (const bytes of [[], [0xb0, 7], [7, 7, 7], [0xb0, 7, 200], new Array(5000).fill(1)]) {
			await using port = await openIt(guard.open, `din:${pty.path}`);
			await port.send(Uint8Array.from(bytes));
			expect(await port.gone).toMatch(/refused to send/);
		}
		await using port = await openIt(guard.open, `din:${pty.path}`);
		await port.send(controlChange(1, 7, 100));
		await vi.waitUntil(() => heard.length > 0, wait);
		expect(heard).toEqual([0xb0, 7, 100]);
	});

	test("a burst is paced to 200 messages a second, and every one arrives in order", async () => {
		await using guard = midiGuard();
		const heard: number[] = [];
		using pty = await aPty((bytes) => heard.push(...bytes));
		await using port = await openIt(guard.open, `din:${pty.path}`);
		const before = performance.now();
		await Promise.all(Array.from({ length: 120 }, (_, i) => port.send(controlChange(1, 7, i))));
		expect(performance.now() - before).toBeGreaterThan(450);
		await vi.waitUntil(() => heard.length === 360, wait);
		expect(heard.filter((_, i) => i % 3 === 2)).toEqual(Array.from({ length: 120 }, (_, i) => i));
	});

	test.skipIf(process.platform === "win32")(
		"when its process dies, the unit is lost and found again",
		async () => {
			const folder = mkdtempSync(join(tmpdir(), "guard-"));
			const [node, pid] = [join(folder, "node"), join(folder, "pid")];
			writeFileSync(node, `#!/bin/sh\necho $$ > ${pid}\nexec ${process.execPath} "$@"\n`);
			chmodSync(node, 0o755);
			await using double = await aDouble(reverb);
			await using rack = aRack(reverb, double.port, { midi: { execPath: node } });
			await vi.waitUntil(() => rack.state().link === "connected", wait);
			rack.turn("unit", "mix", 80);
			process.kill(Number(readFileSync(pid, "utf8")), "SIGKILL");
			await vi.waitUntil(() => rack.state().link !== "connected", wait);
			expect(rack.log.at(-1)).toMatch(/MIDI process ended/);
			await vi.waitUntil(() => rack.state().link === "connected", wait);
			expect(rack.state().values.mix).toEqual({ desired: null, reported: null, certainty: "unknown" });
			rmSync(folder, { recursive: true });
		},
	);
});

const missing = jackMidiIsMissing();
describe.skipIf(missing !== undefined)(
	`the library "midi" through JACK${missing ? ` (${missing})` : ""}`,
	() => {
		let jack: JackMidiRoom;
		beforeAll(async () => {
			jack = await openJackMidi();
		});
		afterAll(() => jack?.[Symbol.asyncDispose]());
		const midi = () => ({ execPath: jack.room.node, backends: [jackMidi] });

		test("controllers, parameters and sysex arrive at a unit that is not ours", async () => {
			await using peer = await jack.peer("Plate");
			await using guard = midiGuard(midi());
			await using port = await openIt(guard.open, "Plate");
			const long = sysex(Array.from({ length: 2000 }, (_, i) => i % 128)) ?? new Uint8Array();
			for (const bytes of [controlChange(3, 16, 64), nrpn(3, 300, 8192), long]) await port.send(bytes);
			await vi.waitUntil(() => peer.heard.length >= 6, wait);
			expect(peer.heard).toEqual([
				"b21040",
				"b26302",
				"b2622c",
				"b20640",
				"b22600",
				Buffer.from(long).toString("hex"),
			]);
		});

		test("a reverb that tells of its knobs is driven and heard", async () => {
			const file = GearFile.parse({
				...talkativeBox,
				remote: { transport: "midi", readback: "push", channel: 3, controls: { mix: { cc: 16 } } },
			});
			await using peer = await jack.peer("Hall");
			await using rack = aRack(file, "Hall", { midi: midi() });
			await vi.waitUntil(() => rack.state().link === "connected", wait);
			rack.turn("unit", "mix", 100);
			await vi.waitUntil(() => peer.heard.includes("b2107f"), wait);
			// The peer's port back was open before ours; what it says from now on is heard.
			await vi.waitUntil(() => {
				peer.say("b21000");
				return rack.told.length > 0;
			}, wait);
			expect(rack.told[0]).toMatchObject({ control: "mix", setting: 0 });
		});

		test("a unit that leaves is noticed, although the library does not tell", async () => {
			const peer = await jack.peer("Room");
			await using rack = aRack(reverb, "Room", { midi: midi() });
			await vi.waitUntil(() => rack.state().link === "connected", wait);
			await peer[Symbol.asyncDispose]();
			await vi.waitUntil(() => rack.state().link === "lost", wait);
			expect(rack.log.at(-1)).toMatch(/no longer lists/);
			await using _again = await jack.peer("Room");
			await vi.waitUntil(() => rack.state().link === "connected", wait);
		});

		test("a port that is not there is lost, with the names that are", async () => {
			await using _peer = await jack.peer("Spring");
			await using rack = aRack(reverb, "Shimmer", { midi: midi() });
			await vi.waitUntil(() => rack.state().link === "lost", wait);
			expect(rack.state().sentence).toMatch(/No MIDI port is called "Shimmer".*Spring/);
		});
	},
);

const talkativeBox = {
	maker: "Test",
	model: "Box",
	kind: "reverb",
	sources: {},
	faceplate: { width: 100, height: 40 },
	ports: {},
	jacks: {},
	controls: {
		mix: {
			kind: "knob",
			label: "MIX",
			at: [10, 10],
			unit: "%",
			scale: [
				[0, 0],
				[1, 100],
			],
			default: 0,
		},
	},
};
