import { z } from "zod";
import type { Connector } from "./connector.ts";

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
	/** Channels at 44.1/48 kHz, and what is left of them at twice and four times that rate (S/MUX). */
	readonly channels: readonly [single: number, double: number, quad: number];
	/** Volts peak to peak, nothing for light and networks. */
	readonly volts: number | null;
	readonly impedance: number | null;
	/** Metres that the standard or common practice allows. */
	readonly reach: number;
	/** Carries the sender's clock. */
	readonly clock: boolean;
};

export const digitalLines: Record<DigitalFormat, DigitalLine> = {
	AES3: {
		connectors: ["XLR-3", "DB25"],
		channels: [2, 2, 2],
		volts: 5,
		impedance: 110,
		reach: 100,
		clock: true,
	},
	AES3id: { connectors: ["BNC"], channels: [2, 2, 2], volts: 1, impedance: 75, reach: 1000, clock: true },
	"S/PDIF": {
		connectors: ["RCA", "BNC"],
		channels: [2, 2, 2],
		volts: 0.5,
		impedance: 75,
		reach: 10,
		clock: true,
	},
	"S/PDIF optical": {
		connectors: ["TOSLINK"],
		channels: [2, 2, 0],
		volts: null,
		impedance: null,
		reach: 10,
		clock: true,
	},
	ADAT: {
		connectors: ["TOSLINK"],
		channels: [8, 4, 2],
		volts: null,
		impedance: null,
		reach: 10,
		clock: true,
	},
	MADI: { connectors: ["BNC"], channels: [64, 32, 16], volts: 0.5, impedance: 75, reach: 100, clock: true },
	"MADI optical": {
		connectors: [],
		channels: [64, 32, 16],
		volts: null,
		impedance: null,
		reach: 2000,
		clock: true,
	},
	"word clock": {
		connectors: ["BNC"],
		channels: [0, 0, 0],
		volts: 5,
		impedance: 75,
		reach: 100,
		clock: true,
	},
	AES50: {
		connectors: ["RJ45"],
		channels: [48, 24, 12],
		volts: null,
		impedance: 100,
		reach: 100,
		clock: true,
	},
	Dante: {
		connectors: ["RJ45"],
		channels: [512, 256, 128],
		volts: null,
		impedance: 100,
		reach: 100,
		clock: true,
	},
	AVB: {
		connectors: ["RJ45"],
		channels: [512, 256, 128],
		volts: null,
		impedance: 100,
		reach: 100,
		clock: true,
	},
	CobraNet: {
		connectors: ["RJ45"],
		channels: [64, 32, 0],
		volts: null,
		impedance: 100,
		reach: 100,
		clock: true,
	},
	UltraNet: {
		connectors: ["RJ45"],
		channels: [16, 0, 0],
		volts: null,
		impedance: 100,
		reach: 75,
		clock: true,
	},
};
