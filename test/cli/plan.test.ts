import { beforeAll, describe, expect, test } from "vitest";
import { type ChainWish, chainOf } from "#daemon/cli/chain-wish.ts";
import { sayPlan } from "#daemon/cli/plan.ts";
import { frontOf } from "#model/front.ts";
import { planFor } from "#model/plan/plan.ts";
import type { Chain } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { aChain, aSession, aStudio, theDemoStudio } from "../builders.ts";
import {
	aMidSideBox,
	aMonitorController,
	aStereoBox,
	aSummer,
	aWideInterface,
} from "../model/a-patch-room.ts";

let demo: Studio;
beforeAll(async () => {
	demo = await theDemoStudio();
});

const room = aStudio({
	gear: [aWideInterface(8), aStereoBox("comp"), aMidSideBox(), aSummer(), aMonitorController()],
});

describe("a chain as it is typed", () => {
	const typed = (through: string, wish: ChainWish): Partial<Chain> => {
		const { id: _, name: __, ...chain } = chainOf(room, through, wish);
		return chain;
	};

	test.each<[string, string, ChainWish, Partial<Chain>]>([
		["nothing said is stereo", "comp", {}, { kind: "stereo", sends: [1, 2], returns: [1, 2] }],
		["one line is mono", "comp", { send: "3" }, { kind: "mono", sends: [3], returns: [1] }],
		["re-amp has one line", "", { kind: "reamp", return: "7" }, { kind: "re-amp", sends: [1], returns: [7] }],
		[
			"units on the right make it dual mono",
			"comp",
			{ right: "" },
			{ kind: "dual mono", inserts: ["comp"], right: [] },
		],
		["a matrix makes it mid/side", "comp", { matrix: "ms" }, { kind: "mid/side", matrix: "ms" }],
		["kinds are understood as hands type them", "comp", { kind: "Dual-Mono" }, { kind: "dual mono" }],
		[
			"a summing unit makes it parallel, with the dry sound on the next two lines",
			"comp",
			{ blend: "sum" },
			{ kind: "parallel", blend: { sends: [3, 4], unit: "sum" } },
		],
		[
			"without one the dry sound has returns of its own",
			"comp",
			{ send: "1,2", drySend: "5,6", dryReturn: "7,8" },
			{ kind: "parallel", blend: { sends: [5, 6], returns: [7, 8] } },
		],
	])("%s", (_, through, wish, chain) => {
		expect(typed(through, wish)).toMatchObject(chain);
	});

	test.each<[string, ChainWish, string, string]>([
		["moog", {}, "a unit that is not there", 'There is no unit "moog" in the studio. There are: comp, ms'],
		["comp", { right: "moog" }, "one on the right", 'There is no unit "moog"'],
		[
			"comp",
			{ kind: "surround" },
			"a kind that is not there",
			"There are: mono, stereo, dual mono, mid/side",
		],
		["comp", { send: "one" }, "a word for a line", '--send is "one": write line numbers such as 1,2.'],
		[
			"comp",
			{ kind: "mono", send: "1,2" },
			"two lines of mono",
			"A mono chain has 1 send and as many returns.",
		],
		["comp", { send: "1,2,3" }, "three lines", "two lines each way at the most"],
		["comp", { kind: "mid/side" }, "no matrix", "A mid/side chain needs a box"],
		["comp,comp", {}, "a unit twice", "Comp stands in the chain twice"],
	])("%s %o: %s is refused", (through, wish, _, sentence) => {
		expect(() => chainOf(room, through, wish)).toThrow(sentence);
	});
});

describe("a plan as it is printed", () => {
	const printed = (studio: Studio, chain: Chain): string[] =>
		sayPlan(planFor(studio, aSession({ chains: [chain] }), frontOf(studio), chain.id).plan).split("\n");

	test("every step with its reason under it, and what needs no hand after them", () => {
		const lines = printed(demo, aChain(["valve-eq"], { sends: [3], returns: [1] }));
		expect(lines[0]).toBe("  1. Plug the red 0.3 m TT–TT cord from PB1 A19 Valve EQ OUT L to PB1 B17 AD 1.");
		expect(lines[1]).toMatch(/^ {5}listens in at the half-normal PB1 A19/);
		expect(lines[2]).toBe("     DA 3 reaches Valve EQ IN L by its normal: nothing to plug.");
	});

	test("what is missing, with its cure; then nothing is said to be all done", () => {
		const lines = printed(demo, aChain(["fet"], { kind: "stereo", sends: [1, 2], returns: [1, 2] }));
		expect(lines).toEqual([
			"  !  FET comp has one channel only: use it in a mono chain, or take a stereo unit. Take a second one for the other side, or a stereo unit.",
		]);
	});

	test("nothing to do", () => {
		expect(printed(demo, aChain(["bus-comp"]))[0]).toBe("     Nothing to do.");
	});
});
