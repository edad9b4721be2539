import { describe, expect, test } from "vitest";
import { aLoom, anInterface, aReceiver, arrivingAt, aSource, aStudio } from "../builders.ts";
import { codesIn, tellsOf } from "./a-fault.ts";

type Output = NonNullable<Parameters<typeof aSource>[1]>;
type Input = NonNullable<Parameters<typeof aReceiver>[1]>;

const aLine = (output: Output, input: Input = {}, cold: "through" | "to screen" | "open" = "through") =>
	aStudio({
		gear: [anInterface(), aSource("source", output), aReceiver("sink", input)],
		looms: [aLoom({ into: "source/out", cold }, "sink/in")],
	});
const gain = (studio: ReturnType<typeof aLine>): number => arrivingAt(studio).at(0)?.gain ?? -200;

describe("a socket of which the manual says balanced and no more", () => {
	test.each(["electronic", "transformer"] as const)(
		"loses on a whole line what every other does: %s",
		(stage) => {
			const known = aLine({ impedance: "600 Ω" }, { stage });
			expect(gain(aLine({ impedance: "600 Ω", stage: "unknown" }, { stage }))).toBeCloseTo(gain(known), 2);
			expect(codesIn({ studio: aLine({ stage: "unknown" }, { stage: "unknown" }) })).toEqual([]);
		},
	);

	test("is reckoned as a pair where a leg is on ground", () => {
		expect(gain(aLine({ stage: "unknown" }, {}, "to screen"))).toBeCloseTo(
			gain(aLine({ stage: "ground-referenced" }, {}, "to screen")),
			6,
		);
	});
});

tellsOf("a balanced output of unknown kind with its cold leg on ground", {
	code: "stage.unknown",
	severity: "note",
	faulty: { studio: aLine({ stage: "unknown" }, {}, "to screen") },
	sound: { studio: aLine({ stage: "transformer" }, {}, "to screen") },
	places: ["source/out"],
	sentence: /cold leg of Source OUT is on ground.*unknown.*6\.0 dB/,
	cure: /manual.*gear file/,
});

tellsOf("a balanced input of unknown kind with one leg open", {
	code: "stage.unknown",
	severity: "note",
	faulty: { studio: aLine({}, { stage: "unknown" }, "open") },
	sound: { studio: aLine({}, { stage: "electronic" }, "open") },
	places: ["sink/in"],
	sentence: /cold leg of Sink IN is open/,
	cure: /manual/,
	also: ["balance.one-leg"],
	quiet: ["balance.one-leg"],
});
