import { type Cord, cordNamed, piecesOf } from "#model/cable.ts";
import type { Wanted } from "#model/chain.ts";
import { type Front, sayJack } from "#model/front.ts";
import type { KnobPositions } from "#model/position.ts";
import type { Step } from "#model/readings.ts";
import { sayPort } from "#model/studio.ts";
import type { Hung } from "./field.ts";
import type { Move, Ordered } from "./order.ts";
import type { Route, Turn } from "./route.ts";
import { aStep, guards, heardIn, muteSteps, phantomSteps, standbySteps } from "./safety.ts";
import type { Placed, Solved } from "./solve.ts";
import { ownerOf, type Wishes, whyPlug, whyTurn, whyUnplug } from "./why.ts";

/** What steps are told about: the chains that were solved, and who else wants something. */
export type Telling = {
	readonly front: Front;
	readonly settings: KnobPositions;
	readonly solved: readonly Solved[];
	readonly wishes: Wishes;
};

const sayCord = ({ id, colour, length, plugs }: Cord): string => {
	const [, ...adapters] = piecesOf(id);
	const on = adapters.length > 0 ? ` with ${adapters.join(" and ")} on it` : "";
	return `${colour} ${length} m ${plugs.join("–")} cord${on}`;
};

const cordOf = (front: Front, { cord }: Hung): Cord | undefined => cordNamed(front.studio, cord?.cord ?? "");
const shown = ({ id, stock, colour, length }: Cord): Step["cord"] => ({ id, stock, colour, length });

const sayWay = (
	{ front }: Telling,
	{ jacks: [from = "", to = "", ...also] }: Pick<Hung, "jacks">,
): string => {
	const say = (jack: string): string => sayJack(front.studio, front, jack);
	const further = also.map((jack) => ` and ${say(jack)}`).join("");
	return `from ${say(from)} to ${say(to)}${further}`;
};

const unplugStep = (telling: Telling, { hung }: Extract<Move, { do: "unplug" }>): Step => {
	const { front, solved, wishes } = telling;
	const cord = cordOf(front, hung);
	const [from = "", to = ""] = hung.jacks;
	const id = hung.cord?.cord ?? "";
	const own = solved.find(({ solution }) => solution.out.includes(hung));
	const chains = new Set(solved.map(({ chain }) => chain.id));
	const others = wishes.filter(({ chain }) => !chains.has(chain.id));
	const owner = own && ownerOf(others, own.start, hung);
	const why = own
		? whyUnplug(front, hung, {
				routes: own.solution.routes,
				wanted: own.needs.wanted,
				start: own.start,
			})
		: "";
	return {
		id: `unplug ${id}`,
		do: "unplug",
		sentence: `Unplug ${cord ? `the ${sayCord(cord)}` : id} ${sayWay(telling, hung)}.`,
		why: owner ? `${why}; it belongs to ${owner.name}, which cannot be patched at the same time` : why,
		from,
		to,
		...(hung.jacks.length > 2 ? { also: hung.jacks.slice(2) } : {}),
		cord: cord ? shown(cord) : null,
		tick: { do: "unplug", cord: id },
	};
};

const turnStep = (
	{ front }: Telling,
	{ turn }: Extract<Move, { do: "turn" }>,
	start: Ordered["before"],
): Step => {
	const { router, input } = turn;
	const { studio } = front;
	const setting = input.split("/")[1] ?? "";
	const { unit, control } = router;
	return {
		...aStep({
			id: `turn ${unit} ${control}`,
			do: "turn",
			sentence: `Let ${sayPort(studio, router.output)} give ${sayPort(studio, input)}.`,
			why: whyTurn(front, start, turn),
			tick: { do: "turn", unit, control, setting },
		}),
		from: input,
		to: router.output,
	};
};

type PlugMove = Extract<Move, { do: "plug" }>;
type Planted = {
	readonly placed: Placed;
	readonly route: Route;
	readonly want: Wanted;
	readonly solved: Solved;
};

const plantedAs = (solved: readonly Solved[], { hung }: PlugMove): Planted | undefined => {
	for (const one of solved) {
		const placed = one.placed.find((each) => each.hung === hung);
		const route = placed && one.solution.routes.find(({ plugs }) => plugs.includes(placed.plug));
		const want = one.needs.wanted[route?.covers[0] ?? -1];
		if (placed && route && want) return { placed, route, want, solved: one };
	}
	return undefined;
};

const plugStep = (telling: Telling, { move, before, after }: Ordered & { move: PlugMove }): Step[] => {
	const { front, wishes, solved } = telling;
	const planted = plantedAs(solved, move);
	const cord = cordOf(front, move.hung);
	const [from = "", to = "", ...also] = move.hung.jacks;
	if (!planted || !cord) return [];
	const { route, want, placed } = planted;
	const more = also.length > 0 ? { also } : {};
	return [
		{
			id: `plug ${from} ${to}`,
			do: "plug",
			sentence: `Plug the ${sayCord(cord)} ${sayWay(telling, move.hung)}.`,
			why: whyPlug(front, wishes, { plug: placed.plug, route, want, cord, before, after }),
			from,
			to,
			...more,
			cord: shown(cord),
			tick: { do: "plug", from, to, ...more, cord: cord.id },
		},
	];
};

const isPlug = (ordered: Ordered): ordered is Ordered & { move: PlugMove } => ordered.move.do === "plug";

const stepOf = (telling: Telling, ordered: Ordered): Step[] => {
	const { move, before } = ordered;
	if (isPlug(ordered)) return plugStep(telling, ordered);
	if (move.do === "turn") return [turnStep(telling, move, before)];
	return move.do === "unplug" ? [unplugStep(telling, move)] : [];
};

/** What comes last: loudspeakers, monitors and converters hear everything that is plugged before. */
const isOutput = ({ front }: Telling, { to }: Pick<Wanted, "to">): number => {
	const port = front.port(to);
	if (port?.unit.id === front.studio.interface.unit) return 2;
	const loud = port?.port.stage === "speaker load" || port?.model.kind === "monitor controller";
	return loud ? 1 : 0;
};

const plugsOf = (telling: Telling): PlugMove[] => {
	const rank = ({ want, solved, route, hung }: Planted & { hung: Hung }): number[] => {
		const chain = telling.solved.indexOf(solved);
		const leg = route.plugs.findIndex(({ jacks }) => jacks[0] === hung.jacks[0]);
		return [isOutput(telling, want), want.way === "dry" ? 1 : 0, want.place, chain, want.side, leg];
	};
	const moves = telling.solved.flatMap(({ placed }) =>
		placed.flatMap(({ hung, cord }): PlugMove[] =>
			cord === undefined ? [] : [{ do: "plug", hung, parts: hung.parts ?? [] }],
		),
	);
	const ranked = moves.map((move) => {
		const planted = plantedAs(telling.solved, move);
		return { move, rank: planted ? rank({ ...planted, hung: move.hung }) : [] };
	});
	const before = (a: readonly number[], b: readonly number[]): number => {
		const at = a.findIndex((value, i) => value !== b[i]);
		return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
	};
	return ranked.toSorted((a, b) => before(a.rank, b.rank)).map(({ move }) => move);
};

/** All moves of the solved chains in the order that is wished for: out, routers, then upstream to downstream. */
export const movesOf = (telling: Telling): Move[] => {
	const { solved } = telling;
	const out = new Set(solved.flatMap(({ solution }) => solution.out));
	const turns = solved.flatMap(({ solution }) => solution.change.turns ?? []);
	const last = new Map<string, Turn>(turns.map((turn) => [turn.router.output, turn]));
	return [
		...[...out].map((hung): Move => ({ do: "unplug", hung })),
		...[...last.values()].map((turn): Move => ({ do: "turn", turn })),
		...plugsOf(telling),
	];
};

/** Mute, 48 V, standby, and then the moves, with a word of warning before one that cannot be done safely. */
export const stepsOf = (telling: Telling, ordered: readonly Ordered[]): Step[] => {
	const { front, settings } = telling;
	return [
		...muteSteps(front, settings, heardIn(front, ordered)),
		...phantomSteps(front, settings, ordered),
		...standbySteps(front, ordered),
		...ordered.flatMap((one) => [...guards(front, one.dangers), ...stepOf(telling, one)]),
	];
};
