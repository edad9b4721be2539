import { describe, expect, test } from "vitest";
import { Upward } from "#protocol/messages.ts";

const command = (wish: unknown) => ({ say: "command", id: "1", command: wish });
const because = (message: unknown): string =>
	Upward.safeParse(message)
		.error?.issues.map(({ path }) => path.join("."))
		.join(" ") ?? "taken";

describe("what a tablet says is parsed at the door", () => {
	test.each([
		["a hello", { say: "hello", protocol: 1, tablet: "couch" }],
		["a hello that resumes", { say: "hello", protocol: 1, tablet: "couch", session: "s", clock: 17 }],
		["a finger that goes down", { say: "hold", unit: "fet", control: "input", on: true }],
		["a cord", command({ do: "plug", from: "PB1/A01", to: "PB1/B03" })],
		["a knob", command({ do: "turn", unit: "fet", control: "input", setting: -12 })],
		["an undo", command({ do: "undo" })],
	])("%s is taken", (_, message) => {
		expect(because(message)).toBe("taken");
	});

	test("the fields of a header that are not named stay unnamed: nothing is wiped", () => {
		const heard = Upward.parse(command({ do: "describe session", header: { song: "Red" } }));
		expect(heard).toEqual(command({ do: "describe session", header: { song: "Red" } }));
	});

	test.each<[string, unknown, string]>([
		["nothing", undefined, ""],
		["a number", 7, ""],
		["a list", [], ""],
		["an unknown word", { say: "shout" }, "say"],
		["a word too many", { say: "hold", unit: "fet", control: "input", on: true, admin: true }, ""],
		["a tablet without a name", { say: "hello", protocol: 1, tablet: "" }, "tablet"],
		["a tablet with a novel for a name", { say: "hello", protocol: 1, tablet: "x".repeat(41) }, "tablet"],
		["a clock that is no number", { say: "hello", protocol: 1, tablet: "t", clock: "9" }, "clock"],
		["an unknown command", command({ do: "format disk" }), "command.do"],
		["a prototype", command(JSON.parse('{"do":"undo","__proto__":{"admin":true}}')), "command"],
		[
			"a cord from an endless jack",
			command({ do: "plug", from: "x".repeat(81), to: "PB1/B03" }),
			"command.from",
		],
		[
			"a knob at NaN",
			command({ do: "turn", unit: "fet", control: "input", setting: Number.NaN }),
			"command.setting",
		],
		[
			"a knob at infinity",
			command({ do: "turn", unit: "fet", control: "input", setting: Number.POSITIVE_INFINITY }),
			"command.setting",
		],
		[
			"a knob at an object",
			command({ do: "turn", unit: "fet", control: "input", setting: {} }),
			"command.setting",
		],
		["an empty note", command({ do: "note", text: "" }), "command.text"],
		["a note of a megabyte", command({ do: "note", text: "x".repeat(1_000_000) }), "command.text"],
		[
			"an acceptance without a reason",
			command({ do: "accept", finding: "f", because: "" }),
			"command.because",
		],
		[
			"a unit that was switched on last year",
			command({ do: "power", unit: "opto", on: true, minutesAgo: 500_000 }),
			"command.minutesAgo",
		],
		[
			"a chain with a path for an id",
			command({
				do: "set chain",
				chain: { id: "../../etc", name: "", kind: "mono", sends: [1], returns: [1], inserts: [] },
			}),
			"command.chain.id",
		],
		[
			"a chain on line 0",
			command({
				do: "set chain",
				chain: { id: "c", name: "", kind: "mono", sends: [0], returns: [1], inserts: [] },
			}),
			"command.chain.sends.0",
		],
		[
			"a chain on eleven lines",
			command({
				do: "set chain",
				chain: { id: "c", name: "", kind: "mono", sends: Array(11).fill(1), returns: [1], inserts: [] },
			}),
			"command.chain.sends",
		],
		["a rate of nothing", command({ do: "open session", header: { rate: 0 } }), "command.header.rate"],
		[
			"a tail of a day",
			command({ do: "print", chain: "c", source: "mix.wav", tail: 86_400 }),
			"command.tail",
		],
	])("%s is refused", (_, message, where) => {
		expect(because(message)).toBe(where);
	});

	test("no string of a command is without a limit", () => {
		const novel = "x".repeat(100_000);
		const wishes = [
			{ do: "remove chain", chain: novel },
			{ do: "unplug", cord: novel },
			{ do: "plug", from: "a", to: "b", cord: novel },
			{ do: "turn", unit: novel, control: "c", setting: 1 },
			{ do: "turn", unit: "u", control: novel, setting: 1 },
			{ do: "turn", unit: "u", control: "c", setting: novel },
			{ do: "power", unit: novel, on: true },
			{ do: "accept", finding: novel, because: "b" },
			{ do: "withdraw", finding: novel },
			{ do: "measure", chain: novel },
			{ do: "print", chain: novel, source: "s" },
			{ do: "print", chain: "c", source: "s", answers: [novel] },
			{ do: "print", chain: "c", source: "s", answers: Array(100_000).fill("f") },
			{ do: "verify tone", chain: novel },
			{
				do: "set chain",
				chain: { id: "c", name: "", kind: "mono", sends: [1], returns: [1], inserts: [novel] },
			},
		];
		expect(wishes.filter((wish) => Upward.safeParse(command(wish)).success).map((wish) => wish.do)).toEqual(
			[],
		);
	});
});
