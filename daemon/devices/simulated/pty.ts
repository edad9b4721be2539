import { closeSync, constants, openSync } from "node:fs";
import { ReadStream } from "node:tty";
import { z } from "zod";
import { sayError } from "../port.ts";

/** One end of a pseudo-terminal; a program opens the other by its path as if it were a serial device. */
export type Pty = Disposable & {
	readonly path: string;
	readonly write: (bytes: Uint8Array) => void;
};

type Pair = {
	readonly ptsName: string;
	readonly master: ReadStream;
	readonly slave: ReadStream;
	readonly on: (event: "error", heard: () => void) => void;
};
const Pair = z.custom<Pair>(
	(given) =>
		typeof given === "object" &&
		given !== null &&
		"on" in given &&
		"ptsName" in given &&
		"master" in given &&
		given.master instanceof ReadStream &&
		"slave" in given &&
		given.slave instanceof ReadStream,
);
/** node-pty's types leave `open` out. */
const Library = z.object({
	open: z.custom<(options: { encoding: null }) => unknown>((f) => typeof f === "function"),
});

/** A raw pseudo-terminal, or why this machine has none. */
export const openPty = async (hear: (bytes: Uint8Array) => void): Promise<Pty | { missing: string }> => {
	if (process.platform === "win32")
		return { missing: "Windows has no pseudo-terminals that a serial port could open" };
	try {
		const library = Library.parse((await import("@lydell/node-pty")).default);
		return raw(Pair.parse(library.open({ encoding: null })), hear);
	} catch (error) {
		return { missing: `no pseudo-terminal could be opened (${sayError(error).split("\n")[0]})` };
	}
};

const raw = (pair: Pair, hear: (bytes: Uint8Array) => void): Pty => {
	const { ptsName: path, master, slave } = pair;
	// Raw, or the kernel would echo what the unit says and turn its line ends.
	slave.setRawMode(true);
	// node-pty's own stream on the far side would swallow the first bytes; a plain descriptor only holds it open.
	const held = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
	slave.destroy();
	pair.on("error", () => {});
	master.on("error", () => {});
	master.on("data", hear);
	let open = true;
	return {
		path,
		write: (bytes) => {
			if (open) master.write(bytes);
		},
		[Symbol.dispose]: () => {
			if (!open) return;
			open = false;
			closeSync(held);
			master.destroy();
		},
	};
};
