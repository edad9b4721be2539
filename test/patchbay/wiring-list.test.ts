import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CableMap, ColdWire } from "#model/cable.ts";
import { netsJoined } from "#model/copper/copper.ts";
import { wire } from "#model/copper/wiring.ts";
import type { Studio } from "#model/studio.ts";
import { type Conductor, wiringCsv, wiringList } from "#patchbay/wiring-list.ts";
import { aBay, aLoom, anInput, anOutput, aStudio, aUnit, pinouts, theDemoStudio } from "../builders.ts";

const { aes59 } = pinouts;
const eightOuts = aUnit("desk", {
	ports: { "out[1-8]": anOutput() },
	jacks: { outs: { connector: "DB25", pinout: "aes59", carries: ["out[1-8]"] } },
	paths: [],
});
const rca = aUnit("echo", {
	ports: { in: anInput({ stage: "unbalanced" }) },
	jacks: { in: { connector: "RCA" } },
	paths: [],
});

type Looms = Parameters<typeof aStudio>[0]["looms"];
const withLooms = (looms: Looms): Studio =>
	aStudio({
		gear: [eightOuts, rca, aUnit("fet"), aUnit("opto")],
		bays: [aBay({ columns: 8, rear: { connector: "DB25", pinout: "aes59" } })],
		...(looms ? { looms } : {}),
	});

/** The rows of one channel of a list, as short lines. */
const saidOf = (list: readonly Conductor[], channel = 1): string[] =>
	list
		.filter((row) => row.channel === channel)
		.map(({ conductor, a, b, remark }) =>
			`${conductor}: ${a.contact ?? "–"} ${b.contact ?? "–"} ${remark}`.trim(),
		);
const linesOf = (looms: Looms, channel = 1): string[] => saidOf(wiringList(withLooms(looms)), channel);

describe("the wiring list", () => {
	test("has three conductors for every channel of a trunk, contact to contact", () => {
		const list = wiringList(withLooms([aLoom("desk/outs", "PB1/A1-8", "L1")]));
		expect(list).toHaveLength(24);
		expect(saidOf(list)).toEqual(["hot: 24 24", "cold: 12 12", "screen: 25 25"]);
		expect(list[0]).toMatchObject({
			cable: "L1",
			kind: "balanced pair",
			a: { socket: "desk/outs", connector: "DB25" },
			b: { socket: "PB1/A1-8", connector: "DB25" },
		});
	});

	test("says pins or holes where they are known: an XLR plug that takes from an output has holes", () => {
		const [hot] = wiringList(withLooms([aLoom("fet/out", "opto/in")]));
		expect(hot?.a).toMatchObject({ gender: "female", contact: "2" });
		expect(hot?.b).toMatchObject({ gender: "male", contact: "2" });
		const [trunk] = wiringList(withLooms([aLoom("desk/outs", "PB1/A1-8")]));
		expect(trunk?.a.gender).toBeNull();
	});

	test("says a tail that nobody uses", () => {
		const looms = [aLoom("PB1/B1-8", ["fet/in", null, "opto/in"])];
		const unused = ["hot: 10 – not used at B: insulate", "cold: 23 – not used at B: insulate"];
		expect(linesOf(looms, 2).slice(0, 2)).toEqual(unused);
		expect(linesOf(looms, 3)).toEqual(["hot: 21 2", "cold: 9 3", "screen: 22 1"]);
	});
});

describe("what is not as usual stands in the remark", () => {
	test.each<[string, Looms, string[]]>([
		[
			"cold to screen in a plug without a contact for it",
			[aLoom("fet/out", { into: "echo/in", cold: "to screen" })],
			["hot: 2 T", "cold: 3 S cold to screen at B", "screen: 1 S"],
		],
		[
			"cold to screen in a plug that has one: both are bridged",
			[aLoom({ into: "fet/out", cold: "to screen" }, "opto/in")],
			["hot: 2 2", "cold: 3 3 cold to screen at A, bridge 3 and 1", "screen: 1 1"],
		],
		[
			"cold open",
			[aLoom("fet/out", { into: "echo/in", cold: "open" })],
			["hot: 2 T", "cold: 3 – cold open at B: insulate", "screen: 1 S"],
		],
		[
			"no contact for cold, and nothing said",
			[aLoom("fet/out", "echo/in")],
			["hot: 2 T", "cold: 3 – no contact for cold at B: insulate", "screen: 1 S"],
		],
		[
			"hot and cold swapped",
			[aLoom("fet/out", { into: "opto/in", inverted: true })],
			["hot: 2 3 inverted at B", "cold: 3 2 inverted at B", "screen: 1 1"],
		],
		[
			"a screen that is lifted",
			[{ ...aLoom("fet/out", "opto/in"), screen: "lifted" }],
			["hot: 2 2", "cold: 3 3", "screen: 1 – screen lifted at B: insulate"],
		],
		[
			"a pad in the plug",
			[{ ...aLoom("fet/out", "opto/in"), pad: { series: "4.7 kΩ", shunt: "1 kΩ" } }],
			[
				"hot: 2 2 pad at B: 4700 Ω in series in each leg, 1000 Ω across",
				"cold: 3 3 pad at B: 4700 Ω in series in each leg, 1000 Ω across",
				"screen: 1 1",
			],
		],
		[
			"a pinout of its own",
			[aLoom("fet/out", { into: "opto/in", pinout: "pin 3 hot" })],
			["hot: 2 3", "cold: 3 2", "screen: 1 1"],
		],
	])("%s", (_, looms, lines) => {
		expect(linesOf(looms)).toEqual(lines);
	});
});

test("a cable that is described contact by contact has a row from each wire's first contact to each other one", () => {
	const map = CableMap.parse({
		source: "test",
		ends: { stereo: { connector: "XLR-3" }, left: { connector: "RCA" }, right: { connector: "RCA" } },
		wires: [
			["stereo.2", "left.T"],
			["stereo.3", "right.T"],
			["stereo.1", "left.S", "right.S"],
		],
	});
	const studio: Studio = {
		...withLooms([]),
		cableMaps: { split: map },
		cables: [
			{
				id: "Y1",
				cable: "split",
				ends: { stereo: "fet/out", left: "echo/in" },
				length: 2,
				screen: "lifted",
			},
		],
	};
	expect(wiringList(studio).map(({ channel, a, b, remark }) => [channel, a, b, remark])).toMatchObject(
		[
			[1, { socket: "fet/out", gender: "female", contact: "2" }, { socket: "echo/in", contact: "T" }, ""],
			[2, { contact: "3" }, { socket: "right", contact: "T" }, ""],
			[3, { contact: "1" }, { socket: "echo/in", contact: null }, /one wire to 2 contacts; screen lifted/],
			[3, { contact: "1" }, { socket: "right", contact: null }, /one wire to 2 contacts/],
		].map((row) => row.map((cell) => (cell instanceof RegExp ? expect.stringMatching(cell) : cell))),
	);
});

describe("who solders by the list builds the copper that is computed with", () => {
	const end = (into: string) =>
		fc.record({
			into: fc.constant(into),
			cold: fc.constantFrom(...ColdWire.options),
			inverted: fc.boolean(),
		});
	const ends = fc.shuffledSubarray(["fet/in", "opto/in", "echo/in"], { minLength: 1 });
	const looms = fc
		.tuple(end("PB1/B1-8"), ends, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }))
		.chain(([from, into, used]) =>
			fc.tuple(
				fc.constant(from),
				fc.tuple(...into.map((socket, i) => (used[i] ? end(socket) : fc.constant(null)))),
			),
		)
		.map(([from, to]) => [aLoom(from, to)]);

	/** The metal as somebody builds it who has nothing but the list; chassis are one, and so are the sleeves of the bay. */
	const built = (list: readonly Conductor[]) => {
		const nets = netsJoined();
		const named = new Map<string, number>();
		const netOf = (contact: string): number => {
			const net = named.get(contact) ?? nets.lay(1);
			named.set(contact, net);
			return nets.root(net);
		};
		const metal = { netOf, join: (one: string, other: string) => nets.join(netOf(one), netOf(other)) };
		for (const socket of ["fet/in.1", "opto/in.1", "echo/in.S"]) metal.join(socket, "earth");
		for (const { screen } of aes59.channels) metal.join(`PB1/B1-8.${screen}`, "sleeves");
		for (const { a, b, remark } of list) {
			if (a.contact && b.contact) metal.join(`${a.socket}.${a.contact}`, `${b.socket}.${b.contact}`);
			for (const [, at, one, other] of remark.matchAll(/at ([AB]), bridge (\w+) and (\w+)/g)) {
				const { socket } = at === "A" ? a : b;
				metal.join(`${socket}.${one}`, `${socket}.${other}`);
			}
		}
		return metal;
	};
	const contacts = [
		...["fet/in", "opto/in"].flatMap((socket) => ["1", "2", "3"].map((pin) => `${socket}.${pin}`)),
		...["echo/in.T", "echo/in.S"],
		...aes59.channels.slice(0, 3).flatMap(({ hot, cold }) => [`PB1/B1-8.${hot}`, `PB1/B1-8.${cold}`]),
	];

	test("contact by contact: what the list joins is one net, and what it does not is not", () => {
		fc.assert(
			fc.property(looms, (looms) => {
				const studio = withLooms(looms);
				const { netOf } = wire(studio, { cords: [], normals: "open" });
				const metal = built(wiringList(studio));
				for (const one of contacts)
					for (const other of contacts)
						expect(netOf(one) === netOf(other), `${one} and ${other}`).toBe(
							metal.netOf(one) === metal.netOf(other),
						);
			}),
		);
	});
});

test("the demo studio's list as CSV: a head, then a row for each of its conductors, with room for the colour", async () => {
	const studio = await theDemoStudio();
	const [head = "", ...rows] = wiringCsv(studio).trimEnd().split("\r\n");
	expect(head.split(",").slice(0, 5)).toEqual(["cable", "kind", "length m", "channel", "conductor"]);
	expect(rows).toHaveLength(wiringList(studio).length);
	expect(rows).toContain(
		"L4,balanced pair,3,8,cold,PB1/B9-16,DB25,,14,tape-echo/in,RCA,,,,cold open at B: insulate",
	);
});
