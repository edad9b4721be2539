import {
	type Control,
	figureAt,
	within as heldBy,
	isKnob,
	type Setting,
	travelOf,
	worth,
} from "#model/parameter.ts";

/** How a setting is written on the wire. `full` is what full travel is worth; `whole` has no decimals. */
export type Law = {
	readonly as: "travel" | "figure" | "index";
	readonly values?: readonly (number | string)[] | undefined;
	readonly full: number;
	readonly whole: boolean;
};

/** What goes over the wire for a setting that the control can take. */
export const toWire = (control: Control, law: Law, setting: Setting): number | string => {
	if (law.values && !isKnob(control)) return law.values[indexOf(control, setting)] ?? 0;
	const value = plainly(control, law, setting);
	return law.whole ? Math.round(value) : value;
};

const plainly = (control: Control, law: Law, setting: Setting): number => {
	if (law.as === "travel") return travelOf(control, setting) * law.full;
	if (law.as === "figure" || isKnob(control)) return worth(control, setting);
	return indexOf(control, setting);
};

/** The setting that a value on the wire stands for; undefined where it stands for none. */
export const fromWire = (control: Control, law: Law, wire: number | string): Setting | undefined => {
	if (law.values && !isKnob(control)) return control.positions[law.values.indexOf(wire)]?.name;
	const value = typeof wire === "number" ? wire : numberIn(wire);
	if (!Number.isFinite(value)) return undefined;
	if (isKnob(control)) {
		const figure = law.as === "travel" ? figureAt(control, value / law.full) : value;
		const held = heldBy(control, figure);
		return "setting" in held && typeof held.setting === "number" ? tidy(held.setting) : undefined;
	}
	const last = control.positions.length - 1;
	if (law.as === "figure") return nearest(control.positions, value);
	const index = Math.round(law.as === "travel" ? (value / law.full) * last : value);
	return control.positions[index]?.name;
};

type Switch = Exclude<Control, { kind: "knob" | "fader" }>;

const indexOf = (control: Switch, setting: Setting): number =>
	Math.max(
		0,
		control.positions.findIndex(({ name }) => name === setting),
	);

const nearest = (positions: Switch["positions"], value: number): string | undefined =>
	[...positions.entries()].sort(
		([i, a], [k, b]) => Math.abs((a.figure ?? i) - value) - Math.abs((b.figure ?? k) - value),
	)[0]?.[1].name;

const NUMBER = /^[+-]?\d{1,12}(\.\d{1,12})?$/;
const numberIn = (text: string): number => (NUMBER.test(text) ? Number(text) : Number.NaN);

/** A float32 carries seven digits; the rest is not the unit's word. */
const tidy = (figure: number): number => Number(figure.toPrecision(6));

/** Half the width of a pointer: a unit that keeps its own steps still agrees with what it was told. */
const POINTER = 0.005;

/** Whether two settings of one control are the same position to the eye and to the unit. */
export const agree = (control: Control, a: Setting, b: Setting): boolean =>
	a === b || (isKnob(control) && Math.abs(travelOf(control, a) - travelOf(control, b)) <= POINTER);
