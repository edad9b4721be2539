import type { CableMap, CordStock, LoomEnd } from "#model/cable.ts";
import { linesOf } from "#model/copper/soldering.ts";
import { jacksOf } from "#model/patchbay.ts";
import type { StudioFile } from "#model/studio.ts";
import {
	aThing,
	at,
	type Known,
	type Look,
	meant,
	pinoutWrong,
	socketsOf,
	twice,
	type Where,
	type Wrong,
} from "./look.ts";

type Placed = { readonly end: LoomEnd; readonly where: Where };

const loomEnds = (file: StudioFile): Placed[] =>
	file.looms.flatMap(({ from, to }, i) => {
		const far = Array.isArray(to)
			? to.flatMap((end, n) => (end ? [{ end, where: ["looms", i, "to", n] }] : []))
			: [{ end: to, where: ["looms", i, "to"] }];
		return [{ end: from, where: ["looms", i, "from"] }, ...far];
	});

/** Every plug that sits in a socket for good: of looms, and of cables that are described contact by contact. */
const plugs = (file: StudioFile): { readonly into: string; readonly where: Where }[] => [
	...loomEnds(file).map(({ end: { into }, where }) => ({ into, where })),
	...file.cables.flatMap(({ ends }, i) =>
		Object.entries(ends).map(([name, into]) => ({ into, where: ["cables", i, "ends", name] })),
	),
];

/** Looms and cables are told of by their names, so one of them has each. */
export const cableNames: Look = ({ file: { looms, cables } }) => {
	const taken = new Set(looms.map(({ id }) => id));
	const wrong = (id: string) => ({ because: `a loom is called "${id}" already`, cure: "Give it another id" });
	return cables.flatMap(({ id }, i) => at(["cables", i, "id"], taken.has(id) ? wrong(id) : undefined));
};

/** Sockets behind: a permanent cable does not go into the front of a bay. */
export const plugSockets: Look = (known) => {
	const front = new Set(known.file.bays.flatMap(jacksOf));
	const names = [...socketsOf(known).keys()].filter((socket) => !front.has(socket));
	const there = new Set(names);
	const near = (into: string): string[] =>
		names.filter((socket) => socket.split("/")[0] === into.split("/")[0]);
	return plugs(known.file)
		.filter(({ into }) => !there.has(into))
		.flatMap(({ into, where }) =>
			at(where, {
				because: `there is no socket "${into}"`,
				cure: meant(into, near(into).length > 0 ? near(into) : names),
			}),
		);
};

export const sharedSockets: Look = ({ file }) => {
	const taken = new Set<string>();
	return plugs(file).flatMap(({ into, where }) => {
		const isTaken = taken.has(into);
		taken.add(into);
		return at(
			where,
			isTaken
				? {
						because: `another loom sits in ${into} already`,
						cure: "One socket takes one plug: name another socket",
					}
				: undefined,
		);
	});
};

export const loomPinouts: Look = (known) =>
	loomEnds(known.file).flatMap(({ end: { into, plug, pinout }, where }) => {
		const connector = plug ?? socketsOf(known).get(into)?.connector;
		return connector && pinout !== undefined
			? at([...where, "pinout"], pinoutWrong(known, connector, pinout))
			: [];
	});

/** A loom has as many tails as its trunk has channels; the rest would hang in the air and be forgotten. */
export const loomTails: Look = (known) =>
	known.file.looms.flatMap((loom, i) => {
		const { from, to } = loom;
		const socket = socketsOf(known).get(from.into);
		const channels = socket && linesOf(loom, from, socket, known.studio).length;
		if (!Array.isArray(to) || channels === undefined || to.length <= channels) return [];
		return at(["looms", i, "to"], {
			because: `${to.length} tails for ${channels} channel${channels === 1 ? "" : "s"} of ${from.into}`,
			cure: `Write ${channels} at most`,
		});
	});

const mapOf = ({ studio }: Known, name: string): CableMap | undefined => studio.cableMaps[name];
const noMap = ({ studio }: Known, name: string): Wrong[1] => ({
	because: `there is no cable "${name}"`,
	cure: meant(name, Object.keys(studio.cableMaps)),
});

/** Contacts that carry nothing by themselves: sleeves, screens, pin 1 of an XLR. */
const isScreen = ({ ends }: CableMap, contact: string): boolean => {
	const [end = "", name = ""] = contact.split(".");
	const isXlr = ends[end]?.connector === "XLR-3" || ends[end]?.connector === "combo";
	return name === "S" || name === "screen" || (isXlr && name === "1");
};

/** The ends that a wire joins to this one; a wire on any screen is ground and carries nothing. */
const partnersOf = (map: CableMap, end: string): Set<string> =>
	new Set(
		map.wires
			.filter((wire) => !wire.some((contact) => isScreen(map, contact)))
			.map((wire) => wire.map((contact) => contact.split(".")[0] ?? ""))
			.filter((ends) => ends.includes(end))
			.flatMap((ends) => ends.filter((other) => other !== end)),
	);

/** An end whose signal goes to ends that nobody has plugged: a splitter's two tails without its trunk. */
const leftAlone = (map: CableMap, id: string, used: readonly string[], end: string): Wrong[1] | undefined => {
	const partners = [...partnersOf(map, end)];
	if (partners.length === 0 || partners.some((other) => used.includes(other))) return undefined;
	return {
		because: `of ${id} only ${used.join(" and ")} are plugged, and "${end}" has no wire to ${used.filter((other) => other !== end).join(" or ")} but its screen: nothing can pass`,
		cure: `Say where ${partners.join(" or ")} sits, or take a cable that joins these sockets`,
	};
};

/** Cables that nobody has described, ends that their map does not have, and cables of which one end alone is plugged. */
export const mappedCables: Look = (known) =>
	known.file.cables.flatMap(({ id, cable, ends }, i): Wrong[] => {
		const map = mapOf(known, cable);
		if (!map) return at(["cables", i, "cable"], noMap(known, cable));
		const names = Object.keys(map.ends);
		const used = Object.keys(ends);
		const lone = {
			because: `${used.length === 0 ? "no end" : "one end alone"} of it sits in a socket`,
			cure: `Say where two or more of its ends are: ${names.join(", ")}`,
		};
		return [
			...used
				.filter((name) => !names.includes(name))
				.flatMap((name) =>
					at(["cables", i, "ends", name], {
						because: `${aThing(cable)} has no end "${name}"`,
						cure: `Write one of: ${names.join(", ")}`,
					}),
				),
			...at(["cables", i, "ends"], used.length < 2 ? lone : undefined),
			...(used.length < 2 ? [] : used.filter((name) => names.includes(name)))
				.flatMap((name) => at(["cables", i, "ends", name], leftAlone(map, id, used, name)))
				.slice(0, 1),
		];
	});

const cordWrong = ({ plugs: [one, other] }: CordStock, map: CableMap): Wrong[1] | undefined => {
	const [first, second] = Object.values(map.ends).map(({ connector }) => connector);
	return first === one && second === other
		? undefined
		: {
				because: `its cable begins with ${first} and ${second}`,
				cure: `Write [${first}, ${second}]: plugs are the first two ends of the cable`,
			};
};

/** Cords of the store that are made after a map have its plugs. */
export const mappedCords: Look = (known) =>
	known.file.store.flatMap((cord, i) => {
		if (cord.cable === undefined) return [];
		const map = mapOf(known, cord.cable);
		return map
			? at(["store", i, "plugs"], cordWrong(cord, map))
			: at(["store", i, "cable"], noMap(known, cord.cable));
	});

/** Cords and adapters hang under their names, so a name stands for one of them. */
export const storeNames: Look = ({ file: { store, adapters } }) => {
	const cords = new Set(store.map(({ id }) => id));
	return [
		...twice(
			store.map(({ id }) => id),
			"store",
		),
		...twice(
			adapters.map(({ id }) => id),
			"adapters",
		),
		...adapters.flatMap(({ id }, i) =>
			at(
				["adapters", i, "id"],
				cords.has(id)
					? { because: `a cord is called "${id}" already`, cure: "Give it another id" }
					: undefined,
			),
		),
	];
};

/** An adapter from a plug to the same plug changes nothing, unless it changes the gender. */
export const adapterPlugs: Look = ({ file }) =>
	file.adapters.flatMap(({ plug, takes, gender }, i) =>
		at(
			["adapters", i, "takes"],
			plug === takes && gender === undefined
				? {
						because: `it takes the ${takes} that it is`,
						cure: "Write the plug that it is pushed onto, or its gender if it is a gender changer",
					}
				: undefined,
		),
	);
