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
type Pending = ReturnType<typeof createPending>;

/** Calls `onSilent` once nothing has been heard for too long; a timer for each message would cost more. */
const createWatch = (onSilent: () => void) => {
	let heard = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const listen = () => {
		const left = heard + SILENCE - performance.now();
		if (left <= 0) onSilent();
		else timer = setTimeout(listen, left);
	};
	const hear = () => {
		heard = performance.now();
	};
	return {
		hear,
		start: () => {
			hear();
			listen();
		},
		stop: () => clearTimeout(timer),
	};
};

/** Gives an answer to whoever waits for it and hands everything else on. */
const sort = (pending: Pending, message: Downward, onTold: (told: Told) => void): void => {
	if (message.say === "done") pending.settle(message.id, { done: true, answer: message.answer ?? "" });
	else if (message.say === "refused") pending.settle(message.id, refusal(message.because, message.cure));
	else onTold(message);
};

/** Silences a socket before it is closed, so that it cannot speak out of its grave. */
const discard = (socket: WebSocket | undefined): void => {
	if (!socket) return;
	socket.onopen = socket.onmessage = socket.onclose = null;
	socket.close();
};

type Ear = {
	readonly hello: () => Upward;
	readonly closed: (event: CloseEvent) => void;
	readonly received: (event: MessageEvent<string | ArrayBuffer>) => void;
};

/** A socket that says hello as soon as it is open. */
const openSocket = (url: string, { hello, closed, received }: Ear): WebSocket => {
	const socket = new WebSocket(url);
	socket.binaryType = "arraybuffer";
	socket.onopen = () => socket.send(JSON.stringify(hello()));
	socket.onclose = closed;
	socket.onmessage = received;
	return socket;
};

/** One line to the daemon, which opens itself again for as long as the page lives. */
export const openLink = ({ url, protocol, tablet, onState, onReplaced, onTold, onMeters }: Ends): Link => {
	const pending = createPending();
	let socket: WebSocket | undefined;
	let live = false;
	let pause = FIRST_PAUSE;
	let retry: ReturnType<typeof setTimeout> | undefined;

	const say = (upward: Upward) => socket?.send(JSON.stringify(upward));
	const drop = () => {
		discard(socket);
		live = false;
		watch.stop();
		clearTimeout(retry);
		pending.refuseAll();
	};
	const again = () => {
		drop();
		onState("offline");
		retry = setTimeout(open, pause);
		pause = Math.min(LONGEST_PAUSE, 2 * pause);
	};
	const watch = createWatch(again);
	const hear = (told: Told) => {
		onTold(told);
		if (told.say !== "welcome") return;
		live = true;
		pause = FIRST_PAUSE;
		onState("live");
	};
	const closed = ({ code }: CloseEvent) => {
		if (code === REPLACED) onReplaced();
		again();
	};
	const received = ({ data }: MessageEvent<string | ArrayBuffer>) => {
		watch.hear();
		if (typeof data === "string") sort(pending, JSON.parse(data), hear);
		else onMeters(decodeMeters(data));
	};
	const open = () => {
		drop();
		watch.start();
		const hello = (): Upward => ({ say: "hello", protocol, tablet: tablet() });
		socket = openSocket(url, { hello, closed, received });
	};
	retryWhenSeen(() => live || open());
	open();

	const wish: Link["wish"] = (command) => {
		if (!live) return Promise.resolve(refusal(offline));
		const { id, answer } = pending.add();
		say({ say: "command", id, command });
		return answer;
	};
	const hold: Link["hold"] = (held) => void (live && say({ say: "hold", ...held }));
	const reopen = () => {
		onState("connecting");
		open();
	};
	return { wish, hold, reopen };
};

/** A tablet that is taken up again, or finds its network, does not wait for the next try. */
const retryWhenSeen = (hurry: () => void): void => {
	window.addEventListener("online", hurry);
	document.addEventListener("visibilitychange", () => {
		if (document.visibilityState === "visible") hurry();
	});
};
