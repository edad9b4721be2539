import type { Driver } from "#drivers/dialogue.ts";
import { paceOf } from "#drivers/driver.ts";
import type { GearFile, Remote } from "#drivers/profile.ts";
import type { Refusal } from "#model/command.ts";
import type { DeviceState } from "#model/live.ts";
import { type Setting, within } from "#model/parameter.ts";
import type { OpenedPort, OpenPort } from "./port.ts";
import { keepConnected, type Link } from "./roster.ts";
import { startTalk, type Talk, type TalkEnd } from "./talk.ts";
import type { Timing } from "./timing.ts";
import type { News } from "./tracker.ts";
import { keepTracks, type Tracks } from "./tracks.ts";

export type DrivenUnit = {
	readonly turn: (control: string, setting: Setting) => Refusal | null;
	readonly state: () => DeviceState;
	/** Settles when the unit's port is closed after the signal. */
	readonly ended: Promise<void>;
};

export type UnitWish = {
	readonly id: string;
	readonly file: GearFile;
	readonly remote: Remote;
	readonly driver: Driver;
	readonly port: string;
	readonly open: OpenPort;
	readonly timing: Timing;
	readonly chance: () => number;
	readonly log: (sentence: string) => void;
	readonly report: (control: string, news: News) => void;
	readonly changed: () => void;
	readonly signal: AbortSignal;
};

/** Keeps one unit connected, tells it what is wished, and hears where its knobs stand. */
export const driveUnit = (given: UnitWish): DrivenUnit => {
	const { id, file, remote, driver, port, timing } = given;
	const tracks = keepTracks({ ...given, controls: driver.controls });
	let link: Link = "off";
	let sentence = "Not looked for yet.";
	let talk: Talk | undefined;
	let ear = driver.fromUnit();

	const say = (next: Link, words: string): void => {
		if (next !== link) given.log(`${id}: ${words}`);
		if (link === "connected") tracks.loseAll();
		[link, sentence] = [next, words];
		given.changed();
	};
	const hear = (bytes: Uint8Array): void => {
		for (const heard of ear(bytes)) {
			talk?.heard();
			if (heard.said === "refused") given.log(`${id} did not understand: ${heard.because}`);
			if (heard.said === "value") tracks.hear(heard.control, heard.setting, timing.now());
		}
	};
	const converse = (opened: OpenedPort, signal: AbortSignal): Promise<TalkEnd> => {
		ear = driver.fromUnit();
		const connected = () => say("connected", connectedSentence(port, remote));
		talk = startTalk({ ...manners(given), tracks, connected }, opened, signal);
		return talk.ended;
	};
	const keeping = keepConnected({ ...given, talk: converse, hear, say });

	return {
		ended: keeping.ended,
		turn: (name, setting) => {
			const wish = possible(file, tracks, name, setting);
			if ("refused" in wish) return wish;
			if (link !== "connected") {
				keeping.wake();
				return refused(
					`${file.model} is not connected. ${sentence}`,
					"Set it by hand, or turn it again later",
				);
			}
			tracks.wish(name, wish.setting, timing.now());
			talk?.wake();
			return null;
		},
		state: () => ({ unit: id, transport: remote.transport, port, link, sentence, values: tracks.values() }),
	};
};

const manners = ({ file, remote, driver, timing }: UnitWish) => ({
	driver,
	timing,
	name: file.model,
	pace: paceOf(remote),
	beat: remote.beat * 1000,
	asks: remote.readback !== "none" && driver.controls.some((name) => driver.ask(name) !== null),
});

/** The setting as the control can take it, or why it cannot. */
const possible = (
	file: GearFile,
	tracks: Tracks,
	name: string,
	setting: Setting,
): { setting: Setting } | Refusal => {
	const control = file.controls[name];
	if (!control || !tracks.has(name))
		return refused(`${file.model} cannot be told its "${name}"`, "Set it by hand and tick it");
	const held = within(control, setting);
	return "refusal" in held ? refused(held.refusal) : held;
};

const refused = (because: string, cure?: string): Refusal => ({
	refused: "turn",
	because,
	...(cure !== undefined && { cure }),
});

const connectedSentence = (port: string, { readback }: Remote): string =>
	readback === "none"
		? `Sends to ${port}. It never answers: what was sent is assumed.`
		: `Answers at ${port}.`;
