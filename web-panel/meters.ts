import { createSignal } from "solid-js";
import type { LineMeter, MeterFrame } from "#protocol/meters.ts";
import { type Bar, type Cell, cellsFor, paintBar, paintScale } from "./meter-face.ts";

/** A bar falls 20 dB in 1.7 s; its peak stands for 2 s. */
const FALL = 20 / 1.7;
const HOLD = 2;
const CLIP = -0.01;
const FLOOR = -120;
/** Figures are repainted ten times a second: faster cannot be read. */
const FIGURES = 0.1;

type Moving = Bar & { heldAt: number };

/** What stands beside a line and where its colours change; the headroom is the converter's own. */
export type LineFace = { readonly label: string; readonly headroom: number };
export type Faces = (side: "send" | "return", line: number) => LineFace;

const rest = (side: "send" | "return", line: number): Moving => ({
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

const seconds = (): number => performance.now() / 1000;

/** All meters of the panel: fed by the socket, painted by one loop on whichever canvas is shown. */
export const createMeters = () => {
	const bars = new Map<string, Moving>();
	/** The lines that are looked at; the others are watched for clips all the same. */
	let wanted: ReadonlySet<string> = new Set();
	const [clock, setClock] = createSignal({ position: 0, remaining: 0 });
	const [clipped, setClipped] = createSignal<readonly string[]>([]);
	let faces: Faces = (side, line) => ({ label: `${side} ${line}`, headroom: 18 });
	let canvas: HTMLCanvasElement | undefined;
	let cells: readonly Cell[] = [];
	let painted: string[] = [];
	let running = false;
	let last = 0;
	let figuresAt = 0;

	const inOrder = (): Moving[] =>
		[...bars]
			.filter(([key]) => wanted.has(key))
			.map(([, bar]) => bar)
			.toSorted((a, b) => Number(a.side === "return") - Number(b.side === "return") || a.line - b.line);

	/** A new size or a new line wants everything painted again. */
	const lay = () => {
		if (!canvas) return;
		const { width, height } = canvas.getBoundingClientRect();
		const scale = window.devicePixelRatio;
		canvas.width = Math.round(width * scale);
		canvas.height = Math.round(height * scale);
		const context = canvas.getContext("2d");
		context?.setTransform(scale, 0, 0, scale, 0, 0);
		cells = cellsFor(wanted.size, { width, height });
		if (context) paintScale(context, cells);
		painted = [];
	};

	const paint = () => {
		const context = canvas?.getContext("2d");
		if (!context) return;
		for (const [i, bar] of inOrder().entries()) {
			const cell = cells[i];
			const look = `${Math.round(bar.level * 4)} ${Math.round(bar.rms * 4)} ${Math.round(bar.hold * 4)} ${bar.figure} ${bar.clipped}`;
			if (!cell || painted[i] === look) continue;
			painted[i] = look;
			paintBar(context, cell, { bar, face: faces(bar.side, bar.line) });
		}
	};

	const still = (): boolean => [...bars.values()].every(({ level, hold }) => level <= FLOOR && hold <= FLOOR);

	const step = () => {
		const now = seconds();
		for (const bar of bars.values()) fall(bar, now, now - last);
		if (now - figuresAt > FIGURES) {
			figuresAt = now;
			for (const bar of bars.values()) bar.figure = Number(bar.hold.toFixed(1));
		}
		last = now;
		paint();
		running = canvas !== undefined && !still();
		if (running) requestAnimationFrame(step);
	};

	const wake = () => {
		if (running || !canvas) return;
		running = true;
		last = seconds();
		requestAnimationFrame(step);
	};

	const take = (side: "send" | "return", lines: readonly LineMeter[], now: number) => {
		for (const line of lines) {
			const key = keyOf({ side, line: line.line });
			const bar = bars.get(key) ?? rest(side, line.line);
			const knew = bars.has(key) && bar.clipped;
			if (!bars.has(key)) bars.set(key, bar);
			hit(bar, line, now);
			if (bar.clipped && !knew) setClipped((all) => [...all, faces(side, line.line).label]);
		}
	};

	let toldAt = 0;
	return {
		clock,
		clipped,
		face: (named: Faces) => {
			faces = named;
			lay();
			wake();
		},
		feed: ({ position, remaining, sends, returns }: MeterFrame) => {
			const now = seconds();
			take("send", sends, now);
			take("return", returns, now);
			if (now - toldAt > FIGURES || remaining <= 0) {
				toldAt = now;
				setClock((was) =>
					was.position === position && was.remaining === remaining ? was : { position, remaining },
				);
			}
			wake();
		},
		/** Which lines to show; those that have not been heard of yet stand at rest. */
		look: ({
			sends,
			returns,
		}: {
			readonly sends: readonly number[];
			readonly returns: readonly number[];
		}) => {
			const lines = [
				...sends.map((line) => rest("send", line)),
				...returns.map((line) => rest("return", line)),
			];
			wanted = new Set(lines.map(keyOf));
			for (const line of lines) if (!bars.has(keyOf(line))) bars.set(keyOf(line), line);
			lay();
			wake();
		},
		/** Shows the meters on a canvas until the returned function is called. */
		show: (on: HTMLCanvasElement) => {
			canvas = on;
			const watch = new ResizeObserver(() => {
				lay();
				wake();
			});
			watch.observe(on);
			return () => {
				watch.disconnect();
				if (canvas === on) canvas = undefined;
			};
		},
		reset: () => {
			for (const bar of bars.values()) {
				bar.clipped = false;
				bar.hold = bar.level;
			}
			setClipped([]);
			wake();
		},
	};
};
export type Meters = ReturnType<typeof createMeters>;
