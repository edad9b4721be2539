import type { Cord, Plugged } from "./cable.ts";
import { type Connector, channelsOf, mating } from "./connector.ts";
import type { FrontJack, Pair } from "./front-pairs.ts";
import type { Studio } from "./studio.ts";

type Jacks = (id: string) => FrontJack | undefined;

/** The pairs that a contact of a plug touches in a jack. */
const touched = (plug: Connector, contact: string, jack: FrontJack | undefined): Pair[] => {
	const touching = jack && mating(plug, jack.connector)?.touching.filter(([of]) => of === contact);
	return (touching ?? []).flatMap(
		([, under]) => jack?.ways.find(({ lines }) => lines.hot === under || lines.cold === under)?.pair ?? [],
	);
};

/** Tip and ring, pins 2 and 3: the contacts that carry sound. */
const signalContacts = (plug: Connector): string[] => {
	const [lines] = channelsOf(plug, undefined, {});
	return lines ? [lines.hot, ...(lines.cold ? [lines.cold] : [])] : [];
};

/** A Y or insert cord joins what its map says; its ends sit in the order of the map. */
const byMap = (studio: Studio, cord: Cord, { from, to, also = [] }: Plugged, jack: Jacks): Pair[][] => {
	const map = studio.cableMaps[cord.cable ?? ""];
	const into = [from, to, ...also];
	const ends = new Map(
		Object.entries(map?.ends ?? {}).map(([name, { connector }], i) => [
			name,
			{ connector, jack: jack(into[i] ?? "") },
		]),
	);
	return (map?.wires ?? []).map((wires) =>
		wires.flatMap((wired) => {
			const [name = "", contact = ""] = wired.split(".");
			const end = ends.get(name);
			if (!end || !signalContacts(end.connector).includes(contact)) return [];
			return touched(end.connector, contact, end.jack);
		}),
	);
};

/** A straight cord joins hot with hot and cold with cold, whichever way round it lies. */
const straight = ({ plugs: [one, other] }: Cord, { from, to }: Plugged, jack: Jacks): Pair[][] => {
	const [a, b] = [jack(from), jack(to)];
	const asIs = a && b && mating(one, a.connector) && mating(other, b.connector);
	const [first, second] = asIs ? [one, other] : [other, one];
	const far = signalContacts(second);
	return signalContacts(first).map((contact, leg) => {
		const there = far[leg];
		return [...touched(first, contact, a), ...(there === undefined ? [] : touched(second, there, b))];
	});
};

/** Legs of one pair say the same twice; what joins nothing is nothing. */
const distinct = (groups: readonly (readonly Pair[])[]): Pair[][] => {
	const sets = groups.map((group) => [...new Set(group)].sort((x, y) => x - y));
	return [...new Map(sets.filter((set) => set.length > 1).map((set) => [set.join(), set])).values()];
};

/** The pairs that a hanging cord joins; most cords join two. */
export const joinsOf = (studio: Studio, cord: Cord | undefined, plugged: Plugged, jack: Jacks): Pair[][] => {
	if (!cord) return [];
	return distinct(
		cord.cable === undefined ? straight(cord, plugged, jack) : byMap(studio, cord, plugged, jack),
	);
};
