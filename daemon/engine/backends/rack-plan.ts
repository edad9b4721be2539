import { ratioFromDb } from "#model/level.ts";
import type { VirtualRack, VirtualStage } from "#model/virtual-rack.ts";

/** Web Audio computes in quanta of 128 frames; its compressor looks ahead by whole quanta, its resampler by one. */
const QUANTUM = 128;
const COMPRESSOR_LOOK_AHEAD = 0.006;

export type PlannedHop = {
	readonly from: string;
	readonly to: string;
	/** A ratio, signed; converter full scales are folded in, so that an equal straight hop is exactly 1. */
	readonly gain: number;
	/** Samples to wait, so that parallel ways meet as they would in copper. */
	readonly pad: number;
	/** It closes a loop, which Web Audio only allows through a delay. */
	readonly feedback: boolean;
};

export type RackPlan = {
	readonly hops: readonly PlannedHop[];
	/** Samples by which the computation is late at a channel's or a converter's entry; real gear is not. */
	readonly lateAt: ReadonlyMap<string, number>;
};

/** Samples by which a stage's computation lags behind the analogue unit that it stands for. */
export const lookAhead = (stage: VirtualStage, rate: number): number => {
	if (stage.do === "compress") return Math.ceil((COMPRESSOR_LOOK_AHEAD * rate) / QUANTUM) * QUANTUM;
	return stage.do === "saturate" ? QUANTUM : 0;
};

/** The rack without what cannot be heard at these converter inputs; a big studio computes only what sounds. */
export const audible = (rack: VirtualRack, inputs: readonly number[]): VirtualRack => {
	const listeners = rack.inputs.filter(({ channel }) => inputs.includes(channel));
	const heard = new Set(listeners.map(({ id }) => id));
	for (let before = 0; before < heard.size; ) {
		before = heard.size;
		for (const { from, to } of rack.hops) if (heard.has(to)) heard.add(from);
	}
	return {
		inputs: listeners,
		outputs: rack.outputs.filter(({ id }) => heard.has(id)),
		channels: rack.channels.filter(({ id }) => heard.has(id)),
		hops: rack.hops.filter(({ to }) => heard.has(to)),
	};
};

/** Two racks with one key differ only in figures: the sounding graph can follow without being rebuilt. */
export const topologyKey = (rack: VirtualRack): string =>
	JSON.stringify([
		[...rack.outputs, ...rack.inputs].map(({ id, channel, noise }) => [id, channel, noise]),
		rack.channels.map(({ id, stages }) => [
			id,
			stages.map((stage) => (stage.do === "reverb" ? stage.seconds : stage.do)),
		]),
		rack.hops.map(({ from, to }) => [from, to]),
	]);

/** The hops of a rack in numbers: gains with full scales folded in, loops marked, look-ahead evened out. */
export const planRack = (rack: VirtualRack, rate: number): RackPlan => {
	const feedback = loops(rack);
	const lag = new Map(
		rack.channels.map(({ id, stages }) => [
			id,
			stages.reduce((sum, stage) => sum + lookAhead(stage, rate), 0),
		]),
	);
	const forward = rack.hops.filter((_, hop) => !feedback.has(hop));
	const lateAt = new Map<string, number>();
	const arrival = (id: string): number => {
		const known = lateAt.get(id);
		if (known !== undefined) return known;
		const late = Math.max(0, ...forward.filter(({ to }) => to === id).map(({ from }) => departure(from)));
		lateAt.set(id, late);
		return late;
	};
	const departure = (id: string): number => arrival(id) + (lag.get(id) ?? 0);
	for (const { id } of [...rack.channels, ...rack.inputs]) arrival(id);

	const scale = scales(rack);
	const hops = rack.hops.map((hop, index) => ({
		from: hop.from,
		to: hop.to,
		gain:
			(scale.get(hop.from) ?? 1) *
			(1 / (scale.get(hop.to) ?? 1)) *
			ratioFromDb(hop.gain) *
			(hop.inverted ? -1 : 1),
		pad: feedback.has(index) ? 0 : arrival(hop.to) - departure(hop.from),
		feedback: feedback.has(index),
	}));
	return { hops, lateAt };
};

/** Volts at digital full scale, for converters only: what a sample of 1.0 becomes in the rack's own unit. */
const scales = (rack: VirtualRack): ReadonlyMap<string, number> =>
	new Map([...rack.outputs, ...rack.inputs].map(({ id, fullScale }) => [id, ratioFromDb(fullScale)]));

/** Indices of hops that close a loop, found by walking depth first from every channel. */
const loops = (rack: VirtualRack): ReadonlySet<number> => {
	const closing = new Set<number>();
	const walked = new Map<string, "underway" | "done">();
	const walk = (id: string): void => {
		walked.set(id, "underway");
		for (const [index, hop] of rack.hops.entries()) {
			if (hop.from !== id) continue;
			const seen = walked.get(hop.to);
			if (seen === "underway") closing.add(index);
			if (seen === undefined) walk(hop.to);
		}
		walked.set(id, "done");
	};
	for (const { id } of [...rack.outputs, ...rack.channels]) if (!walked.has(id)) walk(id);
	return closing;
};
