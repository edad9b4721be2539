import type { Session } from "#model/session.ts";
import { aChain, aLoom, aSession, aStudio, aUnit, TEN } from "../builders.ts";
import type { Fault, NamedFault } from "./a-fault.ts";

export const MINUTES = 60_000;

const withBox = (box: Parameters<typeof aUnit>[1]) =>
	aStudio({
		gear: [aUnit("box", box)],
		looms: [aLoom("interface/da1", "box/in"), aLoom("box/out", "interface/ad1")],
	});
export const valveRoom = withBox({ warmUp: "1200 s", valves: { ECC83: 2 } });
const unsaid = withBox({ valves: { ECC83: 2 } });

const chained = aSession({ chains: [aChain(["box"])] });
export const switchedOn = (minutesAgo: number): Session => ({
	...chained,
	powered: { box: new Date(TEN - minutesAgo * MINUTES).toISOString() },
});

/** By the trouble in a person's words. */
const troubles: Readonly<Record<string, Fault>> = {
	"a valve unit that nobody has switched on": {
		code: "warm-up.off",
		severity: "warn",
		faulty: { studio: valveRoom, session: chained },
		sound: { studio: valveRoom, session: switchedOn(20) },
		places: ["box"],
		sentence: /Box is not switched on/,
		cure: /Switch it on/,
	},
	"a valve unit that was switched on seven and a half minutes ago": {
		code: "warm-up.cold",
		severity: "warn",
		faulty: { studio: valveRoom, session: switchedOn(7.5) },
		sound: { studio: valveRoom, session: switchedOn(20) },
		places: ["box"],
		numbers: { "minutes left": 13 },
		sentence: /13 minutes until its valves have settled/,
		cure: /Wait/,
	},
	"valves of which nobody knows how long they need": {
		code: "warm-up.unknown",
		severity: "note",
		faulty: { studio: unsaid, session: chained },
		sound: { studio: valveRoom, session: switchedOn(20) },
		places: ["box"],
		sentence: /Box has valves, and its gear file does not say how long they need/,
		cure: /warmUp/,
	},
};

export const warmUpFaults: readonly NamedFault[] = Object.entries(troubles).map(([trouble, fault]) => ({
	trouble,
	...fault,
}));
