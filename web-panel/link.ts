import type { Command } from "#model/command.ts";
import type { Downward, Upward } from "#protocol/messages.ts";
import { decodeMeters, type MeterFrame } from "#protocol/meters.ts";

export type LinkState = "connecting" | "live" | "offline";

/** What became of a wish. A refusal is a value with a sentence. */
export type Answer =
	| { readonly done: true; readonly answer: string }
	| { readonly done: false; readonly because: string; readonly cure: string };

/** What the daemon tells, without the answers to wishes: those go to whoever wished. */
export type Told = Exclude<Downward, { say: "done" } | { say: "refused" }>;

export type Link = {
	/** Sends a wish. Offline it is refused at once: nothing is ever queued. */
	readonly wish: (command: Command) => Promise<Answer>;
	readonly hold: (hold: { readonly unit: string; readonly control: string; readonly on: boolean }) => void;
	/** Drops the line and takes the whole state anew. */
	readonly reopen: () => void;
};

type Ends = {
	readonly url: string;
	readonly protocol: number;
	readonly tablet: () => string;
	readonly onState: (state: LinkState) => void;
	/** Another tablet came under our name. */
	readonly onReplaced: () => void;
	readonly onTold: (told: Told) => void;
	readonly onMeters: (frame: MeterFrame) => void;
};

/** The daemon says something at least once a second; a line that is silent for this long is taken for dead. */
const SILENCE = 2500;
/** The code with which the daemon closes the older of two sockets of one name. */
const REPLACED = 4001;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 800;

const lost = "The connection went before the daemon answered";
const offline = "The panel is offline: nothing was sent";

const refusal = (because: string, cure = ""): Answer => ({ done: false, because, cure });

/** Wishes that wait for their answer, by number. */
const createPending = () => {
	const waiting = new Map<string, (answer: Answer) => void>();
	let last = 0;
	return {
		add: () => {
			const id = String(++last);
			const answer = new Promise<Answer>((settle) => waiting.set(id, settle));
			return { id, answer };
		},
		settle: (id: string, answer: Answer) => {
			waiting.get(id)?.(answer);
			waiting.delete(id);
		},
		refuseAll: () => {
			for (const settle of waiting.values()) settle(refusal(lost));
			waiting.clear();
		},
	};
};

/** One line to the daemon, which opens itself again for as long as the page lives. */
export const openLink = ({ url, protocol, tablet, onState, onReplaced, onTold, onMeters }: Ends): Link => {
	const pending = createPending();
	let socket: WebSocket | undefined;
	let live = false;
	let pause = FIRST_PAUSE;
	let heard = 0;
	let watch: ReturnType<typeof setTimeout> | undefined;
	let retry: ReturnType<typeof setTimeout> | undefined;

	const say = (upward: Upward) => socket?.send(JSON.stringify(upward));

	const told = (message: Downward) => {
		if (message.say === "done")
			return pending.settle(message.id, { done: true, answer: message.answer ?? "" });
		if (message.say === "refused") return pending.settle(message.id, refusal(message.because, message.cure));
		onTold(message);
		if (message.say === "welcome") {
			live = true;
			pause = FIRST_PAUSE;
			onState("live");
		}
	};

	const drop = () => {
		const dropped = socket;
		socket = undefined;
		live = false;
		clearTimeout(watch);
		clearTimeout(retry);
		if (dropped) {
			dropped.onopen = dropped.onmessage = dropped.onclose = null;
			dropped.close();
		}
		pending.refuseAll();
	};

	const again = () => {
		drop();
		onState("offline");
		retry = setTimeout(open, pause);
		pause = Math.min(LONGEST_PAUSE, 2 * pause);
	};

	const listen = () => {
		const left = heard + SILENCE - performance.now();
		if (left <= 0) again();
		else watch = setTimeout(listen, left);
	};

	const open = () => {
		drop();
		const fresh = new WebSocket(url);
		socket = fresh;
		heard = performance.now();
		listen();
		fresh.binaryType = "arraybuffer";
		fresh.onopen = () => say({ say: "hello", protocol, tablet: tablet() });
		fresh.onclose = ({ code }) => {
			if (code === REPLACED) onReplaced();
			again();
		};
		fresh.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
			heard = performance.now();
			if (typeof data === "string") told(JSON.parse(data));
			else onMeters(decodeMeters(data));
		};
	};

	const hurry = () => {
		if (!live && document.visibilityState === "visible") open();
	};
	window.addEventListener("online", hurry);
	document.addEventListener("visibilitychange", hurry);
	open();

	return {
		wish: (command) => {
			if (!live) return Promise.resolve(refusal(offline));
			const { id, answer } = pending.add();
			say({ say: "command", id, command });
			return answer;
		},
		hold: (hold) => {
			if (live) say({ say: "hold", ...hold });
		},
		reopen: open,
	};
};
