import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding } from "#model/finding.ts";
import { aDesk, type Desk } from "../builders.ts";
import { built, type CorrectStudio, drawings } from "./a-correct-studio.ts";
import { findingsIn } from "./a-fault.ts";
import { builtReal, realDrawings } from "./a-real-studio.ts";
import { planAt, tick } from "./a-situation.ts";

const said = (findings: readonly Finding[]): string[] =>
	findings.map(({ severity, code, sentence }) => `${severity} ${code}: ${sentence}`);

/** The box that makes mid and side has no gain in its file: that is said, and it is right that it is. */
const UNKNOWN = "unknown.gain";
const apartFrom =
	(...codes: readonly string[]) =>
	({ code }: Finding): boolean =>
		!codes.includes(code);

/** A desk in the room, everything that has valves switched on an hour ago. */
const deskIn = ({ studio, session }: CorrectStudio): Desk => {
	const desk = aDesk(studio);
	for (const unit of Object.keys(session.powered)) desk.must({ do: "power", unit, on: true, minutesAgo: 60 });
	return desk;
};

describe("a correct studio has nothing to tell", () => {
	test("at rest", () => {
		fc.assert(
			fc.property(drawings(), (drawing) => {
				const { studio, session } = built(drawing);
				expect(said(findingsIn({ studio, session }))).toEqual([]);
			}),
			{ numRuns: 40 },
		);
	});

	test("of a chain, before its cords are plugged and after each of them", () => {
		fc.assert(
			fc.property(drawings(), fc.nat(), (drawing, n) => {
				const room = built(drawing);
				const chain = room.chains[n % room.chains.length];
				fc.pre(chain !== undefined);
				if (!chain) return;
				const desk = deskIn(room);
				const quiet = (): void => {
					const findings = findingsIn({ studio: room.studio, session: desk.session() });
					expect(said(findings.filter(apartFrom(UNKNOWN)))).toEqual([]);
				};
				desk.must({ do: "set chain", chain });
				quiet();
				const { missing, steps } = planAt(room, desk, chain.id);
				expect(missing).toEqual([]);
				for (const step of steps) {
					tick(desk, step);
					quiet();
				}
				expect(planAt(room, desk, chain.id).steps).toEqual([]);
			}),
			{ numRuns: 25 },
		);
	});

	test("every kind of chain is among those that are planned", () => {
		const kinds = fc
			.sample(drawings(), { numRuns: 60, seed: 1 })
			.flatMap((drawing) => built(drawing).chains.map(({ kind }) => kind));
		expect([...new Set(kinds)].sort()).toEqual([
			"dual mono",
			"mid/side",
			"mono",
			"parallel",
			"re-amp",
			"stereo",
		]);
	});
});

/**
 * What is true of real gear however well it is soldered: 600 Ω of a vintage input take 1.4 dB from 100 Ω, an old
 * preamplifier's 1.2 kΩ load a dynamic microphone, and of a cold wire that was cut back at an output of which the
 * manual says "balanced" and no more, nobody knows what it does.
 */
const trueOfTheGear = ["impedance.heavy-load", "impedance.microphone-loaded", "stage.unknown"];

describe("a studio of the catalogue, soldered as the trade does it", () => {
	test("has nothing that stops or warns, and notes only what its gear is", () => {
		fc.assert(
			fc.property(realDrawings, (drawing) => {
				const findings = findingsIn(builtReal(drawing));
				expect(said(findings.filter(apartFrom(...trueOfTheGear)))).toEqual([]);
				expect(findings.filter(({ severity }) => severity !== "note")).toEqual([]);
			}),
			{ numRuns: 100 },
		);
	});
});
