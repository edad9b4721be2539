import { ratioFromDb } from "#model/level.ts";
import type { FilterShape, VirtualStage } from "#model/virtual-rack.ts";
import { decayingNoise, noiseSource } from "./noise.ts";

/** One stage as it sounds. `tune` moves its figures smoothly; it is only called with a stage of the same kind. */
export type SoundingStage = {
	readonly input: AudioNode;
	readonly output: AudioNode;
	readonly tune: (stage: VirtualStage) => void;
	readonly stop: () => void;
};

type StageOf<Do extends VirtualStage["do"]> = Extract<VirtualStage, { do: Do }>;
type Parts<Do extends VirtualStage["do"]> = {
	readonly input: AudioNode;
	readonly output: AudioNode;
	readonly set: (stage: StageOf<Do>, to: Setter) => void;
	readonly stop?: () => void;
};
/** Writes a figure: at once when the stage is built, gliding when a knob is turned. */
type Setter = (param: AudioParam, value: number) => void;

/** Time constant of a knob: fast enough for a hand, slow enough not to zip. */
const GLIDE = 0.01;
export const atOnce: Setter = (param, value) => {
	param.value = value;
};
export const gliding =
	(context: BaseAudioContext): Setter =>
	(param, value) => {
		param.cancelScheduledValues(context.currentTime);
		param.setTargetAtTime(value, context.currentTime, GLIDE);
	};

/** A sine of this level in dBu has this rms in the rack's unit (1.0 is the peak of 0 dBu). */
export const rmsOfDbu = (level: number): number => ratioFromDb(level) * Math.SQRT1_2;

const gainOf = (context: BaseAudioContext, gain = 1): GainNode => {
	const node = context.createGain();
	node.gain.value = gain;
	return node;
};

const joined = (...nodes: readonly [AudioNode, ...AudioNode[]]): void => {
	for (const [index, node] of nodes.entries()) if (index > 0) nodes[index - 1].connect(node);
};

const gain = (context: BaseAudioContext): Parts<"gain"> => {
	const node = gainOf(context);
	return { input: node, output: node, set: (stage, to) => to(node.gain, ratioFromDb(stage.gain)) };
};

const polarity = (context: BaseAudioContext): Parts<"polarity"> => {
	const node = gainOf(context, -1);
	return { input: node, output: node, set: () => {} };
};

/** Web Audio reads the Q of its two pass filters in decibels, of the others as a figure. */
const readsQInDb: Record<FilterShape, boolean> = {
	lowpass: true,
	highpass: true,
	lowshelf: false,
	highshelf: false,
	peaking: false,
};

const filter = (context: BaseAudioContext): Parts<"filter"> => {
	const node = context.createBiquadFilter();
	const highest = context.sampleRate * 0.49;
	return {
		input: node,
		output: node,
		set: (stage, to) => {
			node.type = stage.shape;
			to(node.frequency, Math.min(stage.frequency, highest));
			to(node.Q, readsQInDb[stage.shape] ? 20 * Math.log10(stage.q) : stage.q);
			to(node.gain, stage.gain);
		},
	};
};

/** Thresholds of Web Audio end at 0 dB, those of outboard do not: the compressor works this much lower. */
const WORKING_ROOM = 40;

/**
 * The gain that DynamicsCompressor adds by itself, in dB: −0.6 × its own gain reduction at full scale.
 * Its knee lies above the threshold, not around it.
 */
const automaticMakeUp = (threshold: number, knee: number, ratio: number): number => {
	const over = Math.max(0, -threshold);
	const reduction = over < knee ? over ** 2 / (2 * knee) : over - knee / 2;
	return 0.6 * (1 - 1 / ratio) * reduction;
};

/**
 * On a sine the detector settles below the peak, the more so the slower the attack is against the release.
 * Measured with ratios 2–10 and 3–20 dB over the threshold: 4.3 dB × √(attack ÷ release) within 0.4 dB.
 */
const detectorShortfall = (attack: number, release: number): number => 4.3 * Math.sqrt(attack / release);

const within = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));

const compress = (context: BaseAudioContext): Parts<"compress"> => {
	const [before, after] = [gainOf(context), gainOf(context)];
	const node = context.createDynamicsCompressor();
	joined(before, node, after);
	return {
		input: before,
		output: after,
		set: (stage, to) => {
			const knee = within(0, stage.knee, 40);
			const ratio = within(1, stage.ratio, 20);
			const attack = within(0.0001, stage.attack, 1);
			const release = within(0.001, stage.release, 1);
			const threshold = within(-100, stage.threshold - WORKING_ROOM - knee / 2, 0);
			const shift = detectorShortfall(attack, release) - WORKING_ROOM;
			to(before.gain, ratioFromDb(shift));
			to(node.threshold, threshold);
			to(node.knee, knee);
			to(node.ratio, ratio);
			to(node.attack, attack);
			to(node.release, release);
			to(after.gain, ratioFromDb(-shift - automaticMakeUp(threshold, knee, ratio)));
		},
	};
};

/** tanh up to four times the ceiling, where it is flat to 0.07 %. */
const REACH = 4;
const TANH = Float32Array.from({ length: 4097 }, (_, i) => Math.tanh(REACH * (i / 2048 - 1)));

/** Quiet signals keep their level; drive moves the signal up into the curve and back down after it. */
const saturate = (context: BaseAudioContext): Parts<"saturate"> => {
	const [before, after] = [gainOf(context), gainOf(context)];
	const node = context.createWaveShaper();
	node.curve = TANH;
	node.oversample = "2x";
	joined(before, node, after);
	return {
		input: before,
		output: after,
		set: ({ ceiling, drive }, to) => {
			to(before.gain, ratioFromDb(drive - ceiling) / REACH);
			to(after.gain, ratioFromDb(ceiling - drive));
		},
	};
};

const LONGEST_DELAY = 10;
const delayOf = (context: BaseAudioContext): DelayNode => context.createDelay(LONGEST_DELAY);

const delay = (context: BaseAudioContext): Parts<"delay"> => {
	const node = delayOf(context);
	return { input: node, output: node, set: ({ seconds }, to) => to(node.delayTime, seconds) };
};

/** Dry and wet from one entry to one exit. */
const blend = (context: BaseAudioContext, wetWay: AudioNode) => {
	const [input, dry, wet, output] = [gainOf(context), gainOf(context), gainOf(context), gainOf(context)];
	joined(input, dry, output);
	joined(input, wetWay, wet, output);
	const set = (mix: number, to: Setter): void => {
		to(dry.gain, 1 - mix);
		to(wet.gain, mix);
	};
	return { input, output, set };
};

const echo = (context: BaseAudioContext): Parts<"echo"> => {
	const node = delayOf(context);
	const back = gainOf(context);
	joined(node, back, node);
	const way = blend(context, node);
	return {
		...way,
		set: ({ seconds, feedback, mix }, to) => {
			to(node.delayTime, seconds);
			to(back.gain, within(0, feedback, 0.98));
			way.set(mix, to);
		},
	};
};

const reverb = (context: BaseAudioContext, stage: StageOf<"reverb">): Parts<"reverb"> => {
	const node = context.createConvolver();
	const tail = decayingNoise(stage.seconds, context.sampleRate, 1979);
	const buffer = context.createBuffer(1, tail.length, context.sampleRate);
	buffer.copyToChannel(tail, 0);
	node.normalize = false;
	node.buffer = buffer;
	const way = blend(context, node);
	return { ...way, set: ({ mix }, to) => way.set(mix, to) };
};

const noise = (context: BaseAudioContext, name: string): Parts<"noise"> => {
	const through = gainOf(context);
	const source = noiseSource(context, name);
	const level = gainOf(context);
	joined(source, level, through);
	return {
		input: through,
		output: through,
		set: (stage, to) => to(level.gain, rmsOfDbu(stage.level)),
		stop: () => source.stop(),
	};
};

/** Makes one stage sound. `name` seeds its noise, if it has any. */
export const soundingStage = (
	context: BaseAudioContext,
	stage: VirtualStage,
	name: string,
): SoundingStage => {
	const finish = <Do extends VirtualStage["do"]>(
		parts: Parts<Do>,
		isMine: (stage: VirtualStage) => stage is StageOf<Do>,
	): SoundingStage => {
		if (isMine(stage)) parts.set(stage, atOnce);
		return {
			input: parts.input,
			output: parts.output,
			tune: (next) => {
				if (isMine(next)) parts.set(next, gliding(context));
			},
			stop: parts.stop ?? (() => {}),
		};
	};
	switch (stage.do) {
		case "gain":
			return finish(gain(context), isA("gain"));
		case "polarity":
			return finish(polarity(context), isA("polarity"));
		case "filter":
			return finish(filter(context), isA("filter"));
		case "compress":
			return finish(compress(context), isA("compress"));
		case "saturate":
			return finish(saturate(context), isA("saturate"));
		case "delay":
			return finish(delay(context), isA("delay"));
		case "echo":
			return finish(echo(context), isA("echo"));
		case "reverb":
			return finish(reverb(context, stage), isA("reverb"));
		case "noise":
			return finish(noise(context, name), isA("noise"));
	}
};

const isA =
	<Do extends VirtualStage["do"]>(kind: Do) =>
	(stage: VirtualStage): stage is StageOf<Do> =>
		stage.do === kind;
