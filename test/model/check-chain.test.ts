import { expect, test } from "vitest";
import { check } from "#model/check.ts";
import type { Studio } from "#model/studio.ts";
import { aLoom, allIsWell, anInput, anOutput, aStudio, aUnit } from "../builders.ts";
import { inChain } from "./a-line.ts";

const wrongly = (cold: "open" | "through"): Studio =>
	aStudio({
		gear: [
			aUnit("box", {
				ports: { in: anInput({ stage: "transformer" }), out: anOutput({ stage: "transformer" }) },
				paths: [{ from: "in", to: "out", gain: [0] }],
			}),
		],
		looms: [
			aLoom("interface/da1", "box/in"),
			aLoom("box/out", { into: "interface/ad1", plug: "XLR-3", cold }),
		],
	});

test("a chain whose cable does not carry is told as no signal only when nothing arrives at all", () => {
	const { findings } = check({ studio: wrongly("open"), session: inChain, facts: allIsWell() });
	expect(findings.map(({ code }) => code).sort()).toEqual(["balance.no-return", "wiring.no-signal"]);
	expect(check({ studio: wrongly("through"), session: inChain, facts: allIsWell() }).findings).toEqual([]);
});
