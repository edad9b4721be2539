import { pauseFor } from "./timing.ts";

/** A way to a unit that is open now. Each connection has its own; nothing outlives it. */
export type OpenedPort = AsyncDisposable & {
	/** Settles when the bytes were handed over, or when it is certain that they were not: see `gone`. */
	readonly send: (bytes: Uint8Array) => Promise<void>;
	/** Why it ended, in a sentence, when it was not us who closed it. Never rejects. */
	readonly gone: Promise<string>;
};

/** "missing": this machine lacks what it takes. "lost": it is not there now. */
export type NoPort = { readonly link: "missing" | "lost"; readonly because: string };

export type PortWish = {
	readonly port: string;
	/** Bytes as they come in. It must not throw. */
	readonly hear: (bytes: Uint8Array) => void;
	readonly signal: AbortSignal;
};
export type OpenPort = (wish: PortWish) => Promise<OpenedPort | NoPort>;

export const isOpened = (port: OpenedPort | NoPort): port is OpenedPort => "send" in port;

/** How long a port may take to take bytes, ms. */
export const SEND_LIMIT = 2000;

/** Settles with the promise, or without it after so many ms. */
export const atMost = async (ms: number, promise: Promise<unknown>): Promise<void> => {
	const late = new AbortController();
	await Promise.race([promise, pauseFor(ms, late.signal)]);
	late.abort();
};

/** What went wrong, in the words of the system. */
export const sayError = (error: unknown): string => (error instanceof Error ? error.message : String(error));
