import { readChain } from "./chain-reading.ts";
import type { Finding } from "./finding.ts";
import { type Front, frontOf, sayJack } from "./front.ts";
import { hopsOf } from "./link.ts";
import { pointsOf, sayPlug } from "./patchbay.ts";
import { planFor } from "./plan.ts";
import { type Facts, preflight } from "./preflight.ts";
import type { ChainReading, JackReading, Readings } from "./readings.ts";
import type { Scene } from "./rule.ts";
import { balanceRules } from "./rules-balance.ts";
import { chainRules, levelRules } from "./rules-level.ts";
import { minutesToWarm, safetyRules } from "./rules-safety.ts";
import { wiringRules } from "./rules-wiring.ts";
import type { Session } from "./session.ts";
import type { Studio } from "./studio.ts";
import { wire } from "./wiring.ts";

const rules = [...wiringRules, ...balanceRules, ...levelRules, ...safetyRules];
const rank = { stop: 0, warn: 1, note: 2 };

const sceneOf = (
	studio: Studio,
	session: Session,
	front: Front,
	cords: Session["cords"],
	now: number,
): Scene => {
	const netlist = wire(studio, { cords, normals: "as plugged" });
	const inUse = new Set(session.chains.flatMap(({ inserts }) => inserts));
	return { studio, session, front, netlist, hops: hopsOf(studio, netlist), inUse, now };
};

/** The same trouble once, the worst first. */
const sorted = (findings: readonly Finding[]): Finding[] =>
	[...new Map(findings.map((finding) => [finding.id, finding])).values()].sort(
		(a, b) => rank[a.severity] - rank[b.severity],
	);

type ChainChecked = {
	readonly reading: Omit<ChainReading, "preflight">;
	readonly findings: readonly Finding[];
};

/** A chain is read as it will be when its plan is done, so that trouble is told before anybody plugs. */
const checkChain = (
	now: Scene,
	known: readonly Finding[],
	chain: Session["chains"][number],
): ChainChecked => {
	const { studio, session, front } = now;
	const { plan, after, wanted } = planFor(studio, session, front, chain.id);
	const scene = plan.steps.length === 0 ? now : sceneOf(studio, session, front, [...after], now.now);
	const connected = ({ from, to }: { from: string; to: string }): boolean =>
		now.hops.some((hop) => hop.from.id === from && hop.to.id === to);
	const reading = {
		...readChain(chain, wanted, { studio, session, netlist: scene.netlist, connected }),
		plan,
	};
	const ofChain = chainRules.flatMap((rule) => rule(scene, reading));
	const there = new Set(known.map(({ id }) => id));
	const ofCopper =
		scene === now ? [] : rules.flatMap((rule) => rule(scene)).filter(({ id }) => !there.has(id));
	return { reading, findings: [...ofChain, ...ofCopper.map((found) => ({ ...found, chain: chain.id }))] };
};

const jackReadings = ({ studio, session, front }: Scene): JackReading[] => {
	const cordAt = new Map(
		session.cords.flatMap(({ cord, from, to }) => [[from, cord] as const, [to, cord] as const]),
	);
	return studio.bays.flatMap(pointsOf).flatMap(({ upper, lower, normalling }) =>
		(
			[
				[upper, "upper"],
				[lower, "lower"],
			] as const
		).map(([jack, row]) => ({
			jack,
			name: sayJack(studio, front, jack).split(" ").slice(2).join(" "),
			plugged: cordAt.get(jack) ?? null,
			hint: sayPlug(normalling, row),
		})),
	);
};

export type Checking = {
	readonly studio: Studio;
	readonly session: Session;
	/** What is behind the jacks; it changes only when the studio does. */
	readonly front?: Front;
	readonly facts: Facts;
	readonly undo?: string | null;
};

/** Everything that is read off the netlist: findings, levels, plans, preflight. Pure; a few milliseconds for one studio. */
export const check = ({
	studio,
	session,
	front = frontOf(studio),
	facts,
	undo = null,
}: Checking): Readings => {
	const scene = sceneOf(studio, session, front, session.cords, facts.now);
	const present = rules.flatMap((rule) => rule(scene));
	const chains = session.chains.map((chain) => checkChain(scene, present, chain));
	const findings = sorted([...present, ...chains.flatMap((chain) => chain.findings)]);
	return {
		findings,
		chains: chains.map(({ reading }) => ({
			...reading,
			preflight: preflight({ scene, reading, findings, facts }),
		})),
		jacks: jackReadings(scene),
		warmUp: studio.units.flatMap(({ id }) => {
			const minutes = minutesToWarm(scene, id);
			return minutes === undefined ? [] : [{ unit: id, minutes }];
		}),
		undo,
	};
};
