import { pathsFor, type Wanted } from "./chain.ts";
import type { Path } from "./gear-model.ts";
import { arrivals, type Hop } from "./link.ts";
import { gainOf, inverts } from "./position.ts";
import type { ChainReading, HopReading } from "./readings.ts";
import type { Chain, Session } from "./session.ts";
import { modelOf, type PortOfUnit, portOf, type Studio, sayPort } from "./studio.ts";
import type { Netlist } from "./wiring.ts";

/** The converter's operating level in dBu: its stated nominal level, else 18 dB below full scale (EBU R68). */
const operatingLevel = ({ port }: PortOfUnit): number => port.nominal ?? (port.fullScale ?? 22) - 18;

type Clip = NonNullable<ChainReading["firstClip"]>;

type Along = {
	readonly level: number | null;
	readonly inverted: boolean;
	readonly hops: readonly HopReading[];
	readonly clips: readonly Clip[];
};

type Route = {
	readonly studio: Studio;
	readonly session: Session;
	/** The copper as it will be when the plan is done. */
	readonly netlist: Netlist;
	/** Connections whose copper is there already. */
	readonly connected: (wanted: Wanted) => boolean;
	readonly sides: number;
};

const hopFor = ({ netlist }: Route, { from, to }: Wanted): Hop | undefined =>
	arrivals(netlist, to).find((hop) => hop.from.id === from);

const insertAt = ({ studio, sides }: Route, { to, side }: Wanted): Path | undefined => {
	const found = portOf(studio, to);
	return found && pathsFor(studio, found.unit.id, sides)[side];
};

const limitOf = ({ port }: PortOfUnit): number | null => port.fullScale ?? port.maximum;

const readHop = (route: Route, wanted: Wanted, source: number | null, offset: number): HopReading => {
	const hop = hopFor(route, wanted);
	const level = hop && source !== null ? source + hop.gain : null;
	const limit = hop ? limitOf(hop.to) : null;
	const headroom = level === null || limit === null ? null : limit - level;
	return {
		from: wanted.from,
		to: wanted.to,
		says: { from: sayPort(route.studio, wanted.from), to: sayPort(route.studio, wanted.to) },
		side: wanted.side,
		level,
		loss: hop?.gain ?? Number.NEGATIVE_INFINITY,
		headroom,
		clipsAt: headroom === null ? null : headroom + offset,
		inverted: hop?.inverted ?? false,
		connected: route.connected(wanted),
	};
};

/** Where a hop clips: in the stage that drives it, when its unit has gain, or in the receiver. dBFS of the send. */
const clipsOf = ({ studio }: Route, hop: HopReading, source: number | null, offset: number): Clip[] => {
	const most = portOf(studio, hop.from)?.port.maximum ?? null;
	const driver =
		source === null || most === null
			? []
			: [{ at: hop.from, says: hop.says.from, dBFS: most - source + offset }];
	return hop.clipsAt === null ? driver : [...driver, { at: hop.to, says: hop.says.to, dBFS: hop.clipsAt }];
};

/** Level and polarity behind the unit that a hop runs into. */
const through = (route: Route, wanted: Wanted, hop: HopReading): { level: number | null; flips: boolean } => {
	const path = insertAt(route, wanted);
	const unit = portOf(route.studio, wanted.to)?.unit.id ?? "";
	const model = modelOf(route.studio, unit);
	if (!path || !model) return { level: hop.level, flips: false };
	const gain = gainOf(model, route.session.settings[unit], path);
	const level = gain === null || hop.level === null ? null : hop.level + gain;
	return { level, flips: inverts(model, route.session.settings[unit], path) };
};

const walk = (route: Route, wanted: readonly Wanted[]): Along => {
	const start = portOf(route.studio, wanted[0]?.from ?? "");
	if (!start) return { level: null, inverted: false, hops: [], clips: [] };
	const offset = operatingLevel(start) - (start.port.fullScale ?? 0);
	return wanted.reduce<Along>(
		({ level, inverted, hops, clips }, want) => {
			const hop = readHop(route, want, level, offset);
			const behind = through(route, want, hop);
			return {
				level: behind.level,
				inverted: inverted !== (hop.inverted !== behind.flips),
				hops: [...hops, hop],
				clips: [...clips, ...clipsOf(route, hop, level, offset)],
			};
		},
		{ level: operatingLevel(start), inverted: false, hops: [], clips: [] },
	);
};

const gainOfChain = (studio: Studio, { level, hops }: Along): number | null => {
	const first = portOf(studio, hops[0]?.from ?? "");
	const last = portOf(studio, hops.at(-1)?.to ?? "");
	if (!first || !last || level === null) return null;
	return level - (last.port.fullScale ?? 0) - (operatingLevel(first) - (first.port.fullScale ?? 0));
};

/** The stage that clips at the lowest level of the converter output, if any clips below full scale. */
const firstClip = (clips: readonly Clip[]): Clip | null =>
	clips
		.filter(({ dBFS }) => dBFS < -0.05)
		.toSorted((a, b) => a.dBFS - b.dBFS)
		.at(0) ?? null;

/** Levels, polarity and the first clip along a chain, as it will be when it is patched. */
export const readChain = (
	chain: Chain,
	wanted: readonly Wanted[],
	route: Omit<Route, "sides">,
): Omit<ChainReading, "plan" | "preflight"> => {
	const sides = chain.sends.map((_, side) =>
		walk(
			{ ...route, sides: chain.sends.length },
			wanted.filter((want) => want.side === side),
		),
	);
	const hops = sides.flatMap((side) => side.hops);
	const [main] = sides;
	return {
		chain: chain.id,
		hops,
		gain: main ? gainOfChain(route.studio, main) : null,
		inverted: main?.inverted ?? false,
		sidesDiffer: sides.some(({ inverted }) => inverted !== main?.inverted),
		firstClip: firstClip(sides.flatMap(({ clips }) => clips)),
	};
};
