import { aLoom, anInterface, aReceiver, aSource, aStudio } from "../builders.ts";
import type { NamedFault } from "./a-fault.ts";

type Output = NonNullable<Parameters<typeof aSource>[1]>;
type Input = NonNullable<Parameters<typeof aReceiver>[1]>;

export const aLine = (
	output: Output,
	input: Input = {},
	cold: "through" | "to screen" | "open" = "through",
) =>
	aStudio({
		gear: [anInterface(), aSource("source", output), aReceiver("sink", input)],
		looms: [aLoom({ into: "source/out", cold }, "sink/in")],
	});
export const stageFaults: readonly NamedFault[] = [
	{
		trouble: "a balanced output of unknown kind with its cold leg on ground",
		code: "stage.unknown",
		severity: "note",
		faulty: { studio: aLine({ stage: "unknown" }, {}, "to screen") },
		sound: { studio: aLine({ stage: "transformer" }, {}, "to screen") },
		places: ["source/out"],
		sentence: /cold leg of Source OUT is on ground.*unknown.*6\.0 dB/,
		cure: /manual.*gear file/,
	},

	{
		trouble: "a balanced input of unknown kind with one leg open",
		code: "stage.unknown",
		severity: "note",
		faulty: { studio: aLine({}, { stage: "unknown" }, "open") },
		sound: { studio: aLine({}, { stage: "electronic" }, "open") },
		places: ["sink/in"],
		sentence: /cold leg of Sink IN is open/,
		cure: /manual/,
		also: ["balance.one-leg"],
		quiet: ["balance.one-leg"],
	},
];
