import { describe, expect, test } from "vitest";
import { check } from "#model/check.ts";
import type { Finding } from "#model/finding.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { allIsWell, aSession, TEN } from "../builders.ts";

export type Room = { readonly studio: Studio; readonly session?: Session; readonly now?: number };

export type Fault = {
	/** What is wrong, in the words of the room; default: the code. */
	readonly trouble?: string;
	readonly code: string;
	readonly severity: Finding["severity"];
	/** A room with one fault, and the same room without it. */
	readonly faulty: Room;
	readonly sound: Room;
	readonly places: readonly string[];
	readonly numbers?: Readonly<Record<string, number>>;
	readonly sentence: RegExp;
	readonly cure: RegExp;
	readonly asksEachTime?: boolean;
	/** What the one fault brings with it. */
	readonly also?: readonly string[];
	/** What the sound room still says, when it is not quite quiet. */
	readonly quiet?: readonly string[];
};

export const findingsIn = ({ studio, session = aSession(), now = TEN }: Room): readonly Finding[] =>
	check({ studio, session, facts: allIsWell({ now }) }).findings;

export const codesIn = (room: Room): string[] => findingsIn(room).map(({ code }) => code);

const numbersOf = ({ numbers }: Finding): Record<string, number> =>
	Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, Number(value.toFixed(3))]));

/** A fault with the words for it. */
export type NamedFault = Fault & { readonly trouble: string };

export const tellsOfAll = (faults: readonly NamedFault[]): void => {
	for (const fault of faults) tellsOf(fault.trouble, fault);
};

/** Holds a rule to its fault: it speaks when the fault is there, with its numbers, and is silent when it is not. */
export const tellsOf = (trouble: string, fault: Fault): void => {
	describe(trouble, () => {
		test(`${fault.code} is told, and nothing that does not follow from it`, () => {
			expect(codesIn(fault.faulty).sort()).toEqual([fault.code, ...(fault.also ?? [])].sort());
		});

		test("it says where, how much, what happens and what to do", () => {
			const found = findingsIn(fault.faulty).find(({ code }) => code === fault.code);
			expect(found?.severity).toBe(fault.severity);
			expect(found?.places).toEqual(fault.places);
			expect(found && numbersOf(found)).toEqual(fault.numbers ?? {});
			expect(found?.sentence).toMatch(fault.sentence);
			expect(found?.cure).toMatch(fault.cure);
			expect(found?.asksEachTime).toBe(fault.asksEachTime ?? false);
		});

		test("without the fault it is silent", () => {
			expect(codesIn(fault.sound)).toEqual(fault.quiet ?? []);
		});
	});
};

export const tellsOfEach = (faults: readonly Fault[]): void => {
	for (const fault of faults) tellsOf(fault.trouble ?? fault.code, fault);
};
