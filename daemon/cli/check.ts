import type { Finding } from "#model/finding.ts";
import { type Common, emptySession, readingsOf, sessionOf, studioOf } from "./studio.ts";
import { bold, exits, print, printJson, severityMark, soft } from "./terminal.ts";

export const sayFinding = ({ severity, sentence, cure, code }: Finding): string =>
	`${severityMark[severity]}  ${sentence}\n      ${cure} ${soft(`(${code})`)}`;

export const verdictOf = (findings: readonly Finding[]): number =>
	findings.some(({ severity }) => severity === "stop") ? exits.trouble : exits.fine;

/** Reads the studio and the newest session, and says what is wrong with how it is wired, set and switched on. */
export const checkCommand = async (common: Common & { readonly bare?: boolean }): Promise<number> => {
	const { studio } = await studioOf(common);
	const session = (common.bare ? undefined : await sessionOf(common)) ?? emptySession(studio);
	const { findings } = readingsOf(studio, session);
	if (common.json) printJson({ studio: studio.studio, session: session.id || null, findings });
	else {
		print(
			bold(
				`${studio.studio}: ${studio.units.length} units, ${studio.bays.length} bays, ${studio.looms.length} looms`,
			),
		);
		print(findings.map(sayFinding).join("\n") || "Nothing is wrong.");
	}
	return verdictOf(findings);
};
