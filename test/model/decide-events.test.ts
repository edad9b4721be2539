import { beforeAll, describe, expect, test } from "vitest";
import { type DeskCommand, decide, isRefusal } from "#model/decide.ts";
import { frontOf } from "#model/front.ts";
import type { Chain, Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { aChain, aDesk, aSession, theDemoStudio } from "../builders.ts";

let demo: Studio;
beforeAll(async () => {
	demo = await theDemoStudio();
});

const two = { sends: [1, 2], returns: [1, 2] };

const refusal = (command: DeskCommand, session: Session): string => {
	const front = frontOf(demo);
	const decision = decide(
		{ studio: demo, session, front, by: "test", at: "2024-05-06T10:00:00.000Z" },
		command,
	);
	return isRefusal(decision) ? decision.because : "carried out";
};

const running: Session = aSession({
	pass: { pass: "p1", chain: "chain", source: "mix.wav", state: "rolling", seconds: 200, at: "", by: "test" },
});

const aTake = (file: string | null): Session["takes"][number] => ({
	number: 1,
	at: "",
	chain: "chain",
	source: "mix.wav",
	file,
	result: { pass: "p1", end: "failed", take: file, figures: null, remarks: [], sentence: "" },
});
const recorded: Session = aSession({ takes: [aTake("take.wav")] });

describe("what a command leads to", () => {
	test("the rate is free until the first take; then the rest of the header still is", () => {
		for (const session of [aSession(), aSession({ takes: [aTake(null)] })])
			expect(refusal({ do: "describe session", header: { rate: 96_000 } }, session)).toBe("carried out");
		for (const session of [running, recorded])
			expect(refusal({ do: "describe session", header: { song: "Red", rate: 48_000 } }, session)).toBe(
				"carried out",
			);
	});

	test("a plug without a named cord takes the shortest that fits", () => {
		const desk = aDesk(demo);
		desk.must({ do: "plug", from: "PB1/A01", to: "PB1/B48" });
		expect(desk.session().cords).toEqual([{ cord: "TT-90-yellow #1", from: "PB1/A01", to: "PB1/B48" }]);
	});

	test("an inverted cord may be plugged when it is asked for by name", () => {
		const desk = aDesk(demo);
		desk.must({ do: "plug", from: "PB1/A01", to: "PB1/B03", cord: "TT-60-flip #1" });
		expect(desk.session().cords).toHaveLength(1);
	});

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

	test("a knob stops at its end stop", () => {
		const desk = aDesk(demo);
		desk.must({ do: "turn", unit: "fet", control: "input", setting: 99 });
		expect(desk.session().settings.fet?.input).toEqual({
			setting: 20,
			how: "by hand",
			at: "2024-05-06T10:00:00.000Z",
		});
	});

	test("a unit that was on before the session opened has been on since then", () => {
		const desk = aDesk(demo);
		desk.must({ do: "power", unit: "opto", on: true, minutesAgo: 30 });
		expect(desk.session().powered).toEqual({ opto: "2024-05-06T09:30:00.000Z" });
		desk.must({ do: "power", unit: "opto", on: false, minutesAgo: 0 });
		expect(desk.session().powered).toEqual({});
	});

	test("the fields of the header that are not named stay as they are", () => {
		const desk = aDesk(demo);
		desk.must({ do: "describe session", header: { artist: "The Tests", song: "Green" } });
		desk.must({ do: "describe session", header: { song: "Red" } });
		expect(desk.session().header).toMatchObject({ artist: "The Tests", song: "Red", rate: 48000 });
	});

	test("a chain that is set again keeps its place in the list", () => {
		const desk = aDesk(demo);
		for (const id of ["one", "two"]) desk.must({ do: "set chain", chain: aChain(["fet"], { id }) });
		desk.must({ do: "set chain", chain: aChain(["opto"], { id: "one" }) });
		expect(desk.session().chains.map(({ id, inserts }) => [id, ...inserts])).toEqual([
			["one", "opto"],
			["two", "fet"],
		]);
	});

	test("a finding is accepted with a reason and a name, and withdrawn again", () => {
		const desk = aDesk(demo);
		desk.must({ do: "accept", finding: "level.too-hot a b", because: "it is meant to distort" });
		desk.must({ do: "accept", finding: "level.too-hot a b", because: "still so" });
		expect(desk.session().accepted).toEqual([
			{ finding: "level.too-hot a b", because: "still so", by: "test", at: "2024-05-06T10:00:00.000Z" },
		]);
		desk.must({ do: "withdraw", finding: "level.too-hot a b" });
		expect(desk.session().accepted).toEqual([]);
	});
});
