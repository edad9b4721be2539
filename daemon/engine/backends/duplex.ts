import type { RtAudio, RtAudioDeviceInfo } from "audify";
import type { Backend, Device, Probe, Setup, Stream } from "../interface.ts";
import { API_NUMBERS, type Api } from "./apis.ts";
import { runDuplex } from "./duplex-run.ts";
import { channelSpan } from "./span.ts";

const FLOAT32 = 0x10;
/** Ask for real-time scheduling; without it a busy machine costs samples. */
const REAL_TIME = 0x8;
/** ALSA is opened with this many frames; JACK and ASIO impose their own. Below 512 nothing is gained in a print. */
const FRAMES_PER_BLOCK = 512;

export type DuplexChoice = { readonly api: Api; readonly device: string };

type Audify = { readonly RtAudio: new (api: number) => RtAudio };
type Loaded = { readonly audify: Audify } | { readonly because: string; readonly cure: string };

/** audify is optional: it is compiled at set-up where the audio headers are. */
const load = async (): Promise<Loaded> => {
	try {
		const { default: audify } = await import("audify");
		return { audify };
	} catch (reason) {
		const missing = reason instanceof Error && "code" in reason && reason.code === "ERR_MODULE_NOT_FOUND";
		return {
			because: missing
				? "audify, which speaks to the audio interface, is not installed."
				: `audify could not be loaded: ${reason instanceof Error ? reason.message : String(reason)}`,
			cure: "Install cmake, a C++ compiler and the ALSA and JACK headers, then run the set-up again; until then use the web-audio backend.",
		};
	}
};

/** Real interfaces through RtAudio in one full-duplex stream: JACK, ALSA, CoreAudio, WASAPI, ASIO. */
export const duplex = (choice: DuplexChoice): Backend => ({
	name: "duplex",
	probe: () => probe(choice),
	open: (setup) => open(choice, setup),
});

const probe = async (choice: DuplexChoice): Promise<Probe> => {
	const loaded = await load();
	if (!("audify" in loaded)) return { ready: false, ...loaded };
	try {
		const devices = new loaded.audify.RtAudio(API_NUMBERS[choice.api]).getDevices();
		if (devices.length > 0) return { ready: true, devices: devices.map(described) };
	} catch (reason) {
		return { ready: false, because: `${choice.api} did not answer: ${reason}`, cure: START_IT };
	}
	return { ready: false, because: `${choice.api} has no audio interface to offer.`, cure: START_IT };
};
const START_IT = "Plug the interface in, or start its server (JACK), and look again.";

const described = (device: RtAudioDeviceInfo): Device => ({
	name: device.name,
	outputs: device.outputChannels,
	inputs: device.inputChannels,
	rates: device.sampleRates,
});

const open = async (choice: DuplexChoice, setup: Setup): Promise<Stream> => {
	const loaded = await load();
	if (!("audify" in loaded)) throw new Error(`${loaded.because} ${loaded.cure}`);
	const rt = new loaded.audify.RtAudio(API_NUMBERS[choice.api]);
	const device = chosen(rt.getDevices(), choice);
	const [outputs, inputs] = [channelSpan(setup.outputs), channelSpan(setup.inputs)];
	if (outputs.last > device.outputChannels || inputs.last > device.inputChannels)
		throw new Error(
			`${device.name} has ${device.outputChannels} outputs and ${device.inputChannels} inputs; output ${outputs.last} and input ${inputs.last} were asked for.`,
		);
	const events = { heard: (_: Buffer) => {}, taken: () => {}, failed: (_: string) => {} };
	const framesPerBlock = rt.openStream(
		{ deviceId: device.id, nChannels: outputs.count, firstChannel: outputs.first - 1 },
		{ deviceId: device.id, nChannels: inputs.count, firstChannel: inputs.first - 1 },
		FLOAT32,
		setup.rate,
		setup.framesPerBlock ?? FRAMES_PER_BLOCK,
		"Halfnormal",
		(input) => events.heard(input),
		() => events.taken(),
		REAL_TIME,
		(_, message) => events.failed(message),
	);
	const rate = rt.getStreamSampleRate();
	if (rate !== setup.rate) {
		rt.closeStream();
		throw new Error(
			`${device.name} runs at ${rate} Hz, the pass at ${setup.rate} Hz; set the interface to the pass's rate.`,
		);
	}
	return {
		rate,
		framesPerBlock,
		run: (run) => runDuplex(run, { rt, events, framesPerBlock, rate, outputs, inputs }),
		close: async () => {
			if (rt.isStreamRunning()) rt.stop();
			if (rt.isStreamOpen()) rt.closeStream();
		},
	};
};

/** By part of its name, so that a renumbered bus does not matter; an empty name takes the first with both ways. */
const chosen = (devices: readonly RtAudioDeviceInfo[], { api, device }: DuplexChoice): RtAudioDeviceInfo => {
	const found = devices.find(
		({ name, outputChannels, inputChannels }) =>
			outputChannels > 0 && inputChannels > 0 && name.toLowerCase().includes(device.toLowerCase()),
	);
	if (found !== undefined) return found;
	const there = devices.map(({ name }) => name).join(", ") || "none";
	throw new Error(
		`No interface called “${device}” with outputs and inputs on ${api} (there: ${there}); is it on?`,
	);
};
