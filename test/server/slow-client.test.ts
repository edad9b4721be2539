import { expect, test, vi } from "vitest";
import { decodeMeters } from "#protocol/meters.ts";
import { aServer } from "./a-server.ts";
import { aTablet } from "./a-tablet.ts";

const lines = Array.from({ length: 64 }, (_, i) => ({ line: i + 1, peak: -18, rms: -24 }));
const frameAt = (position: number) => ({ position, remaining: 0, sends: lines, returns: lines });

test("a tablet that keeps up gets every meter frame", async () => {
	await using server = await aServer();
	await using tablet = await aTablet(server);
	for (let i = 0; i < 20; i += 1) {
		server.desk.show(frameAt(i));
		await vi.waitUntil(() => tablet.frames.length === i + 1, { interval: 5 });
	}
	const last = new Uint8Array(tablet.frames[19]).buffer;
	expect(decodeMeters(last)).toMatchObject({ position: 19, sends: { length: 64 }, returns: { length: 64 } });
});

test("a tablet that does not keep up misses meters, costs no memory, holds nobody up, and goes on after", async () => {
	await using server = await aServer();
	await using slow = await aTablet(server, "slow");
	await using quick = await aTablet(server, "quick");
	slow.socket.pause();
	const frames = 30_000;
	const before = process.memoryUsage.rss();
	for (let i = 1; i <= frames; i += 1) {
		server.desk.show(frameAt(i));
		if (i % 20 === 0) await new Promise(setImmediate);
	}
	const grown = process.memoryUsage.rss() - before;
	server.desk.happen({ was: "withdrawn", finding: "after the meters" });
	await quick.hears(({ say }) => say === "event");
	slow.socket.resume();
	await slow.hears(({ say }) => say === "event");
	// 46 MB were shown; the system's own buffers and 64 kB are all that may wait for the slow one.
	expect(slow.frames.length).toBeLessThan(frames * 0.7);
	expect(grown).toBeLessThan(120e6);
	const newest = slow.frames.length;
	await vi.waitUntil(() => {
		server.desk.show(frameAt(frames + 1));
		return slow.frames.length > newest;
	});
});

test("a tablet too slow even for the events is sent away, told why, and may come back", async () => {
	await using server = await aServer({ backlog: 200_000, parting: 10_000 });
	await using slow = await aTablet(server, "slow");
	await using quick = await aTablet(server, "quick");
	slow.socket.pause();
	const text = "x".repeat(2000);
	let happened = 0;
	while (server.desk.live().tablets.includes("slow") && happened < 20_000) {
		server.desk.happen({ was: "withdrawn", finding: `${happened} ${text}` });
		happened += 1;
		await new Promise(setImmediate);
	}
	expect(happened).toBeLessThan(20_000);
	slow.socket.resume();
	expect(await slow.closed).toMatchObject({
		code: 4003,
		reason: expect.stringContaining("does not keep up"),
	});
	expect(slow.heard.at(-1)).toMatchObject({ say: "closing" });
	await vi.waitUntil(() => quick.heard.filter(({ say }) => say === "event").length === happened);
	await using back = await aTablet(server, "slow");
	expect(back.heard[0]).toMatchObject({ clock: happened + 1 });
});
