import { createInterface } from "node:readline/promises";
import { replaceFile } from "#store/document.ts";

/** How a command ended: 0 fine, 1 findings of severity stop or a failed pass, 2 bad input. */
export const exits = { fine: 0, trouble: 1, badInput: 2 } as const;

/** Bad input: the sentence is for the person, there is no stack to show. */
export const badInput = (because: string, cure = ""): Error =>
	Object.assign(new Error([because, cure].filter(Boolean).join(" ")), { name: "BadInput" });

export const isBadInput = (error: unknown): error is Error =>
	error instanceof Error && error.name === "BadInput";

export const print = (text: string): void => void process.stdout.write(`${text}\n`);
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, "\t"));
export const complain = (text: string): void => void process.stderr.write(`${text}\n`);

const colours = process.stdout.isTTY && process.env.NO_COLOR === undefined;
const paint = (code: number) => (text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
export const bold = paint(1);
export const soft = paint(2);

/** Severity in a word and a colour; never a colour alone. */
export const severityMark = {
	stop: paint(31)("STOP"),
	warn: paint(33)("warn"),
	note: soft("note"),
	ok: paint(32)("  ok"),
	ask: paint(33)(" ask"),
} as const;

/** Columns as wide as their widest cell. */
export const table = (rows: readonly (readonly string[])[]): string => {
	const widths =
		rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length))) ?? [];
	return rows
		.map((row) =>
			row
				.map((cell, i) => cell.padEnd(widths[i] ?? 0))
				.join("  ")
				.trimEnd(),
		)
		.join("\n");
};

const WIDTH = 30;

/** A bar on standard error while a terminal is attached; nothing otherwise. */
export const progressBar = (label: string) => {
	const shown = process.stderr.isTTY;
	return {
		at: (part: number, words: string): void => {
			if (!shown) return;
			const full = Math.round(Math.min(1, Math.max(0, part)) * WIDTH);
			process.stderr.write(`\r${label} [${"#".repeat(full)}${"-".repeat(WIDTH - full)}] ${words}\u001b[K`);
		},
		done: (): void => {
			if (shown) process.stderr.write("\r\u001b[K");
		},
	};
};

/** Asks a person; undefined where nobody sits at a terminal. */
export const askPerson = async (question: string): Promise<string | undefined> => {
	if (!process.stdin.isTTY) return undefined;
	using lines = createInterface({ input: process.stdin, output: process.stderr });
	return (await lines.question(question)).trim();
};

/** Writes what a command made into a file, or onto standard output where no file is named. */
export const deliver = async ({
	content,
	out,
	json,
	says,
}: {
	readonly content: string | Uint8Array;
	readonly out: string | undefined;
	readonly json: boolean | undefined;
	/** What it is, to begin a sentence with: "The wiring list of Room A is". */
	readonly says: string;
}): Promise<number> => {
	if (out === undefined || out === "-") {
		process.stdout.write(content);
		return exits.fine;
	}
	await replaceFile(out, content);
	if (json) printJson({ file: out, bytes: Buffer.byteLength(content) });
	else print(`${says} in ${out}.`);
	return exits.fine;
};
