import type { Hold } from "#model/live.ts";
import type { MeterFrame } from "#protocol/meters.ts";
import type { Desk, News } from "#server/desk.ts";

/** Who listens to the desk: tablets, what they hold, and whom to tell. */
export type Audience = Pick<Desk, "hold" | "letGo" | "arrive" | "leave" | "follow" | "meters"> & {
	readonly tablets: () => string[];
	readonly holds: () => Hold[];
	readonly tell: (news: News) => void;
	readonly showMeters: (frame: MeterFrame) => void;
};

const same = (a: Hold, b: Hold): boolean => a.unit === b.unit && a.control === b.control;

/** `changed` is called when tablets or holds are other than before. */
export const openAudience = (changed: () => void): Audience => {
	const followers = new Set<(news: News) => void>();
	const readers = new Set<(frame: MeterFrame) => void>();
	const tablets: string[] = [];
	let holds: Hold[] = [];
	const enlist = <T>(list: Set<T>, listener: T): (() => void) => {
		list.add(listener);
		return () => list.delete(listener);
	};
	return {
		tablets: () => [...tablets],
		holds: () => holds,
		tell: (news) => {
			for (const follower of followers) follower(news);
		},
		showMeters: (frame) => {
			for (const reader of readers) reader(frame);
		},
		/** A control that a finger is on belongs to that tablet until it lets go or leaves. */
		hold: (hold) => {
			const holder = holds.find((known) => same(known, hold));
			if (holder) return holder.by === hold.by;
			holds = [...holds, hold];
			changed();
			return true;
		},
		letGo: (hold) => {
			holds = holds.filter((known) => !same(known, hold) || known.by !== hold.by);
			changed();
		},
		arrive: (tablet) => {
			tablets.push(tablet);
			changed();
		},
		leave: (tablet) => {
			const place = tablets.indexOf(tablet);
			if (place >= 0) tablets.splice(place, 1);
			if (!tablets.includes(tablet)) holds = holds.filter(({ by }) => by !== tablet);
			changed();
		},
		follow: (listener) => enlist(followers, listener),
		meters: (listener) => enlist(readers, listener),
	};
};
