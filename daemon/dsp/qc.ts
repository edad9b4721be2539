import { localDelay } from "./qc-delay.ts";
import { legs } from "./qc-legs.ts";
import type { Remark } from "./qc-remark.ts";
import { fullScaleRuns, heldSamples, repeatedBuffers } from "./qc-runs.ts";

export type TakeCheck = {
	/** The next samples of both, aligned, one array per channel, all of one length. */
	readonly push: (source: readonly Float32Array[], take: readonly Float32Array[]) => void;
	/** What was found, by time; empty when nothing is wrong. `frames` are the lengths of the two files. */
	readonly finish: (frames: { readonly source: number; readonly take: number }) => readonly Remark[];
};

/**
 * Checks a finished take against its source, block by block in constant memory. The take is aligned (within half a
 * sample; whole-window jumps are found), channel c of the take is what came back of channel c of the source, `bits`
 * is the converter's word length. Every detector is deterministic: what it fails is wrong, whatever gear was in
 * between. Not judged here: clicks, hum, headroom, true peak.
 */
export function takeCheck(options: {
	readonly rate: number;
	readonly channels: number;
	readonly bits: number;
}): TakeCheck {
	const { rate } = options;
	const detectors = [
		legs(options),
		heldSamples(options),
		repeatedBuffers(options),
		fullScaleRuns(options),
		localDelay(options),
	];
	return {
		push(source, take) {
			for (const detector of detectors) detector.push(source, take);
		},
		finish(frames) {
			const remarks = detectors.flatMap((detector) => detector.finish());
			// Of a take on which nothing is, nothing else can be said.
			const heard = remarks.some((remark) => remark.code === "silent")
				? remarks.filter((remark) => remark.code === "silent")
				: remarks;
			return [...wrongLength(frames, rate), ...heard.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0))];
		},
	};
}

/** `takeCheck` of two whole recordings in memory. */
export function checkTake(options: {
	readonly source: readonly Float32Array[];
	readonly take: readonly Float32Array[];
	readonly rate: number;
	readonly bits: number;
}): readonly Remark[] {
	const { source, take } = options;
	const check = takeCheck({ ...options, channels: source.length });
	const common = Math.min(source[0].length, take[0].length);
	for (let from = 0; from < common; from += BLOCK) {
		const to = Math.min(common, from + BLOCK);
		const cut = (samples: Float32Array) => samples.subarray(from, to);
		check.push(source.map(cut), take.map(cut));
	}
	return check.finish({ source: source[0].length, take: take[0].length });
}

const BLOCK = 16_384;

function wrongLength(
	frames: { readonly source: number; readonly take: number },
	rate: number,
): readonly Remark[] {
	const value = frames.take - frames.source;
	if (value === 0) return [];
	const amount = `${Math.abs(value)} samples (${(Math.abs(value) / rate).toFixed(3)} s)`;
	const sentence = `The take is ${amount} ${value < 0 ? "shorter" : "longer"} than its source.`;
	return [{ code: "length", severity: "fail", value, sentence }];
}
