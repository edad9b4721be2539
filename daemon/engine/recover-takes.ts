import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type RecoveredTake, recoverTake } from "./wav-recover.ts";

/** After a crash: makes every `.partial` of a folder a valid file that says it is partial. */
export const recoverTakes = async (folder: string): Promise<readonly RecoveredTake[]> => {
	const names = await readdir(folder).catch(() => []);
	const recovered: RecoveredTake[] = [];
	for (const name of names)
		if (name.endsWith(".partial")) recovered.push(await recoverTake(join(folder, name)));
	return recovered;
};
