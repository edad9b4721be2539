import { isDeepStrictEqual } from "node:util";
import type { GearFile } from "#drivers/profile.ts";
import type { DeviceState } from "#model/live.ts";
import type { Setting } from "#model/parameter.ts";
import {
	ask,
	certaintyOf,
	type Heard,
	hear,
	isUnsettled,
	lose,
	type News,
	nextToSend,
	nextToVerify,
	send,
	settle,
	type Track,
	unknown,
	wish,
} from "./tracker.ts";

export type TracksWish = {
	readonly file: GearFile;
	/** Controls that can be driven. */
	readonly controls: readonly string[];
	readonly report: (control: string, news: News) => void;
	readonly changed: () => void;
};
export type Tracks = ReturnType<typeof keepTracks>;

/** The tracks of one unit's controls: what the pure tracker says, kept. Times in ms. */
export const keepTracks = ({ file, controls, report, changed }: TracksWish) => {
	const tracks = new Map<string, Track>(controls.map((name) => [name, unknown]));
	const trackOf = (name: string): Track => tracks.get(name) ?? unknown;
	const take = (name: string, { track, news }: Heard): void => {
		const before = shown(trackOf(name));
		tracks.set(name, track);
		if (news) report(name, news);
		if (!isDeepStrictEqual(before, shown(track))) changed();
	};
	return {
		has: (name: string): boolean => tracks.has(name),
		wish: (name: string, setting: Setting, now: number): void =>
			take(name, { track: wish(trackOf(name), setting, now), news: null }),
		hear: (name: string, setting: Setting, now: number): void => {
			const control = file.controls[name];
			if (control && tracks.has(name)) take(name, hear(control, trackOf(name), setting, now));
		},
		/** Looks at what came back so far; answers whether something is still to be settled. */
		settle: (now: number): boolean =>
			[...tracks].reduce((unsettled, [name, track]) => {
				const control = file.controls[name];
				if (!control) return unsettled;
				const settled = settle(control, track, now);
				if (settled.track !== track) take(name, settled);
				return unsettled || isUnsettled(control, settled.track);
			}, false),
		/** The wish to send now, marked as sent. */
		toSend: (now: number): { control: string; setting: Setting } | undefined => {
			const control = nextToSend(tracks);
			const desired = control === undefined ? null : trackOf(control).desired;
			if (control === undefined || desired === null) return undefined;
			take(control, { track: send(trackOf(control), now), news: null });
			return { control, setting: desired.setting };
		},
		toVerify: (now: number): string | undefined => nextToVerify(tracks, now),
		markAsked: (name: string, now: number): void => {
			tracks.set(name, ask(trackOf(name), now));
		},
		loseAll: (): void => {
			for (const [name, track] of tracks) tracks.set(name, lose(track));
		},
		values: (): DeviceState["values"] =>
			Object.fromEntries([...tracks].map(([name, track]) => [name, shown(track)])),
	};
};

const shown = (track: Track): DeviceState["values"][string] => ({
	desired: track.desired?.setting ?? null,
	reported: track.reported?.setting ?? null,
	certainty: certaintyOf(track),
});
