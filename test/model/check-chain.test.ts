import { expect, test } from "vitest";
import { check } from "#model/check.ts";
import type { GearModelInput } from "#model/gear-model.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import {
	aChain,
	aLoom,
	allIsWell,
	anInput,
	anOutput,
	aSession,
	aStudio,
	aUnit,
	type BuiltUnit,
} from "../builders.ts";
import { tellsOf } from "./a-fault.ts";

/** A unit of one channel, soldered between the first output and the first input of the interface. */
const soldered = (unit: BuiltUnit): Studio =>
	aStudio({ gear: [unit], looms: [aLoom("interface/da1", "box/in"), aLoom("box/out", "interface/ad1")] });

const inChain: Session = aSession({ chains: [aChain(["box"])] });

const flip = (when: string): GearModelInput["controls"] => ({
	[when]: {
		label: "Ø",
		kind: "button",
		at: [0, 0],
		positions: [{ name: "Normal" }, { name: "Inverted" }],
		default: "Inverted",
	},
});

const flipping = aUnit("box", {
	controls: flip("polarity"),
	paths: [
		{
			from: "in",
			to: "out",
			gain: [0],
			stages: [{ do: "polarity", when: { control: "polarity", is: "Inverted" } }],
		},
	],
});

tellsOf("a polarity switch that is in", {
	code: "polarity.chain",
	severity: "warn",
	faulty: { studio: soldered(flipping), session: inChain },
	sound: {
		studio: soldered(flipping),
		session: { ...inChain, settings: { box: { polarity: { setting: "Normal", how: "by hand", at: "" } } } },
	},
	places: ["chain"],
	sentence: /as a whole turns the polarity over/,
	cure: /Flip one polarity switch/,
});

test("a swapped cable and a polarity switch together leave the chain upright", () => {
	const studio = aStudio({
		gear: [flipping],
		looms: [aLoom("interface/da1", { into: "box/in", inverted: true }), aLoom("box/out", "interface/ad1")],
	});
	const { findings, chains } = check({ studio, session: inChain, facts: allIsWell() });
	expect(chains[0].inverted).toBe(false);
	expect(findings.map(({ code }) => code)).toEqual(["polarity.inverted"]);
});

const stereoBox = aUnit("box", {
	ports: { "in-l": anInput(), "in-r": anInput(), "out-l": anOutput(), "out-r": anOutput() },
	controls: flip("right"),
	paths: [
		{ from: "in-l", to: "out-l", side: "left", gain: [0] },
		{
			from: "in-r",
			to: "out-r",
			side: "right",
			gain: [0],
			stages: [{ do: "polarity", when: { control: "right", is: "Inverted" } }],
		},
	],
});
const stereoStudio = aStudio({
	gear: [stereoBox],
	looms: [
		aLoom("interface/da1", "box/in-l"),
		aLoom("interface/da2", "box/in-r"),
		aLoom("box/out-l", "interface/ad1"),
		aLoom("box/out-r", "interface/ad2"),
	],
});
const stereo = aSession({ chains: [aChain(["box"], { kind: "stereo", sends: [1, 2], returns: [1, 2] })] });

tellsOf("one side of a stereo chain upside down", {
	code: "polarity.sides",
	severity: "stop",
	faulty: { studio: stereoStudio, session: stereo },
	sound: {
		studio: stereoStudio,
		session: { ...stereo, settings: { box: { right: { setting: "Normal", how: "by hand", at: "" } } } },
	},
	places: ["chain"],
	sentence: /opposite polarity/,
	cure: /Flip the polarity of one side/,
});

tellsOf("a chain through a mono unit on two sides", {
	code: "chain.impossible",
	severity: "stop",
	faulty: {
		studio: soldered(aUnit("box")),
		session: aSession({ chains: [aChain(["box"], { kind: "stereo", sends: [1, 2], returns: [1, 2] })] }),
	},
	sound: { studio: soldered(aUnit("box")), session: inChain },
	places: ["chain", "1"],
	sentence: /Box has one channel only/,
	cure: /Take a second one/,
});

const wrongly = (cold: "open" | "through"): Studio =>
	aStudio({
		gear: [
			aUnit("box", {
				ports: { in: anInput({ stage: "transformer" }), out: anOutput({ stage: "transformer" }) },
				paths: [{ from: "in", to: "out", gain: [0] }],
			}),
		],
		looms: [
			aLoom("interface/da1", "box/in"),
			aLoom("box/out", { into: "interface/ad1", plug: "XLR-3", cold }),
		],
	});

test("a chain whose cable does not carry is told as no signal only when nothing arrives at all", () => {
	const { findings } = check({ studio: wrongly("open"), session: inChain, facts: allIsWell() });
	expect(findings.map(({ code }) => code).sort()).toEqual(["balance.no-return", "wiring.no-signal"]);
	expect(check({ studio: wrongly("through"), session: inChain, facts: allIsWell() }).findings).toEqual([]);
});
