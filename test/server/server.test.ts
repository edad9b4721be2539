import { connect } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Opening, openServer } from "#server/server.ts";
import { aServer } from "./a-server.ts";
import { aTablet } from "./a-tablet.ts";

const opening = (server: Awaited<ReturnType<typeof aServer>>, port: number): Opening => ({
	desk: server.desk,
	panel: join(server.folder, "panel"),
	port,
	listen: "loopback",
	elapsed: () => performance.now(),
	report: () => {},
});

test("a port in use is said with its cure, and the first daemon goes on", async () => {
	await using server = await aServer();
	const { port } = server.server;
	expect(await openServer(opening(server, port))).toEqual({
		refused: "listen",
		because: `Port ${port} is in use by another program`,
		cure: expect.stringContaining("--port"),
	});
	expect((await server.get("/health")).status).toBe(200);
});

test("listening on the network is refused until there is pairing", async () => {
	await using server = await aServer();
	expect(await openServer({ ...opening(server, 0), listen: "lan" })).toMatchObject({
		because: expect.stringContaining("pairing"),
	});
});

test("a daemon without a built panel runs, and its page says what to do", async () => {
	await using server = await aServer();
	const bare = await openServer({ ...opening(server, 0), panel: join(server.folder, "nowhere") });
	if ("refused" in bare) return expect.fail(bare.because);
	const page = await fetch(bare.address);
	expect(page.status).toBe(503);
	expect(await page.text()).toContain("npm run panel");
	expect((await fetch(`${bare.address}/health`)).status).toBe(200);
	await bare[Symbol.asyncDispose]();
});

test("a closed server gives its port back at once, whoever was still connected", async () => {
	await using server = await aServer();
	const { port } = server.server;
	const idle = connect(port, "127.0.0.1");
	await using _tablet = await aTablet(server);
	await server.get("/health");
	await server.server[Symbol.asyncDispose]();
	const next = await openServer(opening(server, port));
	expect(next).not.toHaveProperty("refused");
	if (!("refused" in next)) await next[Symbol.asyncDispose]();
	idle.destroy();
});
