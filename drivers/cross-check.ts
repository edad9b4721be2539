import { type AnaloguePort, isAnalogue, isDigital, type Path } from "#model/gear-model.ts";
import { type Control, isInTenths, isKnob } from "#model/parameter.ts";
import type { Figure, Stage } from "#model/sound.ts";
import { carriedBy, portsOf } from "#model/studio.ts";
import { switchedMisfits } from "./cross-check-switches.ts";
import { type Misfit, noControl, noPort, noPosition, noSwitch, oneOf, type Where } from "./misfit.ts";
import type { GearFile, Remote } from "./profile.ts";

/** What no schema can see: names that lead nowhere, and figures that contradict each other. */
export const crossCheck = (file: GearFile): Misfit[] => [
	...ports(file),
	...jacks(file),
	...Object.entries(file.controls).flatMap(([name, control]) => controlMisfits(name, control)),
	...file.paths.flatMap((path, i) => pathMisfits(file, path, ["paths", i])),
	...switchedMisfits(file),
	...(file.remote ? remoteMisfits(file, file.remote) : []),
];

/** The number of a converter line: only a converter has one, and a run of ports would all have the same. */
const channelMisfits = (name: string, { fullScale }: AnaloguePort): Misfit[] => {
	const where = ["ports", name, "channel"];
	if (fullScale === undefined)
		return [[where, { because: "is no converter's line", cure: "Write fullScale too, unknown if need be" }]];
	return name.endsWith("]")
		? [[where, { because: "would be the same for the whole run", cure: "Write its ports one by one" }]]
		: [];
};

const ports = (file: GearFile): Misfit[] =>
	Object.entries(file.ports).flatMap(([name, port]): Misfit[] => [
		...(isAnalogue(port) && port.nominal !== null && port.maximum !== null && port.nominal > port.maximum
			? ([
					[
						["ports", name, "nominal"],
						{ because: "the operating level lies above the maximum", cure: "Correct one of the two" },
					],
				] satisfies Misfit[])
			: []),
		...(isAnalogue(port) && port.channel !== undefined ? channelMisfits(name, port) : []),
		...(port.direction === "in" && port.phantom !== undefined && port.phantom !== "always"
			? noSwitch(file, port.phantom, ["ports", name, "phantom"])
			: []),
		...(isDigital(port) && typeof port.terminated === "object"
			? noPosition(file, port.terminated.control, port.terminated.is, ["ports", name, "terminated"])
			: []),
	]);

const jacks = (file: GearFile): Misfit[] => {
	const carried = Object.entries(file.jacks).flatMap(([name, jack]) =>
		carriedBy(name, jack).map((port) => ({ name, jack, port })),
	);
	const served = new Set(carried.map(({ port }) => port));
	return [
		...carried.flatMap(({ name, jack, port }) =>
			noPort(file, port, jack.carries ? ["jacks", name, "carries"] : ["jacks", name]),
		),
		...[...portsOf(file).keys()]
			.filter((port) => !served.has(port))
			.map(
				(port): Misfit => [
					["jacks"],
					{ because: `no jack carries the port "${port}"`, cure: "Add its jack, or take the port out" },
				],
			),
	];
};

const controlMisfits = (name: string, control: Control): Misfit[] => {
	const where = ["controls", name, "default"];
	if (!isKnob(control)) {
		const names = control.positions.map((position) => position.name);
		const twice = names.find((word, i) => names.indexOf(word) < i);
		return [
			...(twice === undefined
				? []
				: ([
						[
							["controls", name, "positions"],
							{ because: `"${twice}" is there twice`, cure: "Give every position a name of its own" },
						],
					] satisfies Misfit[])),
			...(names.includes(control.default)
				? []
				: ([
						[where, { because: `is no position of "${name}"`, cure: `Write one of: ${oneOf(names)}` }],
					] satisfies Misfit[])),
		];
	}
	const figures = control.scale.map(([, figure]) => figure);
	const [least, most] = [Math.min(...figures), Math.max(...figures)];
	return control.default >= least && control.default <= most
		? []
		: [[where, { because: "lies beyond the scale", cure: `Write a figure from ${least} to ${most}` }]];
};

const figuresOf = (stage: Stage): Figure[] =>
	Object.entries(stage).flatMap(([field, value]) =>
		field === "do" || field === "shape" || typeof value === "object" ? [] : [value],
	);

/** A path goes in at an input and out at an output. */
const endMisfits = (file: GearFile, name: string, direction: "in" | "out", where: Where): Misfit[] => {
	const port = portsOf(file).get(name);
	if (!port) return noPort(file, name, where);
	if (!isAnalogue(port) || port.direction === direction) return [];
	const does =
		direction === "in" ? "gives, and a path begins where it takes" : "takes, and a path ends where it gives";
	return [[where, { because: `"${name}" ${does}`, cure: "Turn the path round" }]];
};

/** Only decibels add up to a gain. */
const gainMisfits = (file: GearFile, figure: Figure, where: Where): Misfit[] => {
	const control = typeof figure === "string" ? file.controls[figure.replace(/^-/, "")] : undefined;
	const isLevel = control === undefined || control.unit === "dB" || (isKnob(control) && isInTenths(control));
	return isLevel
		? figureMisfits(file, figure, where)
		: [
				[
					where,
					{
						because: `"${figure}" is not in dB`,
						cure: "Leave the gain out where its law is not known in dB",
					},
				],
			];
};

const pathMisfits = (file: GearFile, path: Path, where: Where): Misfit[] => [
	...endMisfits(file, path.from, "in", [...where, "from"]),
	...endMisfits(file, path.to, "out", [...where, "to"]),
	...(path.gain ?? []).flatMap((figure, i) => gainMisfits(file, figure, [...where, "gain", i])),
	...(path.bypass ? noPosition(file, path.bypass.control, path.bypass.is, [...where, "bypass"]) : []),
	...path.stages.flatMap((stage, i): Misfit[] => [
		...figuresOf(stage).flatMap((figure) => figureMisfits(file, figure, [...where, "stages", i])),
		...("when" in stage && stage.when
			? noPosition(file, stage.when.control, stage.when.is, [...where, "stages", i, "when"])
			: []),
	]),
];

const figureMisfits = (file: GearFile, figure: Figure, where: Where): Misfit[] =>
	typeof figure === "number" ? [] : noControl(file, figure.replace(/^-/, ""), where);

const remoteMisfits = (file: GearFile, remote: Remote): Misfit[] => [
	...Object.entries(remote.controls).flatMap(([name, how]): Misfit[] => {
		const where = ["remote", "controls", name];
		const control = file.controls[name];
		if (!control) return noControl(file, name, where);
		if (how.values === undefined) return [];
		const wanted = isKnob(control) ? 0 : control.positions.length;
		return how.values.length === wanted
			? []
			: [
					[
						[...where, "values"],
						{ because: `${how.values.length} values for ${wanted} positions`, cure: "Write one a position" },
					],
				];
	}),
	...(remote.transport === "serial" && remote.readback !== "none" && !(remote.ask && remote.report)
		? ([
				[
					["remote", "readback"],
					{ because: "nothing says how it is asked and answers", cure: 'Write "ask" and "report", or none' },
				],
			] satisfies Misfit[])
		: []),
];
