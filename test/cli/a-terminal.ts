import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoFolder } from "../builders.ts";
import { halfnormal } from "./a-command.ts";

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** A command that runs, as a person has typed it. */
export type Running = AsyncDisposable & {
	readonly out: () => string;
	readonly kill: (signal: NodeJS.Signals) => void;
	readonly ended: Promise<Ended>;
};

export type Terminal = AsyncDisposable & {
	/** A folder of its own, that is thrown away. */
	readonly folder: string;
	/** A copy of the demo studio in it. */
	readonly studio: string;
	readonly at: (name: string) => string;
	/** Starts halfnormal with these words, on the copy of the studio and with sessions of its own. */
	readonly start: (...words: string[]) => Running;
	/** Types halfnormal with these words and waits until it has ended. */
	readonly types: (...words: string[]) => Promise<Ended>;
};

const run = (folder: string, words: readonly string[]): Running => {
	const { CLI, environment: env } = halfnormal;
	const child = spawn(process.execPath, [CLI, ...words], { cwd: folder, env });
	let [out, err] = ["", ""];
	child.stdout.setEncoding("utf8").on("data", (text) => (out += text));
	child.stderr.setEncoding("utf8").on("data", (text) => (err += text));
	const ended = once(child, "close").then(([code]): Ended => ({ code, out, err }));
	return {
		out: () => out,
		kill: (signal) => void child.kill(signal),
		ended,
		[Symbol.asyncDispose]: async () => {
			if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
			await ended;
		},
	};
};

export const aTerminal = async (): Promise<Terminal> => {
	const folder = await mkdtemp(join(tmpdir(), "halfnormal-terminal-"));
	const studio = join(folder, "studio");
	await cp(demoFolder, studio, { recursive: true });
	const start = (...words: string[]): Running =>
		run(folder, [...words, "--studio", studio, "--data", join(folder, "data")]);
	return {
		folder,
		studio,
		at: (name) => join(folder, name),
		start,
		types: (...words) => start(...words).ended,
		[Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
	};
};
