import { expect, test } from "vitest";
import { check } from "#model/check.ts";
import {
	aBay,
	aDesk,
	aLoom,
	allIsWell,
	aReceiver,
	aSource,
	aStudio,
	isDeskCommand,
	someCords,
} from "../builders.ts";
import { codesIn, tellsOfAll } from "./a-fault.ts";
import { wiringFaults } from "./faults-wiring.ts";

tellsOfAll(wiringFaults);

/** Two sources on row A, two sinks on row B, half-normalled. */
const twoColumns = aStudio({
	gear: [aSource("one"), aSource("two"), aReceiver("first"), aReceiver("second")],
	bays: [aBay()],
	looms: [
		aLoom("PB1/A01 rear", "one/out"),
		aLoom("PB1/A02 rear", "two/out"),
		aLoom("PB1/B01 rear", "first/in"),
		aLoom("PB1/B02 rear", "second/in"),
	],
	store: [someCords()],
});

test("a cord from source to source makes both drive both inputs, 6 dB down, and unplugging it is the cure", () => {
	const desk = aDesk(twoColumns);
	desk.must({ do: "plug", from: "PB1/A01", to: "PB1/A02", cord: "TT #1" });
	const { findings } = check({ studio: twoColumns, session: desk.session(), facts: allIsWell() });
	expect(findings.map(({ code, places }) => [code, ...places])).toEqual([
		["wiring.two-sources", "first/in", "one/out", "two/out"],
		["wiring.two-sources", "second/in", "one/out", "two/out"],
	]);
	expect(findings[0].numbers["level of the strongest dB"]).toBeCloseTo(-6.06, 1);
	const [cure] = findings[0].apply ?? [];
	expect(cure).toEqual({ do: "unplug", cord: "TT #1" });
	if (isDeskCommand(cure)) desk.must(cure);
	expect(codesIn({ studio: twoColumns, session: desk.session() })).toEqual([]);
});
