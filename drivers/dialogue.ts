import type { Setting } from "#model/parameter.ts";

/** What one side hears the other say. */
export type Heard =
	| { readonly said: "value"; readonly control: string; readonly setting: Setting }
	| { readonly said: "question"; readonly control: string }
	| { readonly said: "done" }
	| { readonly said: "subscribed" }
	| { readonly said: "refused"; readonly because: string };

/** Bytes as they come in, in any pieces; it remembers what is unfinished, so each connection has its own. */
export type Ear = (bytes: Uint8Array) => Heard[];

/**
 * How the daemon and a unit talk, both ways, as pure functions of bytes. The daemon uses `set`, `ask` and
 * `fromUnit`; a simulated unit is the same driver from the other side: `report`, `done` and `fromDaemon`.
 */
export type Driver = {
	readonly controls: readonly string[];
	readonly set: (control: string, setting: Setting) => Uint8Array;
	/** Null where the unit cannot be asked. */
	readonly ask: (control: string) => Uint8Array | null;
	readonly report: (control: string, setting: Setting) => Uint8Array;
	/** What the unit says to a value that it took; null if it says nothing. */
	readonly done: Uint8Array | null;
	readonly refuse: ((because: string) => Uint8Array) | null;
	readonly subscribe: { readonly bytes: Uint8Array; readonly every: number } | null;
	/** One command in flight: the next waits for the answer. */
	readonly answersEach: boolean;
	readonly fromUnit: () => Ear;
	readonly fromDaemon: () => Ear;
};
