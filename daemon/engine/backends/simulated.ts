import type { VirtualRack } from "#model/virtual-rack.ts";
import type { Backend, Setup } from "../interface.ts";
import { openFast } from "./simulated-fast.ts";
import { openLive } from "./simulated-live.ts";

/** Web Audio's own limit of 32 channels, less the one that numbers the frames. */
export const MOST_CHANNELS = 31;

export type Pace = "real time" | "fast";

/** The interface without which there is no demo: converters around a virtual rack. */
export const simulated = (options: { readonly pace: Pace; readonly rack: VirtualRack }): Backend => ({
	name: "simulated",
	probe: async () => ({
		ready: true,
		devices: [
			{
				name: "Simulated interface",
				outputs: Math.max(0, ...options.rack.outputs.map(({ channel }) => channel)),
				inputs: Math.max(0, ...options.rack.inputs.map(({ channel }) => channel)),
				rates: [44_100, 48_000, 88_200, 96_000, 176_400, 192_000],
			},
		],
	}),
	open: async (setup) => {
		const rack = setup.rack ?? options.rack;
		refuseMissing(setup, rack);
		return options.pace === "fast" ? openFast(setup, rack) : openLive(setup, rack);
	},
});

const refuseMissing = (setup: Setup, rack: VirtualRack): void => {
	const lacks = (asked: readonly number[], there: VirtualRack["outputs"]) =>
		asked.find((channel) => !there.some((converter) => converter.channel === channel));
	const output = lacks(setup.outputs, rack.outputs);
	if (output !== undefined)
		throw new Error(`The simulated interface has no output ${output}; choose another send.`);
	const input = lacks(setup.inputs, rack.inputs);
	if (input !== undefined)
		throw new Error(`The simulated interface has no input ${input}; choose another return.`);
	if (Math.max(setup.outputs.length, setup.inputs.length) > MOST_CHANNELS)
		throw new Error(`The simulated interface carries ${MOST_CHANNELS} channels at once; use fewer.`);
};
