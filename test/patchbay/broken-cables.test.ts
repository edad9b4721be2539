import { describe, expect, test } from "vitest";
import { troublesOf } from "./a-studio-folder.ts";

/** A studio with a Y cable behind, an insert cord and an adapter in the store; each case breaks one place of it. */
const GOOD = `studio: Room
rate: 48000
interface: { unit: io, backend: simulated }
units:
  - { id: io, name: Interface, model: halfnormal/interface-16 }
  - { id: pre, name: Pre, model: halfnormal/microphone-preamp }
  - { id: fet, name: FET, model: halfnormal/fet-compressor }
bays:
  - id: PB1
    name: Bay
    connector: TT
    rows: 3
    columns: 4
    rear: { connector: XLR-3, pinout: own }
    points:
      - { columns: 1-4, rows: AB, normalling: half-normal }
      - { columns: 1-2, rows: BC, normalling: open }
      - { columns: "3", rows: AB, normalling: parallel }
looms:
  - { id: L1, from: PB1/A01 rear, to: pre/mic-1, length: 5 m }
cables:
  - { id: Y1, cable: xlr-y-mult, ends: { from: pre/out-1, one: fet/in, other: PB1/B01 rear }, length: 3 m }
store:
  - { id: INS, plugs: [TRS, TS], cable: trs-insert, length: 2 m, colour: black, count: 2 }
adapters:
  - { id: TS-RCA, plug: RCA, takes: TS, count: 4 }
`;

const broken = (right: string, wrong: string): string => {
	if (!GOOD.includes(right)) throw new Error(`"${right}" is not in the studio file`);
	return GOOD.replace(right, () => wrong);
};

test("the studio that the cases break has no trouble", async () => {
	expect(await troublesOf({ "studio.yaml": GOOD })).toEqual([]);
});

type Case = [title: string, right: string, wrong: string, place: string, because: RegExp, cure: RegExp];

const cases: Case[] = [
	[
		"a cable that nobody has described",
		"cable: xlr-y-mult",
		"cable: xlr-y-split",
		"22:15 cables.0.cable",
		/there is no cable "xlr-y-split"/,
		/xlr-y-mult/,
	],
	[
		"an end that the cable does not have",
		"other: PB1/B01 rear",
		"third: PB1/B01 rear",
		"22:72 cables.0.ends.third",
		/an xlr-y-mult has no end "third"/,
		/from, one, other/,
	],
	[
		"an end in a socket that is not there",
		"from: pre/out-1",
		"from: pre/out-9",
		"22:42 cables.0.ends.from",
		/there is no socket "pre\/out-9"/,
		/pre\/out-1/,
	],
	[
		"an end in the front of the bay",
		"PB1/B01 rear }",
		"PB1/B01 }",
		"22:72 cables.0.ends.other",
		/there is no socket "PB1\/B01"/,
		/PB1\/B01 rear/,
	],
	[
		"an end in a socket that a loom sits in",
		"from: pre/out-1",
		"from: pre/mic-1",
		"22:42 cables.0.ends.from",
		/another loom sits in pre\/mic-1/,
		/one plug/,
	],
	[
		"two ends in one socket",
		"one: fet/in",
		"one: pre/out-1",
		"22:59 cables.0.ends.one",
		/another loom sits in pre\/out-1/,
		/one plug/,
	],
	[
		"a cable with one end",
		"{ from: pre/out-1, one: fet/in, other: PB1/B01 rear }",
		"{ from: pre/out-1 }",
		"22:34 cables.0.ends",
		/one end alone of it sits in a socket/,
		/from, one, other/,
	],
	[
		"a splitter without its trunk",
		"cable: xlr-y-mult, ends: { from: pre/out-1, one: fet/in, other: PB1/B01 rear }",
		"cable: trs-to-two-xlr, ends: { left: fet/in, right: PB1/B01 rear }",
		"22:46 cables.0.ends.left",
		/of Y1 only left and right are plugged, and "left" has no wire to right but its screen/,
		/Say where stereo sits/,
	],
	[
		"a cable that is called as a loom is",
		"id: Y1",
		"id: L1",
		"22:7 cables.0.id",
		/a loom is called "L1"/,
		/another id/,
	],
	[
		"a cord after a cable that nobody has described",
		"cable: trs-insert",
		"cable: trs-inserts",
		"24:34 store.0.cable",
		/there is no cable "trs-inserts"/,
		/trs-insert/,
	],
	[
		"a cord whose plugs are not those of its cable",
		"plugs: [TRS, TS]",
		"plugs: [TS, TS]",
		"24:16 store.0.plugs",
		/its cable begins with TRS and TS/,
		/Write \[TRS, TS\]/,
	],
	[
		"an adapter that is called as a cord is",
		"id: TS-RCA",
		"id: INS",
		"26:7 adapters.0.id",
		/a cord is called "INS" already/,
		/another id/,
	],
	[
		"an adapter from a plug to the same plug",
		"plug: RCA, takes: TS",
		"plug: TS, takes: TS",
		"26:29 adapters.0.takes",
		/it takes the TS that it is/,
		/gender/,
	],
	[
		"rows that the bay does not have",
		"rows: BC",
		"rows: CD",
		"17:25 bays.0.points.1.rows",
		/Bay has no row D/,
		/two of A, B, C/,
	],
	[
		"rows upside down",
		"rows: BC",
		"rows: CB",
		"17:25 bays.0.points.1.rows",
		/row C does not stand above row B/,
		/the upper one first/,
	],
	[
		"an exception that is made twice",
		"parallel }",
		'parallel }\n      - { columns: "3", rows: AB, normalling: open }',
		"19:11 bays.0.points.3.columns",
		/column 3 is in another run/,
		/once more alone/,
	],
	[
		"a built-in pinout on a connector without its contacts",
		"pinout: own",
		"pinout: insert",
		"14:31 bays.0.rear.pinout",
		/names contacts that an XLR-3 does not have/,
		/pin 3 hot/,
	],
];

describe("cables, cords, adapters and rows that lead nowhere are told with line, column, field, reason and cure", () => {
	test.each(cases)("%s", async (_, right, wrong, place, because, cure) => {
		const [trouble] = await troublesOf({ "studio.yaml": broken(right, wrong) });
		expect(`${trouble.line}:${trouble.column} ${trouble.field}`).toBe(place);
		expect(trouble.file).toMatch(/studio\.yaml$/);
		expect(trouble.because).toMatch(because);
		expect(trouble.cure).toMatch(cure);
	});
});

const MAP = `source: drawn by hand
ends:
  from: { connector: XLR-3 }
  to: { connector: TRS }
wires:
  - ["from.2", to.T]
  - ["from.3", to.R]
  - ["from.1", to.S]
`;
const PINOUT = `connector: DA-15
source: drawn by hand
channels:
  - { hot: "1", cold: "2", screen: "3" }
  - { hot: "4", cold: "5", screen: "3" }
`;

describe("the studio's own cables and pinouts", () => {
	test("are read when they are right; screens may share a contact", async () => {
		const files = { "studio.yaml": GOOD, "cables/own.yaml": MAP, "pinouts/own-way.yaml": PINOUT };
		expect(await troublesOf(files)).toEqual([]);
	});

	test.each([
		["an end that is not there", "to.T", "tail.T", "6:16 wires.0.1", /no end "tail"/, /ends are from, to/],
		[
			"a contact that the plug does not have",
			"to.R",
			"to.4",
			"7:16 wires.1.1",
			/TRS of to has no contact "4"/,
			/to\.R/,
		],
		["a contact on two wires", "to.R", "to.T", "7:16 wires.1.1", /to\.T is on a wire already/, /as one wire/],
	])("%s is told in the cable's file", async (_, right, wrong, place, because, cure) => {
		const [trouble] = await troublesOf({ "studio.yaml": GOOD, "cables/own.yaml": MAP.replace(right, wrong) });
		expect(trouble.file).toMatch(/cables\/own\.yaml$/);
		expect(`${trouble.line}:${trouble.column} ${trouble.field}`).toBe(place);
		expect(trouble.because).toMatch(because);
		expect(trouble.cure).toMatch(cure);
	});

	test("an end without a wire is told in the cable's file", async () => {
		const text = MAP.replace("  to: {", "  lost: { connector: TS }\n  to: {");
		const [trouble] = await troublesOf({ "studio.yaml": GOOD, "cables/own.yaml": text });
		expect(`${trouble.line}:${trouble.column} ${trouble.because}`).toBe("4:3 no wire leads to lost");
	});

	test.each([
		['"4"', '"16"', "5:7 channels.1.hot", /a DA-15 has no contact 16/, /1, 2, 3/],
		['"5"', '"1"', "5:17 channels.1.cold", /contact 1 is hot of channel 1 already/, /of its own/],
		[
			'screen: "3" }\n',
			'screen: "2" }\n',
			"4:28 channels.0.screen",
			/contact 2 is cold of channel 1/,
			/of its own/,
		],
	])("%s written as %s is told in the pinout's file", async (right, wrong, place, because, cure) => {
		const text = PINOUT.replace(right, wrong);
		const [trouble] = await troublesOf({ "studio.yaml": GOOD, "pinouts/own-way.yaml": text });
		expect(trouble.file).toMatch(/pinouts\/own-way\.yaml$/);
		expect(`${trouble.line}:${trouble.column} ${trouble.field}`).toBe(place);
		expect(trouble.because).toMatch(because);
		expect(trouble.cure).toMatch(cure);
	});
});
