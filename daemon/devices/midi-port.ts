import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { FromMidi, type ToMidi } from "./midi-words.ts";
import { atMost, type NoPort, type OpenedPort, type OpenPort, SEND_LIMIT } from "./port.ts";

export type MidiGuard = AsyncDisposable & { readonly open: OpenPort };
export type MidiGuardWish = {
	/** Libraries to try, in order. */
	readonly backends?: readonly string[];
	/** The Node that runs the guard, where it is not ours. */
	readonly execPath?: string;
};

/** What the guard's words mean to one port. */
type Listener = {
	readonly opened: (answer: NoPort | null) => void;
	readonly heard: (bytes: Uint8Array) => void;
	readonly sent: (message: number) => void;
	readonly gone: (because: string) => void;
};

const OPEN_LIMIT = 10_000;

/** The process that holds the MIDI libraries; it starts with the first port and again after a crash. */
export const midiGuard = (wish: MidiGuardWish = {}): MidiGuard => {
	const listeners = new Map<number, Listener>();
	let ports = 0;
	const guard = supervise(wish, {
		said: (words) => hear(words, listeners.get(words.port)),
		died: () => {
			const orphans = [...listeners.values()];
			listeners.clear();
			for (const { opened, gone } of orphans) {
				opened({ link: "lost", because: "The MIDI process ended" });
				gone("The MIDI process ended; it starts again");
			}
		},
	});

	const open: OpenPort = async ({ port: name, hear: heard, signal }) => {
		if (signal.aborted) return { link: "lost", because: "stopped" };
		const port = ports++;
		const tell = guard.tellStarted();
		const line = conversation(port, heard, tell);
		listeners.set(port, line.listener);
		tell({ do: "open", port, name });
		const forget = async (): Promise<void> => {
			listeners.delete(port);
			tell({ do: "close", port });
		};
		const late: NoPort = { link: "lost", because: `${name} did not open in time` };
		const refused = await inTime(line.answer, late, signal);
		if (refused) await forget();
		return refused ?? { ...line.port, [Symbol.asyncDispose]: forget };
	};
	return { open, [Symbol.asyncDispose]: guard.stop };
};

/** The answer, or `late` when it takes too long or is no longer wanted. */
const inTime = <T>(answer: Promise<T>, late: T, signal: AbortSignal): Promise<T> => {
	const limit = AbortSignal.any([signal, AbortSignal.timeout(OPEN_LIMIT)]);
	const { promise: tooLate, resolve } = Promise.withResolvers<T>();
	limit.addEventListener("abort", () => resolve(late), { once: true });
	return Promise.race([answer, tooLate]);
};

const hear = (words: FromMidi, listener: Listener | undefined): void => {
	if (words.say === "opened") listener?.opened(null);
	else if (words.say === "refused") listener?.opened({ link: words.link, because: words.because });
	else if (words.say === "sent") listener?.sent(words.message);
	else if (words.say === "heard") listener?.heard(words.bytes);
	else listener?.gone(words.because);
};

type Tell = (words: ToMidi) => void;

/** Starts the process when it is needed, and notices when it ends. */
const supervise = (
	{ backends = [], execPath = process.execPath }: MidiGuardWish,
	{ said, died }: { said: (words: FromMidi) => void; died: () => void },
) => {
	let child: ChildProcess | undefined;
	const ended = (guard: ChildProcess): void => {
		if (child !== guard) return;
		child = undefined;
		died();
	};
	const start = (): ChildProcess => {
		const guard = fork(fileURLToPath(new URL("./midi-process.ts", import.meta.url)), [...backends], {
			serialization: "advanced",
			execPath,
			stdio: ["ignore", "ignore", "ignore", "ipc"],
		});
		guard.on("message", (given) => said(FromMidi.parse(given)));
		guard.on("error", () => ended(guard));
		guard.on("exit", () => ended(guard));
		return guard;
	};
	return {
		/** Speaks to the process that runs now, and to no later one. */
		tellStarted: (): Tell => {
			const guard = child?.connected ? child : start();
			child = guard;
			return (words) => {
				if (guard.connected) guard.send(words);
			};
		},
		stop: async (): Promise<void> => {
			const last = child;
			child = undefined;
			if (!last || last.exitCode !== null || last.signalCode !== null) return;
			const exited = once(last, "exit");
			if (last.connected) last.disconnect();
			await atMost(SEND_LIMIT, exited);
			if (last.exitCode === null && last.signalCode === null) last.kill("SIGKILL");
		},
	};
};

/** One port's side of the talk with the guard. */
const conversation = (port: number, heard: (bytes: Uint8Array) => void, tell: Tell) => {
	const { promise: answer, resolve: opened } = Promise.withResolvers<NoPort | null>();
	const { promise: gone, resolve: end } = Promise.withResolvers<string>();
	const handedOver = new Map<number, () => void>();
	let messages = 0;
	const settleAll = () => {
		for (const settle of handedOver.values()) settle();
		handedOver.clear();
	};
	const listener: Listener = {
		opened,
		heard,
		sent: (message) => handedOver.get(message)?.(),
		gone: (because) => {
			end(because);
			settleAll();
		},
	};
	const send = (bytes: Uint8Array): Promise<void> =>
		new Promise((done) => {
			const message = messages++;
			const limit = setTimeout(
				() => listener.gone(`the MIDI process took nothing for ${SEND_LIMIT / 1000} s`),
				SEND_LIMIT,
			);
			handedOver.set(message, () => {
				clearTimeout(limit);
				handedOver.delete(message);
				done();
			});
			tell({ do: "send", port, message, bytes });
		});
	const opening: Pick<OpenedPort, "send" | "gone"> = { send, gone };
	return { listener, answer, port: opening };
};
