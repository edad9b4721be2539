import type { GearModel, Path } from "./gear-model.ts";
import type { Missing } from "./readings.ts";
import { modelOf, type PortId, portsOf, type Studio, unitOf } from "./studio.ts";

/** Where a chain stops on its way: a converter line, or one channel of a unit. What has no copper on a side is null there. */
export type Station = {
	readonly unit: string;
	/** The way through the unit; null for a converter, a loudspeaker, a microphone and a mid/side box without figures. */
	readonly path: Path | null;
	readonly in: PortId | null;
	readonly out: PortId | null;
};

/** A station, or what is missing for it. */
export type Stop = Station | Missing;
export const isMissing = (stop: Stop): stop is Missing => "what" in stop;
export const isStation = (stop: Stop): stop is Station => !("what" in stop);

export const nameOf = (studio: Studio, unit: string): string => unitOf(studio, unit)?.name ?? unit;

export const lackOfUnit = (sentence: string, cure: string): Missing => ({
	what: "unit",
	count: 1,
	sentence,
	cure,
});

/**
 * The paths of a unit that a chain uses, one a side. A stereo unit in a mono chain works with its left side; of a unit
 * with channels that are not called left and right, the first two are the sides.
 */
export const pathsFor = (studio: Studio, unit: string, sides: number): (Path | undefined)[] => {
	const paths = modelOf(studio, unit)?.paths ?? [];
	const left = paths.find(({ side }) => side !== "right");
	if (sides === 1) return [left];
	const first = paths.find(({ side }) => side === "left") ?? left;
	const other = ({ side, from, to }: Path): boolean =>
		side === "mono" && from !== first?.from && to !== first?.to;
	return [first, paths.find(({ side }) => side === "right") ?? paths.find(other)];
};

const portWith = (model: GearModel, is: (port: GearModel["ports"][string]) => boolean): string | undefined =>
	[...portsOf(model)].find(([, port]) => is(port))?.[0];

/** Where sound leaves the copper: a cabinet takes it in, the microphone before it gives it back. */
const inTheAir = (unit: string, model: GearModel): Station | undefined => {
	const at = (port: string | undefined): PortId | null => (port === undefined ? null : `${unit}/${port}`);
	if (model.kind === "loudspeaker") {
		const into = portWith(model, (port) => port.direction === "in");
		return into === undefined ? undefined : { unit, path: null, in: at(into), out: null };
	}
	const from = portWith(model, (port) => port.direction === "out");
	return model.kind === "microphone" && from !== undefined
		? { unit, path: null, in: null, out: at(from) }
		: undefined;
};

export const alongPath = (unit: string, path: Path): Station => ({
	unit,
	path,
	in: `${unit}/${path.from}`,
	out: `${unit}/${path.to}`,
});

/** One side of a unit. A box that nobody has described cannot stand in a chain, a mono one cannot carry two sides. */
export const channelOf = (
	studio: Studio,
	unit: string,
	{ side, sides }: { readonly side: number; readonly sides: number },
): Stop => {
	const model = modelOf(studio, unit);
	if (!model) return lackOfUnit(`There is no unit "${unit}" in the studio.`, "Take it out of the chain.");
	const path = pathsFor(studio, unit, sides)[side];
	if (path) return alongPath(unit, path);
	const name = nameOf(studio, unit);
	const acoustic = model.paths.length === 0 && inTheAir(unit, model);
	if (acoustic && side === 0) return acoustic;
	if (model.paths.length === 0 && !acoustic)
		return lackOfUnit(
			`The gear file of ${name} does not say which way the signal goes through it.`,
			"Write its paths into the gear file.",
		);
	return lackOfUnit(
		`${name} has one channel only: use it in a mono chain, or take a stereo unit.`,
		"Take a second one for the other side, or a stereo unit.",
	);
};

const stopThrough = (
	studio: Studio,
	unit: string,
	{ from, to }: { readonly from: string; readonly to: string },
): Station => ({
	unit,
	path: modelOf(studio, unit)?.paths.find((path) => path.from === from && path.to === to) ?? null,
	in: `${unit}/${from}`,
	out: `${unit}/${to}`,
});

/** A mid/side box at one side of the chain: left becomes mid, right becomes side; and back. */
export const midSideOf = (
	studio: Studio,
	unit: string | undefined,
	{ side, does }: { readonly side: number; readonly does: "encode" | "decode" },
): Stop => {
	if (unit === undefined)
		return lackOfUnit(
			"A mid/side chain needs a box that encodes left and right and decodes them again.",
			"Say which one is the chain's matrix.",
		);
	const model = modelOf(studio, unit);
	if (!model) return lackOfUnit(`There is no unit "${unit}" in the studio.`, "Choose another matrix.");
	if (!model.midSide)
		return lackOfUnit(
			`${nameOf(studio, unit)} is no mid/side box: it neither encodes nor decodes.`,
			"Choose a box whose gear file says midSide.",
		);
	const { encode, decode } = model.midSide;
	const [outside, inside] = side === 0 ? (["left", "mid"] as const) : (["right", "side"] as const);
	return does === "encode"
		? stopThrough(studio, unit, { from: encode[outside], to: encode[inside] })
		: stopThrough(studio, unit, { from: decode[inside], to: decode[outside] });
};

/** Where wet and dry of one side meet: two inputs that lead to the same output. */
export type Meeting = { readonly wet: Path; readonly dry: Path };

/** The outputs of a summing unit in the order of its sides, each with the ways into it. */
const buses = ({ paths }: GearModel): Path[][] => {
	const order = { left: 0, mono: 1, right: 2 };
	return [...new Set(paths.map(({ to }) => to))]
		.map((output) => paths.filter(({ to }) => to === output))
		.filter((ways) => ways.length > 1)
		.toSorted((a, b) => order[a[0]?.side ?? "mono"] - order[b[0]?.side ?? "mono"]);
};

/** Gives every way a bus of its own input; none is used twice. */
const dealt = (wishes: readonly (readonly Path[])[], taken: readonly Path[]): Path[] | undefined => {
	const [first, ...rest] = wishes;
	if (!first) return [];
	for (const path of first.filter(({ from }) => taken.every((other) => other.from !== from))) {
		const others = dealt(rest, [...taken, path]);
		if (others) return [path, ...others];
	}
	return undefined;
};

/** The inputs of a summing unit in which wet and dry meet, one meeting a side: all wet ones lie before the dry ones. */
export const meetingsIn = (studio: Studio, unit: string, sides: number): readonly Meeting[] | Missing => {
	const model = modelOf(studio, unit);
	if (!model) return lackOfUnit(`There is no unit "${unit}" in the studio.`, "Choose another summing unit.");
	const name = nameOf(studio, unit);
	if (model.kind !== "summing mixer" && model.kind !== "mixer")
		return lackOfUnit(
			`${name} does not sum: wet and dry cannot meet in it.`,
			"Choose a summing mixer, or bring the dry sound back on returns of its own.",
		);
	const used = buses(model).slice(0, sides);
	const inputs = used.length === sides ? dealt([...used, ...used], []) : undefined;
	if (!inputs)
		return lackOfUnit(
			`${name} has not inputs enough: ${sides} output${sides > 1 ? "s" : ""} must sum two inputs each.`,
			"Choose a larger summing mixer, or bring the dry sound back on returns of its own.",
		);
	return used.flatMap((_, side) => {
		const [wet, dry] = [inputs[side], inputs[sides + side]];
		return wet && dry ? [{ wet, dry }] : [];
	});
};
