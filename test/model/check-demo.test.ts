import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { check } from "#model/check.ts";
import { isRefusal } from "#model/decide.ts";
import { type Front, frontOf } from "#model/front.ts";
import { planFor } from "#model/plan/plan.ts";
import type { Chain } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { aChain, aDesk, allIsWell, aSession, type Desk, isDeskCommand, theDemoStudio } from "../builders.ts";

let demo: Studio;
let front: Front;
beforeAll(async () => {
	demo = await theDemoStudio();
	front = frontOf(demo);
});

const bus = aChain(["bus-comp"], { kind: "stereo", sends: [1, 2], returns: [1, 2] });

describe("the demo studio", () => {
	test("is quiet before anybody has done anything", () => {
		expect(check({ studio: demo, session: aSession(), facts: allIsWell() }).findings).toEqual([]);
	});

	test("its normalled chain has exactly the converter's finding", () => {
		const { findings } = check({ studio: demo, session: aSession({ chains: [bus] }), facts: allIsWell() });
		expect(findings.map(({ code }) => code)).toEqual(["level.return-clips-first"]);
		expect(findings[0].numbers["clips at dBFS"]).toBeCloseTo(-6 + 0.0217 + 0.0649 + 0.0016, 3);
	});

	test("every jack has a name where something is behind it, and says what a plug will do", () => {
		const { jacks } = check({ studio: demo, session: aSession(), facts: allIsWell() });
		expect(jacks).toHaveLength(96);
		expect(jacks.find(({ jack }) => jack === "PB1/A05")).toEqual({
			jack: "PB1/A05",
			name: "DA 5",
			plugged: null,
			hint: "half-normal: a plug in the upper jack listens in, the normal keeps playing",
		});
		expect(jacks.find(({ jack }) => jack === "PB1/A33")?.name).toBe("LIVE ROOM MIC 1");
		expect(jacks.find(({ jack }) => jack === "PB1/B37")?.name).toBe("MULT 1");
	});

	test("the echo after a transformer output is told before anybody plugs: its loom leaves the cold wire open", () => {
		const chain = aChain(["fet", "tape-echo"], { sends: [14], returns: [14] });
		const { findings } = check({ studio: demo, session: aSession({ chains: [chain] }), facts: allIsWell() });
		expect(findings.map(({ code }) => code)).toContain("balance.no-return");
	});

	test("while the normal still hangs a converter on that winding, the converter's cold leg is its way back", () => {
		const chain = aChain(["fet", "tape-echo"], { sends: [14], returns: [9] });
		const { findings, chains: readings } = check({
			studio: demo,
			session: aSession({ chains: [chain] }),
			facts: allIsWell(),
		});
		expect(findings.map(({ code }) => code)).not.toContain("balance.no-return");
		expect(readings[0].hops[1].loss).toBeCloseTo(-6.56, 1);
	});
});

const stereoUnits = ["bus-comp", "valve-eq", "osc-eq", "serial-comp", "tape", "midi-verb"];
const reamping = ["reamp", "guitar-amp", "load-box"];
const monoUnits = [...stereoUnits, "opto", "fet", "mic-pre", "tape-echo", "re-amping"];
/** A floating winding has no way back through the echo's open cold wire. */
const floating = new Set(["valve-eq", "tape", "opto", "fet", "re-amping"]);

const lines = (count: number): fc.Arbitrary<number[]> =>
	fc.uniqueArray(fc.integer({ min: 1, max: 16 }), { minLength: count, maxLength: count });

const inserts = (units: readonly string[]): fc.Arbitrary<string[]> =>
	fc
		.shuffledSubarray([...units], { maxLength: 5 })
		.filter((order) => order.every((unit, i) => unit !== "tape-echo" || !floating.has(order[i - 1] ?? "")))
		.map((order) => order.flatMap((unit) => (unit === "re-amping" ? reamping : [unit])));

const chains: fc.Arbitrary<Chain> = fc.oneof(
	fc
		.tuple(inserts(stereoUnits), lines(2), lines(2))
		.map(([units, sends, returns]) => aChain(units, { kind: "stereo", sends, returns })),
	fc
		.tuple(inserts(monoUnits), lines(1), lines(1))
		.map(([units, sends, returns]) => aChain(units, { sends, returns })),
);

const place = fc.tuple(fc.constantFrom("A", "B"), fc.integer({ min: 1, max: 48 }));
const cordEnds = fc.array(fc.tuple(place, place), { maxLength: 6 });
const jackAt = ([row, column]: [string, number]): string => `PB1/${row}${String(column).padStart(2, "0")}`;

/** Plugs whatever goes, as somebody else left it. */
const leftOver = (desk: Desk, ends: [[string, number], [string, number]][]): void => {
	for (const [from, to] of ends) desk.does({ do: "plug", from: jackAt(from), to: jackAt(to) });
};

/** Sets a chain and carries its plan out, step by step; true if the plan asks for nothing that is not there. */
const patched = (desk: Desk, chain: Chain): boolean => {
	desk.must({ do: "set chain", chain });
	const { plan } = planFor(demo, desk.session(), front, chain.id);
	for (const { tick, sentence } of plan.steps) {
		if (!tick || !isDeskCommand(tick)) throw new Error(`nothing to tick: ${sentence}`);
		const decision = desk.does(tick);
		if (isRefusal(decision)) throw new Error(`${sentence} ${decision.because}`);
	}
	return plan.missing.length === 0;
};

const families = ["wiring.", "loop.", "connector.", "balance.", "polarity."];

describe("a plan that is carried out is done", () => {
	test("from an empty bay: nothing is left to do, nothing is wired wrong", () => {
		fc.assert(
			fc.property(chains, (chain) => {
				const desk = aDesk(demo);
				expect(patched(desk, chain)).toBe(true);
				const { findings, chains: readings } = check({
					studio: demo,
					session: desk.session(),
					front,
					facts: allIsWell(),
				});
				expect(readings[0].plan.steps).toEqual([]);
				expect(readings[0].hops.every(({ connected }) => connected)).toBe(true);
				expect(findings.filter(({ code }) => families.some((family) => code.startsWith(family)))).toEqual([]);
			}),
			{ numRuns: 60 },
		);
	});

	test("from whatever somebody else left plugged: nothing is left to do, and the chain's own wiring is right", () => {
		fc.assert(
			fc.property(chains, cordEnds, (chain, ends) => {
				const desk = aDesk(demo);
				leftOver(desk, ends);
				fc.pre(patched(desk, chain));
				const { findings, chains: readings } = check({
					studio: demo,
					session: desk.session(),
					front,
					facts: allIsWell(),
				});
				expect(readings[0].plan.steps).toEqual([]);
				const used = new Set(readings[0].hops.flatMap(({ from, to }) => [from, to]));
				const onChain = findings
					.filter(({ code }) => families.some((family) => code.startsWith(family)))
					.filter(({ places }) => places.some((at) => used.has(at)));
				expect(onChain).toEqual([]);
			}),
			{ numRuns: 60 },
		);
	});

	test("a second chain on other gear leaves the first one standing", () => {
		const first = aChain(["fet"], { id: "first", sends: [9], returns: [9] });
		const second = aChain(["opto"], { id: "second", sends: [10], returns: [10] });
		const desk = aDesk(demo);
		patched(desk, first);
		const before = desk.session().cords;
		patched(desk, second);
		expect(desk.session().cords).toEqual(expect.arrayContaining(before));
		expect(planFor(demo, desk.session(), front, "first").plan.steps).toEqual([]);
	});
});
