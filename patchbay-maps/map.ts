import { glob, readFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import type { z } from "zod";
import { type Catalogue, ownGear, readCatalogue, readModels } from "#drivers/catalogue.ts";
import type { GearFile } from "#drivers/profile.ts";
import { type Located, type Read, readYaml, type Trouble } from "#drivers/yaml.ts";
import { AdapterKind, CableMap, LoomKind } from "#model/cable.ts";
import { Pinout } from "#model/connector.ts";
import type { Studio } from "#model/studio.ts";
import { completed } from "./completed.ts";
import type { Known, Wrong } from "./look.ts";
import { looks, remotes } from "./looks.ts";
import { cableWrongs, pinoutWrongs } from "./named-checks.ts";
import { WrittenStudio } from "./written-studio.ts";

/** A studio folder as it was read: the studio itself, its gear files for those who drive units, and their figures. */
export type StudioRead = {
	readonly studio: Studio;
	readonly gear: ReadonlyMap<string, GearFile>;
	readonly figures: Catalogue["figures"];
};

/** Multipair pinouts and cable maps that come with Halfnormal; a studio folder may have its own beside them. */
const shipped = (what: string): string => join(import.meta.dirname, what);

const yamlFilesIn = async (folder: string): Promise<string[]> =>
	(await Array.fromAsync(glob(join(folder, "*.yaml")))).sort();

type Named<T> = { readonly named: Readonly<Record<string, T>>; readonly troubles: readonly Trouble[] };

/** What no schema can see of a file that is whole. */
const checked = <T>(read: Read<T>, wrongs: (value: T) => readonly Wrong[]): Read<T> => {
	if ("troubles" in read) return read;
	const troubles = wrongs(read.value).map(([where, wrong]) => read.at(where, wrong));
	return troubles.length > 0 ? { troubles } : read;
};

const nameOf = (path: string): string => basename(path, ".yaml");

/**
 * The files of one sort: of the shipped ones those that a studio names, and all of its own. Where a name leads nowhere,
 * or nobody knows which are named, all of them, to say what was meant.
 */
const filesOf = async (what: string, folder: string, named?: readonly (string | undefined)[]) => {
	const [ours, own] = await Promise.all([yamlFilesIn(shipped(what)), yamlFilesIn(join(folder, what))]);
	const there = new Set([...ours, ...own].map(nameOf));
	const wanted = new Set(named?.filter((name) => name !== undefined));
	const isEnough = named !== undefined && wanted.isSubsetOf(there);
	return [...(isEnough ? ours.filter((path) => wanted.has(nameOf(path))) : ours), ...own];
};

/** Files by their names; what a later one says wins. */
const readNamed = async <T>(
	files: readonly string[],
	schema: z.ZodType<T>,
	wrongs: (value: T) => readonly Wrong[] = () => [],
): Promise<Named<T>> => {
	const read = await Promise.all(
		files.map(async (path) => ({
			name: nameOf(path),
			read: checked(readYaml(shown(path), await readFile(path, "utf8"), schema), wrongs),
		})),
	);
	return {
		named: Object.fromEntries(
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

/** The gear that a studio names. When a name leads nowhere, or the file is broken, all of it, to say what was meant. */
const gearFor = async (file: WrittenStudio | undefined, folders: readonly string[]): Promise<Catalogue> => {
	if (!file) return readCatalogue(folders);
	const ofBays = file.bays.flatMap(({ model }) => model ?? []);
	const names = new Set([...file.units.map(({ model }) => model), ...ofBays]);
	const named = await readModels(folders, names);
	return named.models.size === names.size ? named : readCatalogue(folders);
};

/**
 * Reads a studio folder: studio.yaml, its own gear/ and pinouts/ if it has any, and the catalogue that is shipped.
 * Everything that is wrong is told at once, each with file, line, column, field and cure.
 */
export const readStudio = async (folder: string): Promise<StudioRead | { troubles: readonly Trouble[] }> => {
	const path = join(folder, "studio.yaml");
	const text = await readFile(path, "utf8").catch(() => undefined);
	return text === undefined ? { troubles: [noFile(path, "cannot be read")] } : readStudioText(folder, text);
};

/** The same for a studio.yaml that is not written yet: what would be read if the folder had it. */
export const readStudioText = async (
	folder: string,
	text: string,
): Promise<StudioRead | { troubles: readonly Trouble[] }> => {
	const read = readYaml(shown(join(folder, "studio.yaml")), text, WrittenStudio);
	const says = "value" in read ? read.value : undefined;
	const kinds = says && {
		cables: [...says.cables, ...says.store].map(({ cable }) => cable),
		looms: says.looms.map(({ of }) => of),
		adapters: says.adapters.map(({ of }) => of),
	};
	const [catalogue, pinouts, cableMaps, looms, adapters] = await Promise.all([
		gearFor(says, [ownGear, join(folder, "gear")]),
		filesOf("pinouts", folder).then((files) => readNamed(files, Pinout, pinoutWrongs)),
		filesOf("cables", folder, kinds?.cables).then((files) => readNamed(files, CableMap, cableWrongs)),
		filesOf("looms", folder, kinds?.looms).then((files) => readNamed(files, LoomKind)),
		filesOf("adapters", folder, kinds?.adapters).then((files) => readNamed(files, AdapterKind)),
	]);
	const named = [pinouts, cableMaps, looms, adapters].flatMap(({ troubles }) => troubles);
	const beside = [...catalogue.troubles, ...named];
	// What is named in a file that cannot be read is missing only because of that.
	if ("troubles" in read) return { troubles: [...read.troubles, ...beside] };
	if (beside.length > 0) return { troubles: beside };
	const models = Object.fromEntries(catalogue.models);
	const { file, wrongs } = completed(read.value, { models, looms: looms.named, adapters: adapters.named });
	const lacking = wrongs.map(([where, wrong]) => read.at(where, wrong));
	if (lacking.length > 0) return { troubles: lacking };
	const studio: Studio = { ...file, models, pinouts: pinouts.named, cableMaps: cableMaps.named };
	const troubles = looked({ file, models, studio }, catalogue.models, read.at);
	return troubles.length > 0 ? { troubles } : { studio, gear: catalogue.models, figures: catalogue.figures };
};
