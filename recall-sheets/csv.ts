import type { RecallSheet } from "#model/recall-sheet.ts";

const HEAD = [
	"step",
	"from",
	"from name",
	"to",
	"to name",
	"cord",
	"colour",
	"length m",
	"cord id",
	"by normal",
	"ticked",
];

/**
 * Spreadsheets take a field that starts so for a formula, even behind a quote; one more apostrophe makes it a text.
 * What has apostrophes before it already gets one more, so that taking one off gives back what was written.
 */
const FORMULA = /^'*[\s]*[=+\-@\t\r|%＝＋－＠]/u;

/** One field after RFC 4180: quoted where it must be, its quotes doubled. */
const field = (words: string): string => {
	const safe = FORMULA.test(words) ? `'${words}` : words;
	return /[",;\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** What `field` made of a text, as it was before; what a person typed stays as it is typed. */
export const withoutGuard = (words: string): string =>
	words.startsWith("'") && FORMULA.test(words) ? words.slice(1) : words;

/** Rows as CSV (RFC 4180: commas, CRLF). The first row is the head. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
	rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");

const yes = (is: boolean): string => (is ? "yes" : "no");

/** The patch list as CSV; what is unknown is an empty field. */
export const patchCsv = ({ patch }: RecallSheet): string =>
	csvOf([
		HEAD,
		...patch.map(({ from, to, cord, byNormal, ticked }, i) => [
			String(i + 1),
			from.place,
			from.name,
			to.place,
			to.name,
			cord?.kind ?? "",
			cord?.colour ?? "",
			cord?.length?.toString() ?? "",
			cord?.id ?? "",
			yes(byNormal),
			yes(ticked),
		]),
	]);
