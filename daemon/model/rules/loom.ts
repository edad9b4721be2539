import { endsOf, type Loom, type LoomEnd } from "#model/cable.ts";
import type { Lines } from "#model/connector.ts";
import { behindOf } from "#model/copper/behind.ts";
import type { Socket } from "#model/copper/copper.ts";
import { arrivals } from "#model/copper/link.ts";
import { linesOf, plugOf } from "#model/copper/soldering.ts";
import { type Netlist, wire } from "#model/copper/wiring.ts";
import { sayJack } from "#model/front.ts";
import { sayDb } from "#model/level.ts";
import type { Place, Way } from "#model/loom-places.ts";
import { type Harm, type Heard, type LoomReading, readLoom } from "#model/loom-reading.ts";
import { perStudio, type Studio } from "#model/studio.ts";
import { finding, listed, ofTheBuilding, type Room, type Rules } from "./rule.ts";

const isAlone = ({ socket }: Place): boolean => socket.lines.length === 1;

/** "channel 7" of a socket with many, else the name of the jack. */
const sayFrom = ({ studio, front }: Room, place: Place): string =>
	isAlone(place) ? sayJack(studio, front, place.socket.id) : `channel ${place.channel + 1}`;

const sayTo = ({ studio, front }: Room, place: Place): string =>
	isAlone(place) ? sayJack(studio, front, place.socket.id) : String(place.channel + 1);

/** Before a list of channels stands the name of their socket. */
const saySocket = ({ studio, front }: Room, place: Place): string =>
	isAlone(place) ? "" : `${sayJack(studio, front, place.socket.id)} `;

/** What the receiver measures, where a port stands behind the socket and something arrives. */
const sayLevel = (netlist: Netlist, to: Place, from: Place): string => {
	const hops = to.port === undefined ? [] : arrivals(netlist, to.port);
	const hop = hops.find((one) => one.from.id === from.port) ?? hops[0];
	return hop ? ` (${sayDb(hop.gain)})` : "";
};

const sayHeard = (room: Room, netlist: Netlist, { to }: Way, heard: Heard): string => {
	switch (heard.what) {
		case "right":
			return "its own channel";
		case "elsewhere":
			return sayFrom(room, heard.from);
		case "inverted":
			return `${sayFrom(room, heard.from)} inverted`;
		case "one leg": {
			const how = heard.isInverted ? "by one leg and inverted" : "by one leg";
			return `${sayFrom(room, heard.from)} ${how}, its ${heard.leg} ${heard.lies}${sayLevel(netlist, to, heard.from)}`;
		}
		case "several":
			return `${listed(heard.from.map((place) => sayFrom(room, place)))} at once`;
		case "nothing":
			return "nothing";
	}
};

const sayHarm: Record<Harm, (isOne: boolean) => string> = {
	shorted: (isOne) => (isOne ? "is shorted" : "are shorted"),
	"hot on ground": (isOne) => (isOne ? "has its hot leg on ground" : "have their hot legs on ground"),
	"cold on ground": (isOne) => (isOne ? "has its cold leg on ground" : "have their cold legs on ground"),
	"legs joined": (isOne) => (isOne ? "has hot on cold" : "have hot on cold"),
};

/** "Source OUTS 1 and 2 are shorted; 3 has its cold leg on ground." */
const sayHarmed = (room: Room, { harmed }: LoomReading): string => {
	const clauses = [...Map.groupBy(harmed, ({ harm }) => harm)].map(
		([harm, places]) =>
			`${listed(places.map(({ at }) => sayTo(room, at)))} ${sayHarm[harm](places.length === 1)}`,
	);
	const [first] = harmed;
	return first ? ` ${saySocket(room, first.at)}${clauses.join("; ")}.` : "";
};

const sayChannels = (room: Room, reading: LoomReading): string => {
	const netlist = wire(room.studio, { cords: [], normals: "as plugged" });
	const wrong = reading.heard.filter(({ heard }) => heard.what !== "right");
	const clauses = wrong.map(
		({ way, heard }, i) =>
			`${sayTo(room, way.to)}${i === 0 ? " hears" : ""} ${sayHeard(room, netlist, way, heard)}`,
	);
	const [first] = wrong;
	const socket = first ? saySocket(room, first.way.to) : "";
	const rest = reading.heard.length > wrong.length ? "; the others are right" : "";
	return `${socket}${clauses.join("; ")}${rest}.`;
};

const isRight = ({ heard, harmed }: LoomReading): boolean =>
	harmed.length === 0 && heard.every((one) => one.heard.what === "right");

const socketOf = (studio: Studio, end: LoomEnd): Socket | undefined => behindOf(studio).sockets.get(end.into);

/** The same loom with one plug soldered otherwise. */
const resoldered = (loom: Loom, end: LoomEnd, pinout: string): Loom => {
	const other: LoomEnd = { ...end, pinout, inverted: false };
	return end === loom.from ? { ...loom, from: other } : { ...loom, to: other };
};

/** The pinout that makes it right, found by soldering the plug to every one that is known and measuring again. */
const pinoutCure = ({ studio, front }: Room, loom: Loom): string | undefined => {
	const ends = Array.isArray(loom.to) ? [loom.from] : [loom.to, loom.from];
	for (const end of ends) {
		const socket = socketOf(studio, end);
		const plug = socket && plugOf(end, socket);
		const names = Object.keys(studio.pinouts).filter((name) => studio.pinouts[name]?.connector === plug);
		for (const name of plug === "RJ45" ? ["cat pairs", ...names] : names)
			if (isRight(readLoom(studio, resoldered(loom, end, name))))
				return `Solder its plug at ${sayJack(studio, front, end.into)} as ${name}: then every channel arrives.`;
	}
	return undefined;
};

const sayLines = ({ hot, cold, screen }: Lines): string =>
	listed([`hot on ${hot}`, ...(cold ? [`cold on ${cold}`] : []), ...(screen ? [`screen on ${screen}`] : [])]);

const isSame = (one: Lines | undefined, other: Lines): boolean =>
	one?.hot === other.hot && one.cold === other.cold && one.screen === other.screen;

/** Without a pinout that would do: the contacts on which each wrong channel belongs, at the plug that is wrong. */
const contactCure = ({ studio, front }: Room, loom: Loom, wrong: ReadonlySet<number>): string => {
	const places = endsOf(loom).flatMap((end, i) => {
		const socket = socketOf(studio, end);
		if (!socket) return [];
		const lines = linesOf(loom, end, socket, studio);
		return socket.lines.flatMap((wanted, channel) => {
			const wireHere = i > 0 && Array.isArray(loom.to) ? loom.to.indexOf(end) : channel;
			if (!wrong.has(wireHere) || (isSame(lines[channel], wanted) && !end.inverted)) return [];
			const name = socket.lines.length > 1 ? ` channel ${channel + 1}` : "";
			return [`${sayJack(studio, front, end.into)}${name}: ${sayLines(wanted)}`];
		});
	});
	return places.length > 0
		? `Solder it anew. ${places.join("; ")}.`
		: "Measure it through from contact to contact, and solder it as its sockets are wired.";
};

const count = ({ heard }: LoomReading, what: Heard["what"]): number =>
	heard.filter((one) => one.heard.what === what).length;

const toldOf = (room: Room, loom: Loom, reading: LoomReading) => {
	const { heard, harmed } = reading;
	const [right, silent] = [count(reading, "right"), count(reading, "nothing")];
	const shorted = harmed.filter(({ harm }) => harm === "shorted").length;
	const hurts = silent + shorted + count(reading, "several") > 0;
	const wrong = new Set(heard.flatMap((one) => (one.heard.what === "right" ? [] : [one.way.to.wire])));
	return finding({
		code: "wiring.loom-channel",
		severity: hurts ? "stop" : "warn",
		places: [
			loom.id,
			...new Set(
				[...heard.map(({ way }) => way.from), ...heard.map(({ way }) => way.to)].map(
					({ socket }) => socket.id,
				),
			),
		],
		numbers: {
			channels: heard.length,
			right,
			elsewhere: count(reading, "elsewhere"),
			inverted: count(reading, "inverted"),
			"one leg": count(reading, "one leg"),
			"several at once": count(reading, "several"),
			silent,
			shorted,
		},
		sentence: `${loom.id} is not soldered as its sockets are: ${right || "none"} of its ${heard.length} channels ${right > 1 ? "arrive" : "arrives"} in order. ${sayChannels(room, reading)}${sayHarmed(room, reading)}`,
		cure: pinoutCure(room, loom) ?? contactCure(room, loom, wrong),
	});
};

/** A cable of several channels of which one cannot be judged without the others. */
const isLoom = (studio: Studio, { from, to }: Loom): boolean => {
	const channels = [from, ...(Array.isArray(to) ? [] : [to])].map(
		(end) => socketOf(studio, end)?.lines.length ?? 0,
	);
	return Math.max(...channels) > 1 || (Array.isArray(to) && to.length > 1);
};

type Read = { readonly loom: Loom; readonly reading: LoomReading };

const readings = perStudio((studio): readonly Read[] =>
	studio.looms
		.filter((loom) => isLoom(studio, loom))
		.map((loom) => ({ loom, reading: readLoom(studio, loom) }))
		.filter(({ reading }) => reading.heard.length > 1),
);

/** One finding a loom: what every socket of it hears, channel by channel. */
const wrongLooms = ofTheBuilding((room) =>
	readings(room.studio)
		.filter(({ reading }) => !isRight(reading))
		.map(({ loom, reading }) => toldOf(room, loom, reading)),
);

/** Hot and cold of a channel in different pairs: every channel arrives, and hears the others. */
const splitPairs = ofTheBuilding(({ studio, front }) =>
	readings(studio)
		.filter(({ reading }) => reading.split.length > 0)
		.map(({ loom, reading: { heard, split } }) => {
			const [first] = split;
			const channels = listed(split.map(({ channel }) => channel + 1));
			const isCat = first?.socket.connector === "RJ45";
			return finding({
				code: "wiring.split-pair",
				severity: "warn",
				places: [loom.id, ...endsOf(loom).map(({ into }) => into)],
				numbers: { "split channels": split.length, channels: heard.length, metres: loom.length },
				sentence: `${loom.id} brings every channel to its socket, but ${split.length} of ${heard.length} (${channels} of ${sayJack(studio, front, first?.socket.id ?? "")}) run with hot and cold in different pairs for ${loom.length} m: they hear each other, and hum is no longer cancelled.`,
				cure: isCat
					? "Keep hot and cold together: pairs 1-2, 3-6, 4-5 and 7-8 of the network cable."
					: "Solder both plugs so that each channel has one pair and that pair's own screen.",
			});
		}),
);

/** What is told of looms of several channels, beside the group's other wiring. */
export const loomRules: Rules = {
	codes: {
		"wiring.loom-channel": {
			title: "A loom that is not soldered as its sockets are",
			severity: "stop",
			physics:
				"A multipair connector says nothing about its pins: AES59 has channel 1 on 24 and 12, Yamaha on 1 and 14. The plug mates all the same, and every wire ends where nobody meant it. A leg on a screen pin is grounded: half the signal, −6.0 dB from a ground-referenced output; both legs there are a short.",
			cure: "Solder one plug as its socket is wired, or use the loom that was made for that socket.",
			example:
				"L1 is not soldered as its sockets are: none of its 8 channels arrives in order. Sink INS 1 hears channel 8; 2 channel 7 by one leg and inverted, its hot on ground (−6.1 dB); 3 channel 7 by one leg and inverted, its cold on ground (−6.1 dB); 4 channel 6; 5 channel 5 by one leg and inverted, its hot on ground (−6.1 dB); 6 channel 5 by one leg and inverted, its cold on ground (−6.1 dB); 7 channel 4; 8 channel 3 by one leg and inverted, its hot on ground (−6.1 dB). Source OUTS 1 and 2 are shorted; 3 has its cold leg on ground.",
		},
		"wiring.split-pair": {
			title: "Hot and cold in different pairs",
			severity: "warn",
			physics:
				"A pair rejects hum because both of its wires lie in the same field. Where hot runs in one pair and cold in another, each lies beside a stranger: the capacitance of some 50 pF/m couples the channels, and the loop between the wires is as wide as the cable. The levels are right, so a meter shows nothing.",
			cure: "Keep hot and cold of a channel in one pair at both ends.",
			example:
				"L1 brings every channel to its socket, but 2 of 4 (2 and 3 of Sink NET) run with hot and cold in different pairs for 30 m: they hear each other, and hum is no longer cancelled.",
		},
	},
	scene: [wrongLooms, splitPairs],
};
