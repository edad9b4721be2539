import { describe, expect, test } from "vitest";
import type { Studio } from "#model/studio.ts";
import {
	aChain,
	aLoom,
	anInput,
	anOutput,
	aReceiver,
	aSession,
	aSource,
	aStudio,
	aUnit,
} from "../builders.ts";
import { codesIn, tellsOfEach } from "./a-fault.ts";
import {
	aGuitar,
	aKindOf,
	aMicrophone,
	anInstrumentInput,
	entered,
	joined,
	line,
	soldered,
	TS,
	unbalancedLine,
	withMakeUp,
} from "./a-line.ts";
import { levelFaults } from "./faults-level.ts";

tellsOfEach(levelFaults);

const preamp = aReceiver("sink", {
	stage: "microphone",
	impedance: "1.5 kΩ",
	nominal: "-40 dBu",
	maximum: "+10 dBu",
});

const humbucker = {
	inductance: "4.5 H",
	resistance: "8 kΩ",
	capacitance: "120 pF",
	pots: "250 kΩ",
} as const;

describe("an everyday room has no trouble with levels", () => {
	test.each<[string, Studio]>([
		["+4 dBu into gear of 0 dBu", line({}, { nominal: "0 dBu" })],
		["−10 dBV into −10 dBV", unbalancedLine({ nominal: "-10 dBV" }, { nominal: "-10 dBV" })],
		["50 Ω over 100 m of stage box", line({ impedance: "50 Ω" }, {}, 100)],
		["a microphone over 50 m", joined(aMicrophone(), preamp, 50)],
		["a guitar over 6 m, and only its impedance is known", joined(aGuitar(), anInstrumentInput(), 6)],
		["a humbucker over 6 m", joined(aGuitar({ coil: humbucker }), anInstrumentInput(), 6)],
		[
			"a re-amp box over 6 m",
			joined(
				aKindOf(
					"re-amp box",
					{ stage: "unbalanced", impedance: "10 kΩ", nominal: "-20 dBu" },
					{ jacks: { out: TS } },
				),
				anInstrumentInput(),
				6,
			),
		],
		[
			"a synthesiser in a DI box",
			joined(
				aKindOf(
					"instrument",
					{ stage: "unbalanced", impedance: "1 kΩ", nominal: "-10 dBV" },
					{ jacks: { out: TS } },
				),
				anInstrumentInput({ nominal: "-20 dBu", maximum: "+10 dBu" }),
			),
		],
		["a valve output behind 1 µF into 100 kΩ", unbalancedLine({ coupling: "1 µF" }, { impedance: "100 kΩ" })],
		["a source of which nothing is known", line({ impedance: "unknown", nominal: "unknown" }, {}, 100)],
	])("%s", (_, studio) => {
		expect(codesIn({ studio })).toEqual([]);
	});
});

describe("one trouble is told once", () => {
	test("a chain with little headroom is not told again as a unit that clips first", () => {
		const studio = soldered(withMakeUp());
		expect(codesIn({ studio, session: entered({ "make-up": 17 }) })).toEqual(["level.low-headroom"]);
	});

	test("a guitar in a line input is not told again as too low, dull, or loaded", () => {
		const lineIn = aReceiver("sink", { stage: "unbalanced" }, TS);
		expect(codesIn({ studio: joined(aGuitar({ coil: humbucker }), lineIn, 6) })).toEqual([
			"level.instrument-into-line",
		]);
	});

	test("a valve amplifier that clips before the converter does what it is there for", () => {
		const speaker = { stage: "speaker", impedance: "4 Ω", maximum: "+6 dBu", termination: "8 Ω" } as const;
		const clipping = (needsLoad: boolean): string[] => {
			const box = aUnit("box", {
				ports: { in: anInput(), out: anOutput({ ...speaker, needsLoad }) },
				paths: [{ from: "in", to: "out", gain: [0] }],
			});
			const load = aUnit("load", {
				ports: { in: anInput({ stage: "speaker load", impedance: "8 Ω" }), out: anOutput() },
				paths: [{ from: "in", to: "out", gain: [0] }],
			});
			const studio = aStudio({
				gear: [box, load],
				looms: [
					aLoom("interface/da1", "box/in"),
					aLoom("box/out", "load/in"),
					aLoom("load/out", "interface/ad1"),
				],
			});
			return codesIn({ studio, session: aSession({ chains: [aChain(["box", "load"])] }) });
		};
		expect(clipping(false)).toContain("level.low-headroom");
		expect(clipping(true)).not.toContain("level.low-headroom");
		expect(clipping(true)).not.toContain("level.unit-clips-first");
	});

	test("a speaker output is nobody's line", () => {
		const studio = aStudio({
			gear: [aSource("source", { stage: "speaker", nominal: "+30 dBu" }, TS), preamp],
		});
		expect(codesIn({ studio })).toEqual([]);
	});
});
