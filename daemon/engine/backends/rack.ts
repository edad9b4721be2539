import { ratioFromDb } from "#model/level.ts";
import type { VirtualChannel, VirtualConverter, VirtualRack } from "#model/virtual-rack.ts";
import { noiseSource } from "./noise.ts";
import { audible, type PlannedHop, planRack, topologyKey } from "./rack-plan.ts";
import { atOnce, gliding, rmsOfDbu, type SoundingStage, soundingStage } from "./stages.ts";

/** Where the rack meets the stream: the node that plays a channel, and the merger input that hears one. */
export type RackPorts = {
	readonly outputs: ReadonlyMap<number, AudioNode>;
	readonly inputs: readonly number[];
	readonly merger: ChannelMergerNode;
};

/** A rack as it sounds. `late`: samples by which each input of the ports lags behind copper. */
export type SoundingRack = {
	readonly late: readonly number[];
	/** True if the rack could follow; false if its wiring differs and it must be rebuilt. */
	readonly tune: (rack: VirtualRack) => boolean;
	readonly unplug: () => void;
};

/** Below this a converter's noise is left out: it is under the last bit of a float's 24. */
const INAUDIBLE = -180;

type SoundingChannel = {
	readonly input: AudioNode;
	readonly output: AudioNode;
	readonly tune: (channel: VirtualChannel) => void;
	readonly stop: () => void;
};

const clip = Float32Array.of(-1, 0, 1);

/**
 * One channel of a unit. Its maximum level clips hard and without oversampling: that way it costs no delay,
 * and below the maximum the signal is untouched.
 */
const soundingChannel = (context: BaseAudioContext, channel: VirtualChannel): SoundingChannel => {
	const [input, into, output] = [context.createGain(), context.createGain(), context.createGain()];
	const shaper = context.createWaveShaper();
	shaper.curve = clip;
	const stages: readonly SoundingStage[] = channel.stages.map((stage, index) =>
		soundingStage(context, stage, `${channel.id} ${index}`),
	);
	let last: AudioNode = input;
	for (const stage of stages) {
		last.connect(stage.input);
		last = stage.output;
	}
	last.connect(into).connect(shaper).connect(output);
	const setMaximum = (maximum: number, to: typeof atOnce): void => {
		to(into.gain, 1 / ratioFromDb(maximum));
		to(output.gain, ratioFromDb(maximum));
	};
	setMaximum(channel.maximum, atOnce);
	return {
		input,
		output,
		tune: (next) => {
			setMaximum(next.maximum, gliding(context));
			for (const [index, stage] of stages.entries()) stage.tune(next.stages[index]);
		},
		stop: () => {
			for (const stage of stages) stage.stop();
		},
	};
};

/** Every converter hisses a little; the hiss of an output goes into the cable, that of an input into the take. */
const hiss = (context: BaseAudioContext, { id, fullScale, noise }: VirtualConverter) => {
	if (noise < INAUDIBLE) return undefined;
	const source = noiseSource(context, id);
	const level = context.createGain();
	level.gain.value = rmsOfDbu(noise) / ratioFromDb(fullScale);
	source.connect(level);
	return { output: level, stop: () => source.stop() };
};

type Cable = { readonly from: Map<string, AudioNode>; readonly to: Map<string, AudioNode> };

/** Makes a rack sound between the given ports. Converters that the stream does not use stay silent. */
export const soundingRack = (
	context: BaseAudioContext,
	whole: VirtualRack,
	ports: RackPorts,
): SoundingRack => {
	const rack = audible(whole, ports.inputs);
	const key = topologyKey(rack);
	const plan = planRack(rack, context.sampleRate);
	const channels = rack.channels.map((channel) => soundingChannel(context, channel));
	const ends: Cable = { from: new Map(), to: new Map() };
	for (const [index, { id }] of rack.channels.entries()) {
		ends.from.set(id, channels[index].output);
		ends.to.set(id, channels[index].input);
	}
	const stops = [
		...channels.map(({ stop }) => stop),
		...rack.outputs.map((converter) => playing(context, converter, ports, ends)),
		...rack.inputs.map((converter) => hearing(context, converter, ports, ends)),
	];
	const cords = plan.hops.map((hop) => cord(context, hop, ends));
	return {
		late: ports.inputs.map((channel) => {
			const id = rack.inputs.find((input) => input.channel === channel)?.id;
			return id === undefined ? 0 : (plan.lateAt.get(id) ?? 0);
		}),
		tune: (next) => {
			const tuned = audible(next, ports.inputs);
			if (topologyKey(tuned) !== key) return false;
			for (const [index, channel] of tuned.channels.entries()) channels[index].tune(channel);
			for (const [index, { gain }] of planRack(tuned, context.sampleRate).hops.entries()) cords[index](gain);
			return true;
		},
		unplug: () => {
			for (const stop of stops) stop();
		},
	};
};

/** A converter output that the stream plays. Answers how to take it away. */
const playing = (
	context: BaseAudioContext,
	converter: VirtualConverter,
	ports: RackPorts,
	ends: Cable,
): (() => void) => {
	const player = ports.outputs.get(converter.channel);
	if (player === undefined) return () => {};
	const exit = context.createGain();
	player.connect(exit);
	const noise = hiss(context, converter);
	noise?.output.connect(exit);
	ends.from.set(converter.id, exit);
	return () => {
		player.disconnect(exit);
		noise?.stop();
	};
};

/** A converter input that the stream hears. Answers how to take it away. */
const hearing = (
	context: BaseAudioContext,
	converter: VirtualConverter,
	ports: RackPorts,
	ends: Cable,
): (() => void) => {
	const entry = context.createGain();
	entry.connect(ports.merger, 0, ports.inputs.indexOf(converter.channel));
	const noise = hiss(context, converter);
	noise?.output.connect(entry);
	ends.to.set(converter.id, entry);
	return () => {
		entry.disconnect();
		noise?.stop();
	};
};

/**
 * One hop of copper; answers how to change its gain. A loop gets the one quantum of delay without which Web Audio
 * would mute it.
 */
const cord = (context: BaseAudioContext, hop: PlannedHop, ends: Cable): ((gain: number) => void) => {
	const [from, to] = [ends.from.get(hop.from), ends.to.get(hop.to)];
	if (from === undefined || to === undefined) return () => {};
	const node = context.createGain();
	node.gain.value = hop.gain;
	from.connect(node);
	if (hop.pad > 0 || hop.feedback) {
		const wait = context.createDelay(1);
		wait.delayTime.value = (hop.feedback ? 128 : hop.pad) / context.sampleRate;
		node.connect(wait).connect(to);
	} else node.connect(to);
	return (gain) => gliding(context)(node.gain, gain);
};
