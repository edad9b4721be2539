import { takeCheck } from "#dsp/qc.ts";
import type { PassOrder, Remark } from "#model/pass.ts";
import { openWav, type Wav } from "./wav-read.ts";

/** Frames read at a time. */
const STRETCH = 65_536;

/**
 * What the finished file itself gives away when it is laid beside its source. Reads both anew, in constant memory;
 * the tail has no counterpart and is left out.
 */
export const checkedTake = async (of: {
	readonly order: PassOrder;
	readonly source: Wav;
	readonly take: string;
	readonly tail: number;
}): Promise<readonly Remark[]> => {
	const { order, source } = of;
	const opened = await openWav(of.take);
	if (!opened.ok)
		return [{ code: "unreadable", severity: "fail", sentence: `${opened.because} ${opened.cure}` }];
	await using take = opened.wav;
	const check = takeCheck({ rate: order.rate, channels: take.channels, bits: order.bits });
	const common = Math.min(source.frames, take.frames - of.tail);
	for (let at = 0; at < common; at += STRETCH) {
		const frames = Math.min(STRETCH, common - at);
		const [played, printed] = await Promise.all([source.read(at, frames), take.read(at, frames)]);
		check.push(
			printed.map((_, leg) => expected(played[Math.min(leg, played.length - 1)], order.polarity)),
			printed,
		);
	}
	return check
		.finish({ source: source.frames, take: take.frames - of.tail })
		.map((remark) => ({ ...remark }));
};

/** A chain that is known to turn the signal over is not to be blamed for it. */
const expected = (played: Float32Array, polarity: PassOrder["polarity"]): Float32Array =>
	polarity === 1 ? played : played.map((sample) => -sample);
