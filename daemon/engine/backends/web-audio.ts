import { AudioContext, mediaDevices } from "node-web-audio-api";
import type { Backend, Probe, Setup, Stream } from "../interface.ts";
import { runProcessors, twoProcessors } from "./web-audio-run.ts";

/** Its inputs are stereo, whatever is asked for. */
const MOST_INPUTS = 2;
/** Anything shorter lost samples in trials. */
const FRAMES_PER_BLOCK = 16_384;
/** Below this the input's queue of three buffers drops samples without saying so. */
const INPUT_LATENCY = 0.17;

/**
 * Live passes where audify cannot be loaded. Input and output are two streams that nothing keeps together: only
 * the pings of a pass tell whether they stayed so. `device` is a part of the input's name; the output is the
 * system's own choice.
 */
export const webAudio = (options: { readonly device: string }): Backend => ({
	name: "web-audio",
	probe: async (): Promise<Probe> => {
		const inputs = await inputsThere();
		if (inputs.length === 0)
			return {
				ready: false,
				because: "No audio input is there.",
				cure: "Plug the interface in, or start its server (JACK), and look again.",
			};
		return {
			ready: true,
			devices: inputs.map(({ label }) => ({ name: label, outputs: 2, inputs: MOST_INPUTS, rates: [] })),
		};
	},
	open: (setup) => open(setup, options.device),
});

const inputsThere = async () =>
	(await mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "audioinput");

const open = async (setup: Setup, device: string): Promise<Stream> => {
	const context = new AudioContext({ sampleRate: setup.rate, latencyHint: "playback" });
	const because = refusal(setup, context);
	if (because !== undefined) {
		await context.close();
		throw new Error(because);
	}
	const input = (await inputsThere()).find(({ label }) => label.toLowerCase().includes(device.toLowerCase()));
	if (input === undefined) {
		await context.close();
		throw new Error(`No audio input called “${device}”; is it on?`);
	}
	const asked = { deviceId: input.deviceId, sampleRate: setup.rate, latency: INPUT_LATENCY };
	const media = await mediaDevices.getUserMedia({ audio: asked });
	const source = context.createMediaStreamSource(media);

	const two = twoProcessors(context, {
		frames: FRAMES_PER_BLOCK,
		sends: setup.outputs.length,
		returns: setup.inputs.length,
	});
	const speakers = context.createChannelMerger(context.destination.channelCount);
	for (const [index, channel] of setup.outputs.entries()) two.faders[index].connect(speakers, 0, channel - 1);
	speakers.connect(context.destination);
	const split = context.createChannelSplitter(MOST_INPUTS);
	source.connect(split);
	for (const [index, channel] of setup.inputs.entries()) split.connect(two.merger, channel - 1, index);
	const late = setup.inputs.map(() => 0);
	return {
		rate: context.sampleRate,
		framesPerBlock: FRAMES_PER_BLOCK,
		run: (run) => runProcessors(run, two, { latency: 0, late: () => late }),
		close: async () => {
			for (const track of media.getTracks()) track.stop();
			await context.close();
		},
	};
};

/** Web Audio gives what it has without a word about what was asked; so it is compared. */
const refusal = (setup: Setup, context: AudioContext): string | undefined => {
	if (context.sampleRate !== setup.rate)
		return `The interface runs at ${context.sampleRate} Hz, the pass at ${setup.rate} Hz; set the interface to the pass's rate.`;
	const outputs = Math.min(context.destination.maxChannelCount, context.destination.channelCount);
	if (Math.max(...setup.outputs) > outputs)
		return `Without audify only outputs 1 to ${outputs} can be reached; output ${Math.max(...setup.outputs)} was asked for.`;
	if (Math.max(...setup.inputs) > MOST_INPUTS)
		return `Without audify only inputs 1 and 2 can be reached; input ${Math.max(...setup.inputs)} was asked for.`;
	return undefined;
};
