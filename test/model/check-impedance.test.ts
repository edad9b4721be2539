import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aDesk,
	aLoom,
	anInput,
	anOutput,
	aReceiver,
	arrivingAt,
	aSource,
	aStudio,
	aUnit,
	type BuiltUnit,
	isDeskCommand,
} from "../builders.ts";
import { codesIn, findingsIn, tellsOfEach } from "./a-fault.ts";
import { aMicrophone, joined, line, multed } from "./a-line.ts";
import { impedanceFaults } from "./faults-impedance.ts";

tellsOfEach(impedanceFaults);

const lowInput = (id: string): BuiltUnit => aReceiver(id, { impedance: "600 Ω" });
const preamp = aReceiver("sink", {
	stage: "microphone",
	impedance: "1.5 kΩ",
	nominal: "-40 dBu",
	maximum: "+20 dBu",
});
const padded = (studio: Studio): Studio => ({
	...studio,
	looms: studio.looms.map((loom) => ({ ...loom, pad: { series: 270, shunt: 150 } })),
});
const impedanceCodes = (studio: Studio): string[] =>
	codesIn({ studio }).filter((code) => code.startsWith("impedance."));

describe("an everyday room has no trouble with impedances", () => {
	test.each<[string, Studio]>([
		[
			"a plug listens in on a half-normal",
			multed({ impedance: "50 Ω" }, [aReceiver("one"), aReceiver("other")]),
		],
		["150 Ω into a transformer of 1.5 kΩ", joined(aMicrophone({ impedance: "150 Ω" }), preamp)],
		[
			"a vintage output at home",
			line(
				{ stage: "transformer", impedance: "600 Ω", termination: "600 Ω" },
				{ stage: "transformer", impedance: "600 Ω" },
			),
		],
		["behind a pad the input is not the load", padded(line({ impedance: "150 Ω" }, { impedance: "600 Ω" }))],
		["an input whose impedance nobody knows", line({ impedance: "600 Ω" }, { impedance: "unknown" })],
		[
			"two inputs of 600 Ω on an output of 50 Ω",
			multed({ impedance: "50 Ω" }, [lowInput("one"), lowInput("other")]),
		],
	])("%s", (_, studio) => {
		expect(impedanceCodes(studio)).toEqual([]);
	});

	test("two outputs that meet are not told as a heavy load as well", () => {
		const two = aStudio({
			gear: [
				aSource("source", { impedance: "600 Ω" }),
				aSource("other", { impedance: "600 Ω" }),
				aReceiver("sink", { impedance: "5 kΩ" }),
			],
			bays: [
				aBay({
					columns: 1,
					rows: 3,
					points: ["AB", "BC"].map((rows) => ({ columns: "1", rows, normalling: "parallel" })),
				}),
			],
			looms: [
				aLoom("PB1/A01 rear", "source/out"),
				aLoom("PB1/B01 rear", "other/out"),
				aLoom("PB1/C01 rear", "sink/in"),
			],
		});
		expect(codesIn({ studio: two })).toContain("wiring.two-sources");
		expect(impedanceCodes(two)).toEqual([]);
	});

	test("what a box joins inside itself is its maker's affair", () => {
		const ports = { send: anOutput({ impedance: "2 kΩ" }), return: anInput() };
		const inside = { from: "send", to: "return", normalling: "half-normal" as const };
		const studio = aStudio({ gear: [aUnit("box", { ports, paths: [], normals: [inside] })] });
		expect(arrivingAt(studio, "box/return").map(({ from }) => from.id)).toEqual(["box/send"]);
		expect(impedanceCodes(studio)).toEqual([]);
	});

	test("a load of ten times its source is never heavy, and one of five times always is", () => {
		fc.assert(
			fc.property(fc.integer({ min: 20, max: 5000 }), (ohms) => {
				const into = (load: number): string[] =>
					impedanceCodes(line({ impedance: `${ohms} Ω` }, { impedance: `${load} Ω` }));
				expect(into(10 * ohms)).toEqual([]);
				expect(into(5 * ohms)).toEqual(["impedance.heavy-load"]);
			}),
			{ numRuns: 40 },
		);
	});
});

const terminations = impedanceFaults.filter(({ code }) => code.endsWith("termination"));

describe("a termination that has a switch is cured by turning it", () => {
	test.each(terminations)("$trouble", ({ code, faulty: { studio } }) => {
		const desk = aDesk(studio);
		const cure = findingsIn({ studio }).find((found) => found.code === code)?.apply ?? [];
		expect(cure).toHaveLength(1);
		for (const command of cure) if (isDeskCommand(command)) desk.must(command);
		expect(codesIn({ studio, session: desk.session() })).toEqual([]);
	});
});
