import { describe, expect, test } from "vitest";
import type { Plugged } from "#model/cable.ts";
import { check } from "#model/check.ts";
import type { ChainReading, HopReading } from "#model/readings.ts";
import type { Chain } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { chainDiagram } from "#sheets/drawing/chain-diagram.ts";
import { afterSteps, lanesOf } from "#sheets/drawing/chain-lanes.ts";
import { levelDiagram } from "#sheets/drawing/level-diagram.ts";
import { overlap, type Shape } from "#sheets/drawing/shapes.ts";
import {
	aChain,
	aLoom,
	allIsWell,
	anInput,
	anOutput,
	aSession,
	aStudio,
	aUnit,
	theDemoStudio,
} from "../builders.ts";
import { found, textsOn } from "./shapes-found.ts";

const demo = await theDemoStudio();
const stereo = { kind: "stereo" as const, sends: [1, 2], returns: [1, 2] };

const readingOf = (studio: Studio, chain: Chain, cords: Plugged[] = []): ChainReading => {
	const session = aSession({ chains: [chain], cords });
	const [reading] = check({ studio, session, facts: allIsWell() }).chains;
	if (!reading) throw new Error("The chain was not read");
	return reading;
};
const draw = (studio: Studio, chain: Chain, cords: Plugged[] = []) =>
	chainDiagram(studio, chain, readingOf(studio, chain, cords), { cords });

const groups = (shapes: readonly Shape[], kind: string): Extract<Shape, { kind: "group" }>[] =>
	shapes.flatMap((shape) =>
		shape.kind === "group"
			? [...(shape.name.startsWith(`${kind} `) ? [shape] : []), ...groups(shape.shapes, kind)]
			: [],
	);
const wordsOf = (shapes: readonly Shape[], hop: string): string[] =>
	groups(shapes, "hop").flatMap(({ name, shapes }) => (name === `hop ${hop}` ? textsOn(shapes) : []));

describe("a stereo chain of the demo studio", () => {
	const chain = aChain(["valve-eq", "bus-comp"], stereo);
	const { shapes } = draw(demo, chain);

	test("has every hop of both sides once, and each unit as one box over both", () => {
		const hops = readingOf(demo, chain).hops.map(({ from, to }) => `hop ${from} > ${to}`);
		expect(groups(shapes, "hop").map(({ name }) => name)).toEqual(hops);
		expect(groups(shapes, "unit").map(({ name }) => name)).toEqual([
			"unit interface",
			"unit valve-eq",
			"unit bus-comp",
			"unit interface",
		]);
	});

	test("tells of a hop: looms, jacks, the cord with its step, level, loss and headroom", () => {
		expect(wordsOf(shapes, "interface/da1 > valve-eq/in-l")).toEqual([
			"L1",
			"PB1 A01",
			"L3",
			"PB1 B03",
			"1",
			"TT-30-red #1",
			"+4.0 dBu",
			"−0.04 dB on the way",
			"18.0 dB headroom",
			"noise −94.0 dBu",
		]);
	});

	test("tells of a normal that serves, by its kind and without a step", () => {
		const words = wordsOf(shapes, "bus-comp/out-l > interface/ad1");
		expect(words).toEqual(expect.arrayContaining(["PB1 A17", "half-normal", "PB1 B17"]));
	});

	test("tells what is to be done, and who clips first", () => {
		const words = textsOn(shapes);
		expect(words).toContain("To do, in this order");
		expect(words.some((said) => said.startsWith("4. Plug the blue"))).toBe(true);
		expect(words.some((said) => said.includes("AD 1 clips first, at −5.7 dBFS of the send"))).toBe(true);
	});

	test("has words that do not lie upon each other", () => {
		const texts = found(shapes).filter(({ shape }) => shape.kind === "text");
		for (const [i, one] of texts.entries()) {
			const upon = texts.slice(i + 1).filter(({ box }) => {
				const [a, b] = [one.box, box].map(({ left, right, top, bottom }) => ({
					left,
					right,
					top: top + 0.5,
					bottom: bottom - 0.5,
				}));
				return a && b && overlap(a, b);
			});
			expect(upon.map(({ shape }) => [shape, one.shape])).toEqual([]);
		}
	});

	test("is the same drawing every time", () => {
		expect(draw(demo, chain)).toEqual(draw(demo, chain));
	});
});

describe("chains of other kinds", () => {
	const unitsIn = (chain: Chain): string[] =>
		groups(draw(demo, chain).shapes, "unit").map(({ name }) => name.slice("unit ".length));

	test("parallel: both sides of the units are one box, the dry half goes below them", () => {
		const blend = { sends: [3, 4], returns: [3, 4] };
		const chain = aChain(["valve-eq"], { ...stereo, kind: "parallel", blend });
		const sides = lanesOf(demo, readingOf(demo, chain), { cords: [] }).map(({ side, hops }) => [
			side,
			hops.length,
		]);
		expect(sides).toEqual([
			[0, 2],
			[1, 2],
			[0, 1],
			[1, 1],
		]);
		expect(unitsIn(chain).filter((unit) => unit === "valve-eq")).toHaveLength(1);
	});

	test("dual mono: each side has units of its own, and the shorter one ends earlier", () => {
		const chain = aChain(["opto"], { ...stereo, kind: "dual mono", right: ["fet", "bus-comp"] });
		expect(unitsIn(chain)).toEqual(["interface", "opto", "fet", "interface", "bus-comp", "interface"]);
	});

	test("re-amp: a soldered speaker line and a cord straight into the amplifier", () => {
		const chain = aChain(["reamp", "guitar-amp", "load-box"], { kind: "re-amp", sends: [15] });
		const { shapes } = draw(demo, chain);
		expect(wordsOf(shapes, "guitar-amp/speaker > load-box/in")[0]).toBe("S1");
		expect(wordsOf(shapes, "reamp/out > guitar-amp/in")).toEqual(
			expect.arrayContaining(["1", "TS-150 #1, black"]),
		);
	});
});

test("when the steps are done the cords are the same and have no step any more", () => {
	const chain = aChain(["valve-eq"], stereo);
	const before = readingOf(demo, chain);
	const cords = afterSteps([], before.plan.steps);
	expect(cords.length).toBeGreaterThan(0);
	const after = readingOf(demo, chain, cords);
	expect(after.plan.steps).toEqual([]);
	const ways = (reading: ChainReading, hanging: Plugged[]) =>
		lanesOf(demo, reading, { cords: hanging }).flatMap(({ hops }) => hops.map(({ way }) => way));
	expect(ways(after, cords)).toEqual(ways(before, []));
	expect(textsOn(draw(demo, chain, cords).shapes)).toContain("Nothing to plug");
});

test("a cord that a step takes out hangs no more", () => {
	const step = { id: "x", do: "unplug", sentence: "", why: "", from: "", to: "", tick: null } as const;
	const cord = { id: "TT #1", stock: "TT", colour: "red", length: 1 };
	const hanging = [
		{ cord: "TT #1", from: "PB1/A01", to: "PB1/B01" },
		{ cord: "TT #2", from: "PB1/A02", to: "PB1/B02" },
	];
	expect(afterSteps(hanging, [{ ...step, cord }])).toEqual([hanging[1]]);
});

test("a long chain goes on in a second line, which begins with the unit that ended the first", () => {
	const chain = aChain(["valve-eq", "bus-comp", "tape", "opto", "fet"]);
	const units = groups(draw(demo, chain).shapes, "unit").map(({ name }) => name.slice("unit ".length));
	expect(units).toEqual(["interface", "valve-eq", "bus-comp", "tape", "opto", "opto", "fet", "interface"]);
	const { box } = draw(demo, chain);
	expect(box.right - box.left).toBeLessThan(420 - 2 * 4);
});

describe("what is not known is said", () => {
	const mystery = aUnit("mystery", { paths: [{ from: "in", to: "out" }] });
	const ports = { in: anInput({ maximum: "unknown" }), out: anOutput() };
	const quiet = aUnit("quiet", { ports, paths: [{ from: "in", to: "out", gain: [0] }] });
	const studio = aStudio({
		gear: [mystery, quiet],
		looms: [
			aLoom("interface/da1", "quiet/in", "A"),
			aLoom("quiet/out", "mystery/in", "B"),
			aLoom("mystery/out", "interface/ad1", "C"),
		],
	});
	const { shapes } = draw(studio, aChain(["quiet", "mystery"]));

	test("a maximum, a level behind a unit whose gain nobody knows, and so the gain of it all", () => {
		expect(wordsOf(shapes, "interface/da1 > quiet/in")).toContain("headroom unknown");
		expect(textsOn(shapes)).toContain("maximum unknown");
	});

	test("soldered hops say their loom and no jack", () => {
		expect(wordsOf(shapes, "quiet/out > mystery/in")[0]).toBe("B");
		expect(textsOn(shapes).filter((said) => /^PB/.test(said))).toEqual([]);
	});

	test("a hop that nothing joins is drawn as missing", () => {
		const open = aStudio({ gear: [aUnit("fet")], looms: [aLoom("interface/da1", "fet/in", "A")] });
		const drawing = draw(open, aChain(["fet"]));
		expect(wordsOf(drawing.shapes, "fet/out > interface/ad1")).toContain("not connected");
		expect(wordsOf(drawing.shapes, "fet/out > interface/ad1")).toContain("level unknown");
	});
});

describe("the diagram of levels", () => {
	const aHop = (level: number | null, headroom: number | null): HopReading => ({
		from: "a/out",
		to: "b/in",
		says: { from: "A", to: "B" },
		side: 0,
		bass: null,
		treble: null,
		corner: null,
		metres: 0,
		driven: "none",
		thermal: null,
		noise: null,
		noiseIsAtLeast: false,
		loudest: null,
		assumed: [],
		through: null,
		level,
		loss: 0,
		headroom,
		clipsAt: null,
		inverted: false,
		connected: true,
	});
	const span = (i: number, hop: HopReading) => ({ from: i * 100, to: i * 100 + 50, hop });
	const left = [aHop(4, 20), aHop(-6, 20), aHop(null, null)].map((hop, i) => span(i, hop));
	const all = left.map(({ hop }) => hop);
	const draw = (sides: Parameters<typeof levelDiagram>[0]) => levelDiagram(sides, 300, all, all[0]);
	const pensOf = (sides: Parameters<typeof levelDiagram>[0]) =>
		draw(sides).flatMap((shape) => (shape.kind === "line" && shape.stroke.width >= 0.6 ? [shape] : []));

	test("has what is 10 dB lower one division lower, levels and ceilings alike", () => {
		const shapes = draw([left]);
		const divisions = shapes.flatMap((shape) =>
			shape.kind === "line" && shape.from[0] === 0 ? [shape.from[1]] : [],
		);
		const division = (divisions[0] ?? 0) - (divisions[1] ?? 0);
		const bars = shapes.flatMap((shape) =>
			shape.kind === "line" && shape.to[0] - shape.from[0] === 14 ? [shape.from[1]] : [],
		);
		expect((bars[1] ?? 0) - (bars[0] ?? 0)).toBeCloseTo(division, 9);
		const [first, , second] = pensOf([left]).filter(({ stroke: { width } }) => width === 0.7);
		expect((second?.from[1] ?? 0) - (first?.from[1] ?? 0)).toBeCloseTo(division, 9);
	});

	test("draws another side only where it differs, and dashed", () => {
		const dashed = (sides: Parameters<typeof levelDiagram>[0]) =>
			pensOf(sides).filter(({ stroke: { dash } }) => dash.length > 0);
		expect(dashed([left, left])).toEqual([]);
		const right = [aHop(4, 20), aHop(-5, 19), aHop(null, null)].map((hop, i) => span(i, hop));
		expect(dashed([left, right]).length).toBeGreaterThan(0);
	});

	test("says an unknown level instead of drawing one", () => {
		expect(textsOn(draw([left]))).toContain("level unknown");
	});
});
