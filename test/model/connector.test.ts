import { describe, expect, test } from "vitest";
import { mating } from "#model/connector.ts";
import type { Hop } from "#model/copper/link.ts";
import { wire } from "#model/copper/wiring.ts";
import type { Studio } from "#model/studio.ts";
import { aLoom, anInput, anOutput, aReceiver, arrivingAt, aSource, aStudio, aUnit } from "../builders.ts";

const EIGHT = [1, 2, 3, 4, 5, 6, 7, 8];

/** Eight outputs on an AES59 socket, a straight AES59 loom, eight inputs on a socket of one kind or the other. */
const eightChannels = (pinout: "aes59" | "yamaha"): Studio =>
	aStudio({
		gear: [
			aUnit("source", {
				ports: { "out[1-8]": anOutput({ impedance: "0 Ω" }) },
				jacks: { outs: { connector: "DB25", pinout: "aes59", carries: ["out[1-8]"] } },
				paths: [],
			}),
			aUnit("sink", {
				ports: { "in[1-8]": anInput() },
				jacks: { ins: { connector: "DB25", pinout, carries: ["in[1-8]"] } },
				paths: [],
			}),
		],
		looms: [aLoom("source/outs", { into: "sink/ins", pinout: "aes59" })],
	});

const said = (hops: readonly Hop[]): string[] =>
	hops.map(({ from, inverted, gain }) => `${from.name}${inverted ? " inverted" : ""} ${gain.toFixed(1)} dB`);

describe("a straight AES59 loom into an AES59 socket", () => {
	const studio = eightChannels("aes59");

	test.each(EIGHT)("channel %d arrives at its own socket, whole and the right way round", (channel) => {
		expect(said(arrivingAt(studio, `sink/in${channel}`))).toEqual([`out${channel} -0.0 dB`]);
	});

	test.each(EIGHT)("channel %d has hot on hot, cold on cold and screen on screen", (channel) => {
		const { ports } = wire(studio, { cords: [], normals: "as plugged" });
		expect(ports.get(`sink/in${channel}`)).toEqual(ports.get(`source/out${channel}`));
	});
});

describe("a straight AES59 loom into a Yamaha socket", () => {
	const studio = eightChannels("yamaha");
	const { earth, ports } = wire(studio, { cords: [], normals: "as plugged" });

	test.each([
		[1, 8],
		[4, 6],
		[7, 4],
	])("socket %d receives AES channel %d the right way round", (socket, channel) => {
		expect(said(arrivingAt(studio, `sink/in${socket}`))).toEqual([`out${channel} -0.0 dB`]);
		expect(ports.get(`sink/in${socket}`)).toEqual(ports.get(`source/out${channel}`));
	});

	test.each([
		[2, 7, "hot"],
		[3, 7, "cold"],
		[5, 5, "hot"],
		[6, 5, "cold"],
		[8, 3, "hot"],
	] as const)(
		"socket %d receives one leg of AES channel %d inverted, its %s on ground",
		(socket, channel, grounded) => {
			expect(said(arrivingAt(studio, `sink/in${socket}`))).toEqual([`out${channel} inverted -6.0 dB`]);
			expect(ports.get(`sink/in${socket}`)?.[grounded]).toBe(earth);
		},
	);

	test.each([1, 2])("AES channel %d has both legs on ground pins: it is shorted", (channel) => {
		const { hot, cold } = ports.get(`source/out${channel}`) ?? {};
		expect([hot, cold]).toEqual([earth, earth]);
	});

	test("AES channel 3 has its cold leg on ground", () => {
		expect(ports.get("source/out3")?.cold).toBe(earth);
		expect(ports.get("source/out3")?.hot).not.toBe(earth);
	});
});

type SinkJack = Parameters<typeof aReceiver>[2];
const TRS: SinkJack = { connector: "TRS" };

/** One cable between one output and one input on TRS sockets, soldered as it is said. */
const oneCable = (far: Omit<Exclude<Parameters<typeof aLoom>[1], string | unknown[]>, "into">): Studio =>
	aStudio({
		gear: [aSource("source", { impedance: "0 Ω" }, TRS), aReceiver("sink", {}, TRS)],
		looms: [aLoom("source/out", { into: "sink/in", ...far }, "L1")],
	});

const netsOf = (studio: Studio) => {
	const { earth, ports, misfits } = wire(studio, { cords: [], normals: "as plugged" });
	return { earth, misfits, source: ports.get("source/out"), sink: ports.get("sink/in") };
};

describe("one cable", () => {
	test("straight through joins hot to hot and cold to cold", () => {
		const { source, sink } = netsOf(oneCable({}));
		expect(sink).toEqual(source);
	});

	test("a TS plug in a TRS jack lays its sleeve over the ring: cold is on ground on both sides", () => {
		const { earth, source, sink, misfits } = netsOf(oneCable({ plug: "TS" }));
		expect(sink?.cold).toBe(earth);
		expect(sink?.hot).toBe(source?.hot);
		expect(misfits).toEqual([{ cable: "L1", plug: "TS", socket: "sink/in", jack: "TRS", fits: true }]);
	});

	test("the TS plug's cold wire ends in the air: the source's cold leg is not shorted by it", () => {
		const { earth, source } = netsOf(oneCable({ plug: "TS" }));
		expect(source?.cold).not.toBe(earth);
	});

	test("swapped at one end it inverts, at both ends it does not", () => {
		expect(said(arrivingAt(oneCable({ inverted: true })))).toEqual(["out inverted -0.0 dB"]);
		const twice = aStudio({
			gear: [aSource("source"), aReceiver("sink")],
			looms: [aLoom({ into: "source/out", inverted: true }, { into: "sink/in", inverted: true })],
		});
		expect(arrivingAt(twice).map(({ inverted }) => inverted)).toEqual([false]);
	});

	test("cold to screen at the far end shorts the source's cold leg", () => {
		const { earth, source } = netsOf(oneCable({ cold: "to screen" }));
		expect(source?.cold).toBe(earth);
	});

	test("cold open leaves both cold legs alone", () => {
		const { earth, source, sink } = netsOf(oneCable({ cold: "open" }));
		expect(new Set([source?.cold, sink?.cold, earth]).size).toBe(3);
	});

	test("an XLR plug does not go into a TRS jack: nothing is joined, and it is told", () => {
		const studio = oneCable({ plug: "XLR-3" });
		expect(netsOf(studio).misfits).toEqual([
			{ cable: "L1", plug: "XLR-3", socket: "sink/in", jack: "TRS", fits: false },
		]);
		expect(arrivingAt(studio)).toEqual([]);
	});

	test("a pin 3 hot input receives a pin 2 hot output inverted, unless the cable is made for it", () => {
		const old = { connector: "XLR-3" as const, pinout: "pin 3 hot" };
		const cabled = (to: Parameters<typeof aLoom>[1]): boolean[] =>
			arrivingAt(
				aStudio({ gear: [aSource("source"), aReceiver("sink", {}, old)], looms: [aLoom("source/out", to)] }),
			).map(({ inverted }) => inverted);
		expect(cabled("sink/in")).toEqual([true]);
		expect(cabled({ into: "sink/in", pinout: "pin 3 hot" })).toEqual([false]);
	});
});

describe("RCA tails of a DB25 loom", () => {
	const tails = (cold: "open" | "to screen"): Studio =>
		aStudio({
			gear: [
				aUnit("source", {
					ports: { "out[1-8]": anOutput({ impedance: "0 Ω" }) },
					jacks: { outs: { connector: "DB25", pinout: "aes59", carries: ["out[1-8]"] } },
					paths: [],
				}),
				aReceiver("sink", { stage: "unbalanced" }, { connector: "RCA" }),
			],
			looms: [aLoom("source/outs", [null, null, null, { into: "sink/in", plug: "RCA", cold }])],
		});

	test("the fourth tail carries channel 4 and no other", () => {
		expect(arrivingAt(tails("open")).map(({ from }) => from.name)).toEqual(["out4"]);
	});

	test("with the cold wire on the sleeve the source's cold driver works into ground", () => {
		const { earth, ports } = wire(tails("to screen"), { cords: [], normals: "as plugged" });
		expect(ports.get("source/out4")?.cold).toBe(earth);
		expect(ports.get("source/out3")?.cold).not.toBe(earth);
	});

	test("with the cold wire open it does not", () => {
		const { earth, ports } = wire(tails("open"), { cords: [], normals: "as plugged" });
		expect(ports.get("source/out4")?.cold).not.toBe(earth);
	});
});

test("a cable into a combo socket ends in an XLR where nobody says more", () => {
	const combo = { connector: "combo" as const };
	const studio = aStudio({
		gear: [aSource("source", { impedance: "0 Ω" }), aReceiver("sink", {}, combo)],
		looms: [aLoom("source/out", "sink/in")],
	});
	expect(said(arrivingAt(studio))).toEqual(["out -0.0 dB"]);
	expect(wire(studio, { cords: [], normals: "as plugged" }).misfits.every(({ fits }) => fits)).toBe(true);
});

describe("bare wire on terminals", () => {
	const strip = { connector: "terminals" as const };

	test("from an XLR to the barrier strip of an old compressor all three wires arrive", () => {
		const studio = aStudio({
			gear: [aSource("source", { impedance: "0 Ω" }), aReceiver("sink", { stage: "transformer" }, strip)],
			looms: [aLoom("source/out", "sink/in")],
		});
		expect(said(arrivingAt(studio))).toEqual(["out -0.0 dB"]);
		const { ports } = wire(studio, { cords: [], normals: "as plugged" });
		expect(ports.get("sink/in")).toEqual(ports.get("source/out"));
	});

	test("it goes under a binding post as well, and not into a jack", () => {
		expect(mating("terminals", "banana")?.touching).toEqual([
			["+", "+"],
			["-", "-"],
		]);
		expect(mating("terminals", "TRS")).toBeUndefined();
	});
});

describe("one plug, three meanings", () => {
	const stereo = { connector: "TRS" as const, pinout: "stereo" };
	const headphones = aUnit("source", {
		ports: { "out-[1-2]": anOutput({ stage: "unbalanced", impedance: "0 Ω" }) },
		jacks: { phones: { ...stereo, carries: ["out-[1-2]"] } },
		paths: [],
	});

	test("a balanced cable carries two unbalanced channels, hot the left, cold the right", () => {
		const studio = aStudio({
			gear: [
				headphones,
				aUnit("sink", {
					ports: { "in-[1-2]": anInput({ stage: "unbalanced" }) },
					jacks: { aux: { ...stereo, carries: ["in-[1-2]"] } },
					paths: [],
				}),
			],
			looms: [aLoom("source/phones", "sink/aux")],
		});
		expect(said(arrivingAt(studio, "sink/in-1"))).toEqual(["out-1 -0.0 dB"]);
		expect(said(arrivingAt(studio, "sink/in-2"))).toEqual(["out-2 -0.0 dB"]);
	});

	test("a stereo output into a balanced input gives left minus right", () => {
		const studio = aStudio({
			gear: [headphones, aReceiver("sink", {}, TRS)],
			looms: [aLoom("source/phones", { into: "sink/in", plug: "TRS", pinout: "stereo" })],
		});
		expect(said(arrivingAt(studio)).sort()).toEqual(["out-1 -0.0 dB", "out-2 inverted -0.0 dB"]);
	});

	test("a mono output into a TRS-to-two-TS splitter gives hot on one side and inverted hot on the other", () => {
		const TS = { connector: "TS" as const };
		const studio = aStudio({
			gear: [
				aSource("source", { impedance: "0 Ω" }, TRS),
				aReceiver("left", { stage: "unbalanced" }, TS),
				aReceiver("right", { stage: "unbalanced" }, TS),
			],
			looms: [aLoom({ into: "source/out", plug: "TRS", pinout: "stereo" }, ["left/in", "right/in"])],
		});
		expect(said(arrivingAt(studio, "left/in"))).toEqual(["out -6.0 dB"]);
		expect(said(arrivingAt(studio, "right/in"))).toEqual(["out inverted -6.0 dB"]);
	});
});

describe("what goes into what", () => {
	test.each([
		["TT", "TRS"],
		["TRS", "TT"],
		["RCA", "TS"],
		["DB25", "XLR-3"],
	] as const)("a %s plug does not go into a %s jack", (plug, jack) => {
		expect(mating(plug, jack)).toBeUndefined();
	});

	test("a TRS plug in a TS jack loses its ring", () => {
		expect(mating("TRS", "TS")?.touching).toEqual([
			["T", "T"],
			["S", "S"],
		]);
	});
});
