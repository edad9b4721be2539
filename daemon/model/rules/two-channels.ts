import type { Net } from "#model/copper/copper.ts";
import type { Island, Wired } from "#model/copper/island.ts";
import { type Hop, hopsOn } from "#model/copper/link.ts";
import { hearsBetweenLegs } from "#model/copper/stages.ts";
import { sayJack } from "#model/front.ts";
import type { GearModel } from "#model/gear-model.ts";
import { kept } from "#model/kept.ts";
import { sayDb } from "#model/level.ts";
import { carriedBy, type PortId, perStudio, portsOf, type Studio, sayPort } from "#model/studio.ts";
import { unplugging } from "#model/unplugging.ts";
import { finding, type PatchRule, type Rule, type Rules } from "./rule.ts";

const onIsland = (island: Island, id: PortId): Wired | undefined =>
	island.ports.find(({ at }) => at.id === id);

type Difference = { readonly plus: Hop; readonly minus: Hop };

/** The hops of an input of which one lies on its hot leg and the other on its cold leg, each with its own hot. */
const differenceAt = (island: Island, hops: readonly Hop[]): Difference | undefined => {
	const [first] = hops;
	const into = first && onIsland(island, first.to.id);
	if (!into || first.to.port.direction !== "in" || !hearsBetweenLegs(first.to.port)) return undefined;
	const hotOn = (net: Net): Hop | undefined =>
		hops.find(({ from }) => onIsland(island, from.id)?.copper.hot === net && net !== island.earth);
	const [plus, minus] = [hotOn(into.copper.hot), hotOn(into.copper.cold)];
	return plus && minus && plus !== minus ? { plus, minus } : undefined;
};

/** The tip on hot and the ring on cold: a balanced input takes two channels for the two legs of one. */
const stereoIntoBalanced: PatchRule = (scene, island) =>
	[...Map.groupBy(hopsOn(island), ({ to }) => to.id)].flatMap(([to, hops]) => {
		const difference = differenceAt(island, hops);
		if (!difference) return [];
		const { studio } = scene;
		const { plus, minus } = difference;
		const [left, right] = [plus.from.id, minus.from.id];
		return [
			finding({
				code: "connector.stereo-into-balanced",
				severity: "stop",
				places: [to, left, right],
				numbers: { "left dB": plus.gain, "right dB": minus.gain },
				sentence: `${sayPort(studio, to)} has ${sayPort(studio, left)} on its hot and ${sayPort(studio, right)} on its cold leg: it hears left minus right (${sayDb(plus.gain)} and ${sayDb(minus.gain)}), and all that is common to both, voice, bass and kick, cancels.`,
				cure: "Take each channel to an input of its own: a TRS to two TS cable, or a stereo DI box.",
				...unplugging(scene, (netlist) => {
					const now = netlist.islandOf(to);
					return (
						now !== undefined &&
						differenceAt(
							now,
							hopsOn(now).filter((hop) => hop.to.id === to),
						) !== undefined
					);
				}),
			}),
		];
	});

type Insert = { readonly socket: string; readonly send: PortId; readonly back: PortId };

/** The jacks of a model that send on one contact and take back on another. */
const insertJacks = kept((model: GearModel) =>
	Object.entries(model.jacks).flatMap(([name, jack]) => {
		const ports = carriedBy(name, jack);
		const going = (direction: string): string | undefined =>
			ports.find((port) => portsOf(model).get(port)?.direction === direction);
		const [send, back] = [going("out"), going("in")];
		return ports.length === 2 && send && back ? [{ name, send, back }] : [];
	}),
);

const inserts = perStudio((studio): Insert[] =>
	studio.units.flatMap(({ id, model }) => {
		const known = studio.models[model];
		return (known ? insertJacks(known) : []).map(({ name, send, back }) => ({
			socket: `${id}/${name}`,
			send: `${id}/${send}`,
			back: `${id}/${back}`,
		}));
	}),
);

const sayTaken = (studio: Studio, { send, back }: Insert, { at }: Wired): string =>
	at.port.direction === "out"
		? `it drives against ${sayPort(studio, send)} and comes back inverted`
		: `it hears ${sayPort(studio, send)} by one leg, and nothing comes back to ${sayPort(studio, back)}`;

/** Tip and ring of an insert on hot and cold of one socket. */
const insertByPlainCable: Rule = ({ studio, netlist, front }) =>
	inserts(studio).flatMap((insert) => {
		const island = netlist.islandOf(insert.send);
		const [send, back] = [netlist.ports.get(insert.send)?.hot, netlist.ports.get(insert.back)?.hot];
		if (!island || send === undefined || back === undefined || send === back) return [];
		const isOn = ({ copper: { hot, cold } }: Wired): boolean =>
			(hot === send && cold === back) || (hot === back && cold === send);
		return island.ports.filter(isOn).map((other) =>
			finding({
				code: "connector.insert-by-plain-cable",
				severity: "stop",
				places: [insert.socket, other.at.id],
				sentence: `A plain TRS cable joins the insert ${sayJack(studio, front, insert.socket)} to ${sayPort(studio, other.at.id)} alone, send on one leg and return on the other: ${sayTaken(studio, insert, other)}.`,
				cure: "Use an insert cable: one TRS plug at the console, two TS plugs at the unit's input and output.",
			}),
		);
	});

/** An insert cable whose tails are the other way round than the console's jack: output meets output, input meets input. */
const insertReversed: Rule = ({ studio, netlist, front }) =>
	inserts(studio).flatMap(({ socket, send, back }) => {
		const [out, home] = [netlist.islandOf(send), netlist.islandOf(back)];
		const [hot, waiting] = [netlist.ports.get(send)?.hot, netlist.ports.get(back)?.hot];
		if (!out || !home || hot === netlist.earth || waiting === netlist.earth) return [];
		const givers = out.outputs.filter(({ at, copper }) => at.id !== send && copper.hot === hot);
		const takers = home.inputs.filter(({ at, copper }) => at.id !== back && copper.hot === waiting);
		return givers.flatMap((giver) => {
			const taker = takers.find(({ at }) => at.unit === giver.at.unit);
			if (!taker) return [];
			return [
				finding({
					code: "connector.insert-reversed",
					severity: "stop",
					places: [socket, giver.at.id, taker.at.id],
					sentence: `The insert cable at ${sayJack(studio, front, socket)} is the wrong way round: ${sayPort(studio, send)} drives against ${sayPort(studio, giver.at.id)}, and ${sayPort(studio, taker.at.id)} hears nothing.`,
					cure: "Swap the two tails: this jack sends on the contact from which the cable takes the return.",
				}),
			];
		});
	});

export const twoChannelRules: Rules = {
	codes: {
		"connector.stereo-into-balanced": {
			title: "Two channels on the legs of one balanced input",
			severity: "stop",
			physics:
				"A headphone or stereo jack has left on its tip and right on its ring; a balanced input takes tip minus ring. What both channels have in common (L = R) is 1 − 1 = 0 and vanishes, what they differ by arrives twice: the vocal is gone and the reverb stays.",
			cure: "Take each channel to an input of its own.",
			example:
				"Desk IN has Phones OUT 1 on its hot and Phones OUT 2 on its cold leg: it hears left minus right (−0.1 dB and −0.1 dB), and all that is common to both, voice, bass and kick, cancels.",
		},
		"connector.insert-by-plain-cable": {
			title: "A plain TRS cable in an insert jack",
			severity: "stop",
			physics:
				"The ring of an insert jack is not a cold leg but the other direction: tip sends, ring returns. A balanced TRS cable takes both to one socket, so the unit's other socket stays empty and the channel is silent behind its insert.",
			cure: "Use an insert cable with two TS plugs.",
			example:
				"A plain TRS cable joins the insert Desk INSERT 1 to Comp IN alone, send on one leg and return on the other: it hears Desk SEND by one leg, and nothing comes back to Desk RETURN.",
		},
		"connector.insert-reversed": {
			title: "An insert cable the wrong way round",
			severity: "stop",
			physics:
				"Most consoles send on the tip, some on the ring. With the other kind of cable the console's output works into the unit's output (50 Ω against 50 Ω: each 6.0 dB down and clipping early) while two inputs look at each other.",
			cure: "Swap the two tails at the unit.",
			example:
				"The insert cable at Desk INSERT 1 is the wrong way round: Desk SEND drives against Comp OUT, and Comp IN hears nothing.",
		},
	},
	patch: [stereoIntoBalanced],
	scene: [insertByPlainCable, insertReversed],
};
