import { expect, test } from "vitest";
import { z } from "zod";
import { codePages } from "#patchbay/findings-page.ts";
import { aServer } from "./a-server.ts";
import { aTablet } from "./a-tablet.ts";

const command = (body: unknown): RequestInit => ({
	method: "POST",
	headers: { "content-type": "application/json" },
	body: typeof body === "string" ? body : JSON.stringify(body),
});

test("a script commands as a tablet does, and says who it is", async () => {
	await using server = await aServer();
	const done = await server.get("/api/command?by=night%20shift", command({ do: "note", text: "hello" }));
	expect(await done.json()).toEqual({ done: true, answer: "2" });
	expect(server.desk.events.at(-1)).toMatchObject({ by: "night shift" });
	const refused = await server.get("/api/command", command({ do: "undo" }));
	expect(refused.status).toBe(409);
	expect(await refused.json()).toEqual({
		code: "refused",
		sentence: "Nothing to undo",
		cure: "Do something first",
	});
});

test("what is not understood is said in one form, and a mistake of ours shows nothing of our insides", async () => {
	await using server = await aServer();
	const asked: readonly (readonly [number, Promise<Response>])[] = [
		[400, server.get("/api/command", command("{"))],
		[400, server.get("/api/command", command({ do: "explode" }))],
		[400, server.get("/api/command", command({ do: "note", text: "x", extra: 1 }))],
		[400, server.get("/api/command?by=", command({ do: "undo" }))],
		[400, server.get("/api/command", command('{"__proto__":{"do":"undo"}}'))],
		[413, server.get("/api/command", command({ do: "note", text: "x".repeat(70_000) }))],
		[404, server.get("/api/nothing")],
		[404, server.get("/api/command")],
		[500, server.get("/api/command", command({ do: "stop" }))],
	];
	for (const [status, answer] of asked) {
		expect((await answer).status).toBe(status);
		const body = await (await answer).text();
		expect(JSON.parse(body)).toMatchObject({ code: expect.any(String), sentence: expect.any(String) });
		expect(body).not.toMatch(/desk broke|node_modules|at .*\.ts/);
	}
	expect(server.reported).toEqual([new Error("the desk broke")]);
	expect(server.desk.events.length).toBe(1);
});

test("a script that runs wild is held up", async () => {
	await using server = await aServer({ burst: 5, perSecond: 1 });
	const answers = await Promise.all(
		Array.from({ length: 20 }, () => server.get("/api/command", command({ do: "note", text: "x" }))),
	);
	expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(10);
	expect(server.desk.events.length).toBeLessThan(10);
});

test("sessions are listed as the desk lists them", async () => {
	await using server = await aServer();
	server.desk.list = [
		{ id: "2026-11-22-song", header: null, opened: "", closed: null, takes: [], trouble: "damaged" },
	];
	expect(await (await server.get("/api/sessions")).json()).toEqual(server.desk.list);
});

test("every code that can be told is explained in the words of the page of findings", async () => {
	await using server = await aServer();
	expect(await (await server.get("/api/findings")).json()).toEqual(Object.fromEntries(codePages()));
});

const Described = z.looseObject({
	openapi: z.string(),
	paths: z.record(z.string(), z.record(z.string(), z.looseObject({ responses: z.looseObject({}) }))),
});

test("the description names every door there is, and each of them is there", async () => {
	await using server = await aServer();
	const { openapi, paths } = Described.parse(await (await server.get("/api/openapi.json")).json());
	expect(openapi).toBe("3.1.0");
	expect(JSON.stringify(paths)).toContain('"const":"set chain"');
	for (const [path, methods] of Object.entries(paths))
		for (const method of Object.keys(methods)) {
			const real = path.replaceAll(/\{\w+\}/g, "x");
			const answer = await server.get(real, { method: method.toUpperCase() });
			expect(await answer.text(), path).not.toContain("There is nothing at");
		}
});

test("health and metrics tell of tablets, passes and the clock", async () => {
	await using server = await aServer();
	await using _tablet = await aTablet(server);
	server.desk.happen({
		was: "finished",
		file: "take-1.wav",
		result: { pass: "1", end: "printed", take: "take-1.wav", figures: null, remarks: [], sentence: "Done." },
	});
	expect(await (await server.get("/health")).json()).toMatchObject({ ok: true, clock: 2, tablets: 1 });
	const metrics = await (await server.get("/metrics")).text();
	for (const line of [
		"halfnormal_tablets 1",
		"halfnormal_clock 2",
		'halfnormal_passes_total{end="printed"} 1',
	])
		expect(metrics.split("\n")).toContain(line);
	expect(metrics).toMatch(/^halfnormal_resident_bytes \d{7,}$/m);
	for (const line of metrics.trim().split("\n"))
		expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="\w+"\})? [\d.e+-]+)$/);
});
