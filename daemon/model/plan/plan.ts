import type { Plugged } from "#model/cable.ts";
import { needsOf, type Wanted } from "#model/chain.ts";
import type { Front } from "#model/front.ts";
import type { KnobPositions } from "#model/position.ts";
import type { Made, Missing, Plan } from "#model/readings.ts";
import type { Chain, Session } from "#model/session.ts";
import { type PortId, type Studio, sayPort } from "#model/studio.ts";
import { endsIn } from "./held.ts";
import { missingOf } from "./missing.ts";
import { inOrder } from "./order.ts";
import type { Route } from "./route.ts";
import { monitorsOf, unmuteOffers } from "./safety.ts";
import { fieldAfter, presentField, routeOf, type Solved, solveEach, solveTogether } from "./solve.ts";
import { movesOf, stepsOf, type Telling } from "./steps.ts";
import type { Wishes } from "./why.ts";

/** The copper of a connection: one stretch, or several with a router between each two. */
export type Stretch = { readonly from: PortId; readonly to: PortId };

export type Planned = {
	readonly plan: Plan;
	/** The cords as they hang when the plan is done. */
	readonly after: readonly Plugged[];
	/** Where the controls stand then. */
	readonly settings: KnobPositions;
	readonly wanted: readonly Wanted[];
	/** The stretches of each wanted connection, in signal order; a router joins the end of one to the start of the next. */
	readonly stretches: ReadonlyMap<Wanted, readonly Stretch[]>;
};

const turnsIn = ({ pieces }: Route) => pieces.flatMap((piece) => (piece.by === "turn" ? [piece] : []));

const stretchesOf = ({ from, to }: Wanted, route: Route | undefined): Stretch[] => {
	const turns = (route ? turnsIn(route) : []).map(({ turn }) => turn);
	const starts = [from, ...turns.map(({ router }) => router.output)];
	const ends = [...turns.map(({ input }) => input), to];
	return starts.map((start, i) => ({ from: start, to: ends[i] ?? to }));
};

/** What a normal or a loom already makes. A cord that hangs there already is no news. */
const normalsOf = ({ studio }: Front, solved: Solved): Made[] =>
	solved.needs.wanted.flatMap((want, i) => {
		const route = routeOf(solved, i);
		if (!route || route.lacks.length > 0 || !route.pieces.every(({ by }) => by === "normal")) return [];
		const { from, to } = want;
		const how = route.pieces.length === 0 ? "a loom" : "its normal";
		const first = route.out.size > 0 ? `, as soon as the cord that holds it open is out` : "";
		return [
			{
				from,
				to,
				sentence: `${sayPort(studio, from)} reaches ${sayPort(studio, to)} by ${how}: nothing to plug${first}.`,
			},
		];
	});

const routedOf = ({ studio }: Front, solved: Solved): Made[] =>
	solved.solution.routes.flatMap(turnsIn).map(({ turn: { router, input }, already }) => ({
		from: input,
		to: router.output,
		sentence: `${sayPort(studio, router.output)} ${already ? "gives" : "is to give"} ${sayPort(studio, input)}.`,
	}));

const listed = (words: readonly string[]): string =>
	words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** What two chains both need, by unit or by converter line. */
const sharedWith = (front: Front, { chain, needs }: Solved, rival: Chain): Plan["shared"][number] => {
	const theirs = needsOf(front.studio, rival).wanted;
	const ports = needs.wanted.flatMap(({ from, to }) => [
		...(theirs.some((want) => want.from === from) ? [from] : []),
		...(theirs.some((want) => want.to === to) ? [to] : []),
	]);
	const { studio } = front;
	const names = new Set(
		ports.map((port) => {
			const found = front.port(port);
			return found && found.unit.id !== studio.interface.unit ? found.unit.name : sayPort(studio, port);
		}),
	);
	const sentence = `${listed([...names])} ${names.size > 1 ? "are" : "is"} in ${rival.name} too: ${chain.name} and ${rival.name} cannot be patched at the same time.`;
	return { chain: rival.id, sentence };
};

const plannedWith = (front: Front, session: Session, telling: Telling): Omit<Plan, "missing" | "shared"> => {
	const { solved } = telling;
	const ordered = inOrder(solved[0]?.start ?? presentField(front, session), movesOf(telling));
	const steps = stepsOf(telling, ordered);
	const last = solved.at(-1);
	const pairs = endsIn(
		front,
		solved.flatMap(({ needs }) => needs.wanted),
	);
	const hearing = last ? monitorsOf(fieldAfter(last), pairs) : [];
	const muted = hearing.filter((monitor) => front.isMuted(monitor, session.settings));
	const toMute = new Set(steps.filter(({ id }) => id.startsWith("mute ")).map(({ id }) => id.slice(5)));
	const offered = front.monitors.filter((monitor) => muted.includes(monitor) || toMute.has(monitor.unit));
	return {
		steps,
		offers: unmuteOffers(front, offered),
		normals: solved.flatMap((one) => normalsOf(front, one)),
		routed: solved.flatMap((one) => routedOf(front, one)),
	};
};

const wishesOf = (front: Front, { chains }: Session): Wishes =>
	chains.map((chain) => ({ chain, wanted: needsOf(front.studio, chain).wanted }));

/** Where the controls stand when the routers have been turned. */
const settingsAfter = ({ settings }: Session, solved: readonly Solved[]): KnobPositions => {
	const after = { ...settings };
	for (const { router, input } of solved.flatMap(({ solution }) => solution.change.turns ?? [])) {
		const { unit, control } = router;
		after[unit] = { ...after[unit], [control]: { setting: input.split("/")[1] ?? "", how: "set", at: "" } };
	}
	return after;
};

const result = (
	front: Front,
	session: Session,
	solved: readonly Solved[],
	missing: readonly Missing[],
): Planned => {
	const telling = { front, settings: session.settings, solved, wishes: wishesOf(front, session) };
	const last = solved.at(-1);
	const shared = solved.flatMap((one) => one.rivals.map((rival) => sharedWith(front, one, rival)));
	const hung = last ? fieldAfter(last).hung : [];
	return {
		plan: { ...plannedWith(front, session, telling), missing, shared },
		after: last ? hung.flatMap(({ cord }) => cord ?? []) : session.cords,
		settings: settingsAfter(session, solved),
		wanted: solved.flatMap(({ needs }) => needs.wanted),
		stretches: new Map(
			solved.flatMap((one) =>
				one.needs.wanted.map((want, i) => [want, stretchesOf(want, routeOf(one, i))] as const),
			),
		),
	};
};

/** Chains are planned with an eye to each other, so all of a session at once; each session is solved once. */
const solvedFor = (() => {
	const known = new WeakMap<Session, { readonly front: Front; readonly solved: readonly Solved[] }>();
	return (front: Front, session: Session): readonly Solved[] => {
		const found = known.get(session);
		if (found?.front === front) return found.solved;
		const solved = solveEach(front, session);
		known.set(session, { front, solved });
		return solved;
	};
})();

const impossible = (session: Session, missing: readonly Missing[], shared: Plan["shared"]): Planned => ({
	plan: { steps: [], offers: [], normals: [], routed: [], missing, shared },
	after: session.cords,
	settings: session.settings,
	wanted: [],
	stretches: new Map(),
});

/**
 * From what is plugged to what a chain needs, in the fewest moves: unplug what is in the way, use the normals, turn the
 * routers, plug the rest upstream to downstream. What other chains use or were promised is left alone.
 */
export const planFor = (_: Studio, session: Session, front: Front, chainId: string): Planned => {
	const solved = solvedFor(front, session).find(({ chain }) => chain.id === chainId);
	if (!solved)
		return impossible(
			session,
			[
				{
					what: "line",
					count: 1,
					sentence: `There is no chain "${chainId}".`,
					cure: "Make it, or choose another.",
				},
			],
			[],
		);
	if (solved.needs.impossible.length > 0) return impossible(session, solved.needs.impossible, []);
	return result(front, session, [solved], missingOf(front, solved));
};

/** Chains that want what an earlier one has got: a second of it would be needed. */
const rivalry = (front: Front, solved: Solved): Missing[] =>
	solved.rivals.map((rival) => ({
		what: "unit",
		count: 1,
		sentence: sharedWith(front, solved, rival).sentence,
		cure: "Patch one after the other, or use another unit or line in one of them.",
	}));

/** One plan for all chains of a session together, in their order. */
export const planAll = (_: Studio, session: Session, front: Front): Planned => {
	const solved = solveTogether(front, session);
	const missing = solved.flatMap((one) =>
		one.needs.impossible.length > 0
			? one.needs.impossible
			: one.rivals.length > 0
				? rivalry(front, one)
				: missingOf(front, one),
	);
	return result(
		front,
		session,
		solved.filter(({ needs, rivals }) => needs.impossible.length === 0 && rivals.length === 0),
		missing,
	);
};
