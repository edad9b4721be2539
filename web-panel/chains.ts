import { inRows } from "#model/front-panel.ts";
import { type Control, isKnob } from "#model/parameter.ts";
import type { HopReading } from "#model/readings.ts";
import type { Chain } from "#model/session.ts";
import type { Spot } from "./gesture.ts";

/** The list with one entry moved so that it ends at `to`. */
export const moved = <T>(list: readonly T[], from: number, to: number): T[] => {
	const rest = list.toSpliced(from, 1);
	return rest.toSpliced(Math.min(rest.length, Math.max(0, to)), 0, list[from]);
};

export type Card = {
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
};

const isBefore = (at: Spot, card: Card, upright: boolean): boolean =>
	upright || at.y < card.top || at.y > card.bottom
		? at.y < (card.top + card.bottom) / 2
		: at.x < (card.left + card.right) / 2;

/** Before which card a carried card would land: the first whose middle lies after the finger, row by row. */
export const slotAt = (cards: readonly Card[], at: Spot): number => {
	const upright = cards.length > 1 && cards.every(({ left }) => Math.abs(left - cards[0].left) < 8);
	const slot = cards.findIndex((card) => isBefore(at, card, upright));
	return slot < 0 ? cards.length : slot;
};

/** The place in the shortened list for a card that is dropped before the card at `slot`. */
export const placeFor = (from: number, slot: number): number => (slot > from ? slot - 1 : slot);

/** The side with less headroom is the one that counts. */
export const worst = (hops: readonly HopReading[]): HopReading | undefined =>
	hops.toSorted(
		(a, b) => (a.headroom ?? Number.POSITIVE_INFINITY) - (b.headroom ?? Number.POSITIVE_INFINITY),
	)[0];

/** An identity for a new chain that reads like its name. */
export const chainId = (name: string, taken: readonly Chain[]): string => {
	const stem =
		name
			.toLowerCase()
			.replace(/[^a-z0-9]+/g, "-")
			.replace(/^-|-$/g, "")
			.slice(0, 32) || "chain";
	const ids = [stem, ...taken.map((_, i) => `${stem}-${i + 2}`)];
	return ids.find((id) => taken.every((chain) => chain.id !== id)) ?? stem;
};

type Named = readonly [name: string, control: Control];

/** The rows of a faceplate, top row first, each from left to right; the rear panel's rows last. */
export const rowsOf = (controls: Readonly<Record<string, Control>>): Named[][] =>
	[false, true].flatMap((rear) =>
		inRows(
			Object.entries(controls).filter(([, control]) => control.rear === rear),
			([, control]) => control,
		),
	);

/** What a control is called where its label alone would not tell it from another, such as two of "Q". */
export const callControl = ([name, control]: Named, controls: Readonly<Record<string, Control>>): string => {
	const namesakes = Object.values(controls).filter(({ label }) => label === control.label);
	return namesakes.length > 1 ? name.replaceAll("-", " ") : control.label;
};

export const turns = (control: Control): boolean => isKnob(control) || control.positions.length > 2;
