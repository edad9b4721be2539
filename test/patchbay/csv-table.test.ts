import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decoded, fieldsOf, tableOf } from "#patchbay/csv-table.ts";
import { csvOf } from "#sheets/csv.ts";

const textsOf = (csv: string): string[][] => fieldsOf(csv).map((row) => row.map(({ text }) => text));

test("what was written as CSV is read back, whatever it was", () => {
	const words = fc.string({ unit: "grapheme", maxLength: 12 });
	const signs = fc.string({
		unit: fc.constantFrom("'", "=", "+", " ", ",", ";", "\t", '"', "\r", "\n", "a"),
		maxLength: 6,
	});
	const rows = fc
		.integer({ min: 2, max: 5 })
		.chain((width) =>
			fc.array(fc.array(fc.oneof(words, signs), { minLength: width, maxLength: width }), { minLength: 1 }),
		);
	fc.assert(
		fc.property(rows, (body) => {
			const head = (body[0] ?? []).map((_, i) => `column ${i}`);
			expect(textsOf(csvOf([head, ...body]))).toEqual([head, ...body, [""]]);
		}),
	);
});

const HEADINGS = [{ name: "bay", must: true }, { name: "column", also: ["point"] }, { name: "upper" }];
const rowsOf = (csv: string): Record<string, string>[] => {
	const table = tableOf("bays.csv", csv, HEADINGS);
	if ("troubles" in table) throw new Error(JSON.stringify(table.troubles));
	return table.rows.map(({ cells }) =>
		Object.fromEntries([...cells].map(([name, { text }]) => [name, text])),
	);
};
const troublesOf = (csv: string): string[] => {
	const table = tableOf("bays.csv", csv, HEADINGS);
	return "troubles" in table
		? table.troubles.map(({ line, column, field, because }) => `${line}:${column} ${field}: ${because}`)
		: [];
};

describe("a table from a spreadsheet", () => {
	const rows = [{ bay: "PB1", column: "3", upper: "MIC, left" }];

	test.each([
		["commas", 'bay,column,upper\nPB1,3,"MIC, left"\n'],
		["semicolons", "bay;column;upper\r\nPB1;3;MIC, left\r\n"],
		["tabs, and no line break at the end", "bay\tcolumn\tupper\nPB1\t3\tMIC, left"],
		["columns in another order", 'upper,bay,column\n"MIC, left",PB1,3\n'],
		["capitals, blanks and other words in the head", ' BAY ; Point;Upper\n PB1 ; 3 ; "MIC, left" \n'],
		["a byte order mark", "\ufeffbay;column;upper\nPB1;3;MIC, left\n"],
		["line ends of an old Macintosh", "bay;column;upper\rPB1;3;MIC, left\r"],
		["empty rows", "\n;;\nbay;column;upper\n;;\nPB1;3;MIC, left\n;;\n"],
		["a column that a person keeps for himself", "bay;column;upper;Note;\nPB1;3;MIC, left;mine;\n"],
	])("is read with %s", (_, csv) => {
		expect(rowsOf(csv)).toEqual(rows);
	});

	test("is read in the encodings that spreadsheets write", () => {
		const text = "bay;upper\nPB1;Küche\n";
		const bytes = (encoding: BufferEncoding, mark: number[] = []): Uint8Array =>
			Buffer.concat([Buffer.from(mark), Buffer.from(text, encoding)]);
		const files = [bytes("utf8"), bytes("latin1"), bytes("utf16le", [0xff, 0xfe])];
		for (const file of files) expect(rowsOf(decoded(file))).toEqual([{ bay: "PB1", upper: "Küche" }]);
	});
});

describe("what is wrong is told with line, column and what to do", () => {
	test.each([
		["a misspelt column", "bay,uper\n", ["1:5 uper: is no column that is known here"]],
		["a column that must be there", "column\n1\n", ["1:1 bay: is a column that is missing"]],
		["a column twice", "bay,point,column\n", ["1:11 column: is a column that is there already"]],
		["a field too many", "bay,column\nPB1,1,2\n", ["2:7 : there is a field too many in this row"]],
		[
			"a quote that stands open",
			'bay,column\nPB1,"1\n',
			["2:5 column: a quote is opened here that is not closed"],
		],
		["nothing at all", "\n\n", ["1:1 : is empty"]],
	])("%s", (_, csv, troubles) => {
		expect(troublesOf(csv)).toEqual(troubles);
	});
});
