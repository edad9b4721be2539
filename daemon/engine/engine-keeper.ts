import { setTimeout as pause } from "node:timers/promises";
import type { VirtualRack } from "#model/virtual-rack.ts";
import { type EngineChild, type Log, type Replied, startChild } from "./engine-child.ts";
import type { BackendChoice, Order, Said } from "./messages.ts";

/** Milliseconds. Opening includes loading native code on a slow disk. */
const OPENING = 20_000;
/** After a crash the next start waits, the longer the more crashes came in a row. */
const FIRST_WAIT = 100;
const LONGEST_WAIT = 5000;

/** Keeps one engine process at hand. */
export type EngineKeeper = {
	/** Starts a process if there is none, and gives it an order. */
	readonly ask: (order: Order, limit?: number) => Promise<Replied>;
	/** Gives an order to the process that is there; without one there is nothing to do. */
	readonly tell: (order: Order, limit: number) => Promise<void>;
	/** The rack with which this and every later process plays. */
	readonly rack: (rack: VirtualRack) => void;
	readonly pid: () => number | undefined;
	readonly close: () => Promise<void>;
};

export const engineKeeper = (of: {
	readonly backend: BackendChoice;
	readonly execPath?: string | undefined;
	readonly signal: AbortSignal;
	readonly log: Log;
	readonly said: (said: Said) => void;
	readonly lost: (because: string) => void;
}): EngineKeeper => {
	let backend = of.backend;
	let child: EngineChild | undefined;
	let crashes = 0;
	let starting: Promise<EngineChild> | undefined;

	const start = async (): Promise<EngineChild> => {
		const wait = crashes === 0 ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (crashes - 1));
		await pause(wait, undefined, { signal: of.signal });
		const gone = (because: string): void => {
			crashes++;
			of.log("error", because);
			of.lost(because);
		};
		child = startChild({ execPath: of.execPath, log: of.log, said: of.said, gone });
		const opened = await child.ask({ do: "open", backend }, OPENING);
		if (!opened.ok) of.log("error", opened.because);
		return child;
	};
	const running = async (): Promise<EngineChild> => {
		if (starting !== undefined) return starting;
		if (child?.alive()) return child;
		starting = start().finally(() => {
			starting = undefined;
		});
		return starting;
	};
	return {
		ask: async (order, limit) => {
			of.signal.throwIfAborted();
			const replied = await (await running()).ask(order, limit);
			if (replied.ok) crashes = 0;
			return replied;
		},
		tell: async (order, limit) => {
			if (child?.alive()) await child.ask(order, limit);
		},
		rack: (rack) => {
			if (backend.kind === "simulated") backend = { ...backend, rack };
		},
		pid: () => (child?.alive() ? child.pid() : undefined),
		close: async () => {
			const closing = child;
			child = undefined;
			await closing?.close();
		},
	};
};
