import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { DeskCommand } from "#model/decide.ts";
import { replay } from "#model/evolve.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { undoing } from "#model/undo.ts";
import { aChain, aDesk, type Desk, theDemoStudio } from "../builders.ts";

let demo: Studio;
beforeAll(async () => {
	demo = await theDemoStudio();
});

const turnInput = (setting: number): DeskCommand => ({ do: "turn", unit: "fet", control: "input", setting });
const inputOf = (desk: Desk) => desk.session().settings.fet?.input?.setting;
const labelOf = (desk: Desk): string | undefined => undoing(demo, desk.events())?.label;

describe("undo", () => {
	test("nothing was done: nothing is taken back", () => {
		expect(aDesk(demo).undo()).toBe(false);
	});

	test("one turn of the hand is one thing, and is told from where to where", () => {
		const desk = aDesk(demo);
		desk.must(turnInput(-20));
		desk.wait(5000);
		for (const setting of [-18, -15, -12]) {
			desk.must(turnInput(setting));
			desk.wait(200);
		}
		expect(labelOf(desk)).toBe("INPUT −20.0 dB → −12.0 dB");
		desk.undo();
		expect(inputOf(desk)).toBe(-20);
	});

	test("two turns with a pause between are two things", () => {
		const desk = aDesk(demo);
		for (const setting of [-20, -10]) {
			desk.must(turnInput(setting));
			desk.wait(1500);
		}
		desk.undo();
		expect(inputOf(desk)).toBe(-20);
	});

	test("turns of two knobs do not become one", () => {
		const desk = aDesk(demo);
		desk.must(turnInput(-20));
		desk.must({ do: "turn", unit: "fet", control: "output", setting: 3 });
		desk.must(turnInput(-10));
		desk.undo();
		expect(inputOf(desk)).toBe(-20);
	});

	test("a knob that was unknown is unknown again, not at its default", () => {
		const desk = aDesk(demo);
		desk.must(turnInput(-20));
		desk.undo();
		expect(inputOf(desk)).toBeUndefined();
	});

	test("a turn that follows an undo at once can be taken back by itself", () => {
		const desk = aDesk(demo);
		desk.must(turnInput(-20));
		desk.wait(5000);
		desk.must(turnInput(-10));
		desk.undo();
		desk.must(turnInput(-5));
		desk.undo();
		expect(inputOf(desk)).toBe(-20);
		desk.undo();
		expect(inputOf(desk)).toBeUndefined();
	});

	test("a note is never taken back, what was done before it is", () => {
		const desk = aDesk(demo);
		desk.must({ do: "plug", from: "PB1/A01", to: "PB1/B03" });
		desk.must({ do: "note", text: "nice" });
		expect(labelOf(desk)).toBe("Plug TT-30-red #1");
		desk.undo();
		expect(desk.session().cords).toEqual([]);
		expect(desk.session().notes).toHaveLength(1);
	});

	test("an acceptance that replaced another gives it back", () => {
		const desk = aDesk(demo);
		desk.must({ do: "accept", finding: "f", because: "first" });
		desk.must({ do: "accept", finding: "f", because: "second" });
		desk.undo();
		expect(desk.session().accepted.map(({ because }) => because)).toEqual(["first"]);
		desk.must({ do: "withdraw", finding: "f" });
		desk.undo();
		expect(desk.session().accepted.map(({ because }) => because)).toEqual(["first"]);
	});

	test("a unit that was switched off by mistake has been on since it was switched on", () => {
		const desk = aDesk(demo);
		desk.must({ do: "power", unit: "opto", on: true, minutesAgo: 45 });
		desk.must({ do: "power", unit: "opto", on: false, minutesAgo: 0 });
		desk.undo();
		expect(desk.session().powered).toEqual({ opto: "2024-05-06T09:15:00.000Z" });
	});
});

const jacks = ["A01", "A05", "A17", "A32", "A37", "B03", "B05", "B17", "B32"].map((place) => `PB1/${place}`);
const jack = fc.constantFrom(...jacks);
const command: fc.Arbitrary<DeskCommand> = fc.oneof(
	fc.record({ do: fc.constant("plug" as const), from: jack, to: jack }),
	fc.record({
		do: fc.constant("unplug" as const),
		cord: fc.constantFrom("TT-30-red #1", "TT-30-red #2", "TT-60-blue #1"),
	}),
	fc.record({
		do: fc.constant("turn" as const),
		unit: fc.constant("fet"),
		control: fc.constantFrom("input", "output"),
		setting: fc.integer({ min: -50, max: 30 }),
	}),
	fc.record({
		do: fc.constant("turn" as const),
		unit: fc.constant("fet"),
		control: fc.constant("ratio"),
		setting: fc.constantFrom("4", "8", "20"),
	}),
	fc.record({
		do: fc.constant("set chain" as const),
		chain: fc
			.constantFrom("one", "two")
			.chain((id) => fc.constantFrom("fet", "opto").map((unit) => aChain([unit], { id }))),
	}),
	fc.record({ do: fc.constant("remove chain" as const), chain: fc.constantFrom("one", "two") }),
	fc.record({
		do: fc.constant("power" as const),
		unit: fc.constantFrom("opto", "tape"),
		on: fc.boolean(),
		minutesAgo: fc.nat(60),
	}),
	fc.record({
		do: fc.constant("accept" as const),
		finding: fc.constantFrom("f", "g"),
		because: fc.constantFrom("a", "b"),
	}),
	fc.record({ do: fc.constant("withdraw" as const), finding: fc.constantFrom("f", "g") }),
	fc.record({ do: fc.constant("note" as const), text: fc.constant("note") }),
	fc.record({
		do: fc.constant("describe session" as const),
		header: fc.record({ song: fc.constantFrom("Red", "Green") }),
	}),
);
const steps = fc.array(fc.record({ command, pause: fc.constantFrom(0, 400, 3000) }), { maxLength: 30 });

/** What undo must restore, in an order that does not depend on the way back. */
const state = ({ cords, settings, chains, powered, accepted, header }: Session) => ({
	cords: cords.map(({ cord, from, to }) => `${cord} ${from} ${to}`).sort(),
	settings: Object.entries(settings)
		.flatMap(([unit, knobs]) =>
			Object.entries(knobs).map(([control, { setting, how }]) => `${unit}/${control} ${setting} ${how}`),
		)
		.sort(),
	chains: chains.map(({ id, inserts }) => `${id} ${inserts.join()}`).sort(),
	powered: Object.entries(powered).sort(),
	accepted: accepted.map(({ finding, because }) => `${finding} ${because}`).sort(),
	header,
});

const work = (desk: Desk, doings: readonly { command: DeskCommand; pause: number }[]): void => {
	for (const { command: wish, pause } of doings) {
		desk.does(wish);
		desk.wait(pause);
	}
};

describe("laws of the session", () => {
	test("whatever was done, undoing all of it leads back to the beginning", () => {
		fc.assert(
			fc.property(steps, (doings) => {
				const desk = aDesk(demo);
				const before = state(desk.session());
				work(desk, doings);
				for (let taken = 0; desk.undo(); taken++) expect(taken).toBeLessThan(60);
				expect(state(desk.session())).toEqual(before);
			}),
			{ numRuns: 60 },
		);
	});

	test("one undo leads back to where the last thing began, also after other undos", () => {
		fc.assert(
			fc.property(steps, fc.nat(4), fc.boolean(), (doings, undos, on) => {
				const desk = aDesk(demo);
				work(desk, doings);
				for (let i = 0; i < undos; i++) desk.undo();
				const before = state(desk.session());
				desk.wait(5000);
				desk.must({ do: "power", unit: "valve-eq", on, minutesAgo: 3 });
				desk.undo();
				expect(state(desk.session())).toEqual(before);
			}),
			{ numRuns: 40 },
		);
	});

	test("replaying the journal gives the session that was lived", () => {
		fc.assert(
			fc.property(steps, (doings) => {
				const desk = aDesk(demo);
				work(desk, doings);
				desk.undo();
				expect(replay(desk.events())).toEqual(desk.session());
			}),
			{ numRuns: 40 },
		);
	});

	test("no cord hangs twice and no jack holds two plugs, whatever is asked for", () => {
		fc.assert(
			fc.property(steps, (doings) => {
				const desk = aDesk(demo);
				work(desk, doings);
				const { cords } = desk.session();
				const ends = cords.flatMap(({ from, to }) => [from, to]);
				expect(new Set(ends).size).toBe(ends.length);
				expect(new Set(cords.map(({ cord }) => cord)).size).toBe(cords.length);
			}),
			{ numRuns: 40 },
		);
	});
});
