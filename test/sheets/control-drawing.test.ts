import { describe, expect, test } from "vitest";
import { Control, isKnob } from "#model/parameter.ts";
import { controlDrawing } from "#sheets/drawing/control-drawing.ts";
import { evenly, pointerAngle, sayFigure } from "#sheets/drawing/knob.ts";
import { BLANK, type Reading, UNKNOWN } from "#sheets/drawing/reading.ts";
import type { Shape } from "#sheets/drawing/shapes.ts";
import { aKnob, aSwitch } from "./a-sheet.ts";
import { found, textsOn } from "./shapes-found.ts";

const threshold = aKnob("Threshold", [0, 0], "dB", [
	[0, -40],
	[0.5, -20],
	[1, 0],
]);
const ratio = aSwitch("rotary switch", "Ratio", [0, 0], ["2:1", "4:1", "10:1"]);
const known = (setting: number | string, changed = false): Reading => ({
	kind: "known",
	setting,
	provenance: "hand",
	changed,
});
const draw = (control: Control, reading: Reading): readonly Shape[] =>
	controlDrawing(control, reading, { size: 14 }).shapes;

/** The thick line from inside the dial to its rim. */
const pointers = (shapes: readonly Shape[]) =>
	found(shapes).flatMap(({ shape }) =>
		shape.kind === "line" && shape.stroke.width >= 0.7 && Math.hypot(...shape.to) < 7 ? [shape] : [],
	);

const clockDegrees = ([x, y]: readonly [number, number]): number => (Math.atan2(x, -y) * 180) / Math.PI;

describe("the pointer", () => {
	test.each([
		[-40, -150],
		[-20, 0],
		[0, 150],
		[-30, -75],
	])("a threshold of %d dB points to %d° from twelve o'clock", (figure, degrees) => {
		const [pointer, ...more] = pointers(draw(threshold, known(figure)));
		expect(more).toEqual([]);
		expect(clockDegrees(pointer.to)).toBeCloseTo(degrees, 6);
		expect(pointer.stroke.width).toBeGreaterThanOrEqual(0.7);
	});

	test("past the end stops it stays at the end stop", () => {
		expect(pointerAngle(1.4)).toBe(150);
		expect(pointerAngle(-0.2)).toBe(-150);
		const [pointer] = pointers(draw(threshold, known(30)));
		expect(clockDegrees(pointer.to)).toBeCloseTo(150, 6);
	});

	test("a rotary switch points at the position that is set", () => {
		const [pointer] = pointers(draw(ratio, known("4:1")));
		expect(clockDegrees(pointer.to)).toBeCloseTo(0, 6);
	});
});

describe("what stands beside a control", () => {
	test("value with its unit, clock time and provenance", () => {
		const texts = textsOn(draw(threshold, known(-20)));
		expect(texts).toEqual(expect.arrayContaining(["Threshold", "−20.0 dB", "12:00", "H"]));
	});

	test("a change since the last sheet adds a mark of three strokes", () => {
		const strokes = (changed: boolean) => found(draw(threshold, known(-20, changed))).length;
		expect(strokes(true) - strokes(false)).toBe(3);
	});

	test("every position of a switch is named, and the set one alone is filled and bold", () => {
		const control = aSwitch("switch", "Attack", [0, 0], ["Fast", "Medium", "Slow"]);
		const shapes = found(draw(control, known("Medium"))).map(({ shape }) => shape);
		const filled = shapes.filter((shape) => shape.kind === "circle" && shape.fill === "ink");
		const bold = shapes.flatMap((shape) =>
			shape.kind === "text" && shape.align === "left" && shape.face.weight === "bold" ? [shape.text] : [],
		);
		expect(filled).toHaveLength(1);
		expect(bold).toEqual(["Medium"]);
		expect(textsOn(shapes)).toEqual(expect.arrayContaining(["Fast", "Slow"]));
	});

	test("a pressed button is filled, a released one is not, and both say it in words", () => {
		const control = aSwitch("button", "High pass", [0, 0], ["Out", "In"]);
		const fills = (name: string) =>
			found(draw(control, known(name))).filter(({ shape }) => shape.kind === "rect" && shape.fill === "ink");
		expect(fills("In")).toHaveLength(1);
		expect(fills("Out")).toHaveLength(0);
		expect(textsOn(draw(control, known("Out")))).toContain("Out");
	});

	test("names that do not fit round a dial are listed instead, none is left out", () => {
		const names = ["Off", "Thrust medium", "Thrust loud", "External through the rear panel"];
		const control = aSwitch("rotary switch", "Side chain", [0, 0], names);
		const texts = textsOn(draw(control, known("Off"))).join(" ");
		for (const name of names) expect(texts).toContain(name);
	});
});

const everyKind: readonly Control[] = [
	threshold,
	ratio,
	Control.parse({ ...(isKnob(threshold) ? threshold : {}), kind: "fader" }),
	aSwitch("switch", "Attack", [0, 0], ["Fast", "Slow"]),
	aSwitch("button", "Link", [0, 0], ["Out", "In"]),
];

describe.each(everyKind)("an unknown $kind", (control) => {
	test("says so, is dashed, and points nowhere", () => {
		const shapes = found(draw(control, UNKNOWN)).map(({ shape }) => shape);
		const dashed = shapes.filter((shape) => "stroke" in shape && (shape.stroke?.dash.length ?? 0) > 0);
		expect(dashed.length).toBeGreaterThan(0);
		expect(textsOn(shapes)).toEqual(expect.arrayContaining(["unknown", "?"]));
		expect(pointers(shapes).filter(({ stroke }) => stroke.dash.length === 0)).toEqual(
			control.kind === "fader" ? expect.anything() : [],
		);
		expect(shapes.filter((shape) => "fill" in shape && shape.fill === "ink")).toEqual([]);
	});

	test("is not the same drawing as a blank one, which has no value either", () => {
		const texts = textsOn(draw(control, BLANK));
		expect(texts).not.toContain("?");
		expect(texts).not.toContain("unknown");
		expect(pointers(draw(control, BLANK)).filter(({ stroke }) => stroke.width > 0.8)).toEqual([]);
	});
});

test("figures of a scale are short", () => {
	expect([-20, 1200, 16_000, 0.3, 0].map(sayFigure)).toEqual(["−20", "1.2k", "16k", "0.3", "0"]);
});

test("thinning takes the ends first and names each place once", () => {
	expect(evenly(5).slice(0, 3)).toEqual([0, 4, 2]);
	for (const count of [1, 2, 3, 11, 24])
		expect(evenly(count).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
});
