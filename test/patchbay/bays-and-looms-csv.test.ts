import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CableKind, ColdWire, Loom } from "#model/cable.ts";
import { Connector } from "#model/connector.ts";
import { Bay, jacksOf, Normalling, pointsOf } from "#model/patchbay.ts";
import { BAY_HEADINGS, bayRows, baysFrom } from "#patchbay/bays-csv.ts";
import { tableOf } from "#patchbay/csv-table.ts";
import { LOOM_HEADINGS, loomRows, loomsFrom } from "#patchbay/looms-csv.ts";
import { csvOf } from "#sheets/csv.ts";

const rowsIn = (csv: string, headings: typeof BAY_HEADINGS) => {
	const table = tableOf("table.csv", csv, headings);
	if ("troubles" in table) throw new Error(JSON.stringify(table.troubles));
	return table.rows;
};
const baysIn = (csv: string): Bay[] => {
	const { drafts, troubles } = baysFrom("bays.csv", rowsIn(csv, BAY_HEADINGS));
	expect(troubles).toEqual([]);
	return drafts.map(({ item }) => Bay.parse(item));
};
const loomsIn = (csv: string): Loom[] => {
	const { drafts, troubles } = loomsFrom("looms.csv", rowsIn(csv, LOOM_HEADINGS));
	expect(troubles).toEqual([]);
	return drafts.map(({ item }) => Loom.parse(item));
};

const name = fc.oneof(
	fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
	fc.constantFrom("MIC 1", "MIC 2", "MIC", "1", " 1", "=1", "'=1", "-10 dBV", 'a "b"; c, d\te\nf'),
);
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Runs that do not touch each other, column by column from the left. */
const aRunOfColumns = fc.record({
	gap: fc.nat({ max: 1 }),
	length: fc.integer({ min: 1, max: 4 }),
	rows: fc.constantFrom("AB", "CD"),
	normalling: fc.constantFrom(...Normalling.options),
	upper: some(name),
	lower: some(name),
});
const someBay = fc
	.record({
		id: fc.stringMatching(/^[A-Z][A-Z0-9]{1,4}$/),
		name,
		room: some(name),
		model: some(name),
		connector: fc.constantFrom(...Bay.shape.connector.options),
		rows: fc.integer({ min: 1, max: 6 }),
		rear: fc.record(
			{
				connector: fc.constantFrom(...Connector.options),
				pinout: name,
				screws: fc.constantFrom("4-40", "M3"),
			},
			{ requiredKeys: ["connector", "pinout"] },
		),
		sleeves: fc.constantFrom("bussed", "individual", "strapped", "normalled"),
		runs: fc.array(aRunOfColumns, { maxLength: 6 }),
	})
	.map(({ runs, ...bay }) => {
		let last = 0;
		const points = runs.map(({ gap, length, ...run }) => {
			const first = last + gap + 1;
			last = first + length - 1;
			return { ...run, columns: length === 1 ? String(first) : `${first}-${last}` };
		});
		return Bay.parse(JSON.parse(JSON.stringify({ ...bay, columns: Math.max(1, last), points })));
	});

const someEnd = (into: string) =>
	fc.record(
		{
			into: fc.constant(into),
			plug: fc.constantFrom(...Connector.options),
			gender: fc.constantFrom("male", "female"),
			screws: fc.constantFrom("4-40", "M3"),
			pinout: name,
			cold: fc.constantFrom(...ColdWire.options),
			inverted: fc.boolean(),
		},
		{ requiredKeys: ["into"] },
	);
const tails = fc
	.array(fc.boolean(), { minLength: 1, maxLength: 8 })
	.chain((used) => fc.tuple(...used.map((is, i) => (is ? someEnd(`unit/in-${i}`) : fc.constant(null)))));
const someLoom = fc
	.record(
		{
			id: name,
			from: someEnd("PB1/A1-8"),
			to: fc.oneof(someEnd("unit/out"), tails),
			length: fc.integer({ min: 0, max: 1000 }).map((n) => `${n / 10} m`),
			kind: fc.constantFrom(...CableKind.options),
			capacitance: fc.integer({ min: 1, max: 5000 }).map((n) => `${n / 10} pF/m`),
			pad: fc.record({
				series: fc.integer({ min: 1, max: 99_999 }).map((n) => `${n} Ω`),
				shunt: fc.integer({ min: 1, max: 99 }).map((n) => `${n / 10} kΩ`),
			}),
			terminator: fc.constantFrom("75 Ω", "50 Ω"),
			screen: fc.constantFrom("through", "lifted"),
		},
		{ requiredKeys: ["id", "from", "to", "length"] },
	)
	.map((loom) => Loom.parse(loom));

const byId = { selector: ({ id }: { id: string }) => id };

describe("a table that was exported and is imported", () => {
	test("has the same bays: every fact, every jack, every point with its normalling and its names", () => {
		fc.assert(
			fc.property(fc.uniqueArray(someBay, { minLength: 1, maxLength: 3, ...byId }), (bays) => {
				const back = baysIn(csvOf(bayRows(bays)));
				const facts = (of: readonly Bay[]) => of.map(({ points, ...bay }) => bay);
				expect(facts(back)).toEqual(facts(bays));
				expect(back.map(jacksOf)).toEqual(bays.map(jacksOf));
				expect(back.map(pointsOf)).toEqual(bays.map(pointsOf));
				expect(csvOf(bayRows(back))).toBe(csvOf(bayRows(bays)));
			}),
		);
	});

	test("has the same looms: every plug, every tail, every unused channel", () => {
		fc.assert(
			fc.property(fc.uniqueArray(someLoom, { minLength: 1, maxLength: 3, ...byId }), (looms) => {
				expect(loomsIn(csvOf(loomRows(looms)))).toEqual(looms);
			}),
		);
	});

	test("leaves nothing out that a bay or a loom can have", () => {
		expect(Object.keys(Bay.shape).sort()).toEqual(
			["id", "name", "room", "model", "connector", "rows", "columns", "rear", "sleeves", "points"].sort(),
		);
		expect(Object.keys(Bay.shape.rear.shape).sort()).toEqual(["connector", "pinout", "screws"]);
		expect(Object.keys(Loom.shape).sort()).toEqual(
			["id", "from", "to", "length", "kind", "capacitance", "pad", "terminator", "screen"].sort(),
		);
	});
});
