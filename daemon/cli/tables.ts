import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sayTrouble } from "#drivers/yaml.ts";
import { BAY_HEADINGS } from "#patchbay/bays-csv.ts";
import type { Heading } from "#patchbay/csv-table.ts";
import { tables } from "#patchbay/export.ts";
import { importing } from "#patchbay/import.ts";
import { LOOM_HEADINGS } from "#patchbay/looms-csv.ts";
import { replaceFile } from "#store/document.ts";
import { sayError } from "#store/errno.ts";
import { type Common, settingsOf, studioOf } from "./studio.ts";
import { badInput, deliver, exits, print, printJson, soft } from "./terminal.ts";

/** `halfnormal export bays|looms`: the studio's own as a table for a spreadsheet. */
export const exportCommand = async (
	what: string,
	options: Common & { readonly out?: string },
): Promise<number> => {
	if (what !== "bays" && what !== "looms")
		throw badInput(`There is no table of "${what}".`, "Write: export bays, or export looms.");
	const { studio } = await studioOf(options);
	const content = tables[what](studio);
	return deliver({
		content,
		out: options.out,
		json: options.json,
		says: `The ${what} of ${studio.studio} are`,
	});
};

const listed = (headings: readonly Heading[]): string =>
	headings.map(({ name, must }) => (must ? `${name}*` : name)).join(", ");

/** What `import --help` says of the two tables. */
export const columnsHelp = (): string => `
Bays, a row a jack pair: ${listed(BAY_HEADINGS)}.
Looms, a row a channel: ${listed(LOOM_HEADINGS)}.
Those with * must be there; the others may be left away. patchbay-maps/TABLES.md says what each means.`;

const readOr = (path: string): Promise<Uint8Array> =>
	readFile(path).catch((error: unknown) => {
		throw badInput(`${path} cannot be read: ${sayError(error)}.`);
	});

/** The lines that go and the lines that come; what stands before and behind them is left away. */
const difference = (before: string, after: string): string => {
	const [old, young] = [before.split("\n"), after.split("\n")];
	const same = (from: number, to: number): boolean => old.at(from) === young.at(to);
	let top = 0;
	while (top < Math.min(old.length, young.length) && same(top, top)) top += 1;
	let foot = 0;
	while (foot < Math.min(old.length, young.length) - top && same(-1 - foot, -1 - foot)) foot += 1;
	const gone = old.slice(top, old.length - foot).map((line) => `- ${line}`);
	const come = young.slice(top, young.length - foot).map((line) => `+ ${line}`);
	return [`@@ studio.yaml, line ${top + 1}`, ...gone, ...come].join("\n");
};

/** `halfnormal import`: adds a table's bays or looms to studio.yaml, all of them or none. */
export const importCommand = async (
	file: string,
	options: Common & { readonly dryRun?: boolean },
): Promise<number> => {
	const { studio: folder } = settingsOf(options);
	const path = join(folder, "studio.yaml");
	const table = await readOr(file);
	const studio = Buffer.from(await readOr(path)).toString("utf8");
	const imported = await importing({ folder, studio, file, table });
	if ("troubles" in imported) {
		if (options.json) printJson({ troubles: imported.troubles });
		else throw badInput(`Nothing was imported.\n${imported.troubles.map(sayTrouble).join("\n")}`);
		return exits.badInput;
	}
	const { list, ids, text } = imported;
	if (!options.dryRun) await replaceFile(path, text);
	if (options.json) printJson({ [list]: ids, written: !options.dryRun });
	else if (options.dryRun) print(`${difference(studio, text)}\n${soft("Nothing was written (--dry-run).")}`);
	else
		print(
			`${path} has ${ids.length} more ${ids.length === 1 ? list.slice(0, -1) : list}: ${ids.join(", ")}.`,
		);
	return exits.fine;
};
