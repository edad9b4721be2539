import { stat } from "node:fs/promises";
import { join, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

const UNBUILT = `<!doctype html><meta charset="utf-8"><title>Halfnormal</title>
<h1>The panel is not built</h1><p>The daemon runs. Build its face with <code>npm run panel</code> and start again.`;

/**
 * The built panel at `/`. Files under assets/ carry a hash of their content in their name and are kept by browsers
 * for ever; the page itself is asked for each time.
 */
export const servePanel = async (app: FastifyInstance, folder: string): Promise<void> => {
	const built = await stat(join(folder, "index.html")).catch(() => null);
	if (!built) {
		await app.register(fastifyStatic, { serve: false });
		app.get("/", (_, reply) => reply.code(503).type("text/html; charset=utf-8").send(UNBUILT));
		return;
	}
	await app.register(fastifyStatic, {
		root: folder,
		cacheControl: false,
		setHeaders: (reply, path) => {
			const hashed = path.startsWith(join(folder, "assets") + sep);
			reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
		},
	});
};
