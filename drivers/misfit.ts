import { isKnob } from "#model/parameter.ts";
import { portsOf } from "#model/studio.ts";
import type { GearFile } from "./profile.ts";

export type Where = readonly (string | number)[];
/** What a gear file says that does not fit together, with the place where it says so. */
export type Misfit = readonly [where: Where, wrong: { readonly because: string; readonly cure: string }];

export const oneOf = (names: Iterable<string>): string => [...names].join(", ") || "(none)";

export const noPort = (file: GearFile, name: string, where: Where): Misfit[] =>
	portsOf(file).has(name)
		? []
		: [
				[
					where,
					{ because: `there is no port "${name}"`, cure: `Write one of: ${oneOf(portsOf(file).keys())}` },
				],
			];

export const noControl = (file: GearFile, name: string, where: Where): Misfit[] =>
	name in file.controls
		? []
		: [
				[
					where,
					{
						because: `there is no control "${name}"`,
						cure: `Write one of: ${oneOf(Object.keys(file.controls))}`,
					},
				],
			];

export const noSwitch = (file: GearFile, name: string, where: Where): Misfit[] => {
	const control = file.controls[name];
	if (!control) return noControl(file, name, where);
	return isKnob(control)
		? [[where, { because: `"${name}" is no switch`, cure: "Name a control with positions" }]]
		: [];
};

export const noPosition = (file: GearFile, name: string, is: string, where: Where): Misfit[] => {
	const control = file.controls[name];
	if (!control || isKnob(control)) return noSwitch(file, name, where);
	const names = control.positions.map((position) => position.name);
	return names.includes(is)
		? []
		: [[where, { because: `"${name}" has no position "${is}"`, cure: `Write one of: ${oneOf(names)}` }]];
};

/** A switch and its position, where both are there; one without the other says nothing. */
export const noThrow = (
	file: GearFile,
	{ control, is }: { readonly control?: string | undefined; readonly is?: string | undefined },
	where: Where,
): Misfit[] => {
	if (control === undefined && is === undefined) return [];
	if (control === undefined)
		return [[[...where, "is"], { because: "a position of no switch", cure: "Name its control" }]];
	if (is === undefined)
		return [
			...noSwitch(file, control, [...where, "control"]),
			[[...where, "control"], { because: "nothing says in which position", cure: 'Write it as "is"' }],
		];
	return noPosition(file, control, is, [...where, file.controls[control] ? "is" : "control"]);
};
