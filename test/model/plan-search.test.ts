import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Plugged } from "#model/cable.ts";
import { needsOf } from "#model/chain.ts";
import { arrivals } from "#model/copper/link.ts";
import { wire } from "#model/copper/wiring.ts";
import { plannedIn, type Situation, situations } from "./a-situation.ts";
import { copperOf, dangersIn, isFed } from "./a-small-room.ts";

const subsets = <T>(list: readonly T[], size: number): T[][] => {
	if (size === 0) return [[]];
	return list.flatMap((first, i) => subsets(list.slice(i + 1), size - 1).map((rest) => [first, ...rest]));
};

type Cord = Pick<Plugged, "from" | "to">;

/** Every patch that is so many moves away. A plug that is in nobody's way and serves nobody is no idea. */
const patchesAway = function* ({ room, cords }: Situation, moves: number): Generator<Cord[]> {
	const jacks = [...room.portAt.keys()];
	const all = subsets(jacks, 2).map(([from = "", to = ""]): Cord => ({ from, to }));
	for (let out = 0; out <= Math.min(moves, cords.length); out++)
		for (const gone of subsets(cords, out)) {
			const kept = cords.filter((cord) => !gone.includes(cord));
			const taken = new Set(kept.flatMap(({ from, to }) => [from, to]));
			const free = all.filter(({ from, to }) => !taken.has(from) && !taken.has(to));
			for (const plugs of subsets(free, moves - out)) {
				const ends = plugs.flatMap(({ from, to }) => [from, to]);
				if (new Set(ends).size === ends.length) yield [...kept, ...plugs];
			}
		}
};

/** Whether a patch makes the chain without a danger that was not there. */
const makes = ({ room, chain, cords }: Situation, patch: readonly Cord[]): boolean => {
	const copper = copperOf(room, patch);
	const before = dangersIn(room, copperOf(room, cords));
	const wanted = needsOf(room.studio, chain).wanted;
	if (!wanted.every((want) => isFed(room, copper, want))) return false;
	if (![...dangersIn(room, copper)].every((danger) => before.has(danger))) return false;
	const served = new Set(
		[...copper.values()]
			.filter((jacks) =>
				jacks.some((at) => wanted.some(({ from, to }) => [from, to].includes(room.portAt.get(at) ?? "-"))),
			)
			.flat(),
	);
	return patch.every(({ from }) => cords.some((cord) => cord.from === from) || served.has(from));
};

describe("in a room so small that everything can be tried", () => {
	test("a plan that misses nothing makes the chain, as the copper itself says", () => {
		fc.assert(
			fc.property(situations, (situation) => {
				const { plan, after, wanted } = plannedIn(situation);
				fc.pre(plan.missing.length === 0);
				const netlist = wire(situation.room.studio, { cords: after, normals: "as plugged" });
				for (const { from, to } of wanted)
					expect(arrivals(netlist, to).map((hop) => hop.from.id)).toEqual([from]);
			}),
			{ numRuns: 100 },
		);
	});

	test("no plan with fewer moves makes it", () => {
		fc.assert(
			fc.property(situations, (situation) => {
				const { plan } = plannedIn(situation);
				const moves = plan.steps.filter((step) => step.do !== "stop").length;
				fc.pre(plan.missing.length === 0 && moves > 0 && moves < 4);
				for (let fewer = 0; fewer < moves; fewer++)
					for (const patch of patchesAway(situation, fewer))
						if (makes(situation, patch)) expect({ fewer, patch }).toBe("impossible");
			}),
			{ numRuns: 40 },
		);
	});
});
