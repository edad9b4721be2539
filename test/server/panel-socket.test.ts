import { expect, test, vi } from "vitest";
import { StudioEvent } from "#model/event.ts";
import { evolve } from "#model/evolve.ts";
import { Session } from "#model/session.ts";
import { PROTOCOL } from "#protocol/messages.ts";
import { aServer } from "./a-server.ts";
import { aSilentTablet, aTablet, type Heard, note } from "./a-tablet.ts";

const hello = { say: "hello", protocol: PROTOCOL, tablet: "couch" } as const;
const clockOf = ({ event }: Heard): number => StudioEvent.parse(event).clock;
const threshold = { say: "hold", unit: "bus-comp", control: "threshold" } as const;

test("a tablet is welcomed with the whole state, and from then on hears every event in order", async () => {
	await using server = await aServer();
	await using tablet = await aTablet(server);
	const [welcome] = tablet.heard;
	expect(welcome).toMatchObject({
		say: "welcome",
		protocol: PROTOCOL,
		clock: 1,
		studio: { studio: "Room A" },
	});
	for (let i = 1; i <= 50; i += 1) tablet.say(note(`${i}`));
	await tablet.hears(({ say, id }) => say === "done" && id === "50");
	const events = tablet.heard.filter(({ say }) => say === "event");
	expect(events.map(clockOf)).toEqual(Array.from({ length: 50 }, (_, i) => i + 2));
	const folded = events
		.map(({ event }) => StudioEvent.parse(event))
		.reduce(evolve, Session.parse(welcome.session));
	expect(folded).toEqual(server.desk.session());
});

test("an event that happens while a tablet is being welcomed is neither lost nor told twice", async () => {
	await using server = await aServer();
	for (let round = 0; round < 20; round += 1) {
		await using tablet = await aSilentTablet(server);
		tablet.say(hello);
		for (let i = 0; i < 5; i += 1) {
			server.desk.happen({ was: "withdrawn", finding: `${round}-${i}` });
			await new Promise(setImmediate);
		}
		server.desk.happen({ was: "withdrawn", finding: `last-${round}` });
		const last = server.desk.clock();
		await tablet.hears(
			(message) => (message.say === "event" && clockOf(message) === last) || message.clock === last,
		);
		const [welcome, ...others] = tablet.heard;
		expect(welcome.say).toBe("welcome");
		const told = others.filter(({ say }) => say === "event").map(clockOf);
		const first = Number(welcome.clock) + 1;
		expect(told).toEqual(Array.from({ length: last - first + 1 }, (_, i) => first + i));
	}
});

test("a command that is refused comes back with its sentence and its cure; a mistake of ours is reported", async () => {
	await using server = await aServer();
	await using tablet = await aTablet(server);
	tablet.say({ say: "command", id: "a", command: { do: "undo" } });
	expect(await tablet.hears(({ id }) => id === "a")).toEqual({
		say: "refused",
		id: "a",
		because: "Nothing to undo",
		cure: "Do something first",
	});
	tablet.say({ say: "command", id: "b", command: { do: "stop" } });
	expect(await tablet.hears(({ id }) => id === "b")).toMatchObject({ say: "refused" });
	expect(server.reported).toEqual([new Error("the desk broke")]);
});

test("a command that nobody understands is refused under its id and the tablet stays", async () => {
	await using server = await aServer();
	await using tablet = await aTablet(server);
	tablet.socket.send('{"say":"command","id":"x","command":{"do":"explode"}}');
	expect(await tablet.hears(({ id }) => id === "x")).toMatchObject({
		say: "refused",
		because: expect.stringContaining("not understood: command"),
	});
	tablet.say(note("y"));
	await tablet.hears(({ say, id }) => say === "done" && id === "y");
});

test("whoever does not say hello, says it twice, or speaks another protocol is sent away with a sentence", async () => {
	await using server = await aServer({ hello: 60 });
	await using silent = await aSilentTablet(server);
	expect(await silent.closed).toMatchObject({ code: 1008, reason: expect.stringContaining("No hello") });
	await using rude = await aSilentTablet(server);
	rude.say(note("1"));
	expect(await rude.closed).toEqual({ code: 1008, reason: "Say hello first" });
	await using twice = await aTablet(server);
	twice.say(hello);
	expect(await twice.closed).toEqual({ code: 1008, reason: "Hello was said already" });
	await using old = await aSilentTablet(server);
	old.say({ ...hello, protocol: PROTOCOL + 1 });
	expect(await old.closed).toMatchObject({ code: 4002, reason: expect.stringContaining("reload the page") });
	expect(old.heard).toMatchObject([{ say: "closing" }]);
});

test("frames that are too large, binary, or no message of ours end the socket and nothing else", async () => {
	await using server = await aServer();
	await using witness = await aTablet(server, "witness");
	const bad: readonly (string | Buffer)[] = [
		JSON.stringify({ ...note("1"), padding: "x".repeat(64 * 1024) }),
		Buffer.from([1, 2, 3]),
		"{",
		"null",
		'"hello"',
		'{"say":"open the pod bay doors"}',
		`{"say":"command","id":"${"x".repeat(41)}","command":{"do":"undo"}}`,
		"[".repeat(60_000),
		'{"say":"hold","unit":"a","control":"b","on":"yes"}',
	];
	for (const frame of bad) {
		await using tablet = await aTablet(server, "bad");
		tablet.socket.send(frame);
		expect([1008, 1009]).toContain((await tablet.closed).code);
	}
	witness.say(note("still here"));
	await witness.hears(({ say }) => say === "done");
	expect(server.reported).toEqual([]);
});

test("a tablet that runs wild is sent away, and what it was allowed to say was done", async () => {
	await using server = await aServer({ burst: 20, perSecond: 10, waiting: 1000 });
	await using tablet = await aTablet(server);
	for (let i = 0; i < 100; i += 1) tablet.say(note(`${i}`));
	expect(await tablet.closed).toMatchObject({ code: 1008, reason: expect.stringContaining("runs wild") });
	// Nineteen beside the hello, and one or two that the bucket regained meanwhile.
	expect(server.desk.events.length).toBeGreaterThanOrEqual(20);
	expect(server.desk.events.length).toBeLessThan(30);
});

test("a held control cannot be taken by another tablet, and is free when its holder's socket closes", async () => {
	await using server = await aServer();
	const couch = await aTablet(server, "couch");
	await using desk = await aTablet(server, "desk");
	couch.say({ ...threshold, on: true });
	await vi.waitUntil(() => server.desk.holds().length === 1);
	desk.say({ ...threshold, on: true });
	expect(await desk.hears(({ say }) => say === "refused")).toMatchObject({ id: "hold bus-comp/threshold" });
	desk.say({ ...threshold, on: false });
	desk.say(note("after"));
	await desk.hears(({ say }) => say === "done");
	expect(server.desk.holds()).toMatchObject([{ by: "couch" }]);
	await couch[Symbol.asyncDispose]();
	await vi.waitUntil(() => server.desk.holds().length === 0);
	desk.say({ ...threshold, on: true });
	await vi.waitUntil(() => server.desk.holds().some(({ by }) => by === "desk"));
});

test("a tablet whose wire is dead is dropped within two beats and its hold is freed", async () => {
	await using server = await aServer({ beat: 100 });
	await using alive = await aTablet(server, "alive");
	await using dead = await aTablet(server, "dead");
	dead.say({ ...threshold, on: true });
	await vi.waitUntil(() => server.desk.holds().length === 1);
	const since = performance.now();
	dead.socket.pause();
	await vi.waitUntil(() => server.desk.holds().length === 0, { timeout: 5000 });
	expect(performance.now() - since).toBeLessThan(1000);
	expect(server.desk.live().tablets).toEqual(["alive"]);
	alive.say(note("here"));
	await alive.hears(({ say }) => say === "done");
});

test("the same tablet on a new socket takes its own place, once", async () => {
	await using server = await aServer();
	await using first = await aTablet(server);
	first.say({ ...threshold, on: true });
	await vi.waitUntil(() => server.desk.holds().length === 1);
	await using second = await aTablet(server);
	expect(await first.closed).toMatchObject({ code: 4001, reason: expect.stringContaining("open elsewhere") });
	expect(server.desk.live().tablets).toEqual(["couch"]);
	expect(server.desk.holds()).toEqual([]);
	second.say({ ...threshold, on: true });
	second.say(note("1"));
	await second.hears(({ say }) => say === "done");
	expect(server.desk.holds()).toMatchObject([{ by: "couch" }]);
});

test("a tablet that was away for a moment gets what it missed and not the whole state", async () => {
	await using server = await aServer();
	const away = await aTablet(server);
	away.say(note("seen"));
	await away.hears(({ say }) => say === "done");
	await away[Symbol.asyncDispose]();
	for (const finding of ["a", "b"]) server.desk.happen({ was: "withdrawn", finding });
	await using back = await aSilentTablet(server);
	back.say({ ...hello, session: "2026-11-22-song", clock: 2 });
	await back.hears(({ say }) => say === "live");
	expect(back.heard.map(({ say }) => say).slice(0, 4)).toEqual(["event", "event", "readings", "live"]);
	expect(back.heard.slice(0, 2).map(clockOf)).toEqual([3, 4]);
});

test("a tablet that knows another session, an earlier run or a clock to come is welcomed anew", async () => {
	await using server = await aServer({ recent: 3 });
	for (const finding of ["a", "b", "c", "d"]) server.desk.happen({ was: "withdrawn", finding });
	const strangers = [
		{ session: "2026-11-21-other", clock: 5 },
		{ session: "2026-11-22-song", clock: 1 },
		{ session: "2026-11-22-song", clock: 2 },
		{ session: "2026-11-22-song", clock: 99 },
		{ clock: 5 },
	];
	for (const known of strangers) {
		await using tablet = await aSilentTablet(server);
		tablet.say({ ...hello, ...known });
		await tablet.hears(({ say }) => say === "welcome" || say === "live");
		expect(tablet.heard[0]).toMatchObject({ say: "welcome", clock: 5 });
	}
	await using known = await aSilentTablet(server);
	known.say({ ...hello, session: "2026-11-22-song", clock: 3 });
	await known.hears(({ say }) => say === "live");
	expect(known.heard.slice(0, 2).map(clockOf)).toEqual([4, 5]);
});

test("when everything changed, every tablet is welcomed anew and nobody may resume from before", async () => {
	await using server = await aServer();
	await using tablet = await aTablet(server);
	server.desk.happen({ was: "withdrawn", finding: "a" });
	server.desk.tell({ say: "anew" });
	await tablet.hears(({ say, clock }) => say === "welcome" && clock === 2);
	await using back = await aSilentTablet(server);
	back.say({ ...hello, tablet: "other", session: "2026-11-22-song", clock: 2 });
	await back.hears(({ say }) => say === "welcome");
});

test("readings come at most every refresh, the last one always, and never before their event", async () => {
	await using server = await aServer({ refresh: 50, silence: 60_000 });
	await using tablet = await aTablet(server);
	const begun = performance.now();
	let turns = 0;
	while (performance.now() - begun < 500) {
		turns += 1;
		server.desk.change.undo = `turn ${turns}`;
		server.desk.happen({ was: "withdrawn", finding: `${turns}` });
		server.desk.tell({ say: "readings", readings: server.desk.readings() });
		await new Promise(setImmediate);
	}
	await tablet.hears(({ readings }) => JSON.stringify(readings ?? "").includes(`"turn ${turns}"`));
	const took = performance.now() - begun;
	const readings = tablet.heard.filter(({ say }) => say === "readings");
	expect(turns).toBeGreaterThan(100);
	expect(readings.length).toBeGreaterThan(2);
	expect(readings.length).toBeLessThanOrEqual(took / 50 + 2);
	let clock = 1;
	for (const message of tablet.heard) {
		if (message.say === "event") clock = clockOf(message);
		if (message.say === "readings")
			expect(message).toMatchObject({ readings: { undo: `turn ${clock - 1}` } });
	}
});

test("a quiet studio still lets its tablets know that it is there", async () => {
	await using server = await aServer({ silence: 40 });
	await using tablet = await aTablet(server);
	await vi.waitUntil(() => tablet.heard.filter(({ say }) => say === "live").length >= 5);
});

test("a daemon that stops says so and lets its tablets go", async () => {
	await using server = await aServer();
	await using tablet = await aTablet(server);
	await server.server[Symbol.asyncDispose]();
	expect(await tablet.closed).toEqual({ code: 1001, reason: "The daemon stops" });
	expect(tablet.heard.at(-1)).toEqual({ say: "closing", because: "The daemon stops" });
});
