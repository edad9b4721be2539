import { describe, expect, test } from "vitest";
import { RecallSheet } from "#model/recall-sheet.ts";
import type { Page } from "#sheets/pdf.ts";
import { layOut, type Paper } from "#sheets/sheet.ts";
import {
	aBusCompressor,
	aKnob,
	anEqualiser,
	aPatchRow,
	aSetting,
	aSheet,
	aUnit,
	aVariMu,
} from "./a-sheet.ts";
import { found, pagesThatSay, textsOn } from "./shapes-found.ts";

const PAPERS: readonly Paper[] = ["A4", "Letter"];

const twelveUnits = Array.from({ length: 12 }, (_, i) =>
	[aBusCompressor, anEqualiser, aVariMu][i % 3](`Unit number ${i + 1}`),
);

const aLongSession = (): RecallSheet => {
	const sheet = aSheet({ patch: Array.from({ length: 80 }, (_, i) => aPatchRow(i)) });
	return { ...sheet, chains: [{ ...sheet.chains[0], units: twelveUnits }] };
};

const firstPageOf = (pages: readonly Page[], words: string): number => pagesThatSay(pages, words)[0];

describe.each(PAPERS)("80 patch rows and twelve units on %s", (paper) => {
	const pages = layOut(aLongSession(), { paper });

	test("every patch row is there once, in order, and the list's head on each of its pages", () => {
		const rows = Array.from({ length: 80 }, (_, i) => aPatchRow(i));
		const places = rows.map(({ from }) => pagesThatSay(pages, from.place));
		for (const on of places) expect(on).toHaveLength(1);
		expect(places.flat()).toEqual(places.flat().toSorted((a, b) => a - b));
		const last = places.flat().at(-1) ?? 0;
		expect(last).toBeGreaterThan(2);
		for (let page = 1; page <= last; page++) expect(textsOn(pages[page - 1].shapes)).toContain("Cord");
	});

	test("no unit is torn: its name, its first and its last control are on one page", () => {
		for (const { name, controls } of twelveUnits) {
			const [page, ...more] = pagesThatSay(pages, name).filter(
				(p) => p >= firstPageOf(pages, "Unit number 1"),
			);
			expect(more.length).toBeLessThanOrEqual(1);
			const keys = namesOn(pages[page - 1]);
			for (const { key } of controls) expect(keys, `${name} on page ${page}`).toContain(key);
		}
	});

	test("nothing is nearer to the edge than 10 mm, and no letter is smaller than 9 pt", () => {
		for (const { size, shapes } of pages)
			for (const { shape, box } of found(shapes)) {
				expect(box.left).toBeGreaterThanOrEqual(10);
				expect(box.top).toBeGreaterThanOrEqual(10);
				expect(box.right).toBeLessThanOrEqual(size[0] - 10);
				expect(box.bottom).toBeLessThanOrEqual(size[1] - 10);
				if (shape.kind === "text") expect(shape.face.size).toBeGreaterThanOrEqual(3.174);
			}
	});

	test("nothing is written over the foot of the page", () => {
		for (const { size, shapes } of pages) {
			const [body] = shapes;
			for (const { box } of found([body])) expect(box.bottom).toBeLessThanOrEqual(size[1] - 17.2);
		}
	});

	test("every page says the title and which page of how many it is", () => {
		pages.forEach(({ shapes }, i) => {
			const texts = textsOn(shapes);
			expect(texts.some((words) => words.endsWith(`Page ${i + 1} of ${pages.length}`))).toBe(true);
			expect(texts).toContain("Grüße aus Łódź – mix bus print");
		});
	});
});

const namesOn = (page: Page): string[] => {
	const names: string[] = [];
	const look = (shapes: Page["shapes"]): void => {
		for (const shape of shapes) {
			if (shape.kind !== "group") continue;
			if (shape.name !== "") names.push(shape.name);
			look(shape.shapes);
		}
	};
	look(page.shapes);
	return names;
};

test("the patch list comes before the first chain", () => {
	const texts = layOut(aSheet(), { paper: "A4" }).flatMap(({ shapes }) => textsOn(shapes));
	expect(texts.indexOf("Patch")).toBeGreaterThan(0);
	expect(texts.indexOf("Patch")).toBeLessThan(texts.indexOf("Mix bus"));
});

test("a unit taller than a page comes in parts that say so, and loses no control", () => {
	const scale = [
		[0, 0],
		[1, 10],
	] as const;
	const controls = Array.from({ length: 90 }, (_, i) =>
		aSetting(aKnob(`Knob ${i + 1}`, [(i % 10) * 45 + 20, Math.floor(i / 10) * 40], "", scale), 5),
	);
	const sheet = aSheet();
	const pages = layOut(
		{ ...sheet, chains: [{ ...sheet.chains[0], units: [aUnit("Desk", controls)] }] },
		{ paper: "A4" },
	);
	const names = pages.flatMap(namesOn);
	for (const { key } of controls) expect(names.filter((name) => name === key)).toHaveLength(1);
	const parts = pages.flatMap(({ shapes }) => textsOn(shapes).filter((words) => words.startsWith("Desk (")));
	expect(parts.length).toBeGreaterThan(1);
	expect(parts).toEqual(parts.map((_, i) => `Desk (${i + 1} of ${parts.length})`));
	for (const { size, shapes } of pages)
		for (const { box } of found(shapes)) expect(box.bottom).toBeLessThanOrEqual(size[1] - 10);
});

test("what nobody knows is said to be unknown, never nought", () => {
	const sheet = aSheet();
	const bare = {
		...sheet,
		header: { ...sheet.header, client: null, rate: null, bits: null, fullScaleIn: null },
		chains: [{ ...sheet.chains[0], latency: null, gain: null, polarity: null }],
	};
	const texts = layOut(bare, { paper: "A4" }).flatMap(({ shapes }) => textsOn(shapes));
	expect(texts.filter((words) => words === "unknown").length).toBeGreaterThanOrEqual(3);
	expect(texts.join(" ")).toContain("latency unknown · gain at 1 kHz unknown · polarity unknown");
});

test("a full scale of 0 dBu is a figure and not an unknown", () => {
	const sheet = aSheet();
	const pages = layOut({ ...sheet, header: { ...sheet.header, fullScaleIn: 0 } }, { paper: "A4" });
	expect(textsOn(pages[0].shapes)).toContain("+0.0 dBu");
});

test("the hop with the least headroom is the one that is marked, an unknown one is not", () => {
	const texts = layOut(aSheet(), { paper: "A4" }).flatMap(({ shapes }) => textsOn(shapes));
	const marks = texts.flatMap((words, i) => (words === "first to clip" ? [texts[i - 1]] : []));
	expect(marks).toEqual(["11.9 dB"]);
});

test("noise and corner stand in the hop table, and on a sheet of the days before they were reckoned nothing does", () => {
	const texts = (sheet: RecallSheet): string[] =>
		layOut(sheet, { paper: "A4" }).flatMap(({ shapes }) => textsOn(shapes));
	const old = aSheet();
	const reckoned = { corner: 26_500, noise: -79.4, noiseIsAtLeast: true };
	const hops = old.chains[0].hops.map((hop) => ({ ...hop, ...reckoned }));
	const said = ["26.5 kHz", "≥ −79.4 dBu"];
	expect(RecallSheet.parse(old)).toEqual(old);
	expect(texts(old).filter((words) => said.includes(words))).toEqual([]);
	expect(new Set(texts({ ...old, chains: [{ ...old.chains[0], hops }] }))).toEqual(
		new Set([...texts(old), ...said]),
	);
});

test("a blank sheet has the units and no settings, no ticks and no takes", () => {
	const texts = layOut(aSheet(), { paper: "A4", manner: "blank" }).flatMap(({ shapes }) => textsOn(shapes));
	expect(texts).toEqual(
		expect.arrayContaining(["Glue", "Tube EQ", "Vari-Mu", "Threshold", "in", "bypassed"]),
	);
	expect(texts).not.toContain("−4.5 dB");
	expect(texts).not.toContain("?");
	expect(texts.join(" ")).not.toContain("take2");
});

test("there is room for handwriting: 15 mm below the last note with nothing but lines", () => {
	const pages = layOut(aSheet(), { paper: "A4" });
	const all = found(pages.at(-1)?.shapes.slice(0, 1) ?? []);
	const lowest = Math.max(...all.map(({ box }) => box.bottom));
	const words = Math.max(...all.flatMap(({ shape, box }) => (shape.kind === "text" ? [box.bottom] : [])));
	expect(lowest - words).toBeGreaterThan(15);
});

test("an empty session is a sheet of one page", () => {
	const pages = layOut(aSheet({ patch: [], chains: [], findings: [], takes: [], notes: [], warmUp: [] }), {
		paper: "Letter",
	});
	expect(pages).toHaveLength(1);
	expect(textsOn(pages[0].shapes)).toContain("Nothing is patched.");
});

describe("the sheet's JSON", () => {
	test("comes back from text as it was", () => {
		expect(RecallSheet.parse(JSON.parse(JSON.stringify(aSheet())))).toEqual(aSheet());
	});

	test("a control without a setting cannot claim that it was read", () => {
		const sheet = aSheet();
		const [entry] = aBusCompressor().controls;
		const unit = aUnit("Glue", [{ ...entry, setting: null, provenance: "read" }]);
		const result = RecallSheet.safeParse({ ...sheet, chains: [{ ...sheet.chains[0], units: [unit] }] });
		expect(result.success).toBe(false);
	});
});
