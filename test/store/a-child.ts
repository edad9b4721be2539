import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

export type Child = {
	readonly process: ChildProcess;
	/** What it says, line by line. */
	readonly lines: AsyncIterable<string>;
	readonly kill: () => Promise<void>;
};

/** Runs one of the scripts beside this file in a process of its own, after a shell command such as a limit. */
export const aChild = (script: string, args: readonly string[], before = ":"): Child => {
	const command = `${before}; exec "$0" "$@"`;
	const file = join(import.meta.dirname, script);
	const child = spawn("bash", ["-c", command, process.execPath, file, ...args], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	const gone = once(child, "exit");
	return {
		process: child,
		lines: createInterface({ input: child.stdout }),
		kill: async () => {
			child.kill("SIGKILL");
			await gone;
		},
	};
};
