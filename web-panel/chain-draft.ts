import { hasOwnRight, sidesOf } from "#model/chain.ts";
import type { Blend, Chain, ChainKind } from "#model/session.ts";
import type { Studio, Unit } from "#model/studio.ts";

/** A chain that is being written in the form; its identity comes when it is saved. */
export type Draft = Omit<Chain, "id">;

export const KINDS: readonly ChainKind[] = ["stereo", "mono", "dual mono", "mid/side", "parallel", "re-amp"];

/** What each kind is for, in one line under the choice. */
export const saysKind: Readonly<Record<ChainKind, string>> = {
	mono: "One line out, one back.",
	stereo: "Left and right through both sides of each unit.",
	"dual mono":
		"Left and right on their own: through the two channels of one unit, or each through its own units.",
	"mid/side":
		"A box turns left and right into mid and side for the units, and back into left and right behind them.",
	parallel: "The dry sound leaves on lines of its own and meets the wet one behind the units.",
	"re-amp": "Out at an instrument's level, through an amplifier and its load, and back.",
};

export const fresh: Draft = { name: "", kind: "stereo", sends: [1, 2], returns: [1, 2], inserts: [] };

/** So many lines; one that is not said follows the one before it. */
export const withCount = (lines: readonly number[], count: number): number[] =>
	Array.from({ length: count }, (_, i) => lines[i] ?? (lines[0] ?? 1) + i);

const modelsOf = (studio: Studio, { model }: Unit) => studio.models[model];

/** Boxes that encode and decode mid and side. */
export const matricesIn = (studio: Studio): Unit[] =>
	studio.units.filter((unit) => modelsOf(studio, unit)?.midSide !== undefined);

/** Units in which two inputs meet. */
export const summersIn = (studio: Studio): Unit[] =>
	studio.units.filter((unit) => {
		const kind = modelsOf(studio, unit)?.kind;
		return kind === "summing mixer" || kind === "mixer";
	});

const after = (lines: readonly number[]): number[] => lines.map((line) => line + lines.length);

/** The dry half as it is usual: on the next lines, into the first summing unit, or back on the next returns. */
export const usualBlend = (studio: Studio, { sends, returns }: Pick<Draft, "sends" | "returns">): Blend => {
	const [unit] = summersIn(studio);
	return { sends: after(sends), ...(unit ? { unit: unit.id } : { returns: after(returns) }) };
};

const parts = (studio: Studio, draft: Draft): Pick<Chain, "right" | "matrix" | "blend"> => {
	const { kind, right, matrix, blend } = draft;
	const box = matrix ?? matricesIn(studio)[0]?.id;
	return {
		...(right !== undefined && hasOwnRight(kind) ? { right } : {}),
		...(kind === "mid/side" && box !== undefined ? { matrix: box } : {}),
		...(kind === "parallel" ? { blend: blend ?? usualBlend(studio, draft) } : {}),
	};
};

/** The draft with just what its kind has: as many lines as it has sides, and no part of another kind. */
export const ofKind = (studio: Studio, draft: Draft, kind: ChainKind): Draft => {
	const count = sidesOf(kind);
	const { name, sends, returns, inserts } = draft;
	const lines = { sends: withCount(sends, count), returns: withCount(returns, count) };
	return { name, kind, inserts, ...lines, ...parts(studio, { ...draft, ...lines, kind }) };
};
