import { frontOf } from "#model/front.ts";
import { planAll } from "#model/plan/plan.ts";
import type { Plan } from "#model/readings.ts";
import { unitsOf } from "#model/session.ts";
import { type ChainWish, chainOf } from "./chain-wish.ts";
import { sayFinding } from "./check.ts";
import { sayLevels } from "./say-levels.ts";
import { type Common, emptySession, readingsOf, sessionOf, studioOf } from "./studio.ts";
import { badInput, bold, exits, print, printJson, soft } from "./terminal.ts";

/** A plan as a list to work down: what to do, under it why, and at the end what is there already and what is not. */
export const sayPlan = ({ steps, offers, normals, routed, missing, shared }: Plan): string => {
	const numbered = steps.flatMap(({ sentence, why }, i) => [
		`${String(i + 1).padStart(3)}. ${sentence}`,
		`     ${soft(why)}`,
	]);
	return [
		...(steps.length > 0 || missing.length > 0 ? numbered : ["     Nothing to do."]),
		...offers.map(({ sentence, why }) => `     Then, if you like: ${sentence} ${soft(why)}`),
		...[...normals, ...routed].map(({ sentence }) => `     ${soft(sentence)}`),
		...shared.map(({ sentence }) => `  !  ${sentence}`),
		...missing.map(({ sentence, cure }) => `  !  ${sentence} ${soft(cure)}`),
	].join("\n");
};

type Options = Common & { readonly bare?: boolean };

/** From what is plugged in the newest session (or nothing) to a chain: steps, levels, findings. */
export const planCommand = async (through: string, options: Options & ChainWish): Promise<number> => {
	const { studio } = await studioOf(options);
	const session = (options.bare ? undefined : await sessionOf(options)) ?? emptySession(studio);
	const chain = chainOf(studio, through, options);
	const { chains, findings } = readingsOf(studio, { ...session, closed: null, chains: [chain] });
	const [reading] = chains;
	if (!reading) return exits.trouble;
	const units = unitsOf(chain);
	const concerning = findings.filter(
		(found) =>
			found.chain === chain.id || found.asksEachTime || found.places.some((place) => units.includes(place)),
	);
	if (options.json)
		printJson({
			chain,
			plan: reading.plan,
			hops: reading.hops,
			gain: reading.gain,
			noise: reading.noise,
			findings: concerning,
		});
	else {
		print(bold("Steps"));
		print(sayPlan(reading.plan));
		print(bold("\nLevels"));
		print(sayLevels(studio, reading));
		if (concerning.length > 0) print(`\n${concerning.map(sayFinding).join("\n")}`);
	}
	const stops = reading.plan.missing.length > 0 || concerning.some(({ severity }) => severity === "stop");
	return stops ? exits.trouble : exits.fine;
};

/** From what is plugged to all chains of the newest session together. */
export const planAllCommand = async (options: Options): Promise<number> => {
	const { studio } = await studioOf(options);
	const session = await sessionOf(options);
	if (!session || session.chains.length === 0)
		throw badInput("The newest session has no chains.", "Make one in the panel, or name its units here.");
	const cords = options.bare ? [] : session.cords;
	const { plan } = planAll(studio, { ...session, cords }, frontOf(studio));
	if (options.json) printJson({ chains: session.chains.map(({ id }) => id), plan });
	else {
		print(bold(`Steps for ${session.chains.map(({ name }) => name).join(", ")}`));
		print(sayPlan(plan));
	}
	return plan.missing.length > 0 ? exits.trouble : exits.fine;
};
