import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { isIPv6 } from "node:net";
import { type NoPort, type OpenedPort, type PortWish, sayError } from "./port.ts";

const ADDRESS = /^\[?(.+?)\]?:(\d{1,5})$/;

/** A UDP socket of this unit alone: it is connected, so that nobody else's packets come in. */
export const openOscPort = async ({ port, hear, signal }: PortWish): Promise<OpenedPort | NoPort> => {
	const [, host = "", number = ""] = ADDRESS.exec(port) ?? [];
	if (Number(number) < 1 || Number(number) > 65535)
		return { link: "missing", because: `"${port}" is no address: write it as 192.168.1.20:10023` };
	const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
	// Late errors of a socket that was given up have nobody else to hear them.
	socket.on("error", () => {});
	try {
		socket.connect(Number(number), host);
		await once(socket, "connect", { signal });
	} catch (error) {
		socket.close();
		return { link: "lost", because: `${port} cannot be reached (${sayError(error)})` };
	}
	socket.on("message", hear);
	return opened(socket, port);
};

const opened = (socket: Socket, port: string): OpenedPort => {
	const { promise: gone, resolve: end } = Promise.withResolvers<string>();
	socket.on("error", (error) => end(`${port} refuses (${error.message})`));
	return {
		gone,
		send: (bytes) =>
			new Promise((sent) => {
				socket.send(bytes, (error) => {
					if (error) end(`${port} cannot be reached (${error.message})`);
					sent();
				});
			}),
		[Symbol.asyncDispose]: async () => {
			socket.removeAllListeners("message");
			await new Promise<void>((closed) => socket.close(() => closed()));
		},
	};
};
