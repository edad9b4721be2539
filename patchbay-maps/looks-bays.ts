import { type Bay, columnsOf, rowsOf } from "#model/patchbay.ts";
import { at, type Look, pinoutWrong, type Wrong } from "./look.ts";

export const bayPinouts: Look = (known) =>
	known.file.bays.flatMap(({ rear: { connector, pinout } }, i) =>
		at(["bays", i, "rear", "pinout"], pinoutWrong(known, connector, pinout === "own" ? undefined : pinout)),
	);

/** A run joins two rows of its bay, the upper one first. */
export const bayRows: Look = ({ file }) =>
	file.bays.flatMap((bay, i) =>
		bay.points.flatMap(({ rows }, n) => {
			const there = rowsOf(bay);
			const [upper = "", lower = ""] = rows;
			if (there.includes(upper) && there.includes(lower) && upper < lower) return [];
			const few = there.length < 2;
			return at(["bays", i, "points", n, "rows"], {
				because: few
					? `${bay.name} has one row: nothing joins it`
					: `${bay.name} has no rows ${rows} to join`,
				cure: few ? "Take the points out" : `Write two of ${there.join("")}, the upper one first`,
			});
		}),
	);

/** Columns that runs of one pair of rows claim. A single column may stand again after its run: it is the exception. */
type Claimed = { readonly runs: Set<number>; readonly singles: Set<number> };

const columnWrong = (
	{ columns, name }: Bay,
	here: readonly number[],
	claimed: Claimed,
): Wrong[1] | undefined => {
	if (here.length === 0 || here.some((column) => column < 1 || column > columns))
		return {
			because: `${name} has the columns 1 to ${columns}`,
			cure: "Write a run from left to right within them",
		};
	const isSingle = here.length === 1;
	const again = here.find((column) => claimed.singles.has(column) || (!isSingle && claimed.runs.has(column)));
	for (const column of here) (isSingle ? claimed.singles : claimed.runs).add(column);
	return again === undefined
		? undefined
		: {
				because: `column ${again} is in another run already`,
				cure: "Let each column stand in one run, and once more alone where it is an exception",
			};
};

/** Columns that the bay does not have, or that two runs claim. */
export const bayColumns: Look = ({ file }) =>
	file.bays.flatMap((bay, i) => {
		const byRows = new Map<string, Claimed>();
		return bay.points.flatMap(({ columns, rows }, n) => {
			const claimed = byRows.get(rows) ?? { runs: new Set(), singles: new Set() };
			byRows.set(rows, claimed);
			return at(["bays", i, "points", n, "columns"], columnWrong(bay, columnsOf(columns), claimed));
		});
	});
