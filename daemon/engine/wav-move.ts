import { link, open, rename, unlink } from "node:fs/promises";
import { dirname, join, parse } from "node:path";

/** Renames a file; if the name is taken it becomes "name 2.wav", "name 3.wav"… Gives the name that it got. */
export async function moveWithoutOverwriting(paths: {
	readonly from: string;
	readonly to: string;
}): Promise<string> {
	for (let number = 1; ; number++) {
		const to = number === 1 ? paths.to : numbered(paths.to, number);
		if (await movedTo(paths.from, to)) {
			await syncFolder(dirname(to));
			return to;
		}
	}
}

function numbered(path: string, number: number): string {
	const { dir, name, ext } = parse(path);
	return join(dir, `${name} ${number}${ext}`);
}

/** A hard link fails when the name is taken, where rename would overwrite. */
async function movedTo(from: string, to: string): Promise<boolean> {
	try {
		await link(from, to);
	} catch (error) {
		if (codeOf(error) === "EEXIST") return false;
		if (noLinks.has(codeOf(error))) return reservedAndMoved(from, to);
		throw error;
	}
	await unlink(from);
	return true;
}

/** What file systems without hard links (exFAT, some network drives) answer. */
const noLinks = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL", "UNKNOWN"]);

/** There the name is reserved by an empty file, which the rename then replaces. */
async function reservedAndMoved(from: string, to: string): Promise<boolean> {
	try {
		await (await open(to, "wx")).close();
	} catch (error) {
		if (codeOf(error) === "EEXIST") return false;
		throw error;
	}
	await rename(from, to);
	return true;
}

function codeOf(error: unknown): string {
	return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Makes the new name last through a power cut. Windows cannot open folders and does it by itself. */
async function syncFolder(path: string): Promise<void> {
	if (process.platform === "win32") return;
	const folder = await open(path, "r");
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}
