import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Catalogue, checkGearFile, ownGear, readCatalogue } from "#drivers/catalogue.ts";
import type { GearFile } from "#drivers/profile.ts";
import { sayTrouble } from "#drivers/yaml.ts";
import { isAnalogue, isDigital, type Port } from "#model/gear-model.ts";
import { sayDb } from "#model/level.ts";
import { isKnob } from "#model/parameter.ts";
import { type Common, settingsOf } from "./studio.ts";
import { badInput, bold, exits, print, printJson, table } from "./terminal.ts";

type Checked = Pick<Catalogue, "troubles" | "doubts">;

const catalogueOf = (common: Common): Promise<Catalogue> =>
	readCatalogue([ownGear, join(settingsOf(common).studio, "gear")]);

export const listGear = async (common: Common): Promise<number> => {
	const { models } = await catalogueOf(common);
	const rows = [...models].sort(([a], [b]) => a.localeCompare(b));
	if (common.json)
		printJson(
			rows.map(([name, { maker, model, kind, remote }]) => ({
				name,
				maker,
				model,
				kind,
				remote: remote?.transport ?? null,
			})),
		);
	else
		print(
			table(
				rows.map(([name, { maker, model, kind, remote }]) => [
					name,
					`${maker} ${model}`,
					kind,
					remote ? `driven by ${remote.transport.toUpperCase()}` : "",
				]),
			),
		);
	return exits.fine;
};

const sayPort = (port: Port): string[] => {
	if (isDigital(port)) return [port.direction, port.format, port.channels ? `${port.channels} channels` : ""];
	if (!isAnalogue(port)) return [port.direction];
	const { direction, stage, impedance, nominal, maximum } = port;
	return [
		direction,
		stage ?? "stage unknown",
		impedance === null ? "impedance unknown" : `${impedance} Ω`,
		nominal === null ? "level unknown" : sayDb(nominal, "dBu"),
		maximum === null ? "maximum unknown" : `max ${sayDb(maximum, "dBu")}`,
	];
};

const sayPorts = ({ ports }: GearFile): string =>
	table(Object.entries(ports).map(([name, port]) => [`  ${name}`, ...sayPort(port)]));

const sayControls = ({ controls }: GearFile): string =>
	table(
		Object.entries(controls).map(([name, control]) => [
			`  ${name}`,
			control.label,
			isKnob(control)
				? `${control.scale[0]?.[1]} … ${control.scale.at(-1)?.[1]} ${control.unit}`
				: control.positions.map((position) => position.name).join(" | "),
		]),
	);

export const showGear = async (name: string, common: Common): Promise<number> => {
	const { models } = await catalogueOf(common);
	const file = models.get(name);
	if (!file) throw badInput(`There is no gear file "${name}".`, "halfnormal gear list shows them all.");
	if (common.json) printJson(file);
	else {
		print(`${bold(`${file.maker} ${file.model}`)} (${file.kind})`);
		print(`Figures: ${Object.values(file.sources).join("; ")}`);
		if (file.warmUp !== undefined) print(`Warm-up: ${Math.round(file.warmUp / 60)} minutes`);
		print(`\nPorts\n${sayPorts(file)}\n\nControls\n${sayControls(file)}`);
		if (file.remote)
			print(`\nDriven by ${file.remote.transport.toUpperCase()}, read back: ${file.remote.readback}`);
	}
	return exits.fine;
};

/** Checks gear files: those named, or the whole catalogue with the studio's own. A doubt is told as a trouble is. */
export const checkGear = async (paths: readonly string[], common: Common): Promise<number> => {
	const read = async (path: string): Promise<Checked> => {
		const text = await readFile(path, "utf8").catch(() => undefined);
		if (text === undefined) throw badInput(`${path} cannot be read.`);
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
