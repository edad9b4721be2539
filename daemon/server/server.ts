import fastify from "fastify";
import type { Refusal } from "#model/command.ts";
import { serveApi } from "./api.ts";
import type { Desk } from "./desk.ts";
import { serveFiles } from "./files.ts";
import { guard } from "./gate.ts";
import { tellHealth } from "./health.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { servePanel } from "./panel-files.ts";
import { openPanelSocket } from "./panel-socket.ts";
import { answerTroubles } from "./trouble.ts";
import { takeSources } from "./upload.ts";

export type Server = {
	/** Where a browser finds it: "http://127.0.0.1:7373". */
	readonly address: string;
	readonly port: number;
	/** Tells the tablets, closes every connection and gives the port back. */
	readonly [Symbol.asyncDispose]: () => Promise<void>;
};

export type Opening = {
	readonly desk: Desk;
	/** The folder of the built panel; absolute. */
	readonly panel: string;
	/** 0: any that is free. */
	readonly port: number;
	readonly listen: "loopback" | "lan";
	/** Milliseconds, never going back. */
	readonly elapsed: () => number;
	/** Told of every mistake of ours that a request brought to light. */
	readonly report: (error: unknown) => void;
	readonly limits?: Partial<Limits>;
};

const errnoOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : null);

const noPort = (error: unknown, port: number): Refusal | null => {
	const refuse = (because: string): Refusal => ({
		refused: "listen",
		because,
		cure: "Choose another with --port, or stop what uses it; --port 0 takes any that is free",
	});
	if (errnoOf(error) === "EADDRINUSE") return refuse(`Port ${port} is in use by another program`);
	if (errnoOf(error) === "EACCES") return refuse(`Port ${port} is not for everyone on this system`);
	return null;
};

const noLan: Refusal = {
	refused: "listen",
	because:
		"Listening on the network needs pairing, which this version does not have yet, so anybody there could turn your knobs",
	cure: "Leave --listen away to serve this machine only",
};

/** Opens the daemon's door: panel, socket, files and API on one port of the loopback interface. */
export const openServer = async (opening: Opening): Promise<Server | Refusal> => {
	if (opening.listen === "lan") return noLan;
	const { desk, elapsed, report } = opening;
	const limits: Limits = { ...LIMITS, ...opening.limits };
	const app = fastify({ bodyLimit: limits.message, forceCloseConnections: true });
	app.removeContentTypeParser("text/plain");
	guard(app);
	answerTroubles(app, report);
	const socket = openPanelSocket({ server: app.server, desk, limits, elapsed, report });
	serveApi(app, { desk, limits, elapsed });
	tellHealth(app, desk, socket.tablets);
	const close = async (): Promise<void> => {
		await socket[Symbol.asyncDispose]();
		await app.close();
	};
	try {
		await servePanel(app, opening.panel);
		serveFiles(app, desk);
		await takeSources(app, desk, limits);
		const address = await app.listen({ host: "127.0.0.1", port: opening.port });
		return { address, port: Number(new URL(address).port), [Symbol.asyncDispose]: close };
	} catch (error) {
		await close();
		const refusal = noPort(error, opening.port);
		if (refusal) return refusal;
		throw error;
	}
};
