import type { Driver } from "#drivers/dialogue.ts";
import type { OpenedPort } from "./port.ts";
import { restful, type Timing } from "./timing.ts";
import type { Tracks } from "./tracks.ts";

export type Talking = {
	readonly driver: Driver;
	readonly tracks: Tracks;
	/** Whether the unit can be asked where its knobs stand. */
	readonly asks: boolean;
	/** Messages a second. */
	readonly pace: number;
	/** ms between two questions while nothing else is said. */
	readonly beat: number;
	readonly timing: Timing;
	readonly name: string;
	readonly connected: () => void;
};
export type TalkEnd = { readonly because: string; readonly answered: boolean };
export type Talk = {
	/** Why it ended, and whether the unit was there at all. */
	readonly ended: Promise<TalkEnd>;
	/** There is a new wish. */
	readonly wake: () => void;
	/** The unit said something. */
	readonly heard: () => void;
};

const ANSWER_LIMIT = 500;
const SILENCE_LIMIT = 3000;
/** How soon to look again while something is under way, and while nothing is, ms. */
const SOON = 20;
const LATER = 250;

/** A talk with one unit over one connection, until the link or the signal ends it. */
export const startTalk = (talking: Talking, port: OpenedPort, signal: AbortSignal): Talk => {
	const { driver, tracks, asks, timing } = talking;
	const { now } = timing;
	const { rest, wake } = restful(timing, signal);
	const nextWords = speaker(talking);
	const silence = Math.max(SILENCE_LIMIT, 3 * talking.beat);
	let lastHeard = now();
	let answered = false;
	let gone: string | undefined;
	port.gone.then((because) => {
		gone = because;
		wake();
	});
	const isOver = () => signal.aborted || gone !== undefined;
	const isThere = () => {
		lastHeard = now();
		if (answered) return;
		answered = true;
		talking.connected();
	};

	const restWhile = async (reason: () => boolean, until: number): Promise<void> => {
		while (reason() && !isOver() && now() < until) await rest(until - now());
	};
	const say = async (words: Uint8Array, since: number): Promise<void> => {
		await port.send(words);
		if (driver.answersEach) await restWhile(() => lastHeard < since, since + ANSWER_LIMIT);
		await restWhile(() => true, since + 1000 / talking.pace);
	};
	const run = async (): Promise<TalkEnd> => {
		if (!asks) isThere();
		while (!isOver()) {
			const since = now();
			const unsettled = tracks.settle(since);
			const words = nextWords(since);
			if (words) await say(words, since);
			else await rest(unsettled ? SOON : Math.min(talking.beat, LATER));
			if (asks && now() - lastHeard > silence && !isOver())
				return {
					because: `${talking.name} has not answered for ${silence / 1000} s: is it on, and is its cable in?`,
					answered,
				};
		}
		return { because: gone ?? "Closed", answered };
	};
	return {
		ended: run(),
		wake,
		heard: () => {
			isThere();
			wake();
		},
	};
};

/** What to say next, most urgent first: stay subscribed, what a person wants, the first pull, the read-backs. */
const speaker = ({ driver, tracks, asks, beat }: Talking): ((now: number) => Uint8Array | null) => {
	const pull = asks ? [...driver.controls] : [];
	let subscribedAt = Number.NEGATIVE_INFINITY;
	let beatAt = Number.NEGATIVE_INFINITY;
	let turn = 0;
	const inTurn = (now: number): string | undefined => {
		if (now - beatAt < beat) return undefined;
		beatAt = now;
		return driver.controls[turn++ % driver.controls.length];
	};
	return (now) => {
		if (driver.subscribe && now - subscribedAt >= driver.subscribe.every) {
			subscribedAt = now;
			return driver.subscribe.bytes;
		}
		const wish = tracks.toSend(now);
		if (wish) return driver.set(wish.control, wish.setting);
		const question = asks ? (pull.shift() ?? tracks.toVerify(now) ?? inTurn(now)) : undefined;
		if (question === undefined) return null;
		tracks.markAsked(question, now);
		return driver.ask(question);
	};
};
