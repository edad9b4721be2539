import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Plugged } from "#model/cable.ts";
import { arrivals } from "#model/copper/link.ts";
import { wire } from "#model/copper/wiring.ts";
import { type Front, frontOf } from "#model/front.ts";
import { type Planned, planAll, planFor } from "#model/plan/plan.ts";
import type { Chain, Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { aChain, aDesk, aSession, aStudio, aUnit, someCords, theDemoStudio } from "../builders.ts";
import { aWideInterface, aWiredBay } from "./a-patch-room.ts";
import { planAt, tick } from "./a-situation.ts";

let demo: Studio;
let front: Front;
beforeAll(async () => {
	demo = await theDemoStudio();
	front = frontOf(demo);
});

const inDemo = (chains: readonly Chain[], changes: Partial<Session> = {}): Session =>
	aSession({ chains: [...chains], ...changes });
const plan = (session: Session, id: string): Planned => planFor(demo, session, front, id);
const touched = ({ plan: { steps } }: Planned): string[] =>
	steps.flatMap(({ from, to, cord }) => [from, to, ...(cord ? [cord.id] : [])]);

const first = aChain(["fet"], { id: "first", name: "First", sends: [9], returns: [9] });
const second = aChain(["opto"], { id: "second", name: "Second", sends: [10], returns: [10] });

describe("chains that share nothing", () => {
	test("none takes a cord or a jack that another was promised", () => {
		const session = inDemo([first, second]);
		const [one, other] = [touched(plan(session, "first")), touched(plan(session, "second"))];
		expect(one.length).toBeGreaterThan(0);
		expect(one.filter((thing) => other.includes(thing))).toEqual([]);
	});

	test("the cords of one are not taken out for the other", () => {
		const { after } = plan(inDemo([first]), "first");
		const { plan: later } = plan(inDemo([first, second], { cords: [...after] }), "second");
		expect(later.steps.every(({ do: does }) => does === "plug")).toBe(true);
	});

	test("plugged in whatever order, both play in the end, and neither plan asks for anything more", () => {
		const lines = fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 4, maxLength: 4 });
		const units = fc.shuffledSubarray(["fet", "opto", "bus-comp", "valve-eq", "osc-eq", "tape"], {
			minLength: 2,
			maxLength: 4,
		});
		fc.assert(
			fc.property(lines, units, fc.boolean(), ([a = 1, b = 2, c = 3, d = 4], inserts, backwards) => {
				const half = Math.ceil(inserts.length / 2);
				const chains = [
					aChain(inserts.slice(0, half), { id: "one", sends: [a], returns: [b] }),
					aChain(inserts.slice(half), { id: "two", sends: [c], returns: [d] }),
				];
				const desk = aDesk(demo);
				for (const chain of chains) desk.must({ do: "set chain", chain });
				for (const id of backwards ? ["two", "one"] : ["one", "two"])
					for (const step of planAt({ studio: demo }, desk, id).steps) tick(desk, step);
				for (const { id } of chains)
					expect(planAt({ studio: demo }, desk, id)).toMatchObject({ steps: [], missing: [] });
			}),
			{ numRuns: 25 },
		);
	});
});

describe("chains that share a unit or a line", () => {
	const rival = aChain(["fet"], { id: "rival", name: "Rival", sends: [11], returns: [11] });

	test("it is said with names, and each can still be planned by itself", () => {
		const planned = plan(inDemo([first, rival]), "rival");
		expect(planned.plan.missing).toEqual([]);
		expect(planned.plan.shared).toEqual([
			{
				chain: "first",
				sentence: "FET comp is in First too: Rival and First cannot be patched at the same time.",
			},
		]);
	});

	test("a shared converter line is called by its name", () => {
		const other = aChain(["opto"], { id: "other", name: "Other", sends: [9], returns: [12] });
		const [shared] = plan(inDemo([first, other]), "other").plan.shared;
		expect(shared?.sentence).toBe(
			"DA 9 is in First too: Other and First cannot be patched at the same time.",
		);
	});

	test("the cord that has to make room says whose it is", () => {
		const { after } = plan(inDemo([first]), "first");
		const { steps } = plan(inDemo([first, rival], { cords: [...after] }), "rival").plan;
		const [out] = steps.filter(({ do: does }) => does === "unplug");
		expect(out?.why).toMatch(/; it belongs to First, which cannot be patched at the same time$/);
	});
});

describe("all chains in one plan", () => {
	const plays = (studio: Studio, { after, wanted }: Planned): void => {
		const netlist = wire(studio, { cords: after, normals: "as plugged" });
		for (const { from, to } of wanted)
			expect(arrivals(netlist, to).map((hop) => hop.from.id)).toEqual([from]);
	};

	test("makes them all, unplugs before it plugs, and converters come last", () => {
		const cords: Plugged[] = [{ cord: "TT-90-yellow #1", from: "PB1/A10", to: "PB1/B14" }];
		const all = planAll(demo, inDemo([first, second], { cords }), front);
		expect(all.plan.missing).toEqual([]);
		const doings = all.plan.steps.map(({ do: does }) => does);
		expect(doings.lastIndexOf("unplug")).toBeLessThan(doings.indexOf("plug"));
		plays(demo, all);
	});

	test("a cord that one chain gives back is there for the next", () => {
		const room = aWiredBay({
			outs: ["interface/da1", "interface/da2", "interface/da3"],
			ins: ["interface/ad1", "interface/ad2", "interface/ad3"],
		});
		const studio = aStudio({
			gear: [aWideInterface(3), aUnit("box")],
			bays: [room.bay],
			looms: room.looms,
			store: [someCords({ count: 2 })],
		});
		const cords = [{ cord: "TT #1", from: "PB1/A03", to: "PB1/B01" }];
		const session = aSession({
			chains: [
				aChain([], { id: "a", sends: [1], returns: [1] }),
				aChain([], { id: "b", sends: [2], returns: [2] }),
			],
			cords,
		});
		const all = planAll(studio, session, frontOf(studio));
		expect(all.plan.missing).toEqual([]);
		expect(all.after.map(({ cord }) => cord).sort()).toEqual(["TT #1", "TT #2"]);
		plays(studio, all);
	});

	test("the second of two that need one unit is said to be missing it, with names", () => {
		const rival = aChain(["fet"], { id: "rival", name: "Rival", sends: [11], returns: [11] });
		const all = planAll(demo, inDemo([first, rival, second]), front);
		expect(all.plan.missing).toMatchObject([
			{
				what: "unit",
				sentence: "FET comp is in First too: Rival and First cannot be patched at the same time.",
			},
		]);
		plays(demo, all);
		expect(all.wanted.map(({ chain }) => chain)).not.toContain("rival");
	});
});
