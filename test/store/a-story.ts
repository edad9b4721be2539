import fc from "fast-check";
import type { Happening, StudioEvent } from "#model/event.ts";
import { SessionHeader } from "#model/session.ts";

const AT = "2026-11-22T10:00:00.000Z";

/** The event of that clock; "turned" unless said otherwise. */
export const anEvent = (clock: number, happened: Happening = aTurn(clock)): StudioEvent => ({
	clock,
	at: AT,
	by: "couch",
	happened,
});

export const aTurn = (setting: number): Happening => ({
	was: "turned",
	unit: "bus-comp",
	control: "threshold",
	setting,
	how: "by hand",
});

export const anOpening = (song: string): Happening => ({
	was: "opened",
	session: "2026-11-22-song",
	header: SessionHeader.parse({ song, rate: 48000 }),
});

export const aTake = (file: string): Happening => ({
	was: "finished",
	file,
	result: { pass: "p1", end: "printed", take: file, figures: null, remarks: [], sentence: "Printed." },
});

export const someEvents = (count: number, first = 1): StudioEvent[] =>
	Array.from({ length: count }, (_, i) => anEvent(first + i));

const word = fc.string({ unit: "binary", maxLength: 12 });
const cord = fc.record({ cord: fc.constantFrom("tt-1", "tt-2", "tt-3"), from: word, to: word });
const setting = fc.oneof(
	fc.integer().map((n) => n / 10),
	word,
);
const how = fc.constantFrom("read", "set", "by hand", "carried over");
const happening: fc.Arbitrary<Happening> = fc.oneof(
	word.map(anOpening),
	cord.map((plugged): Happening => ({ was: "plugged", cord: plugged })),
	cord.map((plugged): Happening => ({ was: "unplugged", cord: plugged })),
	fc.record({ was: fc.constant("turned"), unit: word, control: word, setting, how }),
	fc.record({ was: fc.constant("forgotten"), unit: word, control: word }),
	fc.record({ was: fc.constant("powered"), unit: word, on: fc.boolean() }),
	word.map((finding): Happening => ({ was: "withdrawn", finding })),
	word.map((text): Happening => ({ was: "noted", note: { at: AT, by: "couch", text: `${text}.` } })),
	word.map(aTake),
	fc.constant<Happening>({ was: "closed" }),
);

/** What may happen in a session, in any order, with any letters in its names. */
export const aStory: fc.Arbitrary<StudioEvent[]> = fc
	.array(happening, { maxLength: 30 })
	.map((happenings) => happenings.map((happened, i) => anEvent(i + 1, happened)));
