import type { CableMap } from "#model/cable.ts";
import { contacts, type Leg, legs, type Pinout } from "#model/connector.ts";
import { aThing, at, type Wrong } from "./look.ts";

/** Contacts that the connector does not have, and legs on a contact that another leg has. Screens may share one. */
export const pinoutWrongs = ({ connector, channels }: Pinout): Wrong[] => {
	const taken = new Map<string, string>();
	const wrong = (contact: string, leg: Leg, channel: number): Wrong[1] | undefined => {
		if (!contacts[connector].includes(contact))
			return {
				because: `${aThing(connector)} has no contact ${contact}`,
				cure: `Its contacts are ${contacts[connector].join(", ")}`,
			};
		const by = taken.get(contact);
		const isShared = leg === "screen" && by === "screen";
		taken.set(contact, leg === "screen" ? "screen" : `${leg} of channel ${channel + 1}`);
		return by === undefined || isShared
			? undefined
			: { because: `contact ${contact} is ${by} already`, cure: "Give every leg a contact of its own" };
	};
	return channels.flatMap((lines, channel) =>
		legs.flatMap((leg) => {
			const contact = lines[leg];
			return contact === undefined ? [] : at(["channels", channel, leg], wrong(contact, leg, channel));
		}),
	);
};

/** Wires between ends and contacts that are there, each contact on one wire, and no end without one. */
export const cableWrongs = ({ ends, wires }: CableMap): Wrong[] => {
	const taken = new Set<string>();
	const wrong = (written: string): Wrong[1] | undefined => {
		const [end = "", contact = ""] = written.split(".");
		const plug = ends[end];
		if (!plug)
			return {
				because: `there is no end "${end}"`,
				cure: `Write an end and a contact, such as ${Object.keys(ends)[0]}.T; the ends are ${Object.keys(ends).join(", ")}`,
			};
		const known = contacts[plug.connector];
		if (!known.includes(contact))
			return {
				because: `the ${plug.connector} of ${end} has no contact "${contact}"`,
				cure: `Write one of: ${known.map((name) => `${end}.${name}`).join(", ")}`,
			};
		const isTaken = taken.has(written);
		taken.add(written);
		return isTaken
			? { because: `${written} is on a wire already`, cure: "Write contacts that are joined as one wire" }
			: undefined;
	};
	const found = wires.flatMap((wire, i) => wire.flatMap((contact, n) => at(["wires", i, n], wrong(contact))));
	const wired = new Set(wires.flat().map((contact) => contact.split(".")[0]));
	return [
		...found,
		...Object.keys(ends)
			.filter((end) => !wired.has(end))
			.flatMap((end) =>
				at(["ends", end], { because: `no wire leads to ${end}`, cure: "Write its wires, or take it out" }),
			),
	];
};
