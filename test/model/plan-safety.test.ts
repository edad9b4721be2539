import { describe, expect, test } from "vitest";
import type { Step } from "#model/readings.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aChain,
	aDesk,
	aLoom,
	anInput,
	anInterface,
	anOutput,
	aStudio,
	aUnit,
	someCords,
} from "../builders.ts";
import { aHead, aLoad, aMonitorController, aReampBox, aRouter, aWiredBay } from "./a-patch-room.ts";
import { planOf } from "./a-plan.ts";
import { planAt, tick } from "./a-situation.ts";

const doings = (steps: readonly Step[]): string[] =>
	steps.map(({ do: does, from, to }) => `${does} ${from} ${to}`.trim());
const set = (unit: string, control: string, setting: string): Partial<Session> => ({
	settings: { [unit]: { [control]: { setting, how: "by hand", at: "" } } },
});

describe("loudspeakers are muted before a plug cracks in them", () => {
	/** A box on a bay; the second output of the interface feeds the monitors, which hear its returns through the workstation. */
	const listening = (monitors = aMonitorController()): Studio => {
		const room = aWiredBay({ outs: ["interface/da1", "box/out"], ins: ["box/in", "interface/ad1"] });
		return aStudio({
			gear: [anInterface(), aUnit("box"), monitors],
			bays: [room.bay],
			looms: [...room.looms, aLoom("interface/da2", "monitors/in-l")],
			store: [someCords()],
		});
	};

	test("the mute comes first, as a command, and the way back is offered last and not asked for", () => {
		const { steps, offers } = planOf(listening(), aChain(["box"]));
		expect(doings(steps)).toEqual(["mute", "plug PB1/A01 PB1/B01", "plug PB1/A02 PB1/B02"]);
		expect(steps[0]).toMatchObject({
			sentence: "Mute Monitors.",
			tick: { do: "turn", unit: "monitors", control: "mute", setting: "Muted" },
		});
		expect(offers).toMatchObject([
			{ do: "unmute", sentence: "Unmute Monitors.", tick: { do: "turn", setting: "Open" } },
		]);
	});

	test("muted already: no step, and still the offer when all is patched", () => {
		const muted = set("monitors", "mute", "Muted");
		expect(doings(planOf(listening(), aChain(["box"]), muted).steps)[0]).toBe("plug PB1/A01 PB1/B01");
		const desk = aDesk(listening());
		desk.must({ do: "set chain", chain: aChain(["box"]) });
		for (const step of planAt({ studio: listening() }, desk, "chain").steps) tick(desk, step);
		const done = planAt({ studio: listening() }, desk, "chain");
		expect([done.steps, doings(done.offers)]).toEqual([[], ["unmute"]]);
		for (const step of done.offers) tick(desk, step);
		expect(planAt({ studio: listening() }, desk, "chain").offers).toEqual([]);
	});

	test("a mute that cannot be set from here is a stop in words", () => {
		const [first] = planOf(listening(aMonitorController("monitors", "dim")), aChain(["box"])).steps;
		expect(first).toMatchObject({ do: "stop", sentence: "Mute Monitors.", tick: null });
	});

	test("monitors that hear none of it are left alone", () => {
		const room = aWiredBay({ outs: ["one/out"], ins: ["two/in"] });
		const studio = aStudio({
			gear: [anInterface(), aUnit("one"), aUnit("two"), aMonitorController()],
			bays: [room.bay],
			looms: [...room.looms, aLoom("interface/da1", "one/in"), aLoom("two/out", "interface/ad1")],
			store: [someCords()],
		});
		expect(doings(planOf(studio, aChain(["one", "two"])).steps)).toEqual(["plug PB1/A01 PB1/B01"]);
	});

	test("a chain that is patched asks for no mute", () => {
		const studio = aStudio({
			gear: [anInterface(), aUnit("box"), aMonitorController()],
			looms: [
				aLoom("interface/da1", "box/in"),
				aLoom("box/out", "interface/ad1"),
				aLoom("interface/da2", "monitors/in-l"),
			],
		});
		expect(planOf(studio, aChain(["box"]))).toMatchObject({ steps: [], offers: [] });
	});
});

describe("48 V", () => {
	const withPreamp = (): Studio => {
		const room = aWiredBay({ outs: ["interface/da1", "", "pre/out"], ins: ["", "pre/mic", "interface/ad1"] });
		return aStudio({
			gear: [
				anInterface(),
				aUnit("pre", {
					ports: {
						mic: anInput({ stage: "microphone", phantom: "phantom" }),
						out: anOutput(),
					},
					controls: {
						phantom: {
							label: "48 V",
							kind: "button",
							at: [0, 0],
							positions: [{ name: "Off" }, { name: "On" }],
							default: "Off",
						},
					},
					paths: [{ from: "mic", to: "out", gain: [0] }],
				}),
			],
			bays: [room.bay],
			looms: room.looms,
			store: [someCords()],
		});
	};

	test("on: off and discharged before the plug, which then may go in", () => {
		const desk = aDesk(withPreamp());
		desk.must({ do: "set chain", chain: aChain(["pre"]) });
		desk.must({ do: "turn", unit: "pre", control: "phantom", setting: "On" });
		const { steps } = planAt({ studio: withPreamp() }, desk, "chain");
		expect(steps.map(({ id }) => id)).toEqual([
			"48V pre/mic",
			"plug PB1/A01 PB1/B02",
			"plug PB1/A03 PB1/B03",
		]);
		expect(steps[0]?.sentence).toBe("Switch 48 V off on Pre MIC and wait 30 seconds.");
		for (const step of steps) tick(desk, step);
		expect(planAt({ studio: withPreamp() }, desk, "chain").steps).toEqual([]);
	});

	test("off: nothing is said", () => {
		expect(planOf(withPreamp(), aChain(["pre"])).steps.map(({ id }) => id)).not.toContain("48V pre/mic");
	});
});

describe("a loudspeaker line", () => {
	const amps = (): Studio =>
		aStudio({
			gear: [anInterface(), aReampBox(), aHead(), aLoad()],
			store: [
				someCords({ id: "X", plugs: ["XLR-3", "XLR-3"], length: "2 m" }),
				someCords({ id: "TS", plugs: ["TS", "TS"], length: "2 m" }),
				someCords({ id: "SPK", plugs: ["TS", "TS"], length: "2 m", kind: "speaker 2.5 mm²" }),
			],
		});

	test("is touched on standby only, and after what lies before it", () => {
		const { steps } = planOf(amps(), aChain(["reamp", "head", "load"], { kind: "re-amp" }));
		expect(steps[0]).toMatchObject({
			do: "stop",
			sentence: "Put Head on standby before its loudspeaker line is touched.",
			tick: null,
		});
		expect(doings(steps.slice(1))).toEqual([
			"plug interface/da1 reamp/in",
			"plug reamp/out head/in",
			"plug head/speaker load/in",
			"plug load/out interface/ad1",
		]);
		expect(steps.find(({ to }) => to === "load/in")?.cord?.stock).toBe("SPK");
	});
});

describe("the order", () => {
	test("unplug, turn, plug from upstream to downstream", () => {
		const room = aWiredBay({
			outs: ["interface/da1", "two/out", "interface/da2"],
			ins: ["one/in", "interface/ad1"],
		});
		const studio = aStudio({
			gear: [anInterface(), aUnit("one"), aUnit("two"), aRouter()],
			bays: [room.bay],
			looms: [...room.looms, aLoom("one/out", "router/in1"), aLoom("router/out1", "two/in")],
			store: [someCords()],
		});
		const cords = [{ cord: "TT #8", from: "PB1/A03", to: "PB1/B01" }];
		expect(planOf(studio, aChain(["one", "two"]), { cords }).steps.map(({ id }) => id)).toEqual([
			"unplug TT #8",
			"turn router route-out1",
			"plug PB1/A01 PB1/B01",
			"plug PB1/A02 PB1/B02",
		]);
	});

	test("dual mono: the shorter side's return waits for the longer side", () => {
		const room = aWiredBay({
			outs: ["interface/da1", "interface/da2", "one/out", "two/out", "three/out"],
			ins: ["one/in", "two/in", "three/in", "interface/ad1", "interface/ad2"],
		});
		const studio = aStudio({
			gear: [anInterface(), aUnit("one"), aUnit("two"), aUnit("three")],
			bays: [room.bay],
			looms: room.looms,
			store: [someCords()],
		});
		const chain = aChain(["one"], {
			kind: "dual mono",
			sends: [1, 2],
			returns: [1, 2],
			right: ["two", "three"],
		});
		expect(doings(planOf(studio, chain).steps)).toEqual([
			"plug PB1/A01 PB1/B01",
			"plug PB1/A02 PB1/B02",
			"plug PB1/A04 PB1/B03",
			"plug PB1/A03 PB1/B04",
			"plug PB1/A05 PB1/B05",
		]);
	});

	test("a normal that closes a loop between two steps: another order, and where there is none, a word before it", () => {
		// Two is normalled to One, and One's cord holds that normal open until it goes.
		const studio = aStudio({
			gear: [anInterface(), aUnit("one"), aUnit("two")],
			bays: [
				aBay({
					columns: 4,
					points: [
						{ columns: "1", normalling: "half-normal" },
						{ columns: "2-4", normalling: "open" },
					],
				}),
			],
			looms: [
				aLoom("PB1/A01 rear", "two/out"),
				aLoom("PB1/B01 rear", "one/in"),
				aLoom("PB1/A02 rear", "one/out"),
				aLoom("PB1/B02 rear", "two/in"),
				aLoom("PB1/A03 rear", "interface/da1"),
				aLoom("PB1/A04 rear", "interface/da2"),
				aLoom("PB1/B03 rear", "interface/ad1"),
			],
			store: [someCords()],
		});
		const cords = [
			{ cord: "TT #1", from: "PB1/A04", to: "PB1/B01" },
			{ cord: "TT #2", from: "PB1/A02", to: "PB1/B02" },
			{ cord: "TT #3", from: "PB1/A01", to: "PB1/B03" },
		];
		const { steps } = planOf(studio, aChain(["one", "two"]), { cords });
		expect(steps.map(({ id }) => id)).toEqual([
			"guard feedback one/in",
			"unplug TT #1",
			"plug PB1/A03 PB1/B01",
		]);
		expect(steps[0]?.sentence).toBe("Turn One IN down: for a moment it hears itself and may howl.");
		// Where the cord that closes the loop has to go anyway, it goes first, and nobody need be told.
		expect(planOf(studio, aChain(["one"]), { cords }).steps.map(({ id }) => id)).toEqual([
			"unplug TT #2",
			"unplug TT #1",
			"unplug TT #3",
			"plug PB1/A03 PB1/B01",
			"plug PB1/A02 PB1/B03",
		]);
	});
});
