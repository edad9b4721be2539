import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aCable,
	aLoom,
	anInput,
	anOutput,
	aReceiver,
	aSession,
	aSource,
	aStudio,
	aUnit,
	type BuiltUnit,
	someCords,
} from "../builders.ts";
import type { NamedFault, Room } from "./a-fault.ts";

type Far = Parameters<typeof aLoom>[1];
type Jack = NonNullable<Parameters<typeof aSource>[2]>;
type Stage = Parameters<typeof aSource>[1];

const TRS: Jack = { connector: "TRS" };
const TS: Jack = { connector: "TS" };

/** A source and a sink with one cable between them. */
const cable = (to: Far, gear: readonly BuiltUnit[] = [aSource("source"), aReceiver("sink")]): Studio =>
	aStudio({ gear, looms: [aLoom("source/out", to, "L1")] });

const onTrs = (output: Stage = {}): BuiltUnit[] => [
	aSource("source", output, TRS),
	aReceiver("sink", {}, TRS),
];

/** A bay of one connector in front, its upper jack an output's and its lower jack, of an open point, an input's. */
const bayOf = (connector: "TRS" | "B-gauge", plugs: ["TRS" | "B-gauge", "TRS" | "B-gauge"]): Room => ({
	studio: aStudio({
		gear: [aSource("source"), aReceiver("sink")],
		bays: [aBay({ connector, columns: 1, points: [{ columns: "1", normalling: "open" }] })],
		looms: [aLoom("PB1/A01 rear", "source/out"), aLoom("PB1/B01 rear", "sink/in")],
		store: [someCords({ id: "C", plugs })],
	}),
	session: aSession({ cords: [{ cord: "C #1", from: "PB1/A01", to: "PB1/B01" }] }),
});

const withScrews = (screws: "4-40" | "M3"): Studio => {
	const socket = { connector: "DB25" as const, pinout: "aes59", screws: "4-40" as const };
	return aStudio({
		gear: [
			aUnit("source", {
				ports: { "out[1-8]": anOutput() },
				jacks: { outs: { ...socket, carries: ["out[1-8]"] } },
				paths: [],
			}),
			aUnit("sink", {
				ports: { "in[1-8]": anInput() },
				jacks: { ins: { ...socket, carries: ["in[1-8]"] } },
				paths: [],
			}),
		],
		looms: [aLoom("source/outs", { into: "sink/ins", screws }, "L1")],
	});
};

/** A headphone jack, and two inputs that could take it. */
const phones = aUnit("phones", {
	ports: { "out-[1-2]": anOutput({ stage: "unbalanced" }) },
	jacks: { out: { ...TRS, pinout: "stereo", carries: ["out-[1-2]"] } },
	paths: [],
});
const stereo = (plain: boolean): Studio =>
	aStudio({
		gear: [phones, aReceiver("desk", {}, TRS), aReceiver("other", { stage: "unbalanced" }, TS)],
		...(plain
			? { looms: [aLoom("phones/out", "desk/in", "L1")] }
			: { cables: [aCable("trs-to-two-ts", { stereo: "phones/out", right: "other/in" })] }),
	});

const ts = (plug: "TS" | "TRS"): Studio =>
	aStudio({
		gear: [phones, aReceiver("sink", { stage: "unbalanced" }, TS)],
		looms: [aLoom({ into: "phones/out", plug }, "sink/in", "L1")],
	});

/** A console with an insert on one jack, and a compressor with an input and an output of its own. */
const aDesk = (pinout: "insert" | "insert ring send"): BuiltUnit =>
	aUnit("desk", {
		ports: { send: anOutput({ stage: "unbalanced" }), return: anInput({ stage: "unbalanced" }) },
		jacks: {
			insert: {
				...TRS,
				label: "INSERT 1",
				pinout,
				carries: ["send", "return"],
			},
		},
		paths: [],
	});
const box = aUnit("comp", {
	ports: { in: anInput({ stage: "unbalanced" }), out: anOutput({ stage: "unbalanced" }) },
	jacks: { in: TS, out: TS },
	paths: [{ from: "in", to: "out", gain: [0] }],
});
const balancedBox = aUnit("comp", { jacks: { in: TRS, out: TRS } });
const byInsertCable = aCable(
	"trs-insert",
	{ console: "desk/insert", send: "comp/in", return: "comp/out" },
	"I1",
);

export const connectorFaults: readonly NamedFault[] = [
	{
		trouble: "a TRS plug at an XLR socket",
		code: "connector.does-not-fit",
		severity: "stop",
		faulty: { studio: cable({ into: "sink/in", plug: "TRS" }) },
		sound: { studio: cable("sink/in") },
		places: ["L1", "sink/in"],
		sentence: /The TRS plug of L1 does not go into Sink IN, which is XLR-3/,
		cure: /ends in XLR-3/,
	},
	{
		trouble: "an XLR with pins at an output that has pins",
		code: "connector.same-gender",
		severity: "stop",
		faulty: {
			studio: aStudio({
				gear: [aSource("source"), aReceiver("sink")],
				looms: [aLoom({ into: "source/out", gender: "male" }, "sink/in", "L1")],
			}),
		},
		sound: { studio: cable("sink/in") },
		places: ["L1", "source/out"],
		sentence: /The XLR-3 plug of L1 has pins, and so has Source OUT/,
		cure: /gender changer/,
	},
	{
		trouble: "an A-gauge cord in a B-gauge bay",
		code: "connector.damages-jack",
		severity: "stop",
		faulty: bayOf("B-gauge", ["TRS", "B-gauge"]),
		sound: bayOf("B-gauge", ["B-gauge", "B-gauge"]),
		places: ["C #1", "PB1/A01"],
		sentence: /C #1 puts an A-gauge TRS plug into the B-gauge jack PB1 A01 Source OUT/,
		cure: /B-gauge \(PO316\) cord/,
	},
	{
		trouble: "a B-gauge cord in an A-gauge bay",
		code: "connector.loose",
		severity: "warn",
		faulty: bayOf("TRS", ["TRS", "B-gauge"]),
		sound: bayOf("TRS", ["TRS", "TRS"]),
		places: ["C #1", "PB1/B01"],
		sentence: /B-gauge plug in the A-gauge jack PB1 B01 Sink IN.*comes and goes/,
		cure: /A-gauge plugs/,
	},
	{
		trouble: "M3 screws at a 4-40 socket",
		code: "connector.screws-differ",
		severity: "warn",
		faulty: { studio: withScrews("M3") },
		sound: { studio: withScrews("4-40") },
		places: ["L1", "sink/ins"],
		sentence: /The DB25 plug of L1 has M3 screws, Sink INS has 4-40/,
		cure: /jackscrews/,
	},
	{
		trouble: "a TS plug in a balanced jack, the source's cold leg in the air",
		code: "connector.ts-in-balanced",
		severity: "warn",
		faulty: { studio: cable({ into: "sink/in", plug: "TS" }, onTrs()) },
		sound: { studio: cable("sink/in", onTrs()) },
		places: ["L1", "sink/in"],
		sentence: /TS plug in the balanced jack Sink IN/,
		cure: /TRS plug/,
		also: ["balance.one-leg"],
	},
	{
		trouble: "a TS plug in a headphone jack",
		code: "connector.ts-in-stereo",
		severity: "warn",
		faulty: { studio: ts("TS") },
		sound: { studio: ts("TRS") },
		places: ["L1", "phones/out", "phones/out-2"],
		sentence: /its sleeve lays Phones OUT 2 on ground/,
		cure: /one channel of two/,
		also: ["wiring.shorted"],
	},
	{
		trouble: "headphones on a balanced input",
		code: "connector.stereo-into-balanced",
		severity: "stop",
		faulty: { studio: stereo(true) },
		sound: { studio: stereo(false) },
		places: ["desk/in", "phones/out-1", "phones/out-2"],
		numbers: { "left dB": -0.086, "right dB": -0.086 },
		sentence:
			/Desk IN has Phones OUT 1 on its hot and Phones OUT 2 on its cold leg: it hears left minus right/,
		cure: /stereo DI box/,
		also: ["balance.one-leg", "balance.one-leg", "polarity.inverted"],
	},
	{
		trouble: "a balanced cable from an insert to an input",
		code: "connector.insert-by-plain-cable",
		severity: "stop",
		faulty: {
			studio: aStudio({
				gear: [aDesk("insert"), balancedBox],
				looms: [aLoom("desk/insert", "comp/in", "L1")],
			}),
		},
		sound: { studio: aStudio({ gear: [aDesk("insert"), box], cables: [byInsertCable] }) },
		places: ["desk/insert", "comp/in"],
		sentence: /joins the insert Desk INSERT 1 to Comp IN alone.*nothing comes back to Desk RETURN/,
		cure: /insert cable/,
		also: ["balance.one-leg"],
	},
	{
		trouble: "a tip-send insert cable on a ring-send jack",
		code: "connector.insert-reversed",
		severity: "stop",
		faulty: { studio: aStudio({ gear: [aDesk("insert ring send"), box], cables: [byInsertCable] }) },
		sound: { studio: aStudio({ gear: [aDesk("insert"), box], cables: [byInsertCable] }) },
		places: ["desk/insert", "comp/out", "comp/in"],
		sentence: /Desk SEND drives against Comp OUT, and Comp IN hears nothing/,
		cure: /Swap the two tails/,
		also: ["wiring.two-sources"],
	},
];
