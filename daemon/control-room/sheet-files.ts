import type { RecallSheet, SheetFormat } from "#model/recall-sheet.ts";
import { type Composing, compose } from "#sheets/compose.ts";
import { patchCsv } from "#sheets/csv.ts";
import { svgOf } from "#sheets/drawing/svg.ts";
import { aboutSheet, layOut } from "#sheets/sheet.ts";
import { canonical, replaceFile } from "#store/document.ts";
import type { SessionPaths } from "#store/folder.ts";

export const sheetFormats = ["json", "pdf", "svg", "csv"] as const satisfies readonly SheetFormat[];

/** How a sheet becomes each of its files; the JSON is the truth, the others are drawn from it. */
const render: Record<SheetFormat, (sheet: RecallSheet) => string | Uint8Array | Promise<Uint8Array>> = {
	json: canonical,
	csv: patchCsv,
	/** pdfkit is heavy, and not wanted before the first sheet. */
	pdf: async (sheet) => {
		const { pdfOf } = await import("#sheets/pdf.ts");
		return pdfOf(layOut(sheet, { paper: "A4" }), aboutSheet(sheet));
	},
	svg: (sheet) => {
		const [first] = layOut(sheet, { paper: "A4" });
		if (!first) return "";
		const [right, bottom] = first.size;
		return svgOf(first.shapes, { box: { left: 0, top: 0, right, bottom }, title: sheet.header.title });
	},
};

export const renderSheet = async (of: Composing, format: SheetFormat): Promise<string | Uint8Array> =>
	render[format](compose(of));

/** Writes the recall sheet in all its formats into the session's folder; a reader sees old or new, never half. */
export const writeSheet = async (of: Composing, paths: SessionPaths): Promise<void> => {
	const sheet = compose(of);
	for (const format of sheetFormats) await replaceFile(paths.sheet(format), await render[format](sheet));
};
