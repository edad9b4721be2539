import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Trouble } from "#drivers/yaml.ts";
import { readStudio } from "#patchbay/map.ts";

/** Everything that is wrong in a studio folder with these files in it. */
export const troublesOf = async (files: Record<string, string>): Promise<readonly Trouble[]> => {
	const folder = await mkdtemp(join(tmpdir(), "halfnormal-studio-"));
	try {
		for (const [path, text] of Object.entries(files)) {
			await mkdir(join(folder, path, ".."), { recursive: true });
			await writeFile(join(folder, path), text);
		}
		const read = await readStudio(folder);
		return "troubles" in read ? read.troubles : [];
	} finally {
		await rm(folder, { recursive: true });
	}
};
