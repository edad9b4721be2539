import type { Hop } from "#model/copper/link.ts";
import { converterLines } from "./converter-line.ts";
import { type GearModel, isAnalogue, type OutputPort, type Path } from "./gear-model.ts";
import { dBu } from "./level.ts";
import { figureOf, isBypassed, type KnobPositions, positionOf } from "./position.ts";
import type { Stage } from "./sound.ts";
import { portOf, portsOf, type Studio } from "./studio.ts";
import type {
	VirtualChannel,
	VirtualConverter,
	VirtualHop,
	VirtualRack,
	VirtualStage,
} from "./virtual-rack.ts";

const QUIET = dBu(-120);
const ANY = dBu(60);

type Positions = KnobPositions[string] | undefined;
type Resolve<Do extends Stage["do"]> = (
	stage: Extract<Stage, { do: Do }>,
	at: (figure: number | string) => number,
) => VirtualStage;

/** Percent and milliseconds of the gear file become the ratios and seconds of the sound. */
const resolvers: { readonly [Do in Stage["do"]]: Resolve<Do> } = {
	gain: ({ gain }, at) => ({ do: "gain", gain: at(gain) }),
	polarity: () => ({ do: "polarity" }),
	filter: ({ shape, frequency, q, gain }, at) => ({
		do: "filter",
		shape,
		frequency: at(frequency),
		q: at(q),
		gain: at(gain),
	}),
	compress: ({ threshold, ratio, attack, release, knee }, at) => ({
		do: "compress",
		threshold: at(threshold),
		ratio: at(ratio),
		attack: at(attack) / 1000,
		release: at(release) / 1000,
		knee,
	}),
	saturate: ({ drive, ceiling }, at) => ({ do: "saturate", drive: at(drive), ceiling: at(ceiling) }),
	delay: ({ milliseconds }, at) => ({ do: "delay", seconds: at(milliseconds) / 1000 }),
	echo: ({ milliseconds, feedback, mix }, at) => ({
		do: "echo",
		seconds: at(milliseconds) / 1000,
		feedback: at(feedback) / 100,
		mix: at(mix) / 100,
	}),
	reverb: ({ seconds, mix }, at) => ({ do: "reverb", seconds: at(seconds), mix: at(mix) / 100 }),
	noise: ({ level }, at) => ({ do: "noise", level: at(level) }),
};

const resolverOf = <Do extends Stage["do"]>(does: Do): Resolve<Do> => resolvers[does];

const resolve = (stage: Stage, at: (figure: number | string) => number): VirtualStage =>
	resolverOf<typeof stage.do>(stage.do)(stage, at);

const isIn = (model: GearModel, positions: Positions, stage: Stage): boolean =>
	stage.do !== "polarity" ||
	!stage.when ||
	positionOf(model, positions, stage.when.control) === stage.when.is;

const stagesOf = (model: GearModel, positions: Positions, path: Path): VirtualStage[] => {
	if (isBypassed(model, positions, path)) return [];
	const at = (figure: number | string): number => figureOf(model, positions, figure) ?? 0;
	return path.stages.filter((stage) => isIn(model, positions, stage)).map((stage) => resolve(stage, at));
};

/** A path through a unit is known by its two ports, because one input may feed two outputs. */
const channelId = (unit: string, path: Path): string => `${unit}/${path.from}>${path.to}`;

const channelsOfRack = (studio: Studio, positions: KnobPositions): VirtualChannel[] =>
	studio.units.flatMap((unit) => {
		const model = studio.models[unit.model];
		if (!model) return [];
		const ports = portsOf(model);
		const maximumOf = (name: string): OutputPort["maximum"] => {
			const port = ports.get(name);
			return port && isAnalogue(port) ? port.maximum : null;
		};
		return model.paths.map((path) => ({
			id: channelId(unit.id, path),
			stages: stagesOf(model, positions[unit.id], path),
			maximum: dBu(maximumOf(path.to) ?? ANY),
		}));
	});

const convertersOf = (studio: Studio, direction: "in" | "out"): VirtualConverter[] =>
	[...converterLines(studio, direction)].flatMap(([channel, ports]) =>
		ports.map((id) => {
			const port = portOf(studio, id)?.port;
			return { id, channel, fullScale: dBu(port?.fullScale ?? 22), noise: dBu(port?.noise ?? QUIET) };
		}),
	);

/** Where a hop's signal comes from or goes to in the rack: a converter, or every path at that port. */
const endsAt = (studio: Studio, id: string, end: "from" | "to"): string[] => {
	const found = portOf(studio, id);
	if (!found) return [];
	if (found.port.fullScale !== undefined) return [id];
	return found.model.paths
		.filter((path) => path[end] === found.name)
		.map((path) => channelId(found.unit.id, path));
};

const hopsOfRack = (studio: Studio, hops: readonly Hop[]): VirtualHop[] =>
	hops.flatMap(({ from, to, gain, inverted }) =>
		endsAt(studio, from.id, "to").flatMap((source) =>
			endsAt(studio, to.id, "from").map((sink) => ({ from: source, to: sink, gain, inverted })),
		),
	);

/** The virtual rack as it is wired and set now: what a simulated interface plays instead of a room. */
export const rackOf = (studio: Studio, hops: readonly Hop[], positions: KnobPositions): VirtualRack => ({
	outputs: convertersOf(studio, "out"),
	inputs: convertersOf(studio, "in"),
	channels: channelsOfRack(studio, positions),
	hops: hopsOfRack(studio, hops),
});
