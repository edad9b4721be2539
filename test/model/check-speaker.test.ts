import { describe, expect, test } from "vitest";
import type { Session } from "#model/session.ts";
import { aChain, aSession, aStudio } from "../builders.ts";
import { findingsIn, tellsOfAll } from "./a-fault.ts";
import { aHead, speakerFaults } from "./faults-speaker.ts";

tellsOfAll(speakerFaults);

describe("a valve head without a load", () => {
	const studio = aStudio({ gear: [aHead()] });
	const told = (session: Session): string[] =>
		findingsIn({ studio, session }).map(({ code, severity }) => `${severity} ${code}`);

	test("is a note while it is off and in no chain", () => {
		expect(told(aSession())).toEqual(["note valve.no-load"]);
		expect(findingsIn({ studio })[0]).toMatchObject({
			places: ["head/speaker"],
			asksEachTime: false,
			sentence: expect.stringMatching(/no loudspeaker and no load on it: switched on like that/),
		});
	});

	test("stops as soon as it is switched on, or stands in a chain", () => {
		expect(told(aSession({ powered: { head: "2024-05-06T09:00:00.000Z" } }))).toEqual(["stop valve.no-load"]);
		expect(told(aSession({ chains: [aChain(["head"])] }))).toContain("stop valve.no-load");
	});
});
