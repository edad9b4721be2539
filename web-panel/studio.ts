import { batch } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import type { StudioEvent } from "#model/event.ts";
import { evolve, unopened } from "#model/evolve.ts";
import type { Live } from "#model/live.ts";
import type { Readings } from "#model/readings.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import type { Told } from "./link.ts";

/** All that the daemon has told: what is there, what was done, what is read off it, what is now. */
export type Whole = { studio: Studio; session: Session; readings: Readings; live: Live };

/** Lists of things with an id keep the things, so that their rows stay; other lists are compared place by place. */
const anew = <T>(value: T) => reconcile<T, unknown>(value, { merge: true });

const sessionKeys = (session: Session) => Object.keys(session).filter((key) => key in unopened);
const isKey = (key: string): key is keyof Session => key in unopened;

/** The panel's copy of the daemon's state. It is written by messages only, never by a finger. */
export const createKnowledge = () => {
	const [known, setKnown] = createStore<{ whole: Whole | undefined }>({ whole: undefined });
	let clock = 0;

	/** Another studio is another thing: what is read off one and kept must not be taken for the other's. */
	const take = (whole: Whole) => {
		const before = unwrap(known).whole?.studio;
		const isAnother = before !== undefined && JSON.stringify(before) !== JSON.stringify(whole.studio);
		batch(() => {
			if (isAnother) setKnown("whole", undefined);
			setKnown("whole", anew(whole));
		});
	};

	const fold = (event: StudioEvent) => {
		const before = unwrap(known).whole?.session ?? unopened;
		const after = evolve(event.happened.was === "opened" ? unopened : before, event);
		for (const key of sessionKeys(after).filter(isKey))
			if (after[key] !== before[key]) setKnown("whole", "session", key, anew(after[key]));
	};

	/** Takes a message in; "stale" means that an event is missing and the whole state must be asked for again. */
	const hear = (told: Told): "heard" | "stale" => {
		switch (told.say) {
			case "welcome": {
				const { studio, session, readings, live } = told;
				clock = told.clock;
				take({ studio, session, readings, live });
				return "heard";
			}
			case "event": {
				const { event } = told;
				if (event.clock !== clock + 1 && event.happened.was !== "opened") return "stale";
				clock = event.clock;
				fold(event);
				return "heard";
			}
			case "readings":
				setKnown("whole", "readings", anew(told.readings));
				return "heard";
			case "live":
				setKnown("whole", "live", anew(told.live));
				return "heard";
			case "closing":
				return "heard";
		}
	};

	return { known, hear };
};
