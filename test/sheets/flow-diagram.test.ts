import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cordsIn, type Plugged } from "#model/cable.ts";
import { hopsOf } from "#model/copper/link.ts";
import { wire } from "#model/copper/wiring.ts";
import { jacksOf } from "#model/patchbay.ts";
import type { Studio } from "#model/studio.ts";
import { cordInk, sayCord } from "#sheets/drawing/cord-line.ts";
import { flowOf } from "#sheets/drawing/flow-boxes.ts";
import { flowDiagram } from "#sheets/drawing/flow-diagram.ts";
import { type Box, boxOf, overlap, pullsOf, type Shape, shifted } from "#sheets/drawing/shapes.ts";
import { aBay, aLoom, anInput, anOutput, aStudio, aUnit, someCords, theDemoStudio } from "../builders.ts";
import { textsOn } from "./shapes-found.ts";

const demo = await theDemoStudio();
const draw = (studio: Studio, cords: readonly Plugged[] = []) => flowDiagram(studio, { cords }, "");

type Named = {
	readonly name: string;
	readonly shapes: readonly Shape[];
	readonly at: readonly [number, number];
};
const named = (shapes: readonly Shape[], kind: string): Named[] =>
	shapes.flatMap((shape) =>
		shape.kind === "group" && shape.name.startsWith(`${kind} `)
			? [{ name: shape.name.slice(kind.length + 1), shapes: shape.shapes, at: shape.at }]
			: [],
	);

/** The frame of each box; its tags stick out of it. */
const framesOf = (shapes: readonly Shape[]): Box[] =>
	named(shapes, "box").flatMap(({ shapes, at }) =>
		shapes.slice(0, 1).map((ground) => shifted(boxOf(ground), at)),
	);

const bezier = (a: number, b: number, c: number, d: number, t: number): number =>
	(1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;

/** Points along a line of the drawing. */
const pointsOf = (shape: Shape): [number, number][] => {
	if (shape.kind !== "curve" && shape.kind !== "line") return [];
	const { from, to } = shape;
	const [one, other] = shape.kind === "curve" ? pullsOf(from, to) : [from, to];
	return Array.from({ length: 41 }, (_, i): [number, number] => [
		bezier(from[0], one[0], other[0], to[0], i / 40),
		bezier(from[1], one[1], other[1], to[1], i / 40),
	]);
};

const within = ({ left, right, top, bottom }: Box, [x, y]: [number, number]): boolean =>
	x > left + 0.6 && x < right - 0.6 && y > top + 0.6 && y < bottom - 0.6;

const patches = (studio: Studio) => {
	const store = cordsIn(studio.store).filter(({ plugs: [one, other] }) => one === "TT" && other === "TT");
	return fc.shuffledSubarray(studio.bays.flatMap(jacksOf), { minLength: 2, maxLength: 16 }).map((chosen) =>
		store.slice(0, Math.floor(chosen.length / 2)).map(({ id }, i) => ({
			cord: id,
			from: chosen[2 * i] ?? "",
			to: chosen[2 * i + 1] ?? "",
		})),
	);
};

describe("the demo studio, whatever is plugged", () => {
	test("every hop that is heard is drawn, and each line once", () => {
		fc.assert(
			fc.property(patches(demo), (cords) => {
				const lines = named(draw(demo, cords).shapes, "wire").map(({ name }) => name);
				expect(new Set(lines).size).toBe(lines.length);
				const heard = hopsOf(wire(demo, { cords, normals: "as plugged" })).map(
					({ from, to }) => `${from.id} > ${to.id}`,
				);
				expect(heard.filter((hop) => !lines.includes(hop))).toEqual([]);
			}),
			{ numRuns: 20 },
		);
	});

	test("no two boxes overlap, and no line runs through a box", () => {
		fc.assert(
			fc.property(patches(demo), (cords) => {
				const { shapes } = draw(demo, cords);
				const frames = framesOf(shapes);
				for (const [i, one] of frames.entries())
					expect(frames.slice(i + 1).filter((other) => overlap(one, other))).toEqual([]);
				const points = named(shapes, "wire").flatMap(({ shapes }) => shapes.flatMap(pointsOf));
				expect(points.filter((point) => frames.some((frame) => within(frame, point)))).toEqual([]);
			}),
			{ numRuns: 20 },
		);
	});

	test("is the same drawing every time", () => {
		expect(draw(demo)).toEqual(draw(demo));
	});
});

describe("the manner of a line", () => {
	const cords = [{ cord: "TT-60-flip #1", from: "PB1/A05", to: "PB1/B08" }];
	const { shapes } = draw(demo, cords);
	const pensOf = (line: string) =>
		named(shapes, "wire")
			.filter(({ name }) => name === line)
			.flatMap(({ shapes }) =>
				shapes.flatMap((shape) => ("from" in shape && "stroke" in shape ? [shape.stroke] : [])),
			);
	const wordsOn = (line: string): string[] =>
		named(shapes, "notes").flatMap(({ name, shapes }) => (name === line ? textsOn(shapes) : []));

	test("soldered is thin and whole, with the cable's name", () => {
		const pens = pensOf("guitar-amp/speaker > load-box/in");
		expect(pens.every(({ width, dash }) => width < 0.5 && dash.length === 0)).toBe(true);
		expect(wordsOn("guitar-amp/speaker > load-box/in")).toEqual(["S1"]);
	});

	test("normalled is dashed, with the sign of its normalling", () => {
		expect(pensOf("interface/da2 > bus-comp/in-r").every(({ dash }) => dash.length > 0)).toBe(true);
	});

	test("plugged is thick, in the cord's colour with an edge, and said in words", () => {
		const pens = pensOf("interface/da5 > serial-comp/in-r");
		expect(new Set(pens.map(({ ink }) => ink))).toEqual(new Set(["ink", "white"]));
		expect(pens.every(({ width, dash }) => width > 0.5 && dash.length === 0)).toBe(true);
		expect(wordsOn("interface/da5 > serial-comp/in-r")).toEqual(["TT-60-flip #1, white, inverted"]);
	});

	test("colours that people say are found, others are black", () => {
		expect(["dark blue", "gray", "Purple", "black", "mauve"].map(cordInk)).toEqual([
			"blue",
			"grey",
			"violet",
			"ink",
			"ink",
		]);
		const [blue] = cordsIn(demo.store.filter(({ id }) => id === "TT-60-blue"));
		expect(blue && sayCord(blue)).toBe("TT-60-blue #1");
	});
});

describe("what stands in the drawing", () => {
	const words = textsOn(draw(demo).shapes);

	test("units with their numbers, sockets, jacks and cables; the converter on both sides", () => {
		expect(words).toEqual(expect.arrayContaining(["Valve EQ", "2", "IN L", "PB1 B03", "L3", "DA 1", "AD 1"]));
		expect(words.filter((said) => said === "Interface")).toHaveLength(2);
	});

	test("jacks that have a name and no unit, as sources; a mult is none", () => {
		expect(words).toEqual(expect.arrayContaining(["LIVE ROOM MIC 1", "PB1 A33"]));
		const cords = [
			{ cord: "TT-60-blue #1", from: "PB1/A01", to: "PB1/A37" },
			{ cord: "TT-60-blue #2", from: "PB1/B37", to: "PB1/B13" },
		];
		const { wires, boxes } = flowOf(demo, { cords });
		expect(wires.find(({ to }) => to === "opto/in")).toMatchObject({
			from: "interface/da1",
			manner: "plugged",
		});
		expect(boxes.find(({ id }) => id === "PB1")?.outs.map(({ label }) => label)).toEqual([
			"LIVE ROOM MIC 1",
			"LIVE ROOM MIC 2",
		]);
	});

	test("units that nothing leads to, by name", () => {
		expect(words).toContain("No line leads to: Tape echo.");
	});
});

describe("a signal that comes back to where it came from", () => {
	const desk = aUnit("desk", {
		ports: { send: anOutput(), return: anInput() },
		paths: [],
	});
	const studio = aStudio({
		gear: [desk, aUnit("fet")],
		bays: [aBay({ columns: 2, points: [] })],
		looms: [aLoom("desk/send", "fet/in", "OUT"), aLoom("fet/out", "desk/return", "BACK")],
		store: [someCords()],
	});

	test("opens at the box with the most lines, which is drawn in two halves", () => {
		const { boxes } = flowOf(studio, { cords: [] });
		expect(boxes.map(({ id }) => id)).toEqual(["desk gives", "desk takes", "fet"]);
		const lines = named(draw(studio).shapes, "wire").map(({ name }) => name);
		expect(lines.sort()).toEqual(["desk/send > fet/in", "fet/out > desk/return"]);
	});

	test("even straight back", () => {
		const howl = aStudio({ gear: [desk], looms: [aLoom("desk/send", "desk/return")] });
		expect(flowOf(howl, { cords: [] }).boxes.map(({ id }) => id)).toEqual(["desk gives", "desk takes"]);
	});
});
