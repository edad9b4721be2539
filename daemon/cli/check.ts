import { isElectrical, isRemembered, isUnknown } from "#drivers/cites.ts";
import type { Finding } from "#model/finding.ts";
import { counted } from "#model/say-figure.ts";
import type { Studio } from "#model/studio.ts";
import type { StudioRead } from "#patchbay/map.ts";
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
	/** Electrical figures known by heart only, by maker and model. */
	readonly remembered: ReadonlyMap<string, number>;
};

/** The studio and the newest session as the files are now. */
export const readChecked = async (common: Checking): Promise<Checked> => {
	const read = await studioOf(common);
	const { studio } = read;
	const session = (common.bare ? undefined : await sessionOf(common)) ?? emptySession(studio);
	const { findings } = readingsOf(studio, session);
	return { studio, session: session.id, findings, remembered: rememberedIn(read) };
};

/** How many electrical figures of each model of the studio nobody has looked up, by maker and model. */
const rememberedIn = ({ studio, figures }: StudioRead): Map<string, number> => {
	const models = [...new Set(studio.units.map(({ model }) => model))];
	const counts = models.map((model) => {
		const known = (figures.get(model) ?? []).filter((figure) => !isUnknown(figure));
		return [model, known.filter((figure) => isElectrical(figure) && isRemembered(figure)).length] as const;
	});
	return new Map(counts.filter(([, count]) => count > 0));
};

const sayRemembered = (remembered: ReadonlyMap<string, number>): string => {
	const said = [...remembered].map(([model, count]) => `${count} of ${model}`).join(", ");
	return soft(
		`Computed with electrical figures that are known by heart and not looked up: ${said}. gear show tells which.`,
	);
};

/** Reads the studio and the newest session, and says what is wrong with how it is wired, set and switched on. */
export const checkCommand = async (options: Checking): Promise<number> => {
	const { studio, session, findings, remembered } = await readChecked(options);
	if (options.json)
		printJson({
			studio: studio.studio,
			session: session || null,
			findings,
			remembered: Object.fromEntries(remembered),
		});
	else {
		const { units, bays, looms } = studio;
		const sizes = [counted(units.length, "unit"), counted(bays.length, "bay"), counted(looms.length, "loom")];
		print(bold(`${studio.studio}: ${sizes.join(", ")}`));
		print(findings.map(sayFinding).join("\n") || "Nothing is wrong.");
		if (remembered.size > 0) print(sayRemembered(remembered));
	}
	return verdictOf(findings);
};
