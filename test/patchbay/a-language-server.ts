import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { inTime, until } from "../until.ts";

const PATIENCE = { within: 60_000, otherwise: "The language server did not answer" };

/** The folder of the server that editors such as VS Code use for YAML, or null where it is not installed. */
export const languageServer = (): string | null => {
	if (process.env.YAML_LANGUAGE_SERVER) return process.env.YAML_LANGUAGE_SERVER;
	try {
		return dirname(createRequire(import.meta.url).resolve("yaml-language-server/package.json"));
	} catch {
		return null;
	}
};

const Message = z.object({
	id: z.union([z.number(), z.string()]).optional(),
	method: z.string().optional(),
	params: z.unknown().optional(),
	result: z.unknown().optional(),
});
type Message = z.infer<typeof Message>;

/** Cuts what comes over the pipe into messages: a head with their length, an empty line, JSON. */
const cutting = (take: (message: Message) => void) => {
	let pending = Buffer.alloc(0);
	return (chunk: Buffer): void => {
		pending = Buffer.concat([pending, chunk]);
		for (;;) {
			const head = pending.indexOf("\r\n\r\n");
			const said = pending.subarray(0, Math.max(0, head)).toString();
			const end = head + 4 + Number(/Content-Length: (\d+)/.exec(said)?.[1] ?? 0);
			if (head < 0 || pending.length < end) return;
			const body = pending.subarray(head + 4, end).toString();
			pending = pending.subarray(end);
			take(Message.parse(JSON.parse(body)));
		}
	};
};

/** No schema from anywhere but the file that the document itself names. */
const settings: Readonly<Record<string, unknown>> = {
	yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false } },
};
const Asked = z.object({ items: z.array(z.object({ section: z.string().optional() })) });

/** What an editor answers when the server asks for its settings; to all else it has nothing to say. */
const answerTo = (params: unknown): unknown => {
	const asked = Asked.safeParse(params);
	return asked.success ? asked.data.items.map(({ section = "" }) => settings[section] ?? null) : null;
};

type Server = ChildProcessByStdio<Writable, Readable, null>;

/** JSON-RPC over the server's standard input and output. */
const talk = (server: Server, hear: (method: string, params: unknown) => void) => {
	const waiting = new Map<number | string, (result: unknown) => void>();
	const send = (message: object): void => {
		const body = JSON.stringify({ jsonrpc: "2.0", ...message });
		server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
	};
	const take = ({ id, method, params, result }: Message): void => {
		if (method !== undefined) hear(method, params);
		if (id === undefined) return;
		if (method === undefined) waiting.get(id)?.(result);
		else send({ id, result: answerTo(params) });
	};
	server.stdout.on("data", cutting(take));
	return {
		tell: (method: string, params: object): void => send({ method, params }),
		ask: (method: string, params: object): Promise<unknown> => {
			const id = waiting.size + 1;
			const { promise, resolve } = Promise.withResolvers<unknown>();
			waiting.set(id, resolve);
			send({ id, method, params });
			return inTime(promise, PATIENCE);
		},
	};
};
type Talk = ReturnType<typeof talk>;

const Place = z.object({ line: z.number(), character: z.number() });
const Diagnostic = z.object({ range: z.object({ start: Place }), message: z.string() });
export type Diagnostic = z.infer<typeof Diagnostic>;
const Published = z.object({ uri: z.string(), diagnostics: z.array(Diagnostic) });
const Offered = z.object({ items: z.array(z.object({ label: z.string() })) });
const Hover = z.object({ contents: z.object({ value: z.string() }) }).nullable();

export type OpenFile = {
	readonly underlined: readonly Diagnostic[];
	/** What is offered just behind the first place where these words stand. */
	readonly completions: (behind: string) => Promise<readonly string[]>;
	/** What is said over the first letters of these words. */
	readonly hover: (on: string) => Promise<string>;
};

const openFile = (
	{ ask }: Talk,
	{ uri, text }: { uri: string; text: string },
	underlined: readonly Diagnostic[],
): OpenFile => {
	const at = (words: string, offset: number) => {
		const index = text.indexOf(words);
		if (index < 0) throw new Error(`${uri} does not say "${words}"`);
		const before = text.slice(0, index + offset).split("\n");
		const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
		return { textDocument: { uri }, position };
	};
	return {
		underlined,
		completions: async (behind) => {
			const answer = await ask("textDocument/completion", at(behind, behind.length));
			return Offered.parse(answer).items.map(({ label }) => label);
		},
		hover: async (on) => Hover.parse(await ask("textDocument/hover", at(on, 1)))?.contents.value ?? "",
	};
};

export type Editor = AsyncDisposable & {
	/** Opens a file, as it is or with other words in it, and waits until it is known what is to be underlined. */
	readonly open: (path: string, change?: (text: string) => string) => Promise<OpenFile>;
};

/** An editor without a screen: it talks to the language server as VS Code does. */
export const anEditor = async (folder: string): Promise<Editor> => {
	const server = spawn(process.execPath, [join(folder, "bin", "yaml-language-server"), "--stdio"], {
		stdio: ["pipe", "pipe", "ignore"],
	});
	const published = new Map<string, readonly Diagnostic[]>();
	const talking = talk(server, (method, params) => {
		if (method !== "textDocument/publishDiagnostics") return;
		const { uri, diagnostics } = Published.parse(params);
		published.set(uri, diagnostics);
	});
	const textDocument = { completion: { completionItem: {} }, hover: {}, publishDiagnostics: {} };
	const capabilities = { workspace: { configuration: true }, textDocument };
	await talking.ask("initialize", { processId: process.pid, rootUri: null, capabilities });
	talking.tell("initialized", {});
	let opened = 0;
	return {
		open: async (path, change = (text) => text) => {
			opened += 1;
			const text = change(await readFile(path, "utf8"));
			const uri = pathToFileURL(join(dirname(path), `unsaved-${opened}-${basename(path)}`)).href;
			talking.tell("textDocument/didOpen", {
				textDocument: { uri, languageId: "yaml", version: 1, text },
			});
			await until(() => published.has(uri), PATIENCE);
			return openFile(talking, { uri, text }, published.get(uri) ?? []);
		},
		[Symbol.asyncDispose]: async () => {
			server.kill();
			await once(server, "exit");
		},
	};
};
