import { arrivals, FAINT, type Hop } from "#model/copper/link.ts";
import type { Netlist } from "#model/copper/wiring.ts";
import type { Wanted, Way } from "./chain.ts";
import { dbFromRatio } from "./level.ts";
import { gained, isNoiseUnknown, joined, loudest, type Noise, stated, sumOf, unheard } from "./noise.ts";
import type { ChainReading, HopReading } from "./readings.ts";
import { responseOf } from "./response.ts";
import type { Chain, Session } from "./session.ts";
import { type PortId, type PortOfUnit, portOf, type Studio, sayPort } from "./studio.ts";
import { type Through, through } from "./through.ts";

/** The converter's operating level in dBu: its stated nominal level, else 18 dB below full scale (EBU R68). */
const operatingLevel = ({ port: { nominal, fullScale } }: PortOfUnit): number | null =>
	nominal ?? (fullScale === null ? null : (fullScale ?? 22) - 18);

/** The operating level as the converter reads it, dBFS; what has no converter is read in dBu. */
const operatingRead = (start: PortOfUnit): number | null => {
	const [level, { fullScale = 0 }] = [operatingLevel(start), start.port];
	return level === null || fullScale === null ? null : level - fullScale;
};

type Clip = NonNullable<ChainReading["firstClip"]>;

type Route = {
	readonly studio: Studio;
	readonly session: Session;
	/** The copper as it will be when the plan is done. */
	readonly netlist: Netlist;
	/** Connections whose copper is there already. */
	readonly connected: (wanted: Pick<Wanted, "from" | "to">) => boolean;
};

/**
 * One wanted connection with the copper that makes it. Where a relay takes a box off the copper, the same copper makes
 * the connection into the box and the one out of it: it begins at the first of them and is heard at the last.
 */
type Leg = {
	readonly wanted: Wanted;
	readonly copper: Pick<Wanted, "from" | "to">;
	readonly hop: Hop | undefined;
	readonly begins: boolean;
	readonly ends: boolean;
	/** What the unit behind does to the level; null at the end of the chain, or where the sound goes on without copper. */
	readonly through: Through | null;
	readonly isLast: boolean;
};

const hopFor = ({ netlist }: Route, { from, to }: Leg["copper"]): Hop | undefined =>
	arrivals(netlist, to).find((hop) => hop.from.id === from);

/** The connections of one way in signal order, each with its copper and with the unit that it runs into. */
const legsOf = (route: Route, wanted: readonly Wanted[]): Leg[] => {
	const ways = wanted.map(({ to }, i) => {
		const next = wanted[i + 1];
		return next ? through(route, to, next.from) : null;
	});
	const isRound = (i: number): boolean => ways[i]?.how === "relay";
	return wanted.map((want, i) => {
		let [first, last] = [i, i];
		while (isRound(first - 1)) first -= 1;
		while (isRound(last)) last += 1;
		const copper = { from: wanted[first]?.from ?? want.from, to: wanted[last]?.to ?? want.to };
		return {
			wanted: want,
			copper,
			hop: hopFor(route, copper),
			begins: first === i,
			ends: last === i,
			through: ways[i] ?? null,
			isLast: i === wanted.length - 1,
		};
	});
};

/** What a chain is at an output: its level, its polarity, its noise. */
type Now = { readonly level: number | null; readonly inverted: boolean; readonly noise: Noise };
type Along = Now & { readonly hops: readonly HopReading[]; readonly clips: readonly Clip[] };

/** A converter's noise is its own to state: nothing stands before its output or behind its input. */
const atConverter = (port: PortOfUnit, noise: Noise): Noise => ({
	...noise,
	isAtLeast: noise.isAtLeast || isNoiseUnknown(port),
});

/** The noise at a receiver: what came with the signal, the resistances of the copper, and the receiver's own. */
const noiseAt = ({ hop, begins, isLast }: Leg, { noise }: Now): Noise => {
	if (!hop) return unheard;
	const thermal = { at: hop.to.id, makes: "thermal", level: responseOf(hop).thermal } as const;
	const here = begins ? joined(gained(noise, hop.gain), thermal, ...stated(hop.to)) : noise;
	return isLast ? atConverter(hop.to, here) : here;
};

/** Whether an output hears other inputs as well: what they bring along is not followed. */
const mixes = ({ from }: Through, out: PortOfUnit | undefined): boolean =>
	out?.model.midSide !== undefined ||
	(out?.model.paths.some((path) => path.to === out.name && `${out.unit.id}/${path.from}` !== from) ?? false);

/** The noise at the output of a unit: what went in, gained, and what the unit adds. A box that is off adds none. */
const noiseBehind = ({ studio }: Route, way: Through, noise: Noise): Noise => {
	const after = gained(noise, way.gain);
	if (way.how === "bypass" || way.how === "relay") return after;
	const [into, out] = [portOf(studio, way.from), portOf(studio, way.to)];
	const all = joined(after, ...(out ? stated(out) : []));
	return { ...all, isAtLeast: all.isAtLeast || isNoiseUnknown(into, out) || mixes(way, out) };
};

/** Which legs of a receiver carry the signal: a floating winding drives both, whatever they are against earth. */
const drivenLegs = ({ netlist }: Route, { from, to, legs }: Hop): HopReading["driven"] => {
	const nets = netlist.ports.get(to.id);
	const floats = from.port.stage === "transformer";
	const most = Math.max(Math.abs(legs.hot), Math.abs(legs.cold));
	const carries = (volts: number, net: number | undefined): boolean =>
		net !== netlist.earth && (floats || dbFromRatio(Math.abs(volts) / most) > FAINT / 2);
	const [hot, cold] = [carries(legs.hot, nets?.hot), carries(legs.cold, nets?.cold)];
	if (hot && cold) return "both legs";
	return hot ? "hot" : cold ? "cold" : "none";
};

const limitOf = ({ port }: PortOfUnit): number | null => port.fullScale ?? port.maximum;

/** What the copper alone does, at whatever level. */
const copperReading = (route: Route, hop: Hop | undefined) => {
	if (!hop)
		return { bass: null, treble: null, corner: null, thermal: null, metres: 0, driven: "none" as const };
	return { ...responseOf(hop), metres: hop.metres, driven: drivenLegs(route, hop) };
};

const assumedAt = (hop: Hop | undefined): PortId[] =>
	hop?.assumed ? [hop.from, hop.to].filter(({ port }) => port.impedance === null).map(({ id }) => id) : [];

/** `source`: the level that drives the leg. `noise`: what there is of it at the receiver. `offset`: the dBFS that the send plays. */
type Arriving = { readonly source: number | null; readonly noise: Noise; readonly offset: number | null };

const readLeg = (route: Route, leg: Leg, { source, noise, offset }: Arriving): HopReading => {
	const { wanted, hop, begins, ends } = leg;
	const gain = hop ? (begins ? hop.gain : 0) : Number.NEGATIVE_INFINITY;
	const level = hop && source !== null ? source + gain : null;
	const limit = hop && ends ? limitOf(hop.to) : null;
	const headroom = level === null || limit === null ? null : limit - level;
	const most = loudest(noise);
	return {
		from: wanted.from,
		to: wanted.to,
		says: { from: sayPort(route.studio, wanted.from), to: sayPort(route.studio, wanted.to) },
		side: wanted.side,
		way: wanted.way,
		level,
		loss: gain,
		...copperReading(route, hop),
		noise: sumOf(noise),
		noiseIsAtLeast: noise.isAtLeast,
		loudest: most && { ...most, says: sayPort(route.studio, most.at) },
		assumed: assumedAt(hop),
		headroom,
		clipsAt: headroom === null || offset === null ? null : headroom + offset,
		inverted: begins && (hop?.inverted ?? false),
		through: leg.through,
		connected: route.connected(leg.copper),
	};
};

/** Where a leg clips: in the stage that drives it, when its unit has gain, or in the receiver. dBFS of the send. */
const clipsOf = (
	{ studio }: Route,
	leg: Leg,
	hop: HopReading,
	{ source, offset }: Pick<Arriving, "source" | "offset">,
): Clip[] => {
	const most = leg.begins ? (portOf(studio, hop.from)?.port.maximum ?? null) : null;
	return [
		...(source === null || most === null || offset === null
			? []
			: [{ at: hop.from, says: hop.says.from, dBFS: most - source + offset }]),
		...(hop.clipsAt === null ? [] : [{ at: hop.to, says: hop.says.to, dBFS: hop.clipsAt }]),
	];
};

/** Behind the unit that a leg runs into. Where sound goes on without copper, nothing is known. */
const behind = (route: Route, { through, isLast }: Leg, hop: HopReading, noise: Noise): Now => {
	if (isLast) return { level: hop.level, inverted: hop.inverted, noise };
	if (!through) return { level: null, inverted: hop.inverted, noise: unheard };
	return {
		level: through.gain === null || hop.level === null ? null : hop.level + through.gain,
		inverted: hop.inverted !== through.inverted,
		noise: noiseBehind(route, through, noise),
	};
};

const walk = (route: Route, wanted: readonly Wanted[]): Along => {
	const start = portOf(route.studio, wanted[0]?.from ?? "");
	if (!start) return { level: null, inverted: false, noise: unheard, hops: [], clips: [] };
	const offset = operatingRead(start);
	const noise = atConverter(start, { makers: stated(start), isAtLeast: false });
	return legsOf(route, wanted).reduce<Along>(
		(now, leg) => {
			const arriving = { source: now.level, noise: noiseAt(leg, now), offset };
			const hop = readLeg(route, leg, arriving);
			const next = behind(route, leg, hop, arriving.noise);
			return {
				...next,
				inverted: now.inverted !== next.inverted,
				hops: [...now.hops, hop],
				clips: [...now.clips, ...clipsOf(route, leg, hop, arriving)],
			};
		},
		{ level: operatingLevel(start), inverted: false, noise, hops: [], clips: [] },
	);
};

const gainOfChain = (studio: Studio, { level, hops }: Along): number | null => {
	const first = portOf(studio, hops[0]?.from ?? "");
	const last = portOf(studio, hops.at(-1)?.to ?? "");
	if (!first || !last || level === null) return null;
	const [sent, { fullScale = 0 }] = [operatingRead(first), last.port];
	return sent === null || fullScale === null ? null : level - fullScale - sent;
};

/** The operating level as the converter's meter shows it on the send. */
const operatingOf = (studio: Studio, hops: readonly HopReading[]): number | null => {
	const first = portOf(studio, hops[0]?.from ?? "");
	return first?.port.fullScale === undefined ? null : operatingRead(first);
};

/** The noise with which a side comes back, as the converter reads it. */
const comesBackWith = (studio: Studio, hop: HopReading | undefined): ChainReading["noise"] => {
	const fullScale = portOf(studio, hop?.to ?? "")?.port.fullScale;
	if (!hop || hop.noise === null) return null;
	const { noise, noiseIsAtLeast: isAtLeast, loudest: most } = hop;
	return {
		dBu: noise,
		dBFS: fullScale === undefined || fullScale === null ? null : noise - fullScale,
		isAtLeast,
		loudest: most,
	};
};

/** Of several sides the one that comes back with most noise. */
const noisiest = (studio: Studio, sides: readonly Along[]): ChainReading["noise"] =>
	sides
		.flatMap(({ hops }) => comesBackWith(studio, hops.at(-1)) ?? [])
		.toSorted((a, b) => b.dBu - a.dBu)
		.at(0) ?? null;

/** The stage that clips at the lowest level of the converter output, if any clips below full scale. */
const firstClip = (clips: readonly Clip[]): Clip | null =>
	clips
		.filter(({ dBFS }) => dBFS < -0.05)
		.toSorted((a, b) => a.dBFS - b.dBFS)
		.at(0) ?? null;

/** A way with the connections that make it up: those of the plan, where a router lies in between. */
export type ReadableWay = Pick<Way, "side" | "way"> & { readonly hops: readonly Wanted[] };

/** Where wet and dry meet both ways share the copper behind: it is told once, with the levels of the wet one. */
const onceEach = (hops: readonly HopReading[]): HopReading[] =>
	hops.filter(({ from, to }, i) => hops.findIndex((hop) => hop.from === from && hop.to === to) === i);

/** Levels, noise, polarity and the first clip along a chain, as it will be when it is patched. */
export const readChain = (
	chain: Chain,
	ways: readonly ReadableWay[],
	route: Route,
): Omit<ChainReading, "plan" | "preflight"> => {
	const { studio } = route;
	const walked = ways.map(({ side, way, hops }) => ({ side, way, ...walk(route, hops) }));
	const sides = walked.filter(({ way }) => way === "main");
	const [main] = sides;
	return {
		chain: chain.id,
		hops: onceEach(walked.flatMap(({ hops }) => hops)),
		operating: main ? operatingOf(studio, main.hops) : null,
		gain: main ? gainOfChain(studio, main) : null,
		noise: noisiest(studio, sides),
		inverted: main?.inverted ?? false,
		sidesDiffer: sides.some(({ inverted }) => inverted !== main?.inverted),
		blendDiffers: walked.some(
			({ side, way, inverted }) =>
				way === "dry" && sides.some((wet) => wet.side === side && wet.inverted !== inverted),
		),
		firstClip: firstClip(walked.flatMap(({ clips }) => clips)),
	};
};
