import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { Refusal } from "#model/command.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What can be set, each by a flag or by the environment; the flag wins. */
const Settings = z.strictObject({
	data: z.string().min(1, "name a folder"),
	studio: z.string().min(1, "name the folder that holds studio.yaml"),
	port: z
		.string()
		.regex(/^\d{1,5}$/, "a port is a whole number")
		.transform(Number)
		.pipe(z.number().max(65535, "a port is 65535 at most")),
	listen: z.enum(["loopback", "lan"], 'say "loopback" or "lan"'),
});

export type Settings = {
	/** Where sessions and sources are kept; absolute. */
	readonly data: string;
	/** The studio folder; absolute. */
	readonly studio: string;
	/** 0: any that is free. */
	readonly port: number;
	readonly listen: "loopback" | "lan";
};

const environment = {
	data: "HALFNORMAL_DATA",
	studio: "HALFNORMAL_STUDIO",
	port: "HALFNORMAL_PORT",
	listen: "HALFNORMAL_LISTEN",
} as const;

const names = ["data", "studio", "port", "listen"] as const;
type Name = (typeof names)[number];

const sayWhere = (name: Name, flags: Environment): string =>
	flags[name] === undefined ? environment[name] : `--${name}`;

/** Where a program keeps its data on this system. */
const homeOfData = (env: Environment): string => {
	if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "Halfnormal");
	if (process.platform === "win32")
		return join(env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "Halfnormal");
	return join(env.XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "halfnormal");
};

/**
 * A checkout keeps its sessions beside package.json, so that trying it leaves nothing elsewhere and deleting it
 * deletes all; an installed package has no such place and takes the system's.
 */
const usualData = (root: string, env: Environment): string =>
	existsSync(join(root, ".git")) ? join(root, ".halfnormal") : homeOfData(env);

const refuse = (because: string, cure: string): Refusal => ({ refused: "start", because, cure });

const readFlags = (argv: readonly string[]): { readonly flags: Environment } | Refusal => {
	const text = { type: "string" } as const;
	const options = { data: text, studio: text, port: text, listen: text };
	try {
		return { flags: { ...parseArgs({ args: [...argv], options, strict: true }).values } };
	} catch (error) {
		const [said = ""] = error instanceof Error ? error.message.split(/\. |\n/) : [];
		return refuse(said, `The flags are ${names.map((name) => `--${name}`).join(", ")}, each with a value`);
	}
};

/**
 * The daemon's settings: `--data`, `--studio`, `--port`, `--listen`, or HALFNORMAL_DATA and so on, or the usual:
 * `.halfnormal` in a checkout, the demo studio, port 7373, loopback. Relative folders count from `cwd`; `root` is
 * the folder of package.json.
 */
export const settle = (from: {
	readonly argv: readonly string[];
	readonly env: Environment;
	readonly root: string;
	readonly cwd: string;
}): Settings | Refusal => {
	const read = readFlags(from.argv);
	if ("refused" in read) return read;
	const usual = {
		data: usualData(from.root, from.env),
		studio: join(from.root, "patchbay-maps", "studios", "demo"),
		port: "7373",
		listen: "loopback",
	};
	const said = (name: Name): string => read.flags[name] ?? from.env[environment[name]] ?? usual[name];
	const settings = Settings.safeParse(Object.fromEntries(names.map((name) => [name, said(name)])));
	if (settings.success) {
		const { data, studio, ...others } = settings.data;
		return { ...others, data: resolve(from.cwd, data), studio: resolve(from.cwd, studio) };
	}
	const [issue] = settings.error.issues;
	const name = names.find((one) => one === issue?.path[0]) ?? "data";
	return refuse(
		`${sayWhere(name, read.flags)} is "${said(name)}": ${issue?.message}`,
		`Change it, or leave it away for ${usual[name]}`,
	);
};
