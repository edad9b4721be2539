import type { Bay } from "#model/patchbay.ts";
import type { Studio } from "#model/studio.ts";
import { stripsOf } from "#patchbay/label-words.ts";
import { aboutLabels, type LabelWish, labelPages, withoutPitch } from "#patchbay/labels.ts";
import { svgOf } from "#sheets/drawing/svg.ts";
import type { Page } from "#sheets/pdf.ts";
import { replaceFile } from "#store/document.ts";
import { type Common, studioOf } from "./studio.ts";
import { badInput, exits, print, printJson } from "./terminal.ts";

type Options = Common & {
	readonly out: string;
	readonly paper: string;
	readonly pitch?: string;
	readonly height?: string;
};

const baysIn = ({ bays }: Studio, ids: readonly string[]): readonly Bay[] => {
	const names = bays.map(({ id }) => id).join(", ") || "none";
	const stranger = ids.find((id) => !bays.some((bay) => bay.id === id));
	if (stranger !== undefined) throw badInput(`There is no bay "${stranger}".`, `There are: ${names}.`);
	if (bays.length === 0)
		throw badInput("The studio has no bay.", "Write one into studio.yaml, or import it.");
	return ids.length === 0 ? bays : bays.filter(({ id }) => ids.includes(id));
};

/** "9", "8.89" or, as it is measured over many jacks, "418/47". */
const millimetres = (text: string, flag: string, [least, most]: readonly [number, number]): number => {
	const [over, by = "1", ...more] = text
		.replaceAll(",", ".")
		.split("/")
		.map((part) => part.trim());
	const value = Number(over) / Number(by);
	if (over === "" || more.length > 0 || !(value >= least && value <= most))
		throw badInput(
			`${flag} is "${text}".`,
			`Write millimetres from ${least} to ${most}, such as 9 or 418/47.`,
		);
	return value;
};

const wishOf = ({ paper, pitch, height }: Options): LabelWish => {
	if (paper !== "A4" && paper !== "Letter") throw badInput(`--paper is "${paper}".`, "Write A4 or Letter.");
	return {
		paper,
		...(pitch === undefined ? {} : { pitch: millimetres(pitch, "--pitch", [4, 60]) }),
		...(height === undefined ? {} : { height: millimetres(height, "--height", [4, 20]) }),
	};
};

const askForPitch = (studio: Studio, bays: readonly Bay[], wish: LabelWish): void => {
	const [odd] = withoutPitch(studio, bays, wish);
	if (odd)
		throw badInput(
			`${odd.id} has ${odd.connector} sockets, and no two makers space them alike.`,
			"Measure from the middle of the first to the middle of the last and say it: --pitch 418/15.",
		);
	const kinds = [...new Set(bays.map(({ connector }) => connector))];
	if (wish.pitch !== undefined && kinds.length > 1)
		throw badInput(
			`--pitch cannot be true of ${kinds.join(" and ")} at once.`,
			"Name the bays that it is true of: halfnormal labels PB1 --pitch 9.",
		);
};

const svgPage = ({ size: [right, bottom], shapes }: Page, title: string): string =>
	svgOf(shapes, { box: { left: 0, top: 0, right, bottom }, title });

/** Every file that the pages become: one PDF, or an SVG for each page. */
const filesOf = async (
	out: string,
	studio: Studio,
	pages: readonly Page[],
): Promise<[path: string, content: string | Uint8Array][]> => {
	const about = aboutLabels(studio);
	if (/\.pdf$/i.test(out)) {
		const { pdfOf } = await import("#sheets/pdf.ts");
		return [[out, await pdfOf(pages, about)]];
	}
	if (!/\.svg$/i.test(out)) throw badInput(`--out is "${out}".`, "Write a name that ends in .pdf or .svg.");
	return pages.map((page, i) => [
		pages.length === 1 ? out : out.replace(/\.svg$/i, `-${i + 1}.svg`),
		svgPage(page, about.title),
	]);
};

/** `halfnormal labels`: what is written over the jacks, to print, cut out and put into the bays. */
export const labelsCommand = async (ids: readonly string[], options: Options): Promise<number> => {
	const { studio } = await studioOf(options);
	const bays = baysIn(studio, ids);
	const wish = wishOf(options);
	askForPitch(studio, bays, wish);
	const files = await filesOf(options.out, studio, labelPages(studio, bays, wish));
	for (const [path, content] of files) await replaceFile(path, content);
	const paths = files.map(([path]) => path);
	if (options.json)
		printJson({ files: paths, bays: bays.map((bay) => ({ bay: bay.id, strips: stripsOf(studio, bay) })) });
	else
		print(
			`The labels of ${bays.map(({ id }) => id).join(", ")} are in ${paths.join(", ")}. Print at 100 % (actual size).`,
		);
	return exits.fine;
};
