import type { Net, Stretch } from "#model/copper/copper.ts";
import type { Island, Wired } from "#model/copper/island.ts";
import { type Netlist, type PortNets, wire } from "#model/copper/wiring.ts";
import { carriedAt, type DigitalFormat, speakAlike } from "./digital.ts";
import { type DigitalPort, isDigital } from "./gear-model.ts";
import type { Hertz } from "./level.ts";
import { type AnyPortOfUnit, type PortId, perStudio, portsOf, type Studio, type Unit } from "./studio.ts";

export type DigitalOfUnit = AnyPortOfUnit & { readonly port: DigitalPort };
export type WiredDigital = Omit<Wired, "at"> & { readonly at: DigitalOfUnit };

/** What sends joined with what receives. Between two network ports it runs both ways, and either may be the first. */
export type DigitalLink = {
	readonly from: DigitalOfUnit;
	readonly to: DigitalOfUnit;
	/** The cables that it runs through, and what hangs on them besides. */
	readonly stretches: readonly Stretch[];
	readonly metres: number;
	readonly cables: readonly string[];
};

/** A link as it is shown: what runs from where to where, how much of it, how fast, through what. */
export type LinkReading = {
	readonly from: PortId;
	readonly to: PortId;
	readonly bothWays: boolean;
	readonly format: DigitalFormat;
	readonly channels: number;
	readonly rate: Hertz;
	readonly metres: number;
	readonly cables: readonly string[];
};

const byName = (one: Wired, other: Wired): number => (one.at.id < other.at.id ? -1 : 1);

/** In the order of their names, from wherever the island was reached: what is told of them keeps its places. */
export const digitalOn = (island: Island): WiredDigital[] =>
	island.ports
		.flatMap((wired) => {
			const { port } = wired.at;
			return isDigital(port) ? [{ ...wired, at: { ...wired.at, port } }] : [];
		})
		.sort(byName);

/** Whether two ports touch with hot or cold; a digital line does not mind which way round. */
export const touch = ({ earth }: Pick<Island, "earth">, one: PortNets, other: PortNets): boolean =>
	[one.hot, one.cold].some((net) => net !== earth && (net === other.hot || net === other.cold));

export const touchIn = (netlist: Netlist, one: PortId, other: PortId): boolean => {
	const [here, there] = [netlist.ports.get(one), netlist.ports.get(other)];
	return here !== undefined && there !== undefined && touch(netlist, here, there);
};

export const sends = ({ direction }: DigitalPort): boolean => direction !== "digital in";
export const receives = ({ direction }: DigitalPort): boolean => direction !== "digital out";
export const isNetwork = ({ direction }: DigitalPort): boolean => direction === "network";

/** Whether an end takes sound in that nothing converts to its own clock. */
export const isHeard = ({ from, to }: Pick<DigitalLink, "from" | "to">): boolean =>
	!to.port.converts || (isNetwork(from.port) && isNetwork(to.port) && !from.port.converts);

/** The cables that lie on a net of copper. */
const stretchesOn = (island: Island, net: Net): Stretch[] =>
	island.stretches.filter(({ cores }) =>
		cores.some((core) => core.some((end) => island.copperOf(end) === net)),
	);

const joined = (island: Island, from: WiredDigital, to: WiredDigital): DigitalLink => {
	const stretches = stretchesOn(island, from.copper.hot);
	return {
		from: from.at,
		to: to.at,
		stretches,
		metres: stretches.reduce((sum, { metres }) => sum + metres, 0),
		cables: [...new Set(stretches.map(({ cable }) => cable))],
	};
};

const isPair = ({ at: from }: WiredDigital, { at: to }: WiredDigital): boolean =>
	from.id !== to.id &&
	sends(from.port) &&
	receives(to.port) &&
	!(isNetwork(from.port) && isNetwork(to.port) && from.id > to.id);

const known = new WeakMap<Island, readonly DigitalLink[]>();

const work = (island: Island): DigitalLink[] => {
	const digital = digitalOn(island);
	return digital.flatMap((from) =>
		digital
			.filter((to) => isPair(from, to) && touch(island, from.copper, to.copper))
			.map((to) => joined(island, from, to)),
	);
};

/** Every link on a piece of copper, or of glass. */
export const linksOn = (island: Island): readonly DigitalLink[] => {
	if (!isDigitalIsland(island)) return [];
	const found = known.get(island) ?? work(island);
	known.set(island, found);
	return found;
};

/** Whether anything digital lies on it; most pieces of copper are spared all else by this. */
export const isDigitalIsland = ({ ports }: Island): boolean =>
	ports.some(({ at: { port } }) => isDigital(port));

/** The ports that may be the end of a link, without looking at every port of the studio. */
const digitalPorts = (studio: Studio): PortId[] => {
	const names = new Map(
		Object.entries(studio.models).map(([id, model]) => [
			id,
			[...portsOf(model)].flatMap(([name, port]) => (isDigital(port) ? [name] : [])),
		]),
	);
	return studio.units.flatMap(({ id, model }) => (names.get(model) ?? []).map((name) => `${id}/${name}`));
};

/** The links of a studio that nobody has touched; most never change. */
const standing = perStudio((studio) => {
	const { islandOf } = wire(studio, { cords: [], normals: "as plugged" });
	const islands = [...new Set(digitalPorts(studio).flatMap((port) => islandOf(port) ?? []))];
	return { islands, links: islands.flatMap(linksOn) };
});

/** Every digital link as it is plugged now. As long as no cord has touched one, it is the same list. */
export const linksOf = (studio: Studio, { changed, replaced }: Netlist): readonly DigitalLink[] => {
	const { islands, links } = standing(studio);
	const fresh = changed.filter(isDigitalIsland);
	const gone = new Set(replaced.filter(isDigitalIsland));
	if (fresh.length === 0 && gone.size === 0) return links;
	return [...islands.filter((island) => !gone.has(island)), ...fresh].flatMap(linksOn);
};

/** The rate a unit runs at: its own where it is said, else the session's. */
export const rateOf = ({ rate }: Unit, session: Hertz): Hertz => rate ?? session;

/** Channels of a port at a rate. A port that is said to take a rate takes it, whatever others of its format do. */
export const channelsAt = ({ format, channels, rates }: DigitalPort, rate: Hertz): number => {
	const usual = carriedAt(format, rate);
	const most = usual === 0 && rates?.includes(rate) ? carriedAt(format, 48_000) : usual;
	return Math.min(channels ?? most, most);
};

/** What arrives of what is sent. */
const channelsOf = ({ from, to }: DigitalLink, rate: Hertz): number =>
	speakAlike(from.port.format, to.port.format)
		? Math.min(channelsAt(from.port, rate), channelsAt(to.port, rate))
		: 0;

/** Every digital link of the studio, to be shown. `session` is the rate of the session, in hertz. */
export const readLinks = (studio: Studio, netlist: Netlist, session: Hertz): LinkReading[] =>
	linksOf(studio, netlist).map((link) => {
		const { from, to, metres, cables } = link;
		const rate = rateOf(from.unit, session);
		return {
			from: from.id,
			to: to.id,
			bothWays: isNetwork(from.port) && isNetwork(to.port),
			format: from.port.format,
			channels: channelsOf(link, rate),
			rate,
			metres,
			cables,
		};
	});
