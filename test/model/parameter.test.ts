import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	Control,
	clockTime,
	figureAt,
	Knob,
	Switch,
	saySetting,
	travelOf,
	within,
	worth,
} from "#model/parameter.ts";

const at: [number, number] = [0, 0];
const aKnob = (scale: [number, number][], unit = "dB"): Knob =>
	Knob.parse({ label: "GAIN", kind: "knob", at, unit, scale, default: scale[0][1] });
const ratio: Switch = Switch.parse({
	label: "RATIO",
	kind: "rotary switch",
	at,
	unit: ":1",
	positions: [{ name: "4", figure: 4 }, { name: "8", figure: 8 }, { name: "All" }],
	default: "4",
});

/** A law with two to five scale points, rising or falling from stop to stop. */
const laws = fc
	.tuple(
		fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 3 }),
		fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 5 }),
		fc.boolean(),
	)
	.map(([between, figures, rising]) => {
		const travels = [0, ...between.sort((a, b) => a - b).map((travel) => travel / 100), 1];
		const sorted = figures.sort((a, b) => (rising ? a - b : b - a));
		return aKnob(travels.map((travel, i): [number, number] => [travel, sorted[i]]));
	});
const travel = fc.double({ min: 0, max: 1, noNaN: true });

describe("a knob's law", () => {
	test("travel to figure and back is the same place, on rising and falling scales", () => {
		fc.assert(
			fc.property(laws, travel, (knob, place) => {
				expect(travelOf(knob, figureAt(knob, place))).toBeCloseTo(place, 6);
			}),
		);
	});

	test("it never turns back on its way from stop to stop", () => {
		fc.assert(
			fc.property(laws, travel, travel, (knob, a, b) => {
				const falls = knob.scale[0][1] > knob.scale[1][1];
				const [low, high] = [Math.min(a, b), Math.max(a, b)].map((place) => figureAt(knob, place));
				expect(falls ? low - high : high - low).toBeGreaterThanOrEqual(0);
			}),
		);
	});

	test("the figure of every scale point is met exactly", () => {
		fc.assert(
			fc.property(laws, (knob) => {
				for (const [place, figure] of knob.scale) expect(figureAt(knob, place)).toBeCloseTo(figure, 9);
			}),
		);
	});

	test("it stops at its end stops and never wraps", () => {
		const knob = aKnob([
			[0, -20],
			[0.5, 0],
			[1, 20],
		]);
		expect([figureAt(knob, -0.5), figureAt(knob, 1.5)]).toEqual([-20, 20]);
		expect([travelOf(knob, -99), travelOf(knob, 99)]).toEqual([0, 1]);
	});

	test("a falling scale stops as well", () => {
		const release = aKnob(
			[
				[0, 1100],
				[0.5, 300],
				[1, 50],
			],
			"ms",
		);
		expect([travelOf(release, 5000), travelOf(release, 300), travelOf(release, 1)]).toEqual([0, 0.5, 1]);
		expect(figureAt(release, 0.25)).toBe(700);
	});

	test.each([
		[
			"it turns back",
			[
				[0, 0],
				[0.5, 10],
				[1, 5],
			],
		],
		[
			"it stands still",
			[
				[0, 0],
				[0.5, 0],
				[1, 5],
			],
		],
		[
			"it begins after the end stop",
			[
				[0.1, 0],
				[1, 5],
			],
		],
		[
			"it ends before the end stop",
			[
				[0, 0],
				[0.9, 5],
			],
		],
		[
			"its travel falls",
			[
				[0, 0],
				[0.6, 3],
				[0.5, 4],
				[1, 5],
			],
		],
		["it has one point", [[0, 0]]],
	])("a scale is refused when %s", (_, scale) => {
		const knob = { label: "GAIN", kind: "knob", at, scale, default: 0 };
		expect(Control.safeParse(knob).success).toBe(false);
	});
});

describe("a switch", () => {
	test("its positions lie evenly between its stops", () => {
		expect(["4", "8", "All"].map((name) => travelOf(ratio, name))).toEqual([0, 0.5, 1]);
	});

	test("a position is worth its figure, or its place in the row", () => {
		expect(["4", "8", "All"].map((name) => worth(ratio, name))).toEqual([4, 8, 2]);
	});
});

describe("a wish is held to what the control can do", () => {
	const knob = aKnob(
		[
			[0, 1100],
			[1, 50],
		],
		"ms",
	);
	test.each([
		[5000, 1100],
		[-3, 50],
		[60, 60],
	])("%d ms becomes %d ms", (wish, setting) => {
		expect(within(knob, wish)).toEqual({ setting });
	});

	test.each(["fast", Number.NaN, Number.POSITIVE_INFINITY])("%s is no figure", (wish) => {
		expect(within(knob, wish)).toHaveProperty("refusal");
	});

	test("a figure names a position that is lettered with it", () => {
		expect(within(ratio, 8)).toEqual({ setting: "8" });
	});

	test("what comes out can always be set again unchanged", () => {
		fc.assert(
			fc.property(laws, fc.double({ noNaN: true, noDefaultInfinity: true }), (law, wish) => {
				const once = within(law, wish);
				expect("setting" in once && within(law, once.setting)).toEqual(once);
			}),
		);
	});
});

describe("a pointer's clock time", () => {
	test.each([
		[0, "7:00"],
		[0.5, "12:00"],
		[1, "5:00"],
		[0.25, "9:30"],
		[0.75, "2:30"],
		[-1, "7:00"],
		[2, "5:00"],
		[0.499, "12:00"],
	])("travel %d stands at %s", (place, time) => {
		expect(clockTime(place)).toBe(time);
	});
});

describe("what stands beside the knob", () => {
	test.each([
		[
			"−20.0 dB",
			aKnob([
				[0, -40],
				[1, 24],
			]),
			-20,
		],
		[
			"0.0 dB",
			aKnob([
				[0, -40],
				[1, 24],
			]),
			-0.04,
		],
		[
			"0.40 ms",
			aKnob(
				[
					[0, 0.8],
					[1, 0.02],
				],
				"ms",
			),
			0.4,
		],
		[
			"2500 Hz",
			aKnob(
				[
					[0, 800],
					[1, 8000],
				],
				"Hz",
			),
			2500,
		],
		[
			"4.00:1",
			aKnob(
				[
					[0, 1],
					[1, 8],
				],
				":1",
			),
			4,
		],
		[
			"3.0",
			aKnob(
				[
					[0, 0],
					[1, 60],
				],
				"",
			),
			3,
		],
	])("%s", (said, knob, setting) => {
		expect(saySetting(knob, setting)).toBe(said);
	});

	test("a position by its name, an unknown setting as unknown", () => {
		expect([saySetting(ratio, "All"), saySetting(ratio, undefined)]).toEqual(["All", "unknown"]);
	});
});

describe("scales without end", () => {
	const fader = Control.parse({
		label: "L",
		kind: "fader",
		at,
		unit: "dB",
		default: 0,
		scale: [
			[0, "-inf"],
			[0.1, -60],
			[0.75, 0],
			[1, 10],
		],
	});

	test("silence is said as −∞ and stands at the end stop", () => {
		expect(saySetting(fader, figureAt(Knob.parse(fader), 0))).toBe("−∞ dB");
		expect(travelOf(fader, -200)).toBe(0);
		expect(figureAt(Knob.parse(fader), 0.1)).toBe(-60);
	});

	test("a ratio without end is said as ∞", () => {
		const limiter = Switch.parse({
			...ratio,
			positions: [
				{ name: "4", figure: 4 },
				{ name: "∞", figure: "inf" },
			],
		});
		expect(saySetting(limiter, worth(limiter, "∞"))).toBe("∞:1");
	});
});
