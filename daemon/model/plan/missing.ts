import type { Connector } from "#model/connector.ts";
import { type Front, sayJack } from "#model/front.ts";
import { type JackWish, suitors } from "#model/front-cords.ts";
import { metresBetween } from "#model/front-places.ts";
import type { Missing } from "#model/readings.ts";
import { sayPort } from "#model/studio.ts";
import { isSingle, type NewPlug, type Route } from "./route.ts";
import type { Solved } from "./solve.ts";

const counted = (count: number, one: string, many = `${one}s`): string =>
	count === 1 ? `${/^[aeiou]/i.test(one) ? "An" : "A"} ${one}` : `${count} ${many}`;
const are = (count: number): string => (count === 1 ? "is" : "are");
const listed = (words: readonly string[]): string =>
	words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

export const sayRoom = (room: string): string => (room === "" ? "the main room" : room);

/** Metres as cords are sold: a tenth up. */
const upToTenth = (metres: number): number => Math.ceil(Math.round(metres * 1000) / 100) / 10;

type Lacking = { readonly plug: NewPlug; readonly route: Route };

const sayWay = (front: Front, { needs }: Solved, { plug, route }: Lacking): string => {
	const [from, to] = plug.jacks;
	if (from !== undefined && to !== undefined)
		return `${sayJack(front.studio, front, from)} to ${sayJack(front.studio, front, to)}`;
	const want = needs.wanted[route.covers[0] ?? 0];
	return `${sayPort(front.studio, want?.from ?? "")} to ${sayPort(front.studio, want?.to ?? "")}`;
};

/** The plugs that a cord must have for a connection. */
const plugsFor = ({ mapped, wishes: [one, other] }: NewPlug): [Connector, Connector] => {
	if (mapped) return mapped.plugs;
	const of = ({ connector }: JackWish): Connector =>
		connector === "combo" ? "XLR-3" : (connector ?? "XLR-3");
	return [of(one), of(other)];
};

/** An adapter that has run out while the cord for it has not. */
const adapterFor = (front: Front, solved: Solved, { plug }: Lacking): string | undefined => {
	const { studio } = front;
	const used = solved.solution.plugs.flatMap(({ suitor }) => suitor?.stock.id ?? []);
	const hanging = solved.start.hung
		.flatMap(({ parts = [] }) => parts)
		.map((part) => part.replace(/ #\d+$/, ""));
	const gone = solved.solution.out
		.flatMap(({ parts = [] }) => parts)
		.map((part) => part.replace(/ #\d+$/, ""));
	const count = (list: readonly string[], id: string): number => list.filter((one) => one === id).length;
	const left = (id: string, all: number): number =>
		all - count(hanging, id) + count(gone, id) - count(used, id);
	const suitor = plug.mapped
		? undefined
		: suitors(studio, plug.wishes[0], plug.wishes[1]).find(
				({ stock, adapters }) => adapters.length > 0 && left(stock.id, stock.count) > 0,
			);
	return suitor?.adapters[0]?.id;
};

const missingCords = (front: Front, solved: Solved, lacking: readonly Lacking[]): Missing[] => {
	const kind = ({ plug }: Lacking): string =>
		`${[...plugsFor(plug)].sort().join("–")} ${plug.wishes.some(({ speaker }) => speaker)} ${plug.mapped?.id ?? ""}`;
	return [...Map.groupBy(lacking, kind).values()].flatMap((alike) => {
		const [first] = alike;
		if (!first) return [];
		const { mapped, wishes } = first.plug;
		const plugs = plugsFor(first.plug);
		const speaker = wishes.some((wish) => wish.speaker);
		const length = Math.max(
			...alike.map(({ plug }) => upToTenth(metresBetween(plug.wishes[0], plug.wishes[1]))),
		);
		const what = mapped
			? `cord like ${mapped.id}`
			: `${speaker ? "speaker cord" : "cord"} ${plugs.join("–")}`;
		const many = what.replace("cord", "cords");
		const ways = listed(alike.map((one) => sayWay(front, solved, one)));
		const count = alike.length;
		const sentence = `${counted(count, what, many)} of ${length.toFixed(1)} m or more ${are(count)} missing: for ${ways}.`;
		const cure = `Free ${count === 1 ? "one" : "them"}, or add ${count === 1 ? "it" : "them"} to the store.`;
		return [{ what: "cord", count, plugs, length, speaker, sentence, cure }];
	});
};

const missingAdapters = (
	front: Front,
	solved: Solved,
	ids: readonly (readonly [string, Lacking])[],
): Missing[] =>
	[...Map.groupBy(ids, ([id]) => id)].map(([adapter, alike]): Missing => {
		const count = alike.length;
		const ways = listed(alike.map(([, one]) => sayWay(front, solved, one)));
		return {
			what: "adapter",
			count,
			adapter,
			sentence: `${counted(count, `adapter ${adapter}`, `adapters ${adapter}`)} ${are(count)} missing: for ${ways}.`,
			cure: "Free one, or add it to the store.",
		};
	});

/** Why no jack of a port will do. */
const sayJackless = (front: Front, solved: Solved, port: string): string => {
	const jacks = front.jacksOn(front.pairOf(port) ?? -1).filter(isSingle);
	const name = sayPort(front.studio, port);
	const [jack] = jacks;
	if (!jack) return `${name} has no free jack: it is neither on a bay nor open at the rack.`;
	const cord = jacks.map(({ id }) => solved.start.at(id)?.cord?.cord).find((id) => id !== undefined);
	const where = sayJack(front.studio, front, jack.id);
	return cord
		? `${name} has no free jack: ${where} holds ${cord}, which another chain needs.`
		: `${name} has no jack in which it hears one thing only: at ${where} something else stays joined with it.`;
};

const missingJacks = (front: Front, solved: Solved, ports: readonly string[]): Missing[] =>
	ports.map((port) => ({
		what: "jack",
		count: 1,
		port,
		sentence: sayJackless(front, solved, port),
		cure: "Bring it out on a free jack of a bay.",
	}));

const missingTies = (
	front: Front,
	{ needs }: Solved,
	ties: readonly { readonly route: Route; readonly rooms: readonly [string, string] }[],
): Missing[] =>
	[...Map.groupBy(ties, ({ rooms }) => [...rooms].sort().join("–")).values()].flatMap((alike) => {
		const rooms = alike[0]?.rooms;
		if (!rooms) return [];
		const ways = listed(
			alike.map(({ route }) => {
				const { from = "", to = "" } = needs.wanted[route.covers[0] ?? 0] ?? {};
				return `${sayPort(front.studio, from)} to ${sayPort(front.studio, to)}`;
			}),
		);
		const count = alike.length;
		const between = `from ${sayRoom(rooms[0])} to ${sayRoom(rooms[1])}`;
		const sentence = `${counted(count, "tie line")} ${between} ${are(count)} missing: for ${ways}. Cords do not reach from room to room.`;
		const cure = "Free a tie line, or lay one and write its loom into the studio.";
		return [{ what: "tie line" as const, count, rooms, sentence, cure }];
	});

/** The smallest set of things that a chain lacks: with exactly these it can be patched. */
export const missingOf = (front: Front, solved: Solved): Missing[] => {
	const { solution, placed } = solved;
	const lacks = solution.routes.flatMap((route) => route.lacks.map((lack) => ({ lack, route })));
	const unserved = solution.plugs.flatMap(({ plug, suitor }): Lacking[] => {
		const route = solution.routes.find(({ plugs }) => plugs.includes(plug));
		return suitor === undefined && route && placed.length > 0 ? [{ plug, route }] : [];
	});
	const known = unserved.map((one) => [adapterFor(front, solved, one), one] as const);
	return [
		...missingJacks(
			front,
			solved,
			lacks.flatMap(({ lack }) => (lack.what === "jack" ? [lack.port] : [])),
		),
		...missingTies(
			front,
			solved,
			lacks.flatMap(({ lack, route }) => (lack.what === "tie line" ? [{ rooms: lack.rooms, route }] : [])),
		),
		...missingCords(
			front,
			solved,
			known.flatMap(([adapter, one]) => (adapter === undefined ? [one] : [])),
		),
		...missingAdapters(
			front,
			solved,
			known.flatMap(([adapter, one]) => (adapter === undefined ? [] : [[adapter, one] as const])),
		),
	];
};
