import { randomUUID } from "node:crypto";
import { open, readdir, rename, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { extname, join } from "node:path";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Desk } from "./desk.ts";
import type { Limits } from "./limits.ts";
import { say, type Trouble } from "./trouble.ts";

/** Bytes: a system allows 255, and " 12.wav" and a take's number have to fit behind. */
const LONGEST = 180;

const cut = (text: string): string =>
	Buffer.from(text)
		.subarray(0, LONGEST)
		.toString()
		.replace(/\uFFFD+$/, "");
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A file name that every system can write, ending in .wav; what is not a name becomes "source.wav". */
export const plainName = (asked: string): string => {
	const last = asked.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
	const end = extname(last).toLowerCase() === ".wav" ? -".wav".length : undefined;
	const stem = last.slice(0, end).replaceAll(/[<>:"|?*\p{C}]/gu, "-");
	const short = cut(stem.replace(/^[\s.]+/, "")).replace(/[\s.]+$/, "");
	return `${short === "" || RESERVED.test(short) ? `source ${short}`.trim() : short}.wav`;
};

const WAVE_HEAD = 12;

const isWave = (head: Buffer): boolean =>
	["RIFF", "RF64", "BW64"].includes(head.toString("latin1", 0, 4)) &&
	head.toString("latin1", 8, WAVE_HEAD) === "WAVE";

const notWave: Trouble = {
	code: "not a WAV",
	sentence: "This file does not begin like a WAV (RIFF, RF64 or BW64 WAVE), so it was not kept",
	cure: "Export the mix as WAV",
};
const tooLarge = (cap: number): Trouble => ({
	code: "too large",
	sentence: `A source may have ${Math.floor(cap / 2 ** 20)} MiB at most`,
	cure: "Copy it into the sources folder by hand",
});
const unfinished: Trouble = {
	code: "bad request",
	sentence: "The file stopped arriving before its end, so it was not kept",
	cure: "Send it again",
};
const noRoom: Trouble = {
	code: "no room",
	sentence: "The disk is full, so the file was not kept",
	cure: "Make room in the data folder",
};

const errnoOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : null);

/** Reserves "name.wav", or else "name 2.wav" and so on: nothing that is there is ever overwritten. */
const reserve = async (folder: string, name: string, n = 1): Promise<string> => {
	const free = n === 1 ? name : `${name.slice(0, -".wav".length)} ${n}.wav`;
	try {
		await using _ = await open(join(folder, free), "wx");
		return free;
	} catch (error) {
		if (errnoOf(error) === "EEXIST") return reserve(folder, name, n + 1);
		throw error;
	}
};

const PARTIAL = /^\.upload-.*\.partial$/;

/** Uploads that an earlier run of the daemon did not finish. */
const sweep = async (folder: string): Promise<void> => {
	for (const name of await readdir(folder)) if (PARTIAL.test(name)) await rm(join(folder, name));
};

/** Writes what arrives to a new file for as long as it may be a WAV of allowed size. Null: it is whole and on disk. */
const receive = async (body: IncomingMessage, path: string, cap: number): Promise<Trouble | null> => {
	await using file = await open(path, "wx");
	let head = Buffer.alloc(0);
	let size = 0;
	// The answer goes back on the same wire, so stopping early must not destroy it.
	const arriving: AsyncIterable<Buffer> = body.iterator({ destroyOnReturn: false });
	for await (const bytes of arriving) {
		size += bytes.length;
		if (size > cap) return tooLarge(cap);
		if (head.length < WAVE_HEAD) {
			head = Buffer.concat([head, bytes]).subarray(0, WAVE_HEAD);
			if (head.length === WAVE_HEAD && !isWave(head)) return notWave;
		}
		await file.writeFile(bytes);
	}
	if (head.length < WAVE_HEAD) return notWave;
	await file.sync();
	return null;
};

type Kept = { readonly file: string } | { readonly trouble: Trouble };

/** A source has a temporary name until it is whole; then it gets its own. */
const keep = async (
	body: IncomingMessage,
	to: { folder: string; name: string; cap: number },
): Promise<Kept> => {
	const temporary = join(to.folder, `.upload-${randomUUID()}.partial`);
	try {
		const trouble = await receive(body, temporary, to.cap);
		if (trouble) return { trouble };
		const file = await reserve(to.folder, to.name);
		await rename(temporary, join(to.folder, file));
		return { file };
	} catch (error) {
		if (body.errored) return { trouble: unfinished };
		if (errnoOf(error) === "ENOSPC") return { trouble: noRoom };
		throw error;
	} finally {
		await rm(temporary, { force: true });
	}
};

const Asked = z.object({ name: z.string().min(1).max(1000) });

/** `POST /api/sources?name=mix.wav` with the bytes of a WAV as body, of whatever content type. */
export const takeSources = async (app: FastifyInstance, desk: Desk, limits: Limits): Promise<void> => {
	const { folder } = desk.sources;
	await sweep(folder);
	await app.register(async (scope) => {
		scope.removeAllContentTypeParsers();
		scope.addContentTypeParser("*", (_request, _body, done) => done(null));
		scope.post("/api/sources", async (request, reply) => {
			const asked = Asked.safeParse(request.query);
			if (!asked.success)
				return say(reply, {
					code: "bad request",
					sentence: "The source has no name",
					cure: "Add ?name=mix.wav",
				});
			const cap = limits.upload;
			if (Number(request.headers["content-length"]) > cap) return say(reply, tooLarge(cap));
			request.raw.setTimeout(limits.stall);
			const kept = await keep(request.raw, { folder, name: plainName(asked.data.name), cap });
			if ("trouble" in kept) return say(reply, kept.trouble);
			await desk.sources.added(kept.file);
			return reply.code(201).send(kept);
		});
	});
};
