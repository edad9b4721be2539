import { beforeAll, describe, expect, test } from "vitest";
import { needsOf, waysOf } from "#model/chain.ts";
import type { Chain } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { aChain, anInput, anOutput, aStudio, aUnit, theDemoStudio } from "../builders.ts";
import { aHead, aLoad, aMidSideBox, aReampBox, aStereoBox, aSummer, aWideInterface } from "./a-patch-room.ts";

const room = aStudio({
	gear: [
		aWideInterface(8),
		aUnit("one"),
		aUnit("two"),
		aStereoBox("stereo"),
		aStereoBox("other"),
		aUnit("pre", {
			kind: "preamplifier",
			ports: { "in-1": anInput(), "in-2": anInput(), "out-1": anOutput(), "out-2": anOutput() },
			paths: [
				{ from: "in-1", to: "out-1", gain: [0] },
				{ from: "in-2", to: "out-2", gain: [0] },
			],
		}),
		aMidSideBox(),
		aSummer(),
		aReampBox(),
		aHead(),
		aLoad(),
		aUnit("cabinet", {
			kind: "loudspeaker",
			ports: { in: anInput({ stage: "speaker load" }) },
			paths: [],
		}),
		aUnit("mic", {
			kind: "microphone",
			ports: { out: anOutput({ stage: "transformer", nominal: "-40 dBu" }) },
			paths: [],
		}),
		aUnit("di", {
			kind: "DI box",
			ports: { in: anInput(), out: anOutput({ nominal: "-20 dBu" }) },
			paths: [{ from: "in", to: "out", gain: [-24] }],
		}),
	],
});

const two = { sends: [1, 2], returns: [1, 2] };
const stretches = (chain: Chain, studio: Studio = room): string[] =>
	needsOf(studio, chain).wanted.map(({ from, to }) => `${from} ${to}`);
const lacks = (chain: Chain, studio: Studio = room): string[] =>
	needsOf(studio, chain).impossible.map(({ sentence }) => sentence);

describe("what each kind of chain joins, in signal order, left before right", () => {
	test("mono: a stereo unit works with its left side", () => {
		expect(stretches(aChain(["stereo"]))).toEqual([
			"interface/da1 stereo/in-l",
			"stereo/out-l interface/ad1",
		]);
	});

	test("stereo: both sides of each unit; the first two channels of a box that does not call them left and right", () => {
		expect(stretches(aChain(["stereo", "pre"], { kind: "stereo", ...two }))).toEqual([
			"interface/da1 stereo/in-l",
			"stereo/out-l pre/in-1",
			"pre/out-1 interface/ad1",
			"interface/da2 stereo/in-r",
			"stereo/out-r pre/in-2",
			"pre/out-2 interface/ad2",
		]);
	});

	test("dual mono: each side has its own units, and one that stands on both sides gives its second channel", () => {
		const chain = aChain(["pre", "one"], { kind: "dual mono", ...two, right: ["pre", "two", "stereo"] });
		expect(stretches(chain)).toEqual([
			"interface/da1 pre/in-1",
			"pre/out-1 one/in",
			"one/out interface/ad1",
			"interface/da2 pre/in-2",
			"pre/out-2 two/in",
			"two/out stereo/in-l",
			"stereo/out-l interface/ad2",
		]);
	});

	test("dual mono without units of its own on the right takes the other channel of the left's", () => {
		expect(stretches(aChain(["pre"], { kind: "dual mono", ...two }))).toEqual([
			"interface/da1 pre/in-1",
			"pre/out-1 interface/ad1",
			"interface/da2 pre/in-2",
			"pre/out-2 interface/ad2",
		]);
	});

	test("mid/side: encode, the units with mid on the left and side on the right, decode", () => {
		expect(stretches(aChain(["stereo"], { kind: "mid/side", ...two, matrix: "ms" }))).toEqual([
			"interface/da1 ms/in-l",
			"ms/out-m stereo/in-l",
			"stereo/out-l ms/in-m",
			"ms/out-l interface/ad1",
			"interface/da2 ms/in-r",
			"ms/out-s stereo/in-r",
			"stereo/out-r ms/in-s",
			"ms/out-r interface/ad2",
		]);
	});

	test("mid/side: a mono unit may stand on the mid alone", () => {
		const chain = aChain(["one"], { kind: "mid/side", ...two, matrix: "ms", right: [] });
		expect(stretches(chain)).toContain("ms/out-m one/in");
		expect(stretches(chain)).toContain("ms/out-s ms/in-s");
	});

	test("parallel: wet and dry meet in the summing unit, and share the way behind it", () => {
		const chain = aChain(["stereo"], { kind: "parallel", ...two, blend: { sends: [3, 4], unit: "sum" } });
		expect(stretches(chain)).toEqual([
			"interface/da1 stereo/in-l",
			"stereo/out-l sum/in-1",
			"sum/out-l interface/ad1",
			"interface/da2 stereo/in-r",
			"stereo/out-r sum/in-2",
			"sum/out-r interface/ad2",
			"interface/da3 sum/in-3",
			"interface/da4 sum/in-4",
		]);
		const [left, , dryLeft] = waysOf(room, chain);
		expect(dryLeft.says).toBe("dry left");
		expect(dryLeft.hops.at(-1)).toBe(left.hops.at(-1));
		expect(dryLeft.stations.map(({ unit }) => unit)).toEqual(["interface", "sum", "interface"]);
	});

	test("parallel without a summing unit: the dry sound comes back on returns of its own", () => {
		const blend = { sends: [3, 4], returns: [5, 6] };
		expect(stretches(aChain(["stereo"], { kind: "parallel", ...two, blend }))).toContain(
			"interface/da3 interface/ad5",
		);
	});

	test("re-amp: box, head and load", () => {
		expect(stretches(aChain(["reamp", "head", "load"], { kind: "re-amp" }))).toEqual([
			"interface/da1 reamp/in",
			"reamp/out head/in",
			"head/speaker load/in",
			"load/out interface/ad1",
		]);
	});

	test("re-amp through a cabinet: between it and its microphone the sound is in the air", () => {
		expect(stretches(aChain(["reamp", "head", "cabinet", "mic", "one"], { kind: "re-amp" }))).toEqual([
			"interface/da1 reamp/in",
			"reamp/out head/in",
			"head/speaker cabinet/in",
			"mic/out one/in",
			"one/out interface/ad1",
		]);
	});

	test("a DI box that brings line level down does for a re-amp box", () => {
		expect(lacks(aChain(["di", "head", "load"], { kind: "re-amp" }))).toEqual([]);
	});
});

describe("a chain that cannot be says why", () => {
	test.each<[string, Chain, string]>([
		[
			"one output for both sides",
			aChain(["stereo"], { kind: "stereo", sends: [1, 1], returns: [1, 2] }),
			"Both sides cannot leave by one output: choose two sends.",
		],
		["two lines of a mono chain", aChain(["one"], two), "A mono chain has 1 send and as many returns."],
		[
			"a unit twice on one side of dual mono",
			aChain(["one"], { kind: "dual mono", ...two, right: ["two", "two"] }),
			"Two stands in the chain twice; it exists once.",
		],
		[
			"a mid/side chain without its box",
			aChain(["stereo"], { kind: "mid/side", ...two }),
			"A mid/side chain needs a box that encodes left and right and decodes them again.",
		],
		[
			"a compressor for a mid/side box",
			aChain(["stereo"], { kind: "mid/side", ...two, matrix: "other" }),
			"Other is no mid/side box: it neither encodes nor decodes.",
		],
		[
			"the mid/side box as an insert as well",
			aChain(["ms"], { kind: "mid/side", ...two, matrix: "ms" }),
			"Ms stands in the chain twice; it exists once.",
		],
		[
			"a parallel chain without a dry half",
			aChain(["stereo"], { kind: "parallel", ...two }),
			"A parallel chain does not say where its dry sound leaves and where it meets the wet one.",
		],
		[
			"dry sound that comes back nowhere",
			aChain(["stereo"], { kind: "parallel", ...two, blend: { sends: [3, 4] } }),
			"The dry sound comes back nowhere.",
		],
		[
			"dry sound on the wet lines",
			aChain(["stereo"], { kind: "parallel", ...two, blend: { sends: [2, 3], unit: "sum" } }),
			"The dry sound cannot leave by an output that is taken: it would not be dry.",
		],
		[
			"dry and wet on one return",
			aChain(["stereo"], { kind: "parallel", ...two, blend: { sends: [3, 4], returns: [2, 3] } }),
			"Wet and dry cannot come back on one input without a summing unit.",
		],
		[
			"a compressor that is to sum",
			aChain(["stereo"], { kind: "parallel", ...two, blend: { sends: [3, 4], unit: "other" } }),
			"Other does not sum: wet and dry cannot meet in it.",
		],
		[
			"a line level into an amplifier",
			aChain(["head", "load"], { kind: "re-amp" }),
			"No re-amp box stands in the chain: Interface DA1 gives +4.0 dBu, Head wants an instrument's level, about 22 dB less.",
		],
		[
			"an amplifier without a load",
			aChain(["reamp", "head", "one"], { kind: "re-amp" }),
			"Head SPEAKER must not run into One IN: a load box or a cabinet is missing behind Head.",
		],
		[
			"an amplifier without a load in any chain",
			aChain(["head"]),
			"Head SPEAKER must not run into Interface AD1: a load box or a cabinet is missing behind Head.",
		],
		[
			"a cabinet that nobody listens to",
			aChain(["reamp", "head", "cabinet", "one"], { kind: "re-amp" }),
			"Behind Cabinet the sound is in the air, and no microphone takes it up.",
		],
		[
			"a microphone that hears nothing",
			aChain(["mic", "one"]),
			"Mic hears no loudspeaker: nothing goes into it by a cord.",
		],
	])("%s", (_, chain, sentence) => {
		expect(lacks(chain)).toContain(sentence);
	});

	test("each with a cure", () => {
		const chain = aChain(["head", "one", "one"], { kind: "re-amp", sends: [99] });
		const { impossible } = needsOf(room, chain);
		expect(impossible.length).toBeGreaterThan(1);
		for (const { cure } of impossible) expect(cure).toMatch(/^[A-Z].*\.$/);
	});

	test("a summing mixer of two inputs cannot take wet and dry of two sides", () => {
		const studio = aStudio({ gear: [aWideInterface(4), aStereoBox("stereo"), aSummer("sum", 2)] });
		const chain = aChain(["stereo"], { kind: "parallel", ...two, blend: { sends: [3, 4], unit: "sum" } });
		expect(lacks(chain, studio)).toEqual(["Sum has not inputs enough: 2 outputs must sum two inputs each."]);
	});
});

describe("the demo studio", () => {
	let demo: Studio;
	beforeAll(async () => {
		demo = await theDemoStudio();
	});

	test("re-amps", () => {
		expect(lacks(aChain(["reamp", "guitar-amp", "load-box"], { kind: "re-amp" }), demo)).toEqual([]);
	});

	test("has two microphone channels for two sides", () => {
		expect(stretches(aChain(["mic-pre"], { kind: "stereo", ...two }), demo)).toContain(
			"mic-pre/out-2 interface/ad2",
		);
	});
});
