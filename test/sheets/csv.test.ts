import fc from "fast-check";
import { expect, test } from "vitest";
import { patchCsv } from "#sheets/csv.ts";
import { aPatchRow, aSheet } from "./a-sheet.ts";

/** Reads CSV after RFC 4180. */
const read = (csv: string): string[][] => {
	const rows: string[][] = [[]];
	const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
	while (field.lastIndex < csv.length) {
		const match = field.exec(csv);
		if (!match) throw new Error("not RFC 4180");
		rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2]);
		if (match[3] === "\r\n") rows.push([]);
	}
	return rows.slice(0, -1);
};

const named = (name: string) => aSheet({ patch: [{ ...aPatchRow(0), from: { place: "PB1 A01", name } }] });

test("one row a cord, in the order of plugging, with a head", () => {
	const [head, first, ...more] = read(patchCsv(aSheet()));
	expect(head.slice(0, 5)).toEqual(["step", "from", "from name", "to", "to name"]);
	expect(first).toEqual([
		"1",
		"PB1 A01",
		"Source 1 OUT",
		"PB2 B01",
		"Destination 1 IN",
		"TT",
		"blue",
		"0.9",
		"T100",
		"no",
		"yes",
	]);
	expect(more).toHaveLength(9);
});

test("a spreadsheet reads back what was written, whatever it was", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 30 }), (name) => {
			const [, row] = read(patchCsv(named(name)));
			expect(row).toHaveLength(11);
			expect([name, `'${name}`]).toContain(row[2]);
		}),
	);
});

test.each(["=1+1", "+4 dBu", "-10 dBV", "@SUM(A1)", "\t=1", " =1", "\r=1", '=HYPERLINK("x")'])(
	"%j is a text to a spreadsheet and not a formula",
	(name) => {
		const [, row] = read(patchCsv(named(name)));
		expect(row[2]).toBe(`'${name}`);
	},
);
