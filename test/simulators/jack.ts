import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "#test/until.ts";

/** A private JACK server with the dummy driver, and processes that belong to it. */
export type JackRoom = AsyncDisposable & {
	readonly server: { readonly pid: number; readonly signal: (name: NodeJS.Signals) => void };
	/** A program that runs Node inside the room: the execPath of an engine that shall see this server. */
	readonly node: string;
	/** Runs a program inside the room until it ends, and answers what it printed. */
	readonly run: (...command: readonly string[]) => string;
	/** A client that sends each input straight to its output: the plain loop. */
	readonly loop: (name: string) => Promise<Client>;
	/** An ecasound chain as the outboard, for example `-el:delay_c,0.1,0.01`. */
	readonly outboard: (name: string, ...effects: readonly string[]) => Promise<Client>;
	/** Records ports into a 32-bit WAV file for so many seconds. */
	readonly record: (path: string, seconds: number, ...ports: readonly string[]) => Promise<void>;
};
export type Client = { readonly name: string; readonly unplug: () => Promise<void> };

const RATE = 48_000;
const PERIOD = 256;
let rooms = 0;

/** Why no JACK server can be started here, or undefined if it can. */
export const jackIsMissing = (): string | undefined => {
	const missing = ["jackd", "jack_wait", "ecasound", "unshare", "nsenter"].find(
		(program) => spawnSync("which", [program]).status !== 0,
	);
	if (missing !== undefined) return `${missing} is not installed`;
	const namespace = spawnSync("unshare", ["-m", "true"]).status === 0;
	return namespace ? undefined : "a JACK server of our own needs the right to a mount namespace (root)";
};

/**
 * Starts `jackd` in synchronous mode with the dummy driver. It has a /dev/shm of its own, because JACK keeps a
 * register of at most eight servers there and a killed one leaves its entry behind.
 */
export const openJack = async (): Promise<JackRoom> => {
	const name = `halfnormal-${process.pid}-${rooms++}`;
	const folder = mkdtempSync(join(tmpdir(), "halfnormal-jack-"));
	const environment = { ...process.env, JACK_DEFAULT_SERVER: name, JACK_NO_START_SERVER: "1" };
	const command = `mount -t tmpfs tmpfs /dev/shm && exec jackd --name ${name} -R -P70 -S -d dummy -r ${RATE} -p ${PERIOD} -C 8 -P 8`;
	const server = started(
		spawn("unshare", ["-m", "sh", "-c", command], { env: environment, stdio: "ignore" }),
	);
	const inside = ["-t", String(server.pid), "-m", "--"];
	const run = (...words: readonly string[]): string =>
		spawnSync("nsenter", [...inside, ...words], { env: environment, encoding: "utf8", timeout: 60_000 })
			.stdout;

	const node = join(folder, "node");
	writeFileSync(
		node,
		`#!/bin/sh\nexport JACK_DEFAULT_SERVER=${name} JACK_NO_START_SERVER=1\nexec nsenter ${inside.join(" ")} ${process.execPath} "$@"\n`,
	);
	chmodSync(node, 0o755);
	await until(() => run("jack_lsp").includes("system:playback_8"), { otherwise: "jackd did not start" });

	const clients: (() => Promise<void>)[] = [];
	const outboard = async (client: string, ...effects: readonly string[]): Promise<Client> => {
		const chain = ["-a:1", `-f:f32_le,2,${RATE}`, "-i", "jack", "-o", "jack", ...effects];
		const engine = ["-q", "-K", "-B:rt", `-b:${PERIOD}`, `-G:jack,${client},notransport`];
		const unit = started(
			spawn("nsenter", [...inside, "ecasound", ...engine, ...chain], { env: environment, stdio: "ignore" }),
		);
		// ecasound ignores SIGTERM.
		const unplug = () => ended(unit, "SIGKILL");
		clients.push(unplug);
		await until(() => run("jack_lsp").includes(`${client}:out_2`), {
			otherwise: `ecasound did not show up as ${client}`,
		});
		return { name: client, unplug };
	};
	const record = async (path: string, seconds: number, ...ports: readonly string[]): Promise<void> => {
		const words = ["jack_rec", "-f", path, "-d", String(seconds), "-b", "32", ...ports];
		const tape = started(spawn("nsenter", [...inside, ...words], { env: environment, stdio: "ignore" }));
		clients.push(() => ended(tape, "SIGKILL"));
		await new Promise((resolve) => tape.once("exit", resolve));
	};
	return {
		server: { pid: server.pid, signal: (signal) => process.kill(server.pid, signal) },
		node,
		run,
		loop: (client) => outboard(client),
		outboard,
		record,
		[Symbol.asyncDispose]: async () => {
			for (const unplug of clients) await unplug();
			await ended(server, "SIGKILL");
			rmSync(folder, { recursive: true, force: true });
		},
	};
};

type Started = ChildProcess & { readonly pid: number };
const started = (child: ChildProcess): Started => {
	if (!hasPid(child)) throw new Error("A program of the JACK room could not be started.");
	return child;
};
const hasPid = (child: ChildProcess): child is Started => child.pid !== undefined;

/** Ends one of our own processes and waits until it is gone. */
const ended = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise((resolve) => child.once("exit", resolve));
	child.kill("SIGCONT");
	child.kill(signal);
	await gone;
};
