import type { WebSocket } from "ws";
import type { Downward } from "#protocol/messages.ts";
import type { Limits } from "./limits.ts";

/** Why a socket is closed; 4000 and above are ours. */
export const GOODBYE = {
	leaving: 1001,
	misbehaved: 1008,
	broken: 1011,
	replaced: 4001,
	version: 4002,
	slow: 4003,
} as const;

/** The way to one tablet, however slow its wire is. */
export type Line = {
	/** Queued and delivered in order. A tablet too slow for it is sent away. */
	readonly say: (text: string) => void;
	/** Delivered now or never. */
	readonly show: (meters: Uint8Array) => void;
	/** Whether it has caught up, so that readings are worth sending. */
	readonly free: () => boolean;
	/** Whether nothing was said since the last call. */
	readonly wasSilent: () => boolean;
	/** Says why, then closes; a tablet that does not answer the goodbye is cut off. */
	readonly part: (code: number, because: string) => void;
};

const LONGEST_REASON = 120;

/** Bytes that wait in this process count, beyond what the system already took. `parting` is called at a goodbye. */
export const lineTo = (socket: WebSocket, limits: Limits, parting: () => void = () => {}): Line => {
	let silent = true;
	let parted = false;
	const part = (code: number, because: string): void => {
		if (parted) return;
		parted = true;
		parting();
		const goodbye: Downward = { say: "closing", because };
		socket.send(JSON.stringify(goodbye));
		socket.close(
			code,
			Buffer.from(because)
				.subarray(0, LONGEST_REASON)
				.toString()
				.replace(/\uFFFD$/, ""),
		);
		const cut = setTimeout(() => socket.terminate(), limits.parting);
		socket.once("close", () => clearTimeout(cut));
	};
	return {
		part,
		say: (text) => {
			if (parted) return;
			silent = false;
			socket.send(text);
			if (socket.bufferedAmount > limits.backlog)
				part(GOODBYE.slow, "This tablet does not keep up with the daemon: is its Wi-Fi good enough?");
		},
		show: (meters) => {
			if (!parted && socket.bufferedAmount <= limits.busy) socket.send(meters);
		},
		free: () => !parted && socket.bufferedAmount <= limits.busy,
		wasSilent: () => {
			const was = silent;
			silent = true;
			return was;
		},
	};
};
