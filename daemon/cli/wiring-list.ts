import { wiringCsv, wiringList } from "#patchbay/wiring-list.ts";
import { type Common, studioOf } from "./studio.ts";
import { deliver, exits, printJson } from "./terminal.ts";

/** `halfnormal wiring-list`: a row for every conductor behind the rack, for the person who solders. */
export const wiringListCommand = async (options: Common & { readonly out?: string }): Promise<number> => {
	const { studio } = await studioOf(options);
	if (options.json && options.out === undefined) {
		printJson(wiringList(studio));
		return exits.fine;
	}
	const says = `The wiring list of ${studio.studio} is`;
	return deliver({ content: wiringCsv(studio), out: options.out, json: options.json, says });
};
