import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type OscArgument, type OscMessage, packOsc, unpackOsc } from "#drivers/codecs/osc.ts";

/** A unit that remembers every word that was said to it, and answers questions from a table of values. */
export type OscPeer = AsyncDisposable & {
	readonly port: number;
	readonly heard: OscMessage[];
	readonly values: Map<string, OscArgument>;
};

/** Opens it on a port of its own choice, or again where an earlier one was. */
export const openOscPeer = async (
	port = 0,
	values: Map<string, OscArgument> = new Map(),
): Promise<OscPeer> => {
	const socket = createSocket("udp4");
	const heard: OscMessage[] = [];
	socket.on("message", (bytes, from) => {
		const unpacked = unpackOsc(bytes);
		for (const message of "messages" in unpacked ? unpacked.messages : []) {
			heard.push(message);
			const { address, args } = message;
			const value = values.get(address);
			if (args[0]) values.set(address, args[0]);
			else if (value) socket.send(packOsc({ address, args: [value] }), from.port, from.address);
		}
	});
	socket.on("error", () => {});
	socket.bind(port, "127.0.0.1");
	await once(socket, "listening");
	return {
		port: socket.address().port,
		heard,
		values,
		[Symbol.asyncDispose]: () => new Promise((closed) => socket.close(() => closed())),
	};
};
