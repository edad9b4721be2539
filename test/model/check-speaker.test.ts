import { expect, test } from "vitest";
import { aStudio } from "../builders.ts";
import { codesIn, tellsOf } from "./a-fault.ts";
import { aHead, speakerTroubles } from "./faults-speaker.ts";

for (const [trouble, fault] of Object.entries(speakerTroubles)) tellsOf(trouble, fault);

test("a valve head that is off and in no chain may stand without a load", () => {
	expect(codesIn({ studio: aStudio({ gear: [aHead()] }) })).toEqual([]);
});
