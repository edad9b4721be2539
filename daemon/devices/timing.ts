import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "#daemon/clock.ts";

/** Settles after so many ms, or at once when the signal aborts. Never rejects. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** Milliseconds that only rise, and waiting for some of them: real in the studio, turned by hand in tests. */
export type Timing = { readonly now: Clock["elapsed"]; readonly wait: Wait };

export const pauseFor: Wait = async (ms, signal) => {
	await pause(Math.max(0, ms), undefined, { signal }).catch(() => {});
};

/** A rest that somebody may end early. */
export const restful = ({ wait }: Timing, signal: AbortSignal) => {
	let nap = new AbortController();
	return {
		rest: async (ms: number): Promise<void> => {
			nap = new AbortController();
			await wait(ms, AbortSignal.any([signal, nap.signal]));
		},
		wake: (): void => nap.abort(),
	};
};
