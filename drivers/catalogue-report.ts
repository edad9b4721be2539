import type { Catalogue } from "./catalogue.ts";
import { isRemembered, isUnknown, type PrintedFigure } from "./cites.ts";
import type { GearFile } from "./profile.ts";

type Counts = { readonly read: number; readonly remembered: number; readonly unknown: number };

/** How many figures of a model were looked up, are known by heart only, and are not known at all. */
export const countsOf = (figures: readonly PrintedFigure[]): Counts => {
	const unknown = figures.filter(isUnknown).length;
	const remembered = figures.filter((figure) => !isUnknown(figure) && isRemembered(figure)).length;
	return { read: figures.length - unknown - remembered, remembered, unknown };
};

const sumOf = (all: readonly Counts[]): Counts =>
	all.reduce(
		(sum, { read, remembered, unknown }) => ({
			read: sum.read + read,
			remembered: sum.remembered + remembered,
			unknown: sum.unknown + unknown,
		}),
		{ read: 0, remembered: 0, unknown: 0 },
	);

/** "ports.in-l.maximum" is the "maximum" of "in-l"; "controls.gain.scale" is the "scale" of "gain"; "valves" is itself. */
const partsOf = (path: string): { field: string; of: string } => {
	const [section = "", name, ...fields] = path.split(".");
	if (section === "paths") return { field: "gain", of: "" };
	return name === undefined || section === "bay"
		? { field: path, of: "" }
		: { field: fields.join(" ") || section, of: name };
};

/** "impedance of in-l, in-r; maximum of out": what several sockets and knobs have in common is said once. */
const sayFigures = (figures: readonly PrintedFigure[]): string => {
	const byField = new Map<string, string[]>();
	for (const { path } of figures) {
		const { field, of } = partsOf(path);
		byField.set(field, [...(byField.get(field) ?? []), of]);
	}
	return [...byField]
		.map(([field, of]) => (of.some(Boolean) ? `${field} of ${of.join(", ")}` : field))
		.join("; ");
};

const section = (name: string, file: GearFile, figures: readonly PrintedFigure[]): string => {
	const unknown = figures.filter(isUnknown);
	const remembered = figures.filter((figure) => !isUnknown(figure) && isRemembered(figure));
	const sources = Object.entries(file.sources).map(([key, source]) => `- ${key}: ${source}`);
	const lines = [
		...(sources.length > 0 ? sources : ["- no source: all of it is remembered"]),
		...(remembered.length > 0 ? [`- remembered only: ${sayFigures(remembered)}`] : []),
		...(unknown.length > 0 ? [`- unknown: ${sayFigures(unknown)}`] : []),
	];
	return `### ${file.maker} ${file.model}\n\n\`${name}\`, ${file.kind}\n\n${lines.join("\n")}\n`;
};

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;

const rowOf = (name: string, file: GearFile, figures: readonly PrintedFigure[]): string => {
	const { read, remembered, unknown } = countsOf(figures);
	const jacks = Object.keys(file.jacks).length;
	return row([
		`${file.maker} ${file.model}`,
		`\`${name}\``,
		jacks,
		Object.keys(file.controls).length,
		read,
		remembered,
		unknown,
	]);
};

const table = (
	kind: string,
	models: readonly (readonly [string, GearFile])[],
	{ figures }: Catalogue,
): string =>
	[
		`## ${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
		"",
		row(["model", "file", "sockets", "controls", "looked up", "remembered", "unknown"]),
		"|---|---|--:|--:|--:|--:|--:|",
		...models.map(([name, file]) => rowOf(name, file, figures.get(name) ?? [])),
		"",
		...models.map(([name, file]) => section(name, file, figures.get(name) ?? [])),
	].join("\n");

/** The page drivers/gear/CATALOGUE.md: what is known of every real model, what is only remembered, what is not known. */
export const catalogueReport = (catalogue: Catalogue): string => {
	const all = [...catalogue.models].sort(([a], [b]) => (a < b ? -1 : 1));
	const real = all.filter(([, { simulated }]) => !simulated);
	const kinds = [...new Set(real.map(([, { kind }]) => kind))].sort();
	const { read, remembered, unknown } = sumOf(
		real.map(([name]) => countsOf(catalogue.figures.get(name) ?? [])),
	);
	const simulated = all.filter(([, file]) => file.simulated).map(([name]) => `\`${name}\``);
	const intro = [
		"# The catalogue",
		"",
		"Written by `npm run -s halfnormal -- gear report`; do not edit it. How a file is made: [GUIDE.md](GUIDE.md).",
		"",
		`${real.length} real models with ${read + remembered + unknown} figures: ${read} looked up, ${remembered} remembered only, ${unknown} unknown.`,
		`${simulated.length} models of the virtual rack, which are their own definition: ${simulated.join(", ")}.`,
		"",
	].join("\n");
	return [
		intro,
		...kinds.map((kind) =>
			table(
				kind,
				real.filter(([, file]) => file.kind === kind),
				catalogue,
			),
		),
	].join("\n");
};
