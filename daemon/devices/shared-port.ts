import { isOpened, type NoPort, type OpenedPort, type OpenPort, type PortWish } from "./port.ts";

type Shared = {
	readonly opening: Promise<OpenedPort | NoPort>;
	readonly closing: AbortController;
	readonly ears: Set<PortWish["hear"]>;
};

/**
 * Several units on one MIDI line: the first opens the port, each hears everything, the last closes it.
 * A line that ended is opened anew by whoever asks next.
 */
export const shared = (open: OpenPort): OpenPort => {
	const lines = new Map<string, Shared>();

	const join = (port: string): Shared => {
		const there = lines.get(port);
		if (there) return there;
		const ears: Shared["ears"] = new Set();
		const closing = new AbortController();
		const hear = (bytes: Uint8Array): void => {
			for (const ear of ears) ear(bytes);
		};
		const line = { ears, closing, opening: open({ port, hear, signal: closing.signal }) };
		lines.set(port, line);
		return line;
	};
	const forget = (port: string, line: Shared): void => {
		if (lines.get(port) === line) lines.delete(port);
	};

	return async ({ port, hear, signal }) => {
		if (signal.aborted) return { link: "lost", because: "stopped" };
		const line = join(port);
		line.ears.add(hear);
		const leave = async (): Promise<void> => {
			line.ears.delete(hear);
			if (line.ears.size > 0) return;
			forget(port, line);
			line.closing.abort();
			const last = await line.opening;
			if (isOpened(last)) await last[Symbol.asyncDispose]();
		};
		const impatient = () => void leave();
		signal.addEventListener("abort", impatient, { once: true });
		const opened = await line.opening;
		signal.removeEventListener("abort", impatient);
		if (!isOpened(opened)) {
			forget(port, line);
			return opened;
		}
		opened.gone.then(() => forget(port, line));
		return { send: opened.send, gone: opened.gone, [Symbol.asyncDispose]: leave };
	};
};
