import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";
import { say, type Trouble } from "./trouble.ts";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** The names under which a page of ours can have been loaded through this socket. */
const ourHosts = (port: number | undefined): string[] =>
	LOOPBACK.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));

/**
 * Why a request is not let in, or null. A foreign page can make a browser send requests to loopback, and by DNS
 * rebinding even read the answers; but it cannot forge Host, Origin or Sec-Fetch-Site, so these must be ours.
 * Programs send no Origin and are let in.
 */
export const stranger = ({ headers, socket }: IncomingMessage): Trouble | null => {
	const hosts = ourHosts(socket.localPort);
	const host = headers.host?.toLowerCase() ?? "";
	if (!hosts.includes(host))
		return {
			code: "foreign",
			sentence: `This daemon does not answer to the name "${host}"`,
			cure: `Open it as http://${hosts[0]}`,
		};
	const { origin } = headers;
	if (origin !== undefined && !hosts.some((ours) => origin.toLowerCase() === `http://${ours}`))
		return { code: "foreign", sentence: `A page of ${origin} may not speak to this daemon` };
	const site = headers["sec-fetch-site"];
	const fromPage = headers["sec-fetch-mode"] !== "navigate" && site !== undefined;
	if (fromPage && site !== "same-origin" && site !== "none")
		return { code: "foreign", sentence: "A page of another site may not speak to this daemon" };
	return null;
};

const policyFor = (host: string): string =>
	[
		"default-src 'self'",
		"img-src 'self' data: blob:",
		"style-src 'self'",
		`connect-src 'self' ws://${host}`,
		"object-src 'none'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	].join("; ");

/** Lets only our own pages and programs in, and tells browsers to load nothing from elsewhere. */
export const guard = (app: FastifyInstance): void => {
	app.addHook("onRequest", async (request, reply) => {
		reply.headers({
			"x-content-type-options": "nosniff",
			"referrer-policy": "no-referrer",
			"cross-origin-resource-policy": "same-origin",
			"cross-origin-opener-policy": "same-origin",
		});
		const trouble = stranger(request.raw);
		if (trouble) return say(reply, trouble);
		reply.header("content-security-policy", policyFor(request.raw.headers.host ?? ""));
	});
};
