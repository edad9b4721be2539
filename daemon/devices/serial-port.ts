import { SerialPort } from "serialport";
import { atMost, type NoPort, type OpenedPort, type OpenPort, SEND_LIMIT, sayError } from "./port.ts";

export type SerialLine = { readonly baud: number; readonly parity: "none" | "even" | "odd" };

const OPEN_LIMIT = 10_000;
/** How many messages may wait for a slow line; the tracker sends latest values only, so they are few. */
const QUEUE = 64;

/** Opens a serial device, a new object each time: an old one would send on reopening what it could not send before. */
export const serialPort =
	({ baud, parity }: SerialLine): OpenPort =>
	async ({ port, hear, signal }) => {
		if (signal.aborted) return { link: "lost", because: "stopped" };
		if (port === "") return { link: "missing", because: "No serial device is named" };
		const serial = new SerialPort({ path: port, baudRate: baud, parity, autoOpen: false });
		// Without a listener for data an unplugged cable goes unnoticed.
		serial.on("data", hear);
		const opening = new Promise<Error | null>((done) => serial.open(done));
		let failure: Error | null = new Error(`no answer from the driver for ${OPEN_LIMIT / 1000} s`);
		await atMost(
			OPEN_LIMIT,
			opening.then((answer) => {
				failure = answer;
			}),
		);
		if (failure) {
			// One that opens after all must not stay open.
			opening.then(() => serial.isOpen && serial.close());
			return refusal(port, failure);
		}
		return opened(serial, port);
	};

const refusal = (port: string, { message }: Error): NoPort => {
	if (/No such file|ENOENT|File not found|cannot find/i.test(message))
		return { link: "missing", because: `There is no ${port}: is the cable in and the adapter on?` };
	if (/lock|busy|denied|EACCES|EPERM/i.test(message))
		return { link: "lost", because: `${port} is in use or not ours to open (${message})` };
	return { link: "lost", because: `${port} does not open (${message})` };
};

const opened = (serial: SerialPort, port: string): OpenedPort => {
	const { promise: gone, resolve: end } = Promise.withResolvers<string>();
	serial.on("close", () => end(`${port} went away`));
	serial.on("error", (error) => end(`${port}: ${error.message}`));
	let ahead = Promise.resolve();
	let waiting = 0;

	const write = (bytes: Uint8Array): Promise<void> =>
		new Promise((done) => {
			if (!serial.isOpen) return done();
			const limit = setTimeout(() => {
				end(`${port} took no bytes for ${SEND_LIMIT / 1000} s`);
				done();
			}, SEND_LIMIT);
			serial.write(Buffer.from(bytes), (error) => {
				clearTimeout(limit);
				if (error) end(`${port}: ${sayError(error)}`);
				done();
			});
		});
	return {
		gone,
		send: (bytes) => {
			if (waiting >= QUEUE) {
				end(`${port} takes bytes too slowly`);
				return Promise.resolve();
			}
			waiting++;
			ahead = ahead.then(() => write(bytes)).finally(() => waiting--);
			return ahead;
		},
		[Symbol.asyncDispose]: async () => {
			serial.removeAllListeners("data");
			serial.removeAllListeners("close");
			if (!serial.isOpen) return;
			const closing = new Promise<void>((closed) => serial.close(() => closed()));
			await atMost(SEND_LIMIT, closing);
		},
	};
};
