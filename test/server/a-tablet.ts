import { once } from "node:events";
import { type ClientOptions, WebSocket } from "ws";
import { z } from "zod";
import { PROTOCOL, type Upward } from "#protocol/messages.ts";
import type { AServer } from "./a-server.ts";

/** What a test looks at in a message from the daemon. */
const Heard = z.looseObject({ say: z.string() });
export type Heard = z.infer<typeof Heard>;

export type ATablet = AsyncDisposable & {
	readonly socket: WebSocket;
	readonly heard: readonly Heard[];
	readonly frames: readonly Uint8Array[];
	readonly say: (message: Upward) => void;
	/** Resolves with the first message, heard or to come, that fits. */
	readonly hears: (fits: (message: Heard) => boolean) => Promise<Heard>;
	/** Code and reason with which the daemon closed. */
	readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
};

/** A tablet that has not said anything yet. */
export const aSilentTablet = async (
	{ server }: AServer,
	options: ClientOptions = {},
	path = "/socket",
): Promise<ATablet> => {
	const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, options);
	const heard: Heard[] = [];
	const frames: Uint8Array[] = [];
	const waiting = new Set<() => void>();
	const left = Promise.withResolvers<{ code: number; reason: string }>();
	socket.on("message", (data: Buffer, isBinary) => {
		if (isBinary) frames.push(data);
		else heard.push(Heard.parse(JSON.parse(data.toString())));
		for (const look of waiting) look();
	});
	socket.on("close", (code, reason) => left.resolve({ code, reason: reason.toString() }));
	await once(socket, "open");
	return {
		socket,
		heard,
		frames,
		closed: left.promise,
		say: (message) => socket.send(JSON.stringify(message)),
		hears: (fits) => {
			const found = Promise.withResolvers<Heard>();
			const look = (): void => {
				const message = heard.find(fits);
				if (!message) return;
				waiting.delete(look);
				found.resolve(message);
			};
			waiting.add(look);
			look();
			return found.promise;
		},
		[Symbol.asyncDispose]: async () => {
			socket.terminate();
			await left.promise;
		},
	};
};

/** A tablet that has been welcomed. */
export const aTablet = async (server: AServer, name = "couch"): Promise<ATablet> => {
	const tablet = await aSilentTablet(server);
	tablet.say({ say: "hello", protocol: PROTOCOL, tablet: name });
	await tablet.hears(({ say }) => say === "welcome");
	return tablet;
};

export const note = (id: string, text = id): Upward => ({
	say: "command",
	id,
	command: { do: "note", text },
});
