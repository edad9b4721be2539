import { expect, test } from "vitest";
import type { Plugged } from "#model/cable.ts";
import { check } from "#model/check.ts";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aDesk,
	aLoom,
	allIsWell,
	anInput,
	anOutput,
	aReceiver,
	aSession,
	aSource,
	aStudio,
	aUnit,
	type BuiltUnit,
	isDeskCommand,
	someCords,
} from "../builders.ts";
import { codesIn, tellsOf } from "./a-fault.ts";

type Far = Parameters<typeof aLoom>[1];

/** A source and a sink with one cable between them. */
const cable = (to: Far, gear: readonly BuiltUnit[] = [aSource("source"), aReceiver("sink")]): Studio =>
	aStudio({ gear, looms: [aLoom("source/out", to, "L1")] });

const TRS = { connector: "TRS" as const };
const onTrs = (output: Parameters<typeof aSource>[1] = {}): BuiltUnit[] => [
	aSource("source", output, TRS),
	aReceiver("sink", {}, TRS),
];

tellsOf("a TRS plug at an XLR socket", {
	code: "connector.does-not-fit",
	severity: "stop",
	faulty: { studio: cable({ into: "sink/in", plug: "TRS" }) },
	sound: { studio: cable("sink/in") },
	places: ["L1", "sink/in"],
	sentence: /The TRS plug of L1 does not go into Sink IN, which is XLR-3/,
	cure: /ends in XLR-3/,
});

tellsOf("a TS plug in a balanced jack, the source's cold leg in the air", {
	code: "connector.ts-in-balanced",
	severity: "warn",
	faulty: { studio: cable({ into: "sink/in", plug: "TS" }, onTrs()) },
	sound: { studio: cable("sink/in", onTrs()) },
	places: ["L1", "sink/in"],
	sentence: /TS plug in the balanced jack Sink IN/,
	cure: /TRS plug/,
	also: ["balance.one-leg"],
});

const multipair = (pinout: "aes59" | "yamaha", channels: string): Studio =>
	aStudio({
		gear: [
			aUnit("source", {
				ports: { [`out[${channels}]`]: anOutput() },
				jacks: { outs: { connector: "DB25", pinout: "aes59", carries: [`out[${channels}]`] } },
				paths: [],
			}),
			aUnit("sink", {
				ports: { "in[1-8]": anInput() },
				jacks: { ins: { connector: "DB25", pinout, carries: ["in[1-8]"] } },
				paths: [],
			}),
		],
		looms: [aLoom("source/outs", { into: "sink/ins", pinout: "aes59" }, "L1")],
	});

tellsOf("an AES59 loom in a Yamaha socket: the first two channels", {
	code: "wiring.shorted",
	severity: "stop",
	faulty: { studio: multipair("yamaha", "1-1") },
	sound: { studio: multipair("aes59", "1-1") },
	places: ["source/out1"],
	sentence: /hot leg of Source OUT1 is on ground/,
	cure: /pinout/,
});

test("an AES59 loom in a Yamaha socket is told channel by channel", () => {
	const codes = Object.groupBy(codesIn({ studio: multipair("yamaha", "1-8") }), (code) => code);
	expect(codes["wiring.shorted"]).toHaveLength(2);
	expect(codes["polarity.inverted"]).toHaveLength(5);
	expect(codes["balance.cold-shorted"]).toHaveLength(1);
	expect(codesIn({ studio: multipair("aes59", "1-8") })).toEqual([]);
});

/** Two sources on row A, two sinks on row B, half-normalled. */
const twoColumns = aStudio({
	gear: [aSource("one"), aSource("two"), aReceiver("first"), aReceiver("second")],
	bays: [aBay()],
	looms: [
		aLoom("PB1/A01 rear", "one/out"),
		aLoom("PB1/A02 rear", "two/out"),
		aLoom("PB1/B01 rear", "first/in"),
		aLoom("PB1/B02 rear", "second/in"),
	],
	store: [someCords()],
});
const upperToUpper: Plugged = { cord: "TT #1", from: "PB1/A01", to: "PB1/A02" };

test("a cord from source to source makes both drive both inputs, 6 dB down, and unplugging it is the cure", () => {
	const desk = aDesk(twoColumns);
	desk.must({ do: "plug", from: "PB1/A01", to: "PB1/A02", cord: "TT #1" });
	const { findings } = check({ studio: twoColumns, session: desk.session(), facts: allIsWell() });
	expect(findings.map(({ code, places }) => [code, ...places])).toEqual([
		["wiring.two-sources", "first/in", "one/out", "two/out"],
		["wiring.two-sources", "second/in", "one/out", "two/out"],
	]);
	expect(findings[0].numbers["level of the strongest dB"]).toBeCloseTo(-6.06, 1);
	const [cure] = findings[0].apply ?? [];
	expect(cure).toEqual({ do: "unplug", cord: "TT #1" });
	if (isDeskCommand(cure)) desk.must(cure);
	expect(codesIn({ studio: twoColumns, session: desk.session() })).toEqual([]);
});

tellsOf("two outputs joined where no input listens", {
	code: "wiring.two-sources",
	severity: "stop",
	faulty: {
		studio: { ...twoColumns, looms: twoColumns.looms.slice(0, 2) },
		session: aSession({ cords: [upperToUpper] }),
	},
	sound: { studio: { ...twoColumns, looms: twoColumns.looms.slice(0, 2) } },
	places: ["one/out", "two/out"],
	numbers: { sources: 2 },
	sentence: /One OUT and Two OUT are joined output to output/,
	cure: /Unplug/,
});

/** A unit whose output is normalled back to its own input. */
const insertBay = (normalling: "half-normal" | "open"): Studio =>
	aStudio({
		gear: [aUnit("echo")],
		bays: [aBay({ columns: 1, points: [{ columns: "1", normalling }] })],
		looms: [aLoom("PB1/A01 rear", "echo/out"), aLoom("PB1/B01 rear", "echo/in")],
	});

tellsOf("a return that is normalled back to its own send", {
	code: "loop.feedback",
	severity: "stop",
	faulty: { studio: insertBay("half-normal") },
	sound: { studio: insertBay("open") },
	places: ["echo/in"],
	sentence: /Echo IN → Echo IN/,
	cure: /break the normal/,
	asksEachTime: true,
});

test("a loop through two units is told once, with both of its inputs", () => {
	const studio = aStudio({
		gear: [aUnit("left"), aUnit("right")],
		looms: [aLoom("left/out", "right/in"), aLoom("right/out", "left/in")],
	});
	const { findings } = check({ studio, session: aSession(), facts: allIsWell() });
	expect(findings.map(({ code, places }) => [code, ...places])).toEqual([
		["loop.feedback", "left/in", "right/in"],
	]);
});
