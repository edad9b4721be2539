import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type Order, Said } from "./messages.ts";

/** The daemon's log, as much of it as the engine needs. */
export type Log = (level: "info" | "warn" | "error", sentence: string) => void;

export type Replied =
	| { readonly ok: true; readonly result: unknown }
	/** `lost`: the process itself is gone. */
	| { readonly ok: false; readonly because: string; readonly cure: string; readonly lost: boolean };

export type EngineChild = {
	/** Sends an order. Without a limit only the silence of the whole process ends the wait. */
	readonly ask: (order: Order, limit?: number) => Promise<Replied>;
	readonly alive: () => boolean;
	readonly pid: () => number | undefined;
	/** Lets it close what it holds; kills it after 3 s. */
	readonly close: () => Promise<void>;
};

/** It says "alive" every second; after this many milliseconds of silence it has hung. */
const PATIENCE = 8000;
const CLOSING = 3000;
const RESTART = "It starts again with the next order.";

type Starting = {
	readonly execPath?: string | undefined;
	readonly log: Log;
	readonly said: (said: Said) => void;
	readonly gone: (because: string) => void;
};

/**
 * Forks the engine's process. `said` hears everything but replies; `gone` is told once, with the reason, when the
 * process ended although nobody asked it to.
 */
export const startChild = (of: Starting): EngineChild => {
	const child = fork(fileURLToPath(new URL("./process.ts", import.meta.url)), [], {
		serialization: "advanced",
		stdio: ["ignore", "pipe", "pipe", "ipc"],
		execArgv: [],
		...(of.execPath !== undefined && { execPath: of.execPath }),
	});
	const waiting = new Map<number, (reply: Replied) => void>();
	let numbers = 0;
	let lastSign = performance.now();
	let expected = false;
	let why: string | undefined;
	child.stdout?.on("data", (text) => of.log("info", `engine: ${String(text).trim()}`));
	child.stderr?.on("data", (text) => of.log("warn", `engine: ${String(text).trim()}`));

	const left = (because: string): void => {
		clearInterval(watch);
		for (const reply of waiting.values()) reply({ ok: false, because, cure: RESTART, lost: true });
		waiting.clear();
		if (!expected) of.gone(because);
		expected = true;
	};
	child.on("message", (message) => {
		lastSign = performance.now();
		const parsed = Said.safeParse(message);
		if (!parsed.success) return of.log("error", `engine: ${z.prettifyError(parsed.error)}`);
		const said = parsed.data;
		if (said.say === "leaving") {
			expected = true;
			of.log("warn", `The engine leaves: ${said.because}`);
		}
		if (said.say === "result") settle(said.number, { ok: true, result: said.result });
		else if (said.say === "failed") settle(said.number, { ok: false, lost: false, ...reasonsOf(said) });
		else of.said(said);
	});
	const settle = (number: number, reply: Replied): void => {
		waiting.get(number)?.(reply);
		waiting.delete(number);
	};
	child.once("error", (error) => left(`The engine could not be started: ${error.message}`));
	child.once("exit", (code, signal) =>
		left(why ?? `The engine ended unexpectedly (${signal ?? `code ${code}`}).`),
	);
	const watch = setInterval(() => {
		if (performance.now() - lastSign < PATIENCE) return;
		why = `The engine did not answer for ${PATIENCE / 1000} s and was ended.`;
		child.kill("SIGKILL");
	}, 1000);

	return {
		alive: () => child.exitCode === null && child.signalCode === null && child.connected && !expected,
		pid: () => child.pid,
		ask: (order, limit) => asked({ child, order, limit, number: numbers++, waiting }),
		close: () => {
			expected = true;
			return closed(child);
		},
	};
};

/** Without its parent the process closes what it holds and ends. */
const closed = async (child: ChildProcess): Promise<void> => {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise((resolve) => child.once("exit", resolve));
	const killer = setTimeout(() => child.kill("SIGKILL"), CLOSING);
	if (child.connected) child.disconnect();
	await gone;
	clearTimeout(killer);
};

const reasonsOf = ({ because, cure }: { readonly because: string; readonly cure: string }) => ({
	because,
	cure,
});

const asked = (of: {
	readonly child: ChildProcess;
	readonly order: Order;
	readonly limit: number | undefined;
	readonly number: number;
	readonly waiting: Map<number, (reply: Replied) => void>;
}): Promise<Replied> =>
	new Promise((resolve) => {
		const { child, order, limit, number, waiting } = of;
		const lost = { ok: false, because: "The engine has ended.", cure: RESTART, lost: true } as const;
		const timer =
			limit === undefined
				? undefined
				: setTimeout(() => {
						waiting.delete(number);
						const because = `The engine did not finish “${order.do}” within ${limit / 1000} s.`;
						resolve({ ok: false, because, cure: "Look at the interface and try again.", lost: false });
					}, limit);
		waiting.set(number, (reply) => {
			clearTimeout(timer);
			resolve(reply);
		});
		if (!child.connected) waiting.get(number)?.(lost);
		else child.send({ number, order });
	});
