import { AudioContext } from "node-web-audio-api";
import type { VirtualRack } from "#model/virtual-rack.ts";
import type { Setup, Stream } from "../interface.ts";
import { CONVERTER_LATENCY } from "./converter.ts";
import { soundingRack } from "./rack.ts";
import { runProcessors, twoProcessors } from "./web-audio-run.ts";

/** 8192 frames let the engine be busy for 170 ms at 48 kHz before something is lost (and counted). */
const FRAMES_PER_BLOCK = 8192;

/** A context without a device, clocked in real time, with the rack between its two ScriptProcessors. */
export const openLive = async (setup: Setup, first: VirtualRack): Promise<Stream> => {
	const withoutDevice = { sampleRate: setup.rate, sinkId: { type: "none" } };
	const context = new AudioContext(withoutDevice);
	if (context.sampleRate !== setup.rate)
		throw new Error(`The simulated interface runs at ${context.sampleRate} Hz, not at ${setup.rate} Hz.`);
	const channels = { sends: setup.outputs.length, returns: setup.inputs.length };
	const two = twoProcessors(context, { frames: FRAMES_PER_BLOCK, ...channels });
	const outputs = new Map(setup.outputs.map((channel, index) => [channel, two.faders[index]]));
	const ports = { outputs, inputs: setup.inputs, merger: two.merger };
	let sounding = soundingRack(context, first, ports);
	return {
		rate: setup.rate,
		framesPerBlock: FRAMES_PER_BLOCK,
		retune: (rack) => {
			if (sounding.tune(rack)) return;
			const before = sounding;
			sounding = soundingRack(context, rack, ports);
			before.unplug();
		},
		run: (run) => runProcessors(run, two, { latency: CONVERTER_LATENCY, late: () => sounding.late }),
		close: () => context.close(),
	};
};
