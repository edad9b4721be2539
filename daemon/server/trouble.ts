import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";

/** How the server says no: what was wrong in one sentence, and what to do. */
export const Trouble = z.strictObject({
	code: z.enum([
		"bad request",
		"foreign",
		"not found",
		"refused",
		"too large",
		"not a WAV",
		"too many",
		"fault",
		"no room",
	]),
	sentence: z.string(),
	cure: z.string().optional(),
});
export type Trouble = z.infer<typeof Trouble>;

export const statusOf: Readonly<Record<Trouble["code"], number>> = {
	"bad request": 400,
	foreign: 403,
	"not found": 404,
	refused: 409,
	"too large": 413,
	"not a WAV": 415,
	"too many": 429,
	fault: 500,
	"no room": 507,
};

export const say = (reply: FastifyReply, trouble: Trouble, status = statusOf[trouble.code]): FastifyReply =>
	reply.code(status).type("application/json; charset=utf-8").send(trouble);

const byStatus: Readonly<Record<number, Trouble["code"]>> = { 404: "not found", 413: "too large" };

/** What fastify itself refuses is said in the same form; anything else is a bug and is reported. */
export const answerTroubles = (app: FastifyInstance, report: (error: unknown) => void): void => {
	app.setNotFoundHandler((request, reply) =>
		say(reply, { code: "not found", sentence: `There is nothing at ${request.url}` }),
	);
	app.setErrorHandler((error: FastifyError, _, reply) => {
		const status = error.statusCode ?? 500;
		if (status < 500) {
			const trouble = { code: byStatus[status] ?? "bad request", sentence: error.message };
			return say(reply, trouble, status);
		}
		report(error);
		return say(reply, {
			code: "fault",
			sentence: "The daemon made a mistake and has written it down",
			cure: "Try again; if it stays, report what the daemon printed",
		});
	});
};

/** The first thing that is wrong, with its place, for a person. */
export const sayIssue = (error: z.ZodError): string => {
	const [issue] = error.issues;
	const place = issue?.path.join(".");
	return `${place ? `${place}: ` : ""}${issue?.message ?? "not understood"}`;
};
