import { z } from "zod";
import { Connector } from "./connector.ts";
import { Duration, Impedance, Level } from "./level.ts";
import { Control } from "./parameter.ts";

/** A figure that nobody has looked up yet is written "unknown" and stays unknown: it is never guessed. */
const orUnknown = <T extends z.ZodType>(figure: T) =>
	z.union([z.literal("unknown").transform(() => null), figure]);

export const OutputStage = z.enum([
	"transformer",
	"ground-referenced",
	"cross-coupled",
	"impedance-balanced",
	"unbalanced",
	"speaker",
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

const levels = {
	impedance: orUnknown(Impedance),
	nominal: orUnknown(Level).describe("Operating level"),
	maximum: orUnknown(Level).describe("Where it clips"),
	fullScale: Level.optional().describe("Converters: the level of 0 dBFS at this port"),
	noise: orUnknown(Level).optional().describe("20 Hz to 20 kHz, unweighted"),
};

export const OutputPort = z.strictObject({
	direction: z.literal("out"),
	label: z.string().optional(),
	stage: OutputStage,
	...levels,
	needsLoad: z.boolean().default(false).describe("A valve output transformer that must see its load"),
});
export const InputPort = z.strictObject({
	direction: z.literal("in"),
	label: z.string().optional(),
	stage: InputStage,
	...levels,
	phantom: z
		.string()
		.optional()
		.describe("The switch that puts 48 V on this input; its first position is off"),
});
export const Port = z.discriminatedUnion("direction", [OutputPort, InputPort]);
export type OutputPort = z.infer<typeof OutputPort>;
export type InputPort = z.infer<typeof InputPort>;
export type Port = z.infer<typeof Port>;

/** A socket on the box. One port sits on it under its own name, or several under a pinout. */
export const Jack = z.strictObject({
	label: z.string().optional(),
	connector: Connector,
	pinout: z
		.string()
		.optional()
		.describe("For multipair or unusual connectors: aes59, yamaha, insert, pin 3 hot …"),
	carries: z
		.array(z.string())
		.optional()
		.describe('Ports in channel order, for example ["da[1-8]"]; default: the port of the same name'),
});
export type Jack = z.infer<typeof Jack>;

/** A figure of the virtual rack: fixed, or read from a control ("-input" takes the control's figure negative). */
const Figure = z.union([z.number(), z.string().regex(/^-?[a-z][a-z0-9-]*$/)]);
export type Figure = z.infer<typeof Figure>;
const milliseconds = Figure.describe("ms");

/** What a simulated unit does to sound, in signal order. A real unit has none: its sound is its own. */
export const Stage = z.discriminatedUnion("do", [
	z.strictObject({ do: z.literal("gain"), gain: Figure }),
	z.strictObject({
		do: z.literal("polarity"),
		when: z.strictObject({ control: z.string(), is: z.string() }).optional(),
	}),
	z.strictObject({
		do: z.literal("filter"),
		shape: z.enum(["lowpass", "highpass", "lowshelf", "highshelf", "peaking"]),
		frequency: Figure,
		q: Figure.default(0.71),
		gain: Figure.default(0),
	}),
	z.strictObject({
		do: z.literal("compress"),
		threshold: Figure.describe("dBu"),
		ratio: Figure,
		attack: milliseconds,
		release: milliseconds,
		knee: z.number().default(6),
	}),
	z.strictObject({
		do: z.literal("saturate"),
		drive: Figure.describe("dB into the curve"),
		ceiling: Figure.describe("dBu"),
	}),
	z.strictObject({ do: z.literal("delay"), milliseconds }),
	z.strictObject({
		do: z.literal("echo"),
		milliseconds,
		feedback: Figure.describe("%"),
		mix: Figure.describe("%"),
	}),
	z.strictObject({ do: z.literal("reverb"), seconds: Figure, mix: Figure.describe("%") }),
	z.strictObject({ do: z.literal("noise"), level: Figure.describe("dBu") }),
]);
export type Stage = z.infer<typeof Stage>;

/** One way through the unit, from an input port to an output port. */
export const Path = z.strictObject({
	from: z.string(),
	to: z.string(),
	side: z.enum(["left", "right", "mono"]).default("mono"),
	gain: z
		.array(Figure)
		.optional()
		.describe("Terms in dB that add up to the gain at 1 kHz below any threshold; absent: unknown"),
	bypass: z
		.strictObject({
			control: z.string(),
			is: z.string().describe("The position in which the unit is out of circuit"),
		})
		.optional(),
	stages: z.array(Stage).default([]),
});
export type Path = z.infer<typeof Path>;

const names = <T extends z.ZodType>(thing: T) =>
	z.record(
		z.string().regex(/^[a-z][a-z0-9-]*(\[\d+-\d+\])?$/, "use a short name in small letters, such as in-l"),
		thing,
	);

/** Make and model: everything about a kind of unit that is true of every one that was built. */
export const GearModel = z.strictObject({
	maker: z.string(),
	model: z.string(),
	kind: z.enum([
		"interface",
		"compressor",
		"equaliser",
		"preamplifier",
		"channel strip",
		"tape machine",
		"echo",
		"reverb",
		"re-amp box",
		"DI box",
		"amplifier",
		"load box",
		"router",
		"microphone",
		"instrument",
	]),
	simulated: z
		.boolean()
		.default(false)
		.describe("Exists in the virtual rack only; its figures are its definition"),
	sources: z.record(z.string(), z.string()).describe("Where the figures were read: manual and page"),
	faceplate: z.strictObject({ width: z.number().positive(), height: z.number().positive() }).describe("mm"),
	warmUp: Duration.optional().describe('Until it may be trusted, for example "1500 s"'),
	valves: z.record(z.string(), z.number().int().positive()).optional().describe("Valve types and how many"),
	ports: names(Port),
	jacks: names(Jack),
	controls: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), Control).default({}),
	paths: z.array(Path).default([]),
});
export type GearModel = z.infer<typeof GearModel>;
export type GearModelInput = z.input<typeof GearModel>;
