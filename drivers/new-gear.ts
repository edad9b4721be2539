import { parse } from "yaml";
import { z } from "zod";
import { Connector } from "#model/connector.ts";
import { DigitalFormat } from "#model/digital.ts";
import { InputStage, OutputStage, WrittenGearModel } from "#model/gear-model.ts";
import { Duration, Impedance, Level } from "#model/level.ts";
import { spread } from "#model/studio.ts";
import { slug } from "./doubts.ts";

/** Text as a person types it, held to the schema that the gear file will be read with; "unknown" is always fine. */
const typed = (schema: z.ZodType) =>
	z.string().superRefine((text, context) => {
		if (text === "unknown") return;
		for (const issue of schema.safeParse(text).error?.issues ?? []) {
			const words = issue.code === "invalid_value" ? [...issue.values, "unknown"] : [];
			const message = words.length > 0 ? `write one of: ${words.join(", ")}` : issue.message;
			context.addIssue({ code: "custom", message });
		}
	});

const POINT = /^([+−-]?\d+(?:\.\d+)?|[+−-]?(?:inf|∞|infinity))(?:@(\d{1,2}):(\d\d))?$/;

/** Travel of a pointer by the clock: 7 o'clock is 0, 12 o'clock 0.5, 5 o'clock 1. */
const travelAt = (hour: string, minute: string): number =>
	(((Number(hour) + 5) % 12) + Number(minute) / 60) / 10;

const figureIn = (text: string): number | string => {
	const plain = text
		.replace("−", "-")
		.replace(/∞|infinity/i, "inf")
		.replace(/^\+/, "");
	return plain.endsWith("inf") ? plain : Number(plain);
};

type Points = [travel: number, figure: number | string][];

/** "-20, 0@12:00, 10": a scale from end stop to end stop; what stands between says at which hour. */
const pointsIn = (text: string): Points | undefined => {
	const parts = text.split(",").map((part) => POINT.exec(part.trim()));
	const points = parts.map((part, i): Points[number] | undefined => {
		const [, figure, hour, minute] = part ?? [];
		if (figure === undefined) return undefined;
		if (hour !== undefined && minute !== undefined) return [travelAt(hour, minute), figureIn(figure)];
		if (i === 0 || i === parts.length - 1) return [i === 0 ? 0 : 1, figureIn(figure)];
		return undefined;
	});
	const known = points.flatMap((point) => (point ? [point] : []));
	return known.length === points.length && known.length > 1 ? known : undefined;
};

export const Scale = z
	.string()
	.refine(
		(text) => text === "unknown" || pointsIn(text) !== undefined,
		'write figures from end stop to end stop, between them with the hour, for example "-20, 0@12:00, 10"',
	);
export const Positions = z
	.string()
	.refine(
		(text) => new Set(text.split(",").map((name) => name.trim())).size > 1 && !/,\s*(,|$)/.test(text),
		'write the positions in the order of travel, for example "1.5, 2, 4, ∞"',
	);
export const Names = z
	.string()
	.regex(
		/^[a-z][a-z0-9-]*(\[\d+-\d+\])?( [a-z][a-z0-9-]*(\[\d+-\d+\])?)*$/,
		'write short names in small letters, for example "in-l in-r" or "line[1-8]"',
	);

const PANEL = /^(?:(\d+) U( half)?|500(?: ×(\d))?|(\d+(?:\.\d+)?) × (\d+(?:\.\d+)?) mm|unknown)$/;
export const Panel = z
	.string()
	.regex(PANEL, 'write the size, for example "2 U", "1 U half", "500" or "120 × 60 mm"');

const port = {
	names: Names,
	connector: Connector,
	impedance: typed(Impedance),
	nominal: typed(Level),
	maximum: typed(Level),
	fullScale: typed(Level).optional(),
};
export const Inputs = z.strictObject({ ...port, stage: typed(InputStage) });
export const Outputs = z.strictObject({ ...port, stage: typed(OutputStage) });
export const Digital = z.strictObject({
	names: Names,
	connector: Connector,
	format: DigitalFormat,
	direction: z.enum(["digital in", "digital out", "network"]),
});
export const NewControl = z.union([
	z.strictObject({
		label: z.string().min(1),
		kind: z.enum(["knob", "fader"]),
		row: z.number().int().min(1).default(1),
		unit: z.string().default(""),
		scale: Scale,
	}),
	z.strictObject({
		label: z.string().min(1),
		kind: z.enum(["switch", "button", "rotary switch"]),
		row: z.number().int().min(1).default(1),
		unit: z.string().default(""),
		positions: Positions,
	}),
]);
export type NewControl = z.infer<typeof NewControl>;
export const Kind = WrittenGearModel.shape.kind;
export const WarmUp = typed(Duration);

const VALVES = /^[A-Za-z0-9/]+ \d+(, [A-Za-z0-9/]+ \d+)*$/;
export const Valves = z.string().regex(VALVES, 'write types and how many, for example "ECC83 4, EL34 2"');

/** What a person is asked about a model: everything as it is typed. */
export const Answers = z.strictObject({
	maker: z.string().min(1),
	model: z.string().min(1),
	kind: Kind,
	source: z.string().min(1).describe('Title of the document, or "remembered"'),
	page: z.string().optional().describe("Of the figures"),
	panelPage: z.string().optional().describe("Of the drawing of the front panel"),
	panel: Panel.default("unknown"),
	inputs: z.array(Inputs).default([]),
	outputs: z.array(Outputs).default([]),
	digital: z.array(Digital).default([]),
	controls: z.array(NewControl).default([]),
	bypass: z.strictObject({ label: z.string(), position: z.string() }).optional(),
	valves: Valves.optional(),
	warmUp: WarmUp.optional(),
});
export type Answers = z.infer<typeof Answers>;

const PLAIN = /^[\p{L}\d+−-][\p{L}\d .+−/()µ²Ω-]*$/u;
const SWALLOWED = /^(y|n|yes|no|on|off|in|out|true|false|null|~)$/i;

/** A word that every reader of YAML takes for text, in quotes where one might not. */
const text = (words: string): string =>
	PLAIN.test(words) && !SWALLOWED.test(words) && parse(words) === words ? words : JSON.stringify(words);

const flow = (fields: Readonly<Record<string, string | undefined>>): string =>
	`{ ${Object.entries(fields)
		.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
		.join(", ")} }`;

const block = (name: string, lines: readonly string[]): string[] =>
	lines.length === 0 ? [`${name}: {}`] : [`${name}:`, ...lines.map((line) => `  ${line}`)];

const named = (
	{ names }: { names: string },
	fields: Readonly<Record<string, string | undefined>>,
): string[] => names.split(" ").map((name) => `${name}: ${flow(fields)}`);

const portLines = ({ inputs, outputs, digital }: Answers): string[] => [
	...[
		...inputs.map((group) => ({ ...group, direction: "in" })),
		...outputs.map((group) => ({ ...group, direction: "out" })),
	].flatMap(({ connector: _, names, direction, stage, impedance, nominal, maximum, fullScale }) =>
		named({ names }, { direction, stage, impedance, nominal, maximum, fullScale }),
	),
	...digital.flatMap(({ names, direction, format }) => named({ names }, { direction, format })),
];

/** A run of ports on single sockets is one jack a port. */
const jackLines = ({ inputs, outputs, digital }: Answers): string[] =>
	[...inputs, ...outputs, ...digital].flatMap(({ names, connector }) =>
		names
			.split(" ")
			.flatMap(spread)
			.map(
				(name) =>
					`${name}: ${flow({ label: text(name.toUpperCase().replaceAll("-", " ")), connector: text(connector) })}`,
			),
	);

/** Labels as short names, no two alike. */
export const namesFor = (controls: readonly NewControl[]): string[] =>
	controls.reduce<string[]>((names, { label }, i) => {
		const stem = slug(label).replace(/^(?=\d)/, "k-") || `control-${i + 1}`;
		const twins = names.filter((name) => name === stem || name.startsWith(`${stem}-`)).length;
		names.push(twins === 0 ? stem : `${stem}-${twins + 1}`);
		return names;
	}, []);

const positionIn = (name: string, unit: string): string => {
	const figure = POINT.test(name) && unit !== "" ? String(figureIn(name)) : undefined;
	return flow({ name: text(name), figure });
};

const controlLine = (control: NewControl, name: string): string => {
	const { label, kind, row, unit } = control;
	const head = {
		label: text(label),
		kind,
		row: row > 1 ? String(row) : undefined,
		unit: unit ? text(unit) : undefined,
	};
	if ("scale" in control) {
		const points = pointsIn(control.scale)?.map(([travel, figure]) => `[${travel}, ${figure}]`);
		return `${name}: ${flow({ ...head, scale: points ? `[${points.join(", ")}]` : "unknown" })}`;
	}
	const positions = control.positions.split(",").map((position) => positionIn(position.trim(), unit));
	return `${name}: ${flow({ ...head, positions: `[${positions.join(", ")}]` })}`;
};

const plate = (panel: string): string | undefined => {
	const [, units, half, slots, width, height] = PANEL.exec(panel) ?? [];
	if (panel === "unknown") return undefined;
	if (units !== undefined) return flow({ rack: units, half: half ? "true" : undefined });
	return width === undefined ? flow({ module: "500", slots }) : flow({ width, height });
};

/** Side chains and inserts are sockets beside the way, not on it. */
const BESIDE = /(^|-)(side-?chain|key|insert|send|return|detector)(-|$)/;

/**
 * Inputs and outputs that are equally many belong together in their order; else the signal's way is left open. Of several
 * switches of one name each takes its own channel out of circuit.
 */
const pathLines = ({ inputs, outputs, bypass, controls }: Answers): string[] => {
	const [from, to] = [inputs, outputs].map((groups) =>
		groups.flatMap(({ names }) => names.split(" ").flatMap(spread)).filter((name) => !BESIDE.test(name)),
	);
	if (!from || !to || from.length === 0 || from.length !== to.length) return [];
	const switches = namesFor(controls).filter((_, i) => controls[i]?.label === bypass?.label);
	const out = (i: number): string | undefined => {
		const control = switches[switches.length === from.length ? i : 0];
		return bypass && control ? flow({ control, is: text(bypass.position) }) : undefined;
	};
	const sides = ["left", "right"];
	return from.map(
		(name, i) =>
			`- ${flow({ from: name, to: to[i], side: from.length === 2 ? sides[i] : undefined, bypass: out(i) })}`,
	);
};

const citeLines = (answers: Answers): string[] => {
	const { source, page, panelPage } = answers;
	const at = (where: string | undefined): string =>
		source === "remembered" ? source : text(`manual${where ? ` ${where}` : ""}`);
	return [
		...(answers.inputs.length + answers.outputs.length + answers.digital.length > 0
			? [`ports: ${at(page)}`, `jacks: ${at(page)}`]
			: []),
		...(answers.controls.length > 0 ? [`controls: ${at(panelPage ?? page)}`] : []),
		...(plate(answers.panel) ? [`faceplate: ${at(panelPage ?? page)}`] : []),
		...(answers.valves ? [`valves: ${at(page)}`] : []),
		...(answers.warmUp && answers.warmUp !== "unknown" ? [`warmUp: ${at(page)}`] : []),
	];
};

/** Where the gear file of a make and model belongs under a folder of gear. */
export const gearPath = (maker: string, model: string): string => `${slug(maker)}/${slug(model)}.yaml`;

/** The gear file of these answers, and where it belongs under a folder of gear. */
export const newGearFile = (answers: Answers): { readonly path: string; readonly text: string } => {
	const { maker, model, kind, source, panel, valves, warmUp, controls } = answers;
	const names = namesFor(controls);
	const counted = valves?.split(", ").map((each) => each.split(" "));
	const face = plate(panel);
	const paths = pathLines(answers);
	const lines = [
		`maker: ${text(maker)}`,
		`model: ${text(model)}`,
		`kind: ${kind}`,
		source === "remembered" ? "sources: {}" : `sources: ${flow({ manual: text(source) })}`,
		...block("cites", citeLines(answers)),
		...(face ? [`faceplate: ${face}`] : []),
		...(warmUp && warmUp !== "unknown" ? [`warmUp: ${warmUp}`] : []),
		...(counted
			? [`valves: ${flow(Object.fromEntries(counted.map(([type = "", count]) => [text(type), count])))}`]
			: []),
		"",
		...block("ports", portLines(answers)),
		"",
		...block("jacks", jackLines(answers)),
		"",
		...block(
			"controls",
			controls.map((control, i) => controlLine(control, names[i] ?? "")),
		),
		...(paths.length > 0 ? ["", ...block("paths", paths)] : []),
	];
	return { path: gearPath(maker, model), text: `${lines.join("\n")}\n` };
};
