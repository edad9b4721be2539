import { describe, expect, test } from "vitest";
import { measureLoops, verifyTone } from "#engine/latency.ts";
import { dBu } from "#model/level.ts";
import { fast, never } from "./a-pass.ts";
import { aChannel, aConverter, aHop, RATE, straight } from "./rig.ts";

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

	test("a full scale of its own for each converter is part of the gain that is measured", async () => {
		const rack = {
			...straight(),
			inputs: [{ ...aConverter("in 1", 1), fullScale: dBu(14) }, aConverter("in 2", 2)],
		};
		const channels = { sends: [1], returns: [1] };
		const { perReturn } = await measureLoops({ backend: fast(rack), rate: RATE, ...channels, signal: never });
		expect(perReturn[0].gain).toBeCloseTo(6, 2);
	});
});
