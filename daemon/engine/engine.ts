import { stat } from "node:fs/promises";
import type { z } from "zod";
import type { LatencyMeasured, PassOrder, PassResult, PassState } from "#model/pass.ts";
import type { VirtualRack } from "#model/virtual-rack.ts";
import type { MeterFrame } from "#protocol/meters.ts";
import type { Log, Replied } from "./engine-child.ts";
import { engineKeeper } from "./engine-keeper.ts";
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
const LIMIT = {
	probe: 15_000,
	verify: 15_000,
	measure: 20_000,
	measureEach: 10_000,
	stop: 5000,
	retune: 5000,
};

/**
 * The engine lives in a process of its own, which the first order starts: a crash of a native part costs a take, not
 * the daemon, and the next order gets a new process.
 */
export const openEngine = (of: {
	readonly backend: BackendChoice;
	readonly signal: AbortSignal;
	readonly log: Log;
	/** Another program that runs Node, for example one that enters a container first. */
	readonly execPath?: string;
}): Engine => {
	const listeners = new Set<(event: EngineEvent) => void>();
	const tell = (event: EngineEvent): void => {
		for (const listener of listeners) listener(event);
	};
	const keeper = engineKeeper({
		...of,
		said: (said) => {
			if (said.say === "state") tell({ was: "state", pass: said.pass, state: said.state });
			if (said.say === "meters") tell({ was: "meters", pass: said.pass, meters: said.meters });
		},
		lost: (because) => tell({ was: "lost", because }),
	});
	const alone = oneAtATime();
	of.signal.addEventListener("abort", () => void keeper.close(), { once: true });
	const asked = async <T>(order: Order, limit: number, answer: z.ZodType<T>): Promise<Answered<T>> =>
		answered(await keeper.ask(order, limit), answer);
	return {
		probe: () => asked({ do: "probe" }, LIMIT.probe, Answers.probe),
		measure: (loops) =>
			alone("A measurement", () => {
				const limit = LIMIT.measure + loops.sends.length * LIMIT.measureEach;
				return asked({ do: "measure", ...loops }, limit, Answers.measure);
			}),
		verify: (cord) =>
			alone("A test tone", () => asked({ do: "verify", ...cord }, LIMIT.verify, Answers.verify)),
		pass: (order) =>
			alone("A pass", async () => {
				const replied = await keeper.ask({ do: "pass", pass: order });
				if (replied.ok || !replied.lost) return answered(replied, Answers.pass);
				tell({ was: "state", pass: order.pass, state: "failed" });
				return { ok: true, value: await lostPass(order, replied.because) };
			}),
		stop: () => keeper.tell({ do: "stop" }, LIMIT.stop),
		retune: (rack) => {
			keeper.rack(rack);
			return keeper.tell({ do: "retune", rack }, LIMIT.retune);
		},
		listen: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		pid: keeper.pid,
		[Symbol.asyncDispose]: keeper.close,
	};
};

/** Orders that make sound come one at a time; the second is refused, with the name of the first. */
const oneAtATime = () => {
	let busy: string | undefined;
	return async <T>(what: string, sound: () => Promise<Answered<T>>): Promise<Answered<T>> => {
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
};

const answered = <T>(replied: Replied, answer: z.ZodType<T>): Answered<T> =>
	replied.ok
		? { ok: true, value: answer.parse(replied.result) }
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
