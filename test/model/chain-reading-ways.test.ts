import { describe, expect, test } from "vitest";
import { check } from "#model/check.ts";
import { dbFromRatio } from "#model/level.ts";
import type { ChainReading } from "#model/readings.ts";
import type { Chain } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { aChain, aLoom, allIsWell, anInput, anOutput, aSession, aStudio, aUnit } from "../builders.ts";
import { aHead, aReampBox, aRouter, aStereoBox, aSummer, aWideInterface } from "./a-patch-room.ts";

const reading = (studio: Studio, chain: Chain = aChain(["box"])): ChainReading =>
	check({ studio, session: aSession({ chains: [chain] }), facts: allIsWell() }).chains[0];

/** What 10 kΩ take of 50 Ω. */
const SHARE = dbFromRatio(10_000 / 10_050);

describe("a parallel chain", () => {
	const looms = ["l", "r"].flatMap((side, i) => [
		aLoom(`interface/da${i + 1}`, `box/in-${side}`),
		aLoom(`box/out-${side}`, `sum/in-${i + 1}`),
		aLoom(`interface/da${i + 3}`, `sum/in-${i + 3}`),
		aLoom(`sum/out-${side}`, `interface/ad${i + 1}`),
	]);
	const studio = aStudio({ gear: [aWideInterface(4), aStereoBox("box"), aSummer()], looms });
	const chain = aChain(["box"], {
		kind: "parallel",
		sends: [1, 2],
		returns: [1, 2],
		blend: { sends: [3, 4], unit: "sum" },
	});
	const { hops, gain, noise } = reading(studio, chain);

	test("is read wet from converter to converter, then dry, and the copper that both share once", () => {
		expect(hops.map(({ from, to, way }) => `${way} ${from} ${to}`)).toEqual([
			"main interface/da1 box/in-l",
			"main box/out-l sum/in-1",
			"main sum/out-l interface/ad1",
			"main interface/da2 box/in-r",
			"main box/out-r sum/in-2",
			"main sum/out-r interface/ad2",
			"dry interface/da3 sum/in-3",
			"dry interface/da4 sum/in-4",
		]);
		expect(gain).toBeCloseTo(-6 + 3 * SHARE, 3);
	});

	test("has at least the noise of the wet side: the dry one's is not followed", () => {
		expect(hops.map(({ noiseIsAtLeast }) => noiseIsAtLeast).slice(0, 3)).toEqual([false, false, true]);
		expect(noise?.isAtLeast).toBe(true);
	});
});

describe("a chain through a router", () => {
	const routed = (gain?: number): Studio => {
		const { unit, model } = aRouter();
		const matrix = model.matrix && { ...model.matrix, ...(gain === undefined ? {} : { gain }) };
		return aStudio({
			gear: [aUnit("box"), { unit, model: { ...model, ...(matrix && { matrix }) } }],
			looms: [
				aLoom("interface/da1", "router/in2"),
				aLoom("router/out3", "box/in"),
				aLoom("box/out", "interface/ad1"),
			],
		});
	};

	test("is read stretch by stretch, with the router as it will be turned", () => {
		const { hops, gain } = reading(routed(0));
		expect(hops.map(({ from, to }) => `${from} ${to}`)).toEqual([
			"interface/da1 router/in2",
			"router/out3 box/in",
			"box/out interface/ad1",
		]);
		expect(gain).toBeCloseTo(3 * SHARE, 3);
	});

	test("whose file says no gain leaves the level behind it unknown", () => {
		const { hops } = reading(routed());
		expect(hops.map(({ level }) => level === null)).toEqual([false, true, true]);
		expect(hops[0].through).toMatchObject({ unit: "router", gain: null });
	});
});

test("between a cabinet and a microphone there is air, and nobody knows what it does to the level", () => {
	const studio = aStudio({
		gear: [
			aReampBox(),
			aHead(),
			aUnit("cabinet", {
				kind: "loudspeaker",
				ports: { in: anInput({ stage: "speaker load", impedance: "8 Ω" }) },
				jacks: { in: { connector: "TS" } },
				paths: [],
			}),
			aUnit("mic", {
				kind: "microphone",
				ports: { out: anOutput({ stage: "transformer", nominal: "-40 dBu" }) },
				paths: [],
			}),
			aUnit("pre", {
				ports: { in: anInput({ stage: "microphone", nominal: "-40 dBu" }), out: anOutput() },
				paths: [{ from: "in", to: "out", gain: [40] }],
			}),
		],
		looms: [
			aLoom("interface/da1", "reamp/in"),
			aLoom("reamp/out", "head/in"),
			aLoom("head/speaker", "cabinet/in"),
			aLoom("mic/out", "pre/in"),
			aLoom("pre/out", "interface/ad1"),
		],
	});
	const chain = aChain(["reamp", "head", "cabinet", "mic", "pre"], { kind: "re-amp" });
	const { hops, gain, noise } = reading(studio, chain);
	expect(hops.map(({ level }) => level === null)).toEqual([false, false, false, true, true]);
	expect(hops[2].through).toBeNull();
	expect(gain).toBeNull();
	expect(noise?.isAtLeast).toBe(true);
});
