import { open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { z } from "zod";
import type { Refusal } from "#model/command.ts";
import { errnoOf, sayError } from "./errno.ts";

const inOrder = (_: string, value: unknown): unknown => {
	if (typeof value === "number" && !Number.isFinite(value))
		throw new RangeError(`A document cannot hold ${value}; say null where a value is unknown`);
	if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** JSON in one way only: keys sorted by code unit, tabs, a newline at the end. Throws on NaN and infinities. */
export const canonical = (value: unknown): string => `${JSON.stringify(value, inOrder, "\t")}\n`;

/** Makes a rename or a new file in the folder survive a power cut. Windows has no such call and needs none. */
export const syncFolder = async (folder: string): Promise<void> => {
	if (process.platform === "win32") return;
	await using handle = await open(folder, "r");
	await handle.sync();
};

let written = 0;

/**
 * Writes a whole file so that a reader, or a power cut, finds the old one or the new one and nothing between:
 * temporary file, fsync, rename, fsync of the folder. Rejects with the system's error; the old file then stands.
 */
export const replaceFile = async (path: string, content: string | Uint8Array): Promise<void> => {
	written += 1;
	const temporary = join(dirname(path), `.${basename(path)}.${process.pid}-${written}.partial`);
	try {
		await using handle = await open(temporary, "wx");
		await handle.writeFile(content);
		await handle.sync();
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
	await rename(temporary, path);
	await syncFolder(dirname(path));
};

/** Keeps a snapshot, a sheet or another document as canonical JSON. */
export const writeDocument = (path: string, value: unknown): Promise<void> =>
	replaceFile(path, canonical(value));

/** JSON, or why it is none. */
export const parseJson = (text: string): { readonly json: unknown } | { readonly because: string } => {
	try {
		return { json: JSON.parse(text) };
	} catch (error) {
		return { because: sayError(error) };
	}
};

/** Reads a document back through its schema; a missing, broken or foreign file is a refusal that names it. */
export const readDocument = async <Schema extends z.ZodType>(
	path: string,
	schema: Schema,
): Promise<{ readonly document: z.output<Schema> } | Refusal> => {
	const refuse = (because: string, cure: string): Refusal => ({ refused: "read document", because, cure });
	const text = await readFile(path, "utf8").catch((error: unknown) => ({ error }));
	if (typeof text !== "string")
		return errnoOf(text.error) === "ENOENT"
			? refuse(`${path} is not there`, "Check the name")
			: refuse(`${path} cannot be read: ${sayError(text.error)}`, "Check its permissions and its disk");
	const read = parseJson(text);
	if ("because" in read)
		return refuse(`${path} is not JSON: ${read.because}`, "Put the file back from a backup");
	const checked = schema.safeParse(read.json);
	if (checked.success) return { document: checked.data };
	const [issue] = checked.error.issues;
	const place = issue?.path.join(".") || "the top";
	return refuse(
		`${path}: at ${place}, ${issue?.message}`,
		"Mend that place, or put the file back from a backup",
	);
};
