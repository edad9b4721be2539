import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { manualClock } from "#daemon/clock.ts";
import { settle } from "#daemon/config.ts";
import { aFolder } from "#test/store/a-folder.ts";

const from = (argv: readonly string[] = [], env: Record<string, string> = {}) =>
	settle({ argv, env, root: "/opt/halfnormal", cwd: "/home/engineer" });

test("without a word it is the demo studio on port 7373 for this machine only", () => {
	expect(from([], { XDG_DATA_HOME: "/data" })).toMatchObject({
		port: 7373,
		listen: "loopback",
		studio: join("/opt/halfnormal", "patchbay-maps", "studios", "demo"),
	});
});

test("a checkout keeps its sessions beside package.json", async () => {
	await using folder = await aFolder();
	const root = folder.path;
	const dataOf = () => settle({ argv: [], env: {}, root, cwd: "/" });
	expect(dataOf()).not.toMatchObject({ data: join(root, ".halfnormal") });
	await mkdir(join(root, ".git"));
	expect(dataOf()).toMatchObject({ data: join(root, ".halfnormal") });
});

test("a flag wins over the environment, and folders count from where one stands", () => {
	const env = { HALFNORMAL_PORT: "9000", HALFNORMAL_STUDIO: "/studios/b", HALFNORMAL_DATA: "sessions" };
	expect(from(["--port", "0", "--studio=mine"], env)).toEqual({
		port: 0,
		studio: "/home/engineer/mine",
		data: "/home/engineer/sessions",
		listen: "loopback",
	});
});

test("what cannot be is refused with the name it was said under", () => {
	expect(from(["--port", "70000"])).toMatchObject({
		because: '--port is "70000": a port is 65535 at most',
		cure: expect.stringContaining("7373"),
	});
	expect(from([], { HALFNORMAL_PORT: "http" })).toMatchObject({
		because: expect.stringContaining('HALFNORMAL_PORT is "http"'),
	});
	expect(from(["--listen", "world"])).toMatchObject({ because: expect.stringContaining("--listen") });
	expect(from(["--data", ""])).toMatchObject({ because: expect.stringContaining("name a folder") });
	expect(from(["--prot", "1"])).toMatchObject({
		because: expect.stringContaining("--prot"),
		cure: expect.stringContaining("--port"),
	});
	expect(from(["--port"])).toHaveProperty("refused");
	expect(from(["mystudio"])).toHaveProperty("refused");
});

test("a manual clock stands still until its hands are turned", () => {
	const clock = manualClock("2026-11-22T10:00:00.000Z");
	clock.advance(1500);
	expect(clock.now()).toBe("2026-11-22T10:00:01.500Z");
	expect(clock.elapsed()).toBe(1500);
});
