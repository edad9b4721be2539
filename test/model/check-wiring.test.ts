import { expect, test } from "vitest";
import { check } from "#model/check.ts";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aDesk,
	aLoom,
	allIsWell,
	aReceiver,
	aSource,
	aStudio,
	type BuiltUnit,
	isDeskCommand,
	someCords,
} from "../builders.ts";
import { codesIn, tellsOf, tellsOfAll } from "./a-fault.ts";
import { wiringFaults } from "./faults-wiring.ts";

tellsOfAll(wiringFaults);

type Far = Parameters<typeof aLoom>[1];

/** A source and a sink with one cable between them. */
const cable = (to: Far, gear: readonly BuiltUnit[] = [aSource("source"), aReceiver("sink")]): Studio =>
	aStudio({ gear, looms: [aLoom("source/out", to, "L1")] });

const unbalancedSink = aReceiver("sink", { stage: "unbalanced", impedance: "47 kΩ" }, { connector: "RCA" });
const intoRca = (
	stage: "ground-referenced" | "cross-coupled" | "transformer",
	cold: "open" | "to screen",
): Studio => cable({ into: "sink/in", plug: "RCA", cold }, [aSource("source", { stage }), unbalancedSink]);

tellsOf("a ground-referenced output whose cold leg is tied to the sleeve", {
	code: "balance.cold-shorted",
	severity: "warn",
	faulty: { studio: intoRca("ground-referenced", "to screen") },
	sound: { studio: intoRca("transformer", "to screen") },
	places: ["source/out"],
	numbers: { "loss dB": 6.021 },
	sentence: /cold leg of Source OUT is on ground.*falls by 6\.0 dB/,
	cure: /Leave the cold wire open/,
});

tellsOf("a cross-coupled output whose cold leg is tied to the sleeve", {
	code: "balance.servo-grounded",
	severity: "warn",
	faulty: { studio: intoRca("cross-coupled", "to screen") },
	sound: { studio: intoRca("transformer", "to screen") },
	places: ["source/out"],
	numbers: { "headroom lost dB": 6.021 },
	sentence: /the level stays.*may oscillate/,
	cure: /at the output itself/,
});

tellsOf("a transformer output whose cold wire is open at an unbalanced input", {
	code: "balance.no-return",
	severity: "stop",
	faulty: { studio: intoRca("transformer", "open") },
	sound: { studio: intoRca("transformer", "to screen") },
	places: ["source/out"],
	sentence: /Only one end of the transformer winding at Source OUT/,
	cure: /Tie the cold wire to the screen/,
});

tellsOf("a cable with a broken cold wire", {
	code: "balance.one-leg",
	severity: "warn",
	faulty: { studio: cable({ into: "sink/in", cold: "open" }) },
	sound: { studio: cable("sink/in") },
	places: ["source/out", "sink/in"],
	numbers: { "loss dB": 6.064 },
	sentence: /Only hot of Source OUT reaches Sink IN: 6\.1 dB down/,
	cure: /mend it/,
});

const fromTs = [aSource("source", { stage: "unbalanced" }, { connector: "TS" }), aReceiver("sink")];
const unbalancedCable = (cold: "open" | "to screen"): Studio =>
	aStudio({ gear: fromTs, looms: [aLoom({ into: "source/out", cold }, "sink/in", "L1")] });

tellsOf("an unbalanced output into a balanced input whose ring is open", {
	code: "balance.one-leg",
	severity: "warn",
	faulty: { studio: unbalancedCable("open") },
	sound: { studio: unbalancedCable("to screen") },
	places: ["source/out", "sink/in"],
	numbers: { "loss dB": 0.086 },
	sentence: /the other leg of Sink IN hangs in the air/,
	cure: /to the screen at the unbalanced end/,
});

tellsOf("hot and cold swapped in a cable", {
	code: "polarity.inverted",
	severity: "warn",
	faulty: { studio: cable({ into: "sink/in", inverted: true }) },
	sound: { studio: cable("sink/in") },
	places: ["source/out", "sink/in"],
	sentence: /Source OUT arrives inverted at Sink IN/,
	cure: /Swap hot and cold/,
});

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
