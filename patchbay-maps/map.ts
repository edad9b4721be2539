import { glob, readFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { ownGear, readCatalogue } from "#drivers/catalogue.ts";
import type { GearFile } from "#drivers/profile.ts";
import { type Located, readYaml, type Trouble } from "#drivers/yaml.ts";
import type { LoomEnd } from "#model/cable.ts";
import { channelsOf, Pinout } from "#model/connector.ts";
import type { GearModel } from "#model/gear-model.ts";
import { type Studio, StudioFile } from "#model/studio.ts";
import { wire } from "#model/wiring.ts";

/** A studio folder as it was read: the studio itself, and the gear files for those who drive units. */
export type StudioRead = { readonly studio: Studio; readonly gear: ReadonlyMap<string, GearFile> };

type Where = readonly PropertyKey[];
type Wrong = readonly [where: Where, wrong: { readonly because: string; readonly cure: string }];
type Known = {
	readonly file: StudioFile;
	readonly models: Readonly<Record<string, GearModel>>;
	readonly studio: Studio;
};
type Look = (known: Known) => readonly Wrong[];

const ownPinouts = join(import.meta.dirname, "pinouts");

/** The nearest of the words that could have been meant, or all of them when none is near. */
const meant = (word: string, known: readonly string[]): string => {
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
	if (!models[unit.model] || ports.some(({ fullScale }) => fullScale !== undefined)) return [];
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

const bayPinouts: Look = ({ file, studio }) =>
	file.bays.flatMap(({ rear }, i) =>
		channelsOf(rear.connector, rear.pinout, studio.pinouts).length > 0
			? []
			: [
					[
						["bays", i, "rear", "pinout"],
						{
							because: `there is no pinout "${rear.pinout}"`,
							cure: meant(rear.pinout, Object.keys(studio.pinouts)),
						},
					] as const,
				],
	);

type Placed = { readonly end: LoomEnd; readonly at: Where };
const endsOf = (file: StudioFile): Placed[] =>
	file.looms.flatMap(({ from, to }, i) => {
		const far = Array.isArray(to)
			? to.flatMap((end, n) => (end ? [{ end, at: ["looms", i, "to", n] }] : []))
			: [{ end: to, at: ["looms", i, "to"] }];
		return [{ end: from, at: ["looms", i, "from"] }, ...far];
	});

const loomEnds: Look = ({ file, studio }) => {
	const { sockets } = wire({ ...studio, looms: [] }, { cords: [], normals: "open" });
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

const remotes =
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

const looks: readonly Look[] = [
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
	interfaceIsThere,
	bayPinouts,
	loomEnds,
	sharedSockets,
];

const yamlFilesIn = async (folder: string): Promise<string[]> =>
	(await Array.fromAsync(glob(join(folder, "*.yaml")))).sort();

const readPinouts = async (
	folders: readonly string[],
): Promise<{ pinouts: Record<string, Pinout>; troubles: Trouble[] }> => {
	const files = (await Promise.all(folders.map(yamlFilesIn))).flat();
	const read = await Promise.all(
		files.map(async (path) => ({
			name: basename(path, ".yaml"),
			read: readYaml(shown(path), await readFile(path, "utf8"), Pinout),
		})),
	);
	return {
		pinouts: Object.fromEntries(
			read.flatMap(({ name, read }) => ("value" in read ? [[name, read.value]] : [])),
		),
		troubles: read.flatMap(({ read }) => ("troubles" in read ? read.troubles : [])),
	};
};

/** Paths are told as a person would type them from where they stand. */
const shown = (path: string): string => relative(process.cwd(), path) || path;

const noFile = (path: string, because: string): Trouble => ({
	file: shown(path),
	line: 1,
	column: 1,
	field: "",
	because,
	cure: "Name a folder with a studio.yaml in it, such as patchbay-maps/studios/demo",
});

const looked = (known: Known, gear: ReadonlyMap<string, GearFile>, at: Located): Trouble[] =>
	[...looks, remotes(gear)].flatMap((look) => look(known)).map(([where, wrong]) => at(where, wrong));

/**
 * Reads a studio folder: studio.yaml, its own gear/ and pinouts/ if it has any, and the catalogue that is shipped.
 * Everything that is wrong is told at once, each with file, line, column, field and cure.
 */
export const readStudio = async (folder: string): Promise<StudioRead | { troubles: readonly Trouble[] }> => {
	const path = join(folder, "studio.yaml");
	const text = await readFile(path, "utf8").catch(() => undefined);
	if (text === undefined) return { troubles: [noFile(path, "cannot be read")] };
	const [catalogue, copper] = await Promise.all([
		readCatalogue([ownGear, join(folder, "gear")]),
		readPinouts([ownPinouts, join(folder, "pinouts")]),
	]);
	const read = readYaml(shown(path), text, StudioFile);
	if ("troubles" in read) return { troubles: [...read.troubles, ...catalogue.troubles, ...copper.troubles] };
	const models = Object.fromEntries(catalogue.models);
	const studio: Studio = { ...read.value, models, pinouts: copper.pinouts };
	const troubles = [
		...looked({ file: read.value, models, studio }, catalogue.models, read.at),
		...catalogue.troubles,
		...copper.troubles,
	];
	return troubles.length > 0 ? { troubles } : { studio: withOwnModels(studio), gear: catalogue.models };
};

/** Only the models that stand in this studio: the panel need not carry the whole catalogue. */
const withOwnModels = (studio: Studio): Studio => {
	const used = new Set(studio.units.map(({ model }) => model));
	return {
		...studio,
		models: Object.fromEntries(Object.entries(studio.models).filter(([name]) => used.has(name))),
	};
};
