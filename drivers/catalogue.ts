import { glob, readFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { citeMisfits, figuresIn, type PrintedFigure } from "./cites.ts";
import { crossCheck } from "./cross-check.ts";
import { doubtsOf } from "./doubts.ts";
import type { Misfit } from "./misfit.ts";
import { GearFile } from "./profile.ts";
import { readYaml, type Trouble } from "./yaml.ts";

/** Every make and model that can stand in a rack, by "maker/model". A file with troubles is not in `models`. */
export type Catalogue = {
	readonly models: ReadonlyMap<string, GearFile>;
	/** Every figure of a model as it is written, and where it was read. */
	readonly figures: ReadonlyMap<string, readonly PrintedFigure[]>;
	/** What is odd or not proven: the file is read all the same. */
	readonly doubts: readonly Trouble[];
	readonly troubles: readonly Trouble[];
};

/** The gear files that come with Halfnormal. */
export const ownGear = join(import.meta.dirname, "gear");

/** Reads <folder>/<maker>/<model>.yaml of every folder; a later folder, such as the studio's own, wins. */
export const readCatalogue = async (folders: readonly string[]): Promise<Catalogue> => {
	const read = (await Promise.all(folders.map(readFolder))).flat();
	return catalogueOf(read);
};

const catalogueOf = (read: readonly ReadFile[]): Catalogue => ({
	models: new Map(read.flatMap(({ name, file }) => (file ? [[name, file] as const] : []))),
	figures: new Map(read.map(({ name, figures }) => [name, figures] as const)),
	doubts: read.flatMap(({ doubts }) => doubts),
	troubles: read.flatMap(({ troubles }) => troubles),
});

/** The named models alone, each from the last folder that has it: a studio does not wait for the whole catalogue. */
export const readModels = async (
	folders: readonly string[],
	names: ReadonlySet<string>,
): Promise<Catalogue> => {
	const paths = (folder: string): string[] => [...names].map((name) => join(folder, `${name}.yaml`));
	const read = (await Promise.all(folders.flatMap(paths).map(readIfThere))).flat();
	return catalogueOf(read);
};

const readIfThere = async (path: string): Promise<ReadFile[]> => {
	const text = await readFile(path, "utf8").catch(() => undefined);
	return text === undefined ? [] : [checkedFile(path, text)];
};

type ReadFile = {
	readonly name: string;
	readonly file?: GearFile;
	readonly figures: readonly PrintedFigure[];
	readonly doubts: readonly Trouble[];
	readonly troubles: readonly Trouble[];
};

const readFolder = async (folder: string): Promise<ReadFile[]> => {
	const paths = await Array.fromAsync(glob(join(folder, "*", "*.yaml")));
	return Promise.all(paths.sort().map(async (path) => checkedFile(path, await readFile(path, "utf8"))));
};

const checkedFile = (path: string, text: string): ReadFile => {
	const checked = checkGearFile(relative(process.cwd(), path), text);
	const name = `${basename(dirname(path))}/${basename(path, ".yaml")}`;
	const nothing = { figures: [], doubts: [], troubles: [] };
	return { name, ...nothing, ...checked };
};

/** One gear file from its text with what is doubtful in it, or everything that is wrong with it. */
export const checkGearFile = (
	path: string,
	text: string,
):
	| { file: GearFile; figures: readonly PrintedFigure[]; doubts: readonly Trouble[] }
	| { troubles: readonly Trouble[] } => {
	const read = readYaml(path, text, GearFile);
	if ("troubles" in read) return read;
	const { value: file, written, at } = read;
	const told = ([where, wrong]: Misfit): Trouble => at(where, wrong);
	const troubles = [...crossCheck(file), ...citeMisfits(file, written)].map(told);
	if (troubles.length > 0) return { troubles };
	const figures = figuresIn(file, written);
	return { file, figures, doubts: doubtsOf(path, file, figures).map(told) };
};
