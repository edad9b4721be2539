import { misworded, sidesOf } from "#model/chain.ts";
import { type Blend, type Chain, ChainKind } from "#model/session.ts";
import { type Studio, unitOf } from "#model/studio.ts";
import { badInput } from "./terminal.ts";

/** How a chain is said on the command line; what is not said is taken as it is usual for its kind. */
export type ChainWish = {
	readonly kind?: string;
	readonly send?: string;
	readonly return?: string;
	readonly right?: string;
	readonly matrix?: string;
	readonly blend?: string;
	readonly drySend?: string;
	readonly dryReturn?: string;
};

const lineNumbers = (text: string, flag: string): number[] =>
	text.split(",").map((part) => {
		const line = Number(part);
		if (!Number.isInteger(line) || line < 1)
			throw badInput(`${flag} is "${text}": write line numbers such as 1,2.`);
		return line;
	});

const listed = (units: string): string[] => (units === "" ? [] : units.split(",").map((unit) => unit.trim()));

/** "dual-mono", "ms" and "reamp" are what hands type. */
const kindNamed = (typed: string): ChainKind | undefined => {
	const words = typed.trim().toLowerCase();
	const said: Readonly<Record<string, ChainKind>> = { ms: "mid/side", "m/s": "mid/side", reamp: "re-amp" };
	return (
		said[words] ??
		ChainKind.options.find((kind) => kind.replace(/[^a-z]/g, "") === words.replace(/[^a-z]/g, ""))
	);
};

/** Without a kind, one line is a mono chain and two are stereo. */
const kindOf = ({ kind, send, right, matrix, blend, drySend }: ChainWish): ChainKind => {
	if (kind !== undefined) {
		const known = kindNamed(kind);
		if (known) return known;
		throw badInput(`There is no chain of the kind "${kind}".`, `There are: ${ChainKind.options.join(", ")}.`);
	}
	if (right !== undefined) return "dual mono";
	if (matrix !== undefined) return "mid/side";
	if (blend !== undefined || drySend !== undefined) return "parallel";
	return send !== undefined && !send.includes(",") ? "mono" : "stereo";
};

/** As many lines as the kind has sides, from the first one that is free. */
const usual = (sides: number, first: number): number[] => Array.from({ length: sides }, (_, i) => first + i);

const blendOf = ({ blend, drySend, dryReturn }: ChainWish, sends: readonly number[]): Blend => {
	const after = Math.max(...sends) + 1;
	return {
		sends: drySend === undefined ? usual(sends.length, after) : lineNumbers(drySend, "--dry-send"),
		...(blend === undefined ? {} : { unit: blend }),
		...(dryReturn === undefined ? {} : { returns: lineNumbers(dryReturn, "--dry-return") }),
	};
};

const known = (studio: Studio, units: readonly string[]): void => {
	const stranger = units.find((unit) => !unitOf(studio, unit));
	const all = studio.units.filter(({ id }) => id !== studio.interface.unit).map(({ id }) => id);
	if (stranger !== undefined)
		throw badInput(`There is no unit "${stranger}" in the studio.`, `There are: ${all.join(", ")}.`);
};

/** "bus-comp,valve-eq" between outputs 1,2 and inputs 1,2, as a chain of the kind that is asked for. */
export const chainOf = (studio: Studio, through: string, wish: ChainWish): Chain => {
	const kind = kindOf(wish);
	const sends = wish.send === undefined ? usual(sidesOf(kind), 1) : lineNumbers(wish.send, "--send");
	const returns = wish.return === undefined ? usual(sends.length, 1) : lineNumbers(wish.return, "--return");
	const { right, matrix, blend } = wish;
	const chain: Chain = {
		id: "command-line",
		name: "Command line",
		kind,
		sends: sends.slice(0, 2),
		returns: returns.slice(0, 2),
		inserts: listed(through),
		...(right === undefined ? {} : { right: listed(right) }),
		...(matrix === undefined ? {} : { matrix }),
		...(kind === "parallel" ? { blend: blendOf(wish, sends) } : {}),
	};
	known(studio, [
		...chain.inserts,
		...(chain.right ?? []),
		...[matrix, blend].filter((unit) => unit !== undefined),
	]);
	const [wrong] = misworded(studio, chain);
	if (wrong || sends.length > 2 || returns.length > 2)
		throw badInput(wrong?.sentence ?? "A chain has two lines each way at the most.", wrong?.cure);
	return chain;
};
