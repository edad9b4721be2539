import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";

/** Two serial devices joined back to back, under names that stay the same when the cable is pulled and put back. */
export type SerialPair = AsyncDisposable & {
	readonly ours: string;
	readonly theirs: string;
	readonly unplug: () => Promise<void>;
	readonly plug: () => Promise<void>;
};

export const socatIsMissing = spawnSync("which", ["socat"]).status !== 0;

export const openSerialPair = async (): Promise<SerialPair> => {
	const folder = mkdtempSync(join(tmpdir(), "serial-"));
	const [ours, theirs] = [join(folder, "ours"), join(folder, "theirs")];
	let cable: ReturnType<typeof spawn> | undefined;
	const plug = async (): Promise<void> => {
		const ends = [ours, theirs].map((link) => `pty,raw,echo=0,link=${link}`);
		cable = spawn("socat", ends, { stdio: "ignore" });
		await vi.waitUntil(() => existsSync(ours) && existsSync(theirs), 5000);
	};
	const unplug = async (): Promise<void> => {
		if (!cable) return;
		const ended = once(cable, "exit");
		cable.kill();
		await ended;
		cable = undefined;
	};
	await plug();
	return {
		ours,
		theirs,
		plug,
		unplug,
		[Symbol.asyncDispose]: async () => {
			await unplug();
			rmSync(folder, { recursive: true, force: true });
		},
	};
};
