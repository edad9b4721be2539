import { setTimeout as pause } from "node:timers/promises";
import { wholeMessages } from "#drivers/codecs/midi.ts";
import { findSystem, type MidiSystem, openNative } from "./midi-native.ts";
import { type FromMidi, ToMidi } from "./midi-words.ts";
import { isOpened, type NoPort, type OpenedPort, sayError } from "./port.ts";
import { serialPort } from "./serial-port.ts";
import { type Bucket, type Flow, takeToken } from "./token-bucket.ts";

/*
 * The guard: a process of its own for the MIDI libraries, which crash on an empty message and on a burst.
 * Only whole, checked messages reach them, at a pace that they stand, and a crash costs a reconnection.
 * Started as: node midi-process.ts midi @julusian/midi
 */

/** A DIN line carries a thousand controllers a second; more than 200 leaves no room for the unit to think. */
const FLOW: Flow = { perSecond: 200, burst: 20 };
const AFTER_SYSEX = 20;
const LIST_EVERY = 1500;
const QUEUE = 512;

type Guarded = {
	readonly send: (message: Uint8Array) => void | Promise<void>;
	readonly close: () => Promise<void> | void;
	readonly isListed: () => boolean;
};
type Line = { readonly way: Guarded; bucket: Bucket; ahead: Promise<void>; waiting: number };

const backends = process.argv.slice(2);
const lines = new Map<number, Line>();
const say = (words: FromMidi): void => {
	if (process.connected) process.send?.(words);
};

const openDin = async (port: number, path: string): Promise<Guarded | NoPort> => {
	const opened: OpenedPort | NoPort = await serialPort({ baud: 31250, parity: "none" })({
		port: path,
		hear: (bytes) => say({ say: "heard", port, bytes: Uint8Array.from(bytes) }),
		signal: new AbortController().signal,
	});
	if (!isOpened(opened)) return opened;
	opened.gone.then((because) => end(port, because));
	const close = async (): Promise<void> => opened[Symbol.asyncDispose]();
	return { send: opened.send, close, isListed: () => true };
};

let system: MidiSystem | NoPort | undefined;
const openSystem = (port: number, name: string): Guarded | NoPort => {
	if (!system || "link" in system)
		system = findSystem(backends.length > 0 ? backends : ["midi", "@julusian/midi"]);
	if ("link" in system) return system;
	return openNative(system, name, (bytes) => say({ say: "heard", port, bytes }));
};

const open = async (port: number, name: string): Promise<void> => {
	try {
		const way = name.startsWith("din:") ? await openDin(port, name.slice(4)) : openSystem(port, name);
		if ("link" in way) return say({ say: "refused", port, ...way });
		const bucket = { tokens: FLOW.burst, at: performance.now() };
		lines.set(port, { way, bucket, ahead: Promise.resolve(), waiting: 0 });
		say({ say: "opened", port });
	} catch (error) {
		say({ say: "refused", port, link: "lost", because: `${name} does not open (${sayError(error)})` });
	}
};

const end = (port: number, because: string): void => {
	const line = lines.get(port);
	if (!line) return;
	lines.delete(port);
	line.way.close();
	say({ say: "gone", port, because });
};

const send = (port: number, message: number, bytes: Uint8Array): void => {
	const line = lines.get(port);
	if (!line) return;
	const checked = admitted(line, bytes);
	if ("refused" in checked) {
		end(port, `refused to send ${checked.refused}`);
		return;
	}
	line.waiting += checked.messages.length;
	line.ahead = line.ahead
		.then(() => sendAll(port, line, checked.messages))
		.then(() => say({ say: "sent", port, message }))
		.catch((error) => end(port, sayError(error)));
};

const admitted = (line: Line, bytes: Uint8Array): ReturnType<typeof wholeMessages> =>
	line.waiting >= QUEUE ? { refused: "more than it can queue" } : wholeMessages(bytes);

const sendAll = async (port: number, line: Line, messages: readonly Uint8Array[]): Promise<void> => {
	for (const each of messages) {
		await inPace(line);
		if (lines.get(port) !== line) return;
		await line.way.send(each);
		line.waiting--;
		if (each[0] === 0xf0) await pause(AFTER_SYSEX);
	}
};

const inPace = async (line: Line): Promise<void> => {
	const { bucket, wait } = takeToken(FLOW, line.bucket, performance.now());
	line.bucket = bucket;
	if (wait > 0) await pause(wait);
};

const close = async (port: number): Promise<void> => {
	const line = lines.get(port);
	lines.delete(port);
	await line?.way.close();
};

process.on("message", (given) => {
	const wish = ToMidi.parse(given);
	if (wish.do === "open") void open(wish.port, wish.name);
	else if (wish.do === "send") send(wish.port, wish.message, wish.bytes);
	else void close(wish.port);
});
process.on("disconnect", () => process.exit(0));

// The parent's signal is for the parent: it closes the ports in order and then lets go.
process.on("SIGINT", () => {});
setInterval(() => {
	for (const [port, { way }] of lines)
		if (!way.isListed()) end(port, "the system no longer lists the MIDI port");
}, LIST_EVERY);
