import {
	aCable,
	aLoom,
	anOutput,
	aReceiver,
	aSession,
	aSource,
	aStudio,
	aUnit,
	type BuiltUnit,
} from "../builders.ts";
import { aDigitalUnit, aNetworkSwitch, onNetwork, sending, taking } from "../digital-gear.ts";
import type { Fault, NamedFault, Room } from "./a-fault.ts";

type Loom = ReturnType<typeof aLoom>;
type Ports = Parameters<typeof aDigitalUnit>[1];
type Set = NonNullable<Parameters<typeof aDigitalUnit>[2]>;

const room = (gear: readonly BuiltUnit[], ...looms: Loom[]): Room => ({ studio: aStudio({ gear, looms }) });
const at = (rate: number, { studio }: Room): Room => ({
	studio,
	session: aSession({ header: { ...aSession().header, rate } }),
});

/** A unit that sends, and so keeps its own clock; and one that takes, and follows what it takes. */
const sender = (id: string, ports: Ports, set: Set = {}): BuiltUnit => aDigitalUnit(id, ports, set);
const taker = (id: string, port: string, format: Parameters<typeof taking>[0], details = {}): BuiltUnit =>
	aDigitalUnit(id, { [port]: taking(format, details) }, { clock: port });

const aes = sender("converter", { "aes-out": sending("AES3") });
const reverb = taker("reverb", "aes-in", "AES3");
const aesLoom = aLoom("converter/aes-out", "reverb/aes-in");
const line = aReceiver("sink");
const source = aSource("source");
const optical = sender("preamp", { "adat-out": sending("ADAT", { channels: 8 }) });
const adatIn = taker("converter", "adat-in", "ADAT");
const adat = aLoom("preamp/adat-out", "converter/adat-in");

const cat = { connector: "RJ45" as const };
const snake = aUnit("snake", { ports: { out: anOutput() }, jacks: { out: cat }, paths: [] });
const stageBox = (set: Set = {}): BuiltUnit => aDigitalUnit("stage", { dante: onNetwork("Dante") }, set);

const twoRates = (rate?: number): Room =>
	room(
		[
			aDigitalUnit("box", { dante: onNetwork("Dante") }),
			stageBox(rate === undefined ? {} : { rate }),
			aNetworkSwitch("switch"),
		],
		aLoom("box/dante", "switch/port1"),
		aLoom("stage/dante", "switch/port2"),
	);

const slow = { rates: [44_100, 48_000] };
const madi = (channels?: number): Room =>
	room(
		[
			sender("desk", { "madi-out": sending("MADI") }),
			taker("recorder", "madi-in", "MADI", channels === undefined ? {} : { channels }),
		],
		aLoom("desk/madi-out", "recorder/madi-in"),
	);

const twoOutputs: readonly BuiltUnit[] = [
	sender("preamp", { "aes-out": sending("AES3") }),
	sender("reverb", { "aes-out": sending("AES3") }),
];

/** Sound and data that meet, and what is plugged the wrong way. */
const misplugged: Readonly<Record<string, Fault>> = {
	"AES3 into a line input": {
		code: "digital.into-analogue",
		severity: "stop",
		faulty: room([aes, line, source], aLoom("converter/aes-out", "sink/in")),
		sound: room([aes, line, source], aLoom("source/out", "sink/in")),
		places: ["converter/aes-out", "sink/in"],
		numbers: { "level dBu": 10.177 },
		sentence: /Converter AES OUT sends AES3 into the analogue input Sink IN: 5 V of pulses, \+10\.2 dBu/,
		cure: /Unplug it/,
	},
	"a line into an AES3 input": {
		code: "digital.analogue-into-digital",
		severity: "stop",
		faulty: room(
			[source, aDigitalUnit("converter", { "aes-in": taking("AES3") })],
			aLoom("source/out", "converter/aes-in"),
		),
		sound: room(
			[source, line, aDigitalUnit("converter", { "aes-in": taking("AES3") })],
			aLoom("source/out", "sink/in"),
		),
		places: ["source/out", "converter/aes-in"],
		numbers: { "volts peak to peak": 34.723 },
		sentence: /expects AES3: it never locks, and its 34\.7 V/,
		cure: /converter/,
	},
	"an analogue snake in a network socket": {
		code: "digital.network-on-analogue",
		severity: "stop",
		faulty: room([snake, stageBox()], aLoom("snake/out", "stage/dante")),
		sound: room([snake, aReceiver("sink", {}, cat), stageBox()], aLoom("snake/out", "sink/in")),
		places: ["stage/dante", "snake/out"],
		numbers: { "Ω at 1 kHz": 2.199 },
		sentence: /2\.2 Ω to 1 kHz, the sound is shorted and no Dante link comes up/,
		cure: /RJ45 is only the plug/,
	},
	"ADAT into an optical S/PDIF input": {
		code: "digital.format",
		severity: "stop",
		faulty: room(
			[optical, aDigitalUnit("converter", { "optical-in": taking("S/PDIF optical") })],
			aLoom("preamp/adat-out", "converter/optical-in"),
		),
		sound: room([optical, adatIn], adat),
		places: ["preamp/adat-out", "converter/optical-in"],
		sentence: /speaks ADAT and Converter OPTICAL IN expects S\/PDIF optical/,
		cure: /menu/,
	},
	"AES3 into S/PDIF": {
		code: "digital.level",
		severity: "warn",
		faulty: room(
			[aes, taker("reverb", "spdif-in", "S/PDIF")],
			aLoom("converter/aes-out", { into: "reverb/spdif-in", plug: "RCA", cold: "to screen" }),
		),
		sound: room([aes, reverb], aesLoom),
		places: ["converter/aes-out", "reverb/spdif-in"],
		numbers: { "excess dB": 20, "reflection %": 18.919 },
		sentence: /\+20\.0 dB, and 19 % of every edge comes back/,
		cure: /transformer/,
	},
	"two digital outputs on one cable": {
		code: "digital.two-senders",
		severity: "stop",
		faulty: room([...twoOutputs], aLoom("preamp/aes-out", { into: "reverb/aes-out", gender: "female" })),
		sound: room([...twoOutputs]),
		places: ["preamp/aes-out", "reverb/aes-out"],
		numbers: { senders: 2 },
		sentence: /Preamp AES OUT and Reverb AES OUT send on one line/,
		cure: /Unplug one/,
	},
	"two digital inputs on one cable": {
		code: "digital.direction",
		severity: "warn",
		faulty: room(
			[
				aDigitalUnit("converter", { "aes-in": taking("AES3") }),
				aDigitalUnit("reverb", { "aes-in": taking("AES3") }),
			],
			aLoom("converter/aes-in", { into: "reverb/aes-in", gender: "male" }),
		),
		sound: room([aes, reverb], aesLoom),
		places: ["converter/aes-in", "reverb/aes-in"],
		numbers: { inputs: 2 },
		sentence: /neither sends/,
		cure: /output of its unit/,
	},
};

const recorder = taker("recorder", "aes-in", "AES3");
const twoReceivers: Room = {
	studio: aStudio({
		gear: [aes, reverb, recorder],
		cables: [
			aCable("xlr-y-mult", { from: "converter/aes-out", one: "reverb/aes-in", other: "recorder/aes-in" }),
		],
	}),
};

/** Cables that are too long or of another kind. */
const cabled: Readonly<Record<string, Fault>> = {
	"thirty metres of microphone cable for AES3": {
		code: "digital.cable",
		severity: "warn",
		faulty: room([aes, reverb], { ...aesLoom, length: "30 m" }),
		sound: room([aes, reverb], { ...aesLoom, length: "30 m", kind: "AES3 pair" }),
		places: ["converter/aes-out", "reverb/aes-in"],
		numbers: { metres: 30, "forgiven m": 15 },
		sentence: /30 m of cable that no impedance is kept in carry AES3/,
		cure: /110 Ω cable/,
	},
	"50 Ω coax for MADI": {
		code: "digital.cable",
		severity: "warn",
		faulty: coax("coaxial 50 Ω"),
		sound: coax("coaxial 75 Ω"),
		places: ["desk/madi-out", "recorder/madi-in"],
		numbers: { metres: 10, "forgiven m": 1, "reflection %": 20 },
		sentence: /10 m of 50 Ω cable carry MADI .* 20 % of every edge comes back/,
		cure: /75 Ω cable/,
	},
	"two inputs on one AES3 line": {
		code: "digital.split",
		severity: "warn",
		faulty: twoReceivers,
		sound: room([aes, reverb], aesLoom),
		places: ["converter/aes-out", "recorder/aes-in", "reverb/aes-in"],
		numbers: { receivers: 2, "load Ω": 55, "level dB": -3.522 },
		sentence: /55 Ω instead of 110 take 3\.5 dB/,
		cure: /distributor/,
	},
	"twenty metres of fibre for ADAT": {
		code: "digital.reach",
		severity: "warn",
		faulty: room([optical, adatIn], { ...adat, length: "20 m" }),
		sound: room([optical, adatIn], { ...adat, length: "10 m" }),
		places: ["preamp/adat-out", "converter/adat-in"],
		numbers: { metres: 20, "reach m": 10 },
		sentence: /ADAT reaches 10 m/,
		cure: /shorter way/,
	},
};

function coax(kind: Loom["kind"]): Room {
	return room([sender("desk", { "madi-out": sending("MADI") }), taker("recorder", "madi-in", "MADI")], {
		...aLoom("desk/madi-out", "recorder/madi-in"),
		length: "10 m",
		kind,
	});
}

const slowReverb = room([aes, taker("reverb", "aes-in", "AES3", slow)], aesLoom);
const fastPreamp = (rate: number): Room =>
	room(
		[
			sender("preamp", { "adat-out": sending("ADAT") }, { rate }),
			aDigitalUnit("converter", { "adat-in": taking("ADAT") }, { clock: "internal" }),
		],
		adat,
	);

/** Rates and channels. */
const rated: Readonly<Record<string, Fault>> = {
	"96 kHz into a unit that knows 48": {
		code: "digital.rate",
		severity: "stop",
		faulty: at(96_000, slowReverb),
		sound: at(48_000, slowReverb),
		places: ["converter/aes-out", "reverb/aes-in"],
		numbers: { "rate kHz": 96 },
		sentence: /Reverb AES IN takes 44\.1 kHz and 48 kHz, and the line runs at 96 kHz/,
		cure: /rate that both ends know/,
	},
	"a preamp at 96 kHz into a converter at 48": {
		code: "digital.rate-differs",
		severity: "stop",
		faulty: fastPreamp(96_000),
		sound: room([optical, adatIn], adat),
		places: ["preamp/adat-out", "converter/adat-in"],
		numbers: { "from kHz": 96, "to kHz": 48 },
		sentence: /Preamp ADAT OUT runs at 96 kHz and Converter ADAT IN at 48 kHz/,
		cure: /sample rate converter/,
	},
	"a stage box at another rate on the network": {
		code: "digital.network-rate",
		severity: "note",
		faulty: twoRates(96_000),
		sound: twoRates(),
		places: ["box/dante", "stage/dante"],
		numbers: { "one kHz": 48, "other kHz": 96 },
		sentence: /Stage runs at 96 kHz and Box at 48 kHz on one Dante network/,
		cure: /one rate/,
	},
	"64 channels of MADI into 56": {
		code: "digital.channels",
		severity: "note",
		faulty: madi(56),
		sound: madi(),
		places: ["desk/madi-out", "recorder/madi-in"],
		numbers: { sent: 64, taken: 56 },
		sentence: /takes 56: the last 8 are lost/,
		cure: /first channels/,
	},
	"eight channels of ADAT at 96 kHz": {
		code: "digital.smux",
		severity: "note",
		faulty: at(96_000, room([optical, adatIn], adat)),
		sound: at(48_000, room([optical, adatIn], adat)),
		places: ["preamp/adat-out", "converter/adat-in"],
		numbers: { channels: 8, carried: 4 },
		sentence: /At 96 kHz ADAT carries 4 of the 8 channels/,
		cure: /second line/,
	},
};

/** By the trouble in a person's words. */
const troubles: Readonly<Record<string, Fault>> = { ...misplugged, ...cabled, ...rated };
export const digitalFaults: readonly NamedFault[] = Object.entries(troubles).map(([trouble, fault]) => ({
	trouble,
	...fault,
}));
