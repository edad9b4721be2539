import { describe, expect, test } from "vitest";
import { aLoom, aSession, aStudio } from "../builders.ts";
import { cured } from "./a-cure.ts";
import { codesIn, tellsOfAll } from "./a-fault.ts";
import { aMicrophone, aPreamp, micBay, phantomFaults, phantomOf, withSynth } from "./faults-phantom.ts";

tellsOfAll(phantomFaults);

const on = aSession({ settings: phantomOf({ pre: "On" }) });

describe("phantom", () => {
	test("a microphone that is wired straight to its preamp may have its 48 V", () => {
		const studio = aStudio({ gear: [aPreamp(), aMicrophone()], looms: [aLoom("mic/out", "pre/mic")] });
		expect(codesIn({ studio, session: on })).toEqual([]);
	});

	test("a point of XLRs may have 48 V on it: no plug of theirs shorts on its way in", () => {
		const bays = micBay.bays.map((bay) => ({ ...bay, connector: "XLR-3" as const }));
		expect(codesIn({ studio: { ...micBay, bays }, session: on })).toEqual([]);
	});

	test.each([
		["phantom.on-patch-point", micBay],
		["phantom.into-output", withSynth],
	])("%s goes away when its cure is carried out", (code, studio) => {
		const room = cured(studio, [{ do: "turn", unit: "pre", control: "phantom", setting: "On" }], code);
		expect(codesIn(room)).toEqual([]);
		expect(room.session?.settings.pre?.phantom?.setting).toBe("Off");
	});
});
