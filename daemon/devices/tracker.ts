import { agree } from "#drivers/codecs/value.ts";
import type { DeviceState } from "#model/live.ts";
import type { Control, Setting } from "#model/parameter.ts";

type Said = { readonly setting: Setting; readonly at: number };

/** What is wished, what was sent and what the unit says of one control, each with its time in ms. */
export type Track = {
	readonly desired: Said | null;
	readonly sent: (Said & { readonly before: Setting | null; readonly tries: number }) | null;
	readonly reported: Said | null;
	/** When the unit was last asked. */
	readonly asked: number | null;
	/** Heard before the link was lost: shown, but nothing is known by it. */
	readonly stale: boolean;
	/** The wish was found on the unit. */
	readonly settled: boolean;
};

/** What the session should know: a value that was read off the unit, or a person at its panel. */
export type News = { readonly setting: Setting; readonly why: "read" | "person moved it" };
export type Heard = { readonly track: Track; readonly news: News | null };

/** After this much disagreement the unit is right. */
export const SETTLE = 200;
/** A read-back waits for the unit to have taken the value. */
const TAKES = 40;
const ASK_AGAIN = 500;
const TRIES = 2;

export const unknown: Track = {
	desired: null,
	sent: null,
	reported: null,
	asked: null,
	stale: false,
	settled: false,
};

/** A new wish replaces an older one, sent or not: nothing queues up behind a finger. */
export const wish = (track: Track, setting: Setting, at: number): Track => ({
	...track,
	desired: { setting, at },
	sent: track.sent && { ...track.sent, tries: 0 },
	settled: false,
});

const isSent = ({ desired, sent }: Track): boolean =>
	desired !== null && sent !== null && sent.setting === desired.setting && sent.at >= desired.at;

/** The control whose wish has waited longest, or undefined if all were sent. */
export const nextToSend = (tracks: ReadonlyMap<string, Track>): string | undefined => {
	const waiting = [...tracks].filter(([, track]) => track.desired !== null && !isSent(track));
	waiting.sort(([, a], [, b]) => (a.desired?.at ?? 0) - (b.desired?.at ?? 0));
	return waiting[0]?.[0];
};

export const send = (track: Track, at: number): Track =>
	track.desired === null
		? track
		: {
				...track,
				sent: {
					setting: track.desired.setting,
					at,
					before: track.stale ? null : (track.reported?.setting ?? null),
					tries: (track.sent?.tries ?? 0) + 1,
				},
			};

/** The control to read back: one that was sent and not yet found on the unit. */
export const nextToVerify = (tracks: ReadonlyMap<string, Track>, now: number): string | undefined =>
	[...tracks].find(
		([, track]) =>
			isSent(track) &&
			!track.settled &&
			now - (track.sent?.at ?? now) >= TAKES &&
			((track.asked ?? 0) < (track.sent?.at ?? 0) || now - (track.asked ?? 0) >= ASK_AGAIN),
	)?.[0];

export const ask = (track: Track, at: number): Track => ({ ...track, asked: at });

/** The unit says where a control stands. */
export const hear = (control: Control, track: Track, setting: Setting, at: number): Heard => {
	const heard: Track = { ...track, reported: { setting, at }, stale: false };
	if (track.desired !== null)
		return isSent(track) ? settle(control, heard, at) : { track: heard, news: null };
	if (track.reported === null || track.stale) return { track: heard, news: { setting, why: "read" } };
	if (agree(control, track.reported.setting, setting))
		return { track: { ...heard, reported: track.reported }, news: null };
	return { track: heard, news: { setting, why: "person moved it" } };
};

/**
 * Compares what was sent with what came back since. A unit that still stands where it stood did not take the
 * value and is told again; one that stands elsewhere after a while was moved by a person, who is right.
 */
export const settle = (control: Control, track: Track, now: number): Heard => {
	const { desired, sent, reported } = track;
	if (!isSent(track) || !desired || !sent || !reported || reported.at < sent.at) return { track, news: null };
	if (agree(control, reported.setting, desired.setting))
		return track.settled
			? { track, news: null }
			: { track: { ...track, settled: true }, news: { setting: desired.setting, why: "read" } };
	if (now - sent.at < SETTLE) return { track, news: null };
	const untouched = sent.before !== null && agree(control, sent.before, reported.setting);
	if (!track.settled && untouched && sent.tries < TRIES)
		return { track: { ...track, sent: { ...sent, at: Number.NEGATIVE_INFINITY } }, news: null };
	return {
		track: { ...track, desired: null, sent: null, settled: false },
		news: { setting: reported.setting, why: untouched && !track.settled ? "read" : "person moved it" },
	};
};

/** Whether a wish is still under way, or the unit has just been heard to stand elsewhere. */
export const isUnsettled = (control: Control, track: Track): boolean =>
	isSent(track) &&
	(!track.settled ||
		(track.desired !== null &&
			track.reported !== null &&
			!agree(control, track.desired.setting, track.reported.setting)));

/** The link is down: nothing is wished of the unit any more, and what it said may no longer be so. */
export const lose = (track: Track): Track => ({ ...unknown, reported: track.reported, stale: true });

export const certaintyOf = (track: Track): DeviceState["values"][string]["certainty"] => {
	if (track.stale) return "unknown";
	if (track.desired === null) return track.reported ? "confirmed" : "unknown";
	if (track.settled) return "confirmed";
	return track.sent || track.reported ? "assumed" : "unknown";
};
