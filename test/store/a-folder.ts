import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that goes when the test ends. */
export const aFolder = async (): Promise<{ readonly path: string } & AsyncDisposable> => {
	const path = await mkdtemp(join(tmpdir(), "halfnormal-"));
	return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};
