import type { LineMeter, MeterFrame } from "#protocol/meters.ts";
import type { Side } from "./lines.ts";
import type { Bar } from "./meter-face.ts";

/** A bar falls 20 dB in 1.7 s; its peak stands for 2 s. */
const FALL = 20 / 1.7;
const HOLD = 2;
const CLIP = -0.01;
const FLOOR = -120;

type Moving = Bar & { heldAt: number };

const rest = (side: Side, line: number): Moving => ({
	side,
	line,
	level: FLOOR,
	rms: FLOOR,
	hold: FLOOR,
	figure: FLOOR,
	heldAt: 0,
	clipped: false,
});

const keyOf = ({ side, line }: Pick<Bar, "side" | "line">): string => `${side} ${line}`;

/** Mutates: this runs for every line of every frame. */
const hit = (bar: Moving, { peak, rms }: LineMeter, now: number): void => {
	bar.level = Math.max(bar.level, peak);
	bar.rms = rms;
	if (peak >= bar.hold) {
		bar.hold = peak;
		bar.heldAt = now;
	}
	if (peak >= CLIP) bar.clipped = true;
};

/** Mutates: this runs for every line of every picture. */
const fall = (bar: Moving, now: number, elapsed: number): void => {
	bar.level = Math.max(FLOOR, bar.level - FALL * elapsed);
	bar.rms = Math.min(bar.rms, bar.level);
	if (now - bar.heldAt > HOLD) bar.hold = Math.max(bar.level, bar.hold - FALL * elapsed);
};

const bySide = (a: Bar, b: Bar): number =>
	Number(a.side === "return") - Number(b.side === "return") || a.line - b.line;

export type Lines = { readonly sends: readonly number[]; readonly returns: readonly number[] };

/** Every line that was heard of, in dBFS; some are looked at, all are watched for clips. Times in seconds. */
export const createBars = () => {
	const bars = new Map<string, Moving>();
	let shown: Moving[] = [];

	const barOf = (side: Side, line: number): Moving => {
		const key = keyOf({ side, line });
		const bar = bars.get(key) ?? rest(side, line);
		bars.set(key, bar);
		return bar;
	};
	/** The bars that have clipped just now. */
	const take = (side: Side, lines: readonly LineMeter[], now: number): Bar[] =>
		lines.flatMap((line) => {
			const bar = barOf(side, line.line);
			const { clipped } = bar;
			hit(bar, line, now);
			return bar.clipped && !clipped ? [bar] : [];
		});

	return {
		shown: (): readonly Bar[] => shown,
		look: ({ sends, returns }: Lines) => {
			const lines = [
				...sends.map((line) => barOf("send", line)),
				...returns.map((line) => barOf("return", line)),
			];
			shown = lines.sort(bySide);
		},
		take: ({ sends, returns }: MeterFrame, now: number): Bar[] => [
			...take("send", sends, now),
			...take("return", returns, now),
		],
		fall: (now: number, elapsed: number) => {
			for (const bar of bars.values()) fall(bar, now, elapsed);
		},
		write: () => {
			for (const bar of bars.values()) bar.figure = Number(bar.hold.toFixed(1));
		},
		still: () => [...bars.values()].every(({ level, hold }) => level <= FLOOR && hold <= FLOOR),
		reset: () => {
			for (const bar of bars.values()) {
				bar.clipped = false;
				bar.hold = bar.level;
			}
		},
	};
};
export type Bars = ReturnType<typeof createBars>;
