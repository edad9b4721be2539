import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Finding } from "#model/finding.ts";
import { sayError } from "#store/errno.ts";
import { openDataFolder } from "#store/folder.ts";
import { changesIn } from "./changes.ts";
import { type Checking, readChecked, sayFinding } from "./check.ts";
import { settingsOf } from "./studio.ts";
import { badInput, bold, exits, isBadInput, print } from "./terminal.ts";

/** What the files said when they were last looked at: findings, or why they cannot be read. */
export type Look = { readonly findings: readonly Finding[] } | { readonly broken: string };

/** What is other than it was at the last look. Findings are compared with the last time that the files could be read. */
export type Change = {
	readonly come: readonly Finding[];
	readonly gone: readonly Finding[];
	/** Why the files cannot be read now, if that is news. */
	readonly broken: string | null;
	readonly mended: boolean;
};

/** The same trouble is other when its words or its weight are; numbers stand in the words. */
const sayAs = ({ id, severity, sentence }: Finding): string => `${id} ${severity} ${sentence}`;

const without = (all: readonly Finding[], known: readonly Finding[]): Finding[] => {
	const said = new Set(known.map(sayAs));
	return all.filter((finding) => !said.has(sayAs(finding)));
};

/** Compares look with look; the first has nothing to be compared with and is all news. */
export const comparing = () => {
	let known: readonly Finding[] = [];
	let broken: string | null = null;
	return (look: Look): Change => {
		const was = broken;
		if ("broken" in look) {
			broken = look.broken;
			return { come: [], gone: [], broken: look.broken === was ? null : look.broken, mended: false };
		}
		const { findings } = look;
		const [come, gone] = [without(findings, known), without(known, findings)];
		[known, broken] = [findings, null];
		return { come, gone, broken: null, mended: was !== null };
	};
};

const isNews = ({ come, gone, broken, mended }: Change): boolean =>
	come.length > 0 || gone.length > 0 || broken !== null || mended;

const pad = (part: number): string => String(part).padStart(2, "0");
const sayTime = (now: Date): string =>
	[now.getHours(), now.getMinutes(), now.getSeconds()].map(pad).join(":");

const sayChange = ({ come, gone, broken, mended }: Change, now: Date): string => {
	if (broken !== null) return `${bold(sayTime(now))}  cannot be read:\n${broken}`;
	const lines = [
		...(mended ? ["can be read again"] : []),
		...gone.map(({ sentence, code }) => `gone  ${sentence} (${code})`),
		...come.map(sayFinding),
	];
	return lines.map((line, i) => `${i === 0 ? bold(sayTime(now)) : " ".repeat(8)}  ${line}`).join("\n");
};

/** A studio folder and the folders in it, and those of the sessions: whatever may change what is found. */
const foldersOf = async ({ studio, data }: { studio: string; data: string }): Promise<string[]> => {
	const within = async (folder: string, depth: number): Promise<string[]> => {
		const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
		const folders = entries.filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name));
		const deeper = depth === 0 ? [] : folders.map(({ name }) => within(join(folder, name), depth - 1));
		return [folder, ...(await Promise.all(deeper)).flat()];
	};
	const [own, sessions] = await Promise.all([within(studio, 3), within(join(data, "sessions"), 1)]);
	return [...own, ...sessions];
};

const lookAt = async (options: Checking): Promise<Look> => {
	try {
		return await readChecked(options);
	} catch (error) {
		if (isBadInput(error)) return { broken: error.message };
		throw error;
	}
};

/** Ctrl-C and a plain kill end the watch; it has nothing to put away. */
const untilStopped = (): AbortSignal => {
	const stop = new AbortController();
	for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
	return stop.signal;
};

/**
 * `halfnormal check --watch`: says what is wrong, then looks again whenever the studio's files or the newest session's
 * journal change, and says what has come and what is gone. A file that cannot be read in between is told and waited for.
 */
export const watchCommand = async (options: Checking): Promise<number> => {
	const settings = settingsOf(options);
	// What is not there yet could not be watched: the first session would go unnoticed.
	await openDataFolder(settings.data);
	const compare = comparing();
	const tell = (look: Look, first: boolean): void => {
		const [change, now] = [compare(look), new Date()];
		if (!isNews(change) && !first) return;
		if (options.json) print(JSON.stringify({ at: now.toISOString(), ...change }));
		else if (isNews(change)) print(sayChange(change, now));
		else print(`${bold(sayTime(now))}  Nothing is wrong.`);
	};
	let first = true;
	try {
		for await (const _ of changesIn(() => foldersOf(settings), untilStopped())) {
			tell(await lookAt(options), first);
			if (first && !options.json)
				print(`Watching ${settings.studio} and the newest session. Ctrl-C ends it.`);
			first = false;
		}
	} catch (error) {
		if (error instanceof Error && "syscall" in error && error.syscall === "watch")
			throw badInput(`The folders cannot be watched: ${sayError(error)}.`, "Run check without --watch.");
		throw error;
	}
	return exits.fine;
};
