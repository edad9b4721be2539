import { describe, expect, test } from "vitest";
import { checkGearFile } from "#drivers/catalogue.ts";
import { isRemembered, isUnknown } from "#drivers/cites.ts";
import { sayTrouble } from "#drivers/yaml.ts";

const SOUND = `maker: Own Make
model: Box 2
kind: compressor
sources: { manual: "Own Make, Box 2 manual, 1999", review: A magazine }
cites:
  ports: manual p. 7
  ports.in.maximum: review p. 2
  jacks: manual
  controls: manual p. 4–6
  valves: remembered
  faceplate: manual p. 12
faceplate: { rack: 1 }
valves: { ECC83: 2 }
ports:
  in: { direction: in, stage: electronic, impedance: 10 kΩ, nominal: +4 dBu, maximum: +20 dBu }
  out: { direction: out, stage: unknown, impedance: unknown, nominal: +4 dBu, maximum: unknown }
jacks:
  in: { connector: XLR-3 }
  out: { connector: XLR-3 }
controls:
  gain: { kind: knob, label: GAIN, unit: dB, scale: [[0, -inf], [1, 20]] }
  law: { kind: knob, label: LAW, scale: unknown }
paths:
  - { from: in, to: out }
`;
const PATH = "gear/own-make/box-2.yaml";
const said = (text: string, path = PATH): string => {
	const checked = checkGearFile(path, text);
	return ("troubles" in checked ? checked.troubles : checked.doubts).map(sayTrouble).join("\n");
};
const instead = (right: string, wrong: string): string => {
	expect(SOUND).toContain(right);
	return SOUND.replace(right, wrong);
};
const figures = (text = SOUND) => {
	const checked = checkGearFile(PATH, text);
	if ("troubles" in checked) throw new Error(checked.troubles.map(sayTrouble).join("\n"));
	return new Map(checked.figures.map((figure) => [figure.path, figure]));
};

describe("every figure of a gear file says where it was read", () => {
	test("a file that does has neither trouble nor doubt", () => expect(said(SOUND)).toBe(""));

	test("the nearest path above a figure counts", () => {
		const cites = figures();
		expect(cites.get("ports.in.impedance")?.cite).toBe("manual p. 7");
		expect(cites.get("ports.in.maximum")?.cite).toBe("review p. 2");
		expect(cites.get("controls.gain.scale")).toMatchObject({
			said: '[[0,"-inf"],[1,20]]',
			cite: "manual p. 4–6",
		});
	});

	test("unknown and remembered figures are known as such", () => {
		const all = [...figures().values()];
		expect(all.filter(isUnknown).map(({ path }) => path)).toEqual([
			"ports.out.stage",
			"ports.out.impedance",
			"ports.out.maximum",
			"controls.law.scale",
		]);
		expect(all.filter(isRemembered).map(({ path }) => path)).toEqual(["valves"]);
	});

	test("labels, places and directions are no figures", () => {
		expect([...figures().keys()].filter((path) => /label|direction|kind|unit/.test(path))).toEqual([]);
	});

	test.each([
		[
			"a figure that nothing covers",
			"  ports: manual p. 7\n",
			"",
			/ports\.in\.impedance: nothing says where/,
		],
		["valves that nothing covers", "  valves: remembered\n", "", /, valves: nothing says where/],
		[
			"a gain that nothing covers",
			"{ from: in, to: out }",
			"{ from: in, to: out, gain: [gain] }",
			/paths\.0\.gain: nothing says/,
		],
		[
			"a cite of no source",
			"jacks: manual",
			"jacks: manuel",
			/cites\.jacks: there is no source "manuel"\. Begin with one of: manual, review, remembered/,
		],
		[
			"a cite of nothing",
			"ports.in.maximum:",
			"ports.inn.maximum:",
			/cites\.ports\.inn\.maximum: is not in this file/,
		],
		[
			"a source that is called remembered",
			"review: A magazine",
			"remembered: by me",
			/sources.*Use a short word/,
		],
		[
			"a file that is called otherwise",
			"model: Box 2",
			"model: Box 3",
			/the file is called own-make\/box-2\.yaml\. Call it own-make\/box-3\.yaml/,
		],
		[
			"an impedance nobody builds",
			"10 kΩ",
			"10 Ω",
			/ports\.in\.impedance: 10 Ω is odd for an input \(electronic\): 500 Ω to 1000 kΩ/,
		],
		[
			"a level nobody builds",
			"maximum: +20 dBu",
			"maximum: +120 dBu",
			/ports\.in\.maximum: \+120\.0 dBu is odd/,
		],
		[
			"two ports on one contact",
			"in: { connector: XLR-3 }",
			"in: { connector: XLR-3, carries: [in, out] }",
			/jacks\.in: 2 ports on 1 channels of a XLR-3/,
		],
		[
			"a digital line on the wrong socket",
			"ports:\n",
			"ports:\n  adat: { direction: digital in, format: ADAT }\n",
			/is missing|no jack/,
		],
	])("%s is told", (_, right, wrong, expected) => {
		expect(said(instead(right, wrong))).toMatch(expected);
	});

	test("a digital line on a socket that its format is never made with", () => {
		const text = instead(
			"ports:\n  in:",
			"ports:\n  adat: { direction: digital in, format: ADAT }\n  in:",
		).replace("jacks:\n  in:", "jacks:\n  adat: { connector: RCA }\n  in:");
		expect(said(text)).toMatch(/jacks\.adat\.connector: ADAT is not made with RCA\. Usual: TOSLINK/);
	});

	test("a simulated unit is its own definition", () => {
		expect(
			said(
				instead("kind: compressor", "kind: compressor\nsimulated: true").replace(/cites:\n( {2}.*\n)+/, ""),
			),
		).toBe("");
	});

	test("positions of one name are told", () => {
		const text = instead(
			"law: { kind: knob, label: LAW, scale: unknown }",
			"law: { kind: switch, label: LAW, positions: [{ name: A }, { name: A }] }",
		);
		expect(said(text)).toMatch(/controls\.law\.positions: "A" is there twice/);
	});
});
