import { channelsOf, type Leg, type Lines, legs } from "./connector.ts";
import { type Copper, copper, type Misfit, type Net, type Socket, type Stretch } from "./copper.ts";
import type { GearModel, Jack, Port } from "./gear-model.ts";
import { type Joint, jointsOf } from "./joint.ts";
import { type Bay, columnsOf, jackAt, rowsOf } from "./patchbay.ts";
import { type Bench, joinLoom, joinMapped } from "./soldering.ts";
import { type AnyPortOfUnit, carriedBy, perStudio, portsOf, type Studio, type Unit } from "./studio.ts";

export type PortNets = { readonly [L in Leg]: Net };
/** A port with the nets of metal that its three legs lie on. */
export type PortBehind = { readonly at: AnyPortOfUnit; readonly nets: PortNets };

/** What lies behind the jacks: everything that is soldered, screwed or plugged for good, and the contacts that may close. */
export type Behind = {
	readonly earth: Net;
	readonly sockets: ReadonlyMap<string, Socket>;
	readonly netOf: (contact: string) => Net;
	readonly ports: ReadonlyMap<string, PortBehind>;
	readonly stretches: readonly Stretch[];
	readonly joints: readonly Joint[];
	readonly misfits: readonly Misfit[];
};

/** Every chassis is one: mains earth joins what screens may not. */
const EARTH = "earth";
const leg = (port: string, which: Leg): string => `${port}:${which}`;

/** Microphones, guitars and other things that no mains lead reaches have their own ground. */
export const isEarthed = ({ earthed, kind }: GearModel): boolean =>
	earthed ?? (kind !== "microphone" && kind !== "instrument");

/** A chassis XLR that gives has pins, one that takes has holes (AES14). */
const genderOf = (jack: Jack, port: Port | undefined): Socket["gender"] => {
	if (jack.gender) return jack.gender;
	if (jack.connector !== "XLR-3" || !port) return undefined;
	if (port.direction === "out" || port.direction === "digital out") return "male";
	return port.direction === "in" || port.direction === "digital in" ? "female" : undefined;
};

const socketOf = (id: string, jack: Jack, lines: readonly Lines[], port: Port | undefined): Socket => {
	const gender = genderOf(jack, port);
	return {
		id,
		connector: jack.connector,
		lines,
		...(gender ? { gender } : {}),
		...(jack.screws ? { screws: jack.screws } : {}),
	};
};

/** Units and bays bring their sockets with them. */
type Bare = Bench & { readonly sockets: Map<string, Socket> };

/** Ports that a relay takes off their sockets: what joins them is a contact, not solder. */
const relayed = ({ relays, ports }: GearModel): Set<string> =>
	new Set(relays.flatMap(({ joins }) => joins).filter((name) => ports[name]?.direction !== "through"));

/** The black terminal of a loudspeaker output is its ground, but for a bridged one; a jack without a ring has the sleeve. */
const isColdGround = (port: Port | undefined, lines: Lines | undefined): boolean => {
	if (port?.direction === "out") return port.stage === "speaker";
	return port?.direction === "in" && port.stage === "speaker load" && lines?.cold === undefined;
};

const joinUnit = ({ studio, net, sockets }: Bare, unit: Unit, model: GearModel): void => {
	const ports = portsOf(model);
	const byContact = relayed(model);
	if (isEarthed(model)) for (const name of ports.keys()) net.join(leg(`${unit.id}/${name}`, "screen"), EARTH);
	for (const [name, jack] of Object.entries(model.jacks)) {
		const id = `${unit.id}/${name}`;
		const lines = channelsOf(jack.connector, jack.pinout, studio.pinouts);
		const carried = carriedBy(name, jack);
		sockets.set(id, socketOf(id, jack, lines, ports.get(carried[0] ?? "")));
		carried.forEach((port, channel) => {
			for (const which of legs) {
				const contact = lines[channel]?.[which];
				const solderedHere = which === "screen" || !byContact.has(port);
				if (contact && solderedHere) net.join(`${id}.${contact}`, leg(`${unit.id}/${port}`, which));
			}
			if (isColdGround(ports.get(port), lines[channel]))
				net.join(leg(`${unit.id}/${port}`, "cold"), leg(`${unit.id}/${port}`, "screen"));
		});
	}
};

/** "PB1/A1-8": the rear socket that serves a run of front jacks; one jack alone is "PB1/A01 rear". */
const joinBay = ({ studio, net, sockets }: Bare, bay: Bay): void => {
	const { connector, pinout, screws } = bay.rear;
	const lines = channelsOf(connector, pinout === "own" ? undefined : pinout, studio.pinouts);
	const [front] = channelsOf(bay.connector, undefined, studio.pinouts);
	if (!front || lines.length === 0) return;
	const runs = Array.from({ length: Math.ceil(bay.columns / lines.length) }, (_, i) => i * lines.length + 1);
	for (const row of rowsOf(bay))
		for (const first of runs) {
			const last = Math.min(bay.columns, first + lines.length - 1);
			const jacks = columnsOf(`${first}-${last}`).map((column) => jackAt(bay.id, row, column));
			const id = lines.length === 1 ? `${jacks[0]} rear` : `${bay.id}/${row}${first}-${last}`;
			sockets.set(id, { id, connector, lines, ...(screws ? { screws } : {}) });
			jacks.forEach((jack, channel) => {
				sockets.set(jack, { id: jack, connector: bay.connector, lines: [front] });
				joinJack(net, { bay, jack, front }, id, lines[channel]);
			});
		}
};

const joinJack = (
	net: Copper,
	{ bay, jack, front }: { bay: Bay; jack: string; front: Lines },
	rear: string,
	behind: Lines | undefined,
): void => {
	for (const which of legs)
		if (behind?.[which] && front[which]) net.join(`${rear}.${behind[which]}`, `${jack}.${front[which]}`);
	if (bay.sleeves === "bussed" && front.screen) net.join(`${jack}.${front.screen}`, `${bay.id} sleeves`);
};

const portsBehind = ({ studio, net }: Bench): Map<string, PortBehind> =>
	new Map(
		studio.units.flatMap((unit) => {
			const model = studio.models[unit.model];
			return [...(model ? portsOf(model) : [])].flatMap(([name, port]) => {
				if (!model) return [];
				const id = `${unit.id}/${name}`;
				const [hot, cold, screen] = [
					net.netOf(leg(id, "hot")),
					net.netOf(leg(id, "cold")),
					net.netOf(leg(id, "screen")),
				];
				return [[id, { at: { id, unit, model, name, port }, nets: { hot, cold, screen } }] as const];
			});
		}),
	);

/** Nets are numbered while they grow together; at the end each is told by its root. */
const settled = (net: Copper, stretch: Stretch): Stretch => ({
	...stretch,
	cores: stretch.cores.map((core) => core.map(net.root)),
	screen: stretch.screen === undefined ? undefined : net.root(stretch.screen),
});

const build = (studio: Studio): Behind => {
	const bench: Bare = { studio, net: copper(), sockets: new Map(), stretches: [], misfits: [] };
	const { net, sockets, stretches, misfits } = bench;
	for (const unit of studio.units) {
		const model = studio.models[unit.model];
		if (model) joinUnit(bench, unit, model);
	}
	for (const bay of studio.bays) joinBay(bench, bay);
	for (const loom of studio.looms) joinLoom(bench, loom);
	for (const cable of studio.cables) joinMapped(bench, cable);
	const joints = jointsOf(studio, net.netOf, sockets);
	return {
		earth: net.netOf(EARTH),
		sockets,
		netOf: net.netOf,
		ports: portsBehind(bench),
		stretches: stretches.map((stretch) => settled(net, stretch)),
		joints,
		misfits,
	};
};

/** What lies behind the jacks of a studio, worked out once for each studio. */
export const behindOf = perStudio(build);
