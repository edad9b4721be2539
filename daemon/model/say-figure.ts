import type { Farads, Hertz, Ohms } from "./level.ts";

const prefixes: readonly (readonly [worth: number, prefix: string])[] = [
	[1e6, "M"],
	[1e3, "k"],
	[1, ""],
	[1e-3, "m"],
	[1e-6, "µ"],
	[1e-9, "n"],
	[1e-12, "p"],
];

/** Three figures and a prefix, as on a schematic: 26 525.8 becomes "26.5 k". */
const said = (value: number, unit: string): string => {
	const rounded = Number(value.toPrecision(3));
	const [worth, prefix] = prefixes.find(([least]) => rounded >= least * 0.9995) ?? [1, ""];
	return `${Number((rounded / worth).toPrecision(3))} ${prefix}${unit}`;
};

export const sayOhms = (ohms: Ohms): string => said(ohms, "Ω");
export const sayHertz = (hertz: Hertz): string => said(hertz, "Hz");
export const sayFarads = (farads: Farads): string => said(farads, "F");
export const sayMetres = (metres: number): string => `${Number(metres.toFixed(1))} m`;
/** "6.0 dB": how far up or down, where the words say which. */
export const sayBy = (decibels: number): string => `${Math.abs(decibels).toFixed(1)} dB`;

/** "1 bay", "3 bays". */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
