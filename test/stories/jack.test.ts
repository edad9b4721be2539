import { join } from "node:path";
import { expect, test } from "vitest";
import { openWav } from "#engine/wav-read.ts";
import { jackIsMissing, openJack } from "#test/simulators/jack.ts";
import { aDaemon, plugAll, yesToAll } from "./a-daemon.ts";
import { sendStereo } from "./recordings.ts";

const samples = async (path: string): Promise<Float32Array[]> => {
	const opened = await openWav(path);
	if (!opened.ok) throw new Error(opened.because);
	await using wav = opened.wav;
	return wav.read(0, wav.frames);
};

test("the same story through a real JACK server: a plain loop comes back bit for bit", async ({ skip }) => {
	const missing = jackIsMissing();
	if (missing) skip(missing);
	await using jack = await openJack();
	const loop = await jack.loop("room");
	await using daemon = await aDaemon({
		node: jack.node,
		changes: [["backend: simulated }", `backend: duplex, api: JACK, device: ${loop.name} }`]],
	});
	await using tablet = await daemon.tablet("Couch");
	await daemon.ready(tablet);
	const source = await sendStereo(daemon, "Words.wav");
	const chain = {
		id: "loop",
		name: "Loop",
		kind: "stereo" as const,
		sends: [1, 2],
		returns: [1, 2],
		inserts: ["bus-comp"],
	};
	expect((await tablet.wish({ do: "set chain", chain })).done).toBe(true);
	await plugAll(tablet, "loop");
	const armed = await tablet.wish({
		do: "print",
		chain: "loop",
		source,
		tail: 0,
		convert: false,
		answers: yesToAll(tablet, "loop"),
	});
	expect(armed).toEqual({ done: true, says: expect.stringContaining("Printing") });
	await tablet.until(() => tablet.session().takes.length > 0, 60, "the take");
	const [take] = tablet.session().takes;
	expect(take?.result.remarks).toEqual([]);
	expect(take?.result.end).toBe("printed");
	const printed = await samples(
		join(daemon.data, "sessions", tablet.session().id, "takes", take?.file ?? ""),
	);
	const original = await samples(join(daemon.data, "sources", source));
	expect(
		printed.map((channel) =>
			Buffer.from(channel.buffer).equals(Buffer.from(original[printed.indexOf(channel)]?.buffer ?? [])),
		),
	).toEqual([true, true]);
}, 120_000);
