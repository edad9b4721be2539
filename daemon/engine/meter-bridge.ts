import { type Levels, meter } from "#dsp/meter.ts";
import type { MeterFrame } from "#protocol/meters.ts";
import type { Block } from "./interface.ts";

const PER_SECOND = 30;
/** A big block arrives at once but is shown piece by piece; more than this is too late, and pieces are merged. */
const MOST_WAITING = 8;
/** Silence on a meter, dBFS. */
const FLOOR = -150;

export type MeterBridge = {
	readonly played: (block: Block) => void;
	/** `position` and `remaining` in seconds. */
	readonly heard: (block: Block, clock: { readonly position: number; readonly remaining: number }) => void;
	readonly stop: () => void;
};

/** Sends are shown when they are heard, not when they are queued. Emits at most 30 frames a second. */
export const meterBridge = (of: {
	readonly sends: readonly number[];
	readonly returns: readonly number[];
	readonly rate: number;
	readonly emit: (frame: MeterFrame) => void;
}): MeterBridge => {
	const piece = Math.round(of.rate / PER_SECOND);
	const played: Piece[] = [];
	const waiting: MeterFrame[] = [];
	const sends = pieces(of.sends.length, piece, (levels) => played.push(levels));
	let clock = { position: 0, remaining: 0 };
	const returns = pieces(of.returns.length, piece, (levels) => {
		waiting.push({
			...clock,
			sends: lines(of.sends, played.shift() ?? levels),
			returns: lines(of.returns, levels),
		});
		while (waiting.length > MOST_WAITING) waiting.splice(0, 2, merged(waiting[0], waiting[1]));
	});
	const timer = setInterval(() => {
		const frame = waiting.shift();
		if (frame !== undefined) of.emit(frame);
	}, 1000 / PER_SECOND);
	return {
		played: sends,
		heard: (block, now) => {
			clock = now;
			returns(block);
		},
		stop: () => clearInterval(timer),
	};
};

type Piece = Levels;

/** Cuts blocks of any length into pieces of one length, and reads each. */
const pieces = (channels: number, length: number, read: (piece: Piece) => void) => {
	const levels = meter({ channels });
	let filled = 0;
	return (block: Block): void => {
		const frames = block[0].length;
		for (let from = 0; from < frames; ) {
			const to = Math.min(frames, from + length - filled);
			levels.push(from === 0 && to === frames ? block : block.map((channel) => channel.subarray(from, to)));
			filled += to - from;
			from = to;
			if (filled < length) continue;
			filled = 0;
			read(levels.read());
		}
	};
};

const lines = (channels: readonly number[], { peak, rms }: Piece): MeterFrame["sends"] =>
	channels.map((line, index) => ({
		line,
		peak: shown(peak[index]),
		rms: shown(rms[index]),
	}));

/** A driver can hand over "not a number"; a meter shows it as silence, the checks of the take as a fault. */
const shown = (level: number): number => (Number.isNaN(level) ? FLOOR : Math.max(FLOOR, level));

const merged = (before: MeterFrame, after: MeterFrame): MeterFrame => {
	const together = (a: MeterFrame["sends"], b: MeterFrame["sends"]) =>
		a.map(({ line, peak, rms }, index) => ({
			line,
			peak: Math.max(peak, b[index].peak),
			rms: 10 * Math.log10((10 ** (rms / 10) + 10 ** (b[index].rms / 10)) / 2),
		}));
	return {
		...after,
		sends: together(before.sends, after.sends),
		returns: together(before.returns, after.returns),
	};
};
