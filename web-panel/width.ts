import { createSignal, onCleanup } from "solid-js";

/** Jacks stand 48 px apart: this many columns stand side by side on a tablet, on a small one and on a phone. */
const PITCH = 48;
const RUNS = [24, 12, 6] as const;
const MARGIN = 24;

export const runFor = (width: number): number =>
	RUNS.find((columns) => columns * PITCH + MARGIN <= width) ?? RUNS[RUNS.length - 1];

/** How many columns of a bay fit on this screen now. */
export const columnsThatFit = (): (() => number) => {
	const [run, setRun] = createSignal(runFor(window.innerWidth));
	const measure = () => setRun(runFor(window.innerWidth));
	window.addEventListener("resize", measure);
	onCleanup(() => window.removeEventListener("resize", measure));
	return run;
};
