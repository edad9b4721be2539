import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { Command } from "#model/command.ts";
import { codePages } from "#patchbay/findings-page.ts";
import type { Desk } from "./desk.ts";
import type { Limits } from "./limits.ts";
import { openApi } from "./open-api.ts";
import { tokenBucket } from "./rate.ts";
import { say, sayIssue } from "./trouble.ts";

const Asker = z.object({ by: z.string().min(1).max(40).default("script") });

/** Commands, sessions, the pages of the findings and the description of all this, for scripts and for the panel. */
export const serveApi = (
	app: FastifyInstance,
	on: { readonly desk: Desk; readonly limits: Limits; readonly elapsed: () => number },
): void => {
	const { desk, limits, elapsed } = on;
	const bucket = tokenBucket({ burst: limits.burst, perSecond: limits.perSecond, elapsed });
	app.post("/api/command", async (request, reply) => {
		if (!bucket.take())
			return say(reply, {
				code: "too many",
				sentence: `More than ${limits.perSecond} commands a second`,
				cure: "Wait for each answer",
			});
		const asker = Asker.safeParse(request.query);
		const command = Command.safeParse(request.body);
		const wrong = asker.error ?? command.error;
		if (!asker.success || !command.success)
			return say(reply, {
				code: "bad request",
				sentence: `The command was not understood: ${wrong ? sayIssue(wrong) : ""}`,
				cure: "See /api/openapi.json",
			});
		const answer = await desk.ask(command.data, asker.data.by);
		if (answer.done) return reply.send(answer);
		const { because, cure } = answer;
		return say(reply, { code: "refused", sentence: because, ...(cure !== undefined && { cure }) });
	});
	app.get("/api/sessions", async () => desk.sessions.list());
	app.get("/api/findings", async () => Object.fromEntries(codePages()));
	// Made when it is first asked for; starting does not wait for it.
	let description: unknown;
	app.get("/api/openapi.json", async () => {
		description ??= openApi();
		return description;
	});
};
