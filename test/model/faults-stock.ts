import type { Plugged } from "#model/cable.ts";
import { aBay, aLoom, aReceiver, aSession, aSource, aStudio, someCords } from "../builders.ts";
import type { NamedFault, Room } from "./a-fault.ts";

const column = (at: number): string => String(at).padStart(2, "0");

/** Outputs above and inputs below on open points of a TT bay, far apart from each other. */
const studio = aStudio({
	gear: [
		aSource("one"),
		aSource("two"),
		aReceiver("near"),
		aReceiver("far"),
		aReceiver("hall", {}, { connector: "TRS" }),
	],
	bays: [
		aBay({ columns: 48, points: [{ columns: "1-48", normalling: "open" }], room: "Control room" }),
		aBay({ id: "PB2", columns: 2, points: [], room: "Live room" }),
	],
	looms: [
		aLoom("PB1/A01 rear", "one/out"),
		aLoom("PB1/A02 rear", "two/out"),
		aLoom("PB1/B01 rear", "near/in"),
		aLoom(`PB1/B${column(48)} rear`, "far/in"),
	],
	store: [
		someCords({ id: "TT-30", length: "0.3 m", count: 2 }),
		someCords({ id: "TT-60", length: "0.6 m", count: 2 }),
		someCords({ id: "TS", plugs: ["TT", "TS"], length: "3 m", count: 2 }),
	],
	adapters: [{ id: "TS-TRS", plug: "TRS", takes: "TS", count: 1 }],
});

const hanging = (...cords: Plugged[]): Room => ({ studio, session: aSession({ cords }) });
const near = (cord: string): Plugged => ({ cord, from: "PB1/A01", to: "PB1/B01" });
const far = (cord: string): Plugged => ({ cord, from: "PB1/A02", to: "PB1/B48" });

export const stockFaults: readonly NamedFault[] = [
	{
		trouble: "a third cord of two",
		code: "stock.missing-cord",
		severity: "warn",
		faulty: hanging(near("TT-30 #3")),
		sound: hanging(near("TT-30 #2")),
		places: ["TT-30 #3", "PB1/A01", "PB1/B01"],
		sentence: /TT-30 #3 hangs between PB1 A01 One OUT and PB1 B01 Near IN, but the store has no such cord/,
		cure: /Write it into the store/,
	},
	{
		trouble: "a second adapter of one",
		code: "stock.missing-cord",
		severity: "warn",
		faulty: hanging({ cord: "TS #1 + TS-TRS #2", from: "PB1/A01", to: "hall/in" }),
		sound: hanging({ cord: "TS #1 + TS-TRS #1", from: "PB1/A01", to: "hall/in" }),
		places: ["TS #1 + TS-TRS #2", "PB1/A01", "hall/in"],
		sentence: /no such cord/,
		cure: /store/,
	},
	{
		trouble: "a cord in a column that the bay has lost",
		code: "stock.jack-gone",
		severity: "warn",
		faulty: hanging({ cord: "TT-60 #1", from: "PB1/A01", to: "PB1/B49" }),
		sound: hanging(near("TT-60 #1")),
		places: ["TT-60 #1", "PB1/B49"],
		sentence: /TT-60 #1 hangs in PB1 B49, which the studio does not have/,
		cure: /Unplug it here/,
	},
	{
		trouble: "one cord in two places",
		code: "stock.pieces-twice",
		severity: "warn",
		faulty: hanging(near("TT-60 #1"), far("TT-60 #1")),
		sound: hanging(near("TT-60 #1"), far("TT-60 #2")),
		places: ["TT-60 #1", "PB1/A01", "PB1/B01", "PB1/A02", "PB1/B48"],
		numbers: { times: 2 },
		sentence:
			/TT-60 #1 exists once and hangs 2 times: PB1 A01 One OUT and PB1 B01 Near IN; PB1 A02 Two OUT and PB1 B48 Far IN/,
		cure: /its own name/,
	},
	{
		trouble: "two plugs in one jack",
		code: "stock.jack-twice",
		severity: "warn",
		faulty: hanging(near("TT-60 #1"), { cord: "TT-60 #2", from: "PB1/A01", to: "PB1/B48" }),
		sound: hanging(near("TT-60 #1"), far("TT-60 #2")),
		places: ["PB1/A01", "TT-60 #1", "TT-60 #2"],
		numbers: { plugs: 2 },
		sentence: /PB1 A01 One OUT has 2 plugs in it, of TT-60 #1 and TT-60 #2/,
		cure: /unplug the other/,
	},
	{
		trouble: "a cord of 0.3 m across a whole bay",
		code: "stock.too-short",
		severity: "warn",
		faulty: hanging(far("TT-30 #1")),
		sound: hanging(far("TT-60 #1")),
		places: ["TT-30 #1", "PB1/A02", "PB1/B48"],
		numbers: { "length m": 0.3, "apart m": 0.422 },
		sentence: /TT-30 #1 is 0\.30 m long, but PB1 A02 Two OUT and PB1 B48 Far IN are 0\.42 m apart/,
		cure: /which cord or which jack/,
	},
	{
		trouble: "a cord through the wall",
		code: "stock.room-to-room",
		severity: "warn",
		faulty: hanging({ cord: "TT-60 #1", from: "PB1/A01", to: "PB2/B01" }),
		sound: hanging(near("TT-60 #1")),
		places: ["TT-60 #1", "PB1/A01", "PB2/B01"],
		sentence: /in Control room and Live room: a cord does not go through the wall/,
		cure: /tie line/,
	},
];
