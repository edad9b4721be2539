import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
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

const Place = z.object({ line: z.number(), character: z.number() });
const Diagnostic = z.object({ range: z.object({ start: Place }), message: z.string() });
export type Diagnostic = z.infer<typeof Diagnostic>;
const Completion = z.object({ label: z.string(), documentation: z.unknown().optional() });
const Hover = z.object({ contents: z.object({ value: z.string() }) }).nullable();

const Message = z.object({
	id: z.union([z.number(), z.string()]).optional(),
	method: z.string().optional(),
	params: z.unknown().optional(),
	result: z.unknown().optional(),
	error: z.unknown().optional(),
});
type Message = z.infer<typeof Message>;

/** No schema from anywhere but the file that the document itself names. */
const settings: Readonly<Record<string, unknown>> = {
	yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false } },
};

/** Cuts what comes over the pipe into messages: a head with their length, an empty line, JSON. */
const cutting = (take: (message: Message) => void) => {
	let pending = Buffer.alloc(0);
	return (chunk: Buffer): void => {
		pending = Buffer.concat([pending, chunk]);
		for (;;) {
			const head = pending.indexOf("\r\n\r\n");
			const length = Number(
				/Content-Length: (\d+)/.exec(pending.subarray(0, Math.max(0, head)).toString())?.[1],
			);
			if (head < 0 || pending.length < head + 4 + length) return;
			const body = pending.subarray(head + 4, head + 4 + length).toString();
			pending = pending.subarray(head + 4 + length);
			take(Message.parse(JSON.parse(body)));
		}
	};
};

export type Editor = AsyncDisposable & {
	/** Opens a file as it is, or with other words in it, and waits for what is underlined. */
	readonly open: (path: string, change?: (text: string) => string) => Promise<Document>;
};
export type Document = {
	readonly underlined: readonly Diagnostic[];
	/** What is offered, and what is said over a word, just behind the first place where these words stand. */
	readonly completions: (behind: string) => Promise<readonly string[]>;
	readonly hover: (on: string) => Promise<string>;
};

/** An editor without a screen: it talks to the server over its standard input and output, as VS Code does. */
export const anEditor = async (server: string): Promise<Editor> => {
	const child = spawn(process.execPath, [join(server, "bin", "yaml-language-server"), "--stdio"], {
		stdio: ["pipe", "pipe", "ignore"],
	});
	const answers = new Map<number | string, (message: Message) => void>();
	const underlined = new Map<string, readonly Diagnostic[]>();
	const send = (message: object): void => {
		const body = JSON.stringify({ jsonrpc: "2.0", ...message });
		child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
	};
	const take = ({ id, method, params, ...message }: Message): void => {
		if (method === undefined) return answers.get(id ?? "")?.({ id, method, params, ...message });
		if (method === "textDocument/publishDiagnostics") {
			const told = z.object({ uri: z.string(), diagnostics: z.array(Diagnostic) }).parse(params);
			underlined.set(told.uri, told.diagnostics);
		}
		if (id === undefined) return;
		const asked = z
			.object({ items: z.array(z.object({ section: z.string().optional() })) })
			.safeParse(params);
		send({
			id,
			result: asked.success ? asked.data.items.map(({ section = "" }) => settings[section] ?? null) : null,
		});
	};
	child.stdout.on("data", cutting(take));
	let asked = 0;
	const ask = (method: string, params: object): Promise<unknown> => {
		asked += 1;
		const { promise, resolve } = Promise.withResolvers<Message>();
		answers.set(asked, resolve);
		send({ id: asked, method, params });
		return inTime(promise, PATIENCE).then(({ result }) => result);
	};
	await ask("initialize", {
		processId: process.pid,
		rootUri: null,
		capabilities: {
			workspace: { configuration: true },
			textDocument: { completion: { completionItem: {} }, hover: {}, publishDiagnostics: {} },
		},
	});
	send({ method: "initialized", params: {} });
	const open: Editor["open"] = async (path, change = (text) => text) => {
		const text = change(await readFile(path, "utf8"));
		const uri = pathToFileURL(path).href;
		underlined.delete(uri);
		send({
			method: "textDocument/didOpen",
			params: { textDocument: { uri, languageId: "yaml", version: 1, text } },
		});
		const found = await until(() => underlined.get(uri), PATIENCE);
		const at = (words: string, offset: number) => {
			const index = text.indexOf(words);
			if (index < 0) throw new Error(`${path} does not say "${words}"`);
			const before = text.slice(0, index + offset).split("\n");
			return {
				textDocument: { uri },
				position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
			};
		};
		return {
			underlined: found ?? [],
			completions: async (behind) => {
				const answer = await ask("textDocument/completion", at(behind, behind.length));
				const { items } = z.object({ items: z.array(Completion) }).parse(answer);
				return items.map(({ label }) => label);
			},
			hover: async (on) => Hover.parse(await ask("textDocument/hover", at(on, 1)))?.contents.value ?? "",
		};
	};
	return {
		open,
		[Symbol.asyncDispose]: async () => {
			child.kill();
			await once(child, "exit");
		},
	};
};
