import type { Block } from "../interface.ts";

/**
 * Samples from a converter output straight to a converter input of the simulated interface: two periods of 256
 * and 100 of the converters' own filters, which is what the loop of a real interface usually measures.
 */
export const CONVERTER_LATENCY = 612;
/** A converter has nothing above full scale. In place, because it is hot. */
export const clipped = (block: Block): Block => {
	for (const channel of block)
		for (let i = 0; i < channel.length; i++)
			if (channel[i] > 1) channel[i] = 1;
			else if (channel[i] < -1) channel[i] = -1;
	return block;
};
