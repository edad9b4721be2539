import type { StudioEvent } from "#model/event.ts";

/** The last events that this daemon sent, for tablets that come back after a short absence. */
export const recentEvents = (most: number) => {
	let events: StudioEvent[] = [];
	return {
		add: (event: StudioEvent): void => {
			const follows = event.clock === (events.at(-1)?.clock ?? 0) + 1;
			events = follows ? [...events.slice(1 - most), event] : [event];
		},
		forget: (): void => {
			events = [];
		},
		/**
		 * What happened after `clock`, or null if that is not known. A tablet that has seen none of these events may
		 * come from an earlier run with another studio, so it is not known either.
		 */
		since: (clock: number): readonly StudioEvent[] | null => {
			const place = events.findIndex((event) => event.clock === clock);
			return place < 0 ? null : events.slice(place + 1);
		},
	};
};
