import type { StudioFile } from "#model/studio.ts";
import { csvOf } from "#sheets/csv.ts";
import { bayRows } from "./bays-csv.ts";
import { loomRows } from "./looms-csv.ts";
import type { List } from "./studio-text.ts";

/** A studio's bays or looms as the CSV that `importing` reads back. */
export const tables: Record<List, (studio: StudioFile) => string> = {
	bays: ({ bays }) => csvOf(bayRows(bays)),
	looms: ({ looms }) => csvOf(loomRows(looms)),
};
