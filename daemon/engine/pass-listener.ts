import type { PassOrder, Remark } from "#model/pass.ts";
import type { Block } from "./interface.ts";
import type { Layout } from "./pass-layout.ts";
import { openingRemarks, type PingsHeard, pingEars } from "./pass-pings.ts";
import type { PassEvent } from "./pass-table.ts";
import type { TakeWriter } from "./take-writer.ts";

export type PassListener = {
	/** Takes the next heard block; the promise is that of the disk. */
	readonly listen: (block: Block) => Promise<void>;
	/** Frames heard so far. */
	readonly at: () => number;
	readonly blocks: () => number;
	/** Everything that a whole pass must hear was heard. */
	readonly over: () => boolean;
	readonly opening: () => PingsHeard;
	readonly closing: () => PingsHeard;
	/** What made it give up. */
	readonly faults: () => readonly Remark[];
};

type Following = {
	readonly order: PassOrder;
	readonly layout: Layout;
	readonly ping: Float32Array;
	readonly take: TakeWriter;
	readonly framesPerBlock: number;
	readonly happened: (event: PassEvent) => void;
	readonly giveUp: () => void;
};

/**
 * Follows what is heard through the layout: finds the opening pings, gives up if they are wrong, hands the
 * programme and its tail to the take, finds the closing pings, and says what happens when.
 */
export const passListener = (of: Following): PassListener => {
	const { order, layout, ping } = of;
	const openingEars = order.pings ? pingEars(order, layout, layout.opening) : undefined;
	const closingEars = order.pings ? pingEars(order, layout, layout.closing) : undefined;
	const start = layout.programme + layout.shift;
	const sourceEnd = start + layout.frames;
	const takeEnd = sourceEnd + layout.tail;
	let at = 0;
	let blocks = 0;
	let opening: PingsHeard = [];
	let closing: PingsHeard = [];
	let faults: readonly Remark[] = [];

	const checkOpening = (pings: PingsHeard): void => {
		opening = pings;
		faults = openingRemarks(pings, order, of.framesPerBlock);
		if (faults.length > 0) of.giveUp();
		else of.happened("ping came back");
	};
	/** What happens once so many frames were heard, in order. */
	const milestones: { readonly at: number; readonly act: () => void }[] = [
		{ at: openingEars?.end ?? 0, act: () => openingEars && checkOpening(openingEars.found(ping)) },
		{ at: sourceEnd, act: () => of.happened("source ended") },
		{ at: takeEnd, act: () => closingEars && of.happened("tail ended") },
		{
			at: closingEars?.end ?? takeEnd,
			act: () => {
				closing = closingEars?.found(ping) ?? [];
				of.happened("all heard");
			},
		},
	];
	return {
		listen: async (block) => {
			if (faults.length > 0) return;
			const frames = block[0].length;
			const from = at;
			at += frames;
			blocks++;
			openingEars?.listen(block, from);
			closingEars?.listen(block, from);
			const [first, last] = [Math.max(start - from, 0), Math.min(takeEnd - from, frames)];
			const written = first < last ? of.take.write(block.map((leg) => leg.subarray(first, last))) : undefined;
			while (milestones.length > 0 && milestones[0].at <= at && faults.length === 0)
				milestones.shift()?.act();
			await written;
		},
		at: () => at,
		blocks: () => blocks,
		over: () => milestones.length === 0 && faults.length === 0,
		opening: () => opening,
		closing: () => closing,
		faults: () => faults,
	};
};
