import { expect, test } from "vitest";
import { sayLevels } from "#daemon/cli/say-levels.ts";
import { check } from "#model/check.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { allIsWell } from "../builders.ts";
import { aRealUnit, converters, entered, inChain, soldered, withMakeUp } from "../model/a-line.ts";

const said = (studio: Studio, session: Session = inChain): string[] =>
	sayLevels(studio, check({ studio, session, facts: allIsWell() }).chains[0]).split("\n");
const quiet = converters({ impedance: "50 Ω", noise: "-90 dBu" }, { noise: "-96 dBu" });

test("the levels of a chain stand hop by hop: level, loss, headroom, corner, noise, and what comes back", () => {
	const studio = soldered(withMakeUp(), quiet);
	const looms = studio.looms.map((loom) => ({ ...loom, length: 100 }));
	expect(said({ ...studio, looms }, entered({ "make-up": 6 }))).toEqual([
		"  From           To               Level     Loss      Headroom  −3 dB    Noise",
		"  Interface DA1  → Box IN         +3.9 dBu  −0.06 dB  20.1 dB   554 kHz  −90.1 dBu",
		"  Box OUT        → Interface AD1  +9.9 dBu  −0.06 dB  14.1 dB   554 kHz  −83.7 dBu",
		"  comes back with gain +5.9 dB, noise −107.7 dBFS",
	]);
});

test("a measured gain is said with its date, an unknown one leaves level and gain unknown and the noise at least", () => {
	const box = aRealUnit({ paths: [{ from: "in", to: "out" }] });
	const measured = [{ from: "in", to: "out", gain: -0.4, on: "2026-03-14" }];
	expect(said(soldered({ ...box, unit: { ...box.unit, measured } }, quiet))).toContain(
		"  Box: −0.4 dB as measured on 2026-03-14",
	);
	const unknown = said(soldered(box, quiet));
	expect(unknown).toContain("  Box: gain unknown");
	expect(unknown.at(-1)).toMatch(/^ {2}comes back with gain unknown, noise ≥ −\d+\.\d dBFS$/);
});
