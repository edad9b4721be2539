import { stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { LatencyMeasured, PassOrder, PassResult, PassState } from "#model/pass.ts";
import type { VirtualRack } from "#model/virtual-rack.ts";
import type { MeterFrame } from "#protocol/meters.ts";
import { type EngineChild, type Log, type Replied, startChild } from "./engine-child.ts";
import type { Probe } from "./interface.ts";
import type { ToneHeard } from "./latency.ts";
import { Answers, type BackendChoice, type Order } from "./messages.ts";
import { recoverTake } from "./wav-recover.ts";

/** An answer, or a refusal with its cure. Nothing is thrown for what can happen in a studio. */
export type Answered<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly because: string; readonly cure: string };

export type EngineEvent =
	| { readonly was: "state"; readonly pass: string; readonly state: PassState }
	| { readonly was: "meters"; readonly pass: string; readonly meters: MeterFrame }
	| { readonly was: "lost"; readonly because: string };

export type Engine = AsyncDisposable & {
	readonly probe: () => Promise<Answered<Probe>>;
	readonly measure: (of: Loops) => Promise<Answered<LatencyMeasured>>;
	readonly verify: (of: Cord) => Promise<Answered<ToneHeard>>;
	/** Prints one pass. Refused while anything else sounds; all other trouble is a result that failed. */
	readonly pass: (order: PassOrder) => Promise<Answered<PassResult>>;
	/** STOP: whatever sounds fades within 20 ms. */
	readonly stop: () => Promise<void>;
	/** The virtual rack has changed; heard at once, and by every later pass. */
	readonly retune: (rack: VirtualRack) => Promise<void>;
	/** Hears states, meters and losses from now on; answers how to stop listening. */
	readonly listen: (listener: (event: EngineEvent) => void) => () => void;
	/** The engine's process, for measurements of it; undefined while there is none. */
	readonly pid: () => number | undefined;
};
type Loops = {
	readonly sends: readonly number[];
	readonly returns: readonly number[];
	readonly rate: number;
};
type Cord = { readonly send: number; readonly return: number; readonly rate: number };

/** Milliseconds. Measuring takes four and a half seconds for each send. */
const LIMIT = { open: 20_000, probe: 15_000, verify: 15_000, measureEach: 10_000, stop: 5000, retune: 5000 };
/** After a crash the next start waits, the longer the more crashes came in a row. */
const FIRST_WAIT = 100;
const LONGEST_WAIT = 5000;

/**
 * Starts the engine in a process of its own and keeps one running: a crash of a native part costs a take, not the
 * daemon, and the next order gets a new process.
 */
export const openEngine = async (of: {
	readonly backend: BackendChoice;
	readonly signal: AbortSignal;
	readonly log: Log;
	/** Another program that runs Node, for example one that enters a container first. */
	readonly execPath?: string;
}): Promise<Engine> => {
	const listeners = new Set<(event: EngineEvent) => void>();
	const tell = (event: EngineEvent): void => {
		for (const listener of listeners) listener(event);
	};
	let backend = of.backend;
	let child: EngineChild | undefined;
	let crashes = 0;
	let busy: string | undefined;

	const running = async (): Promise<EngineChild> => {
		if (child?.alive()) return child;
		if (crashes > 0)
			await pause(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (crashes - 1)), undefined, { signal: of.signal });
		const started = startChild({
			execPath: of.execPath,
			log: of.log,
			said: (said) => {
				if (said.say === "state") tell({ was: "state", pass: said.pass, state: said.state });
				if (said.say === "meters") tell({ was: "meters", pass: said.pass, meters: said.meters });
			},
			gone: (because) => {
				crashes++;
				of.log("error", because);
				tell({ was: "lost", because });
			},
		});
		child = started;
		const opened = await started.ask({ do: "open", backend }, LIMIT.open);
		if (!opened.ok) of.log("error", opened.because);
		return started;
	};
	/** Orders that make sound come one at a time. */
	const alone = async <T>(what: string, sound: () => Promise<Answered<T>>): Promise<Answered<T>> => {
		if (busy !== undefined)
			return {
				ok: false,
				because: `${busy} is running on this interface.`,
				cure: "Stop it, or wait until it is over.",
			};
		busy = what;
		try {
			return await sound();
		} finally {
			busy = undefined;
		}
	};
	const ask = async (order: Order, limit?: number): Promise<Replied> => {
		const replied = await (await running()).ask(order, limit);
		if (replied.ok) crashes = 0;
		return replied;
	};
	const close = async (): Promise<void> => {
		const closing = child;
		child = undefined;
		await closing?.close();
	};
	of.signal.addEventListener("abort", () => void close(), { once: true });
	await running();

	return {
		probe: async () =>
			answered(await ask({ do: "probe" }, LIMIT.probe), (result) => Answers.probe.parse(result)),
		measure: ({ sends, returns, rate }) =>
			alone("A measurement", async () => {
				const order = { do: "measure", sends, returns, rate } as const;
				const limit = LIMIT.open + sends.length * LIMIT.measureEach;
				return answered(await ask(order, limit), (result) => Answers.measure.parse(result));
			}),
		verify: (cord) =>
			alone("A test tone", async () =>
				answered(await ask({ do: "verify", ...cord }, LIMIT.verify), (result) =>
					Answers.verify.parse(result),
				),
			),
		pass: (order) =>
			alone("A pass", async () => {
				const replied = await ask({ do: "pass", pass: order });
				if (!replied.ok && replied.lost) {
					tell({ was: "state", pass: order.pass, state: "failed" });
					return { ok: true, value: await lostPass(order, replied.because) };
				}
				return answered(replied, (result) => Answers.pass.parse(result));
			}),
		stop: async () => {
			if (child?.alive()) await child.ask({ do: "stop" }, LIMIT.stop);
		},
		retune: async (rack) => {
			if (backend.kind !== "simulated") return;
			backend = { ...backend, rack };
			if (child?.alive()) await child.ask({ do: "retune", rack }, LIMIT.retune);
		},
		listen: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		pid: () => child?.pid(),
		[Symbol.asyncDispose]: close,
	};
};

const answered = <T>(replied: Replied, read: (result: unknown) => T): Answered<T> =>
	replied.ok
		? { ok: true, value: read(replied.result) }
		: { ok: false, because: replied.because, cure: replied.cure };

/** The process died under the pass; what it had written is still there and is kept as a partial take. */
const lostPass = async (order: PassOrder, because: string): Promise<PassResult> => {
	const partial = `${order.take}.partial`;
	const there = await stat(partial).then(
		() => true,
		() => false,
	);
	const recovered = there ? await recoverTake(partial) : undefined;
	const kept = recovered?.ok ? recovered : undefined;
	const keeps =
		kept === undefined
			? "Nothing was recorded."
			: `${(kept.frames / order.rate).toFixed(1)} s are kept as a partial take.`;
	const sentence = `${because} ${keeps}`;
	return {
		pass: order.pass,
		end: "failed",
		take: kept?.path ?? null,
		figures: null,
		remarks: [{ code: "engine-lost", severity: "fail", sentence: because }],
		sentence,
	};
};
