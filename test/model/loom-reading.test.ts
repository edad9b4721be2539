import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Lines, Pinout } from "#model/connector.ts";
import { type Heard, type LoomReading, readLoom } from "#model/loom-reading.ts";
import type { Studio } from "#model/studio.ts";
import { aLoom, aStudio, aUnit, type BuiltUnit, pinouts } from "../builders.ts";
import { findingsIn } from "./a-fault.ts";
import { eightIns, eightOuts } from "./faults-loom.ts";

const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7];
type End = Exclude<Parameters<typeof aLoom>[0], string>;

const reading = (studio: Studio): LoomReading => readLoom(studio, studio.looms[0]);

const say = (heard: Heard): string => {
	if (heard.what === "right" || heard.what === "nothing") return heard.what;
	if (heard.what === "several") return `several ${heard.from.map(({ channel }) => channel + 1).join()}`;
	const from = `${heard.from.channel + 1} ${heard.what}`;
	return heard.what === "one leg"
		? `${from}${heard.isInverted ? " inverted" : ""}, ${heard.leg} ${heard.lies}`
		: from;
};
const said = (studio: Studio): string[] => reading(studio).heard.map(({ heard }) => say(heard));

const between = (
	gear: readonly BuiltUnit[],
	from: Omit<End, "into">,
	to: Omit<End, "into">,
	own?: Pinout,
): Studio =>
	aStudio({
		gear,
		looms: [aLoom({ into: "source/outs", ...from }, { into: "sink/ins", ...to }, "L1")],
		...(own ? { own: { pinouts: { own } } } : {}),
	});

test("a straight AES59 loom in a Yamaha socket: studio facts, chapter 4, socket by socket", () => {
	const studio = between([eightOuts("aes59"), eightIns("yamaha")], {}, { pinout: "aes59" });
	expect(said(studio)).toEqual([
		"8 elsewhere",
		"7 one leg inverted, hot on ground",
		"7 one leg inverted, cold on ground",
		"6 elsewhere",
		"5 one leg inverted, hot on ground",
		"5 one leg inverted, cold on ground",
		"4 elsewhere",
		"3 one leg inverted, hot on ground",
	]);
	expect(reading(studio).harmed.map(({ at, harm }) => `${at.channel + 1} ${harm}`)).toEqual([
		"1 shorted",
		"2 shorted",
		"3 cold on ground",
	]);
});

test("a Yamaha loom in an AES59 socket is as wrong, and aes59 is the cure", () => {
	const studio = between([eightOuts("yamaha"), eightIns("aes59")], {}, { pinout: "yamaha" });
	const [found] = findingsIn({ studio }).filter(({ code }) => code === "wiring.loom-channel");
	expect(found.numbers).toMatchObject({ channels: 8, right: 0 });
	expect(found.cure).toBe("Solder its plug at Sink INS as aes59: then every channel arrives.");
});

test("the plug at the giving end may be the one to solder anew", () => {
	const studio = between([eightOuts("aes59"), eightIns("yamaha")], { pinout: "yamaha" }, {});
	const [found] = findingsIn({ studio }).filter(({ code }) => code === "wiring.loom-channel");
	expect(found.cure).toBe("Solder its plug at Source OUTS as aes59: then every channel arrives.");
});

const turned = ({ hot, cold = "", screen = "" }: Lines): Lines => ({ hot: cold, cold: hot, screen });

/** Every pair of the plug on some channel, upright or not. */
const anyOrder = fc.record({
	order: fc.shuffledSubarray(EIGHT, { minLength: 8 }),
	flips: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
	socket: fc.constantFrom("aes59" as const, "yamaha" as const),
});

describe("pairs in any order, upright or not", () => {
	test("every socket is told which channel it hears, and how", () => {
		fc.assert(
			fc.property(anyOrder, ({ order, flips, socket }) => {
				const { channels } = pinouts[socket];
				const own: Pinout = {
					...pinouts[socket],
					channels: order.map((pair, i) => (flips[i] ? turned(channels[pair]) : channels[pair])),
				};
				const studio = between([eightOuts("aes59"), eightIns(socket)], {}, { pinout: "own" }, own);
				const expected = EIGHT.map((at) => {
					const from = order.indexOf(at);
					if (flips[from]) return `${from + 1} inverted`;
					return from === at ? "right" : `${from + 1} elsewhere`;
				});
				const isStraight = expected.every((one) => one === "right");
				expect(said(studio)).toEqual(expected);
				const told = findingsIn({ studio }).filter(({ code }) => code === "wiring.loom-channel");
				expect(told.map(({ cure }) => cure)).toEqual(
					isStraight ? [] : [`Solder its plug at Sink INS as ${socket}: then every channel arrives.`],
				);
			}),
			{ numRuns: 40 },
		);
	});

	test("plugs that are soldered as their sockets are wired are never told", () => {
		fc.assert(
			fc.property(anyOrder, anyOrder, ({ socket: near }, { socket: far }) => {
				const studio = between([eightOuts(near), eightIns(far)], {}, {});
				expect(findingsIn({ studio })).toEqual([]);
				const said = between([eightOuts(near), eightIns(far)], { pinout: near }, { pinout: far });
				expect(findingsIn({ studio: said })).toEqual([]);
			}),
			{ numRuns: 8 },
		);
	});
});

/** A box with four AES3 inputs and four outputs on one DB25. */
const aes3 = (id: string, pinout: "tascam-aes3" | "yamaha-aes3"): BuiltUnit =>
	aUnit(id, {
		ports: {
			"in[1-4]": { direction: "digital in", format: "AES3" },
			"out[1-4]": { direction: "digital out", format: "AES3" },
		},
		jacks: { aes: { connector: "DB25", pinout, carries: ["in[1-4]", "out[1-4]"] } },
		paths: [],
	});

describe("AES3 on DB25, inputs and outputs in one plug", () => {
	const crossed: Pinout = {
		...pinouts["yamaha-aes3"],
		channels: [...pinouts["yamaha-aes3"].channels.slice(4), ...pinouts["yamaha-aes3"].channels.slice(0, 4)],
	};
	const joined = (pinout: string | undefined): Studio =>
		aStudio({
			gear: [aes3("a", "tascam-aes3"), aes3("b", "yamaha-aes3")],
			looms: [aLoom("a/aes", pinout ? { into: "b/aes", pinout } : "b/aes", "L1")],
			own: { pinouts: { crossed } },
		});

	test("straight through, outputs meet outputs: no input hears anything", () => {
		expect(said(joined(undefined))).toEqual(Array.from({ length: 8 }, () => "nothing"));
	});

	test("crossed over, every input hears the output that it should", () => {
		expect(said(joined("crossed"))).toEqual(Array.from({ length: 8 }, () => "right"));
	});

	test("a swapped pair does not matter: AES3 is the same either way up", () => {
		const flipped = { ...crossed, channels: crossed.channels.map(turned) };
		const studio = aStudio({
			gear: [aes3("a", "tascam-aes3"), aes3("b", "yamaha-aes3")],
			looms: [aLoom("a/aes", { into: "b/aes", pinout: "flipped" }, "L1")],
			own: { pinouts: { flipped } },
		});
		expect(said(studio)).toEqual(Array.from({ length: 8 }, () => "right"));
	});
});

test("a loom between a bay and a unit is read as well as one between two units", () => {
	const studio = aStudio({
		gear: [eightIns("yamaha")],
		bays: [
			{
				id: "PB1",
				name: "Bay",
				connector: "TT",
				columns: 8,
				rear: { connector: "DB25", pinout: "aes59" },
				points: [{ columns: "1-8", normalling: "open" }],
			},
		],
		looms: [aLoom("PB1/B1-8", { into: "sink/ins", pinout: "aes59" }, "L1")],
	});
	const [found] = findingsIn({ studio });
	expect(found.code).toBe("wiring.loom-channel");
	expect(found.sentence).toContain(
		"Sink INS 1 hears channel 8; 2 channel 7 by one leg and inverted, its hot on ground;",
	);
	expect(found.sentence).toContain("PB1 B1-8 1 and 2 are shorted; 3 has its cold leg on ground.");
});
