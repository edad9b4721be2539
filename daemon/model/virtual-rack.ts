import type { DBu, Hertz, Seconds } from "./level.ts";

/**
 * What the simulated interface plays: the analogue loop as it is wired and set at this moment.
 * It is computed from cords, switches and knobs; the engine only turns it into sound.
 * Levels inside the rack are volts: a sample value of 1.0 is the peak of a sine of 0 dBu.
 */
export type VirtualRack = {
	readonly outputs: readonly VirtualConverter[];
	readonly inputs: readonly VirtualConverter[];
	readonly channels: readonly VirtualChannel[];
	readonly hops: readonly VirtualHop[];
};

/** One converter channel of the interface, counted from 1. */
export type VirtualConverter = {
	readonly id: string;
	readonly channel: number;
	readonly fullScale: DBu;
	readonly noise: DBu;
};

/** One signal path through one unit, from an input port to an output port; stages in signal order. */
export type VirtualChannel = {
	readonly id: string;
	readonly stages: readonly VirtualStage[];
	readonly maximum: DBu;
};

/** A way through copper: from a converter output or a channel to a channel or a converter input. */
export type VirtualHop = {
	readonly from: string;
	readonly to: string;
	readonly gain: number;
	readonly inverted: boolean;
};

/** A stage with every control already resolved to a figure. Gains in dB, levels in dBu, times in seconds. */
export type VirtualStage =
	| { readonly do: "gain"; readonly gain: number }
	| { readonly do: "polarity" }
	| {
			readonly do: "filter";
			readonly shape: FilterShape;
			readonly frequency: Hertz;
			readonly q: number;
			readonly gain: number;
	  }
	| {
			readonly do: "compress";
			readonly threshold: number;
			readonly ratio: number;
			readonly attack: Seconds;
			readonly release: Seconds;
			readonly knee: number;
	  }
	| { readonly do: "saturate"; readonly ceiling: number; readonly drive: number }
	| { readonly do: "delay"; readonly seconds: Seconds }
	| { readonly do: "echo"; readonly seconds: Seconds; readonly feedback: number; readonly mix: number }
	| { readonly do: "reverb"; readonly seconds: Seconds; readonly mix: number }
	| { readonly do: "noise"; readonly level: number };

export type FilterShape = "lowpass" | "highpass" | "lowshelf" | "highshelf" | "peaking";
