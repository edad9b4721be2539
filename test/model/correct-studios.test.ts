import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding } from "#model/finding.ts";
import { aDesk } from "../builders.ts";
import { built, drawings } from "./a-correct-studio.ts";
import { findingsIn } from "./a-fault.ts";
import { builtReal, realDrawings } from "./a-real-studio.ts";
import { planAt, tick } from "./a-situation.ts";

const said = (findings: readonly Finding[]): string[] =>
	findings.map(({ severity, code, sentence }) => `${severity} ${code}: ${sentence}`);

/** True of good rooms too: what a gear file does not know. */
const toBeKnown = (findings: readonly Finding[]): Finding[] =>
	findings.filter(({ severity, code }) => severity !== "note" || !code.startsWith("unknown."));

/** What real gear brings along: transformers of 600 Ω and microphones on old preamplifiers, told with their loss. */
const asOneLivesWithIt = new Set(["impedance.heavy-load", "impedance.microphone-loaded", "stage.unknown"]);

describe("a correct studio", () => {
	test("has nothing to tell at rest", () => {
		fc.assert(
			fc.property(drawings(), (drawing) => {
				const { studio, session } = built(drawing);
				expect(said(findingsIn({ studio, session }))).toEqual([]);
			}),
			{ numRuns: 80 },
		);
	});

	test("carries every chain that is wanted, and has nothing to tell of it before its cords are plugged nor after", () => {
		fc.assert(
			fc.property(drawings(), fc.nat(), (drawing, n) => {
				const { studio, session, chains } = built(drawing);
				const chain = chains[n % chains.length];
				if (!chain) return;
				const desk = aDesk(studio);
				for (const unit of Object.keys(session.powered))
					desk.must({ do: "power", unit, on: true, minutesAgo: 60 });
				desk.must({ do: "set chain", chain });
				expect(said(toBeKnown(findingsIn({ studio, session: desk.session() })))).toEqual([]);
				const plan = planAt({ studio }, desk, chain.id);
				expect(plan.missing).toEqual([]);
				for (const step of plan.steps) tick(desk, step);
				expect(planAt({ studio }, desk, chain.id).steps).toEqual([]);
				expect(said(toBeKnown(findingsIn({ studio, session: desk.session() })))).toEqual([]);
			}),
			{ numRuns: 60 },
		);
	});

	test("of gear from the catalogue has no stop and no warning, and no note but of what one lives with", () => {
		fc.assert(
			fc.property(realDrawings, (drawing) => {
				const findings = toBeKnown(findingsIn(builtReal(drawing)));
				const others = findings.filter(
					({ severity, code }) => severity !== "note" || !asOneLivesWithIt.has(code),
				);
				expect(said(others)).toEqual([]);
			}),
			{ numRuns: 150 },
		);
	});
});
