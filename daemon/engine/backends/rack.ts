import { ratioFromDb } from "#model/level.ts";
import type { VirtualChannel, VirtualConverter, VirtualRack } from "#model/virtual-rack.ts";
import { noiseSource } from "./noise.ts";
import { type PlannedHop, planRack, topologyKey } from "./rack-plan.ts";
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

/** Makes a rack sound between the given ports. Converters that the stream does not use stay silent. */
export const soundingRack = (
	context: BaseAudioContext,
	rack: VirtualRack,
	ports: RackPorts,
): SoundingRack => {
	const plan = planRack(rack, context.sampleRate);
	const channels = new Map(rack.channels.map((channel) => [channel.id, soundingChannel(context, channel)]));
	const sources = new Map<string, AudioNode>();
	const entries = new Map<string, { node: AudioNode; input: number }>();
	const stops: (() => void)[] = [];

	for (const converter of rack.outputs) {
		const player = ports.outputs.get(converter.channel);
		if (player === undefined) continue;
		const exit = context.createGain();
		player.connect(exit);
		const noise = hiss(context, converter);
		noise?.output.connect(exit);
		sources.set(converter.id, exit);
		stops.push(
			() => player.disconnect(exit),
			() => noise?.stop(),
		);
	}
	for (const [id, channel] of channels) {
		sources.set(id, channel.output);
		entries.set(id, { node: channel.input, input: 0 });
		stops.push(channel.stop);
	}
	for (const converter of rack.inputs) {
		const input = ports.inputs.indexOf(converter.channel);
		if (input < 0) continue;
		const entry = context.createGain();
		entry.connect(ports.merger, 0, input);
		const noise = hiss(context, converter);
		noise?.output.connect(entry);
		entries.set(converter.id, { node: entry, input: 0 });
		stops.push(
			() => entry.disconnect(),
			() => noise?.stop(),
		);
	}
	const cords = plan.hops.map((hop) => cord(context, hop, sources.get(hop.from), entries.get(hop.to)?.node));

	const key = topologyKey(rack);
	return {
		late: ports.inputs.map((channel) => {
			const id = rack.inputs.find((input) => input.channel === channel)?.id;
			return id === undefined ? 0 : (plan.lateAt.get(id) ?? 0);
		}),
		tune: (next) => {
			if (topologyKey(next) !== key) return false;
			for (const channel of next.channels) channels.get(channel.id)?.tune(channel);
			for (const [index, hop] of planRack(next, context.sampleRate).hops.entries())
				cords[index]?.tune(hop.gain);
			return true;
		},
		unplug: () => {
			for (const stop of stops) stop();
		},
	};
};

/** One hop of copper. A loop gets the one quantum of delay without which Web Audio would mute it. */
const cord = (context: BaseAudioContext, hop: PlannedHop, from?: AudioNode, to?: AudioNode) => {
	if (from === undefined || to === undefined) return undefined;
	const gain = context.createGain();
	gain.gain.value = hop.gain;
	from.connect(gain);
	if (hop.pad > 0 || hop.feedback) {
		const wait = context.createDelay(1);
		wait.delayTime.value = (hop.feedback ? 128 : hop.pad) / context.sampleRate;
		gain.connect(wait).connect(to);
	} else gain.connect(to);
	return { tune: (value: number) => gliding(context)(gain.gain, value) };
};
