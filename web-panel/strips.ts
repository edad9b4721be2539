/** A designation strip: neighbouring jacks whose names differ in the last word share one label. */
export type Strip = { readonly label: string; readonly from: number; readonly ends: readonly string[] };

type Name = { readonly stem: string; readonly end: string };

/** "Bus comp OUT L" is L of "Bus comp OUT"; "DA 3" is 3 of "DA". A name of one word stands alone. */
const split = (name: string): Name => {
	const cut = name.lastIndexOf(" ");
	const end = name.slice(cut + 1);
	return cut > 0 && end.length <= 3 ? { stem: name.slice(0, cut), end } : { stem: name, end: "" };
};

/** The strips of a row of jacks in order; `from` counts places of this row from 0. */
export const stripsOf = (names: readonly string[]): Strip[] => {
	const strips: Strip[] = [];
	for (const [place, name] of names.entries()) {
		const { stem, end } = split(name);
		const last = strips.at(-1);
		if (last && end !== "" && last.label === stem && last.ends[0] !== "")
			strips[strips.length - 1] = { ...last, ends: [...last.ends, end] };
		else strips.push({ label: stem, from: place, ends: [end] });
	}
	return strips;
};

/** The pages of a bay, first and last column of each. */
export const pagesOf = (columns: number, each: number): { readonly first: number; readonly last: number }[] =>
	Array.from({ length: Math.ceil(columns / each) }, (_, i) => ({
		first: i * each + 1,
		last: Math.min(columns, (i + 1) * each),
	}));
