import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { built, drawings } from "./a-correct-studio.ts";
import { findingsIn } from "./a-fault.ts";
import { type SingleFault, strayPlaces } from "./a-single-fault.ts";
import { soldering, unbalancing } from "./single-faults-behind.ts";
import { clocks, levels, plugging, speakers } from "./single-faults-in-front.ts";

const RUNS = 8;

const tells = ({ needs, make }: SingleFault): void =>
	fc.assert(
		fc.property(drawings(needs), fc.nat(1000), (drawing, pick) => {
			const room = built(drawing);
			const spoilt = make(room, pick);
			const findings = findingsIn(spoilt);
			const found = findings.map(({ code, places }) => `${code} at ${places.join(", ")}`);
			const right = findings.filter(
				({ code, places }) =>
					spoilt.codes.includes(code) && spoilt.places.every((place) => places.includes(place)),
			);
			if (spoilt.codes.length === 0) expect(found).toEqual([]);
			else expect(right, found.join("\n")).not.toEqual([]);
			expect(strayPlaces(room, spoilt, findings)).toEqual([]);
			expect(findingsIn({ ...room, studio: { ...room.studio } })).toEqual([]);
		}),
		{ numRuns: RUNS },
	);

const kinds = { soldering, unbalancing, levels, speakers, plugging, clocks };

describe.each(Object.entries(kinds))("one fault of %s is told where it is, and nothing else", (_, faults) => {
	test.each(Object.entries(faults))("%s", (_, fault) => tells(fault));
});
