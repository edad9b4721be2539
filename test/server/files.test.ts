import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rawRequest } from "./a-request.ts";
import { aServer } from "./a-server.ts";

const takes = "/files/2026-11-22-song/takes";

test("a take is served whole, and in parts for a player that jumps", async () => {
	await using server = await aServer();
	await writeFile(join(server.takes, "take-1.wav"), "RIFF0123456789");
	const whole = await server.get(`${takes}/take-1.wav`);
	expect(whole.headers.get("content-type")).toMatch(/^audio\//);
	expect(await whole.text()).toBe("RIFF0123456789");
	const part = await server.get(`${takes}/take-1.wav`, { headers: { range: "bytes=4-6" } });
	expect(part.status).toBe(206);
	expect(part.headers.get("content-range")).toBe("bytes 4-6/14");
	expect(await part.text()).toBe("012");
	const beyond = await server.get(`${takes}/take-1.wav`, { headers: { range: "bytes=99-" } });
	expect(beyond.status).toBe(416);
});

test("a take may have any name that a song can have", async () => {
	await using server = await aServer();
	for (const name of ["Für Elise – take 1.wav", "100% #1 & co?.wav", "a+b;c=d.wav", "%2e%2e%2f.wav"]) {
		await writeFile(join(server.takes, name), name);
		const answer = await server.get(`${takes}/${encodeURIComponent(name)}`);
		expect(await answer.text()).toBe(name);
	}
});

test("no path leads out of a session's takes", async () => {
	await using server = await aServer();
	await writeFile(join(server.folder, "secret.wav"), "treasure");
	await writeFile(join(server.folder, "sessions", "secret.wav"), "treasure");
	await writeFile(join(server.folder, "sessions", "2026-11-22-song", "journal.jsonl"), "treasure");
	await writeFile(join(server.takes, ".hidden.wav"), "treasure");
	await writeFile(join(server.takes, "take-2.wav.partial"), "treasure");
	await symlink(join(server.folder, "secret.wav"), join(server.takes, "link.wav"));
	await symlink(server.folder, join(server.folder, "sessions", "linked"));
	const up = ["..", "%2e%2e", "%2E%2E", ".%2e", "%252e%252e", "..%00", "..;"];
	const slash = ["/", "%2f", "%2F", "\\", "%5c", "%252f"];
	const paths = [
		...up.flatMap((dots) => slash.map((bar) => `${takes}/${dots}${bar}journal.jsonl`)),
		...up.flatMap((dots) => slash.map((bar) => `${takes}/${dots}${bar}${dots}${bar}secret.wav`)),
		...up.map((dots) => `/files/${dots}/takes/secret.wav`),
		...up.flatMap((dots) => slash.map((bar) => `/files/${dots}${bar}sessions/takes/secret.wav`)),
		...up.flatMap((dots) => slash.map((bar) => `/${dots}${bar}secret.wav`)),
		...up.flatMap((dots) => slash.map((bar) => `/assets${bar}${dots}${bar}${dots}${bar}secret.wav`)),
		`${takes}/.hidden.wav`,
		`${takes}/link.wav`,
		`${takes}/take-2.wav.partial`,
		`${takes}//etc/passwd`,
		`${takes}/%2fetc%2fpasswd`,
		`${takes}/take.wav%00.txt`,
		`${takes}/`,
		"/files/linked/takes/secret.wav",
		"/files/2026-11-22-song/journal.jsonl",
		"/files/2026-11-22-song/sheet.jsonl",
		"/files/2026-11-22-song/sheet.pdf%2f..%2fjournal.jsonl",
	];
	for (const path of paths) {
		const answer = await rawRequest({ port: server.server.port, path });
		expect(answer.body, path).not.toContain("treasure");
		expect([400, 403, 404], `${path} ${answer.body}`).toContain(answer.status);
		expect(JSON.parse(answer.body), path).toHaveProperty("sentence");
	}
	expect(server.reported).toEqual([]);
});

test("a closed session's sheet is a file, the open session's is made when asked for", async () => {
	await using server = await aServer();
	await writeFile(join(server.folder, "sessions", "2026-11-22-song", "sheet.svg"), "<svg/>");
	const sheet = await server.get("/files/2026-11-22-song/sheet.svg");
	expect(sheet.headers.get("content-type")).toContain("image/svg+xml");
	expect(await sheet.text()).toBe("<svg/>");
	const preview = await server.get("/files/2026-11-22-song/preview.pdf");
	expect(preview.headers.get("content-type")).toBe("application/pdf");
	expect(await preview.text()).toBe("%PDF");
	expect(await (await server.get("/files/2026-11-22-song/preview.csv")).text()).toBe("a csv");
	expect((await server.get("/files/2026-11-21-other/preview.pdf")).status).toBe(404);
	expect((await server.get("/files/2026-11-22-song/sheet.pdf")).status).toBe(404);
});

test("the page is asked for each time, what has a hash in its name is kept for ever", async () => {
	await using server = await aServer();
	const page = await server.get("/");
	expect(page.headers.get("cache-control")).toBe("no-cache");
	expect(await page.text()).toContain("Halfnormal");
	const asset = await server.get("/assets/panel-4f3a.js");
	expect(asset.headers.get("cache-control")).toContain("immutable");
	const headers = { "if-none-match": page.headers.get("etag") ?? "" };
	expect(await rawRequest({ port: server.server.port, path: "/", headers })).toMatchObject({ status: 304 });
});
