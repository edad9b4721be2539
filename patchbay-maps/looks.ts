import type { GearFile } from "#drivers/profile.ts";
import { behindOf } from "#model/behind.ts";
import type { LoomEnd } from "#model/cable.ts";
import { builtInPinouts, type Connector, channelsOf } from "#model/connector.ts";
import { type GearModel, isAnalogue } from "#model/gear-model.ts";
import { columnsOf } from "#model/patchbay.ts";
import { carriedBy, type Studio, type StudioFile } from "#model/studio.ts";
import { unitClocks } from "./looks-clock.ts";

type Where = readonly PropertyKey[];
export type Wrong = readonly [where: Where, wrong: { readonly because: string; readonly cure: string }];
export type Known = {
	readonly file: StudioFile;
	readonly models: Readonly<Record<string, GearModel>>;
	readonly studio: Studio;
};
export type Look = (known: Known) => readonly Wrong[];

/** The nearest of the words that could have been meant, or all of them when none is near. */
export const meant = (word: string, known: readonly string[]): string => {
	const near = known.filter(
		(name) => name.startsWith(word.slice(0, 3)) || name.includes(word) || word.includes(name),
	);
	const shown = (near.length > 0 ? near : known).slice(0, 12);
	return shown.length > 0 ? `Write one of: ${shown.join(", ")}` : "There is none to choose from";
};

const twice = (ids: readonly string[], list: string): Wrong[] =>
	ids.flatMap((id, i) =>
		ids.indexOf(id) < i
			? [[[list, i, "id"], { because: `"${id}" is here already`, cure: "Give it another id" }] as const]
			: [],
	);

const unknownModels: Look = ({ file, models }) =>
	file.units.flatMap(({ model }, i) =>
		models[model]
			? []
			: [
					[
						["units", i, "model"],
						{ because: `there is no gear file for "${model}"`, cure: meant(model, Object.keys(models)) },
					] as const,
				],
	);

const interfaceIsThere: Look = ({ file, models }) => {
	const unit = file.units.find(({ id }) => id === file.interface.unit);
	const names = file.units.map(({ id }) => id);
	if (!unit)
		return [
			[
				["interface", "unit"],
				{
					because: `"${file.interface.unit}" is not among the units`,
					cure: meant(file.interface.unit, names),
				},
			],
		];
	const ports = Object.values(models[unit.model]?.ports ?? {});
	if (!models[unit.model] || ports.some((port) => isAnalogue(port) && port.fullScale !== undefined))
		return [];
	return [
		[
			["interface", "unit"],
			{
				because: `${unit.name} has no port with a full-scale level`,
				cure: "Choose the unit that is the audio interface",
			},
		],
	];
};

/** What is wrong with the name of a pinout on a connector; "own" on a bay is the connector's own. */
const pinoutWrong = (
	{ studio }: Known,
	connector: Connector,
	pinout: string | undefined,
): Wrong[1] | undefined => {
	const names = [...Object.keys(builtInPinouts), ...Object.keys(studio.pinouts)];
	const fitting = Object.keys(studio.pinouts).filter((name) => studio.pinouts[name]?.connector === connector);
	if (pinout === undefined && channelsOf(connector, undefined, {}).length === 0)
		return { because: `a ${connector} has no pinout of its own`, cure: meant("", names) };
	if (pinout !== undefined && !names.includes(pinout))
		return {
			because: `there is no pinout "${pinout}"`,
			cure: meant("", fitting.length > 0 ? fitting : names),
		};
	const made = pinout === undefined ? connector : (studio.pinouts[pinout]?.connector ?? connector);
	return made === connector
		? undefined
		: { because: `the pinout "${pinout}" is one of ${made}, not of ${connector}`, cure: meant("", names) };
};

const at = (where: Where, wrong: Wrong[1] | undefined): Wrong[] => (wrong ? [[where, wrong]] : []);

const bayPinouts: Look = (known) =>
	known.file.bays.flatMap(({ rear: { connector, pinout } }, i) =>
		at(["bays", i, "rear", "pinout"], pinoutWrong(known, connector, pinout === "own" ? undefined : pinout)),
	);

/** A gear file names pinouts that only the studio's folder knows, so they are looked at here. */
const gearPinouts: Look = (known) =>
	known.file.units.flatMap(({ model }, i) =>
		Object.entries(known.models[model]?.jacks ?? {}).flatMap(([name, jack]) => {
			const wrong = pinoutWrong(known, jack.connector, jack.pinout);
			const room = channelsOf(jack.connector, jack.pinout, known.studio.pinouts).length;
			const carried = carriedBy(name, jack).length;
			const tooMany = { because: `${carried} ports on ${room} channels`, cure: "Correct its gear file" };
			return at(["units", i, "model"], wrong ?? (carried > room ? tooMany : undefined)).map(
				([where, { because, cure }]): Wrong => [
					where,
					{ because: `in the gear file of ${model}, jack ${name}: ${because}`, cure },
				],
			);
		}),
	);

const loomPinouts: Look = (known) => {
	const { sockets } = behindOf(known.studio);
	return endsOf(known.file).flatMap(({ end: { into, plug, pinout }, at: where }) => {
		const connector = plug ?? sockets.get(into)?.connector;
		return connector && pinout !== undefined
			? at([...where, "pinout"], pinoutWrong(known, connector, pinout))
			: [];
	});
};

/** A loom has as many tails as its trunk has channels; the rest would hang in the air and be forgotten. */
const loomTails: Look = ({ file, studio }) => {
	const { sockets } = behindOf(studio);
	return file.looms.flatMap(({ from, to }, i) => {
		const channels = sockets.get(from.into)?.lines.length;
		if (!Array.isArray(to) || channels === undefined || to.length <= channels) return [];
		const wrong = {
			because: `${to.length} tails for ${channels} channel${channels === 1 ? "" : "s"} of ${from.into}`,
			cure: `Write ${channels} at most`,
		};
		return at(["looms", i, "to"], wrong);
	});
};

/** Columns that the bay does not have, or that two runs claim. */
const bayColumns: Look = ({ file }) =>
	file.bays.flatMap(({ columns, points, name }, i) => {
		const claimed = new Set<number>();
		return points.flatMap((run, n) => {
			const here = columnsOf(run.columns);
			const beyond = here.length === 0 || here.some((column) => column < 1 || column > columns);
			const twice = here.find((column) => claimed.has(column));
			for (const column of here) claimed.add(column);
			const where = ["bays", i, "points", n, "columns"];
			if (beyond)
				return at(where, {
					because: `${name} has the columns 1 to ${columns}`,
					cure: "Write a run from left to right within them",
				});
			return at(
				where,
				twice === undefined
					? undefined
					: {
							because: `column ${twice} is in another run already`,
							cure: "Let each column stand in one run",
						},
			);
		});
	});

type Placed = { readonly end: LoomEnd; readonly at: Where };
const endsOf = (file: StudioFile): Placed[] =>
	file.looms.flatMap(({ from, to }, i) => {
		const far = Array.isArray(to)
			? to.flatMap((end, n) => (end ? [{ end, at: ["looms", i, "to", n] }] : []))
			: [{ end: to, at: ["looms", i, "to"] }];
		return [{ end: from, at: ["looms", i, "from"] }, ...far];
	});

const loomEnds: Look = ({ file, studio }) => {
	const { sockets } = behindOf(studio);
	const front = new Set(
		file.bays.flatMap(({ id }) =>
			[...sockets.keys()].filter((socket) => /^[^/]+\/[AB]\d\d$/.test(socket) && socket.startsWith(`${id}/`)),
		),
	);
	const names = [...sockets.keys()].filter((socket) => !front.has(socket));
	const near = (into: string): string[] =>
		names.filter((socket) => socket.split("/")[0] === into.split("/")[0]);
	return endsOf(file).flatMap(({ end: { into }, at }) =>
		names.includes(into)
			? []
			: [
					[
						at,
						{
							because: `there is no socket "${into}"`,
							cure: meant(into, near(into).length > 0 ? near(into) : names),
						},
					] as const,
				],
	);
};

const sharedSockets: Look = ({ file }) => {
	const ends = endsOf(file);
	return ends.flatMap(({ end: { into }, at }, i) =>
		ends.findIndex((other) => other.end.into === into) < i
			? [
					[
						at,
						{
							because: `another loom sits in ${into} already`,
							cure: "One socket takes one plug: name another socket",
						},
					] as const,
				]
			: [],
	);
};

export const remotes =
	(gear: ReadonlyMap<string, GearFile>): Look =>
	({ file }) =>
		file.units.flatMap(({ model, remote, name }, i) =>
			remote && gear.has(model) && !gear.get(model)?.remote
				? [
						[
							["units", i, "remote"],
							{
								because: `${name} cannot be driven: its gear file has no remote control`,
								cure: "Take the remote out; its knobs are set by hand",
							},
						] as const,
					]
				: [],
		);

/** What no schema can see of a studio file: names that lead nowhere, and things that are there twice. */
export const looks: readonly Look[] = [
	({ file }) =>
		twice(
			file.units.map(({ id }) => id),
			"units",
		),
	({ file }) =>
		twice(
			file.bays.map(({ id }) => id),
			"bays",
		),
	({ file }) =>
		twice(
			file.looms.map(({ id }) => id),
			"looms",
		),
	({ file }) =>
		twice(
			file.store.map(({ id }) => id),
			"store",
		),
	unknownModels,
	unitClocks,
	interfaceIsThere,
	bayPinouts,
	bayColumns,
	gearPinouts,
	loomEnds,
	loomPinouts,
	loomTails,
	sharedSockets,
];
