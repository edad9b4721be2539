import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { controlDrawing } from "#sheets/drawing/control-drawing.ts";
import { arc, group, rect, type Shape, stroke, text } from "#sheets/drawing/shapes.ts";
import { svgOf, svgShapes, THEMED_INKS } from "#sheets/drawing/svg.ts";
import { layOut } from "#sheets/sheet.ts";
import { aKnob, aSheet } from "./a-sheet.ts";

const TAG = /<(\/?)([a-z]+)((?: [A-Za-z0-9-]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*)(\/?)>/y;
const LETTERS = /(?:[^<>&]|&(?:amp|lt|gt|quot);)+/y;

/** Reads XML as strictly as a parser would: tags nest, attributes are quoted and single, nothing is left over. */
const faultIn = (xml: string): string | null => {
	const open: string[] = [];
	let at = 0;
	while (at < xml.trimEnd().length) {
		LETTERS.lastIndex = at;
		TAG.lastIndex = at;
		const letters = LETTERS.exec(xml);
		const tag = letters ? null : TAG.exec(xml);
		if (!letters && !tag) return `at ${at}: ${xml.slice(at, at + 60)}`;
		at += (letters ?? tag)?.[0].length ?? 0;
		if (!tag) continue;
		const [, closing, name, attributes, alone] = tag;
		const names = Array.from(attributes.matchAll(/ ([A-Za-z0-9-]+)=/g), ([, attribute]) => attribute);
		if (new Set(names).size !== names.length) return `an attribute twice in ${tag[0]}`;
		if (closing === "/" && open.pop() !== name) return `</${name}> closes what is not open`;
		if (closing === "" && alone === "") open.push(name);
	}
	return open.length === 0 ? null : `left open: ${open.join(", ")}`;
};

const box = { left: 0, top: 0, right: 100, bottom: 100 };
const svg = (shapes: readonly Shape[], title = "Test"): string => svgOf(shapes, { box, title });

test("the checker of this file finds faults", () => {
	expect(faultIn("<svg><g></svg>")).not.toBeNull();
	expect(faultIn("<svg>a & b</svg>")).not.toBeNull();
	expect(faultIn('<svg x="1" x="2"></svg>')).not.toBeNull();
	expect(faultIn("<svg></svg>")).toBeNull();
});

test("a whole sheet is well-formed SVG, the same each time", () => {
	for (const { shapes } of layOut(aSheet(), { paper: "A4" })) {
		expect(faultIn(svg(shapes))).toBeNull();
		expect(svg(shapes)).toBe(svg(shapes));
	}
});

test("whatever is written on a unit is a text and never markup", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 30 }), (words) => {
			const drawing = svg([group([1, 2], [text([0, 0], words, {})], words)], words);
			expect(faultIn(drawing)).toBeNull();
			expect(drawing).not.toContain("\u0000");
		}),
	);
	expect(svg([text([0, 0], '<script>"&', {})])).toContain("&lt;script&gt;&quot;&amp;");
});

describe("one control on the tablet", () => {
	const threshold = aKnob("Threshold", [0, 0], "dB", [
		[0, -40],
		[1, 0],
	]);
	const { shapes, box: room } = controlDrawing(
		threshold,
		{ kind: "known", setting: -20, provenance: "read", changed: false },
		{ size: 14 },
	);

	test("is the drawing that paper has, in the inks of the theme", () => {
		const drawing = svgOf(shapes, { box: room, title: "Threshold", inks: THEMED_INKS });
		expect(faultIn(drawing)).toBeNull();
		expect(drawing).toContain("var(--ink)");
		expect(drawing).not.toContain("#");
		expect(drawing).toContain("−20.0 dB");
	});

	test("holds its letters to the width they were laid out with", () => {
		expect(svgShapes(shapes)).toContain('lengthAdjust="spacingAndGlyphs"');
	});
});

test("an arc of more than half a turn takes the long way round, clockwise", () => {
	const quarter = svgShapes([arc([0, 0], 10, [0, 90], stroke("ink", 1))]);
	expect(quarter).toContain('d="M0 -10A10 10 0 0 1 10 0"');
	expect(svgShapes([arc([0, 0], 10, [-150, 150], stroke("ink", 1))])).toContain(" 0 1 1 ");
});

test("a box without fill says none, because SVG would fill it black", () => {
	expect(svgShapes([rect([0, 0], [4, 4], { stroke: stroke("ink", 0.3) })])).toContain('fill="none"');
});
