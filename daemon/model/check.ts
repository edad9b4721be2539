import type { Island } from "#model/copper/island.ts";
import { arrivals } from "#model/copper/link.ts";
import { wire } from "#model/copper/wiring.ts";
import { type Planned, planFor } from "#model/plan/plan.ts";
import { tellLoop } from "#model/rules/loop.ts";
import type { Room, Scene } from "#model/rules/rule.ts";
import { chainRules, copperRules, patchRules, sceneRules } from "#model/rules/rules.ts";
import { minutesToWarm } from "#model/rules/warm-up.ts";
import { waysOf } from "./chain.ts";
import { type ReadableWay, readChain } from "./chain-reading.ts";
import { unopened } from "./evolve.ts";
import type { Finding } from "./finding.ts";
import { type Front, frontOf } from "./front.ts";
import { jackReadings } from "./jack-reading.ts";
import { type Facts, preflight } from "./preflight.ts";
import type { ChainReading, Readings } from "./readings.ts";
import { type Chain, type Session, unitsOf } from "./session.ts";
import { type PortId, perStudio, type Studio } from "./studio.ts";
import { type Loop, loopsThrough, roundabouts } from "./way-round.ts";

const knownFront = perStudio(frontOf);

const rank = { stop: 0, warn: 1, note: 2 };

/** A piece of copper always tells the same, so what it told is kept as long as it is. */
const told = new WeakMap<Island, readonly Finding[]>();
const readCopper = (room: Room, island: Island): readonly Finding[] => {
	const found = told.get(island) ?? copperRules.flatMap((rule) => rule(room, island));
	told.set(island, found);
	return found;
};

/** What is told of the studio when no cord hangs and no switch is thrown. */
type Standing = {
	readonly byIsland: ReadonlyMap<Island, readonly Finding[]>;
	/** Inputs that lie on a way round, and every way round. */
	readonly roundabouts: readonly PortId[];
	readonly loops: readonly Loop[];
};

/** The scene of a studio that nobody has touched: there is no session in it, and nothing that a session changes. */
const untouched = (studio: Studio, front: Front): Scene => ({
	studio,
	front,
	session: unopened,
	netlist: wire(studio, { cords: [], normals: "as plugged" }),
	inUse: new Set(),
	now: 0,
});

const inputIdsOf = (islands: readonly Island[]): PortId[] =>
	islands.flatMap((island) => island.inputs.map(({ at }) => at.id));

const standingOf = perStudio((studio): Standing => {
	const scene = untouched(studio, knownFront(studio));
	const islands = scene.netlist.islands();
	const told = islands.map((island) => [island, readIsland(scene, island)] as const);
	const round = roundabouts(studio, scene.netlist, inputIdsOf(islands));
	return {
		byIsland: new Map(told.filter(([, found]) => found.length > 0)),
		roundabouts: round,
		loops: loopsThrough(studio, scene.netlist, round),
	};
});

const readIsland = (scene: Scene, island: Island): Finding[] => [
	...readCopper(scene, island),
	...patchRules.flatMap((rule) => rule(scene, island)),
];

/** Every way round: those that a cord or a switch has touched anew, and with them whatever hangs together with them. */
const loopsNow = ({ studio, netlist }: Scene): Loop[] => {
	const standing = standingOf(studio);
	const changed = new Set(netlist.changed);
	const isChanged = (input: PortId): boolean => {
		const island = netlist.islandOf(input);
		return island !== undefined && changed.has(island);
	};
	const asked = [
		...inputIdsOf(netlist.changed),
		...(standing.roundabouts.some(isChanged) ? standing.roundabouts : []),
	];
	const again = roundabouts(studio, netlist, asked);
	const seen = new Set([...asked, ...again]);
	const untouched = standing.loops.filter((loop) => !loop.some(({ input }) => seen.has(input)));
	return [...untouched, ...loopsThrough(studio, netlist, again)];
};

/** What the copper tells: of the pieces that cords and switches changed anew, of the others what it told before. */
const readAllCopper = (scene: Scene): Finding[] => {
	const { studio, netlist } = scene;
	const replaced = new Set(netlist.replaced);
	const kept = [...standingOf(studio).byIsland].flatMap(([island, found]) =>
		replaced.has(island) ? [] : found,
	);
	return [
		...kept,
		...netlist.changed.flatMap((island) => readIsland(scene, island)),
		...loopsNow(scene).flatMap((loop) => tellLoop(scene, loop)),
	];
};

const readScene = (scene: Scene): Finding[] => [
	...sceneRules.flatMap((rule) => rule(scene)),
	...readAllCopper(scene),
];

const sceneOf = (
	studio: Studio,
	session: Session,
	front: Front,
	cords: Session["cords"],
	now: number,
): Scene => {
	const netlist = wire(studio, { cords, normals: "as plugged", settings: session.settings });
	return { studio, session, front, netlist, inUse: new Set(session.chains.flatMap(unitsOf)), now };
};

/** The same trouble once, the worst first. */
const sorted = (findings: readonly Finding[]): Finding[] =>
	[...new Map(findings.map((finding) => [finding.id, finding])).values()].sort(
		(a, b) => rank[a.severity] - rank[b.severity],
	);

type ChainChecked = {
	readonly reading: Omit<ChainReading, "preflight">;
	readonly findings: readonly Finding[];
};

/** The ways of a chain, with the stretches that lie between its connections and the routers on them. */
const routed = (studio: Studio, chain: Chain, stretches: Planned["stretches"]): ReadableWay[] => {
	const planned = new Map([...stretches].map(([{ from, to }, parts]) => [`${from} ${to}`, parts]));
	return waysOf(studio, chain).map(({ side, way, hops }) => ({
		side,
		way,
		hops: hops.flatMap((want) =>
			(planned.get(`${want.from} ${want.to}`) ?? [want]).map((part) => ({ ...want, ...part })),
		),
	}));
};

/** A chain is read as it will be when its plan is done, so that trouble is told before anybody plugs. */
const checkChain = (now: Scene, known: readonly Finding[], chain: Chain): ChainChecked => {
	const { studio, session, front } = now;
	const { plan, after, settings, stretches } = planFor(studio, session, front, chain.id);
	const then = { ...session, settings };
	const scene = plan.steps.length === 0 ? now : sceneOf(studio, then, front, [...after], now.now);
	const connected = ({ from, to }: { from: string; to: string }): boolean =>
		arrivals(now.netlist, to).some((hop) => hop.from.id === from);
	const reading = {
		...readChain(chain, routed(studio, chain, stretches), {
			studio,
			session: scene.session,
			netlist: scene.netlist,
			connected,
		}),
		plan,
	};
	const ofChain = chainRules.flatMap((rule) => rule(scene, reading));
	const there = new Set(known.map(({ id }) => id));
	const ofCopper = scene === now ? [] : readScene(scene).filter(({ id }) => !there.has(id));
	return { reading, findings: [...ofChain, ...ofCopper.map((found) => ({ ...found, chain: chain.id }))] };
};

export type Checking = {
	readonly studio: Studio;
	readonly session: Session;
	/** What is behind the jacks; it changes only when the studio does. */
	readonly front?: Front;
	readonly facts: Facts;
	readonly undo?: string | null;
};

/** Everything that is read off the netlist: findings, levels, plans, preflight. Pure; a few milliseconds for one studio. */
export const check = ({
	studio,
	session,
	front = knownFront(studio),
	facts,
	undo = null,
}: Checking): Readings => {
	const scene = sceneOf(studio, session, front, session.cords, facts.now);
	const present = readScene(scene);
	const chains = session.chains.map((chain) => checkChain(scene, present, chain));
	const findings = sorted([...present, ...chains.flatMap((chain) => chain.findings)]);
	return {
		findings,
		chains: chains.map(({ reading }) => ({
			...reading,
			preflight: preflight({ scene, reading, findings, facts }),
		})),
		jacks: jackReadings(studio, session.cords),
		warmUp: studio.units.flatMap(({ id }) => {
			const minutes = minutesToWarm(scene, id);
			return minutes === undefined ? [] : [{ unit: id, minutes }];
		}),
		undo,
	};
};
