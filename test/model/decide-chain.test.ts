import { beforeAll, describe, expect, test } from "vitest";
import { isRefusal } from "#model/decide.ts";
import type { Chain } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { aChain, aDesk, theDemoStudio } from "../builders.ts";

let demo: Studio;
beforeAll(async () => {
	demo = await theDemoStudio();
});

const two = { sends: [1, 2], returns: [1, 2] };

describe("a chain that does not hold together is refused with a sentence", () => {
	test.each<[string, Chain, string]>([
		[
			"a stranger on the right side",
			aChain(["fet"], { kind: "dual mono", ...two, right: ["moog"] }),
			'There is no unit "moog" in the studio.',
		],
		[
			"a unit twice in a chain",
			aChain(["fet", "fet"]),
			"FET comp stands in the chain twice; it exists once.",
		],
		["two lines for a mono chain", aChain(["fet"], two), "A mono chain has 1 send and as many returns."],
		[
			"a mid/side chain without its box",
			aChain(["bus-comp"], { kind: "mid/side", ...two }),
			"A mid/side chain needs a box that encodes left and right and decodes them again.",
		],
		[
			"a mid/side chain with another box",
			aChain(["bus-comp"], { kind: "mid/side", ...two, matrix: "tape" }),
			"Tape is no mid/side box: it neither encodes nor decodes.",
		],
		[
			"a parallel chain without a dry half",
			aChain(["bus-comp"], { kind: "parallel", ...two }),
			"A parallel chain does not say where its dry sound leaves and where it meets the wet one.",
		],
		[
			"a dry half of a stereo chain",
			aChain(["bus-comp"], { kind: "stereo", ...two, blend: { sends: [3, 4] } }),
			"A stereo chain has no dry half.",
		],
		[
			"units on the right of a stereo chain",
			aChain(["fet"], { kind: "stereo", ...two, right: ["opto"] }),
			"A stereo chain has no units of its own on the right side.",
		],
	])("%s", (_, chain, because) => {
		const decision = aDesk(demo).does({ do: "set chain", chain });
		expect(isRefusal(decision) ? decision.because : "carried out").toBe(because);
	});
});

describe("a chain that does", () => {
	test.each<[string, Partial<Chain>]>([
		["mono", {}],
		["stereo", { kind: "stereo", ...two }],
		["dual mono", { kind: "dual mono", ...two, right: ["opto"] }],
		["re-amp", { kind: "re-amp", inserts: ["reamp", "guitar-amp", "load-box"] }],
		[
			"parallel, back on returns of its own",
			{ kind: "parallel", ...two, blend: { sends: [3, 4], returns: [3, 4] } },
		],
	])("a chain can be %s", (_, changes) => {
		const desk = aDesk(demo);
		desk.must({ do: "set chain", chain: aChain(["fet"], changes) });
		expect(desk.session().chains).toHaveLength(1);
	});

	test("a wish that cannot be patched is kept: the plan says what is missing", () => {
		const desk = aDesk(demo);
		desk.must({ do: "set chain", chain: aChain(["fet"], { kind: "stereo", ...two }) });
		desk.must({ do: "set chain", chain: aChain(["fet"], { id: "far", returns: [99] }) });
		expect(desk.session().chains).toHaveLength(2);
	});
});
