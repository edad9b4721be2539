import type { DeviceState } from "#model/live.ts";
import { isOpened, type NoPort, type OpenedPort, type OpenPort } from "./port.ts";
import type { TalkEnd } from "./talk.ts";
import { restful, type Timing } from "./timing.ts";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;

/** ms to wait after so many failures in a row: doubling, and scattered so that units do not march in step. */
export const backOff = (failures: number, chance: number): number =>
	Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures, 10)) * (0.75 + chance / 2);

export type Link = DeviceState["link"];
export type Keeping = {
	readonly port: string;
	readonly open: OpenPort;
	/** Talks until the link ends. */
	readonly talk: (port: OpenedPort, signal: AbortSignal) => Promise<TalkEnd>;
	readonly hear: (bytes: Uint8Array) => void;
	readonly say: (link: Link, sentence: string) => void;
	readonly timing: Timing;
	/** 0…1 */
	readonly chance: () => number;
	readonly signal: AbortSignal;
};

/** Keeps one unit connected until the signal aborts. `wake` tries again at once: a person is waiting. */
export const keepConnected = (keeping: Keeping): { wake: () => void; ended: Promise<void> } => {
	const { rest, wake } = restful(keeping.timing, keeping.signal);
	return { wake, ended: keep(keeping, rest) };
};

const keep = async (keeping: Keeping, rest: (ms: number) => Promise<void>): Promise<void> => {
	const { signal, say, port, chance } = keeping;
	let failures = 0;
	while (!signal.aborted) {
		say("connecting", `Looking for it at ${port}.`);
		const { answered, link, because } = await once(keeping);
		if (signal.aborted) break;
		if (answered) failures = 0;
		say(link, `${because}${because.endsWith("?") ? "" : "."} Trying again.`);
		await rest(backOff(failures++, chance()));
	}
	say("off", "Closed.");
};

const once = async (keeping: Keeping): Promise<NoPort & { answered: boolean }> => {
	const opened = await keeping.open(keeping);
	if (!isOpened(opened)) return { ...opened, answered: false };
	await using port = opened;
	return { link: "lost", ...(await keeping.talk(port, keeping.signal)) };
};
