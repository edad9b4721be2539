import { type Control, isKnob } from "#model/parameter.ts";
import type { ChainReading, HopReading } from "#model/readings.ts";
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

const unitOf = (port: string): string => port.split("/")[0] ?? port;

/** The hops from one unit to the next, left side first. The interface stands at both ends of a chain. */
export const hopsBetween = (
	reading: ChainReading | undefined,
	{ from, to }: { readonly from: string; readonly to: string },
): HopReading[] =>
	(reading?.hops ?? [])
		.filter((hop) => unitOf(hop.from) === from && unitOf(hop.to) === to)
		.toSorted((a, b) => a.side - b.side);

/** The side with less headroom is the one that counts. */
export const worst = (hops: readonly HopReading[]): HopReading | undefined =>
	hops.toSorted(
		(a, b) => (a.headroom ?? Number.POSITIVE_INFINITY) - (b.headroom ?? Number.POSITIVE_INFINITY),
	)[0];

/** "DA 3/4": the lines of a chain as they are printed on the interface. */
export const sayLines = (stem: string, lines: readonly number[]): string => `${stem} ${lines.join("/")}`;

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

const ROW = 12;

/** Controls as they stand on the faceplate: rear panel last, top row first, left to right. */
export const inOrder = (controls: Readonly<Record<string, Control>>): [string, Control][] => {
	const row = ({ at }: Control): number => Math.round(at[1] / ROW);
	return Object.entries(controls).toSorted(
		([, a], [, b]) => Number(a.rear) - Number(b.rear) || row(a) - row(b) || a.at[0] - b.at[0],
	);
};

export const turns = (control: Control): boolean => isKnob(control) || control.positions.length > 2;
