import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Limits } from "#server/limits.ts";
import { openServer, type Server } from "#server/server.ts";
import { aFolder } from "#test/store/a-folder.ts";
import { type ADesk, aDesk } from "./a-desk.ts";

export type AServer = AsyncDisposable & {
	readonly desk: ADesk;
	readonly server: Server;
	readonly folder: string;
	readonly takes: string;
	readonly sources: string;
	readonly reported: readonly unknown[];
	/** A page, an answer or a file of the server. */
	readonly get: (path: string, init?: RequestInit) => Promise<Response>;
};

/** A server on a free port, with a session, a built panel and its own folder; it goes when the test ends. */
export const aServer = async (limits: Partial<Limits> = {}): Promise<AServer> => {
	const folder = await aFolder();
	const within = (...names: readonly string[]): string => join(folder.path, ...names);
	const takes = within("sessions", "2026-11-22-song", "takes");
	for (const name of [takes, within("sources"), within("panel", "assets")])
		await mkdir(name, { recursive: true });
	await writeFile(within("panel", "index.html"), "<!doctype html><title>Halfnormal</title>");
	await writeFile(within("panel", "assets", "panel-4f3a.js"), "start()");
	const desk = aDesk({ sessions: within("sessions"), sources: within("sources") });
	const reported: unknown[] = [];
	const server = await openServer({
		desk,
		panel: within("panel"),
		port: 0,
		listen: "loopback",
		elapsed: () => performance.now(),
		report: (error) => reported.push(error),
		limits,
	});
	if ("refused" in server) throw new Error(server.because);
	return {
		desk,
		server,
		folder: folder.path,
		takes,
		sources: within("sources"),
		reported,
		get: (path, init) => fetch(`${server.address}${path}`, init),
		[Symbol.asyncDispose]: async () => {
			await server[Symbol.asyncDispose]();
			await folder[Symbol.asyncDispose]();
		},
	};
};
