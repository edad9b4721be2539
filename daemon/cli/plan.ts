import type { ChainReading } from "#model/readings.ts";
import { sayFinding } from "./check.ts";
import { sayLevels } from "./say-levels.ts";
import { type Common, chainOf, emptySession, type Lines, readingsOf, sessionOf, studioOf } from "./studio.ts";
import { bold, exits, print, printJson, soft } from "./terminal.ts";

const sayPlan = ({ plan }: ChainReading): string => {
	const steps = plan.steps.map(
		({ sentence, why }, i) => `${String(i + 1).padStart(3)}. ${sentence} ${soft(why)}`,
	);
	const normals = plan.normals.map(({ sentence }) => `     ${soft(sentence)}`);
	const missing = plan.missing.map(({ sentence, cure }) => `  !  ${sentence} ${soft(cure)}`);
	return [...(steps.length > 0 ? steps : ["     Nothing to plug."]), ...normals, ...missing].join("\n");
};

/** From what is plugged in the newest session (or nothing) to a chain: steps, levels, findings. */
export const planCommand = async (
	through: string,
	options: Common & Lines & { readonly bare?: boolean },
): Promise<number> => {
	const { studio } = await studioOf(options);
	const session = (options.bare ? undefined : await sessionOf(options)) ?? emptySession(studio);
	const chain = chainOf(studio, through, options);
	const { chains, findings } = readingsOf(studio, { ...session, closed: null, chains: [chain] });
	const [reading] = chains;
	if (!reading) return exits.trouble;
	const concerning = findings.filter(
		(found) =>
			found.chain === chain.id ||
			found.asksEachTime ||
			found.places.some((place) => chain.inserts.includes(place)),
	);
	if (options.json)
		printJson({
			plan: reading.plan,
			hops: reading.hops,
			gain: reading.gain,
			noise: reading.noise,
			findings: concerning,
		});
	else {
		print(bold("Steps"));
		print(sayPlan(reading));
		print(bold("\nLevels"));
		print(sayLevels(studio, reading));
		if (concerning.length > 0) print(`\n${concerning.map(sayFinding).join("\n")}`);
	}
	const stops = reading.plan.missing.length > 0 || concerning.some(({ severity }) => severity === "stop");
	return stops ? exits.trouble : exits.fine;
};
