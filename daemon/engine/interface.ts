import type { VirtualRack } from "#model/virtual-rack.ts";

/** One stretch of sound: a Float32Array for each channel of the setup, in the setup's order, all of one length. */
export type Block = readonly Float32Array[];

/** What an interface says of itself. Channel counts are what can be opened at once. */
export type Device = {
	readonly name: string;
	readonly outputs: number;
	readonly inputs: number;
	readonly rates: readonly number[];
};

/** A backend that cannot be used is a state with a cure, never a crash. */
export type Probe =
	| { readonly ready: true; readonly devices: readonly Device[] }
	| { readonly ready: false; readonly because: string; readonly cure: string };

/** What to open. Channels are counted from 1 as on the interface's own labels. */
export type Setup = {
	readonly rate: number;
	readonly outputs: readonly number[];
	readonly inputs: readonly number[];
	readonly framesPerBlock?: number | undefined;
	readonly rack?: VirtualRack | undefined;
};

/**
 * One run of a stream. Heard block n belongs to played block n, both `framesPerBlock` long.
 * `play` answering undefined ends the run once everything that was played has been heard.
 * When `signal` aborts, the outputs fade to silence within 20 ms (or one block) and the run ends.
 */
export type Run = {
	readonly play: () => Block | undefined | Promise<Block | undefined>;
	readonly heard: (block: Block) => void | Promise<void>;
	readonly signal: AbortSignal;
};

/** What the interface itself knows of a run. `stalled`: it stopped answering and is not to be trusted again. */
export type Ended = {
	readonly blocksOut: number;
	readonly blocksIn: number;
	readonly lostFrames: number;
	readonly errors: readonly string[];
	readonly stalled: boolean;
};

export type Stream = {
	readonly rate: number;
	readonly framesPerBlock: number;
	/** Once for each stream: drivers do not start a second time from a clean slate. */
	readonly run: (run: Run) => Promise<Ended>;
	/** Knobs and cords of the virtual rack have moved; only the simulated interface has one. */
	readonly retune?: (rack: VirtualRack) => void;
	readonly close: () => Promise<void>;
};

/** The one interface that all backends implement. `open` throws an Error whose message says what to do. */
export type Backend = {
	readonly name: string;
	readonly probe: () => Promise<Probe>;
	readonly open: (setup: Setup) => Promise<Stream>;
};

export const silence = (channels: number, frames: number): Block =>
	Array.from({ length: channels }, () => new Float32Array(frames));
