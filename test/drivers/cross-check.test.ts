import { describe, expect, test } from "vitest";
import { checkGearFile } from "#drivers/catalogue.ts";
import { sayTrouble } from "#drivers/yaml.ts";

const levels = "impedance: 10 kΩ, nominal: +4 dBu, maximum: +20 dBu";
/** A box with everything in it that changes its wiring. */
const BOX = `maker: Test
model: Box
kind: router
sources: { figures: nowhere }
faceplate: { width: 400, height: 50 }
ports:
  in[1-2]: { direction: in, stage: electronic, ${levels} }
  out[1-2]: { direction: out, stage: unbalanced, ${levels} }
  send: { direction: out, stage: unbalanced, ${levels} }
  return: { direction: in, stage: electronic, ${levels}, terminated: { impedance: 600 Ω, control: load, is: In } }
jacks:
  in1: { connector: TRS }
  in2: { connector: TRS }
  out1: { connector: TRS }
  out2: { connector: TRS }
  send: { connector: TRS }
  return: { connector: TRS }
controls:
  level: { kind: knob, label: LEVEL, at: [10, 10], unit: dB, scale: [[0, 0], [1, 20]], default: 0 }
  load: { kind: button, label: LOAD, at: [40, 10], positions: [{ name: Out }, { name: In }], default: Out }
  mute: { kind: button, label: MUTE, at: [70, 10], positions: [{ name: Off }, { name: "On" }], default: Off }
  route-out1: { kind: button, label: "1", at: [100, 10], positions: [{ name: Off }, { name: in1 }], default: Off }
  route-out2: { kind: button, label: "2", at: [130, 10], positions: [{ name: Off }, { name: in2 }], default: Off }
relays:
  - { control: load, is: In, joins: [in1, out1] }
normals:
  - { from: send, to: return, normalling: half-normal }
matrix: { inputs: ["in[1-2]"], outputs: ["out[1-2]"], control: "route-{output}" }
midSide:
  encode: { left: in1, right: in2, mid: out1, side: out2 }
  decode: { mid: in1, side: in2, left: out1, right: out2 }
mute: { control: mute, is: "On" }
`;

const troubleOf = (text: string): string => {
	const checked = checkGearFile("box.yaml", text);
	return "troubles" in checked ? checked.troubles.map(sayTrouble).join("\n") : "no trouble";
};

test("the sound file has none", () => expect(troubleOf(BOX)).toBe("no trouble"));

describe("what leads nowhere in a gear file is told with place and cure", () => {
	test.each([
		[
			"a relay to no port",
			"joins: [in1, out1]",
			"joins: [in1, out3]",
			/:25:\d+, relays\.0\.joins\.1: there is no port "out3"/,
		],
		[
			"a relay of one port",
			"joins: [in1, out1]",
			"joins: [in1, in1]",
			/relays\.0\.joins: "in1" is joined to itself/,
		],
		[
			"a relay of no control",
			"{ control: load, is: In, joins",
			"{ control: lode, is: In, joins",
			/relays\.0\.control: there is no control "lode"/,
		],
		[
			"a relay of a knob",
			"{ control: load, is: In, joins",
			"{ control: level, is: In, joins",
			/relays\.0\.is: "level" is no switch/,
		],
		[
			"a relay in no position",
			"is: In, joins",
			"is: Closed, joins",
			/relays\.0\.is: "load" has no position "Closed"\. Write one of: Out, In/,
		],
		[
			"a relay whose position is not said",
			"is: In, joins",
			"joins",
			/relays\.0\.control: nothing says in which position/,
		],
		[
			"a relay whose switch is not said",
			"{ control: load, is: In, joins",
			"{ is: In, joins",
			/relays\.0\.is: a position of no switch/,
		],
		[
			"a path that begins where the box gives",
			"matrix:",
			"paths: [{ from: out1, to: in1 }]\nmatrix:",
			/paths\.0\.from: "out1" gives, and a path begins where it takes\. Turn the path round/,
		],
		[
			"a gain in something else than decibels",
			"matrix:",
			"paths: [{ from: in1, to: out1, gain: [load] }]\nmatrix:",
			/paths\.0\.gain\.0: "load" is not in dB/,
		],
		[
			"a channel of what is no converter",
			"send: { direction: out,",
			"send: { direction: out, channel: 3,",
			/ports\.send\.channel: is no converter's line\. Write fullScale too/,
		],
		[
			"a channel of a whole run",
			"in[1-2]: { direction: in,",
			"in[1-2]: { direction: in, channel: 3, fullScale: unknown,",
			/channel: would be the same for the whole run\. Write its ports one by one/,
		],
		[
			"a normal from no port",
			"from: send",
			"from: sent",
			/:27:\d+, normals\.0\.from: there is no port "sent"/,
		],
		[
			"a normal from an input",
			"from: send, to: return",
			"from: in1, to: return",
			/normals\.0\.from: "in1" takes and does not give/,
		],
		[
			"a normal into an output",
			"from: send, to: return",
			"from: send, to: out1",
			/normals\.0\.to: "out1" gives and does not take/,
		],
		[
			"a matrix of no input",
			'inputs: ["in[1-2]"]',
			'inputs: ["in[1-3]"]',
			/matrix\.inputs\.0: there is no port "in3"/,
		],
		[
			"a matrix of no output",
			'outputs: ["out[1-2]"]',
			'outputs: ["out[1-2]", out3]',
			/matrix\.outputs\.1: there is no port "out3"/,
		],
		[
			"an output without its control",
			"route-{output}",
			"to-{output}",
			/matrix\.control: there is no control "to-out1"/,
		],
		[
			"a position after no input",
			"name: in1 }",
			"name: in7 }",
			/controls\.route-out1\.positions: "in7" is no input of the matrix\. .*in1, in2, Off/,
		],
		[
			"an encoder with no such port",
			"mid: out1, side: out2",
			"mid: out1, side: out9",
			/midSide\.encode\.side: there is no port "out9"/,
		],
		[
			"an encoder the wrong way round",
			"left: in1, right: in2, mid",
			"left: in1, right: out2, mid",
			/midSide\.encode\.right: "out2" is no input/,
		],
		[
			"a decoder the wrong way round",
			"left: out1, right: out2",
			"left: out1, right: in2",
			/midSide\.decode\.right: "in2" is no output/,
		],
		[
			"a mute in no position",
			'mute, is: "On" }',
			"mute, is: Muted }",
			/:32:\d+, mute: "mute" has no position "Muted"/,
		],
		[
			"a termination of no control",
			"600 Ω, control: load",
			"600 Ω, control: term",
			/:10:\d+, ports\.return\.terminated\.control: there is no control "term"/,
		],
		[
			"a termination in no position",
			"load, is: In } }",
			"load, is: On } }",
			/ports\.return\.terminated\.is: "load" has no position/,
		],
	])("%s", (_, right, wrong, expected) => {
		expect(BOX).toContain(right);
		expect(troubleOf(BOX.replace(right, () => wrong))).toMatch(expected);
	});
});
