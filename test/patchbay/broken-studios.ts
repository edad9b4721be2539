/** A small studio folder that is right; each case breaks one place of it. */
export const GOOD = `studio: Room
rate: 48000
interface: { unit: io, backend: simulated }
units:
  - { id: io, name: Interface, model: halfnormal/interface-16 }
  - { id: fet, name: FET, model: halfnormal/fet-compressor }
bays:
  - id: PB1
    name: Bay
    connector: TT
    columns: 8
    rear: { connector: DB25, pinout: aes59 }
    points:
      - { columns: 1-8, normalling: half-normal }
looms:
  - { id: L1, from: io/out-1-8, to: PB1/A1-8, length: 5 m }
  - { id: L2, from: PB1/B1-8, to: [fet/in], length: 3 m }
store:
  - { id: TT-60, plugs: [TT, TT], length: 0.6 m, colour: red, count: 4 }
`;

/** What is broken, the text that is right, what stands there instead, where it is told, why, and the cure. */
export const breakages: [
	title: string,
	right: string,
	wrong: string,
	place: string,
	because: RegExp,
	cure: RegExp,
][] = [
	["a field that is missing", "studio: Room\n", "", "1:1 studio", /is missing/, /Write it/],
	[
		"a field that is misspelt",
		"rate: 48000",
		"rate: 48000\nrates: 1",
		"3:1 rates",
		/"rates" is not a field here/,
		/spelling/,
	],
	["a rate in kHz", "rate: 48000", "rate: 48", "2:1 rate", /must be at least 8000/, /figure/],
	[
		"a backend that is not known",
		"backend: simulated",
		"backend: asio",
		"3:24 interface.backend",
		/not one of the words/,
		/"simulated", "duplex"/,
	],
	[
		"an interface that is no unit",
		"unit: io,",
		"unit: apollo,",
		"3:14 interface.unit",
		/"apollo" is not among the units/,
		/io, fet/,
	],
	[
		"an interface without full scale",
		"unit: io,",
		"unit: fet,",
		"3:14 interface.unit",
		/no port with a full-scale level/,
		/audio interface/,
	],
	[
		"a unit whose gear file is missing",
		"halfnormal/fet-compressor",
		"halfnormal/fet",
		"6:27 units.1.model",
		/no gear file for "halfnormal\/fet"/,
		/halfnormal\/fet-compressor/,
	],
	[
		"a unit's id in capitals",
		"id: fet",
		"id: FET",
		"6:7 units.1.id",
		/not written as expected|short name/i,
		/small letters/,
	],
	["two units of one id", "id: fet", "id: io", "6:7 units.1.id", /"io" is here already/, /another id/],
	[
		"remote control of a unit that has none",
		"fet-compressor }",
		"fet-compressor, remote: { port: simulated } }",
		"6:61 units.1.remote",
		/FET cannot be driven/,
		/by hand/,
	],
	["a bay's name in small letters", "id: PB1", "id: pb1", "8:5 bays.0.id", /not written/, /capital letters/i],
	[
		"a normalling that is not known",
		"half-normal }",
		"semi-normal }",
		"14:25 bays.0.points.0.normalling",
		/not one of the words/,
		/"half-normal"/,
	],
	[
		"columns beyond the bay",
		"columns: 1-8,",
		"columns: 1-9,",
		"14:11 bays.0.points.0.columns",
		/Bay has the columns 1 to 8/,
		/from left to right/,
	],
	[
		"columns from right to left",
		"columns: 1-8,",
		"columns: 8-1,",
		"14:11 bays.0.points.0.columns",
		/Bay has the columns 1 to 8/,
		/from left to right/,
	],
	[
		"a column in two runs",
		"half-normal }",
		"half-normal }\n      - { columns: 3-4, normalling: open }",
		"15:11 bays.0.points.1.columns",
		/column 3 is in another run/,
		/one run/,
	],
	[
		"one column said twice",
		"half-normal }",
		'half-normal }\n      - { columns: "3", normalling: open }\n      - { columns: "3", normalling: parallel }',
		"16:11 bays.0.points.2.columns",
		/column 3 is in another run/,
		/one run/,
	],
	[
		"a row that the bay has not",
		"half-normal }",
		"half-normal, rows: BC }",
		"14:50 bays.0.points.0.rows",
		/Bay has no row C/,
		/A, B, or give it more rows/,
	],
	[
		"a pinout that is not known",
		"pinout: aes59",
		"pinout: aes95",
		"12:30 bays.0.rear.pinout",
		/no pinout "aes95"/,
		/aes59/,
	],
	[
		"a multipair without a pinout",
		"pinout: aes59",
		"pinout: own",
		"12:30 bays.0.rear.pinout",
		/DB25 has no pinout of its own/,
		/aes59/,
	],
	[
		"a pinout of another connector",
		"{ connector: DB25, pinout: aes59 }",
		"{ connector: XLR-3, pinout: aes59 }",
		"12:31 bays.0.rear.pinout",
		/one of DB25, not of XLR-3/,
		/pin 3 hot/,
	],
	[
		"a loom into nothing",
		"io/out-1-8",
		"io/out-1-9",
		"16:15 looms.0.from",
		/no socket "io\/out-1-9"/,
		/io\/out-1-8/,
	],
	[
		"a loom into the front of the bay",
		"to: PB1/A1-8",
		"to: PB1/A01",
		"16:33 looms.0.to",
		/no socket "PB1\/A01"/,
		/PB1\/A1-8/,
	],
	[
		"two looms in one socket",
		"from: PB1/B1-8",
		"from: PB1/A1-8",
		"17:15 looms.1.from",
		/another loom sits in PB1\/A1-8/,
		/one plug/,
	],
	[
		"more tails than channels",
		"to: [fet/in]",
		"to: [fet/in, null, null, null, null, null, null, null, null]",
		"17:31 looms.1.to",
		/9 tails for 8 channels of PB1\/B1-8/,
		/8 at most/,
	],
	[
		"a loom's pinout that is not known",
		"to: PB1/A1-8",
		"to: { into: PB1/A1-8, pinout: tascam }",
		"16:55 looms.0.to.pinout",
		/no pinout "tascam"/,
		/aes59/,
	],
	[
		"a length without its unit",
		"length: 5 m",
		"length: 5",
		"16:47 looms.0.length",
		/is not text/,
		/with its unit/,
	],
	[
		"a length in centimetres",
		"length: 0.6 m",
		"length: 60 cm",
		"19:35 store.0.length",
		/not written as expected/,
		/in metres/,
	],
	[
		"a plug that is not known",
		"plugs: [TT, TT]",
		"plugs: [TT, Bantam]",
		"19:30 store.0.plugs.1",
		/not one of the words/,
		/"TT"/,
	],
	["a store of no cords", "count: 4", "count: 0", "19:63 store.0.count", /must be more than 0/, /figure/],
	["YAML that is none", "units:", "units: [", "", /./, /Correct the YAML/],
];
