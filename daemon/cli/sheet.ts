import { writeFile } from "node:fs/promises";
import { renderSheet, sheetFormats } from "#daemon/control-room/sheet-files.ts";
import { type Common, readingsOf, sessionOf, studioOf } from "./studio.ts";
import { badInput, exits, print, printJson } from "./terminal.ts";

type Options = Common & { readonly format: string; readonly out?: string };

/** Writes the recall sheet of a session (default: the newest) from its journal and its studio; no daemon is needed. */
export const sheetCommand = async (id: string | undefined, options: Options): Promise<number> => {
	const format = sheetFormats.find((known) => known === options.format);
	if (!format)
		throw badInput(`--format is "${options.format}".`, `Write one of: ${sheetFormats.join(", ")}.`);
	const { studio } = await studioOf(options);
	const session = await sessionOf(options, id);
	if (!session)
		throw badInput(
			"There is no session yet.",
			"Print something first, or name another data folder with --data.",
		);
	const content = await renderSheet({ studio, session, readings: readingsOf(studio, session) }, format);
	const path = options.out ?? `${session.id}.${format}`;
	if (path === "-") {
		process.stdout.write(content);
		return exits.fine;
	}
	await writeFile(path, content);
	if (options.json) printJson({ session: session.id, file: path, bytes: content.length });
	else print(`The recall sheet of ${session.id} is in ${path}.`);
	return exits.fine;
};
