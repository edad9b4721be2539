import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { openBroadcast } from "./broadcast.ts";
import { converse, type Guest } from "./conversation.ts";
import type { Desk } from "./desk.ts";
import { stranger } from "./gate.ts";
import type { Limits } from "./limits.ts";
import { GOODBYE, lineTo } from "./slow-client.ts";
import { statusOf, type Trouble } from "./trouble.ts";

export type PanelSocket = {
	readonly tablets: () => number;
	/** Says goodbye to all and waits until they are gone, for `limits.parting` at most. */
	readonly [Symbol.asyncDispose]: () => Promise<void>;
};

const turnAway = (socket: Duplex, trouble: Trouble): void => {
	const body = JSON.stringify(trouble);
	const head = [
		`HTTP/1.1 ${statusOf[trouble.code]} Refused`,
		"Content-Type: application/json; charset=utf-8",
		`Content-Length: ${Buffer.byteLength(body)}`,
		"Connection: close",
	];
	socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
};

const whyNot = (request: IncomingMessage, guests: number, limits: Limits): Trouble | null => {
	const trouble = stranger(request);
	if (trouble) return trouble;
	if (request.url?.split("?")[0] !== "/socket")
		return { code: "not found", sentence: "The tablets' socket is at /socket" };
	if (guests >= limits.tablets)
		return {
			code: "too many",
			sentence: `${guests} tablets are connected, and that is the most`,
			cure: "Close one of them",
		};
	return null;
};

/** Pings every beat and cuts off whoever did not answer the last: a dead wire holds no control for long. */
const keepAlive = (every: number) => {
	const watched = new Map<WebSocket, "asked" | "heard">();
	const beat = setInterval(() => {
		for (const [socket, state] of watched) {
			if (state === "asked") socket.terminate();
			else socket.ping();
			watched.set(socket, "asked");
		}
	}, every);
	return {
		watch: (socket: WebSocket): void => {
			const hear = (): void => {
				watched.set(socket, "heard");
			};
			hear();
			socket.on("pong", hear);
			socket.on("close", () => watched.delete(socket));
		},
		[Symbol.dispose]: () => clearInterval(beat),
	};
};

/** The WebSocket at /socket on an HTTP server, for tablets; the protocol is `daemon/protocol/messages.ts`. */
export const openPanelSocket = (on: {
	readonly server: Server;
	readonly desk: Desk;
	readonly limits: Limits;
	readonly elapsed: () => number;
	readonly report: (error: unknown) => void;
}): PanelSocket => {
	const { server, desk, limits } = on;
	const sockets = new WebSocketServer({
		noServer: true,
		maxPayload: limits.message,
		perMessageDeflate: false,
	});
	const present = new Map<string, Guest>();
	const broadcast = openBroadcast(desk, limits);
	const pulse = keepAlive(limits.beat);
	const room = { ...on, broadcast, present };

	// A wire that breaks ends its socket, which is all there is to do about it; ws says the reason to the other end.
	const letBreak = (): void => {};
	const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
		socket.on("error", letBreak);
		const trouble = whyNot(request, sockets.clients.size, limits);
		if (trouble) {
			turnAway(socket, trouble);
			return;
		}
		sockets.handleUpgrade(request, socket, head, (tablet) => {
			tablet.on("error", letBreak);
			pulse.watch(tablet);
			converse(tablet, room);
		});
	};
	server.on("upgrade", upgrade);
	return {
		tablets: () => present.size,
		[Symbol.asyncDispose]: async () => {
			server.off("upgrade", upgrade);
			pulse[Symbol.dispose]();
			broadcast[Symbol.dispose]();
			const gone = [...sockets.clients].map((socket) => {
				const closed = Promise.withResolvers<void>();
				socket.once("close", closed.resolve);
				lineTo(socket, limits).part(GOODBYE.leaving, "The daemon stops");
				return closed.promise;
			});
			await Promise.all(gone);
			sockets.close();
		},
	};
};
