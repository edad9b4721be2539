import { describe, expect, test } from "vitest";
import { arrivingAt } from "../builders.ts";
import { codesIn, tellsOfAll } from "./a-fault.ts";
import { aLine, stageFaults } from "./faults-stage.ts";

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

tellsOfAll(stageFaults);
