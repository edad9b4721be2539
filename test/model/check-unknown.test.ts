import { expect, test } from "vitest";
import { anInput, anOutput } from "../builders.ts";
import { codesIn, findingsIn, tellsOfEach } from "./a-fault.ts";
import {
	aRealUnit,
	entered,
	inChain,
	makeUpKnob,
	soldered,
	straight,
	throughNothing,
	withMakeUp,
} from "./a-line.ts";
import { unknownFaults } from "./faults-unknown.ts";

tellsOfEach(unknownFaults);

const unknown = {
	impedance: "unknown",
	nominal: "unknown",
	maximum: "unknown",
	noise: "unknown",
} as const;
const nothingKnown = soldered(
	aRealUnit({
		ports: { in: anInput(unknown), out: anOutput(unknown) },
		paths: [{ from: "in", to: "out" }],
	}),
);

test("a studio at rest is quiet, whatever nobody knows of it", () => {
	expect(codesIn({ studio: nothingKnown })).toEqual([]);
});

test("in a chain every unknown is told once a port, as a note, with where to look", () => {
	const found = findingsIn({ studio: nothingKnown, session: inChain });
	expect(found.map(({ code, places }) => [code, places[1]])).toEqual([
		["unknown.gain", "box/out"],
		["unknown.impedance", "box/in"],
		["unknown.impedance", "box/out"],
		["unknown.level", "box/in"],
		["unknown.level", "box/out"],
		["unknown.noise", "box/out"],
	]);
	expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(["note"]));
	for (const { cure } of found) expect(cure).toMatch(/gear file|manual/);
});

const bypassable = soldered(
	withMakeUp({
		controls: {
			...makeUpKnob,
			bypass: {
				label: "BYPASS",
				kind: "switch",
				at: [0, 0],
				positions: [{ name: "In" }, { name: "Bypass" }],
				default: "In",
			},
		},
		paths: [{ from: "in", to: "out", gain: ["make-up"], bypass: { control: "bypass", is: "Bypass" } }],
	}),
);
const controls = (settings: Record<string, string | number>): (string | undefined)[] =>
	findingsIn({ studio: bypassable, session: entered(settings) }).map(({ places }) => places[1]);

test("a unit in bypass has no knob that matters", () => {
	expect(controls({ bypass: "Bypass" })).toEqual([]);
});

test("as long as nobody has said whether it is in bypass, that is asked too", () => {
	expect(controls({})).toEqual(["box/make-up", "box/bypass"]);
	expect(controls({ "make-up": 3 })).toEqual(["box/bypass"]);
	expect(controls({ bypass: "In" })).toEqual(["box/make-up"]);
});

test("so is a bypass relay, and a gain that no file says is told beside it", () => {
	const box = aRealUnit({
		controls: {
			bypass: {
				label: "BYPASS",
				kind: "switch",
				at: [0, 0],
				positions: [{ name: "In" }, { name: "Bypass" }],
				default: "In",
			},
		},
		relays: [{ control: "bypass", is: "Bypass", joins: ["in", "out"] }],
		paths: [{ from: "in", to: "out" }],
	});
	const told = (settings: Record<string, string>) =>
		findingsIn({ studio: soldered(box), session: entered(settings) }).map(({ code }) => code);
	expect(told({})).toEqual(["unknown.knob", "unknown.gain"]);
	expect(told({ bypass: "In" })).toEqual(["unknown.gain"]);
	expect(told({ bypass: "Bypass" })).toEqual([]);
});

test("a loop of nothing but cable has nothing unknown in it", () => {
	expect(codesIn({ studio: straight(), session: throughNothing })).toEqual([]);
});
