import {
	type Adapter,
	type CableKind,
	type Cord,
	type CordStock,
	cordNamed,
	type Plugged,
	piecesOf,
	usualKind,
} from "./cable.ts";
import { type Connector, type Gender, hasGender, mating, opposite } from "./connector.ts";
import type { Front, FrontJack } from "./front.ts";
import { isSpeakerOut } from "./front-gear.ts";
import { metresBetween, type Place } from "./front-places.ts";
import type { Studio } from "./studio.ts";

/** What a plug has to go into. A jack that is missing still is of no connector. */
export type JackWish = Place & {
	readonly connector: Connector | null;
	readonly gender: Gender | null;
	/** Whether a loudspeaker line lies here. */
	readonly speaker: boolean;
	/** Whether something gives here: its ring must not be shorted by a plug without one. */
	readonly gives: boolean;
};

export const jackWish = (front: Front, jack: FrontJack): JackWish => {
	const outs = jack.ways.flatMap(({ pair }) => front.outsOn(pair));
	const ins = jack.ways.flatMap(({ pair }) => front.insOn(pair));
	const of = (port: string) => front.port(port)?.port;
	const takesSpeaker = ins.some((port) => of(port)?.stage === "speaker load");
	const givesSpeaker = outs.some((port) => {
		const out = of(port);
		return out !== undefined && isSpeakerOut(out);
	});
	return { ...jack, speaker: takesSpeaker || givesSpeaker, gives: outs.length > 0 };
};

/** Metres of cord from jack to jack. */
export const reach = (front: Front, from: string, to: string): number => {
	const [a, b] = [front.jack(from), front.jack(to)];
	return a && b ? metresBetween(a, b) : Number.POSITIVE_INFINITY;
};

const sexes = (plug: Gender | null, jack: Gender | null): boolean =>
	plug === null || jack === null || plug === opposite[jack];

type Plug = { readonly connector: Connector; readonly gender: Gender | null };

/** A plug that belongs there: its own kind, what a combo socket is made for, or a TS plug where nothing drives the ring. */
const belongs = (plug: Plug, jack: JackWish): boolean => {
	if (jack.connector === null) return true;
	const touching = mating(plug.connector, jack.connector);
	if (!touching || touching.harm || !sexes(plug.gender, jack.gender)) return false;
	const sleeve = plug.connector === "TS" || plug.connector === "3.5 mm TS";
	const ringIsThere = jack.connector === "TRS" || jack.connector === "3.5 mm TRS";
	if (sleeve && ringIsThere) return !jack.gives;
	return plug.connector === jack.connector || jack.connector === "combo" || jack.connector === "NL4";
};

const speakerKinds: ReadonlySet<CableKind> = new Set(["speaker 1.5 mm²", "speaker 2.5 mm²", "speaker 4 mm²"]);

/** Loudspeaker cable for loudspeakers, screened cable for the rest, and nothing that alters the sound on the way. */
const isStraight = (stock: CordStock, speaker: boolean): boolean => {
	const kind = stock.kind ?? usualKind(stock.plugs[0]);
	const carries = speaker ? speakerKinds.has(kind) : !speakerKinds.has(kind) && kind !== "optical";
	return carries && stock.cold === "through" && !stock.inverted && !stock.pad && stock.screen === "through";
};

/** A kind of cord that serves a connection, with the adapters that it takes for it. */
export type Suitor = { readonly stock: CordStock; readonly adapters: readonly Adapter[] };

/** An XLR cord has one of each unless it is said; of a single XLR plug, or one on an adapter, nobody knows. */
const gendersOf = ({ id, plugs, genders }: CordStock): [Gender | null, Gender | null] => {
	if (piecesOf(id).length > 1) return [null, null];
	if (genders) return genders;
	return plugs.every(hasGender) ? ["female", "male"] : [null, null];
};

const plugsOf = (stock: CordStock): [Plug, Plug] => {
	const [first, second] = gendersOf(stock);
	return [
		{ connector: stock.plugs[0], gender: first },
		{ connector: stock.plugs[1], gender: second },
	];
};

const goes = ([one, other]: readonly [Plug, Plug], a: JackWish, b: JackWish): boolean =>
	(belongs(one, a) && belongs(other, b)) || (belongs(one, b) && belongs(other, a));

/** A plug with an adapter pushed onto it. */
const onto = ({ connector }: Plug, { takes, plug, gender }: Adapter): Plug | undefined =>
	takes === connector ? { connector: plug, gender: gender ?? null } : undefined;

const withAdapters = (
	[one, other]: readonly [Plug, Plug],
	adapters: readonly Adapter[],
	fits: (plugs: [Plug, Plug]) => boolean,
): Adapter[] | undefined => {
	const single = adapters.find((adapter) => {
		const [first, second] = [onto(one, adapter), onto(other, adapter)];
		return (second && fits([one, second])) || (first && fits([first, other]));
	});
	if (single) return [single];
	for (const last of adapters)
		for (const first of adapters) {
			const plugs = [onto(one, first), onto(other, last)];
			const [a, b] = plugs;
			if (a && b && fits([a, b])) return [last, first];
		}
	return undefined;
};

/** Every cord and adapter that hangs somewhere. */
export const takenBy = (cords: readonly Plugged[]): Set<string> =>
	new Set(cords.flatMap(({ cord }) => piecesOf(cord)));

const isMapped = ({ cable }: CordStock): boolean => cable !== undefined;

/** The kinds of cord for a connection, bare ones first, the shortest that reaches first. */
export const suitors = (studio: Studio, from: JackWish, to: JackWish): Suitor[] => {
	const metres = metresBetween(from, to);
	const speaker = from.speaker || to.speaker;
	const found = studio.store.flatMap((stock): Suitor[] => {
		if (isMapped(stock) || stock.length < metres || !isStraight(stock, speaker)) return [];
		const plugs = plugsOf(stock);
		if (goes(plugs, from, to)) return [{ stock, adapters: [] }];
		const adapters = withAdapters(plugs, studio.adapters, (ends) => goes(ends, from, to));
		return adapters ? [{ stock, adapters }] : [];
	});
	return found.sort((a, b) => a.adapters.length - b.adapters.length || a.stock.length - b.stock.length);
};

/** The first of a kind that does not hang anywhere. */
export const freeOf = (
	{ id, count }: { readonly id: string; readonly count: number },
	taken: ReadonlySet<string>,
): string | undefined => {
	for (let number = 1; number <= count; number++)
		if (!taken.has(`${id} #${number}`)) return `${id} #${number}`;
	return undefined;
};

/** The name of a free cord of a kind, with free adapters on it; nothing where one of the pieces is used up. */
export const pick = ({ stock, adapters }: Suitor, taken: ReadonlySet<string>): string | undefined => {
	const used = new Set(taken);
	const parts: string[] = [];
	for (const piece of [stock, ...adapters]) {
		const free = freeOf(piece, used);
		if (free === undefined) return undefined;
		used.add(free);
		parts.push(free);
	}
	return parts.join(" + ");
};

/** The shortest free cord of the store that fits both jacks and reaches; straight ones only, adapters where they must be. */
export const cordFor = (
	studio: Studio,
	front: Front,
	taken: ReadonlySet<string>,
	from: string,
	to: string,
): Cord | undefined => {
	const [a, b] = [front.jack(from), front.jack(to)];
	if (!a || !b) return undefined;
	const parts = new Set([...taken].flatMap(piecesOf));
	for (const suitor of suitors(studio, jackWish(front, a), jackWish(front, b))) {
		const id = pick(suitor, parts);
		if (id !== undefined) return cordNamed(studio, id);
	}
	return undefined;
};

const goesInto = ({ connector, gender }: Plug, jack: FrontJack): boolean =>
	mating(connector, jack.connector) !== undefined && sexes(gender, jack.gender);

/** The plugs of a cord in the order of its ends. */
const endsOf = (studio: Studio, cord: Cord): Plug[] => {
	const map = cord.cable === undefined ? undefined : studio.cableMaps[cord.cable];
	if (map) return Object.values(map.ends).map(({ connector, gender = null }) => ({ connector, gender }));
	return plugsOf({ ...cord, count: 1 });
};

/** A plug that would not fit is refused before it is written down. */
export const fitsInto = (
	cord: Cord,
	front: Front,
	from: string,
	to: string,
	also: readonly string[] = [],
): boolean => {
	const jacks = [from, to, ...also].map((id) => front.jack(id));
	const ends = endsOf(front.studio, cord);
	const inOrder = (plugs: readonly Plug[]): boolean =>
		jacks.every((jack, i) => jack !== undefined && plugs[i] !== undefined && goesInto(plugs[i], jack));
	return inOrder(ends) || (cord.cable === undefined && inOrder(ends.toReversed()));
};
