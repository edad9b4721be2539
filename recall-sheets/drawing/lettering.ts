/**
 * Letters by their measure. Both renderers and the layout use these widths (Helvetica's, in thousandths of the
 * size), so that what does not overlap here does not overlap on the tablet or on paper.
 */

export type Face = {
	/** Height of the letters in mm (the em). */
	readonly size: number;
	readonly weight: "regular" | "bold";
	readonly mono: boolean;
};

/** Printer's points in mm. */
export const points = (pt: number): number => (pt * 25.4) / 72;

/** Nothing on the sheet is set smaller than 9 pt. */
export const SMALL: Face = { size: points(9), weight: "regular", mono: false };
export const SMALL_BOLD: Face = { ...SMALL, weight: "bold" };
export const BODY: Face = { ...SMALL, size: points(9.5) };
export const BODY_BOLD: Face = { ...BODY, weight: "bold" };

/** Space that letters take above and below the baseline, as parts of the size (with accents and descenders). */
export const ASCENT = 0.76;
export const DESCENT = 0.22;
/** Distance of two baselines, as a part of the size. */
export const LEADING = 1.28;

const REGULAR: readonly number[] = [
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
	556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
	500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
	556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
	278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const BOLD: readonly number[] = [
	278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
	556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278,
	556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584,
	556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556,
	333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

/** Letters of Windows-1252 that are neither ASCII nor an ASCII letter with an accent. */
const OTHERS: Readonly<Record<string, number>> = {
	"–": 556,
	"—": 1000,
	"•": 350,
	"…": 1000,
	ß: 611,
	Æ: 1000,
	æ: 889,
	Ø: 778,
	ø: 611,
	Œ: 1000,
	œ: 944,
	"°": 400,
	"·": 278,
	"›": 333,
	"‹": 333,
	"½": 834,
	"¼": 834,
	"¾": 834,
	"™": 1000,
	"©": 737,
	"®": 737,
	"‰": 1000,
	"‘": 278,
	"’": 278,
};

/** What the fonts that every printer has cannot draw, in letters that they can. */
const SPELT: Readonly<Record<string, string>> = {
	"−": "–",
	"‑": "-",
	"‐": "-",
	"―": "—",
	Ω: "ohm",
	μ: "µ",
	"→": "›",
	"←": "‹",
	"↔": "‹›",
	"⇒": "›",
	"≤": "<=",
	"≥": ">=",
	"≠": "<>",
	"≈": "~",
	"∞": "inf",
	"√": "root ",
	"∆": "delta ",
	Δ: "delta ",
	π: "pi",
	φ: "phi",
	"′": "'",
	"″": '"',
	"✓": "ok",
	"✔": "ok",
	"♭": "b",
	"♯": "#",
	ł: "l",
	Ł: "L",
	đ: "d",
	Đ: "D",
	ı: "i",
	"\u00a0": " ",
	"\u202f": " ",
	"\u2009": " ",
	"\u00ad": "",
	"\ufeff": "",
};

const ASCII = /^[\x20-\x7e]*$/;
const WINDOWS_1252 = /^[\x20-\x7e\u00a1-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]$/u;
const INVISIBLE = /^(?:\p{M}|\p{Cf})$/u;

const spelt = (letter: string): string => {
	const known = SPELT[letter];
	if (known !== undefined) return known;
	if (WINDOWS_1252.test(letter)) return letter;
	if (/^\s$/u.test(letter)) return " ";
	if (INVISIBLE.test(letter)) return "";
	const bare = letter.normalize("NFD").charAt(0);
	return WINDOWS_1252.test(bare) ? bare : "?";
};

/** A text in letters of Windows-1252 alone: accents stay, "kΩ" becomes "kohm", ő becomes o, what is left is "?". */
export const plain = (text: string): string =>
	ASCII.test(text) ? text : Array.from(text.normalize("NFC"), spelt).join("");

const widthOfLetter = (letter: string, widths: readonly number[]): number => {
	const code = letter.charCodeAt(0);
	if (code <= 126) return widths[code - 32];
	return OTHERS[letter] ?? widths[letter.normalize("NFD").charCodeAt(0) - 32] ?? 611;
};

/** Width of a text in mm. */
export const widthOf = (text: string, face: Face): number => {
	const letters = Array.from(plain(text));
	if (face.mono) return letters.length * 0.6 * face.size;
	const widths = face.weight === "bold" ? BOLD : REGULAR;
	return letters.reduce((sum, letter) => sum + widthOfLetter(letter, widths), 0) * face.size * 0.001;
};

/** Where a word that is wider than the line may be broken: after its hyphens and strokes, else anywhere. */
const broken = (word: string, face: Face, width: number): string[] => {
	const lines: string[] = [];
	let line = "";
	for (const letter of Array.from(word)) {
		if (line !== "" && widthOf(line + letter, face) > width) {
			const stroke = Math.max(line.lastIndexOf("_"), line.lastIndexOf("-"), line.lastIndexOf("/"));
			const cut = stroke > 0 ? stroke + 1 : line.length;
			lines.push(line.slice(0, cut));
			line = line.slice(cut);
		}
		line += letter;
	}
	return [...lines, line];
};

/** A text in lines no wider than `width` mm; line breaks of the text are kept. An empty text is one empty line. */
export const wrapped = (text: string, face: Face, width: number): string[] =>
	text.split(/\r?\n/).flatMap((paragraph) => {
		const words = paragraph
			.split(/\s+/)
			.filter((word) => word !== "")
			.flatMap((word) => broken(word, face, width));
		const lines = [""];
		for (const word of words) {
			const last = lines.at(-1) ?? "";
			const longer = last === "" ? word : `${last} ${word}`;
			if (last === "" || widthOf(longer, face) <= width) lines.splice(-1, 1, longer);
			else lines.push(word);
		}
		return lines;
	});
