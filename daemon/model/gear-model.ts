import { z } from "zod";
import { Connector, Gender, Screws } from "./connector.ts";
import { DigitalFormat } from "./digital.ts";
import { Faceplate, panelOf } from "./front-panel.ts";
import { Capacitance, Duration, Impedance, Inductance, Level, Power } from "./level.ts";
import { WrittenControl } from "./parameter.ts";
import { BayModel, Normalling } from "./patchbay.ts";
import { Figure, Stage } from "./sound.ts";

/** Documents by a short key; what is known by heart needs none. */
const Sources = z
	.record(
		z.string().regex(/^(?!remembered$)[a-z][a-z0-9-]*$/, "use a short word, such as manual"),
		z.string(),
	)
	.describe("The documents that figures were read in: maker, title, year");
/** Where a figure stands: the nearest path above it counts. "remembered" is known by heart and was not looked up. */
const Cites = z
	.record(z.string(), z.string())
	.describe(
		"{ ports.in: manual p. 7, valves: remembered }: a path of this file, a source and the place in it",
	);

/** A figure that nobody has looked up yet is written "unknown" and stays unknown: it is never guessed. */
const orUnknown = <T extends z.ZodType>(figure: T) =>
	z.union([z.literal("unknown").transform(() => null), figure]);

const count = z.number().int().positive();

/** Words over fields that several kinds of ports have. */
const stageWords = "What drives or takes the line: it decides what a transformer does, or a grounded leg";
const labelWords = "As it is lettered on the unit";

export const OutputStage = z.enum([
	"transformer",
	"ground-referenced",
	"cross-coupled",
	"impedance-balanced",
	"unbalanced",
	"valve",
	"speaker",
	"bridged speaker",
]);
export type OutputStage = z.infer<typeof OutputStage>;
export const InputStage = z.enum([
	"transformer",
	"electronic",
	"unbalanced",
	"instrument",
	"microphone",
	"speaker load",
]);
export type InputStage = z.infer<typeof InputStage>;

/** Where a manual says "balanced" and no more. What is then taken for it stands in stages.ts, and is said. */
const stageOrUnknown = <T extends string>(stage: z.ZodEnum<Record<T, T>>) =>
	z.enum([...stage.options, "unknown"]).transform((said) => stage.safeParse(said).data ?? null);

const levels = {
	impedance: orUnknown(Impedance),
	nominal: orUnknown(Level).describe("Operating level"),
	maximum: orUnknown(Level).describe("Where it clips"),
	fullScale: orUnknown(Level).optional().describe("Converters: the level of 0 dBFS at this port"),
	channel: count
		.optional()
		.describe("Interfaces: what the computer counts it as, if its name does not end in it"),
	noise: orUnknown(Level).optional().describe("20 Hz to 20 kHz, unweighted; of an input, referred to itself"),
};

/** A passive pickup or a ribbon: its coil with its own capacitance, instead of a plain impedance. */
export const Coil = z.strictObject({
	inductance: Inductance,
	resistance: Impedance,
	capacitance: Capacitance,
	pots: Impedance.optional().describe(
		"Its volume and tone pots turned up, together: two of 250 kΩ are 125 kΩ",
	),
});
export type Coil = z.infer<typeof Coil>;

export const OutputPort = z.strictObject({
	direction: z.literal("out").describe("Gives a signal"),
	label: z.string().optional().describe(labelWords),
	stage: stageOrUnknown(OutputStage).describe(stageWords),
	...levels,
	needsLoad: z.boolean().default(false).describe("A valve output transformer that must see its load"),
	leastLoad: Impedance.optional().describe("The lowest load that it may drive, ohms"),
	power: Power.optional().describe("Speaker outputs: into the lowest load"),
	coupling: Capacitance.optional().describe(
		"A capacitor in series with each leg: with a low load it costs bass",
	),
	coil: Coil.optional().describe("A passive pickup or a ribbon, instead of a plain impedance"),
	termination: Impedance.optional().describe("The load that its transformer wants to see, such as 600 Ω"),
	underPhantom: z
		.enum(["needs it", "bears it", "is harmed"])
		.optional()
		.describe("Microphones and DI boxes; a ribbon without protection is harmed"),
});
export const InputPort = z.strictObject({
	direction: z.literal("in").describe("Takes a signal"),
	label: z.string().optional().describe(labelWords),
	stage: stageOrUnknown(InputStage).describe(stageWords),
	...levels,
	capacitance: Capacitance.optional().describe("Across the input"),
	terminated: z
		.strictObject({ impedance: Impedance, control: z.string().optional(), is: z.string().optional() })
		.optional()
		.describe("A resistor across the input, always or in one position of a switch"),
	power: Power.optional().describe("Loudspeakers and loads: what they bear"),
	phantom: z
		.string()
		.optional()
		.describe('The switch that puts 48 V on this input, its first position is off; "always" for a supply'),
});

/** A digital line. It has no analogue level and is never compared in dBu. */
const digital = {
	label: z.string().optional().describe(labelWords),
	format: DigitalFormat.describe("What runs over it; the connector alone does not tell"),
	channels: count.optional().describe("Default: what the format carries at 48 kHz"),
	rates: z.array(count).optional().describe("Hz; default: unknown"),
	terminated: z
		.union([z.boolean(), z.strictObject({ control: z.string(), is: z.string() })])
		.optional()
		.describe("Word clock inputs: 75 Ω inside, always or in one position of a switch"),
	converts: z.boolean().default(false).describe("Has a sample rate converter: its clock does not matter"),
};
export const DigitalPort = z.strictObject({
	direction: z.enum(["digital out", "digital in", "network"]),
	...digital,
});
/** Contacts that lead through the box: of a passive switch, a splitter or a stage box; it neither drives nor loads. */
export const ThroughPort = z.strictObject({ direction: z.literal("through"), label: z.string().optional() });

export const Port = z.discriminatedUnion("direction", [OutputPort, InputPort, DigitalPort, ThroughPort]);
export type OutputPort = z.infer<typeof OutputPort>;
export type InputPort = z.infer<typeof InputPort>;
export type DigitalPort = z.infer<typeof DigitalPort>;
export type AnaloguePort = OutputPort | InputPort;
export type Port = z.infer<typeof Port>;

export const isAnalogue = (port: Port): port is AnaloguePort =>
	port.direction === "in" || port.direction === "out";
export const isDigital = (port: Port): port is DigitalPort =>
	port.direction === "digital in" || port.direction === "digital out" || port.direction === "network";

/** A socket on the box. One port sits on it under its own name, or several under a pinout. */
export const Jack = z.strictObject({
	label: z.string().optional().describe(labelWords),
	connector: Connector.describe("The socket on the unit"),
	pinout: z
		.string()
		.optional()
		.describe("For multipair or unusual connectors: aes59, yamaha, insert, pin 3 hot …"),
	carries: z
		.array(z.string())
		.optional()
		.describe('Ports in channel order, for example ["da[1-8]"]; default: the port of the same name'),
	gender: Gender.optional().describe(
		"Pins or holes; default: an XLR that gives has pins, one that takes has holes",
	),
	screws: Screws.optional().describe("Jackscrews of a D-sub"),
});
export type Jack = z.infer<typeof Jack>;

/** One way through the unit, from an input port to an output port. */
export const Path = z.strictObject({
	from: z.string().describe("Input port"),
	to: z.string().describe("Output port"),
	side: z.enum(["left", "right", "mono"]).default("mono").describe("Which side of a stereo chain it serves"),
	gain: z
		.array(Figure)
		.optional()
		.describe("Terms in dB that add up to the gain at 1 kHz below any threshold; absent: unknown"),
	bypass: z
		.strictObject({
			control: z.string().describe("The switch that takes the unit out of circuit"),
			is: z.string().describe("The position in which the unit is out of circuit"),
		})
		.optional(),
	stages: z.array(Stage).default([]).describe("Simulated units: what they do to sound, in signal order"),
});
export type Path = z.infer<typeof Path>;

const names = <T extends z.ZodType>(thing: T) =>
	z.record(
		z.string().regex(/^[a-z][a-z0-9-]*(\[\d+-\d+\])?$/, "use a short name in small letters, such as in-l"),
		thing,
	);

/** A switch that changes the wiring: in one position the sockets of two ports are joined and the box is out of circuit. */
export const Relay = z.strictObject({
	control: z.string().optional().describe("Absent: joined for good, as in a splitter"),
	is: z.string().optional().describe("The position in which the contacts are closed"),
	joins: z.tuple([z.string(), z.string()]).describe("Two ports"),
});
export type Relay = z.infer<typeof Relay>;

/** Sockets that are normalled to each other inside the box: an insert's send and return, a side chain. */
export const InnerNormal = z.strictObject({
	from: z.string().describe("The port that gives, as the upper jack of a point"),
	to: z.string().describe("The port that takes, as the lower jack"),
	normalling: Normalling,
});
export type InnerNormal = z.infer<typeof InnerNormal>;

/** A crosspoint router: one control an output, whose positions are called after the input ports (or Off). */
export const Matrix = z.strictObject({
	inputs: z.array(z.string()).min(1).describe('Ports, for example ["in[1-32]"]'),
	outputs: z.array(z.string()).min(1),
	control: z.string().describe('The control of an output, "route-{output}"'),
	off: z.string().default("Off"),
	gain: z.number().optional().describe("dB from any input to any output; absent: unknown"),
});
export type Matrix = z.infer<typeof Matrix>;

/** A box that turns left and right into mid and side and back; ports by name. */
export const MidSide = z.strictObject({
	encode: z.strictObject({ left: z.string(), right: z.string(), mid: z.string(), side: z.string() }),
	decode: z.strictObject({ mid: z.string(), side: z.string(), left: z.string(), right: z.string() }),
});
export type MidSide = z.infer<typeof MidSide>;

/** A gear file as it is written, without what drives it. */
export const WrittenGearModel = z.strictObject({
	maker: z.string().describe("As people call the company"),
	model: z.string().describe("As it is printed on the unit"),
	kind: z.enum([
		"interface",
		"compressor",
		"equaliser",
		"preamplifier",
		"channel strip",
		"tape machine",
		"gate",
		"saturator",
		"multi-effect",
		"echo",
		"reverb",
		"re-amp box",
		"DI box",
		"amplifier",
		"load box",
		"router",
		"microphone",
		"instrument",
		"converter",
		"clock",
		"summing mixer",
		"mixer",
		"mid/side matrix",
		"monitor controller",
		"loudspeaker",
		"cabinet",
		"patchbay",
		"transformer",
		"pad",
		"splitter",
		"switch",
		"phantom supply",
		"other",
	]),
	simulated: z
		.boolean()
		.default(false)
		.describe("Exists in the virtual rack only; its figures are its definition"),
	sources: Sources,
	cites: Cites.default({}),
	faceplate: Faceplate.optional().describe("Its size: { rack: 2 }, { module: 500 }, or width and height, mm"),
	warmUp: Duration.optional().describe('Until it may be trusted, for example "1500 s"'),
	valves: z.record(z.string(), count).optional().describe("Valve types and how many"),
	ports: names(Port).describe("Its signals by short names: what each gives or takes, with its levels"),
	jacks: names(Jack).describe("Its sockets by short names, and which ports sit on each"),
	controls: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), WrittenControl).default({}),
	bay: BayModel.optional().describe(
		"Patchbays only: what studio.yaml's bays of this model need not say again",
	),
	paths: z.array(Path).default([]).describe("The ways through it, from input port to output port"),
	earthed: z.boolean().optional().describe("Default: all but microphones, instruments and passive speakers"),
	relays: z
		.array(Relay)
		.default([])
		.describe("Switches that change the wiring: bypass relays, A/B, splitters"),
	normals: z
		.array(InnerNormal)
		.default([])
		.describe("Sockets that are normalled to each other inside the box"),
	matrix: Matrix.optional().describe("A router: which inputs reach which outputs"),
	midSide: MidSide.optional().describe("A box that turns left and right into mid and side and back"),
	mute: z
		.strictObject({ control: z.string().describe("Its switch"), is: z.string().describe("Its position") })
		.optional()
		.describe("Monitor controllers: the switch position in which the loudspeakers are silent"),
});

/** Make and model: everything about a kind of unit that is true of every one that was built. */
export const GearModel = WrittenGearModel.transform(panelOf);
export type GearModel = z.infer<typeof GearModel>;
export type GearModelInput = z.input<typeof GearModel>;
