import { expect, test } from "vitest";
import { aStudio } from "../builders.ts";
import { codesIn, tellsOfAll } from "./a-fault.ts";
import { aHead, speakerFaults } from "./faults-speaker.ts";

tellsOfAll(speakerFaults);

test("a valve head that is off and in no chain may stand without a load", () => {
	expect(codesIn({ studio: aStudio({ gear: [aHead()] }) })).toEqual([]);
});
