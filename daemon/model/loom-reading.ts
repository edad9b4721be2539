import { behindOf } from "#model/copper/behind.ts";
import { copper, laid, type Net } from "#model/copper/copper.ts";
import { type Bench, joinLoom, linesOf, loomEnds } from "#model/copper/soldering.ts";
import { endsOf, type Loom } from "./cable.ts";
import { builtInPinouts, type Leg, type Lines } from "./connector.ts";
import { isDigital } from "./gear-model.ts";
import { type Flow, flowsOf, isMixed, type Place, type Way } from "./loom-places.ts";
import { anyPortOf, type Studio } from "./studio.ts";

/** What a channel of a socket hears through a loom: its own channel, another one, half of one, or nothing. */
export type Heard =
	| { readonly what: "right" }
	| { readonly what: "elsewhere" | "inverted"; readonly from: Place }
	| {
			readonly what: "one leg";
			readonly from: Place;
			readonly isInverted: boolean;
			/** The leg of the socket that hears nothing, and where it lies. */
			readonly leg: Leg;
			readonly lies: "on ground" | "in the air";
	  }
	| { readonly what: "several"; readonly from: readonly Place[] }
	| { readonly what: "nothing" };

/** What a loom does to a channel that gives. */
export type Harm = "shorted" | "hot on ground" | "cold on ground" | "legs joined";

export type LoomReading = {
	readonly heard: readonly { readonly way: Way; readonly heard: Heard }[];
	readonly harmed: readonly { readonly at: Place; readonly harm: Harm }[];
	/** Channels that arrive whole, but with hot and cold in different pairs of the cable. */
	readonly split: readonly Place[];
};

/** A loom in sockets like its own, which nothing else is soldered to. */
type OnTheBench = Pick<Bench, "net" | "sockets" | "stretches">;

const netAt = ({ net, sockets }: OnTheBench, place: Place, leg: Leg): Net | undefined => {
	const socket = sockets.get(place.socket.id);
	const contact = place.socket.lines[place.channel]?.[leg];
	return socket && contact !== undefined ? net.at(socket, contact) : undefined;
};

const endsOnBench = (loom: Loom): string[] =>
	[0, ...(Array.isArray(loom.to) ? loom.to.keys() : [])].flatMap((wire) =>
		loomEnds(loom, wire).map(({ end }) => end.into),
	);

const onTheBench = (studio: Studio, loom: Loom): OnTheBench => {
	const net = copper();
	const known = behindOf(studio).sockets;
	const sockets = new Map(
		endsOnBench(loom).flatMap((id) => {
			const socket = known.get(id);
			return socket ? [[id, laid(net, socket)] as const] : [];
		}),
	);
	const bench: Bench = { studio, net, sockets, stretches: [], misfits: [] };
	joinLoom(bench, loom);
	return bench;
};

/** What a meter finds between contacts: cores joined end to end, every screen contact of the sockets on ground. */
type Measured = OnTheBench & { readonly ground: Net };

const measured = (bench: OnTheBench): Measured => {
	const { net, stretches, sockets } = bench;
	const ground = net.lay(1);
	for (const { cores } of stretches)
		for (const core of cores) for (const end of core) net.joinNets(end, core[0] ?? end);
	for (const socket of sockets.values())
		for (const { screen } of socket.lines)
			if (screen !== undefined) net.joinNets(net.at(socket, screen), ground);
	return { ...bench, ground: net.root(ground) };
};

/** A channel that is unbalanced at one end, or whose cold wire was treated on purpose: its hot wire alone decides. */
const isUnbalanced = (studio: Studio, loom: Loom, wire: number): boolean =>
	loomEnds(loom, wire).some(({ end, at }) => {
		const socket = behindOf(studio).sockets.get(end.into);
		const lines = socket && linesOf(loom, end, socket, studio)[at];
		return end.cold !== "through" || lines?.cold === undefined || socket?.lines[at]?.cold === undefined;
	});

type Touch = { readonly from: Place; readonly leg: "hot" | "cold" };

/** Which legs of which channels lie on a leg of a socket. */
const touching = (on: Measured, senders: readonly Place[], net: Net | undefined): Touch[] => {
	if (net === undefined || net === on.ground) return [];
	return senders.flatMap((from) =>
		(["hot", "cold"] as const).flatMap((leg) => (netAt(on, from, leg) === net ? [{ from, leg }] : [])),
	);
};

/** AES3 is the same either way up; sound is not. */
const isIndifferent = (studio: Studio, { port }: Place): boolean => {
	const found = port === undefined ? undefined : anyPortOf(studio, port);
	return found !== undefined && isDigital(found.port);
};

type Ears = { readonly hot: Touch | undefined; readonly cold: Touch | undefined };

const wholeOr = (
	{ from: wanted }: Way,
	from: Place,
	{ hot, cold }: Ears,
	free: { readonly unbalanced: boolean; readonly eitherWay: boolean },
): Heard | undefined => {
	const upright = hot?.leg === "hot" && (cold?.leg === "cold" || (free.unbalanced && cold === undefined));
	const inverted = cold?.leg === "hot" && (hot?.leg === "cold" || (free.unbalanced && hot === undefined));
	if (upright || (inverted && free.eitherWay))
		return from === wanted ? { what: "right" } : { what: "elsewhere", from };
	return inverted ? { what: "inverted", from } : undefined;
};

const hear = (studio: Studio, loom: Loom, on: Measured, senders: readonly Place[], way: Way): Heard => {
	const [hotNet, coldNet] = [netAt(on, way.to, "hot"), netAt(on, way.to, "cold")];
	const [hots, colds] = [touching(on, senders, hotNet), touching(on, senders, coldNet)];
	const from = [...new Set([...hots, ...colds].map((touch) => touch.from))];
	const [only] = from;
	if (only === undefined || hotNet === coldNet) return { what: "nothing" };
	if (from.length > 1 || hots.length > 1 || colds.length > 1) return { what: "several", from };
	const ears: Ears = { hot: hots[0], cold: colds[0] };
	const free = {
		unbalanced: isUnbalanced(studio, loom, way.to.wire),
		eitherWay: isIndifferent(studio, way.to),
	};
	const whole = wholeOr(way, only, ears, free);
	if (whole) return whole;
	const leg = ears.hot ? "cold" : "hot";
	const lies = (leg === "hot" ? hotNet : coldNet) === on.ground ? "on ground" : "in the air";
	return {
		what: "one leg",
		from: only,
		isInverted: ears.hot ? ears.hot.leg === "cold" : ears.cold?.leg === "hot",
		leg,
		lies,
	};
};

const harmAt = (studio: Studio, loom: Loom, on: Measured, place: Place): Harm | undefined => {
	const [hot, cold] = [netAt(on, place, "hot"), netAt(on, place, "cold")];
	const isAlone = cold === undefined || cold === on.ground;
	if (hot === on.ground) return isAlone ? "shorted" : "hot on ground";
	if (hot === cold) return "legs joined";
	return cold === on.ground && !isUnbalanced(studio, loom, place.wire) ? "cold on ground" : undefined;
};

/** In a network cable the pairs lie where they lie, whatever was soldered to them. */
const catPair = (contact: string | undefined): string =>
	`pair ${builtInPinouts["cat pairs"]?.findIndex(({ hot, cold }) => hot === contact || cold === contact)}`;

/** The pair or the screen of the cable that each contact of its sockets is on. */
const pairsIn = (bench: OnTheBench): ((place: Place, leg: Leg) => string | undefined) => {
	const { net, stretches } = bench;
	const pairs = new Map<Net, string>();
	for (const { cores, channel, screen } of stretches) {
		if (screen !== undefined) pairs.set(net.root(screen), `screen ${channel}`);
		for (const end of cores.flat()) pairs.set(net.root(end), `pair ${channel}`);
	}
	return (place, leg) => {
		const at = netAt(bench, place, leg);
		if (at === undefined) return undefined;
		const isCat = place.socket.connector === "RJ45";
		return isCat ? catPair(place.socket.lines[place.channel]?.[leg]) : pairs.get(at);
	};
};

const splitIn = (studio: Studio, loom: Loom, flows: readonly Flow[]): Place[] => {
	const bench = onTheBench(studio, loom);
	const pairAt = pairsIn(bench);
	/** The sleeve of a TS plug lies over the ring spring: cold has no wire there that could be in the wrong pair. */
	const isUnbalanced = (place: Place): boolean =>
		netAt(bench, place, "cold") === netAt(bench, place, "screen");
	return flows
		.flatMap(({ ways }) => ways.map(({ to }) => to))
		.filter((place) => {
			const [hot, cold] = [pairAt(place, "hot"), pairAt(place, "cold")];
			if (hot === undefined || cold === undefined || isUnbalanced(place)) return false;
			return hot !== cold || hot.startsWith("screen");
		});
};

const isSame = (one: Lines | undefined, other: Lines | undefined): boolean =>
	one?.hot === other?.hot && one?.cold === other?.cold && one?.screen === other?.screen;

/** Plugs that are soldered contact for contact as their sockets are wired cannot be wrong, if all goes one way. */
const isAsItsSockets = (studio: Studio, loom: Loom): boolean =>
	endsOf(loom).every((end) => {
		const socket = behindOf(studio).sockets.get(end.into);
		if (!socket || end.inverted || socket.connector === "RJ45") return false;
		const lines = linesOf(loom, end, socket, studio);
		return lines === socket.lines || lines.every((line, channel) => isSame(line, socket.lines[channel]));
	});

const ALL_RIGHT: LoomReading = { heard: [], harmed: [], split: [] };

/** What every socket of a loom of several channels hears through it, measured from contact to contact. */
export const readLoom = (studio: Studio, loom: Loom): LoomReading => {
	if (isAsItsSockets(studio, loom) && !isMixed(studio, loom)) return ALL_RIGHT;
	const flows = flowsOf(studio, loom);
	const on = measured(onTheBench(studio, loom));
	const heard = flows.flatMap(({ senders, ways }) =>
		ways.map((way) => ({ way, heard: hear(studio, loom, on, senders, way) })),
	);
	const arrives = heard.every((one) => one.heard.what === "right");
	return {
		heard,
		harmed: flows.flatMap(({ ways }) =>
			ways.flatMap(({ from }) => {
				const harm = harmAt(studio, loom, on, from);
				return harm ? [{ at: from, harm }] : [];
			}),
		),
		split: arrives ? splitIn(studio, loom, flows) : [],
	};
};
