import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { GearFile } from "#drivers/profile.ts";
import { openSerialPair, socatIsMissing } from "#test/simulators/serial-pair.ts";
import { aDouble, aRack, gear } from "./a-rack.ts";

const wait = { timeout: 15_000, interval: 10 };
const lacks = (...programs: string[]) =>
	programs.some((program) => spawnSync("which", [program]).status !== 0);

/** A program that is not ours, with all that it printed. */
const start = (program: string, args: readonly string[]) => {
	// ecasound says nothing of its engine where no terminal has a name.
	const env = { TERM: "dumb", ...process.env };
	const child: ChildProcess = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"], env });
	let printed = "";
	child.stdout?.on("data", (chunk) => {
		printed += chunk;
	});
	return {
		printed: () => printed,
		type: (line: string) => child.stdin?.write(`${line}\n`),
		[Symbol.asyncDispose]: async () => {
			if (child.exitCode !== null || child.signalCode !== null) return;
			const ended = once(child, "exit");
			child.kill("SIGKILL");
			await ended;
		},
	};
};

const freePort = async (): Promise<number> => {
	const socket = createSocket("udp4").bind(0, "127.0.0.1");
	await once(socket, "listening");
	const { port } = socket.address();
	await new Promise<void>((closed) => socket.close(() => closed()));
	return port;
};

describe.skipIf(lacks("oscsend", "oscdump"))("liblo", () => {
	const file = gear("osc-equaliser");

	test("reads what we send, floats as floats", async () => {
		const port = await freePort();
		await using dump = start("oscdump", ["-L", String(port)]);
		const silent = { ...file, remote: file.remote && { ...file.remote, readback: "none" as const } };
		await using rack = aRack(silent, `127.0.0.1:${port}`);
		await vi.waitUntil(() => {
			if (rack.state().link === "connected") rack.turn("unit", "trim", 1 + Math.random());
			return dump.printed().includes("/trim f 1.");
		}, wait);
		rack.turn("unit", "low-gain", 1);
		rack.turn("unit", "in", "Out");
		await vi.waitUntil(() => dump.printed().includes("/in i 0"), wait);
		expect(dump.printed()).toMatch(/\/low\/gain f 1\.0+/);
	});

	test("sets a unit of ours", async () => {
		await using double = await aDouble(file);
		const [, port = ""] = double.port.split(":");
		execFileSync("oscsend", ["127.0.0.1", port, "/high/gain", "f", "-4.5"]);
		execFileSync("oscsend", ["127.0.0.1", port, "/in", "i", "0"]);
		await vi.waitUntil(() => double.positions().in === "Out", wait);
		expect(double.positions()["high-gain"]).toBe(-4.5);
	});
});

describe.skipIf(socatIsMissing || lacks("ecasound"))("ecasound at the end of a DIN line", () => {
	const amplifier = GearFile.parse({
		maker: "Test",
		model: "ecasound -ea",
		kind: "amplifier",
		sources: {},
		faceplate: { width: 100, height: 40 },
		ports: {},
		jacks: {},
		controls: {
			volume: {
				kind: "knob",
				label: "VOLUME",
				at: [20, 20],
				unit: "%",
				scale: [
					[0, 0],
					[1, 100],
				],
				default: 0,
			},
		},
		remote: { transport: "midi", readback: "none", channel: 1, controls: { volume: { cc: 7 } } },
	});

	test("stands where it was told, by its own word", async () => {
		await using pair = await openSerialPair();
		const chain = ["-a:1", "-i:rtnull", "-o:rtnull", "-ea:100", "-km:1,0,100,7,1"];
		await using unit = start("ecasound", ["-c", `-Md:rawmidi,${pair.theirs}`, "-f:f32_le,1,48000", ...chain]);
		for (const line of ["start", "cop-select 1", "copp-select 1"]) unit.type(line);
		await vi.waitUntil(() => unit.printed().includes("Driver start"), wait);
		await using rack = aRack(amplifier, `din:${pair.ours}`);
		await vi.waitUntil(() => rack.state().link === "connected", wait);
		for (const [percent, reads] of [
			[100, "100.0"],
			[50, "50.39"],
			[0, "0.000"],
		] as const) {
			expect(rack.turn("unit", "volume", percent)).toBeNull();
			await vi.waitUntil(
				() => {
					unit.type("copp-get");
					const readings = unit.printed().match(/^\d+\.\d+$/gm);
					return readings?.at(-1)?.startsWith(reads);
				},
				{ ...wait, interval: 100 },
			);
		}
	});
});
