import type { Misfit } from "./misfit.ts";
import type { GearFile } from "./profile.ts";

/** A figure as it stands in a gear file, and where it was read. */
export type PrintedFigure = {
	/** "ports.in-l.impedance" */
	readonly path: string;
	/** As it is written; "unknown" where nobody has looked it up. */
	readonly said: string;
	/** "manual p. 7" or "remembered"; null where nothing says it. */
	readonly cite: string | null;
};
export const isUnknown = ({ said }: PrintedFigure): boolean => said === "unknown";
export const isRemembered = ({ cite }: PrintedFigure): boolean =>
	cite !== null && sourceIn(cite) === REMEMBERED;

/** Levels, impedances, stages and gains: what the checker computes with. */
export const isElectrical = ({ path }: PrintedFigure): boolean => /^(ports|paths)\./.test(path);

const REMEMBERED = "remembered";

/** Parts of a file that say what is true of the make and model, and are not merely how we call and draw it. */
const FACTS = [
	"ports",
	"jacks",
	"controls",
	"faceplate",
	"warmUp",
	"valves",
	"earthed",
	"bay",
	"paths",
	"relays",
	"normals",
];
const fieldsOf = (value: unknown): [string, unknown][] =>
	typeof value === "object" && value !== null ? Object.entries(value) : [];

/** Names, labels and places of our own; and what only says how the parts of the file hang together. */
const OURS = new Set([
	"direction",
	"label",
	"carries",
	"kind",
	"at",
	"size",
	"row",
	"channel",
	"rear",
	"default",
	"unit",
]);
/** A list of any kind, or a table of them, is one figure. */
const WHOLE = new Set([
	"scale",
	"positions",
	"valves",
	"faceplate",
	"rates",
	"relays",
	"normals",
	"normalling",
]);
/** Of a path only its gain is a figure. */
const OF_PATHS = new Set(["gain"]);

const isEmpty = (value: unknown): boolean =>
	typeof value === "object" && value !== null && Object.keys(value).length === 0;

const leaves = (path: readonly string[], value: unknown): [string, unknown][] => {
	const name = path.at(-1) ?? "";
	const isBelow = path.length > 2;
	if (isBelow && OURS.has(name)) return [];
	if (path[0] === "paths" && path.length === 3 && !OF_PATHS.has(name)) return [];
	const inside = WHOLE.has(name) || path.length > 4 || path[2] === "gain" ? [] : fieldsOf(value);
	if (inside.length === 0) return isEmpty(value) ? [] : [[path.join("."), value]];
	return inside.flatMap(([field, below]) => leaves([...path, field], below));
};

const say = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** "ports.in.maximum" is covered by a cite of its own, else by "ports.in", else by "ports". */
const citeOf = (cites: Readonly<Record<string, string>>, path: string): string | null => {
	const cite = cites[path];
	if (cite !== undefined) return cite;
	const above = path.lastIndexOf(".");
	return above < 0 ? null : citeOf(cites, path.slice(0, above));
};

/** Every figure of a file, in its order. */
export const figuresIn = ({ cites }: GearFile, written: unknown): PrintedFigure[] =>
	fieldsOf(written)
		.filter(([name]) => FACTS.includes(name))
		.flatMap(([name, value]) => leaves([name], value))
		.map(([path, value]) => ({ path, said: say(value), cite: citeOf(cites, path) }));

const sourceIn = (cite: string): string => cite.split(/\s/)[0] ?? "";

const isThere = (written: unknown, path: readonly string[]): boolean => {
	const [first, ...rest] = path;
	if (first === undefined) return true;
	return fieldsOf(written).some(([name, value]) => name === first && isThere(value, rest));
};

/** Cites of things that are not in the file, or of sources that are not. */
export const citeMisfits = ({ cites, sources }: GearFile, written: unknown): Misfit[] =>
	Object.entries(cites).flatMap(([path, cite]): Misfit[] => {
		const where = ["cites", path];
		const source = sourceIn(cite);
		const known = [...Object.keys(sources), REMEMBERED];
		return [
			...(isThere(written, path.split("."))
				? []
				: ([
						[where, { because: "is not in this file", cure: "Write the path of a field, such as ports.in" }],
					] satisfies Misfit[])),
			...(known.includes(source)
				? []
				: ([
						[
							where,
							{ because: `there is no source "${source}"`, cure: `Begin with one of: ${known.join(", ")}` },
						],
					] satisfies Misfit[])),
		];
	});
