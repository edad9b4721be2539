import type { Block, Run } from "../interface.ts";
import { clipped } from "./converter.ts";

const BLOCKS_AHEAD = 4;

export type Feeder = {
	/** The next block, or undefined if there is none (yet: ask `ended`). */
	readonly next: () => Block | undefined;
	readonly ended: () => boolean;
	/** Resolves when there is a block, or when there will be none any more. */
	readonly ready: () => Promise<void>;
};

/** Keeps a few blocks ready for a callback that cannot wait, so that `play` may take its time. */
export const feeder = (run: Run, failed: (reason: unknown) => void): Feeder => {
	const ready: Block[] = [];
	let over = false;
	let filling: Promise<void> = Promise.resolve();
	let busy = false;
	const fill = async (): Promise<void> => {
		if (busy || over) return;
		busy = true;
		while (ready.length < BLOCKS_AHEAD && !over) {
			const block = await run.play();
			if (block === undefined) over = true;
			else ready.push(clipped(block));
		}
		busy = false;
	};
	const refill = (): void => {
		if (!busy) filling = fill().catch(failed);
	};
	refill();
	return {
		next: () => {
			const block = ready.shift();
			refill();
			return block;
		},
		ended: () => over && ready.length === 0,
		ready: () => (ready.length > 0 ? Promise.resolve() : filling),
	};
};
