import { type Cord, piecesOf } from "#model/cable.ts";
import type { Wanted } from "#model/chain.ts";
import type { Front, FrontJack, Normal } from "#model/front.ts";
import { suitors } from "#model/front-cords.ts";
import { metresBetween } from "#model/front-places.ts";
import { placeOf } from "#model/patchbay.ts";
import type { Chain } from "#model/session.ts";
import { type PortId, type Studio, sayPort, unitOf } from "#model/studio.ts";
import { copperAt, type Field, type Hung, isClosed } from "./field.ts";
import { sayRoom } from "./missing.ts";
import type { NewPlug, Route, Turn } from "./route.ts";

/** Who wants what, for reasons that name a chain. */
export type Wishes = readonly { readonly chain: Chain; readonly wanted: readonly Wanted[] }[];

const ports = (studio: Studio, list: readonly PortId[]): string =>
	[...new Set(list.map((port) => sayPort(studio, port)))].join(" and ");

const sayPlace = (jack: string): string => {
	const place = placeOf(jack);
	return place ? `${place.bay} ${place.row}${String(place.column).padStart(2, "0")}` : jack.replace("/", " ");
};

const normalsAt = (front: Front, jack: string): readonly Normal[] =>
	(front.jack(jack)?.ways ?? [])
		.flatMap(({ pair }) => front.normalsOn(pair))
		.filter(({ upper, lower }) => upper === jack || lower === jack);

const whoNeeds = (wishes: Wishes, outs: readonly PortId[], ins: readonly PortId[]): string => {
	const needs = wishes.find(({ wanted }) =>
		wanted.some(({ from, to }) => outs.includes(from) && ins.includes(to)),
	);
	return needs ? `which ${needs.chain.name} needs` : "which nothing else needs";
};

/** What a plug does to the normals of its jack: it breaks them, or it listens in. */
const effects = (front: Front, wishes: Wishes, before: Field, after: Field, jack: string): string[] =>
	normalsAt(front, jack)
		.filter((normal) => isClosed(before, normal))
		.map((normal) => {
			const [upper, lower] = normal.pairs;
			const downwards = front.outsOn(upper).length > 0;
			const outs = front.outsOn(downwards ? upper : lower);
			const ins = front.insOn(downwards ? lower : upper);
			const where = `${normal.normalling} ${sayPlace(jack)}`;
			const something = outs.length > 0 && ins.length > 0;
			const [source, sink] = [ports(front.studio, outs), ports(front.studio, ins)];
			if (!isClosed(after, normal))
				return something
					? `breaks the ${where}: ${source} no longer reaches ${sink}, ${whoNeeds(wishes, outs, ins)}`
					: `breaks the ${where}, behind which nothing is joined`;
			return something
				? `listens in at the ${where}: ${source} goes on to ${sink} as well`
				: `is a mult at the ${where}`;
		});

const sayDistance = (a: FrontJack, b: FrontJack): string => {
	const [here, there] = [placeOf(a.id), placeOf(b.id)];
	if (!here || !there) return "across the rack";
	if (here.bay !== there.bay) return `from ${here.bay} to ${there.bay}`;
	const columns = Math.abs(here.column - there.column);
	return columns === 0 ? "from row to row" : `${columns} column${columns > 1 ? "s" : ""}`;
};

/** Why this cord and no other. */
const cordReason = (
	front: Front,
	{ wishes, mapped }: NewPlug,
	jacks: readonly string[],
	cord: Cord,
): string => {
	if (mapped) return `${cord.stock} carries the send on its tip and the return on its ring`;
	const [a, b] = jacks.map((jack) => front.jack(jack));
	if (!a || !b) return "";
	const bare = suitors(front.studio, wishes[0], wishes[1]).filter(({ adapters }) => adapters.length === 0);
	const [, ...adapters] = piecesOf(cord.id).map((piece) => piece.replace(/ #\d+$/, ""));
	const reaches = `${cord.length} m is the shortest free cord that reaches ${sayDistance(a, b)}`;
	if (adapters.length > 0) {
		const none = bare.length > 0 ? "every cord without one is in use" : "the store has no cord without one";
		return `with the adapter ${adapters.join(" and ")}, because ${none}`;
	}
	const shorter = bare
		.filter(({ stock }) => stock.length < cord.length)
		.map(({ stock }) => `${stock.length} m`);
	const used = [...new Set(shorter)].join(" and ");
	const wasted = cord.length - metresBetween(a, b);
	return used && wasted > 0 ? `${reaches}: those of ${used} are in use` : reaches;
};

/** Which tie line a plug goes into or comes out of, and why it must be one. */
const tieReason = (front: Front, route: Route, plug: NewPlug, { to }: Pick<Wanted, "to">): string[] => {
	const tie = front.ties.find(({ pair }) => plug.joins.some((group) => group.includes(pair)));
	if (!tie) return [];
	const end = route.plugs.at(-1)?.jacks.at(-1);
	const room = sayRoom(front.jack(end ?? "")?.room ?? "");
	const unit = unitOf(front.studio, to.split("/")[0] ?? "")?.name ?? to;
	return [
		`over tie line ${tie.says || plug.jacks.map(sayPlace).join("–")}, because ${unit} is patched in ${room}`,
	];
};

export type PlugTold = {
	readonly plug: NewPlug;
	readonly route: Route;
	readonly want: Pick<Wanted, "from" | "to">;
	readonly cord: Cord;
	readonly before: Field;
	readonly after: Field;
};

export const whyPlug = (front: Front, wishes: Wishes, told: PlugTold): string => {
	const { plug, route, want, cord, before, after } = told;
	const reasons = [
		...tieReason(front, route, plug, want),
		...plug.jacks.flatMap((jack) => effects(front, wishes, before, after, jack)),
		cordReason(front, plug, plug.jacks, cord),
	];
	return reasons.filter(Boolean).join("; ");
};

/** Why a hanging cord must go: whose jack it sits in, which normal it holds open, or what it brings along. */
export const whyUnplug = (
	front: Front,
	hung: Hung,
	{
		routes,
		wanted,
		start,
	}: { readonly routes: readonly Route[]; readonly wanted: readonly Wanted[]; readonly start: Field },
): string => {
	const { studio } = front;
	const wayOf = ({ covers }: Route): string => {
		const { from = "", to = "" } = wanted[covers[0] ?? 0] ?? {};
		return `${sayPort(studio, from)} to ${sayPort(studio, to)}`;
	};
	for (const route of routes) {
		const needed = hung.jacks.find((jack) => route.plugs.some(({ jacks }) => jacks.includes(jack)));
		if (needed) return `${sayPlace(needed)} is needed for ${wayOf(route)}`;
	}
	for (const route of routes) {
		const held = hung.jacks.find((jack) => route.clear.has(jack));
		if (held) return `it holds a normal open at ${sayPlace(held)} that makes ${wayOf(route)} without a cord`;
	}
	const copper = copperAt(start, hung.joins[0]?.[0] ?? -1);
	const due = wanted.find(({ to }) => copper.ins.includes(to));
	const strangers = ports(
		studio,
		copper.outs.filter((out) => out !== due?.from),
	);
	if (due && strangers)
		return `it brings ${strangers} to ${sayPort(studio, due.to)}, which must hear ${sayPort(studio, due.from)} alone`;
	return `it would join ${ports(studio, copper.outs) || "one thing"} with something else`;
};

/** The chain that a hanging cord serves now, if it is another than those that are planned. */
export const ownerOf = (wishes: Wishes, start: Field, hung: Hung): Chain | undefined => {
	const copper = copperAt(start, hung.joins[0]?.[0] ?? -1);
	return wishes.find(({ wanted }) =>
		wanted.some(({ from, to }) => copper.outs.includes(from) && copper.ins.includes(to)),
	)?.chain;
};

export const whyTurn = (front: Front, start: Field, { router, input }: Turn): string => {
	const { studio } = front;
	const name = unitOf(studio, router.unit)?.name ?? router.unit;
	const now = start.inputOf(router);
	const was = now ? `; until now it gave ${sayPort(studio, now)}` : "";
	return `${name} joins ${sayPort(studio, input)} to ${sayPort(studio, router.output)} by itself: no cord${was}`;
};
