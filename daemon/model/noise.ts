import type { GearModel } from "./gear-model.ts";
import { type DBu, dBu, noiseSum } from "./level.ts";
import type { PortId, PortOfUnit } from "./studio.ts";

/** Somebody who makes noise, and how loud it is at the point that is looked at. 20 Hz to 20 kHz, unweighted. */
export type NoiseMaker = { readonly at: PortId; readonly makes: "stated" | "thermal"; readonly level: DBu };

/** All noise at one point of a chain. A maker whose noise nobody knows leaves it at least what is known. */
export type Noise = { readonly makers: readonly NoiseMaker[]; readonly isAtLeast: boolean };

/** What a chain says of its noise from here on, when a gain before it is unknown: nothing but that there is some. */
export const unheard: Noise = { makers: [], isAtLeast: true };

export const sumOf = ({ makers }: Noise): DBu | null =>
	makers.length === 0 ? null : noiseSum(makers.map(({ level }) => level));

export const loudest = ({ makers }: Noise): NoiseMaker | null =>
	makers.toSorted((a, b) => b.level - a.level).at(0) ?? null;

/** Through a gain in dB; an unknown one leaves nothing to reckon with. */
export const gained = (noise: Noise, gain: number | null): Noise =>
	gain === null
		? unheard
		: { ...noise, makers: noise.makers.map((maker) => ({ ...maker, level: dBu(maker.level + gain) })) };

export const joined = (noise: Noise, ...makers: readonly NoiseMaker[]): Noise => ({
	...noise,
	makers: [...noise.makers, ...makers],
});

export const stated = ({ id, port }: PortOfUnit): NoiseMaker[] =>
	port.noise === undefined || port.noise === null ? [] : [{ at: id, makes: "stated", level: port.noise }];

/** Boxes without anything in them that amplifies: their noise is that of their resistance, which the copper counts. */
const passive: ReadonlySet<GearModel["kind"]> = new Set([
	"transformer",
	"pad",
	"splitter",
	"switch",
	"patchbay",
	"loudspeaker",
	"load box",
]);

/** A unit of the virtual rack is what its file says: one that states no noise makes none. */
const isSilent = ({ model }: PortOfUnit): boolean => model.simulated || passive.has(model.kind);

/** Whether nobody knows the noise that is made at these ports; that of one end of a unit will do. */
export const isNoiseUnknown = (...ends: readonly (PortOfUnit | undefined)[]): boolean =>
	ends.every((end) => end === undefined || (stated(end).length === 0 && !isSilent(end)));
