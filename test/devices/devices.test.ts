import { describe, expect, test, vi } from "vitest";
import { startSimulatedUnits } from "#devices/simulated/units.ts";
import type { OscArgument } from "#drivers/codecs/osc.ts";
import { openOscPeer } from "#test/simulators/osc-peer.ts";
import { openSerialPair, socatIsMissing } from "#test/simulators/serial-pair.ts";
import { aDouble, aRack, gear } from "./a-rack.ts";
import { serialUnitAt } from "./serial-unit.ts";

const wait = { timeout: 10_000, interval: 5 };
const f = (value: number): OscArgument => ({ type: "f", value });

describe("an equaliser over OSC", () => {
	const file = gear("osc-equaliser");
	const values = () =>
		new Map<string, OscArgument>([
			...Object.values(file.remote?.transport === "osc" ? file.remote.controls : {}).map(
				({ address }) => [address, f(0.5)] as const,
			),
			["/in", { type: "i", value: 1 }],
			["/low/gain", f(-7)],
		]);

	test("is read when the link comes up, and nothing is set on it", async () => {
		await using peer = await openOscPeer(0, values());
		await using rack = aRack(file, `127.0.0.1:${peer.port}`);
		await vi.waitUntil(() => rack.told.length === 12, wait);
		expect(rack.told).toContainEqual({ control: "low-gain", setting: -7, why: "read" });
		expect(rack.told.every(({ why }) => why === "read")).toBe(true);
		expect(peer.heard.every(({ args }) => args.length === 0)).toBe(true);
		expect(rack.state()).toMatchObject({
			link: "connected",
			values: { "low-gain": { desired: null, reported: -7, certainty: "confirmed" } },
		});
	});

	test("takes a turn, and it is read back", async () => {
		await using double = await aDouble(file);
		await using rack = aRack(file, double.port);
		await vi.waitUntil(() => rack.state().link === "connected", wait);
		expect(rack.turn("unit", "low-gain", -3.3)).toBeNull();
		await vi.waitUntil(() => rack.state().values["low-gain"]?.certainty === "confirmed", wait);
		await vi.waitUntil(() => double.positions()["low-gain"] === -3.3, wait);
		expect(rack.state().values["low-gain"]).toMatchObject({ desired: -3.3 });
	});

	test("tells of a person at its panel", async () => {
		await using double = await aDouble(file);
		await using rack = aRack(file, double.port);
		await vi.waitUntil(() => rack.told.length === 12, wait);
		double.turnPanel("high-gain", 6);
		await vi.waitUntil(() => rack.told.length > 12, wait);
		expect(rack.told.at(-1)).toEqual({ control: "high-gain", setting: 6, why: "person moved it" });
	});

	test("a finger that moves faster than the unit's pace: the last value stands, and no queue behind it", async () => {
		await using peer = await openOscPeer(0, values());
		await using rack = aRack(file, `127.0.0.1:${peer.port}`);
		await vi.waitUntil(() => rack.told.length === 12, wait);
		const before = peer.heard.length;
		for (let i = 0; i <= 200; i++) rack.turn("unit", "trim", -6 + i * 0.06);
		rack.turn("unit", "low-mid-gain", 4);
		await vi.waitUntil(() => peer.values.get("/lowmid/gain")?.value === 4, wait);
		const sets = peer.heard.slice(before).filter(({ args }) => args.length > 0);
		expect(sets.map(({ address }) => address)).toEqual(["/trim", "/lowmid/gain"]);
		expect(peer.values.get("/trim")?.value).toBeCloseTo(6, 4);
	});

	test("its death is noticed, turns are refused with a reason, and on return it is read, not pushed to", async () => {
		const peer = await openOscPeer(0, values());
		await using rack = aRack(file, `127.0.0.1:${peer.port}`);
		await vi.waitUntil(() => rack.told.length === 12, wait);
		rack.turn("unit", "trim", 3);
		await vi.waitUntil(() => rack.state().values.trim?.certainty === "confirmed", wait);
		await peer[Symbol.asyncDispose]();
		await vi.waitUntil(() => rack.state().link !== "connected", wait);
		expect(rack.state().values.trim).toMatchObject({ desired: null, reported: 3, certainty: "unknown" });
		expect(rack.turn("unit", "trim", -3)).toMatchObject({ because: expect.stringMatching(/not connected/) });

		rack.told.length = 0;
		await using again = await openOscPeer(peer.port, values());
		await vi.waitUntil(() => rack.told.length === 12, wait);
		expect(rack.told).toContainEqual({ control: "trim", setting: 0.5, why: "read" });
		expect(again.heard.every(({ args }) => args.length === 0)).toBe(true);
	});

	test("an address that is none is a state with a sentence", async () => {
		await using rack = aRack(file, "over there");
		await vi.waitUntil(() => rack.state().link === "missing", wait);
		expect(rack.state().sentence).toMatch(/write it as 192.168.1.20:10023/);
	});

	test("what cannot be turned is refused in words", async () => {
		await using rack = aRack(file, "simulated");
		expect(rack.turn("unit", "volume", 1)).toMatchObject({
			because: expect.stringMatching(/cannot be told/),
		});
		expect(rack.turn("unit", "trim", "loud")).toMatchObject({
			because: expect.stringMatching(/wants a figure/),
		});
		expect(rack.turn("nobody", "trim", 1)).toMatchObject({
			because: expect.stringMatching(/no remote control/),
		});
		await vi.waitUntil(() => rack.state().link === "missing", wait);
	});
});

describe("a compressor on a serial line", () => {
	const file = gear("serial-compressor");

	test("is asked for everything, takes a turn, and a hand at its panel is found by asking", async () => {
		await using double = await aDouble(file);
		await using rack = aRack(file, double.port);
		await vi.waitUntil(() => rack.told.length === 6, wait);
		expect(rack.turn("unit", "ratio", "5")).toBeNull();
		expect(rack.turn("unit", "in", "Out")).toBeNull();
		await vi.waitUntil(() => rack.told.length === 8, wait);
		expect(double.positions()).toMatchObject({ ratio: "5", in: "Out" });
		double.turnPanel("threshold", -12);
		await vi.waitUntil(() => rack.told.length === 9, wait);
		expect(rack.told.at(-1)).toEqual({ control: "threshold", setting: -12, why: "person moved it" });
	});

	test("a device that is not there is missing, in words", async () => {
		await using rack = aRack(file, "/dev/serial/by-id/usb-nobody");
		await vi.waitUntil(() => rack.state().link === "missing", wait);
		expect(rack.state().sentence).toMatch(/There is no \/dev\/serial\/by-id\/usb-nobody: is the cable in/);
	});

	test.skipIf(socatIsMissing)(
		"the cable is pulled and put back: noticed, read again, nothing pushed",
		async () => {
			await using pair = await openSerialPair();
			let unit = await serialUnitAt(pair.theirs, file);
			await using rack = aRack(file, pair.ours);
			await vi.waitUntil(() => rack.told.length === 6, wait);
			rack.turn("unit", "make-up", 6);
			await vi.waitUntil(() => unit.positions["make-up"] === 6, wait);
			await pair.unplug();
			await vi.waitUntil(() => rack.state().link !== "connected", wait);
			await unit.close();

			rack.told.length = 0;
			await pair.plug();
			unit = await serialUnitAt(pair.theirs, file);
			await vi.waitUntil(() => rack.told.length === 6, wait);
			expect(rack.told).toContainEqual({ control: "make-up", setting: 0, why: "read" });
			expect(unit.sets).toBe(0);
			await unit.close();
		},
	);
});

describe("the demo's doubles", () => {
	test("every driven unit gets one, and they stop together", async () => {
		const units = ["osc-equaliser", "serial-compressor", "midi-reverb", "bus-compressor"].map((id) => ({
			id,
			file: gear(id),
		}));
		await using doubles = await startSimulatedUnits(units, new AbortController().signal);
		const found = [...doubles.ports.keys(), ...doubles.missing.keys()].sort();
		expect(found).toEqual(["midi-reverb", "osc-equaliser", "serial-compressor"]);
		if (process.platform !== "win32") expect(doubles.ports.get("midi-reverb")).toMatch(/^din:\/dev\//);
	});
});
