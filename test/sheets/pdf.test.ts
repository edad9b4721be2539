import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RecallSheet } from "#model/recall-sheet.ts";
import { plain, SMALL } from "#sheets/drawing/lettering.ts";
import { text } from "#sheets/drawing/shapes.ts";
import { type Page, pdfOf } from "#sheets/pdf.ts";
import { aboutSheet, layOut } from "#sheets/sheet.ts";
import { aPatchRow, aSheet } from "./a-sheet.ts";

const run = promisify(execFile);

const printed = (sheet: RecallSheet): Promise<Uint8Array> =>
	pdfOf(layOut(sheet, { paper: "A4" }), aboutSheet(sheet));

/** What a reader finds in the file, or null on a machine without poppler. */
const readBack = async (file: Uint8Array): Promise<string | null> => {
	const folder = await mkdtemp(join(tmpdir(), "sheet-"));
	try {
		await writeFile(join(folder, "sheet.pdf"), file);
		return (await run("pdftotext", ["-layout", join(folder, "sheet.pdf"), "-"])).stdout;
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
		throw error;
	} finally {
		await rm(folder, { recursive: true });
	}
};
const poppler = (await run("pdftotext", ["-v"]).catch(() => null)) !== null;

test("the same sheet gives the same bytes, and another sheet does not", async () => {
	const [first, second] = [await printed(aSheet()), await printed(aSheet())];
	expect(Buffer.compare(first, second)).toBe(0);
	const other = await printed(aSheet({ warmUp: [] }));
	expect(Buffer.compare(first, other)).not.toBe(0);
});

test("the file carries the sheet's own date, not today's", async () => {
	const file = Buffer.from(await printed(aSheet())).toString("latin1");
	const dates = Array.from(file.matchAll(/D:\d+Z?/g), ([date]) => date);
	expect(dates).toEqual(["D:20260314214000Z", "D:20260314214000Z"]);
});

describe.skipIf(!poppler)("a PDF reader", () => {
	test("finds every patch row, unit and take of a long session", async () => {
		const sheet = aSheet({ patch: Array.from({ length: 80 }, (_, i) => aPatchRow(i)) });
		const words = (await readBack(await printed(sheet))) ?? "";
		for (const { from, to } of sheet.patch) {
			expect(words).toContain(from.place);
			expect(words).toContain(to.name);
		}
		for (const name of ["Glue", "Tube EQ", "Vari-Mu", "G384-0117", "Page 1 of"])
			expect(words).toContain(name);
		const joined = words.replaceAll(/\s+/g, "");
		for (const part of ["AB_GruesseAusLodz_MI03_Master_96k24_", "take2.wav", "take3.wav"])
			expect(joined).toContain(part);
	});

	test("finds umlauts and accents as they were written, and what cannot be set is spelt", async () => {
		const page: Page = {
			size: [210, 297],
			shapes: [
				text([20, 20], "Jürgen Ærø Café u\u0308ber −20 dB 10 kΩ A1 → B2 ≤ ∞ Dvořák 日", { face: SMALL }),
			],
		};
		const about = { title: "日本", author: "Łukasz", id: "x", date: "2026-01-01T00:00:00Z" };
		const words = (await readBack(await pdfOf([page], about))) ?? "";
		expect(words).toContain("Jürgen Ærø Café über –20 dB 10 kohm A1 › B2 <= inf Dvorák ?");
	});
});

test("no text whatever stops the printer", async () => {
	await fc.assert(
		fc.asyncProperty(fc.string({ unit: "binary", maxLength: 40 }), async (words) => {
			const page: Page = { size: [210, 297], shapes: [text([20, 20], words, {})] };
			const file = await pdfOf([page], {
				title: words,
				author: words,
				id: words,
				date: "2026-01-01T00:00:00Z",
			});
			expect(Buffer.from(file.slice(0, 5)).toString()).toBe("%PDF-");
		}),
		{ numRuns: 60 },
	);
});

test("plain letters are all of Windows-1252, and plain text stays as it is", () => {
	fc.assert(
		fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), (words) => {
			expect(plain(words)).toMatch(/^[\x20-\x7e\u00a1-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/u);
			expect(plain(plain(words))).toBe(plain(words));
		}),
	);
});
