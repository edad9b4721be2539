import { describe, expect, test } from "vitest";
import { hopsOf } from "#model/copper/link.ts";
import { wire } from "#model/copper/wiring.ts";
import type { GearModel, GearModelInput } from "#model/gear-model.ts";
import { figureOf, gainOf, inverts, isBypassed, positionOf } from "#model/position.ts";
import { rackOf } from "#model/rack.ts";
import type { VirtualRack } from "#model/virtual-rack.ts";
import { aLoom, anInput, anInterface, anOutput, aStudio, aUnit } from "../builders.ts";

const at: [number, number] = [0, 0];
const controls: GearModelInput["controls"] = {
	gain: {
		label: "GAIN",
		kind: "knob",
		at,
		unit: "dB",
		scale: [
			[0, -10],
			[1, 20],
		],
		default: 3,
	},
	depth: {
		label: "DEPTH",
		kind: "knob",
		at,
		scale: [
			[0, 0],
			[1, 60],
		],
		default: 12,
	},
	time: {
		label: "TIME",
		kind: "knob",
		at,
		unit: "ms",
		scale: [
			[0, 600],
			[1, 60],
		],
		default: 250,
	},
	mix: {
		label: "MIX",
		kind: "knob",
		at,
		unit: "%",
		scale: [
			[0, 0],
			[1, 100],
		],
		default: 30,
	},
	in: { label: "IN", kind: "button", at, positions: [{ name: "Out" }, { name: "In" }], default: "In" },
	flip: {
		label: "Ø",
		kind: "button",
		at,
		positions: [{ name: "Normal" }, { name: "Inverted" }],
		default: "Normal",
	},
};
const paths: GearModelInput["paths"] = [
	{
		from: "in",
		to: "out",
		gain: ["gain", -2],
		bypass: { control: "in", is: "Out" },
		stages: [
			{ do: "gain", gain: "gain" },
			{ do: "polarity", when: { control: "flip", is: "Inverted" } },
			{ do: "compress", threshold: "-depth", ratio: 4, attack: "time", release: 100 },
			{ do: "echo", milliseconds: "time", feedback: 50, mix: "mix" },
			{ do: "filter", shape: "lowpass", frequency: 8000 },
		],
	},
];

const box = (changes: Partial<GearModelInput> = {}) => aUnit("box", { controls, paths, ...changes });
const { model } = box();
const real: GearModel = { ...model, simulated: false };
const [path] = model.paths;
const set = (settings: Record<string, number | string>) =>
	Object.fromEntries(
		Object.entries(settings).map(([control, setting]) => [
			control,
			{ setting, how: "by hand" as const, at: "" },
		]),
	);

describe("where a control stands", () => {
	test("a unit of the virtual rack starts as its gear file says", () => {
		expect(positionOf(model, undefined, "gain")).toBe(3);
	});

	test("a real unit's knob is unknown until somebody says it", () => {
		expect(positionOf(real, undefined, "gain")).toBeUndefined();
		expect(positionOf(real, set({ gain: 7 }), "gain")).toBe(7);
	});

	test("a figure is a number, a control, or a control taken negative", () => {
		expect([figureOf(model, {}, -3.5), figureOf(model, {}, "depth"), figureOf(model, {}, "-depth")]).toEqual([
			-3.5, 12, -12,
		]);
		expect(figureOf(real, {}, "depth")).toBeUndefined();
		expect(figureOf(model, {}, "nothing")).toBeUndefined();
	});
});

describe("gain and polarity of a path", () => {
	test("its terms add up", () => {
		expect(gainOf(model, undefined, path)).toBe(1);
		expect(gainOf(model, set({ gain: 10 }), path)).toBe(8);
	});

	test("it is unknown while one of its controls is", () => {
		expect(gainOf(real, undefined, path)).toBeNull();
	});

	test("without terms the gain stages count, without either it is unknown", () => {
		const [staged] = box({
			paths: [
				{
					from: "in",
					to: "out",
					stages: [
						{ do: "gain", gain: "gain" },
						{ do: "gain", gain: -20 },
					],
				},
			],
		}).model.paths;
		const [bare] = box({ paths: [{ from: "in", to: "out" }] }).model.paths;
		expect(gainOf(model, undefined, staged)).toBe(-17);
		expect(gainOf(model, undefined, bare)).toBeNull();
	});

	test("out of circuit it has no gain and does not invert, whatever its knobs say", () => {
		const out = set({ in: "Out", flip: "Inverted", gain: 20 });
		expect(isBypassed(model, out, path)).toBe(true);
		expect(gainOf(model, out, path)).toBe(0);
		expect(inverts(model, out, path)).toBe(false);
	});

	test("the polarity switch inverts", () => {
		expect(inverts(model, undefined, path)).toBe(false);
		expect(inverts(model, set({ flip: "Inverted" }), path)).toBe(true);
	});
});

const rackWith = (settings: Record<string, number | string>): VirtualRack => {
	const studio = aStudio({
		gear: [
			anInterface({
				ports: {
					da1: anOutput({ fullScale: "+24 dBu", noise: "-94 dBu" }),
					ad1: anInput({ fullScale: "+18 dBu" }),
				},
			}),
			box(),
		],
		looms: [aLoom("interface/da1", "box/in"), aLoom("box/out", { into: "interface/ad1", inverted: true })],
	});
	const hops = hopsOf(wire(studio, { cords: [], normals: "as plugged" }));
	return rackOf(studio, hops, { box: set(settings) });
};

describe("the virtual rack", () => {
	test("its converters are numbered from 1 and know their full scale and noise", () => {
		const { outputs, inputs } = rackWith({});
		expect(outputs).toEqual([{ id: "interface/da1", channel: 1, fullScale: 24, noise: -94 }]);
		expect(inputs).toEqual([{ id: "interface/ad1", channel: 1, fullScale: 18, noise: -120 }]);
	});

	test("its stages have every control resolved, percent as ratios and milliseconds as seconds", () => {
		const [channel] = rackWith({ gain: 6, flip: "Inverted" }).channels;
		expect(channel).toEqual({
			id: "box/in>out",
			maximum: 24,
			stages: [
				{ do: "gain", gain: 6 },
				{ do: "polarity" },
				{ do: "compress", threshold: -12, ratio: 4, attack: 0.25, release: 0.1, knee: 6 },
				{ do: "echo", seconds: 0.25, feedback: 0.5, mix: 0.3 },
				{ do: "filter", shape: "lowpass", frequency: 8000, q: 0.71, gain: 0 },
			],
		});
	});

	test("a polarity switch that is not in is no stage", () => {
		expect(rackWith({}).channels[0].stages.map((stage) => stage.do)).not.toContain("polarity");
	});

	test("a unit in bypass is a piece of wire", () => {
		expect(rackWith({ in: "Out" }).channels[0].stages).toEqual([]);
	});

	test("its hops are the copper with its losses and its polarity", () => {
		const { hops } = rackWith({});
		expect(hops.map(({ from, to, inverted }) => [from, to, inverted]).toSorted()).toEqual([
			["box/in>out", "interface/ad1", true],
			["interface/da1", "box/in>out", false],
		]);
		for (const { gain } of hops) expect(gain).toBeCloseTo(-0.0433, 4);
	});
});
