import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockFolder } from "#store/lock.ts";
import { aChild } from "./a-child.ts";
import { aFolder } from "./a-folder.ts";

const since = "2026-11-22T12:00:00.000Z";

test("a second daemon on the folder is refused and told who holds it, and gets it once the first is killed", async () => {
	await using folder = await aFolder();
	const other = join(folder.path, "other-name");
	await symlink(folder.path, other);
	const child = aChild("holding.child.ts", [folder.path]);
	const lines = child.lines[Symbol.asyncIterator]();
	expect(await lines.next()).toMatchObject({ value: "held" });
	for (const name of [folder.path, other])
		expect(lockFolder(name, { since })).toMatchObject({
			because: `Another Halfnormal works in ${name} (process ${child.process.pid}, since 2026-11-22T10:00:00.000Z, at http://127.0.0.1:7373)`,
			cure: expect.stringContaining("--data"),
		});
	await child.kill();
	const lock = lockFolder(folder.path, { since });
	if ("refused" in lock) return expect.fail(lock.because);
	lock[Symbol.dispose]();
});

test("a lock is refused inside the same process too, and free after it is let go", async () => {
	await using folder = await aFolder();
	const first = lockFolder(folder.path, { since });
	if ("refused" in first) return expect.fail(first.because);
	expect(lockFolder(folder.path, { since })).toHaveProperty("refused");
	first[Symbol.dispose]();
	const second = lockFolder(folder.path, { since });
	expect(second).not.toHaveProperty("refused");
	if (!("refused" in second)) second[Symbol.dispose]();
});
