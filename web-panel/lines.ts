import { converterLines } from "#model/converter-line.ts";
import { portOf, type Studio, sayPort } from "#model/studio.ts";
import type { LineFace } from "./meters.ts";

export type Side = "send" | "return";

const directions = { send: "out", return: "in" } as const;
/** What a converter is taken to have where its gear file does not say, dBu. */
const USUAL_FULL_SCALE = 22;
const LONGEST = 7;

/** One line of the interface as it is called, with the dBu of its full scale. */
export const lineOf = (studio: Studio, side: Side, line: number) => {
	const id = converterLines(studio, directions[side]).get(line)?.[0];
	if (id === undefined) return { label: `${side} ${line}`, fullScale: null };
	return { label: sayPort(studio, id), fullScale: portOf(studio, id)?.port.fullScale ?? null };
};

/** What stands beside its meter: a short label, and for a return its headroom over +4 dBu. */
export const faceOf = (studio: Studio, side: Side, line: number): LineFace => {
	const { label, fullScale } = lineOf(studio, side, line);
	const short = label.length > LONGEST ? (label.split(" ").at(-1) ?? label) : label;
	return { label: short, headroom: side === "send" ? 18 : (fullScale ?? USUAL_FULL_SCALE) - 4 };
};

/** "DA 3", "DA 4" → "DA 3/4": the lines of a chain as they are printed on the interface. */
export const sayLines = (labels: readonly string[]): string => {
	const parts = labels.map((label) => /^(.*?)(\d+)$/.exec(label));
	const [stem] = parts.map((part) => part?.[1]);
	const alike = stem !== undefined && parts.every((part) => part?.[1] === stem);
	return alike ? `${stem}${parts.map((part) => part?.[2]).join("/")}` : labels.join(" / ");
};
