import { aLoom, aStudio, type BuiltUnit } from "../builders.ts";
import { aClock, aDigitalUnit, aNetworkSwitch, onNetwork, sending, taking } from "../digital-gear.ts";
import type { Fault, NamedFault, Room } from "./a-fault.ts";

type Set = NonNullable<Parameters<typeof aDigitalUnit>[2]>;
type Loom = ReturnType<typeof aLoom>;

const room = (gear: readonly BuiltUnit[], ...looms: Loom[]): Room => ({ studio: aStudio({ gear, looms }) });

const aDesk = (id: string, clock: string): BuiltUnit =>
	aDigitalUnit(id, { "madi-in": taking("MADI"), "madi-out": sending("MADI") }, { clock });
const bothWays = [aLoom("desk/madi-out", "stage/madi-in"), aLoom("stage/madi-out", "desk/madi-in")];

const preamp = aDigitalUnit("preamp", { "adat-out": sending("ADAT") });
const adat = aLoom("preamp/adat-out", "converter/adat-in");
const aConverter = (set: Set, terminated?: boolean, id = "converter"): BuiltUnit =>
	aDigitalUnit(
		id,
		{
			"adat-in": taking("ADAT"),
			"word-clock": taking("word clock", terminated === undefined ? {} : { terminated }),
		},
		set,
	);

const generator = aClock("generator");
const wordClock = { ...aLoom("generator/word-clock-out", "converter/word-clock"), length: "10 m" };
const following = { clock: "word-clock" };

/** A clock line that runs on through a T-piece. */
const line = (reverb: boolean | undefined): Room => ({
	studio: aStudio({
		gear: [generator, aConverter(following, true), aConverter(following, reverb, "reverb")],
		cables: [
			{
				id: "clock line",
				cable: "bnc-t",
				ends: { clock: "generator/word-clock-out", first: "reverb/word-clock", last: "converter/word-clock" },
				length: "6 m",
			},
		],
	}),
});

const aBox = (id: string, set: Set = {}): BuiltUnit =>
	aDigitalUnit(id, { dante: onNetwork("Dante"), "word-clock": taking("word clock") }, set);
const network = [aLoom("box/dante", "switch/port1"), aLoom("stage/dante", "switch/port2")];

/** By the trouble in a person's words. */
const troubles: Readonly<Record<string, Fault>> = {
	"two desks that follow each other": {
		code: "clock.no-master",
		severity: "stop",
		faulty: room([aDesk("desk", "madi-in"), aDesk("stage", "madi-in")], ...bothWays),
		sound: room([aDesk("desk", "internal"), aDesk("stage", "madi-in")], ...bothWays),
		places: ["desk", "stage"],
		numbers: { units: 2 },
		sentence: /Desk follows Stage and Stage follows Desk/,
		cure: /internal clock/,
	},
	"a preamp and a converter that both run on their own crystal": {
		code: "clock.two-masters",
		severity: "stop",
		faulty: room([preamp, aConverter({ clock: "internal" })], adat),
		sound: room([preamp, aConverter({ clock: "adat-in" })], adat),
		places: ["preamp/adat-out", "converter/adat-in"],
		numbers: { ppm: 20, "s per slip": 1.042 },
		sentence: /slip a sample every 1\.04 s at 48 kHz/,
		cure: /follow the other/,
	},
	"two boxes that bring their own clock to one network": {
		code: "clock.two-masters",
		severity: "stop",
		faulty: room(
			[aBox("box", { clock: "internal" }), aBox("stage", { clock: "internal" }), aNetworkSwitch("switch")],
			...network,
		),
		sound: room(
			[aBox("box", { clock: "internal" }), aBox("stage", { clock: "dante" }), aNetworkSwitch("switch")],
			...network,
		),
		places: ["box/dante", "stage/dante"],
		numbers: { ppm: 20, "s per slip": 1.042 },
		sentence: /Box and Stage both bring a clock of their own to the Dante network/,
		cure: /follow the other/,
	},
	"a converter that follows an empty socket": {
		code: "clock.follows-nothing",
		severity: "warn",
		faulty: room([generator, aConverter(following, true)]),
		sound: room([generator, aConverter(following, true)], wordClock),
		places: ["converter/word-clock"],
		sentence: /nothing that sends one arrives there/,
		cure: /Plug the clock in/,
	},
	"a converter that is set to another rate than its clock": {
		code: "clock.rate-differs",
		severity: "stop",
		faulty: room([generator, aConverter({ ...following, rate: 44_100 }, true)], wordClock),
		sound: room([generator, aConverter({ ...following, rate: 96_000 }, true)], wordClock),
		places: ["converter/word-clock", "generator"],
		numbers: { "own kHz": 44.1, "given kHz": 48, semitones: -1.467 },
		sentence: /plays back 1\.47 semitones flat, the take is lost/,
		cure: /48 kHz is the session's/,
	},
	"a clock line that ends open": {
		code: "clock.not-terminated",
		severity: "warn",
		faulty: room([generator, aConverter(following, false)], wordClock),
		sound: room([generator, aConverter(following, false)], { ...wordClock, terminator: "75 Ω" }),
		places: ["generator/word-clock-out", "converter/word-clock"],
		numbers: { metres: 10, "reflection %": 100 },
		sentence: /after 10 m every edge comes back whole/,
		cure: /75 Ω on at the last unit/,
	},
	"a clock line with 75 Ω at both units": {
		code: "clock.terminated-twice",
		severity: "warn",
		faulty: line(true),
		sound: line(false),
		places: ["generator/word-clock-out", "converter/word-clock", "reverb/word-clock"],
		numbers: { terminators: 2, "load Ω": 37.5, "level dB": -3.522 },
		sentence: /37\.5 Ω instead of 75 take 3\.5 dB off/,
		cure: /last unit of the line only/,
	},
	"a clock line through a unit of which nobody knows": {
		code: "clock.termination-unknown",
		severity: "note",
		faulty: line(undefined),
		sound: line(false),
		places: ["generator/word-clock-out", "reverb/word-clock"],
		numbers: { inputs: 1 },
		sentence: /nobody has said whether Reverb WORD CLOCK has 75 Ω inside/,
		cure: /gear file/,
	},
	"a unit of which nobody has said what it follows": {
		code: "clock.unknown",
		severity: "note",
		faulty: room([preamp, aConverter({})], adat),
		sound: room([preamp, aConverter({ clock: "adat-in" })], adat),
		places: ["converter"],
		sentence: /Nobody has said what Converter takes its clock from/,
		cure: /studio\.yaml/,
	},
};

export const clockFaults: readonly NamedFault[] = Object.entries(troubles).map(([trouble, fault]) => ({
	trouble,
	...fault,
}));
