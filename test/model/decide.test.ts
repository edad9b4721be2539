import { beforeAll, describe, expect, test } from "vitest";
import { type DeskCommand, decide, isRefusal } from "#model/decide.ts";
import { frontOf } from "#model/front.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { aChain, aSession, theDemoStudio } from "../builders.ts";

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

const hanging = aSession({ cords: [{ cord: "TT-30-red #1", from: "PB1/A01", to: "PB1/B03" }] });
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

describe("a command that cannot be is refused with a sentence", () => {
	test.each<[string, DeskCommand, Session, string]>([
		[
			"a jack that is not there",
			{ do: "plug", from: "PB1/A49", to: "PB1/B01" },
			aSession(),
			'There is no jack "PB1/A49".',
		],
		[
			"one jack for both ends",
			{ do: "plug", from: "PB1/A01", to: "PB1/A01" },
			aSession(),
			"Both ends of a cord cannot go into one jack.",
		],
		[
			"a jack that is taken",
			{ do: "plug", from: "PB1/A05", to: "PB1/B03" },
			hanging,
			"PB1 B03 Valve EQ IN L has TT-30-red #1 in it already.",
		],
		[
			"a cord that hangs elsewhere",
			{ do: "plug", from: "PB1/A05", to: "PB1/B05", cord: "TT-30-red #1" },
			hanging,
			"TT-30-red #1 is plugged already.",
		],
		[
			"a cord that is not in the store",
			{ do: "plug", from: "PB1/A05", to: "PB1/B05", cord: "TT-30-red #9" },
			aSession(),
			'There is no cord "TT-30-red #9" in the store.',
		],
		[
			"a plug that does not go in",
			{ do: "plug", from: "PB1/A05", to: "PB1/B05", cord: "TS-150 #1" },
			aSession(),
			"A TS–TS cord does not go from PB1 A05 DA 5 to PB1 B05 OSC EQ IN L.",
		],
		[
			"a socket that a loom sits in",
			{ do: "plug", from: "PB1/A05", to: "valve-eq/in-l" },
			aSession(),
			"No cord goes into Valve EQ IN L: it is wired behind.",
		],
		[
			"a multipair socket",
			{ do: "plug", from: "PB1/A05", to: "interface/in-1-8" },
			aSession(),
			"No cord goes into Interface IN 1–8: it is wired behind.",
		],
		[
			"two jacks that no cord of the store joins",
			{ do: "plug", from: "PB1/A05", to: "guitar-amp/in" },
			aSession(),
			"No free cord in the store fits and reaches from PB1 A05 DA 5 to Guitar amp IN.",
		],
		[
			"a cord that does not hang",
			{ do: "unplug", cord: "TT-30-red #2" },
			hanging,
			"TT-30-red #2 is not plugged.",
		],
		[
			"a control that is not there",
			{ do: "turn", unit: "fet", control: "threshold", setting: 1 },
			aSession(),
			'FET comp has no control "threshold".',
		],
		[
			"a control that every object has",
			{ do: "turn", unit: "fet", control: "constructor", setting: 1 },
			aSession(),
			'FET comp has no control "constructor".',
		],
		[
			"a unit that is not there",
			{ do: "turn", unit: "moog", control: "cutoff", setting: 1 },
			aSession(),
			'"moog" has no control "cutoff".',
		],
		[
			"a position that is not there",
			{ do: "turn", unit: "fet", control: "ratio", setting: "5" },
			aSession(),
			'RATIO has no position "5": it has 4, 8, 12, 20',
		],
		[
			"a word for a knob",
			{ do: "turn", unit: "fet", control: "input", setting: "loud" },
			aSession(),
			'INPUT wants a figure in dB, not "loud"',
		],
		[
			"power for a unit that is not there",
			{ do: "power", unit: "moog", on: true, minutesAgo: 0 },
			aSession(),
			'There is no unit "moog" in the studio.',
		],
		[
			"a stranger in a chain",
			{ do: "set chain", chain: aChain(["moog"]) },
			aSession(),
			'There is no unit "moog" in the studio.',
		],
		[
			"the interface as an insert",
			{ do: "set chain", chain: aChain(["interface"]) },
			aSession(),
			"The interface is both ends of the chain, not an insert.",
		],
		[
			"a stranger on the right side",
			{ do: "set chain", chain: aChain(["fet"], { kind: "dual mono", ...two, right: ["moog"] }) },
			aSession(),
			'There is no unit "moog" in the studio.',
		],
		[
			"a unit twice in a chain",
			{ do: "set chain", chain: aChain(["fet", "fet"]) },
			aSession(),
			"FET comp stands in the chain twice; it exists once.",
		],
		[
			"two lines for a mono chain",
			{ do: "set chain", chain: aChain(["fet"], two) },
			aSession(),
			"A mono chain has 1 send and as many returns.",
		],
		[
			"a mid/side chain without its box",
			{ do: "set chain", chain: aChain(["bus-comp"], { kind: "mid/side", ...two }) },
			aSession(),
			"A mid/side chain needs a box that encodes left and right and decodes them again.",
		],
		[
			"a mid/side chain with another box",
			{ do: "set chain", chain: aChain(["bus-comp"], { kind: "mid/side", ...two, matrix: "tape" }) },
			aSession(),
			"Tape is no mid/side box: it neither encodes nor decodes.",
		],
		[
			"a parallel chain without a dry half",
			{ do: "set chain", chain: aChain(["bus-comp"], { kind: "parallel", ...two }) },
			aSession(),
			"A parallel chain does not say where its dry sound leaves and where it meets the wet one.",
		],
		[
			"a dry half of a stereo chain",
			{ do: "set chain", chain: aChain(["bus-comp"], { kind: "stereo", ...two, blend: { sends: [3, 4] } }) },
			aSession(),
			"A stereo chain has no dry half.",
		],
		[
			"units on the right of a stereo chain",
			{ do: "set chain", chain: aChain(["fet"], { kind: "stereo", ...two, right: ["opto"] }) },
			aSession(),
			"A stereo chain has no units of its own on the right side.",
		],
		[
			"a third plug of a cord that has two",
			{ do: "plug", from: "PB1/A05", to: "PB1/B05", also: ["PB1/B06"], cord: "TT-30-red #1" },
			aSession(),
			"A TT–TT cord does not go from PB1 A05 DA 5 to PB1 B05 OSC EQ IN L and PB1 B06 OSC EQ IN R.",
		],
		[
			"three jacks and no cord named",
			{ do: "plug", from: "PB1/A05", to: "PB1/B05", also: ["PB1/B06"] },
			aSession(),
			"No free cord in the store fits and reaches from PB1 A05 DA 5 to PB1 B05 OSC EQ IN L and PB1 B06 OSC EQ IN R.",
		],
		[
			"an adapter that is not in the store",
			{ do: "plug", from: "PB1/A05", to: "PB1/B05", cord: "TT-30-red #1 + TT-XLR #1" },
			aSession(),
			'There is no cord "TT-30-red #1 + TT-XLR #1" in the store.',
		],
		[
			"a chain that is not there",
			{ do: "remove chain", chain: "chain" },
			aSession(),
			'There is no chain "chain".',
		],
		[
			"a new cord during a pass",
			{ do: "plug", from: "PB1/A05", to: "PB1/B05" },
			running,
			"A pass is running: the patch is locked until it has ended.",
		],
		[
			"another rate during a pass",
			{ do: "describe session", header: { rate: 96_000 } },
			running,
			"The takes of this session are at 48000 Hz.",
		],
		[
			"another rate after the first take",
			{ do: "describe session", header: { song: "Red", rate: 96_000 } },
			recorded,
			"The takes of this session are at 48000 Hz.",
		],
		[
			"anything in a closed session",
			{ do: "note", text: "late" },
			aSession({ closed: "2024-05-06T18:00:00.000Z" }),
			"The session is closed.",
		],
	])("%s", (_, command, session, because) => {
		expect(refusal(command, session)).toBe(because);
	});

	test("a note and the ride of a knob are taken during a pass", () => {
		expect(refusal({ do: "note", text: "second chorus is loud" }, running)).toBe("carried out");
		expect(refusal({ do: "turn", unit: "fet", control: "input", setting: -8 }, running)).toBe("carried out");
	});
});
