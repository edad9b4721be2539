import { type Arrival, findPing } from "#dsp/align.ts";
import type { PassOrder, Remark } from "#model/pass.ts";
import type { Block } from "./interface.ts";
import { type Layout, pingWindow } from "./pass-layout.ts";

/** More than this between two pings, or between a ping and the sweep, spoils a take. In samples. */
const TOLERANCE = 0.5;

/** One return, listening for the ping of its own send. */
type Ear = {
	readonly return: number;
	readonly place: number;
	readonly from: number;
	readonly heard: Float32Array;
};

/** How long a ping took to each return, or why that is not known. */
export type PingsHeard = readonly { readonly return: number; readonly arrival: Arrival }[];

/** Collects the stretches in which the pings must come back, and finds them once all were heard. */
export const pingEars = (order: PassOrder, layout: Layout, places: readonly number[]) => {
	const ears: readonly Ear[] = order.returns.map((channel, index) => {
		// A mono send that returns in stereo is heard on both.
		const place = places[Math.min(index, places.length - 1)];
		const { from, to } = pingWindow(layout, place);
		return { return: channel, place, from, heard: new Float32Array(to - from) };
	});
	return {
		end: Math.max(...ears.map(({ from, heard }) => from + heard.length)),
		listen: (block: Block, at: number): void => {
			for (const [channel, ear] of ears.entries()) {
				const start = Math.max(at, ear.from);
				const end = Math.min(at + block[channel].length, ear.from + ear.heard.length);
				if (start < end) ear.heard.set(block[channel].subarray(start - at, end - at), start - ear.from);
			}
		},
		/** Latencies in samples, sends' own pings to returns. */
		found: (ping: Float32Array): PingsHeard =>
			ears.map((ear) => {
				const lead = ear.place - ear.from;
				const arrival = findPing({
					ping,
					recorded: ear.heard,
					rate: order.rate,
					around: lead + order.latency,
					within: layout.search,
				});
				const samples = arrival.found ? arrival.samples - lead : 0;
				return { return: ear.return, arrival: arrival.found ? { ...arrival, samples } : arrival };
			}),
	};
};
export type PingEars = ReturnType<typeof pingEars>;

/** What the opening pings say against the order: every remark here ends the pass before it rolls. */
export const openingRemarks = (
	pings: PingsHeard,
	order: PassOrder,
	framesPerBlock: number,
): readonly Remark[] =>
	pings.flatMap(({ return: channel, arrival }): readonly Remark[] => {
		if (!arrival.found)
			return [
				fault(
					"no-opening-ping",
					`The opening ping did not come back on return ${channel}. ${arrival.because} Is the chain patched and on?`,
				),
			];
		const moved = arrival.samples - order.latency;
		if (Math.abs(moved) > TOLERANCE)
			return [
				fault("latency-moved", sayMoved({ channel, took: arrival.samples, order, framesPerBlock }), moved),
			];
		if (arrival.polarity !== order.polarity)
			return [
				fault(
					"polarity",
					`Return ${channel} came back ${arrival.polarity === -1 ? "upside down" : "upright"}, which is not how the chain was measured; find the crossed cord or the Ø button, or measure again.`,
				),
			];
		return [];
	});

const sayMoved = (of: {
	readonly channel: number;
	readonly took: number;
	readonly order: PassOrder;
	readonly framesPerBlock: number;
}): string => {
	const moved = of.took - of.order.latency;
	const blocks = Math.round(moved / of.framesPerBlock);
	const whole = blocks !== 0 && Math.abs(moved - blocks * of.framesPerBlock) <= TOLERANCE;
	const why = whole
		? ` That is ${Math.abs(blocks)} whole block${Math.abs(blocks) === 1 ? "" : "s"} of ${of.framesPerBlock}: the interface's buffering has changed.`
		: "";
	return `The loop to return ${of.channel} takes ${of.took.toFixed(2)} samples, ${of.order.latency.toFixed(2)} were measured.${why} Measure the latency again.`;
};

/** The closing pings against the opening ones: what moved between them moved inside the programme. */
export const closingRemarks = (opening: PingsHeard, closing: PingsHeard): readonly Remark[] =>
	closing.flatMap(({ return: channel, arrival }, index): readonly Remark[] => {
		if (!arrival.found)
			return [
				fault(
					"no-closing-ping",
					`The closing ping did not come back on return ${channel}: the chain was broken during the pass. ${arrival.because}`,
				),
			];
		const moved = driftOf(opening[index], closing[index]) ?? 0;
		return Math.abs(moved) > TOLERANCE
			? [
					fault(
						"drift",
						`Return ${channel} moved by ${moved.toFixed(2)} samples during the pass: samples were lost or two clocks drift apart.`,
						moved,
					),
				]
			: [];
	});

type Pair = PingsHeard[number];
const driftOf = (opening: Pair, closing: Pair): number | undefined =>
	opening.arrival.found && closing.arrival.found
		? closing.arrival.samples - opening.arrival.samples
		: undefined;

/** The largest movement of any return, signed; null when it is not known. */
export const worstDrift = (opening: PingsHeard, closing: PingsHeard): number | null => {
	const moves = closing.map((pair, index) => driftOf(opening[index], pair));
	const known = moves.filter((move) => move !== undefined);
	return known.length === 0 || known.length < moves.length
		? null
		: known.reduce((worst, move) => (Math.abs(move) > Math.abs(worst) ? move : worst));
};

/** The mean latency of all returns that heard their ping; null when none did. */
export const meanLatency = (pings: PingsHeard): number | null => {
	const known = pings.flatMap(({ arrival }) => (arrival.found ? [arrival.samples] : []));
	return known.length === 0 ? null : known.reduce((sum, samples) => sum + samples, 0) / known.length;
};

export const fault = (code: string, sentence: string, value?: number): Remark => ({
	code,
	severity: "fail",
	sentence,
	...(value !== undefined && { value }),
});
