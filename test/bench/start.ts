import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** One line of a benchmark: what was measured, with its unit, ours, and what it is held against. */
export type Row = { readonly figure: string; readonly value: number; readonly against: number };

const ROOT = join(import.meta.dirname, "..", "..");
const ROUNDS = 7;
const PATIENCE = 30_000;

/** As `npm start` runs it; both programs are given the same cache of compiled code. */
const daemon = ["--max-semi-space-size=2", "daemon/main.ts", "--port", "0"];

/** The least that serves a page with the same libraries. */
const bareServer = (panel: string): string[] => [
	"--input-type=module",
	"--eval",
	`import fastify from "fastify";
	import files from "@fastify/static";
	const app = fastify();
	await app.register(files, { root: ${JSON.stringify(panel)} });
	console.log(await app.listen({ host: "127.0.0.1", port: 0 }));`,
];

type Running = { readonly child: ChildProcess; readonly address: string };

/** Starts a program and resolves once it has printed where it listens. */
const start = async (args: readonly string[], env: Record<string, string>): Promise<Running> => {
	const child = spawn(process.execPath, args, {
		cwd: ROOT,
		env: { ...process.env, ...env },
		stdio: ["ignore", "pipe", "pipe"],
	});
	const printed = Promise.withResolvers<string>();
	const limit = setTimeout(() => printed.reject(new Error(`${args[0]} printed no address`)), PATIENCE);
	let said = "";
	let complained = "";
	child.stdout.on("data", (bytes: Buffer) => {
		said += bytes;
		const [address] = /http:\/\/(?:[\d.]+|localhost|\[::1\]):\d+/.exec(said) ?? [];
		if (address) printed.resolve(address);
	});
	child.stderr.on("data", (bytes: Buffer) => {
		complained += bytes;
	});
	child.on("exit", (code) => printed.reject(new Error(`${args[0]} ended with ${code}: ${complained}`)));
	try {
		return { child, address: await printed.promise };
	} catch (error) {
		child.kill("SIGKILL");
		throw error;
	} finally {
		clearTimeout(limit);
	}
};

const stop = async ({ child }: Running): Promise<void> => {
	const gone = once(child, "exit");
	const limit = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
	child.kill("SIGTERM");
	await gone;
	clearTimeout(limit);
};

const run = promisify(execFile);

/** Bytes of memory that one process holds, its part of shared pages counted by halves, thirds … (Linux: PSS). */
const heldBy = async (pid: number): Promise<number> => {
	const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
	return 1024 * Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
};

/** The same for a process and all below it. */
const residentOf = async (root: number | undefined): Promise<number> => {
	const { stdout } = await run("ps", ["-Ao", "pid=,ppid="]);
	const processes = stdout
		.trim()
		.split("\n")
		.map((line) => line.trim().split(/\s+/).map(Number));
	const below = (pid: number | undefined): number[] =>
		processes.flatMap(([one, parent]) => (one === pid ? [one] : parent === pid ? below(one) : []));
	const held = await Promise.all(below(root).map(heldBy));
	return held.reduce((sum, bytes) => sum + bytes, 0);
};

/** The resident bytes once they have stood still for two seconds, within one in a hundred. */
const atRest = async (pid: number | undefined): Promise<number> => {
	const samples: number[] = [];
	const still = (): boolean => {
		const last = samples.slice(-8);
		return last.length === 8 && Math.max(...last) - Math.min(...last) < 0.01 * Math.max(...last);
	};
	const until = performance.now() + PATIENCE;
	while (!still() && performance.now() < until) {
		samples.push(await residentOf(pid));
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
	return samples.at(-1) ?? 0;
};

/** Milliseconds from spawn to the last byte of the first page. */
const timeToPage = async (args: readonly string[], env: Record<string, string>): Promise<number> => {
	const begun = performance.now();
	const running = await start(args, env);
	await (await fetch(running.address)).text();
	const took = performance.now() - begun;
	await stop(running);
	return took;
};

const idle = async (args: readonly string[], env: Record<string, string>): Promise<number> => {
	const running = await start(args, env);
	await (await fetch(running.address)).text();
	const bytes = await atRest(running.child.pid);
	await stop(running);
	return bytes;
};

const median = (figures: readonly number[]): number =>
	figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)];

const panelOr = async (folder: string): Promise<string> => {
	const built = join(ROOT, "web-panel", "dist");
	if (existsSync(join(built, "index.html"))) return built;
	await writeFile(join(folder, "index.html"), "<!doctype html><title>Halfnormal</title>");
	return folder;
};

/**
 * How soon the daemon shows its first page and what it holds in memory when nobody asks anything of it, against a
 * bare fastify with a static folder, by turns in one run. `command` is what node is given to run the daemon.
 */
export const benchStart = async (command: readonly string[] = daemon): Promise<readonly Row[]> => {
	const folder = await mkdtemp(join(tmpdir(), "halfnormal-bench-"));
	const env = { HALFNORMAL_DATA: join(folder, "data"), NODE_COMPILE_CACHE: join(folder, "compiled") };
	const bare = bareServer(await panelOr(folder));
	try {
		const ours: number[] = [];
		const theirs: number[] = [];
		for (let round = 0; round < ROUNDS; round += 1) {
			ours.push(await timeToPage(command, env));
			theirs.push(await timeToPage(bare, env));
		}
		return [
			{ figure: "spawn to first page, ms, median", value: median(ours), against: median(theirs) },
			{ figure: "spawn to first page, ms, worst", value: Math.max(...ours), against: Math.max(...theirs) },
			{
				figure: "idle memory (PSS) of the daemon and its MIDI process, MB",
				value: (await idle(command, env)) / 1e6,
				against: (await idle(bare, env)) / 1e6,
			},
		];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
};

if (import.meta.main) {
	const given = process.argv.slice(2);
	console.table(await benchStart(given.length > 0 ? given : daemon));
}
