import { type Cord, cordNamed } from "#model/cable.ts";
import { type Front, frontOf } from "#model/front.ts";
import { type Bay, placeOf, pointsOf } from "#model/patchbay.ts";
import { anyPortOf, portsOf, type Studio, sayPort, type Unit } from "#model/studio.ts";
import { mannerOf, type Patched, type Place, type Way, waysOf } from "#model/way.ts";

/** A socket of a unit, or a named jack of a bay: one line of a box. */
export type FlowRow = {
	readonly place: Place;
	readonly label: string;
	/** The jack in front that it is found at, if there is one. */
	readonly jack: string | null;
};

/** A unit, or the half of it that only gives or only takes; or the jacks of a bay that have a name and no unit. */
export type FlowBox = {
	readonly id: string;
	readonly title: string;
	readonly number: number | null;
	readonly note: string;
	readonly ins: readonly FlowRow[];
	readonly outs: readonly FlowRow[];
};

export type FlowWire = {
	readonly id: string;
	readonly from: Place;
	readonly to: Place;
	readonly way: Way;
	readonly manner: ReturnType<typeof mannerOf>;
	readonly cords: readonly Cord[];
};

export type Flow = {
	readonly boxes: readonly FlowBox[];
	readonly wires: readonly FlowWire[];
	/** Units that nothing leads to or from. */
	readonly alone: readonly Unit[];
};

const gives = (direction: string): boolean => direction === "out" || direction === "digital out";
const takes = (direction: string): boolean => direction === "in" || direction === "digital in";

const labelOf = (studio: Studio, place: Place): string => {
	const name = anyPortOf(studio, place)?.unit.name ?? "";
	const said = sayPort(studio, place);
	return said.startsWith(`${name} `) ? said.slice(name.length + 1) : said;
};

const unitBox = (studio: Studio, front: Front, unit: Unit): FlowBox => {
	const model = studio.models[unit.model];
	const rows = (wanted: (direction: string) => boolean): FlowRow[] =>
		[...(model ? portsOf(model) : [])].flatMap(([name, { direction }]) => {
			const place = `${unit.id}/${name}`;
			const jack = front.jacksOf(place).find((one) => placeOf(one)) ?? null;
			return wanted(direction) ? [{ place, label: labelOf(studio, place), jack }] : [];
		});
	return {
		id: unit.id,
		title: unit.name,
		number: unit.number ?? null,
		note: model ? `${model.maker} ${model.model}` : unit.model,
		ins: rows(takes),
		outs: rows(gives),
	};
};

/** Named jacks with nothing behind: by custom the upper ones are sources, the lower ones destinations. */
const bayBox = (bay: Bay, front: Front): FlowBox => {
	const points = pointsOf(bay);
	const row = (jack: string, name: string | undefined): FlowRow[] =>
		name === undefined || front.portsAt(jack).length > 0 ? [] : [{ place: jack, label: name, jack }];
	return {
		id: bay.id,
		title: bay.name,
		number: null,
		note: bay.id,
		ins: points.flatMap(({ lower, names }) => row(lower, names.lower)),
		outs: points.flatMap(({ upper, names }) => row(upper, names.upper)),
	};
};

const wireOf = (studio: Studio, from: Place, to: Place, way: Way): FlowWire => ({
	id: `${from} > ${to}`,
	from,
	to,
	way,
	manner: mannerOf(way),
	cords: way.flatMap((part) => (part.by === "cord" ? (cordNamed(studio, part.id) ?? []) : [])),
});

/** Every line from what gives to what takes; from one jack of a bay to another there is nothing to tell. */
const wiresOf = (studio: Studio, boxes: readonly FlowBox[], patched: Patched): FlowWire[] => {
	const ends = boxes.flatMap(({ ins }) => ins.map(({ place }) => place));
	const waysFrom = waysOf(studio, patched, ends);
	return boxes.flatMap(({ outs }) =>
		outs.flatMap(({ place }) =>
			[...waysFrom(place)]
				.filter(([to]) => !(placeOf(place) && placeOf(to)))
				.map(([to, way]) => wireOf(studio, place, to, way)),
		),
	);
};

const jacksIn = (way: Way): string[] =>
	way.flatMap((part) => (part.by === "cord" || part.by === "normal" ? [part.from, part.to] : []));

/** A named jack that a unit's signal passes on its way to another unit is a mult and no source or destination. */
const withoutMults = (wires: readonly FlowWire[]): FlowWire[] => {
	const passed = new Set(
		wires.flatMap(({ from, to, way }) => (placeOf(from) || placeOf(to) ? [] : jacksIn(way))),
	);
	return wires.filter(({ from, to }) => !passed.has(from) && !passed.has(to));
};

/** What each box feeds, box by box. */
const feedsOf = (boxes: readonly FlowBox[], wires: readonly FlowWire[]): Map<string, string[]> => {
	const taker = new Map(boxes.flatMap(({ id, ins }) => ins.map(({ place }) => [place, id] as const)));
	const giver = new Map(boxes.flatMap(({ id, outs }) => outs.map(({ place }) => [place, id] as const)));
	const pairs = wires.map(({ from, to }) => [giver.get(from) ?? "", taker.get(to) ?? ""] as const);
	return new Map(
		[...Map.groupBy(pairs, ([from]) => from)].map(([from, all]) => [from, all.map(([, to]) => to)]),
	);
};

const reachedFrom = (start: string, feeds: ReadonlyMap<string, readonly string[]>): Set<string> => {
	const reached = new Set(feeds.get(start));
	for (const box of reached) for (const next of feeds.get(box) ?? []) reached.add(next);
	return reached;
};

/** The box that lies on a circle of boxes and has the most lines; drawn in two halves, it opens the circle. */
const onCircle = (boxes: readonly FlowBox[], wires: readonly FlowWire[]): FlowBox | undefined => {
	const feeds = feedsOf(boxes, wires);
	const lines = ({ ins, outs }: FlowBox): number => {
		const places = new Set([...ins, ...outs].map(({ place }) => place));
		return wires.filter(({ from, to }) => places.has(from) || places.has(to)).length;
	};
	return boxes
		.filter(({ id }) => reachedFrom(id, feeds).has(id))
		.reduce<FlowBox | undefined>((most, box) => (most && lines(most) >= lines(box) ? most : box), undefined);
};

const halves = (box: FlowBox): FlowBox[] => [
	{ ...box, id: `${box.id} gives`, note: `${box.note}, outputs`, ins: [] },
	{ ...box, id: `${box.id} takes`, note: `${box.note}, inputs`, outs: [] },
];

/** The converter gives on the left and takes on the right; so does whatever else a signal comes back to. */
const uncircled = (boxes: readonly FlowBox[], wires: readonly FlowWire[], converter: string): FlowBox[] => {
	let open = boxes.flatMap((box) => (box.id === converter ? halves(box) : [box]));
	for (let box = onCircle(open, wires); box; box = onCircle(open, wires)) {
		const { id } = box;
		open = open.flatMap((one) => (one.id === id ? halves(one) : [one]));
	}
	return open;
};

/** Beyond so many, rows that lead nowhere are left out. */
const IDLE = 8;

const pruned = (box: FlowBox, used: ReadonlySet<Place>): FlowBox => {
	const kept = (rows: readonly FlowRow[]): readonly FlowRow[] =>
		rows.filter(({ place }) => !used.has(place)).length > IDLE || placeOf(rows[0]?.place ?? "")
			? rows.filter(({ place }) => used.has(place))
			: rows;
	return { ...box, ins: kept(box.ins), outs: kept(box.outs) };
};

/** What leads where in a studio as it is patched now: units as boxes, and every line between two of them. */
export const flowOf = (studio: Studio, patched: Patched): Flow => {
	const front = frontOf(studio);
	const all = [
		...studio.bays.map((bay) => bayBox(bay, front)),
		...studio.units.map((unit) => unitBox(studio, front, unit)),
	];
	const wires = withoutMults(wiresOf(studio, all, patched));
	const used = new Set(wires.flatMap(({ from, to }) => [from, to]));
	const joined = ({ ins, outs }: FlowBox): boolean => [...ins, ...outs].some(({ place }) => used.has(place));
	const boxes = uncircled(all, wires, studio.interface.unit)
		.filter(joined)
		.map((box) => pruned(box, used));
	const drawn = new Set(all.filter(joined).map(({ id }) => id));
	return { boxes, wires, alone: studio.units.filter(({ id }) => !drawn.has(id)) };
};
