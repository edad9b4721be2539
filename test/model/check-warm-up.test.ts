import { describe, expect, test } from "vitest";
import { check } from "#model/check.ts";
import { aChain, allIsWell, TEN } from "../builders.ts";
import { cured } from "./a-cure.ts";
import { codesIn, tellsOfAll } from "./a-fault.ts";
import { MINUTES, switchedOn, valveRoom, warmUpFaults } from "./faults-warm-up.ts";

tellsOfAll(warmUpFaults);

describe("warm-up", () => {
	test("a unit that stands in no chain need not be warm", () => {
		expect(codesIn({ studio: valveRoom })).toEqual([]);
	});

	test("switching it on as offered starts its clock", () => {
		const room = cured(valveRoom, [{ do: "set chain", chain: aChain(["box"]) }], "warm-up.off");
		expect(codesIn(room)).toEqual(["warm-up.cold"]);
		expect(codesIn({ ...room, now: TEN + 20 * MINUTES })).toEqual([]);
	});

	test("the readings count the minutes of every unit that must warm up", () => {
		const { warmUp } = check({ studio: valveRoom, session: switchedOn(5), facts: allIsWell() });
		expect(warmUp).toEqual([{ unit: "box", minutes: 15 }]);
	});
});
