import { basename, dirname } from "node:path";
import { channelsOf } from "#model/connector.ts";
import { digitalLines } from "#model/digital.ts";
import { type AnaloguePort, isAnalogue } from "#model/gear-model.ts";
import { sayDb } from "#model/level.ts";
import { carriedBy, portsOf } from "#model/studio.ts";
import { isUnknown, type PrintedFigure } from "./cites.ts";
import type { Misfit } from "./misfit.ts";
import type { GearFile } from "./profile.ts";

type Span = readonly [least: number, most: number];

/** Ohms between which the trade's gear lies; what lies outside is a slip of the pen until its manual says otherwise. */
const OHMS_OUT: Record<string, Span> = {
	transformer: [5, 2000],
	"ground-referenced": [1, 2000],
	"cross-coupled": [1, 2000],
	"impedance-balanced": [1, 2000],
	unbalanced: [0.1, 100_000],
	valve: [50, 100_000],
	speaker: [0.01, 16],
	"bridged speaker": [0.01, 16],
	unknown: [1, 2000],
};
const OHMS_IN: Record<string, Span> = {
	transformer: [500, 200_000],
	electronic: [500, 1_000_000],
	unbalanced: [500, 2_000_000],
	instrument: [50_000, 20_000_000],
	microphone: [200, 60_000],
	"speaker load": [1, 32],
	unknown: [500, 1_000_000],
};

/** dBu and watts between which a figure can be meant. */
const SPANS: Record<"nominal" | "maximum" | "fullScale" | "noise", Span> = {
	nominal: [-80, 40],
	maximum: [-60, 50],
	fullScale: [-12, 34],
	noise: [-140, -20],
};

const within = (value: number | null | undefined, [least, most]: Span): boolean =>
	value === null || value === undefined || (value >= least && value <= most);

const ohms = (value: number): string => (value >= 1000 ? `${value / 1000} kΩ` : `${value} Ω`);

const implausible = (name: string, port: AnaloguePort): Misfit[] => {
	const stage = port.stage ?? "unknown";
	const span = (port.direction === "out" ? OHMS_OUT : OHMS_IN)[stage] ?? [0, 1e9];
	const levels = (["nominal", "maximum", "fullScale", "noise"] as const).filter(
		(field) => !within(port[field], SPANS[field]),
	);
	return [
		...(within(port.impedance, span)
			? []
			: ([
					[
						["ports", name, "impedance"],
						{
							because: `${ohms(port.impedance ?? 0)} is odd for ${port.direction === "out" ? "an output" : "an input"} (${stage}): ${ohms(span[0])} to ${ohms(span[1])} is usual`,
							cure: "Check the figure and the stage",
						},
					],
				] satisfies Misfit[])),
		...levels.map(
			(field): Misfit => [
				["ports", name, field],
				{
					because: `${sayDb(port[field] ?? 0, "dBu")} is odd: ${SPANS[field].join(" to ")} dBu is usual`,
					cure: "Check the figure and its reference",
				},
			],
		),
	];
};

/** A digital line on a socket that its format is never made with. */
const strangeSockets = (file: GearFile): Misfit[] =>
	Object.entries(file.jacks).flatMap(([name, jack]) =>
		carriedBy(name, jack).flatMap((portName): Misfit[] => {
			const port = portsOf(file).get(portName);
			if (!port || !("format" in port)) return [];
			const made = digitalLines[port.format].connectors;
			return made.includes(jack.connector)
				? []
				: [
						[
							["jacks", name, "connector"],
							{
								because: `${port.format} is not made with ${jack.connector}`,
								cure: `Usual: ${made.join(", ")}`,
							},
						],
					];
		}),
	);

/** Without a pinout of its own a socket has one channel or none. Named multipair pinouts are looked at with a studio. */
const tooManyOnOne = (file: GearFile): Misfit[] =>
	Object.entries(file.jacks).flatMap(([name, jack]): Misfit[] => {
		const isNamed = jack.pinout !== undefined && channelsOf(jack.connector, jack.pinout, {}).length === 0;
		const digital = carriedBy(name, jack).some((port) => "format" in (portsOf(file).get(port) ?? {}));
		const room = channelsOf(jack.connector, jack.pinout, {}).length;
		const carried = carriedBy(name, jack).length;
		return isNamed || digital || carried <= room
			? []
			: [
					[
						["jacks", name],
						{
							because: `${carried} ports on ${room} channels of a ${jack.connector}`,
							cure: "Name its pinout, or more jacks",
						},
					],
				];
	});

/** A section of which nothing is cited is told once. */
const uncited = ({ simulated }: GearFile, figures: readonly PrintedFigure[]): Misfit[] => {
	if (simulated) return [];
	const known = figures.filter((figure) => !isUnknown(figure));
	const sections = Map.groupBy(known, ({ path }) => path.split(".")[0] ?? "");
	return [...sections].flatMap(([section, all]) => {
		const bare = all.filter(({ cite }) => cite === null).map(({ path }) => path);
		return (bare.length === all.length && bare.length > 1 ? [section] : bare).map(
			(path): Misfit => [
				path.split("."),
				{
					because: "nothing says where this was read",
					cure: `Write cites: { ${path}: <source> p. <page> }, or cite what is above it, or "remembered"`,
				},
			],
		);
	});
};

/** "Universal Audio" is universal-audio, "EQP-1A" is eqp-1a, "Röde" is rode, "SSL 2+" is ssl-2-plus. */
export const slug = (name: string): string =>
	name
		.normalize("NFD")
		.replace(/\p{M}/gu, "")
		.replaceAll("+", " plus ")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+|-+$/g, "");

const misnamed = (path: string, { maker, model }: GearFile): Misfit[] => {
	const [folder, name] = [basename(dirname(path)), basename(path, ".yaml")];
	const fits = (folder === slug(maker) || folder === ".") && name === slug(model);
	return fits
		? []
		: [
				[
					["model"],
					{
						because: `the file is called ${folder}/${name}.yaml`,
						cure: `Call it ${slug(maker)}/${slug(model)}.yaml`,
					},
				],
			];
};

/** What is odd in a gear file that can be read all the same: the shipped catalogue has none of it. */
export const doubtsOf = (path: string, file: GearFile, figures: readonly PrintedFigure[]): Misfit[] => [
	...misnamed(path, file),
	...Object.entries(file.ports).flatMap(([name, port]) => (isAnalogue(port) ? implausible(name, port) : [])),
	...strangeSockets(file),
	...tooManyOnOne(file),
	...uncited(file, figures),
];
