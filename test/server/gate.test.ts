import { expect, test } from "vitest";
import { rawRequest } from "./a-request.ts";
import { aServer } from "./a-server.ts";
import { aSilentTablet } from "./a-tablet.ts";

const foreign = { status: 403, body: expect.stringContaining('"code":"foreign"') };
const note = JSON.stringify({ do: "note", text: "from elsewhere" });

test("the names of this machine with our port are let in, on every spelling", async () => {
	await using server = await aServer();
	const { port } = server.server;
	for (const host of ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
		expect(await rawRequest({ port, path: "/health", headers: { host: `${host}:${port}` } })).toMatchObject({
			status: 200,
		});
});

test("a name that somebody's DNS points here is turned away, so that a foreign page reads nothing", async () => {
	await using server = await aServer();
	const { port } = server.server;
	const hosts = [
		`evil.example:${port}`,
		`localhost.evil.example:${port}`,
		`127.0.0.1.nip.io:${port}`,
		`localhost:${port + 1}`,
		"localhost",
		"127.0.0.1",
		`user@localhost:${port}`,
	];
	for (const host of hosts)
		for (const path of ["/", "/health", "/api/sessions", "/nowhere", "/assets/panel-4f3a.js"])
			expect(await rawRequest({ port, path, headers: { host } })).toMatchObject(foreign);
});

test("a page of another origin may not command, upload or fetch", async () => {
	await using server = await aServer();
	const { port } = server.server;
	const host = `localhost:${port}`;
	const origins = ["http://evil.example", "null", "http://localhost", `https://localhost:${port}`, "file://"];
	for (const origin of origins) {
		const headers = { host, origin, "content-type": "application/json" };
		expect(
			await rawRequest({ port, path: "/api/command", method: "POST", headers, body: note }),
		).toMatchObject(foreign);
	}
	for (const site of ["cross-site", "same-site"])
		expect(
			await rawRequest({
				port,
				path: "/files/2026-11-22-song/takes/take.wav",
				headers: { host, "sec-fetch-site": site, "sec-fetch-mode": "no-cors" },
			}),
		).toMatchObject(foreign);
	expect(server.desk.events.length).toBe(1);
	const ours = { host, origin: `http://127.0.0.1:${port}`, "content-type": "application/json" };
	expect(
		await rawRequest({ port, path: "/api/command", method: "POST", headers: ours, body: note }),
	).toMatchObject({ status: 200 });
});

test("a link from another site to the panel opens it", async () => {
	await using server = await aServer();
	const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
	expect(await rawRequest({ port: server.server.port, path: "/", headers })).toMatchObject({ status: 200 });
});

test("a form of another site cannot command, because commands are JSON", async () => {
	await using server = await aServer();
	const { port } = server.server;
	for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
		expect(
			await rawRequest({
				port,
				path: "/api/command",
				method: "POST",
				headers: { "content-type": type },
				body: note,
			}),
		).toMatchObject({ status: 415 });
	expect(server.desk.events.length).toBe(1);
});

test("the socket is closed to foreign pages and foreign names, and is only at its own place", async () => {
	await using server = await aServer();
	const { port } = server.server;
	await expect(aSilentTablet(server, { origin: "http://evil.example" })).rejects.toThrow("403");
	await expect(aSilentTablet(server, { headers: { host: `evil.example:${port}` } })).rejects.toThrow("403");
	await expect(aSilentTablet(server, {}, "/elsewhere")).rejects.toThrow("404");
	await using tablet = await aSilentTablet(server, { origin: `http://localhost:${port}` });
	expect(tablet.socket.readyState).toBe(1);
});

test("only so many tablets at a time", async () => {
	await using server = await aServer({ tablets: 2 });
	await using _first = await aSilentTablet(server);
	const second = await aSilentTablet(server);
	await expect(aSilentTablet(server)).rejects.toThrow("429");
	await second[Symbol.asyncDispose]();
});

test("every answer forbids guessing types, telling referrers, framing and loading from elsewhere", async () => {
	await using server = await aServer();
	const { port } = server.server;
	for (const path of ["/", "/health", "/nowhere", "/assets/panel-4f3a.js"]) {
		const { headers } = await server.get(path);
		expect(headers.get("x-content-type-options")).toBe("nosniff");
		expect(headers.get("referrer-policy")).toBe("no-referrer");
		const policy = headers.get("content-security-policy");
		expect(policy).toContain("default-src 'self'");
		expect(policy).toContain("frame-ancestors 'none'");
		expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${port}`);
		expect(policy).not.toContain("unsafe");
	}
});
