import { z } from "zod";
import type { Connector } from "./connector.ts";
import type { Hertz, Ohms } from "./level.ts";

export const DigitalFormat = z.enum([
	"AES3",
	"AES3id",
	"S/PDIF",
	"S/PDIF optical",
	"ADAT",
	"MADI",
	"MADI optical",
	"word clock",
	"AES50",
	"Dante",
	"AVB",
	"CobraNet",
	"UltraNet",
]);
export type DigitalFormat = z.infer<typeof DigitalFormat>;

/** What a format is on the wire. Studio facts §3; AES3-2009, IEC 60958, AES10, AES11, AES50. */
export type DigitalLine = {
	readonly connectors: readonly Connector[];
	/** Formats of one language carry the same bits; what differs is the voltage, the impedance, or copper and light. */
	readonly language: string;
	/** Channels at 44.1/48 kHz, and what is left of them at twice and four times that rate (S/MUX). */
	readonly channels: readonly [single: number, double: number, quad: number];
	/** Volts peak to peak, nothing for light and networks. */
	readonly volts: number | null;
	readonly impedance: number | null;
	/** Metres that the standard or common practice allows. */
	readonly reach: number;
	/** Metres of cable that was made for something else, before its reflections tell. Trade practice. */
	readonly forgives: number;
	/** Carries the sender's clock. */
	readonly clock: boolean;
	/** A network whose members choose their clock among themselves (PTP, gPTP, the conductor of CobraNet). */
	readonly elects: boolean;
};

/** IEC 60958 frames, whether AES3 or consumer. */
const pairOfChannels = { language: "IEC 60958", channels: [2, 2, 2], clock: true, elects: false } as const;
const madi = { language: "MADI", channels: [64, 32, 16], clock: true, elects: false } as const;
const light = { connectors: ["TOSLINK"], volts: null, impedance: null, reach: 10, forgives: 0 } as const;
const overCat = {
	connectors: ["RJ45"],
	volts: null,
	impedance: 100,
	reach: 100,
	forgives: 0,
	clock: true,
	elects: true,
} as const;

export const digitalLines: Record<DigitalFormat, DigitalLine> = {
	AES3: {
		...pairOfChannels,
		connectors: ["XLR-3", "DB25"],
		volts: 5,
		impedance: 110,
		reach: 100,
		forgives: 15,
	},
	AES3id: { ...pairOfChannels, connectors: ["BNC"], volts: 1, impedance: 75, reach: 1000, forgives: 3 },
	"S/PDIF": {
		...pairOfChannels,
		connectors: ["RCA", "BNC"],
		volts: 0.5,
		impedance: 75,
		reach: 10,
		forgives: 3,
	},
	"S/PDIF optical": { ...pairOfChannels, ...light, channels: [2, 2, 0] },
	ADAT: { ...light, language: "ADAT", channels: [8, 4, 2], clock: true, elects: false },
	MADI: { ...madi, connectors: ["BNC"], volts: 0.5, impedance: 75, reach: 100, forgives: 1 },
	"MADI optical": { ...madi, ...light, connectors: ["SC", "LC"], reach: 2000 },
	"word clock": {
		connectors: ["BNC"],
		language: "word clock",
		channels: [0, 0, 0],
		volts: 5,
		impedance: 75,
		reach: 100,
		forgives: 3,
		clock: true,
		elects: false,
	},
	AES50: { ...overCat, language: "AES50", channels: [48, 24, 12], elects: false },
	Dante: { ...overCat, connectors: ["RJ45", "LC"], language: "Dante", channels: [512, 256, 128] },
	AVB: { ...overCat, connectors: ["RJ45", "LC"], language: "AVB", channels: [512, 256, 128] },
	CobraNet: { ...overCat, language: "CobraNet", channels: [64, 32, 0] },
	UltraNet: { ...overCat, language: "UltraNet", channels: [16, 0, 0], reach: 75, elects: false },
};

/** Word clock and its like: nothing is heard of it. */
export const isClockOnly = (format: DigitalFormat): boolean => digitalLines[format].channels[0] === 0;

/** Whether one can read what the other writes, once voltage and connector fit. */
export const speakAlike = (one: DigitalFormat, other: DigitalFormat): boolean =>
	digitalLines[one].language === digitalLines[other].language;

/** What a format carries at a rate: all at 48 kHz and below, and less at twice and four times that. */
export const carriedAt = (format: DigitalFormat, rate: Hertz): number => {
	const [single, double, quad] = digitalLines[format].channels;
	return rate <= 48_000 ? single : rate <= 96_000 ? double : quad;
};

/** How much of a pulse comes back where two impedances meet: 110 Ω on 75 Ω gives 19 %. */
export const reflection = (one: Ohms, other: Ohms): number => Math.abs(one - other) / (one + other);
