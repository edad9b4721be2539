import { type Circuit, circuit, type Terminal } from "./circuit.ts";
import type { Net } from "./copper.ts";
import type { InputPort, OutputPort } from "./gear-model.ts";
import { dbFromRatio } from "./level.ts";
import { type PortId, type PortOfUnit, portOf, type Studio } from "./studio.ts";
import type { Netlist, PortNets } from "./wiring.ts";

/** One source as it arrives at one receiving port. */
export type Hop = {
	readonly from: PortOfUnit;
	readonly to: PortOfUnit;
	/** dB from the source's open-circuit voltage to what the receiver takes as signal. */
	readonly gain: number;
	readonly inverted: boolean;
	/** An impedance that decides the level is unknown: bridging is taken for it, and said. */
	readonly assumed: boolean;
};

/** Below this a source does not count as arriving: crosstalk and leakage, not a connection. */
export const FAINT = -60;
/** Where an impedance is unknown: a load that bridges, a source that drives it. */
const BRIDGING = 1e6;
const DRIVING = 50;
/** Isolation of a transformer winding from earth. */
const WINDING = 1e7;

type Legs = { readonly hot: Terminal; readonly cold: Terminal };
type Drive = (circuit: Circuit, legs: Legs, volts: number, ohms: number) => void;

/** Hot and cold each driven against the chassis, half the voltage a leg. */
const pair: Drive = (at, { hot, cold }, volts, ohms) => {
	at.source(hot, 0, volts / 2, ohms / 2);
	at.source(cold, 0, -volts / 2, ohms / 2);
};

const hotOnly: Drive = (at, { hot }, volts, ohms) => at.source(hot, 0, volts, ohms);

/** What each output stage puts on its two legs. Studio facts: balanced and unbalanced. */
const drives: Record<OutputPort["stage"], Drive> = {
	transformer: (at, { hot, cold }, volts, ohms) => {
		at.source(hot, cold, volts, ohms);
		at.resistor(cold, 0, WINDING);
	},
	"ground-referenced": pair,
	/** A servo gives the other leg the whole voltage when one is grounded; otherwise it is a pair. */
	"cross-coupled": (at, legs, volts, ohms) => {
		if (legs.cold === 0) at.source(legs.hot, 0, volts, ohms);
		else if (legs.hot === 0) at.source(legs.cold, 0, -volts, ohms);
		else pair(at, legs, volts, ohms);
	},
	/** The stated impedance is that between the legs, half of it in each: so is the pair's. */
	"impedance-balanced": (at, legs, volts, ohms) => {
		hotOnly(at, legs, volts, ohms / 2);
		at.resistor(legs.cold, 0, ohms / 2);
	},
	unbalanced: hotOnly,
	valve: hotOnly,
	speaker: hotOnly,
	"bridged speaker": pair,
};

type Take = {
	readonly load: (circuit: Circuit, legs: Legs, ohms: number) => void;
	readonly signal: (volts: Float64Array, legs: Legs) => number;
};

const difference: Take["signal"] = (volts, { hot, cold }) => (volts[hot] ?? 0) - (volts[cold] ?? 0);
const bridgeToEarth: Take = {
	load: (at, { hot, cold }, ohms) => {
		at.resistor(hot, 0, ohms / 2);
		at.resistor(cold, 0, ohms / 2);
	},
	signal: difference,
};
const singleEnded: Take = {
	load: (at, { hot }, ohms) => at.resistor(hot, 0, ohms),
	signal: (volts, { hot }) => volts[hot] ?? 0,
};

const takes: Record<InputPort["stage"], Take> = {
	transformer: {
		load: (at, { hot, cold }, ohms) => {
			at.resistor(hot, cold, ohms);
			at.resistor(cold, 0, WINDING);
		},
		signal: difference,
	},
	electronic: bridgeToEarth,
	microphone: bridgeToEarth,
	unbalanced: singleEnded,
	instrument: singleEnded,
	"speaker load": singleEnded,
};

type Member = { readonly at: PortOfUnit; readonly nets: PortNets };

/** Every port that shares copper with the given one, directly or through another port's other leg. */
const neighbourhood = (studio: Studio, netlist: Netlist, start: PortId): Member[] => {
	const seen = new Set<PortId>([start]);
	for (const id of seen) {
		const nets = netlist.ports.get(id);
		for (const net of nets ? [nets.hot, nets.cold] : [])
			if (net !== netlist.earth) for (const neighbour of netlist.portsOn(net)) seen.add(neighbour);
	}
	return [...seen].flatMap((id) => {
		const at = portOf(studio, id);
		const nets = netlist.ports.get(id);
		return at && nets ? [{ at, nets }] : [];
	});
};

/** Numbers the nets that the members touch as terminals of a circuit; earth is 0. */
const terminalsOf = (members: readonly Member[], earth: Net): Map<Net, Terminal> => {
	const terminals = new Map<Net, Terminal>([[earth, 0]]);
	for (const { nets } of members)
		for (const net of [nets.hot, nets.cold]) if (!terminals.has(net)) terminals.set(net, terminals.size);
	return terminals;
};

const isOut = ({ at }: Member): boolean => at.port.direction === "out";

const arrival = (members: readonly Member[], earth: Net, source: Member, receiver: Member): number => {
	const terminals = terminalsOf(members, earth);
	const legsOf = ({ nets }: Member): Legs => ({
		hot: terminals.get(nets.hot) ?? 0,
		cold: terminals.get(nets.cold) ?? 0,
	});
	const at = circuit(terminals.size - 1);
	for (const member of members) {
		const { port } = member.at;
		if (port.direction === "out")
			drives[port.stage](at, legsOf(member), member === source ? 1 : 0, port.impedance ?? DRIVING);
		else takes[port.stage].load(at, legsOf(member), port.impedance ?? BRIDGING);
	}
	const { port } = receiver.at;
	return port.direction === "in" ? takes[port.stage].signal(at.solve(0).re, legsOf(receiver)) : 0;
};

/** All sources that arrive at a receiving port, strongest first: with all loads and sources on the same copper in place. */
export const arrivals = (studio: Studio, netlist: Netlist, to: PortId): Hop[] => {
	const members = neighbourhood(studio, netlist, to);
	const [receiver] = members;
	if (!receiver) return [];
	return members
		.filter(isOut)
		.map((source) => {
			const ratio = arrival(members, netlist.earth, source, receiver);
			const assumed = source.at.port.impedance === null || receiver.at.port.impedance === null;
			return {
				from: source.at,
				to: receiver.at,
				gain: dbFromRatio(ratio || 1e-10),
				inverted: ratio < 0,
				assumed,
			};
		})
		.filter(({ gain }) => gain > FAINT)
		.sort((a, b) => b.gain - a.gain);
};

/** Every hop of the studio: each source at each receiver that it reaches. */
export const hopsOf = (studio: Studio, netlist: Netlist): Hop[] =>
	[...netlist.ports.keys()]
		.filter((id) => portOf(studio, id)?.port.direction === "in")
		.flatMap((id) => arrivals(studio, netlist, id));
