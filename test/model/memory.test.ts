import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "#model/check.ts";
import { wire } from "#model/copper/wiring.ts";
import type { Finding } from "#model/finding.ts";
import { frontOf } from "#model/front.ts";
import { tellLoop } from "#model/rules/loop.ts";
import type { Scene } from "#model/rules/rule.ts";
import { copperRules, patchRules, sceneRules } from "#model/rules/rules.ts";
import { type Session, unitsOf } from "#model/session.ts";
import { allPortIdsOf, type Studio } from "#model/studio.ts";
import { loopsThrough } from "#model/way-round.ts";
import { aChain, allIsWell, aSession, TEN } from "../builders.ts";
import { builtAs, changingRooms, moves, sessionsOf } from "./a-changing-room.ts";

const read = (studio: Studio, session: Session) => check({ studio, session, facts: allIsWell() });

const asSet = (findings: readonly Finding[]): string[] =>
	[...new Set(findings.map((finding) => JSON.stringify(finding)))].sort();

/** Every rule asked of everything, by who has never seen the studio and keeps nothing. */
const askedOfAll = (known: Studio, session: Session): readonly Finding[] => {
	const studio = structuredClone(known);
	const { cords, settings } = session;
	const netlist = wire(studio, { cords, settings, normals: "as plugged" });
	const inUse = new Set(session.chains.flatMap(unitsOf));
	const scene: Scene = { studio, front: frontOf(studio), session, netlist, inUse, now: TEN };
	const islands = netlist.islands();
	return [
		...sceneRules.flatMap((rule) => rule(scene)),
		...islands.flatMap((island) => copperRules.flatMap((rule) => rule(scene, island))),
		...islands.flatMap((island) => patchRules.flatMap((rule) => rule(scene, island))),
		...loopsThrough(studio, netlist, allPortIdsOf(studio)).flatMap((loop) => tellLoop(scene, loop)),
	];
};

describe("what is kept of a studio from one look to the next", () => {
	test("changes nothing: after any moves the same is told as to who sees the room for the first time", () => {
		fc.assert(
			fc.property(changingRooms, moves, (plan, row) => {
				const studio = builtAs(plan);
				for (const session of sessionsOf(row)) {
					const stranger = structuredClone(studio);
					expect(asSet(read(studio, session).findings)).toEqual(asSet(read(stranger, session).findings));
				}
			}),
			{ numRuns: 40 },
		);
	});

	test("leaves nothing out: every rule asked of every piece of copper says no more and no less", () => {
		fc.assert(
			fc.property(changingRooms, moves, (plan, row) => {
				const studio = builtAs(plan);
				for (const session of sessionsOf(row))
					expect(asSet(read(studio, session).findings)).toEqual(asSet(askedOfAll(studio, session)));
			}),
			{ numRuns: 40 },
		);
	});

	test("nor where a chain is planned on the way, and its patch read before it is plugged", () => {
		fc.assert(
			fc.property(changingRooms, moves, (plan, row) => {
				const studio = builtAs(plan);
				const start = aSession({ chains: [aChain(["iron", "bypassed"])] });
				for (const session of sessionsOf(row, start)) {
					const stranger = structuredClone(studio);
					expect(read(studio, session)).toEqual(read(stranger, session));
				}
			}),
			{ numRuns: 15 },
		);
	});
});
