import { z } from "zod";

/** A voltage level referred to 0.7746 V rms (0 dBu). Every analogue level in the model is one of these. */
export type DBu = number & z.BRAND<"dBu">;
/** A digital level; a full-scale sine is 0 dBFS (AES17). */
export type DBFS = number & z.BRAND<"dBFS">;
export type Volts = number;
export type Ohms = number;
export type Farads = number;
export type Henries = number;
export type Hertz = number;
export type Seconds = number;
export type Samples = number;

/** 0 dBu in volts rms: the voltage that puts 1 mW into 600 Ω. */
export const ZERO_DBU = Math.sqrt(0.6);
/** dBu of 0 dBV (1 V rms). */
const DBV_IN_DBU = 20 * Math.log10(1 / ZERO_DBU);

const DBu = z.number().brand("dBu");
const DBFS = z.number().brand("dBFS");

export const dBu = (value: number): DBu => DBu.parse(value);
export const dBFS = (value: number): DBFS => DBFS.parse(value);
export const dBuFromDBV = (value: number): DBu => dBu(value + DBV_IN_DBU);
export const dBVFromDBu = (level: DBu): number => level - DBV_IN_DBU;
export const voltsFromDBu = (level: DBu): Volts => ZERO_DBU * 10 ** (level / 20);

export const ratioFromDb = (decibels: number): number => 10 ** (decibels / 20);
export const dbFromRatio = (ratio: number): number => 20 * Math.log10(Math.abs(ratio));

/** What a converter port reads for an analogue level, given the level that is its full scale. */
export const dBFSFromDBu = (level: DBu, fullScale: DBu): DBFS => dBFS(level - fullScale);
export const dBuFromDBFS = (level: DBFS, fullScale: DBu): DBu => dBu(level + fullScale);

/** The power sum of uncorrelated noises in one bandwidth. An empty list is silence, −∞ dBu would not parse: −200. */
export const noiseSum = (levels: readonly DBu[]): DBu =>
	dBu(Math.max(-200, 10 * Math.log10(levels.reduce((sum, level) => sum + 10 ** (level / 10), 0) + 1e-20)));

const BOLTZMANN = 1.380649e-23;
const ROOM: number = 290;
export const AUDIBLE: Hertz = 20_000;

/** Thermal noise of a resistance at 290 K in 20 kHz: √(4·k·T·R·B) (Johnson and Nyquist 1928). 150 Ω makes −130.96 dBu. */
export const johnsonNoise = (ohms: Ohms): DBu =>
	dBu(
		Math.max(
			-200,
			dbFromRatio((Math.sqrt(4 * BOLTZMANN * ROOM * Math.max(0, ohms) * AUDIBLE) || 1e-15) / ZERO_DBU),
		),
	);

/** "+4.0 dBu": the sign is always said, because a level without one is misread at a distance. */
export const sayDb = (value: number, unit = "dB", digits = 1): string => {
	const rounded = Number(value.toFixed(digits));
	const sign = rounded < 0 ? "−" : "+";
	return `${sign}${Math.abs(rounded).toFixed(digits)} ${unit}`;
};

/** "44.1 kHz": a sample rate as it is said. */
export const sayRate = (rate: Hertz): string => `${Number((rate / 1000).toFixed(3))} kHz`;

/** How far a recording's pitch is off that was made at `ran` hertz and says that it was made at `said`. */
export const semitonesBetween = (said: Hertz, ran: Hertz): number => 12 * Math.log2(said / ran);

const LEVEL = /^([+−-]?\d+(?:\.\d+)?)\s*(dBu|dBV)$/;

/** "+4 dBu" or "-10 dBV"; a bare number or a bare "dB" is refused, because −10 dBu and −10 dBV are 2.2 dB apart. */
export const Level = z
	.string()
	.regex(LEVEL, 'write a level with its reference, for example "+4 dBu" or "-10 dBV"')
	.meta({ description: 'A level with its reference: "+4 dBu", "-10 dBV"' })
	.transform((text) => {
		const [, figure = "0", unit] = LEVEL.exec(text) ?? [];
		const value = Number(figure.replace("−", "-"));
		return unit === "dBV" ? dBuFromDBV(value) : dBu(value);
	});

const MULTIPLE: Readonly<Record<string, number>> = {
	p: 1e-12,
	n: 1e-9,
	u: 1e-6,
	µ: 1e-6,
	m: 1e-3,
	k: 1e3,
	M: 1e6,
};

/** A figure with its unit, as written on a schematic: "10 kΩ", "600 ohm", "20 ms", "5 m", "80 Hz". */
const quantity = (unit: string, spellings: readonly string[], example: string) => {
	const form = new RegExp(`^([+-]?\\d+(?:\\.\\d+)?)\\s*([pnuµmkM]?)(?:${spellings.join("|")})$`);
	return z
		.string()
		.regex(form, `write the figure with its unit (${unit}), for example "${example}"`)
		.meta({ description: `A figure in ${unit}, for example "${example}"` })
		.transform((text) => {
			const [, figure = "0", prefix = ""] = form.exec(text) ?? [];
			return Number(figure) * (MULTIPLE[prefix] ?? 1);
		});
};

export const Impedance = quantity("ohms", ["Ω", "ohms?", "R"], "10 kΩ");
export const Capacitance = quantity("farads", ["F"], "22 µF");
export const Inductance = quantity("henries", ["H"], "2.4 H");
export const Power = quantity("watts", ["W"], "50 W");
/** Farads per metre of cable. */
export const PerMetre = quantity("farads per metre", ["F/m"], "100 pF/m");
export const Duration = quantity("seconds", ["s"], "20 ms");
export const Frequency = quantity("hertz", ["Hz"], "1 kHz");
/** Metres; "1.5 m" would read as milli without a unit, so the unit is always there. */
export const Length = z
	.string()
	.regex(/^\d+(\.\d+)?\s*m$/, 'write a length in metres, for example "0.6 m"')
	.meta({ description: 'A length in metres, for example "0.6 m"' })
	.transform((text) => Number.parseFloat(text));
