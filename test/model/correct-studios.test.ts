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

describe("a correct studio", () => {
	test("has nothing to tell at rest", () => {
		fc.assert(
			fc.property(drawings(), (drawing) => {
				const { studio, session } = built(drawing);
				expect(said(findingsIn({ studio, session }))).toEqual([]);
			}),
			{ numRuns: 60 },
		);
	});

	test("has nothing to tell of a chain, before its cords are plugged and after", () => {
		const all = new Map<string, number>();
		fc.assert(
			fc.property(drawings(), fc.nat(), (drawing, n) => {
				const { studio, session, chains } = built(drawing);
				const chain = chains[n % chains.length];
				if (!chain) return;
				const desk = aDesk(studio);
				for (const unit of Object.keys(session.powered))
					desk.must({ do: "power", unit, on: true, minutesAgo: 60 });
				desk.must({ do: "set chain", chain });
				for (const f of findingsIn({ studio, session: desk.session() }))
					all.set(`b ${f.severity} ${f.code}`, (all.get(`b ${f.severity} ${f.code}`) ?? 0) + 1),
						all.set(f.sentence, 1);
				const plan = planAt({ studio }, desk, chain.id);
				expect(plan.missing).toEqual([]);
				for (const step of plan.steps) tick(desk, step);
				for (const f of findingsIn({ studio, session: desk.session() }))
					all.set(`a ${f.severity} ${f.code}`, (all.get(`a ${f.severity} ${f.code}`) ?? 0) + 1);
			}),
			{ numRuns: 60 },
		);
		process.stdout.write([...all].join("\n"));
	});

	test("of the catalogue", () => {
		const all = new Map<string, string>();
		fc.assert(
			fc.property(realDrawings, (drawing) => {
				const { studio, session } = builtReal(drawing);
				for (const f of findingsIn({ studio, session })) {
					const at = f.places.map(
						(p) => studio.units.find(({ id }) => id === p.split("/")[0])?.model + "/" + p.split("/")[1],
					);
					const k = `${f.severity} ${f.code} ${at.join(" ")}`;
					if (!all.has(k)) all.set(k, f.sentence);
				}
			}),
			{ numRuns: 300 },
		);
		process.stdout.write([...all].sort().join("\n"));
	});
});
