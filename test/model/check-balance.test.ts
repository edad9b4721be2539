import { describe, expect, test } from "vitest";
import type { Studio } from "#model/studio.ts";
import { aLoom, aReceiver, aSource, aStudio } from "../builders.ts";
import { codesIn, tellsOfEach } from "./a-fault.ts";
import {
	aGuitar,
	aKindOf,
	anInstrumentInput,
	joined,
	line,
	metres,
	splitBy,
	stereoSplitter,
	TRS,
	TS,
	unbalancedLine,
} from "./a-line.ts";
import { balanceFaults } from "./faults-balance.ts";

tellsOfEach(balanceFaults);

/** An unbalanced output at the far end of 20 m, into a balanced input; ring and sleeve meet at one end. */
const pseudoBalanced = (tied: "at the source" | "at the input"): Studio => {
	const [source, sink] = ["source/out", "sink/in"].map((into, end) => ({
		into,
		plug: "TRS" as const,
		cold: (tied === "at the source") === (end === 0) ? ("to screen" as const) : ("through" as const),
	}));
	return aStudio({
		gear: [aSource("source", { stage: "unbalanced" }, TRS), aReceiver("sink", {}, TRS)],
		looms: [metres(20, aLoom({ ...source }, { ...sink }))],
	});
};

describe("an everyday room has no trouble with balance", () => {
	test.each<[string, Studio]>([
		["5 m of unbalanced cable in a rack", unbalancedLine({}, {}, 5)],
		["a guitar over 6 m", joined(aGuitar(), anInstrumentInput(), 6)],
		["a guitar over 10 m", joined(aGuitar({ impedance: "5 kΩ" }), anInstrumentInput(), 10)],
		["ring tied to sleeve at the source, over 20 m", pseudoBalanced("at the source")],
		["a balanced line over 100 m", line({}, {}, 100)],
		[
			"impedance-balanced into a transformer",
			line({ stage: "impedance-balanced" }, { stage: "transformer" }, 50),
		],
		["two transformers", line({ stage: "transformer" }, { stage: "transformer" }, 50)],
		[
			"a battery box over 6 m",
			joined(
				aKindOf("other", { stage: "unbalanced" }, { jacks: { out: TS }, earthed: false }),
				aReceiver("sink", { stage: "unbalanced" }, TS),
				6,
			),
		],
	])("%s", (_, studio) => {
		expect(codesIn({ studio })).toEqual([]);
	});
});

test("ring tied to sleeve at the input instead of the source is a loop over any long line", () => {
	expect(codesIn({ studio: pseudoBalanced("at the input") })).toEqual(["balance.ground-loop"]);
});

test("a box that is not on mains earth cannot make a loop, but 8 m of it are long", () => {
	const battery = aKindOf("other", { stage: "unbalanced" }, { jacks: { out: TS }, earthed: false });
	const studio = joined(battery, aReceiver("sink", { stage: "unbalanced" }, TS), 8);
	expect(codesIn({ studio })).toEqual(["balance.unbalanced-long"]);
});

test("a splitter in balanced jacks is told as a splitter, not as two broken wires", () => {
	const codes = codesIn({ studio: splitBy(stereoSplitter, TRS, "electronic") });
	expect(codes.filter((code) => !code.startsWith("connector."))).toEqual(["polarity.splitter"]);
});
