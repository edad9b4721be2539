import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codePages, findingsPage } from "#patchbay/findings-page.ts";
import { root } from "./studio.ts";
import { badInput, bold, exits, print, printJson, soft, table } from "./terminal.ts";

const page = join(root, "patchbay-maps", "FINDINGS.md");

const writePage = async (): Promise<number> => {
	await writeFile(page, findingsPage());
	print("The page is patchbay-maps/FINDINGS.md.");
	return exits.fine;
};

const explain = (code: string, json: boolean): number => {
	const found = codePages().get(code);
	if (!found) throw badInput(`There is no finding "${code}".`, "halfnormal findings lists them all.");
	if (json) printJson({ code, ...found });
	else
		print(
			`${bold(`${code}: ${found.title}`)} ${soft(found.severity)}\n\n${found.physics}\n\n“${found.example}”\n\nCure: ${found.cure}`,
		);
	return exits.fine;
};

/** Lists what can be told, explains one code, or writes the page anew. */
export const findingsCommand = async (
	code: string | undefined,
	{ write, json }: { readonly write?: boolean; readonly json?: boolean },
): Promise<number> => {
	if (write) return writePage();
	if (code !== undefined) return explain(code, json ?? false);
	const rows = [...codePages()].map(([name, { severity, title }]) => ({ code: name, severity, title }));
	if (json) printJson(rows);
	else print(table(rows.map(({ code: name, severity, title }) => [name, severity, title])));
	return exits.fine;
};
