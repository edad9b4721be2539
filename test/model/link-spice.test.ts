import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frontOf } from "#model/front.ts";
import { planFor } from "#model/plan/plan.ts";
import type { Chain } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { spiceIsMissing } from "#test/simulators/spice.ts";
import { aChain, aDesk, isDeskCommand, theDemoStudio } from "../builders.ts";
import { everyWay, type Patched } from "./every-hop.ts";
import { randomPatch } from "./random-patch.ts";
import { type Difference, decksOf, differences, disagreeing, noiseDifferences } from "./spice-hops.ts";

/** All that is compared of some patched studios. */
const compared = (studios: readonly (readonly [name: string, patched: Patched])[]): Difference[] => {
	const decks = studios.map(([name, patched]) => decksOf(name, patched));
	return [
		...differences(decks.flatMap(({ asked }) => asked)),
		...noiseDifferences(decks.flatMap(({ seen }) => seen)),
	];
};

/** The studio as it is patched when the plans of some chains are carried out. */
const patchedFor = (studio: Studio, chains: readonly Chain[]): Patched => {
	const [desk, front] = [aDesk(studio), frontOf(studio)];
	for (const chain of chains) {
		desk.must({ do: "set chain", chain });
		for (const { tick } of planFor(studio, desk.session(), front, chain.id).plan.steps)
			if (tick && isDeskCommand(tick)) desk.must(tick);
	}
	return { studio, cords: desk.session().cords };
};

const missing = spiceIsMissing();
describe.skipIf(missing !== undefined)(
	`SPICE says the same of every hop, to 0.01 dB and 0.1 % of the corner${missing ? ` (${missing})` : ""}`,
	() => {
		test.each(Object.entries(everyWay))("every output into every input: %s", (name, patched) => {
			const all = compared([[name, patched()]]);
			expect(all.length).toBeGreaterThan(400);
			expect(disagreeing(all)).toEqual([]);
		});

		test("the demo studio, as it stands and with chains plugged", async () => {
			const studio = await theDemoStudio();
			const stereo = aChain(["valve-eq", "bus-comp"], { kind: "stereo", sends: [1, 2], returns: [3, 4] });
			const mono = aChain(["fet", "opto", "reamp", "guitar-amp", "load-box"], {
				id: "mono",
				sends: [9],
				returns: [9],
			});
			const all = compared([
				["as it stands", { studio, cords: [] }],
				["two chains", patchedFor(studio, [stereo, mono])],
			]);
			expect(all.length).toBeGreaterThan(400);
			expect(disagreeing(all)).toEqual([]);
		});

		const seed = Date.now() % 2 ** 31;
		test(`a hundred studios wired at random, seed ${seed}`, () => {
			const studios = fc.sample(randomPatch, { numRuns: 100, seed });
			const all = compared(studios.map((patched, i) => [`studio ${i}`, patched]));
			expect(all.length).toBeGreaterThan(1000);
			expect(disagreeing(all)).toEqual([]);
		});
	},
);
