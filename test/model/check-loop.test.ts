import { expect, test } from "vitest";
import type { GearModelInput } from "#model/gear-model.ts";
import type { Session } from "#model/session.ts";
import { aLoom, anInput, anOutput, aSession, aStudio, aUnit } from "../builders.ts";
import { findingsIn, tellsOfAll } from "./a-fault.ts";
import { loopFaults } from "./faults-loop.ts";

tellsOfAll(loopFaults);

const fader = (label: string): NonNullable<GearModelInput["controls"]>[string] => ({
	kind: "knob",
	label,
	at: [0, 0],
	unit: "dB",
	scale: [
		[0, -90],
		[1, 10],
	],
	default: -90,
});

/** A real console, of which nobody knows how its sends stand: one return, two auxiliaries, a box on each. */
const desk = (simulated: boolean) =>
	aUnit("desk", {
		kind: "mixer",
		simulated,
		ports: { return: anInput(), "aux[1-2]": anOutput() },
		jacks: Object.fromEntries(["return", "aux1", "aux2"].map((name) => [name, { connector: "XLR-3" }])),
		controls: { "send-1": fader("AUX 1"), "send-2": fader("AUX 2") },
		paths: [
			{ from: "return", to: "aux1", gain: ["send-1"] },
			{ from: "return", to: "aux2", gain: ["send-2"] },
		],
	});
const summed = aUnit("echo", {
	ports: { "in[1-2]": anInput(), out: anOutput() },
	jacks: Object.fromEntries(["in1", "in2", "out"].map((name) => [name, { connector: "XLR-3" }])),
	paths: [
		{ from: "in1", to: "out", gain: [0] },
		{ from: "in2", to: "out", gain: [0] },
	],
});
const console = (simulated: boolean) =>
	aStudio({
		gear: [desk(simulated), summed],
		looms: [aLoom("desk/aux1", "echo/in1"), aLoom("desk/aux2", "echo/in2"), aLoom("echo/out", "desk/return")],
	});
const sendsAt = (settings: Record<string, number>): Session =>
	aSession({
		settings: {
			desk: Object.fromEntries(
				Object.entries(settings).map(([name, setting]) => [
					name,
					{ setting, how: "by hand" as const, at: "" },
				]),
			),
		},
	});
const loops = (simulated: boolean, session?: Session) =>
	findingsIn({ studio: console(simulated), ...(session ? { session } : {}) }).filter(({ code }) =>
		code.startsWith("loop."),
	);

test("a console whose sends are down is quiet", () => {
	expect(loops(true)).toEqual([]);
});

test("a console of whose sends nobody knows is worth a note a send, for a fader closes each", () => {
	expect(loops(false).map(({ severity, numbers }) => [severity, numbers])).toEqual([
		["note", {}],
		["note", {}],
	]);
});

test("where the first send is down, the second one that is up is found all the same", () => {
	const [found] = loops(false, sendsAt({ "send-1": -90, "send-2": 0 }));
	expect(found.places).toEqual(["desk/return", "echo/in2"]);
	expect(found.severity).toBe("stop");
	expect(found.numbers["loop gain dB"]).toBeCloseTo(-0.087, 2);
});

test("the way through the converter is no loop: what goes in comes out of a DAW, if at all", () => {
	const studio = aStudio({
		gear: [aUnit("comp")],
		looms: [aLoom("interface/da1", "comp/in"), aLoom("comp/out", "interface/ad1")],
	});
	const { models, ...rest } = studio;
	const looped = {
		"test/interface": {
			...models["test/interface"],
			paths: [{ from: "ad1", to: "da1", side: "mono" as const, stages: [] }],
		},
	};
	expect(findingsIn({ studio: { ...rest, models: { ...models, ...looped } } })).toEqual([]);
});
