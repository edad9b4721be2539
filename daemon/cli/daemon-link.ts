import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { WebSocket } from "ws";
import { z } from "zod";
import type { Settings } from "#daemon/config.ts";
import type { Command } from "#model/command.ts";
import { evolve } from "#model/evolve.ts";
import type { Live } from "#model/live.ts";
import type { Readings } from "#model/readings.ts";
import type { Session } from "#model/session.ts";
import { type Downward, PROTOCOL, type Upward } from "#protocol/messages.ts";
import { decodeMeters, type MeterFrame } from "#protocol/meters.ts";
import { root } from "./studio.ts";
import { badInput } from "./terminal.ts";

export type Answer = { readonly done: boolean; readonly says: string };

/** A daemon as the command line sees it: like one more tablet. */
export type DaemonLink = AsyncDisposable & {
	readonly wish: (command: Command) => Promise<Answer>;
	readonly session: () => Session;
	readonly readings: () => Readings;
	readonly live: () => Live;
	/** Resolves with the next readings: those after a command that is done know of it. */
	readonly fresh: () => Promise<void>;
	/** Resolves when the state is so that `is` holds; rejects after `seconds`. */
	readonly until: (is: () => boolean, seconds: number, waitingFor: string) => Promise<void>;
	readonly address: string;
};

const Holder = z.object({ address: z.string().nullable() });

/** The daemon that works in this data folder, if there is one. */
const runningAt = async (data: string): Promise<string | null> => {
	const text = await readFile(join(data, "holder.json"), "utf8").catch(() => null);
	if (text === null) return null;
	const { address } = Holder.parse(JSON.parse(text));
	const healthy =
		address && (await fetch(`${address}/health`, { signal: AbortSignal.timeout(2000) }).catch(() => null));
	return healthy ? address : null;
};

const START_LIMIT = 30_000;

/** Starts a daemon for the length of one command. */
const startDaemon = async ({
	data,
	studio,
}: Settings): Promise<{ address: string; stop: () => Promise<void> }> => {
	const args = [join(root, "daemon", "main.ts"), "--port", "0", "--data", data, "--studio", studio];
	const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
	const ended = new Promise<void>((done) => child.once("exit", () => done()));
	const stop = async (): Promise<void> => {
		child.kill("SIGTERM");
		await ended;
	};
	const errors: string[] = [];
	child.stderr.setEncoding("utf8").on("data", (text: string) => errors.push(text));
	const address = await new Promise<string>((found, lost) => {
		const limit = setTimeout(
			() => lost(badInput("The daemon did not start within 30 seconds.", errors.join(""))),
			START_LIMIT,
		);
		child.once("exit", () => lost(badInput(errors.join("").trim() || "The daemon ended at once.")));
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			const [, at] = /up: (http\S+)/.exec(text) ?? [];
			if (at === undefined) return;
			clearTimeout(limit);
			found(at);
		});
	});
	return { address, stop };
};

type Known = { session: Session; readings: Readings; live: Live; readingsTold: number };

/** What is known after a message of the daemon. */
const after = (known: Known | undefined, told: Downward): Known | undefined => {
	if (told.say === "welcome")
		return { session: told.session, readings: told.readings, live: told.live, readingsTold: 0 };
	if (!known) return known;
	if (told.say === "event") return { ...known, session: evolve(known.session, told.event) };
	if (told.say === "readings")
		return { ...known, readings: told.readings, readingsTold: known.readingsTold + 1 };
	return told.say === "live" ? { ...known, live: told.live } : known;
};

const answerOf = (told: Extract<Downward, { say: "done" | "refused" }>): Answer =>
	told.say === "done"
		? { done: true, says: told.answer ?? "" }
		: { done: false, says: [told.because, told.cure].filter(Boolean).join(" ") };

/** Conditions that are waited for. All of them are looked at whenever the state may have changed. */
const conditions = () => {
	const waiting = new Set<() => void>();
	const until: DaemonLink["until"] = (is, seconds, waitingFor) =>
		new Promise((done, lost) => {
			const end = (settle: () => void): void => {
				clearTimeout(limit);
				waiting.delete(look);
				settle();
			};
			const limit = setTimeout(
				() => end(() => lost(badInput(`Waited ${seconds} s for ${waitingFor}.`))),
				seconds * 1000,
			);
			const look = (): void => {
				if (is()) end(done);
			};
			waiting.add(look);
			look();
		});
	return {
		until,
		look: (): void => {
			for (const look of waiting) look();
		},
	};
};

/** Joins a daemon at "http://127.0.0.1:7373" as one more tablet; resolves when its state is known. */
export const joinDaemon = async (
	address: string,
	{ name, onMeters = () => {} }: { name: string; onMeters?: (frame: MeterFrame) => void },
): Promise<DaemonLink> => {
	let known: Known | undefined;
	const { until, look } = conditions();
	const answers = new Map<string, (answer: Answer) => void>();
	const socket = new WebSocket(`${address.replace("http", "ws")}/socket`);
	const say = (upward: Upward): void => socket.send(JSON.stringify(upward));
	const told = (message: Downward): void => {
		if (message.say === "done" || message.say === "refused") answers.get(message.id)?.(answerOf(message));
		else known = after(known, message);
		look();
	};
	socket.binaryType = "arraybuffer";
	socket.on("open", () => say({ say: "hello", protocol: PROTOCOL, tablet: name }));
	socket.on("message", (data, isBinary) => {
		if (!isBinary) told(JSON.parse(data.toString()));
		else if (data instanceof ArrayBuffer) onMeters(decodeMeters(data));
	});
	socket.on("close", () => {
		for (const answer of answers.values())
			answer({ done: false, says: "The daemon ended before it answered." });
	});
	socket.on("error", () => {});
	const wish = (command: Command): Promise<Answer> =>
		new Promise((answer) => {
			const id = String(answers.size + 1);
			answers.set(id, answer);
			say({ say: "command", id, command });
		});
	const now = (): Known => {
		if (!known) throw new Error("The daemon has not said its state yet");
		return known;
	};
	await until(() => known !== undefined, 30, "the daemon's state");
	return {
		address,
		wish,
		session: () => now().session,
		readings: () => now().readings,
		live: () => now().live,
		until,
		fresh: async () => {
			const told = now().readingsTold;
			await until(() => now().readingsTold > told, 10, "new readings");
		},
		[Symbol.asyncDispose]: async () => socket.close(),
	};
};

/** The running daemon of the data folder, or one of its own that ends with the command. */
export const linkToDaemon = async (
	settings: Settings,
	onMeters: (frame: MeterFrame) => void,
): Promise<DaemonLink> => {
	const running = await runningAt(settings.data);
	const { address, stop } = running
		? { address: running, stop: async () => {} }
		: await startDaemon(settings);
	const link = await joinDaemon(address, { name: "command line", onMeters });
	return {
		...link,
		[Symbol.asyncDispose]: async () => {
			await link[Symbol.asyncDispose]();
			await stop();
		},
	};
};
