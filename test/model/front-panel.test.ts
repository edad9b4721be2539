import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inRows, roomOf } from "#model/front-panel.ts";
import { GearModel, type GearModelInput } from "#model/gear-model.ts";
import { saySetting, within } from "#model/parameter.ts";
import { gainOf } from "#model/position.ts";
import { marksOf } from "#sheets/drawing/knob.ts";
import { anInput, anOutput, aUnit } from "../builders.ts";

type Written = NonNullable<GearModelInput["controls"]>;

const aBox = (controls: Written, faceplate?: GearModelInput["faceplate"]) =>
	GearModel.safeParse({
		maker: "Test",
		model: "Box",
		kind: "compressor",
		sources: {},
		ports: {},
		jacks: {},
		controls,
		...(faceplate ? { faceplate } : {}),
	});
const panel = (controls: Written, faceplate?: GearModelInput["faceplate"]): GearModel => {
	const box = aBox(controls, faceplate);
	if (!box.success) throw new Error(box.error.message);
	return box.data;
};

const aLabel = fc.stringMatching(/^[A-Z]{1,8}( [A-Z]{1,8}){0,2}$/);
const aControl = fc.record({
	label: aLabel,
	kind: fc.constantFrom("knob", "fader"),
	row: fc.integer({ min: 1, max: 3 }),
	scale: fc.constant<[number, number][]>([
		[0, 0],
		[1, 10],
	]),
});
const someControls = fc
	.array(aControl, { minLength: 1, maxLength: 24 })
	.map((all): Written => Object.fromEntries(all.map((control, i) => [`c${i}`, control])));

const nameRows = (controls: GearModel["controls"]): string[][] =>
	inRows(Object.entries(controls), ([, control]) => control).map((row) => row.map(([name]) => name));
const written = (controls: Written): string[][] =>
	[1, 2, 3]
		.map((row) => Object.keys(controls).filter((name) => controls[name]?.row === row))
		.filter((row) => row.length > 0);

describe("controls without places are laid out", () => {
	test.each([undefined, { rack: 2 }, { rack: 3 }, { rack: 3, half: true }])(
		"apart, with their labels, within the plate, in the rows that were written: %j",
		(faceplate) => {
			fc.assert(
				fc.property(someControls, (controls) => {
					const box = aBox(controls, faceplate);
					fc.pre(box.success);
					if (!box.success) return;
					const { faceplate: plate, controls: placed } = box.data;
					const rooms = Object.values(placed).map(roomOf);
					const outside = rooms.filter(
						({ left, top, right, bottom }) =>
							left < 0 || top < 0 || right > plate.width || bottom > plate.height,
					);
					const onOthers = rooms.filter((a, i) =>
						rooms
							.slice(i + 1)
							.some((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
					);
					expect({ outside, onOthers }).toEqual({ outside: [], onOthers: [] });
					expect(nameRows(placed)).toEqual(written(controls));
				}),
			);
		},
	);

	test("whatever its controls are, a plate of no said size is made large enough", () => {
		fc.assert(
			fc.property(fc.array(aControl, { maxLength: 10 }), (all) => {
				const controls = Object.fromEntries(all.map((control, i) => [`c${i}`, control]));
				expect(panel(controls).faceplate.ours).toBe(true);
			}),
		);
	});

	test("more than a row can hold is refused with what to do", () => {
		const many = Object.fromEntries(
			Array.from({ length: 60 }, (_, i) => [
				`k${i}`,
				{ kind: "button" as const, label: "LONGLABEL", positions: [{ name: "Off" }, { name: "On" }] },
			]),
		);
		const box = aBox(many, { rack: 1 });
		expect(box.error?.issues[0]).toMatchObject({ path: ["controls"] });
		expect(box.error?.issues[0]?.message).toMatch(/^Row 1 needs \d+ mm and the plate has 442: move some/);
	});

	test("more rows than a plate is high are refused", () => {
		const rows = Object.fromEntries(
			Array.from({ length: 8 }, (_, i) => [
				`k${i}`,
				{ kind: "knob" as const, label: "K", row: i + 1, scale: "unknown" as const },
			]),
		);
		expect(aBox(rows, { rack: 1 }).error?.issues[0]?.message).toMatch(
			/^8 rows need \d+ mm and the plate is 44\.45 high/,
		);
	});
});

const knob = (changes: object = {}): Written[string] => ({
	kind: "knob",
	label: "GAIN",
	scale: [
		[0, 0],
		[1, 10],
	],
	...changes,
});

describe("a knob of which nobody knows the figures", () => {
	const { data } = aBox({ gain: knob({ scale: "unknown", unit: "dB" }) });
	const gain = data?.controls.gain;

	test("is set in tenths of its travel, and says so instead of its unit", () => {
		expect(gain && saySetting(gain, 5)).toBe("5.0 tenths");
		expect(gain && within(gain, 12)).toEqual({ setting: 10 });
	});

	test("has no figures drawn round it", () => {
		expect(gain?.kind === "knob" && marksOf(gain)).toEqual([]);
	});

	test("tells no gain", () => {
		const model = aUnit("box", {
			controls: { gain: knob({ scale: "unknown", unit: "dB" }) },
			ports: { in: anInput(), out: anOutput() },
			paths: [{ from: "in", to: "out", gain: ["gain"] }],
		}).model;
		const set = { gain: { setting: 5, how: "by hand", at: "" } } as const;
		const [path] = model.paths;
		expect(path && gainOf(model, set, path)).toBeNull();
	});
});

describe("plates", () => {
	test.each([
		[{ rack: 2 }, 482.6, 88.9],
		[{ rack: 1, half: true }, 241.3, 44.45],
		[{ module: 500 as const }, 38.1, 133.35],
		[{ module: 500 as const, slots: 2 }, 76.2, 133.35],
		[{ width: 120, height: 60 }, 120, 60],
	])("%j is %d × %d mm", (faceplate, width, height) => {
		expect(panel({ gain: knob() }, faceplate).faceplate).toEqual({ width, height, ours: false });
	});

	test("on a module the controls stand one below the other, unless they share a row", () => {
		const module = { module: 500 as const };
		expect(nameRows(panel({ a: knob(), b: knob(), c: knob() }, module).controls)).toEqual([
			["a"],
			["b"],
			["c"],
		]);
		expect(nameRows(panel({ a: knob(), b: knob({ row: 2 }), c: knob({ row: 2 }) }, module).controls)).toEqual(
			[["a"], ["b", "c"]],
		);
	});

	test("front and rear panel are laid out each for itself", () => {
		const { controls } = panel({ a: knob(), b: knob({ rear: true }) }, { rack: 1 });
		expect(controls.b?.at).toEqual(controls.a?.at);
	});
});

describe("places by hand", () => {
	test("stand as they are written", () => {
		const { controls } = panel(
			{ a: knob({ at: [30, 20] }), b: knob({ at: [60, 20], size: 9 }) },
			{ rack: 1 },
		);
		expect([controls.a, controls.b].map((control) => [control?.at, control?.size])).toEqual([
			[[30, 20], 16],
			[[60, 20], 9],
		]);
	});

	test("for some controls and not for others are refused", () => {
		expect(aBox({ a: knob({ at: [30, 20] }), b: knob() }).error?.issues[0]?.message).toMatch(/every control/);
	});
});
