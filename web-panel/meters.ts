import { createSignal } from "solid-js";
import type { MeterFrame } from "#protocol/meters.ts";
import { type Bars, createBars, type Lines } from "./bars.ts";
import type { Side } from "./lines.ts";
import { type Cell, cellsFor, paintBar, paintScale } from "./meter-face.ts";

/** Figures are repainted ten times a second: faster cannot be read. */
const FIGURES = 0.1;

/** What stands beside a line and where its colours change; the headroom is the converter's own. */
export type LineFace = { readonly label: string; readonly headroom: number };
export type Faces = (side: Side, line: number) => LineFace;

const seconds = (): number => performance.now() / 1000;

/** Paints the bars that are looked at on one canvas, and of these only those that look different. */
const createPainting = (bars: Bars, faces: Faces) => {
	let canvas: HTMLCanvasElement | undefined;
	let cells: readonly Cell[] = [];
	let painted: string[] = [];

	/** A new size or a new line wants everything painted again. */
	const lay = () => {
		if (!canvas) return;
		const { width, height } = canvas.getBoundingClientRect();
		const scale = window.devicePixelRatio;
		canvas.width = Math.round(width * scale);
		canvas.height = Math.round(height * scale);
		const context = canvas.getContext("2d");
		context?.setTransform(scale, 0, 0, scale, 0, 0);
		cells = cellsFor(bars.shown().length, { width, height });
		if (context) paintScale(context, cells);
		painted = [];
	};
	const paint = () => {
		const context = canvas?.getContext("2d");
		if (!context) return;
		for (const [i, bar] of bars.shown().entries()) {
			const steps = [bar.level, bar.rms, bar.hold].map((dBFS) => Math.round(dBFS * 4));
			const look = `${steps} ${bar.figure} ${bar.clipped}`;
			const cell = cells[i];
			if (!cell || painted[i] === look) continue;
			painted[i] = look;
			paintBar(context, cell, { bar, face: faces(bar.side, bar.line) });
		}
	};
	return {
		lay,
		paint,
		on: (other: HTMLCanvasElement | undefined) => {
			canvas = other;
		},
		canvas: () => canvas,
	};
};

/** The one loop of the panel. It sleeps while nothing moves. */
const createLoop = (bars: Bars, painting: ReturnType<typeof createPainting>) => {
	let running = false;
	let last = 0;
	let writtenAt = 0;
	const step = () => {
		const now = seconds();
		bars.fall(now, now - last);
		if (now - writtenAt > FIGURES) {
			writtenAt = now;
			bars.write();
		}
		last = now;
		painting.paint();
		running = painting.canvas() !== undefined && !bars.still();
		if (running) requestAnimationFrame(step);
	};
	return () => {
		if (running || !painting.canvas()) return;
		running = true;
		last = seconds();
		requestAnimationFrame(step);
	};
};

/** All meters of the panel: fed by the socket, painted by one loop on whichever canvas is shown. */
export const createMeters = () => {
	const bars = createBars();
	const [clock, setClock] = createSignal({ position: 0, remaining: 0 });
	const [clipped, setClipped] = createSignal<readonly string[]>([]);
	let faces: Faces = (side, line) => ({ label: `${side} ${line}`, headroom: 18 });
	const painting = createPainting(bars, (side, line) => faces(side, line));
	const wake = createLoop(bars, painting);
	let toldAt = 0;

	const anew = () => {
		painting.lay();
		wake();
	};
	const tell = ({ position, remaining }: MeterFrame, now: number) => {
		if (now - toldAt <= FIGURES && remaining > 0) return;
		toldAt = now;
		setClock((was) =>
			was.position === position && was.remaining === remaining ? was : { position, remaining },
		);
	};

	return {
		clock,
		clipped,
		face: (named: Faces) => {
			faces = named;
			anew();
		},
		feed: (frame: MeterFrame) => {
			const now = seconds();
			const labels = bars.take(frame, now).map(({ side, line }) => faces(side, line).label);
			if (labels.length > 0) setClipped((all) => [...all, ...labels]);
			tell(frame, now);
			wake();
		},
		/** Which lines to show; those that have not been heard of yet stand at rest. */
		look: (lines: Lines) => {
			bars.look(lines);
			anew();
		},
		/** Shows the meters on a canvas until the returned function is called. */
		show: (canvas: HTMLCanvasElement) => {
			painting.on(canvas);
			const watch = new ResizeObserver(anew);
			watch.observe(canvas);
			return () => {
				watch.disconnect();
				if (painting.canvas() === canvas) painting.on(undefined);
			};
		},
		reset: () => {
			bars.reset();
			setClipped([]);
			wake();
		},
	};
};
export type Meters = ReturnType<typeof createMeters>;
