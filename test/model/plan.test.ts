import { beforeAll, describe, expect, test } from "vitest";
import type { Plugged } from "#model/cable.ts";
import { type Front, frontOf } from "#model/front.ts";
import { reach } from "#model/front-cords.ts";
import { planFor } from "#model/plan/plan.ts";
import type { Plan } from "#model/readings.ts";
import type { Chain } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aChain,
	aLoom,
	anInput,
	anOutput,
	aReceiver,
	aSession,
	aStudio,
	aUnit,
	someCords,
	theDemoStudio,
} from "../builders.ts";
import { lacks, planOf } from "./a-plan.ts";

let demo: Studio;
let front: Front;
beforeAll(async () => {
	demo = await theDemoStudio();
	front = frontOf(demo);
});

const ways = ({ steps }: Pick<Plan, "steps">): string[] =>
	steps.map((step) => `${step.do} ${step.from} ${step.to}`.trim());

const stereo = (inserts: string[], sends: number[], returns: number[]): Chain =>
	aChain(inserts, { kind: "stereo", sends, returns });

describe("what is there already is used", () => {
	test("the normalled bus compressor needs no cord at all", () => {
		const { steps, normals, missing } = planOf(demo, stereo(["bus-comp"], [1, 2], [1, 2]));
		expect(steps).toEqual([]);
		expect(missing).toEqual([]);
		expect(normals.map(({ sentence }) => sentence)).toContain(
			"DA 1 reaches Bus comp IN L by its normal: nothing to plug.",
		);
	});

	test("a loom between amplifier and load box needs no cord", () => {
		const chain = aChain(["reamp", "guitar-amp", "load-box"], { sends: [15], returns: [15] });
		const { normals, steps } = planOf(demo, chain);
		expect(normals.map(({ sentence }) => sentence)).toContain(
			"Guitar amp SPEAKER reaches Load box IN by a loom: nothing to plug.",
		);
		expect(steps.map(({ cord }) => cord?.stock)).toEqual(["TS-150"]);
	});

	test("a cord that hangs where the chain wants it stays", () => {
		const hanging: Plugged = { cord: "TT-30-red #3", from: "PB1/A17", to: "PB1/B03" };
		const chain = stereo(["bus-comp", "valve-eq"], [1, 2], [3, 4]);
		const plan = planOf(demo, chain, { cords: [hanging] });
		expect(ways(plan)).toEqual(["plug PB1/A18 PB1/B04"]);
	});

	test("a cord that lies the other way round serves as well", () => {
		const hanging: Plugged = { cord: "TT-30-red #3", from: "PB1/B03", to: "PB1/A17" };
		const plan = planOf(demo, aChain(["bus-comp", "valve-eq"], { returns: [3] }), { cords: [hanging] });
		expect(plan.steps).toEqual([]);
	});
});

describe("the order in which it is safe", () => {
	const chain = stereo(["valve-eq", "bus-comp"], [1, 2], [3, 4]);
	const inTheWay: Plugged[] = [
		{ cord: "TT-90-yellow #1", from: "PB1/A05", to: "PB1/B03" },
		{ cord: "TT-90-yellow #2", from: "PB1/A09", to: "PB1/B09" },
	];

	test("unplug first, then upstream to downstream, left before right, returns last", () => {
		expect(ways(planOf(demo, chain, { cords: inTheWay }))).toEqual([
			"unplug PB1/A05 PB1/B03",
			"plug PB1/A01 PB1/B03",
			"plug PB1/A02 PB1/B04",
			"plug PB1/A19 PB1/B01",
			"plug PB1/A20 PB1/B02",
			"plug PB1/A17 PB1/B19",
			"plug PB1/A18 PB1/B20",
		]);
	});

	test("a cord that touches nothing of the chain is left alone", () => {
		const { after } = planFor(demo, aSession({ chains: [chain], cords: inTheWay }), frontOf(demo), chain.id);
		expect(after).toContainEqual(inTheWay[1]);
	});

	test("every step says what its plug does to the normal", () => {
		const [, plug] = planOf(demo, chain, { cords: inTheWay }).steps;
		expect(plug.why).toBe(
			"listens in at the half-normal PB1 A01: DA 1 goes on to Bus comp IN L as well; breaks the half-normal PB1 B03: DA 3 no longer reaches Valve EQ IN L, which nothing else needs; 0.3 m is the shortest free cord that reaches 2 columns",
		);
		expect(plug.sentence).toBe("Plug the red 0.3 m TT–TT cord from PB1 A01 DA 1 to PB1 B03 Valve EQ IN L.");
	});

	test("48 V on a line that a plug touches is switched off before anything else", () => {
		const mic = aChain(["mic-pre"], { sends: [1], returns: [1] });
		const settings = { "mic-pre": { "phantom-1": { setting: "On", how: "by hand" as const, at: "" } } };
		const [first, second] = planOf(demo, mic, { settings }).steps;
		expect(first).toMatchObject({
			do: "stop",
			sentence: "Switch 48 V off on Mic pre MIC 1 and wait 30 seconds.",
			tick: { do: "turn", unit: "mic-pre", control: "phantom-1", setting: "Off" },
		});
		expect(second.do).toBe("plug");
	});

	test("48 V on another line stops nobody", () => {
		const settings = { "mic-pre": { "phantom-2": { setting: "On", how: "by hand" as const, at: "" } } };
		expect(planOf(demo, aChain(["mic-pre"]), { settings }).steps.map((step) => step.do)).not.toContain(
			"stop",
		);
	});

	test("where nobody knows how the 48 V switch of a real preamp stands, a person looks first", () => {
		const real = {
			...demo,
			models: Object.fromEntries(
				Object.entries(demo.models).map(([name, model]) => [name, { ...model, simulated: false }]),
			),
		};
		const [first] = planOf(real, aChain(["mic-pre"])).steps;
		expect(first.sentence).toBe(
			"Look whether 48 V is off on Mic pre MIC 1: nobody has said how its switch stands.",
		);
	});

	test("48 V behind a normal is met by a plug in the upper jack as well", () => {
		const studio = aStudio({
			gear: [
				aUnit("pre", {
					ports: { mic: anInput({ stage: "microphone", phantom: "phantom" }), out: anOutput() },
					controls: {
						phantom: {
							label: "48 V",
							kind: "button",
							at: [0, 0],
							positions: [{ name: "Off" }, { name: "On" }],
							default: "On",
						},
					},
					paths: [],
				}),
				aUnit("box"),
			],
			bays: [aBay({ points: [{ columns: "1-2", normalling: "full normal" }] })],
			looms: [
				aLoom("PB1/A01 rear", "box/out"),
				aLoom("PB1/B01 rear", "pre/mic"),
				aLoom("PB1/A02 rear", "interface/da1"),
				aLoom("PB1/B02 rear", "box/in"),
			],
			store: [someCords({ plugs: ["TT", "XLR-3"], length: "3 m" })],
		});
		expect(planOf(studio, aChain(["box"])).steps.map((step) => step.do)).toEqual(["stop", "plug"]);
	});
});

describe("cords", () => {
	const chain = stereo(["valve-eq", "serial-comp", "osc-eq", "bus-comp"], [1, 2], [15, 16]);

	test("every cord exists, reaches, fits and is used once", () => {
		const { steps } = planOf(demo, chain);
		const plugs = steps.filter((step) => step.do === "plug");
		expect(plugs).toHaveLength(10);
		expect(new Set(plugs.map(({ cord }) => cord?.id)).size).toBe(10);
		for (const { cord, from, to } of plugs)
			expect(cord?.length).toBeGreaterThanOrEqual(reach(front, from, to));
	});

	test("the shortest that reaches is taken", () => {
		const { steps } = planOf(demo, aChain(["valve-eq"], { sends: [1], returns: [1] }));
		expect(steps.map(({ cord }) => cord?.length)).toEqual([0.3, 0.3]);
	});

	test("a cord that is taken out may be used again", () => {
		const studio = {
			...demo,
			store: demo.store.filter(({ id }) => id === "TT-90-yellow").map((stock) => ({ ...stock, count: 2 })),
		};
		const cords = [{ cord: "TT-90-yellow #1", from: "PB1/A05", to: "PB1/B03" }];
		const { steps, missing } = planOf(studio, aChain(["valve-eq"]), { cords });
		expect(missing).toEqual([]);
		expect(steps.map(({ cord }) => cord?.id).sort()).toEqual([
			"TT-90-yellow #1",
			"TT-90-yellow #1",
			"TT-90-yellow #2",
		]);
	});

	test("cords that swap hot and cold are never planned", () => {
		const studio = { ...demo, store: demo.store.filter(({ id }) => id === "TT-60-flip") };
		expect(planOf(studio, aChain(["valve-eq"])).missing.map(({ count }) => count)).toEqual([2]);
	});
});

describe("a chain that cannot be says what is missing", () => {
	test.each([
		[
			"a mono unit on two sides",
			stereo(["fet"], [1, 2], [1, 2]),
			"FET comp has one channel only: use it in a mono chain, or take a stereo unit.",
		],
		[
			"an output that is not there",
			aChain(["fet"], { sends: [17] }),
			"The interface has no output 17; it has 16.",
		],
		[
			"an input that is not there",
			aChain(["fet"], { returns: [99] }),
			"The interface has no input 99; it has 16.",
		],
		["a unit that is not there", aChain(["moog"]), 'There is no unit "moog" in the studio.'],
		["a unit twice", aChain(["fet", "fet"]), "FET comp stands in the chain twice; it exists once."],
		[
			"one side too few",
			stereo(["bus-comp"], [1], [1, 2]),
			"A stereo chain has 2 sends and as many returns.",
		],
		[
			"one input for both sides",
			stereo(["bus-comp"], [1, 2], [1, 1]),
			"Both sides cannot come back on one input: choose two returns.",
		],
	])("%s", (_, chain, sentence) => {
		const plan = planOf(demo, chain);
		expect(lacks(plan)).toContain(sentence);
		expect(plan.steps).toEqual([]);
	});

	test("no cord left in the store", () => {
		expect(lacks(planOf({ ...demo, store: [] }, aChain(["valve-eq"])))).toEqual([
			"2 cords TT–TT of 0.3 m or more are missing: for PB1 A01 DA 1 to PB1 B03 Valve EQ IN L and PB1 A19 Valve EQ OUT L to PB1 B17 AD 1.",
		]);
	});

	test("a gear file without a path", () => {
		const studio = aStudio({ gear: [aUnit("box", { paths: [] })] });
		expect(lacks(planOf(studio, aChain(["box"])))).toEqual([
			"The gear file of Box does not say which way the signal goes through it.",
		]);
	});

	test("a port that is wired where no cord reaches it", () => {
		const studio = aStudio({
			gear: [aUnit("box"), aReceiver("monitor")],
			looms: [aLoom("box/out", "monitor/in")],
			store: [someCords({ plugs: ["XLR-3", "XLR-3"], length: "3 m" })],
		});
		const plan = planOf(studio, aChain(["box"]));
		expect(lacks(plan)).toEqual(["Box OUT has no free jack: it is neither on a bay nor open at the rack."]);
		expect(ways(plan)).toEqual(["plug interface/da1 box/in"]);
	});

	test("an inverted loom is no reason to find no jack", () => {
		const studio = aStudio({
			gear: [aUnit("box")],
			bays: [aBay({ columns: 2 })],
			looms: [
				aLoom({ into: "PB1/A01 rear", inverted: true }, "interface/da1"),
				aLoom("PB1/B01 rear", "box/in"),
				aLoom("PB1/A02 rear", "box/out"),
				aLoom("PB1/B02 rear", "interface/ad1"),
			],
			store: [someCords()],
		});
		const { missing, steps } = planOf(studio, aChain(["box"]));
		expect([missing, steps]).toEqual([[], []]);
	});
});
