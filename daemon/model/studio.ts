import { z } from "zod";
import { Adapter, type CableMap, type Cord, CordStock, cordNamed, Loom, MappedCable } from "./cable.ts";
import type { Pinouts } from "./connector.ts";
import { type AnaloguePort, type GearModel, isAnalogue, type Jack, type Port } from "./gear-model.ts";
import { kept } from "./kept.ts";
import { Bay } from "./patchbay.ts";

/** One box in the rack. Its make and model are in the catalogue under "maker/model". */
export const Unit = z.strictObject({
	id: z
		.string()
		.regex(/^[a-z][a-z0-9-]*$/, "use a short name in small letters, such as bus-comp")
		.describe("Short name that looms and chains know it by"),
	name: z.string().describe("What people call it; it stands on labels and sheets"),
	model: z.string().describe("maker/model as in drivers/gear or in the studio's own gear folder"),
	serial: z.string().optional().describe("Serial number; it stands on the recall sheet"),
	number: z
		.number()
		.int()
		.positive()
		.optional()
		.describe("The number on the label strips; a stereo pair shares one"),
	room: z.string().optional().describe("Where it stands, if the studio has more than one room"),
	clock: z
		.string()
		.optional()
		.describe('Digital units: "internal", or the port whose clock it follows, such as word-clock-in'),
	rate: z
		.number()
		.int()
		.positive()
		.optional()
		.describe("Digital units: the rate it is set to, where it is not the session's"),
	measured: z
		.array(
			z.strictObject({
				from: z.string().describe("Input port"),
				to: z.string().describe("Output port"),
				gain: z.number().describe("dB at 1 kHz"),
				on: z.string().describe("The date"),
			}),
		)
		.optional()
		.describe("Gain from port to port as it was measured on this very unit, with the date"),
	remote: z
		.strictObject({
			port: z
				.string()
				.describe(
					'Where it listens: "127.0.0.1:10023", "/dev/ttyUSB0" or the name of a MIDI port; "simulated" starts its double',
				),
		})
		.optional()
		.describe("A unit that the daemon drives"),
});
export type Unit = z.infer<typeof Unit>;

/** How the daemon reaches the audio interface. */
export const AudioInterface = z.strictObject({
	unit: z.string().describe("The unit that is the interface"),
	backend: z
		.enum(["simulated", "duplex", "web-audio"])
		.describe("simulated: the virtual rack; duplex: one full-duplex stream; web-audio: two channels, live"),
	device: z.string().optional().describe("Part of the device's name as the system lists it"),
	api: z
		.enum(["JACK", "ALSA", "CoreAudio", "WASAPI", "ASIO", "PulseAudio"])
		.optional()
		.describe("The system that the interface is reached by; default: the first that is there"),
});
export type AudioInterface = z.infer<typeof AudioInterface>;

/** studio.yaml: what is there. Everything that was *done* belongs to the session. */
export const StudioFile = z.strictObject({
	studio: z.string().describe("The name that stands on the sheets"),
	rate: z.number().int().min(8000).max(384000).describe("Sample rate that sessions start with, Hz"),
	interface: AudioInterface.describe("How the daemon reaches the audio interface"),
	units: z.array(Unit).min(1).describe("Every box in the rack"),
	bays: z.array(Bay).default([]).describe("Patchbays"),
	looms: z.array(Loom).default([]).describe("Permanent cables behind the rack"),
	cables: z.array(MappedCable).default([]).describe("Permanent cables that are described contact by contact"),
	store: z.array(CordStock).default([]).describe("Patch cords"),
	adapters: z.array(Adapter).default([]).describe("Adapters that a cord's plug can be pushed into"),
});
export type StudioFile = z.infer<typeof StudioFile>;

/** The studio with its gear models and pinouts looked up: all that the model needs to compute anything. */
export type Studio = StudioFile & {
	readonly models: Readonly<Record<string, GearModel>>;
	readonly pinouts: Pinouts;
	readonly cableMaps: Readonly<Record<string, CableMap>>;
};

/** Something that is read off a studio once and then kept as long as the studio is: an index, its copper. */
export const perStudio = <T>(read: (studio: Studio) => T): ((studio: Studio) => T) => kept(read);

const unitsById = perStudio((studio) => new Map(studio.units.map((unit) => [unit.id, unit])));

export const unitOf = (studio: Studio, id: string): Unit | undefined => unitsById(studio).get(id);

export const modelOf = (studio: Studio, unitId: string): GearModel | undefined => {
	const unit = unitOf(studio, unitId);
	return unit && studio.models[unit.model];
};

const builtIn = perStudio(
	({ looms, cables }): ReadonlyMap<string, Loom | MappedCable> =>
		new Map([...looms, ...cables].map((cable) => [cable.id, cable])),
);

/** A permanent cable or a cord of the store by the name that it is told by. */
export const cableNamed = (studio: Studio, id: string): Loom | MappedCable | Cord | undefined =>
	builtIn(studio).get(id) ?? cordNamed(studio, id);

/** A port of one unit in the rack: "bus-comp/out-l". */
export type PortId = string;

type OfUnit<P extends Port> = {
	readonly id: PortId;
	readonly unit: Unit;
	readonly model: GearModel;
	readonly name: string;
	readonly port: P;
};
/** An analogue port: it drives or it loads, and it has a level. */
export type PortOfUnit = OfUnit<AnaloguePort>;
export type AnyPortOfUnit = OfUnit<Port>;

const RUN = /^(.*)\[(\d+)-(\d+)\]$/;

/** "da[1-8]" stands for da1 … da8. */
export const spread = (name: string): string[] => {
	if (!name.endsWith("]")) return [name];
	const [, stem, first, last] = RUN.exec(name) ?? [];
	if (stem === undefined) return [name];
	return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => `${stem}${Number(first) + i}`);
};

/** The ports of a model by name, with the run that each was written in. */
export const portsOf = kept(
	(model: GearModel): ReadonlyMap<string, Port> =>
		new Map(
			Object.entries(model.ports).flatMap(([run, port]) => spread(run).map((name) => [name, port] as const)),
		),
);

/** How a port is lettered, "OUT L"; one that has a label alone, "DA 5", goes without the name of its unit. */
type Lettering = { readonly label: string; readonly alone: boolean };

const letteringOf = kept(
	(model: GearModel): ReadonlyMap<string, Lettering> =>
		new Map(
			Object.entries(model.ports).flatMap(([run, { label }]) =>
				spread(run).map((name): [string, Lettering] => {
					const alone = label !== undefined && run.endsWith("]");
					if (alone) return [name, { label: `${label} ${name.replace(/^\D+/, "")}`, alone }];
					return [name, { label: label ?? name.toUpperCase().replaceAll("-", " "), alone }];
				}),
			),
		),
);

/** Every port of a unit whose model is known, analogue, digital and through. */
export const portsOfUnit = perStudio(
	(studio): ReadonlyMap<Unit, readonly AnyPortOfUnit[]> =>
		new Map(
			studio.units.map((unit) => {
				const model = studio.models[unit.model];
				const ports = model ? [...portsOf(model)] : [];
				const found = ports.flatMap(([name, port]) =>
					model ? [{ id: `${unit.id}/${name}`, unit, model, name, port }] : [],
				);
				return [unit, found];
			}),
		),
);

const portsById = perStudio(
	(studio): ReadonlyMap<PortId, AnyPortOfUnit> =>
		new Map([...portsOfUnit(studio).values()].flatMap((ports) => ports.map((found) => [found.id, found]))),
);

export const allPortIdsOf = (studio: Studio): PortId[] => [...portsById(studio).keys()];

const isAnalogueOfUnit = (found: AnyPortOfUnit): found is PortOfUnit => isAnalogue(found.port);

/** Every analogue port of every unit. */
export const portIdsOf = (studio: Studio): PortId[] =>
	[...portsById(studio).values()].filter(isAnalogueOfUnit).map(({ id }) => id);

/** The ports on a socket, in channel order. */
export const carriedBy = (name: string, jack: Jack): string[] => (jack.carries ?? [name]).flatMap(spread);

const portsBySocket = perStudio(
	(studio): ReadonlyMap<string, readonly PortId[]> =>
		new Map(
			studio.units.flatMap((unit) =>
				Object.entries(studio.models[unit.model]?.jacks ?? {}).map(
					([name, jack]) =>
						[`${unit.id}/${name}`, carriedBy(name, jack).map((port) => `${unit.id}/${port}`)] as const,
				),
			),
		),
);

/** The ports on a unit's socket "unit/jack", in channel order; nothing for a socket of a bay. */
export const portsOnSocket = (studio: Studio, socket: string): readonly PortId[] | undefined =>
	portsBySocket(studio).get(socket);

export const anyPortOf = (studio: Studio, id: PortId): AnyPortOfUnit | undefined => portsById(studio).get(id);

export const portOf = (studio: Studio, id: PortId): PortOfUnit | undefined => {
	const found = anyPortOf(studio, id);
	return found && isAnalogueOfUnit(found) ? found : undefined;
};

/** "Bus comp OUT L": how a person calls a port. */
export const sayPort = (studio: Studio, id: PortId): string => {
	const found = anyPortOf(studio, id);
	const lettering = found && letteringOf(found.model).get(found.name);
	if (!lettering) return id;
	return lettering.alone ? lettering.label : `${found.unit.name} ${lettering.label}`;
};

export const sayUnit = (studio: Studio, id: string): string => unitOf(studio, id)?.name ?? id;
