import { describe, expect, test } from "vitest";
import { check } from "#model/check.ts";
import type { Facts } from "#model/preflight.ts";
import { routeOf } from "#model/preflight.ts";
import type { PreflightItem } from "#model/readings.ts";
import type { Latency, Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aChain,
	aLoom,
	allIsWell,
	anInput,
	anInterface,
	anOutput,
	aSession,
	aStudio,
	aUnit,
	someCords,
	TEN,
} from "../builders.ts";

const studio: Studio = aStudio({
	gear: [aUnit("box")],
	looms: [aLoom("interface/da1", "box/in"), aLoom("box/out", "interface/ad1")],
});
const chained = aSession({ chains: [aChain(["box"])] });

const items = (
	room: Studio = studio,
	session: Session = chained,
	facts: Partial<Facts> = {},
): readonly PreflightItem[] => check({ studio: room, session, facts: allIsWell(facts) }).chains[0].preflight;
const verdictOn = (what: PreflightItem["what"], list: readonly PreflightItem[]): string[] =>
	list.filter((item) => item.what === what).map(({ verdict, sentence }) => `${verdict}: ${sentence}`);

describe("preflight", () => {
	test("when all is well it says so, item by item", () => {
		expect(items().map(({ what, verdict, sentence }) => `${what} ${verdict}: ${sentence}`)).toEqual([
			"patch ok: Patched as planned.",
			"interface ok: The interface is ready.",
			"level ok: Least headroom 20.0 dB, at Box IN.",
			"latency ok: Latency is measured before the pass.",
			"warm-up ok: Everything that must be warm is.",
		]);
	});

	test("an unfinished patch stops, and counts its steps", () => {
		const bay = aStudio({
			gear: [aUnit("box")],
			bays: [aBay({ columns: 2, points: [{ columns: "1-2", normalling: "open" }] })],
			looms: [
				aLoom("PB1/A01 rear", "interface/da1"),
				aLoom("PB1/B01 rear", "box/in"),
				aLoom("PB1/A02 rear", "box/out"),
				aLoom("PB1/B02 rear", "interface/ad1"),
			],
			store: [someCords()],
		});
		expect(verdictOn("patch", items(bay))).toEqual(["stop: 2 steps of the patch still to do."]);
	});

	test("a patch that cannot be stops with what is missing", () => {
		const session = aSession({ chains: [aChain(["box"], { returns: [7] })] });
		expect(verdictOn("patch", items(studio, session))).toEqual([
			"stop: The interface has no input 7; it has 2.",
		]);
	});

	test("an interface that is not ready stops", () => {
		const list = items(studio, chained, {
			engine: { ready: false, sentence: "The interface is unplugged." },
		});
		expect(verdictOn("interface", list)).toEqual(["stop: The interface is unplugged."]);
	});

	test.each([
		[1.2e9, ["stop: Only 1.2 GB are free where takes are written: make room for 2 GB."]],
		[5e9, []],
	])("%d bytes free", (freeBytes, said) => {
		expect(verdictOn("disk", items(studio, chained, { freeBytes }))).toEqual(said);
	});

	test("a driven unit of the chain that has lost its link asks, one that stands elsewhere does not", () => {
		const lost = { transport: "osc" as const, port: "x", link: "lost" as const, values: {} };
		const devices = [
			{ unit: "box", sentence: "Box does not answer.", ...lost },
			{ unit: "other", sentence: "Other does not answer.", ...lost },
		];
		expect(verdictOn("device", items(studio, chained, { devices }))).toEqual(["ask: Box does not answer."]);
	});
});

const latency = (changes: Partial<Latency> = {}): Latency => ({
	chain: "chain",
	samples: 123.456,
	polarity: 1,
	gain: -0.1,
	rate: 48000,
	framesPerBlock: 256,
	interface: "interface",
	route: routeOf({ hops: check({ studio, session: chained, facts: allIsWell() }).chains[0].hops }),
	at: new Date(TEN - 3 * 3_600_000).toISOString(),
	...changes,
});

describe("a measured latency", () => {
	test("is told with its age", () => {
		expect(verdictOn("latency", items(studio, { ...chained, latencies: [latency()] }))).toEqual([
			"ok: Latency 123.46 samples, measured 3 h ago.",
		]);
	});

	test.each([
		["another rate", { rate: 96000 }],
		["another wiring", { route: "interface/da1>other/in" }],
		["another interface", { interface: "old" }],
		["another chain", { chain: "other" }],
	])("is not true for %s", (_, changes) => {
		expect(verdictOn("latency", items(studio, { ...chained, latencies: [latency(changes)] }))).toEqual([
			"ok: Latency is measured before the pass.",
		]);
	});
});

const hot = aStudio({
	gear: [
		anInterface({
			ports: {
				da1: anOutput({ fullScale: "+24 dBu" }),
				ad1: anInput({ fullScale: "+18 dBu", maximum: "+18 dBu" }),
			},
		}),
		aUnit("box"),
		aUnit("cold", { warmUp: "1200 s" }),
	],
	looms: [aLoom("interface/da1", "box/in"), aLoom("box/out", "interface/ad1")],
});
const clips = "level.return-clips-first chain interface/ad1";
const accepting = (finding: string): Session => ({
	...chained,
	accepted: [{ finding, because: "the mix is quiet", by: "test", at: "" }],
});

describe("findings", () => {
	test("a warning asks", () => {
		const [item] = items(hot).filter(({ what }) => what === "finding");
		expect(item).toMatchObject({ verdict: "ask", finding: clips });
	});

	test("a warning that a person accepted with a reason is told and does not ask again", () => {
		const [said] = verdictOn("finding", items(hot, accepting(clips)));
		expect(said).toMatch(/^ok: Accepted: Interface AD1 clips/);
	});

	test("feedback anywhere in the room is never accepted for good", () => {
		const looped: Studio = {
			...hot,
			looms: [...hot.looms, ...aStudio({ gear: [], looms: [aLoom("cold/out", "cold/in")] }).looms],
		};
		const list = items(looped, accepting("loop.self cold/in"));
		expect(
			list.filter(({ finding }) => finding === "loop.self cold/in").map(({ verdict }) => verdict),
		).toEqual(["stop"]);
	});

	test("trouble at gear that the chain does not use is not this chain's", () => {
		const other: Studio = {
			...hot,
			units: [...hot.units, { id: "late", name: "Late", model: "test/cold" }],
			looms: [
				...hot.looms,
				...aStudio({ gear: [], looms: [aLoom("cold/out", { into: "late/in", inverted: true })] }).looms,
			],
		};
		const { findings, chains } = check({ studio: other, session: chained, facts: allIsWell() });
		expect(findings.map(({ code }) => code)).toContain("polarity.inverted");
		expect(chains[0].preflight.map(({ finding }) => finding)).not.toContain(
			"polarity.inverted cold/out late/in",
		);
	});

	test("a unit of the chain that is cold asks", () => {
		const studioWithCold = aStudio({
			gear: [aUnit("box", { warmUp: "1200 s" })],
			looms: [aLoom("interface/da1", "box/in"), aLoom("box/out", "interface/ad1")],
		});
		const list = items(studioWithCold);
		expect(verdictOn("warm-up", list)).toEqual([]);
		expect(
			list.filter(({ what }) => what === "finding").map(({ verdict, finding }) => [verdict, finding]),
		).toEqual([["ask", "warm-up.off box"]]);
	});
});
