import { digitalLines, speakAlike } from "./digital.ts";
import { type DigitalLink, type DigitalOfUnit, isNetwork, rateOf, receives } from "./digital-links.ts";
import { type DigitalPort, type GearModel, isDigital } from "./gear-model.ts";
import type { Hertz } from "./level.ts";
import { type PortId, perStudio, portsOf, type Studio, type Unit } from "./studio.ts";

/** A unit with digital ports, and what decides its clock. */
export type DigitalUnit = {
	readonly unit: Unit;
	readonly ports: ReadonlyMap<string, DigitalPort>;
	/** "internal", the port that it follows, or nothing where nobody has said it and it could be otherwise. */
	readonly follows: string | undefined;
	/** Whether it runs at a rate at all: a network switch, a transformer or a splitter only lets through. */
	readonly isClocked: boolean;
};

/** Units that hear each other on one network and choose among themselves whose clock it is. */
export type Network = {
	readonly id: string;
	readonly format: DigitalPort["format"];
	readonly ports: readonly DigitalOfUnit[];
	/** Members whose clock comes from elsewhere, and so must be the network's: their ports on it. */
	readonly leaders: readonly DigitalOfUnit[];
};

/** Who follows whom, up to the one whose crystal counts. A domain is everything with the same master. */
export type Domains = {
	readonly units: ReadonlyMap<string, DigitalUnit>;
	readonly networks: readonly Network[];
	/** Links that bring a clock to a port. */
	readonly feeding: (port: PortId) => readonly DigitalLink[];
	/** The unit, or the network, whose clock a unit runs on in the end; nothing while somebody's is unknown. */
	readonly masterOf: (unit: string) => string | undefined;
	/** The nearest unit up the line that runs at a rate of its own. */
	readonly giverOf: (unit: string) => DigitalUnit | undefined;
	/** Units and networks that follow each other in a circle. */
	readonly rings: readonly (readonly string[])[];
};

/** Boxes in which a signal is only led on. */
const passive: ReadonlySet<GearModel["kind"]> = new Set([
	"transformer",
	"splitter",
	"switch",
	"pad",
	"patchbay",
]);

/** What a unit follows where it has no choice: itself, its only network, or the one input of a passive box. */
const withoutChoice = ({ kind }: GearModel, ports: DigitalUnit["ports"]): string | undefined => {
	const inputs = [...ports].filter(([, port]) => receives(port));
	const formats = new Set([...ports.values()].map(({ format }) => format));
	const [first] = inputs;
	if (!first) return "internal";
	const [name, port] = first;
	if (isNetwork(port) && digitalLines[port.format].elects && formats.size === 1) return name;
	return passive.has(kind) && inputs.length === 1 ? name : undefined;
};

const isNetworkSwitch = ({ kind, ports }: GearModel): boolean =>
	(kind === "switch" || kind === "router") &&
	Object.values(ports).every((port) => isDigital(port) && isNetwork(port));

const digitalUnits = perStudio(
	(studio): ReadonlyMap<string, DigitalUnit> =>
		new Map(
			studio.units.flatMap((unit) => {
				const model = studio.models[unit.model];
				const ports = new Map(
					[...(model ? portsOf(model) : [])].flatMap(([name, port]) =>
						isDigital(port) ? [[name, port] as const] : [],
					),
				);
				if (!model || ports.size === 0) return [];
				const follows = unit.clock ?? withoutChoice(model, ports);
				const isClocked = !passive.has(model.kind) && !isNetworkSwitch(model);
				return [[unit.id, { unit, ports, follows, isClocked }] as const];
			}),
		),
);

const memberOf = ({ unit, port }: DigitalOfUnit): string => `${unit.id} ${port.format}`;

/** A unit's ports of one format are on one network: it has a switch inside, or two for safety. */
const networksAmong = (links: readonly DigitalLink[], units: Domains["units"]): Network[] => {
	const wired = links.filter(
		({ from, to }) => from.port.format === to.port.format && digitalLines[from.port.format].elects,
	);
	const ports = new Map(wired.flatMap(({ from, to }) => [from, to]).map((at) => [at.id, at]));
	const members = Map.groupBy(ports.values(), memberOf);
	const neighbours = Map.groupBy(
		wired.flatMap(({ from, to }) => [
			[memberOf(from), memberOf(to)] as const,
			[memberOf(to), memberOf(from)] as const,
		]),
		([member]) => member,
	);
	const seen = new Set<string>();
	return [...members.keys()].flatMap((start): Network[] => {
		if (seen.has(start)) return [];
		const met = new Set([start]);
		for (const member of met) for (const [, next] of neighbours.get(member) ?? []) met.add(next);
		for (const member of met) seen.add(member);
		const here = [...met].flatMap((member) => members.get(member) ?? []);
		const [first] = here;
		return first ? [{ ...leadersAmong(here, units), id: `${first.port.format} ${first.id}` }] : [];
	});
};

const leadersAmong = (ports: readonly DigitalOfUnit[], units: Domains["units"]): Omit<Network, "id"> => {
	const format = ports[0]?.port.format ?? "Dante";
	const brings = ({ unit, port }: DigitalOfUnit): boolean => {
		const known = units.get(unit.id);
		const followed = known?.follows;
		return !port.converts && followed !== undefined && known?.ports.get(followed)?.format !== format;
	};
	const leaders = new Map(ports.filter(brings).map((at) => [at.unit.id, at]));
	return { format, ports, leaders: [...leaders.values()] };
};

/** The next one up the line; "master" where the line ends, nothing where nobody knows. */
type Step = { readonly to: string } | "master" | undefined;

const stepFrom = ({ units, networks, feeding }: Pick<Domains, "units" | "networks" | "feeding">) => {
	const networkById = new Map(networks.map((network) => [network.id, network]));
	const networkAt = new Map(
		networks.flatMap((network) => network.ports.map((at) => [memberOf(at), network])),
	);
	const ofNetwork = ({ leaders, ports }: Network): Step => {
		const [leader] = leaders;
		if (leader) return { to: leader.unit.id };
		return ports.some(({ unit }) => units.get(unit.id)?.follows === undefined) ? undefined : "master";
	};
	return (at: string): Step => {
		const network = networkById.get(at);
		if (network) return ofNetwork(network);
		const known = units.get(at);
		if (known?.follows === undefined) return undefined;
		if (known.follows === "internal") return "master";
		const port = known.ports.get(known.follows);
		const [link] = feeding(`${at}/${known.follows}`);
		if (!port || !link) return undefined;
		const shared = networkAt.get(`${at} ${port.format}`);
		if (shared) return { to: shared.id };
		return { to: (link.from.unit.id === at ? link.to : link.from).unit.id };
	};
};

/** Everything that is passed on the way up from a unit, and where the way ends. */
type Way = { readonly passed: readonly string[]; readonly end: "master" | "ring" | undefined };

const wayUp = (step: (at: string) => Step, start: string): Way => {
	const passed = [start];
	for (let next = step(start); ; next = step(passed.at(-1) ?? start)) {
		if (next === undefined || next === "master") return { passed, end: next };
		if (passed.includes(next.to)) return { passed: [...passed, next.to], end: "ring" };
		passed.push(next.to);
	}
};

const ringsAmong = (ways: Iterable<Way>): string[][] => {
	const rings = [...ways]
		.filter(({ end }) => end === "ring")
		.map(({ passed }) => passed.slice(passed.indexOf(passed.at(-1) ?? ""), -1));
	const names = rings.map((ring) => ring.toSorted().join(" "));
	return rings.filter((_, i) => names.indexOf(names[i] ?? "") === i);
};

const clockAt = (links: readonly DigitalLink[]) => {
	const ends = links.flatMap((link) => [
		[link.to.id, link] as const,
		...(isNetwork(link.from.port) && isNetwork(link.to.port) ? [[link.from.id, link] as const] : []),
	]);
	const byPort = Map.groupBy(ends, ([port]) => port);
	return (port: PortId): DigitalLink[] =>
		(byPort.get(port) ?? [])
			.map(([, link]) => link)
			.filter(({ from, to }) => speakAlike(from.port.format, to.port.format));
};

const work = (studio: Studio, links: readonly DigitalLink[]): Domains => {
	const units = digitalUnits(studio);
	const feeding = clockAt(links);
	const networks = networksAmong(links, units);
	const step = stepFrom({ units, networks, feeding });
	const ways = new Map([...units.keys()].map((unit) => [unit, wayUp(step, unit)]));
	return {
		units,
		networks,
		feeding,
		masterOf: (unit) => {
			const { passed, end } = ways.get(unit) ?? { passed: [], end: undefined };
			return end === "master" ? passed.at(-1) : undefined;
		},
		giverOf: (unit) =>
			(ways.get(unit)?.passed ?? [])
				.slice(1)
				.map((above) => units.get(above))
				.find((above) => above?.isClocked),
		rings: ringsAmong(ways.values()),
	};
};

const known = new WeakMap<readonly DigitalLink[], Domains>();

/** The clock domains of a studio as its digital links are plugged now. */
export const domainsOf = (studio: Studio, links: readonly DigitalLink[]): Domains => {
	const found = known.get(links) ?? work(studio, links);
	known.set(links, found);
	return found;
};

/** The rate at a unit: its own, or that of the one whose clock passes through it; nothing for a network switch. */
export const runsAt = ({ units, giverOf }: Domains, unit: Unit, session: Hertz): Hertz | undefined => {
	const known = units.get(unit.id);
	const clocked = known?.isClocked ? known : giverOf(unit.id);
	return clocked && rateOf(clocked.unit, session);
};

/** Whether a port is on a network that chooses its clock. */
export const isOnNetwork = ({ networks }: Domains, port: DigitalOfUnit): boolean =>
	networks.some(({ ports }) => ports.some(({ id }) => id === port.id));
