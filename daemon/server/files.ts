import { lstat } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { SheetFormat } from "#model/recall-sheet.ts";
import type { Desk } from "./desk.ts";
import { say } from "./trouble.ts";

const types: Readonly<Record<SheetFormat, string>> = {
	pdf: "application/pdf",
	svg: "image/svg+xml; charset=utf-8",
	json: "application/json; charset=utf-8",
	csv: "text/csv; charset=utf-8",
};

const Session = z
	.string()
	.regex(/^[a-z0-9][a-z0-9-]*$/)
	.max(80);
/** One name in one folder: no path, no hidden or unfinished file, no letter that a file system cannot write. */
const PlainName = z
	.string()
	.regex(/^[^./\\:\p{Cc}][^/\\:\p{Cc}]*$/u)
	.max(200)
	.refine((name) => !name.endsWith(".partial"));
const Format = z.enum(["pdf", "svg", "json", "csv"]);

const OfTake = z.object({ session: Session, file: PlainName });
const OfSheet = z.object({ session: Session, format: Format });

const missing = (reply: FastifyReply, what: string): FastifyReply =>
	say(reply, { code: "not found", sentence: `There is no ${what}`, cure: "Ask /api/sessions what there is" });

/** A real file only: a link in the folder could lead anywhere. */
const isFile = async (path: string): Promise<boolean> => {
	const found = await lstat(path).catch(() => null);
	return found?.isFile() ?? false;
};

/** Takes, with ranges so that a browser can play from the middle, and recall sheets. */
export const serveFiles = (app: FastifyInstance, desk: Desk): void => {
	const send = async (reply: FastifyReply, folder: string, file: string): Promise<FastifyReply> =>
		(await isFile(join(folder, file)))
			? reply.sendFile(file, folder)
			: missing(reply, `${file} in that session`);

	app.get("/files/:session/takes/:file", async (request, reply) => {
		const asked = OfTake.safeParse(request.params);
		if (!asked.success) return missing(reply, "take of that name");
		return send(reply, join(desk.sessions.folder, asked.data.session, "takes"), asked.data.file);
	});
	app.get("/files/:session/sheet.:format", async (request, reply) => {
		const asked = OfSheet.safeParse(request.params);
		if (!asked.success) return missing(reply, "sheet of that kind: pdf, svg, json or csv");
		const { session, format } = asked.data;
		return send(reply, join(desk.sessions.folder, session), `sheet.${format}`);
	});
	app.get("/files/:session/preview.:format", async (request, reply) => {
		const asked = OfSheet.safeParse(request.params);
		if (!asked.success || asked.data.session !== desk.session().id)
			return missing(reply, "preview but of the open session: pdf, svg, json or csv");
		const sheet = await desk.preview(asked.data.format);
		return reply
			.type(types[asked.data.format])
			.header("cache-control", "no-store")
			.send(typeof sheet === "string" ? sheet : Buffer.from(sheet));
	});
};
