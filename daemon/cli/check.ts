import type { Finding } from "#model/finding.ts";
import { counted } from "#model/say-figure.ts";
import type { Studio } from "#model/studio.ts";
import { type Common, emptySession, readingsOf, sessionOf, studioOf } from "./studio.ts";
import { bold, exits, print, printJson, severityMark, soft } from "./terminal.ts";

export const sayFinding = ({ severity, sentence, cure, code }: Finding): string =>
	`${severityMark[severity]}  ${sentence}\n      ${cure} ${soft(`(${code})`)}`;

export const verdictOf = (findings: readonly Finding[]): number =>
	findings.some(({ severity }) => severity === "stop") ? exits.trouble : exits.fine;

export type Checking = Common & { readonly bare?: boolean };
export type Checked = {
	readonly studio: Studio;
	readonly session: string;
	readonly findings: readonly Finding[];
};

/** The studio and the newest session as the files are now. */
export const readChecked = async (common: Checking): Promise<Checked> => {
	const { studio } = await studioOf(common);
	const session = (common.bare ? undefined : await sessionOf(common)) ?? emptySession(studio);
	return { studio, session: session.id, findings: readingsOf(studio, session).findings };
};

/** Reads the studio and the newest session, and says what is wrong with how it is wired, set and switched on. */
export const checkCommand = async (options: Checking): Promise<number> => {
	const { studio, session, findings } = await readChecked(options);
	if (options.json) printJson({ studio: studio.studio, session: session || null, findings });
	else {
		const { units, bays, looms } = studio;
		const sizes = [counted(units.length, "unit"), counted(bays.length, "bay"), counted(looms.length, "loom")];
		print(bold(`${studio.studio}: ${sizes.join(", ")}`));
		print(findings.map(sayFinding).join("\n") || "Nothing is wrong.");
	}
	return verdictOf(findings);
};
