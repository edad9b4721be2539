import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Setting } from "#model/parameter.ts";
import { aDaemon, plugAll } from "./a-daemon.ts";
import { lena } from "./recordings.ts";

/** One unit a transport: a control, where it goes, and how many dB the chain gains by it. */
const moves: readonly { unit: string; control: string; setting: Setting; certainty: string; gain: number }[] =
	[
		{ unit: "osc-eq", control: "trim", setting: -6, certainty: "confirmed", gain: -6 },
		{ unit: "serial-comp", control: "make-up", setting: 6, certainty: "confirmed", gain: 6 },
		{ unit: "midi-verb", control: "level", setting: -6, certainty: "assumed", gain: -6 },
	];

const gainSaid = (says: string): number => Number(/gain (-?[\d.]+) dB/.exec(says.replace("−", "-"))?.[1]);

for (const { unit, control, setting, certainty, gain } of moves)
	test(`a knob of ${unit} moved on the tablet reaches the unit, is ${certainty}, and changes the sound`, async () => {
		await using daemon = await aDaemon();
		await using tablet = await daemon.tablet("Couch");
		await daemon.ready(tablet);
		await copyFile(lena, join(daemon.data, "sources", "Voice.wav"));
		const chain = {
			id: "one",
			name: "One",
			kind: "mono" as const,
			sends: [3],
			returns: [3],
			inserts: [unit],
		};
		expect((await tablet.wish({ do: "set chain", chain })).done).toBe(true);
		await plugAll(tablet, "one");
		const before = await tablet.wish({ do: "measure", chain: "one" });
		expect(before.says).toContain("gain");

		const value = () => tablet.live().devices.find((device) => device.unit === unit)?.values[control];
		expect((await tablet.wish({ do: "turn", unit, control, setting })).done).toBe(true);
		const arrived = (): boolean =>
			value()?.certainty === certainty && Math.abs(Number(value()?.desired) - Number(setting)) < 0.1;
		await tablet.until(arrived, 10, `${control} to be ${certainty}`);

		// A unit that never answers is told a moment after it is called assumed, so the sound is asked again until it follows.
		const change = async (): Promise<number> =>
			gainSaid((await tablet.wish({ do: "measure", chain: "one" })).says) - gainSaid(before.says);
		await expect.poll(change, { timeout: 40_000, interval: 100 }).toBeCloseTo(gain, 0);
	}, 90_000);
