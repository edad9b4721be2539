import { describe, expect, test } from "vitest";
import { check } from "#model/check.ts";
import type { Studio } from "#model/studio.ts";
import { aLoom, allIsWell, aReceiver, aSource, aStudio } from "../builders.ts";
import { codesIn, tellsOfEach } from "./a-fault.ts";
import { inChain } from "./a-line.ts";
import { flipping, polarityFaults } from "./faults-polarity.ts";

tellsOfEach(polarityFaults);

const XLR = { connector: "XLR-3" } as const;
const pin3Hot = { ...XLR, pinout: "pin 3 hot" } as const;
const cable = (ends: readonly [boolean, boolean], jacks = [XLR, XLR]): Studio =>
	aStudio({
		gear: [aSource("source", {}, jacks[0]), aReceiver("sink", {}, jacks[1])],
		looms: [aLoom({ into: "source/out", inverted: ends[0] }, { into: "sink/in", inverted: ends[1] }, "L1")],
	});

describe("what is turned over twice is upright", () => {
	test("in one cable", () => {
		expect(codesIn({ studio: cable([true, true]) })).toEqual([]);
	});

	test("by two sockets with pin 3 hot", () => {
		expect(codesIn({ studio: cable([false, false], [pin3Hot, pin3Hot]) })).toEqual([]);
	});

	test("by a swapped cable and a polarity switch", () => {
		const studio = aStudio({
			gear: [flipping],
			looms: [aLoom("interface/da1", { into: "box/in", inverted: true }), aLoom("box/out", "interface/ad1")],
		});
		const { findings, chains } = check({ studio, session: inChain, facts: allIsWell() });
		expect(chains[0].inverted).toBe(false);
		expect(findings.map(({ code }) => code)).toEqual(["polarity.inverted"]);
	});
});

test("two sockets with pin 3 hot and a swapped cable: the cable is to blame", () => {
	expect(codesIn({ studio: cable([true, false], [pin3Hot, pin3Hot]) })).toEqual(["polarity.inverted"]);
});
