import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkGearFile, ownGear, readCatalogue } from "#drivers/catalogue.ts";
import { agree } from "#drivers/codecs/value.ts";
import type { Driver, Ear } from "#drivers/dialogue.ts";
import { driverOf } from "#drivers/driver.ts";
import { sayTrouble } from "#drivers/yaml.ts";
import { type Control, figureAt, isKnob, type Setting } from "#model/parameter.ts";

const { models, troubles } = await readCatalogue([ownGear]);

const box = `maker: Test
model: Box
kind: compressor
sources: { figures: nowhere }
faceplate: { width: 100, height: 50 }
ports:
  in: { direction: in, stage: electronic, impedance: 10 kΩ, nominal: +4 dBu, maximum: +20 dBu }
  out: { direction: out, stage: unbalanced, impedance: 100 Ω, nominal: +4 dBu, maximum: +20 dBu }
jacks:
  in: { connector: TRS }
  out: { connector: TRS }
controls:
  gain: { kind: knob, label: GAIN, at: [10, 10], unit: dB, scale: [[0, 0], [1, 20]], default: 0 }
paths:
  - { from: in, to: out, gain: [gain] }
`;
const troubleOf = (text: string): string => {
	const checked = checkGearFile("box.yaml", text);
	return "troubles" in checked ? checked.troubles.map(sayTrouble).join("\n") : "no trouble";
};

describe("the catalogue", () => {
	test("every gear file that comes with Halfnormal is whole", () => {
		expect(troubles.map(sayTrouble)).toEqual([]);
		expect([...models.keys()]).toContain("halfnormal/bus-compressor");
		expect(models.size).toBeGreaterThanOrEqual(14);
	});

	test("every control sits on its faceplate, and no two in the same place", () => {
		for (const [name, { controls, faceplate }] of models) {
			const places = Object.values(controls).map(
				({ at: [x, y], rear }) => `${rear ? "rear" : "front"} ${x} ${y}`,
			);
			expect(new Set(places).size, name).toBe(places.length);
			for (const {
				at: [x, y],
				size,
			} of Object.values(controls)) {
				expect(x - size / 2, name).toBeGreaterThan(0);
				expect(x + size / 2, name).toBeLessThan(faceplate.width);
				expect(y - size / 2, name).toBeGreaterThanOrEqual(0);
				expect(y + size / 2, name).toBeLessThanOrEqual(faceplate.height);
			}
		}
	});

	test("the studio's own folder wins over what came with Halfnormal", async () => {
		const folder = await mkdtemp(join(tmpdir(), "gear-"));
		await mkdir(join(folder, "halfnormal"));
		await writeFile(join(folder, "halfnormal", "bus-compressor.yaml"), box);
		const studio = await readCatalogue([ownGear, folder]);
		await rm(folder, { recursive: true });
		expect(studio.models.get("halfnormal/bus-compressor")?.model).toBe("Box");
		expect(studio.models.size).toBe(models.size);
	});
});

describe("a trouble in a gear file says where, what and what to do", () => {
	test("the sound file has none", () => expect(troubleOf(box)).toBe("no trouble"));

	test.each([
		[
			"a level without its reference",
			["+20 dBu }\n  out", "+20 }\n  out"],
			/^box.yaml:7:78, ports.in.maximum: .*dBu/,
		],
		["a missing field", ["maker: Test\n", ""], /^box.yaml:1:1, maker: is missing/],
		["a missing inner field", ["impedance: 10 kΩ, ", ""], /^box.yaml:7:3, ports.in.impedance: is missing/],
		[
			"a word that is not known",
			["kind: compressor", "kind: compresor"],
			/^box.yaml:3:1, kind: .*"compressor"/,
		],
		[
			"a field that is not known",
			["label: GAIN", "lable: GAIN"],
			/^box.yaml:13:\d+, controls.gain.label: is missing/,
		],
		[
			"a path from no port",
			["from: in", "from: inn"],
			/^box.yaml:15:7, paths.0.from: there is no port "inn". Write one of: in, out/,
		],
		[
			"a gain of no control",
			["[gain] }", "[gian] }"],
			/^box.yaml:15:\d+, paths.0.gain.0: there is no control "gian"/,
		],
		[
			"48 V from no control",
			["+20 dBu }\n  out", "+20 dBu, phantom: 48v }\n  out"],
			/^box.yaml:7:\d+, ports.in.phantom: there is no control "48v"/,
		],
		[
			"48 V from a knob",
			["+20 dBu }\n  out", "+20 dBu, phantom: gain }\n  out"],
			/^box.yaml:7:\d+, ports.in.phantom: "gain" is no switch/,
		],
		[
			"a figure where an object belongs",
			["faceplate: { width: 100, height: 50 }", "faceplate: 100"],
			/^box.yaml:5:1, faceplate: .* Write an object here\.$/,
		],
		[
			"a default off the scale",
			["default: 0", "default: 30"],
			/^box.yaml:13:\d+, controls.gain.default: .*from 0 to 20/,
		],
		[
			"an operating level above the maximum",
			["nominal: +4 dBu, maximum: +20 dBu }\njacks", "nominal: +24 dBu, maximum: +20 dBu }\njacks"],
			/^box.yaml:8:\d+, ports.out.nominal: .*above the maximum/,
		],
		[
			"a port without a jack",
			["  out: { connector: TRS }\n", ""],
			/^box.yaml:9:1, jacks: no jack carries the port "out"/,
		],
		["broken YAML", ["faceplate: {", "faceplate: {{"], /^box.yaml:6:1: Flow map/],
		[
			"a scale that turns back",
			["[1, 20]", "[0, 20]"],
			/^box.yaml:13:\d+, controls.gain.scale: .*Travel must rise/,
		],
		["travel beyond the end stop", ["[1, 20]", "[2, 20]"], /gain.scale.1.0: must be at most 1\. Correct/],
		["a stage that there is not", ["stage: ", "stage: un"], /stage: is not one of .*"unknown"\.$/m],
	])("%s", (_name, [from = "", to = ""], expected) => {
		expect(box).toContain(from);
		expect(troubleOf(box.replace(from, to))).toMatch(expected);
	});

	test("a remote that drives a control that is not there, or with too few values", () => {
		const remote = (controls: string) =>
			`${box}remote: { transport: midi, readback: none, channel: 1, controls: ${controls} }\n`;
		expect(troubleOf(remote("{ gain: { cc: 7 } }"))).toBe("no trouble");
		expect(troubleOf(remote("{ volume: { cc: 7 } }"))).toMatch(
			/remote.controls.volume: there is no control "volume"/,
		);
		expect(troubleOf(remote("{ gain: { cc: 128 } }"))).toMatch(/remote.controls.gain/);
		expect(troubleOf(remote("{ gain: { cc: 7, values: [1, 2] } }"))).toMatch(/2 values for 0 positions/);
	});

	test("a repetition of what stands nowhere above it", () => {
		expect(troubleOf("maker: &who Test\nmodel: *hwo\n")).toBe(
			"box.yaml:2:8: nothing above is called &hwo. Write one of: *who.",
		);
		expect(troubleOf("model: *who\n")).toMatch(/Write the block here, or name one above with &/);
	});

	test("a bomb of aliases is a trouble, not a full memory", () => {
		const layers = Array.from(
			{ length: 12 },
			(_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]`,
		);
		expect(troubleOf(`a0: &a0 [x]\n${layers.join("\n")}\n`)).toContain("box.yaml:1:1");
	});
});

const driven = [...models].flatMap(([name, file]) => {
	const driver = driverOf(file);
	return driver ? [{ name, file, driver }] : [];
});
const settingAt = (control: Control, travel: number): Setting =>
	isKnob(control)
		? figureAt(control, travel)
		: (control.positions[Math.round(travel * (control.positions.length - 1))]?.name ?? "");

describe.each(driven)("the driver of $name", ({ file, driver }) => {
	const ways: [string, Driver["set"], () => Ear][] = [
		["what the daemon sends, the unit hears", driver.set, driver.fromDaemon],
		["what the unit tells, the daemon hears", driver.report, driver.fromUnit],
	];
	test.each(ways)("%s", (_name, say, ear) => {
		fc.assert(
			fc.property(
				fc.constantFrom(...driver.controls),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(name, travel) => {
					const control = file.controls[name];
					if (!control) throw new Error(name);
					const setting = settingAt(control, travel);
					const [heard, ...more] = ear()(say(name, setting));
					expect(more).toEqual([]);
					expect(heard).toMatchObject({ said: "value", control: name });
					if (heard?.said === "value") expect(agree(control, heard.setting, setting)).toBe(true);
				},
			),
		);
	});

	test("any bytes at all are heard without harm, and give settings that the control has", () => {
		fc.assert(
			fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 }), (pieces) => {
				const ear = driver.fromUnit();
				for (const heard of pieces.flatMap(ear)) {
					if (heard.said !== "value") continue;
					const control = file.controls[heard.control];
					if (typeof heard.setting === "number") expect(Number.isFinite(heard.setting)).toBe(true);
					else
						expect(
							control && !isKnob(control) && control.positions.some(({ name }) => name === heard.setting),
						).toBe(true);
				}
			}),
		);
	});
});
