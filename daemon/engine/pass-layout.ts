import type { PassOrder } from "#model/pass.ts";

/** 50 ms at −24 dBFS: loud enough to stand out, quiet enough to leave compressors and ears alone. */
export const PING = { milliseconds: 50, level: -24 } as const;

/** Seconds. A slot holds one ping and the silence in which a wrong latency can still be told. */
const PRE_ROLL = 0.25;
const SLOT = 0.5;
const SETTLING = 0.5;
const GAP = 0.25;
/** How far from its place a ping is looked for, in seconds; six blocks of 4096 at 96 kHz are 0.26 s. */
const SEARCH = 0.2;

/** Where everything is in the stream. All figures are samples; places count from the first one played. */
export type Layout = {
	readonly opening: readonly number[];
	readonly programme: number;
	readonly frames: number;
	readonly tail: number;
	readonly closing: readonly number[];
	/** Samples to play, so that the last thing that matters is heard. */
	readonly end: number;
	/** Whole samples by which the take is shifted against the source. */
	readonly shift: number;
	readonly pingFrames: number;
	readonly search: number;
};

/** Pre-roll, a ping for each send, settling gap, programme, tail, gap, a ping for each send. */
export const layOut = (order: PassOrder, frames: number): Layout => {
	const samples = (seconds: number): number => Math.round(seconds * order.rate);
	const shift = Math.max(0, Math.round(order.latency));
	const sends = order.pings ? order.sends.length : 0;
	const slots = (first: number) => Array.from({ length: sends }, (_, send) => first + send * samples(SLOT));
	const settled = samples(PRE_ROLL) + sends * samples(SLOT) + (order.pings ? samples(SETTLING) : 0);
	const tail = samples(order.tail);
	const after = settled + frames + tail;
	const closing = slots(after + samples(GAP));
	return {
		opening: slots(samples(PRE_ROLL)),
		programme: settled,
		frames,
		tail,
		closing,
		end: after + (order.pings ? samples(GAP) + sends * samples(SLOT) : 0) + shift + 1,
		shift,
		pingFrames: samples(PING.milliseconds / 1000),
		search: samples(SEARCH),
	};
};

/** The stretch of what is heard in which a ping that was played at `at` must be. */
export const pingWindow = (layout: Layout, at: number): { readonly from: number; readonly to: number } => {
	const room = layout.search + Math.round(layout.pingFrames / 2);
	return {
		from: Math.max(0, at + layout.shift - room),
		to: at + layout.shift + layout.pingFrames + room,
	};
};
