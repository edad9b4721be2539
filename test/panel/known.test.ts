import { describe, expect, test } from "vitest";
import { unopened } from "#model/evolve.ts";
import type { Live } from "#model/live.ts";
import type { Knob } from "#model/parameter.ts";
import { heldBy, standOf } from "#panel/known.ts";
import { aUnit } from "#test/builders.ts";

describe("what is known of a control", () => {
	const where = { unit: "comp", control: "gain" };
	const gain: Knob = {
		kind: "knob",
		label: "Gain",
		at: [0, 0],
		size: 16,
		rear: false,
		unit: "",
		scale: [
			[0, 0],
			[1, 10],
		],
		default: 5,
	};
	const simulated = aUnit("comp", { controls: { gain } });
	const real = aUnit("comp", { controls: { gain }, simulated: false });
	const now: Live = {
		engine: { backend: "simulated", ready: true, sentence: "" },
		devices: [],
		pass: null,
		tablets: [],
		holds: [],
		sources: [],
	};
	const device = (link: "connected" | "lost", certainty: "confirmed" | "assumed"): Live => ({
		...now,
		devices: [
			{
				unit: "comp",
				transport: "midi",
				port: "",
				link,
				sentence: "",
				values: { gain: { desired: 3, reported: 3, certainty } },
			},
		],
	});
	const stand = (live: Live, model = real.model, session = unopened) => {
		const { certainty, setting } = standOf({ session, live, model }, where);
		return [certainty, setting];
	};
	const turned = (how: "read" | "by hand" | "carried over" | "set") => ({
		...unopened,
		settings: { comp: { gain: { setting: 7, how, at: "" } } },
	});
	test("nobody knows: unknown, and never its default", () => {
		expect(stand(now)).toEqual(["unknown", undefined]);
	});
	test("a unit of the virtual rack starts as its gear file says", () => {
		expect(stand(now, simulated.model)).toEqual(["read", 5]);
	});
	test("a person said so; carried over from the last session; read", () => {
		expect(stand(now, real.model, turned("by hand"))).toEqual(["told", 7]);
		expect(stand(now, real.model, turned("carried over"))).toEqual(["assumed", 7]);
		expect(stand(now, real.model, turned("read"))).toEqual(["read", 7]);
	});
	test("the unit confirmed it; it did not; its link is lost", () => {
		expect(stand(device("connected", "confirmed"))).toEqual(["read", 3]);
		expect(stand(device("connected", "assumed"))).toEqual(["assumed", 3]);
		expect(stand(device("lost", "confirmed"))).toEqual(["assumed", 3]);
	});
	test("held by another tablet, but never by oneself", () => {
		const live = { ...now, holds: [{ ...where, by: "Tablet 2" }] };
		expect(heldBy(live, "Tablet 1", where)).toBe("Tablet 2");
		expect(heldBy(live, "Tablet 2", where)).toBeUndefined();
	});
});
