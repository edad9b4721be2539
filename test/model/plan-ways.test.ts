import { describe, expect, test } from "vitest";
import { frontOf } from "#model/front.ts";
import { reach } from "#model/front-cords.ts";
import { planFor } from "#model/plan/plan.ts";
import type { Studio } from "#model/studio.ts";
import { undoing } from "#model/undo.ts";
import {
	aBay,
	aChain,
	aDesk,
	aLoom,
	anInterface,
	aSession,
	aStudio,
	aUnit,
	type BuiltUnit,
	someCords,
} from "../builders.ts";
import { aRouter, aWiredBay } from "./a-patch-room.ts";
import { ids, lacks, planned, planOf, plays } from "./a-plan.ts";

const inRoom = ({ unit, model }: BuiltUnit, room: string): BuiltUnit => ({ unit: { ...unit, room }, model });

describe("from room to room", () => {
	const control = aWiredBay(
		{ outs: ["interface/da1", "", ""], ins: ["interface/ad1", "", ""] },
		{ id: "CR", room: "control" },
	);
	const live = (ins: readonly string[], normals: "open" | "half-normal" = "open") =>
		aWiredBay(
			{ outs: ["eq/out", "", ""], ins },
			{ id: "LR", room: "live", points: [{ columns: "1-3", normalling: normals }] },
		);
	const rooms = (
		far: ReturnType<typeof live>,
		ties: readonly (readonly [string, string, string])[],
	): Studio =>
		aStudio({
			gear: [inRoom(anInterface(), "control"), inRoom(aUnit("eq"), "live")],
			bays: [control.bay, far.bay],
			looms: [
				...control.looms,
				...far.looms,
				...ties.map(([from, to, id]) => aLoom(`${from} rear`, `${to} rear`, id)),
			],
			store: [someCords()],
		});
	const two = [
		["CR/A02", "LR/A02", "T1"],
		["CR/A03", "LR/A03", "T2"],
	] as const;

	test("tie lines are taken, and told with their name and the room", () => {
		const studio = rooms(live(["eq/in"]), two);
		const result = planned(studio, aChain(["eq"]));
		expect(result.plan.missing).toEqual([]);
		expect(ids(result.plan)).toEqual([
			"plug CR/A01 CR/A02",
			"plug LR/A02 LR/B01",
			"plug LR/A01 LR/A03",
			"plug CR/A03 CR/B01",
		]);
		expect(result.plan.steps[0].why).toContain("over tie line T1, because Eq is patched in live");
		expect(result.plan.steps[2].why).toContain("over tie line T2, because Interface is patched in control");
		plays(studio, result);
	});

	test("a tie line that is normalled to the unit at its far end needs no cord there", () => {
		const studio = rooms(live(["", "eq/in"], "half-normal"), two);
		const result = planned(studio, aChain(["eq"]));
		expect(ids(result.plan)).toContain("plug CR/A01 CR/A02");
		expect(ids(result.plan)).toHaveLength(3);
		plays(studio, result);
	});

	test("a tie line that hangs already is kept", () => {
		const studio = rooms(live(["eq/in"]), two);
		const cords = [{ cord: "TT #8", from: "CR/A03", to: "CR/B01" }];
		const result = planned(studio, aChain(["eq"]), { cords });
		expect(ids(result.plan)).toEqual(["plug CR/A01 CR/A02", "plug LR/A02 LR/B01", "plug LR/A01 LR/A03"]);
	});

	test("no cord is long enough for another room", () => {
		const studio = rooms(live(["eq/in"]), two);
		expect(reach(frontOf(studio), "CR/A01", "LR/A01")).toBe(Number.POSITIVE_INFINITY);
	});

	test("one tie line too few is one tie line that is missing", () => {
		const plan = planOf(rooms(live(["eq/in"]), two.slice(0, 1)), aChain(["eq"]));
		expect(plan.missing).toMatchObject([{ what: "tie line", count: 1 }]);
		expect(lacks(plan)[0]).toMatch(
			/^A tie line from live to control is missing: for Eq OUT to Interface AD1\./,
		);
	});
});

describe("a router is turned instead of plugged", () => {
	const wired = (size = 4): Studio =>
		aStudio({
			gear: [anInterface(), aUnit("box"), aRouter("router", size)],
			looms: [
				aLoom("interface/da1", "router/in1"),
				aLoom("box/out", "router/in2"),
				aLoom("router/out1", "box/in"),
				aLoom("router/out2", "interface/ad1"),
			],
			store: [someCords()],
		});

	test("what is soldered to it takes a turn each, with its command", () => {
		const studio = wired();
		const result = planned(studio, aChain(["box"]));
		expect(result.plan.steps.map(({ do: does, tick }) => [does, tick])).toEqual([
			["turn", { do: "turn", unit: "router", control: "route-out1", setting: "in1" }],
			["turn", { do: "turn", unit: "router", control: "route-out2", setting: "in2" }],
		]);
		expect(result.plan.steps[0].sentence).toBe("Let Router OUT1 give Router IN1.");
		expect(result.plan.steps[0].why).toBe("Router joins Router IN1 to Router OUT1 by itself: no cord");
		plays(studio, result);
	});

	test("a crosspoint that is set so already is left alone, another is turned over", () => {
		const at = { how: "by hand" as const, at: "" };
		const settings = {
			router: { "route-out1": { setting: "in1", ...at }, "route-out2": { setting: "in1", ...at } },
		};
		const plan = planOf(wired(), aChain(["box"]), { settings });
		expect(ids(plan)).toEqual(["turn router route-out2"]);
		expect(plan.steps[0].why).toContain("until now it gave Router IN1");
		expect(plan.routed.map(({ sentence }) => sentence)).toEqual([
			"Router OUT1 gives Router IN1.",
			"Router OUT2 is to give Router IN2.",
		]);
	});

	test("a turn that was ticked is taken back as it was, and asked for again", () => {
		const desk = aDesk(wired());
		const ask = () => planFor(wired(), desk.session(), frontOf(wired()), "chain").plan;
		desk.must({ do: "set chain", chain: aChain(["box"]) });
		const [first] = ask().steps;
		if (first.tick?.do === "turn") desk.must(first.tick);
		expect(ids(ask())).toEqual(["turn router route-out2"]);
		expect(undoing(wired(), desk.events())?.label).toBe("OUT 1 unknown → in1");
		desk.undo();
		expect(desk.session().settings.router).toEqual({});
		expect(ids(ask())).toEqual(["turn router route-out1", "turn router route-out2"]);
	});

	test("it is told along which stretches of copper the sound then runs", () => {
		const { stretches } = planned(wired(), aChain(["box"]));
		expect([...stretches.values()]).toEqual([
			[
				{ from: "interface/da1", to: "router/in1" },
				{ from: "router/out1", to: "box/in" },
			],
			[
				{ from: "box/out", to: "router/in2" },
				{ from: "router/out2", to: "interface/ad1" },
			],
		]);
	});

	test("where its output is on a bay in the other room, it is plugged on from there", () => {
		const far = aWiredBay(
			{ outs: ["router/out1", "box/out"], ins: ["box/in", "router/in2"] },
			{ room: "live" },
		);
		const studio = aStudio({
			gear: [
				inRoom(anInterface(), "control"),
				inRoom(aUnit("box"), "live"),
				inRoom(aRouter("router"), "control"),
			],
			bays: [far.bay],
			looms: [...far.looms, aLoom("interface/da1", "router/in1"), aLoom("router/out2", "interface/ad1")],
			store: [someCords()],
		});
		const result = planned(studio, aChain(["box"]));
		expect(ids(result.plan)).toEqual([
			"turn router route-out1",
			"turn router route-out2",
			"plug PB1/A01 PB1/B01",
			"plug PB1/A02 PB1/B02",
		]);
		plays(studio, result);
	});

	test("two chains do not share one of its outputs", () => {
		const studio = wired();
		const first = aChain(["box"], { id: "first" });
		const second = aChain([], { id: "second", sends: [2], returns: [2] });
		const session = aSession({ chains: [first, second] });
		const { plan } = planFor(studio, session, frontOf(studio), "second");
		expect(ids(plan)).toEqual([]);
		expect(lacks(plan)[0]).toContain("A cord XLR-3–XLR-3 of 1.5 m or more is missing");
	});
});

describe("a bay of three rows", () => {
	const studio = aStudio({
		gear: [anInterface(), aUnit("box")],
		bays: [
			aBay({
				rows: 3,
				columns: 2,
				points: [
					{ columns: "1-2", rows: "AB", normalling: "half-normal" },
					{ columns: "1-2", rows: "BC", normalling: "open" },
				],
			}),
		],
		looms: [
			aLoom("PB1/A01 rear", "interface/da1"),
			aLoom("PB1/B01 rear", "interface/ad2"),
			aLoom("PB1/C01 rear", "box/in"),
			aLoom("PB1/A02 rear", "box/out"),
			aLoom("PB1/B02 rear", "interface/ad1"),
		],
		store: [someCords()],
	});

	test("its third row is plugged as any other, and its normals are used", () => {
		const result = planned(studio, aChain(["box"]));
		expect(ids(result.plan)).toEqual(["plug PB1/A01 PB1/C01"]);
		expect(result.plan.normals.map(({ sentence }) => sentence)).toEqual([
			"Box OUT reaches Interface AD1 by its normal: nothing to plug.",
		]);
		plays(studio, result);
	});
});
