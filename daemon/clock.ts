/** Time as an argument: whoever needs it is given this, so that a test turns the hands. */
export type Clock = {
	/** The time of day, ISO 8601 in UTC with milliseconds, for what is stored. */
	readonly now: () => string;
	/** Milliseconds since some start; never goes back, whatever the wall clock does. For waits and rates. */
	readonly elapsed: () => number;
};

export const systemClock: Clock = {
	now: () => new Date().toISOString(),
	elapsed: () => performance.now(),
};

/** A clock that stands still until it is advanced, by milliseconds. */
export const manualClock = (start: string): Clock & { readonly advance: (by: number) => void } => {
	let elapsed = 0;
	return {
		now: () => new Date(Date.parse(start) + elapsed).toISOString(),
		elapsed: () => elapsed,
		advance: (by) => {
			elapsed += by;
		},
	};
};
