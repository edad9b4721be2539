import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fast, printed, slipping } from "./a-pass.ts";
import { aFolder, aHop, anOrder, aWav, music, outboard, RATE, straight } from "./rig.ts";

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
