import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";

export type Answered = {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
};

/** A request with its path and headers exactly as given, as no browser would send it. */
export const rawRequest = (asked: {
	readonly port: number;
	readonly path: string;
	readonly method?: string;
	readonly headers?: OutgoingHttpHeaders;
	readonly body?: string | Uint8Array;
	/** Sent chunk by chunk, before the body. */
	readonly pieces?: readonly Uint8Array[];
}): Promise<Answered> => {
	const answered = Promise.withResolvers<Answered>();
	const { port, path, method = "GET", headers = {}, body, pieces = [] } = asked;
	const sent = request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
		text(answer).then(
			(said) => answered.resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: said }),
			answered.reject,
		);
	});
	sent.on("error", answered.reject);
	for (const piece of pieces) sent.write(piece);
	sent.end(body);
	return answered.promise;
};
