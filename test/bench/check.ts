import { execFileSync } from "node:child_process";
import { z } from "zod";
import { readYaml } from "#drivers/yaml.ts";
import type { Plugged } from "#model/cable.ts";
import { check } from "#model/check.ts";
import { frontOf } from "#model/front.ts";
import { jackAt, jacksOf } from "#model/patchbay.ts";
import { planFor } from "#model/plan/plan.ts";
import type { Session } from "#model/session.ts";
import { type Studio, StudioFile } from "#model/studio.ts";
import { aChain, allIsWell, aSession } from "../builders.ts";
import { facilityText, readFacility } from "./facility.ts";

type Row = { readonly figure: string; readonly value: string; readonly against: string };

const took = (work: () => unknown): number => {
	const begun = performance.now();
	work();
	return performance.now() - begun;
};
/** The quickest round: what disturbs only ever adds. */
const quickest = (rounds: number, work: () => unknown): number =>
	Math.min(...Array.from({ length: rounds }, () => took(work)));
const middle = (figures: readonly number[]): number =>
	figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

const facts = allIsWell();
const checked = (studio: Studio, session: Session) =>
	check({ studio, session, front: frontOf(studio), facts });

/** Everything anew: what is known of a studio is kept with the studio object, so each round gets a copy of its own. */
const fullCheck = (rounds: number, studio: Studio, session: Session): number =>
	Math.min(
		...Array.from({ length: rounds }, () => {
			const stranger = structuredClone(studio);
			return took(() => checked(stranger, session));
		}),
	);

type Opening = { readonly parsing: number; readonly checking: number };

/** A facility of so many wings is opened once, in a process that has done nothing before. */
const openOnce = (scale: number): Opening => {
	const text = facilityText(scale);
	const parsing = took(() => readYaml("studio.yaml", text, StudioFile));
	const studio = readFacility(text);
	return { parsing, checking: took(() => checked(studio, aSession())) };
};

/** What somebody waits for who starts the daemon: each time a process of its own, the quickest of a few. */
const opening = (rounds: number, scale: number): Opening => {
	const runs = Array.from({ length: rounds }, () =>
		z
			.strictObject({ parsing: z.number(), checking: z.number() })
			.parse(
				JSON.parse(execFileSync(process.execPath, [import.meta.filename, `${scale}`], { encoding: "utf8" })),
			),
	);
	return {
		parsing: Math.min(...runs.map(({ parsing }) => parsing)),
		checking: Math.min(...runs.map(({ checking }) => checking)),
	};
};

/** Outboard that plays into the next stereo unit: from the upper row of a return strip to the lower row of a send strip. */
const cordAt = (n: number, cord: string, from: string, to: string): Plugged => ({
	cord: `${cord} #${n}`,
	from: jackAt("PB15", from, n),
	to: jackAt("PB15", to, n + 2),
});
const hanging = Array.from({ length: 60 }, (_, i) => cordAt(i + 1, "TT-90-yellow", "C", "B"));

/** One cord more or less, time and again at other jacks: the median, in milliseconds. */
const oneCord = (studio: Studio, session: Session): number =>
	middle(
		Array.from({ length: 90 }, (_, i) => {
			const cord = { ...cordAt(i + 1, "TT-60-blue", "A", "F"), from: jackAt("PB16", "A", i + 1) };
			return took(() => checked(studio, { ...session, cords: [...session.cords, cord] }));
		}),
	);

const ms = (milliseconds: number): string => `${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`;

const sixInserts = ["w1-bus-4", "w1-valve-eq-1", "w1-clean-eq-2", "w1-echo-3", "w1-bus-8", "w1-valve-eq-5"];
const stereo = aChain(sixInserts, { kind: "stereo", sends: [1, 2], returns: [1, 2] });

/** A generated facility: how long everything takes that is read off its copper, against what its text takes to parse. */
export const checkBench = async (): Promise<readonly Row[]> => {
	const text = facilityText();
	const studio = readFacility(text);
	const session = aSession({ cords: hanging });
	const [one, ten] = [opening(5, 1), opening(3, 10)];
	const warm = {
		parsing: quickest(12, () => readYaml("studio.yaml", text, StudioFile)),
		checking: fullCheck(12, studio, aSession()),
		tenfold: fullCheck(3, readFacility(facilityText(10)), aSession()),
	};
	const { findings } = checked(studio, session);
	const patched = fullCheck(3, studio, session);
	const cord = oneCord(studio, session);
	const withChain = { ...session, chains: [stereo] };
	const front = frontOf(studio);
	const planning = quickest(5, () => planFor(studio, { ...withChain }, front, stereo.id));
	const plan = planFor(studio, withChain, front, stereo.id).plan;
	const jacks = studio.bays.flatMap(jacksOf).length;
	return [
		{
			figure: `full check of ${studio.units.length} units, ${studio.bays.length} bays, ${studio.looms.length} cables, ${jacks} jacks`,
			value: `${(one.checking / one.parsing).toFixed(2)} × parsing its YAML: ${ms(one.checking)}`,
			against: `goal 2 ×; parsing takes ${ms(one.parsing)}`,
		},
		{
			figure: "the same when both have run a dozen times",
			value: `${(warm.checking / warm.parsing).toFixed(2)} ×: ${ms(warm.checking)}`,
			against: `goal 2 ×; parsing takes ${ms(warm.parsing)}`,
		},
		{
			figure: "full check of a facility ten times as large",
			value: `${(ten.checking / one.checking).toFixed(1)} × the time: ${ms(ten.checking)}`,
			against: `goal 11 ×; parsing takes ${(ten.parsing / one.parsing).toFixed(1)} ×`,
		},
		{
			figure: "the same when the smaller one has run a dozen times",
			value: `${(warm.tenfold / warm.checking).toFixed(1)} × the time: ${ms(warm.tenfold)}`,
			against: "goal 11 ×",
		},
		{
			figure: `one more cord beside ${hanging.length}, checked again`,
			value: `${((100 * cord) / patched).toFixed(2)} % of the full check: ${ms(cord)}`,
			against: `goal 1 %; the full check takes ${ms(patched)}`,
		},
		{
			figure: `planning six stereo inserts (${plan.steps.length} steps, ${plan.missing.length} things missing)`,
			value: ms(planning),
			against: "goal 50 ms",
		},
		{
			figure: "findings in the generated facility, which is correct",
			value: String(findings.length),
			against: "goal 0",
		},
	];
};

const show = async (): Promise<void> => {
	for (const { figure, value, against } of await checkBench())
		console.log(`${figure}: ${value}  (${against})`);
};

if (import.meta.main) {
	const [scale] = process.argv.slice(2);
	if (scale === undefined) await show();
	else console.log(JSON.stringify(openOnce(Number(scale))));
}
