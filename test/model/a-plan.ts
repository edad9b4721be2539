import { expect } from "vitest";
import { arrivals } from "#model/copper/link.ts";
import { wire } from "#model/copper/wiring.ts";
import { frontOf } from "#model/front.ts";
import { type Planned, planFor } from "#model/plan/plan.ts";
import type { Plan } from "#model/readings.ts";
import type { Chain, Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { aSession } from "../builders.ts";

/** A chain planned in a session in which it is the only one. */
export const planned = (studio: Studio, chain: Chain, changes: Partial<Session> = {}): Planned =>
	planFor(studio, aSession({ chains: [chain], ...changes }), frontOf(studio), chain.id);

export const planOf = (studio: Studio, chain: Chain, changes: Partial<Session> = {}): Plan =>
	planned(studio, chain, changes).plan;

export const ids = ({ steps }: Plan): string[] => steps.map(({ id }) => id);
export const lacks = ({ missing }: Plan): string[] => missing.map(({ sentence }) => sentence);

/** Every stretch of copper that is wanted plays when the plan is done, as the electrical model says. */
export const plays = (studio: Studio, { after, stretches, settings }: Planned): void => {
	const netlist = wire(studio, { cords: after, normals: "as plugged", settings });
	for (const stretch of [...stretches.values()].flat())
		expect(arrivals(netlist, stretch.to).map((hop) => hop.from.id)).toEqual([stretch.from]);
};
