import { type Bay, jackAt, rowsOf } from "#model/patchbay.ts";

/** One row of a page of a bay. Rows stand in twos with their strips outside: A over B, C over D. */
export type BayRow = {
	readonly letter: string;
	readonly jacks: readonly string[];
	/** Where its designation strip is. */
	readonly strip: "above" | "below";
	/** Pixels from the top of the field to the top of its jacks. */
	readonly top: number;
};

/** Pixels from jack to jack, from row to row, of a strip, and between two twos. */
export const PITCH = 48;
export const ROW = 56;
const STRIP = 60;
const GAP = 8;

/** Rows of a bay from column to column, with where each stands. A row that is left over has its strip above. */
export const rowsOfPage = (
	bay: Bay,
	{ first, last }: { readonly first: number; readonly last: number },
): BayRow[] => {
	const letters = rowsOf(bay);
	const columns = Array.from({ length: last - first + 1 }, (_, i) => first + i);
	return letters.map((letter, i) => {
		const two = Math.floor(i / 2);
		const isLower = i % 2 === 1;
		return {
			letter,
			jacks: columns.map((column) => jackAt(bay.id, letter, column)),
			strip: isLower ? "below" : "above",
			top: two * (2 * STRIP + 2 * ROW + GAP) + STRIP + (isLower ? ROW : 0),
		};
	});
};

/** The height of a field with so many rows. */
export const heightOf = (rows: readonly BayRow[]): number => {
	const last = rows.at(-1);
	return last ? last.top + ROW + (last.strip === "below" ? STRIP : 0) : 0;
};
