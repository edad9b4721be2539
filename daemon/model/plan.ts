import { type Cord, cordsIn, type Plugged } from "./cable.ts";
import { type ChainNeeds, needsOf, type Wanted } from "./chain.ts";
import { cordFor, type Front, reach, sayJack } from "./front.ts";
import { isJoined, type PatchPoint, placeOf, sayPlug } from "./patchbay.ts";
import { phantomInputs } from "./phantom.ts";
import type { Plan, Step } from "./readings.ts";
import type { Session } from "./session.ts";
import { type PortId, type Studio, sayPort } from "./studio.ts";
import { wire } from "./wiring.ts";

const joins = (front: Front, { from, to }: Plugged, wanted: Wanted): boolean => {
	const ends = [front.portsAt(from), front.portsAt(to)];
	return ends.some((ports) => ports.includes(wanted.from)) && ends.some((ports) => ports.includes(wanted.to));
};

/** The point whose normal already makes a connection, if its jacks are these two ports'. */
const normalFor = (front: Front, wanted: Wanted): PatchPoint | undefined => {
	const lowers = new Set(front.jacksOf(wanted.to));
	return front
		.jacksOf(wanted.from)
		.map((jack) => front.pointOf(jack))
		.find((point) => point !== undefined && lowers.has(point.lower) && point.normalling !== "open");
};

const isFree = (cords: readonly Plugged[], jack: string): boolean =>
	!cords.some(({ from, to }) => from === jack || to === jack);
const pluggedInto = (cords: readonly Plugged[], point: PatchPoint) => ({
	upper: !isFree(cords, point.upper),
	lower: !isFree(cords, point.lower),
});

type Draft = { readonly keep: readonly Plugged[]; readonly out: readonly Plugged[] };

/** A hanging cord stays if it serves a wanted connection, or touches nothing that the chain needs. */
const sortCords = (front: Front, cords: readonly Plugged[], wanted: readonly Wanted[]): Draft => {
	const needed = new Set(wanted.flatMap(({ from, to }) => [from, to]));
	const serves = (cord: Plugged): boolean => wanted.some((want) => joins(front, cord, want));
	const touches = ({ from, to }: Plugged): boolean =>
		[from, to].some((jack) => front.portsAt(jack).some((port) => needed.has(port)));
	const out = cords.filter((cord) => !serves(cord) && touches(cord));
	return { keep: cords.filter((cord) => !out.includes(cord)), out };
};

type Patch = {
	readonly wanted: Wanted;
	readonly cord: Cord | null;
	readonly from: string;
	readonly to: string;
	readonly missing?: string;
};

/** The jacks to join for one connection, and the cord for it. */
const patchFor = (studio: Studio, front: Front, cords: readonly Plugged[], wanted: Wanted): Patch => {
	const free = (port: PortId): string | undefined => front.jacksOf(port).find((jack) => isFree(cords, jack));
	const [from, to] = [free(wanted.from), free(wanted.to)];
	const nowhere = (port: PortId): Patch => ({
		wanted,
		cord: null,
		from: from ?? "",
		to: to ?? "",
		missing: `${sayPort(studio, port)} has no free jack: it is neither on a bay nor open at the rack.`,
	});
	if (!from) return nowhere(wanted.from);
	if (!to) return nowhere(wanted.to);
	const cord = cordFor(studio, front, new Set(cords.map((known) => known.cord)), from, to);
	const kinds = `${front.connectorOf(from)} to ${front.connectorOf(to)}`;
	const missing = `No free cord ${kinds} of ${reach(from, to).toFixed(1)} m or more is left for ${sayJack(studio, front, from)} to ${sayJack(studio, front, to)}.`;
	return cord ? { wanted, cord, from, to } : { wanted, cord: null, from, to, missing };
};

const sayCord = (cord: Cord): string => `${cord.colour} ${cord.length} m ${cord.plugs.join("–")} cord`;

const plugStep = (studio: Studio, front: Front, { from, to, cord }: Patch): Step => {
	const point = front.pointOf(to) ?? front.pointOf(from);
	const place = placeOf(to) ?? placeOf(from);
	return {
		id: `plug ${from} ${to}`,
		do: "plug",
		sentence: `Plug ${cord ? `the ${sayCord(cord)}` : "a cord"} from ${sayJack(studio, front, from)} to ${sayJack(studio, front, to)}.`,
		why:
			point && place
				? sayPlug(point.normalling, place.row === "A" ? "upper" : "lower")
				: "straight to the unit's own jack",
		from,
		to,
		cord: cord && { id: cord.id, stock: cord.stock, colour: cord.colour, length: cord.length },
		tick: cord && { do: "plug", from, to, cord: cord.id },
	};
};

const unplugStep = (studio: Studio, front: Front, { cord: id, from, to }: Plugged): Step => {
	const cord = cordsIn(studio.store).find((known) => known.id === id);
	return {
		id: `unplug ${id}`,
		do: "unplug",
		sentence: `Unplug ${cord ? `the ${sayCord(cord)}` : id} from ${sayJack(studio, front, from)} to ${sayJack(studio, front, to)}.`,
		why: "it feeds or loads a jack that the chain needs",
		from,
		to,
		cord: cord ? { id, stock: cord.stock, colour: cord.colour, length: cord.length } : null,
		tick: { do: "unplug", cord: id },
	};
};

/** Whether one of the jacks lies on a port's line, by cords as they hang or by any normal that may close. */
const onLineOf = (
	studio: Studio,
	cords: readonly Plugged[],
	jacks: readonly string[],
): ((port: PortId) => boolean) => {
	const netlists = [cords, []].map((hanging) => wire(studio, { cords: hanging, normals: "as plugged" }));
	return (port) =>
		netlists.some(({ ports, sockets, netOf }) =>
			jacks.some((jack) => {
				const { hot, cold } = sockets.get(jack)?.lines[0] ?? {};
				const legs = [hot, cold].flatMap((contact) => (contact ? [netOf(`${jack}.${contact}`)] : []));
				const line = ports.get(port);
				return line !== undefined && legs.some((net) => net === line.hot || net === line.cold);
			}),
		);
};

/** Inputs with 48 V on whose line a step would touch: off and discharged first. An unknown switch is looked at. */
const phantomSteps = (studio: Studio, session: Session, touched: readonly string[]): Step[] => {
	const live = phantomInputs(studio, session.settings).filter(({ state }) => state !== "off");
	if (live.length === 0 || touched.length === 0) return [];
	const isTouched = onLineOf(studio, session.cords, touched);
	return live
		.filter(({ input }) => isTouched(input))
		.map(({ input, unit, control, off, state }) => ({
			id: `48V ${input}`,
			do: "stop",
			sentence:
				state === "on"
					? `Switch 48 V off on ${sayPort(studio, input)} and wait 30 seconds.`
					: `Look whether 48 V is off on ${sayPort(studio, input)}: nobody has said how its switch stands.`,
			why: "a plug that goes in or out shorts one leg of the phantom supply through whatever it touches",
			from: "",
			to: "",
			cord: null,
			tick: { do: "turn", unit, control, setting: off },
		}));
};

export type Planned = {
	readonly plan: Plan;
	readonly after: readonly Plugged[];
	readonly wanted: readonly Wanted[];
};

const impossiblePlan = ({ impossible }: ChainNeeds, cords: readonly Plugged[]): Planned => ({
	plan: { steps: [], normals: [], missing: impossible },
	after: cords,
	wanted: [],
});

type Search = {
	readonly cords: readonly Plugged[];
	readonly patches: readonly Patch[];
	readonly normals: readonly Wanted[];
};

/** Connects one wanted stretch: already there, by a normal, or by a new cord. */
const connect =
	(studio: Studio, front: Front) =>
	({ cords, patches, normals }: Search, wanted: Wanted): Search => {
		if (front.soldered(wanted.from, wanted.to)) return { cords, patches, normals: [...normals, wanted] };
		if (cords.some((cord) => joins(front, cord, wanted))) return { cords, patches, normals };
		const point = normalFor(front, wanted);
		if (point && isJoined(point.normalling, pluggedInto(cords, point)))
			return { cords, patches, normals: [...normals, wanted] };
		const patch = patchFor(studio, front, cords, wanted);
		const hanging = patch.cord ? [{ cord: patch.cord.id, from: patch.from, to: patch.to }] : [];
		return { cords: [...cords, ...hanging], patches: [...patches, patch], normals };
	};

/**
 * From what is plugged to what a chain needs: unplug what is in the way, use the normals, plug the rest upstream to
 * downstream. Other chains' cords are left alone where they do not touch a jack that this chain needs.
 */
export const planFor = (studio: Studio, session: Session, front: Front, chainId: string): Planned => {
	const chain = session.chains.find(({ id }) => id === chainId);
	const needs = chain
		? needsOf(studio, chain)
		: { wanted: [], impossible: [`There is no chain "${chainId}".`] };
	if (needs.impossible.length > 0) return impossiblePlan(needs, session.cords);
	const { keep, out } = sortCords(front, session.cords, needs.wanted);
	const outwards = needs.wanted.toSorted((a, b) => a.place - b.place || a.side - b.side);
	const start: Search = { cords: keep, patches: [], normals: [] };
	const { cords, patches, normals } = outwards.reduce(connect(studio, front), start);
	const touched = [
		...out.flatMap(({ from, to }) => [from, to]),
		...patches.flatMap(({ from, to }) => [from, to]),
	];
	const steps = [
		...phantomSteps(studio, session, touched),
		...out.map((cord) => unplugStep(studio, front, cord)),
		...patches.filter(({ cord }) => cord).map((patch) => plugStep(studio, front, patch)),
	];
	const missing = patches.flatMap(({ missing }) => (missing ? [missing] : []));
	const sayNormal = ({ from, to }: Wanted) => ({
		from,
		to,
		sentence: `${sayPort(studio, from)} reaches ${sayPort(studio, to)} by ${front.soldered(from, to) ? "a loom" : "its normal"}: nothing to plug.`,
	});
	return { plan: { steps, normals: normals.map(sayNormal), missing }, after: cords, wanted: needs.wanted };
};
