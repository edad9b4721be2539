import { readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { type Catalogue, checkGearFile, ownGear, readCatalogue, readModels } from "#drivers/catalogue.ts";
import { catalogueReport } from "#drivers/catalogue-report.ts";
import { isUnknown, type PrintedFigure } from "#drivers/cites.ts";
import type { GearFile } from "#drivers/profile.ts";
import { sayTrouble } from "#drivers/yaml.ts";
import { isAnalogue, isDigital, type Port } from "#model/gear-model.ts";
import { sayDb } from "#model/level.ts";
import { isKnob, sayEndless } from "#model/parameter.ts";
import { faceplate } from "#sheets/drawing/faceplate.ts";
import { BLANK } from "#sheets/drawing/reading.ts";
import { svgOf } from "#sheets/drawing/svg.ts";
import { type Common, settingsOf } from "./studio.ts";
import { badInput, bold, exits, print, printJson, table } from "./terminal.ts";

type Checked = Pick<Catalogue, "troubles" | "doubts">;

const foldersOf = (common: Common): string[] => [ownGear, join(settingsOf(common).studio, "gear")];

const catalogueOf = (common: Common): Promise<Catalogue> => readCatalogue(foldersOf(common));

export type Wanted = Common & { readonly kind?: string };

/** The catalogue, or what of it has all the words in its name, maker, model or kind. */
export const listGear = async (words: readonly string[], wanted: Wanted): Promise<number> => {
	const { models } = await catalogueOf(wanted);
	const fits = ([name, { maker, model, kind }]: readonly [string, GearFile]): boolean => {
		const said = `${name} ${maker} ${model} ${kind}`.toLowerCase();
		return (
			(wanted.kind === undefined || kind === wanted.kind) &&
			words.every((word) => said.includes(word.toLowerCase()))
		);
	};
	const found = [...models].filter(fits).sort(([a], [b]) => a.localeCompare(b));
	if (wanted.json)
		printJson(
			found.map(([name, { maker, model, kind, simulated, remote }]) => ({
				name,
				maker,
				model,
				kind,
				simulated,
				remote: remote?.transport ?? null,
			})),
		);
	else if (found.length === 0)
		print("Nothing in the catalogue is called so. gear list without words shows all of it.");
	else
		print(
			table(
				found.map(([name, { maker, model, kind, simulated, remote }]) => [
					name,
					`${maker} ${model}`,
					kind,
					simulated ? "virtual rack" : "",
					remote ? `driven by ${remote.transport.toUpperCase()}` : "",
				]),
			),
		);
	return exits.fine;
};

const sayOhms = (ohms: number): string => (ohms >= 1000 ? `${ohms / 1000} kΩ` : `${ohms} Ω`);

const sayPort = (port: Port): string[] => {
	if (isDigital(port)) return [port.direction, port.format, port.channels ? `${port.channels} channels` : ""];
	if (!isAnalogue(port)) return [port.direction];
	const { direction, stage, impedance, nominal, maximum } = port;
	return [
		direction,
		stage ?? "stage unknown",
		impedance === null ? "impedance unknown" : sayOhms(impedance),
		nominal === null ? "level unknown" : sayDb(nominal, "dBu"),
		maximum === null ? "maximum unknown" : `max ${sayDb(maximum, "dBu")}`,
	];
};

const sayPorts = ({ ports }: GearFile): string =>
	table(Object.entries(ports).map(([name, port]) => [`  ${name}`, ...sayPort(port)]));

const sayEnd = (figure = 0): string => sayEndless(figure) ?? String(figure);

const sayControls = ({ controls }: GearFile): string =>
	table(
		Object.entries(controls).map(([name, control]) => [
			`  ${name}`,
			control.label,
			isKnob(control)
				? `${sayEnd(control.scale[0]?.[1])} … ${sayEnd(control.scale.at(-1)?.[1])} ${control.unit}`
				: control.positions.map((position) => position.name).join(" | "),
		]),
	);

const LONGEST = 44;

/** Every figure as it is written, and where it was read. */
const sayFigures = (figures: readonly PrintedFigure[]): string =>
	table(
		figures.map((figure) => [
			`  ${figure.path}`,
			figure.said.length > LONGEST ? `${figure.said.slice(0, LONGEST - 1)}…` : figure.said,
			isUnknown(figure) ? "" : (figure.cite ?? "no source"),
		]),
	);

/** Half size, or as wide as its widest list of positions: the panel with every setting still open. */
const panelSvg = ({ maker, model, controls, faceplate: plate }: GearFile): string => {
	const width = Math.min(240, Math.max(130, plate.width / 2));
	const placed = Object.entries(controls).map(([name, control]) => ({ name, control, reading: BLANK }));
	const { shapes, box } = faceplate(placed, width);
	return svgOf(shapes, { box, title: `${maker} ${model}` });
};

export const showGear = async (name: string, common: Common & { readonly out?: string }): Promise<number> => {
	const { models, figures, troubles } = await readModels(foldersOf(common), new Set([name]));
	if (troubles.length > 0) throw badInput(troubles.map(sayTrouble).join("\n"));
	const file = models.get(name);
	if (!file)
		throw badInput(
			`There is no gear file "${name}".`,
			"halfnormal gear list shows them all; your own are found with --studio.",
		);
	const found = figures.get(name) ?? [];
	if (common.out !== undefined) {
		await writeFile(common.out, panelSvg(file));
		print(`The front panel of ${file.maker} ${file.model} is in ${common.out}.`);
	} else if (common.json) printJson({ ...file, figures: found });
	else {
		print(`${bold(`${file.maker} ${file.model}`)} (${file.kind})`);
		for (const [key, source] of Object.entries(file.sources)) print(`${key}: ${source}`);
		if (file.warmUp !== undefined) print(`Warm-up: ${Math.round(file.warmUp / 60)} minutes`);
		print(`\nPorts\n${sayPorts(file)}\n\nControls\n${sayControls(file)}`);
		if (file.remote)
			print(`\nDriven by ${file.remote.transport.toUpperCase()}, read back: ${file.remote.readback}`);
		if (!file.simulated) print(`\nFigures, and where they were read\n${sayFigures(found)}`);
	}
	return exits.fine;
};

/** Writes the page on the shipped catalogue anew, or elsewhere. */
export const reportGear = async ({
	out = join(ownGear, "CATALOGUE.md"),
}: {
	readonly out?: string;
}): Promise<number> => {
	await writeFile(out, catalogueReport(await readCatalogue([ownGear])));
	print(`What is known of every model is in ${relative(process.cwd(), out)}.`);
	return exits.fine;
};

/** Checks gear files: those named, or the whole catalogue with the studio's own. A doubt is told as a trouble is. */
export const checkGear = async (paths: readonly string[], common: Common): Promise<number> => {
	const read = async (path: string): Promise<Checked> => {
		const text = await readFile(path, "utf8").catch(() => undefined);
		if (text === undefined)
			throw badInput(
				`${path} cannot be read.`,
				"Write the path of a gear file, such as drivers/gear/api/2500.yaml.",
			);
		return { troubles: [], doubts: [], ...checkGearFile(path, text) };
	};
	const found = paths.length === 0 ? [await catalogueOf(common)] : await Promise.all(paths.map(read));
	const troubles = found.flatMap((each) => each.troubles);
	const doubts = found.flatMap((each) => each.doubts);
	if (common.json) printJson([...troubles, ...doubts]);
	else print([...troubles, ...doubts].map(sayTrouble).join("\n") || "All gear files are in order.");
	if (troubles.length > 0) return exits.badInput;
	return doubts.length > 0 ? exits.trouble : exits.fine;
};
