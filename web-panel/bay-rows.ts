import { type Bay, jackAt, rowsOf } from "#model/patchbay.ts";

/** One row of a page of a bay. Rows stand in twos with their strips outside: A over B, C over D. */
export type BayRow = {
	readonly letter: string;
	readonly jacks: readonly string[];
	/** Where its designation strip is; a row in which no jack has a name has none. */
	readonly strip: "above" | "below" | "none";
	/** Pixels from the top of the field to the top of its jacks. */
	readonly top: number;
};

/** Pixels from jack to jack, from row to row, of a strip, and between two twos. */
export const PITCH = 48;
export const ROW = 56;
const STRIP = 60;
const GAP = 16;

type Page = { readonly first: number; readonly last: number };

/** The jacks of a page of a bay, row by row. */
export const jacksOfPage = (bay: Bay, { first, last }: Page): Pick<BayRow, "letter" | "jacks">[] => {
	const columns = Array.from({ length: last - first + 1 }, (_, i) => first + i);
	return rowsOf(bay).map((letter) => ({
		letter,
		jacks: columns.map((column) => jackAt(bay.id, letter, column)),
	}));
};

/** Rows of a bay from column to column, with where each stands. A row that is left over has its strip above. */
export const rowsOfPage = (bay: Bay, page: Page, isNamed: (jack: string) => boolean): BayRow[] => {
	let below = 0;
	return jacksOfPage(bay, page).map(({ letter, jacks }, i) => {
		const side = i % 2 === 1 ? "below" : "above";
		const strip = jacks.some(isNamed) ? side : "none";
		const top = below + (side === "above" && i > 0 ? GAP : 0) + (strip === "above" ? STRIP : 0);
		below = top + ROW + (strip === "below" ? STRIP : 0);
		return { letter, jacks, strip, top };
	});
};

/** The height of a field with so many rows. */
export const heightOf = (rows: readonly BayRow[]): number => {
	const last = rows.at(-1);
	return last ? last.top + ROW + (last.strip === "below" ? STRIP : 0) : 0;
};
