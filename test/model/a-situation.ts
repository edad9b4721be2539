import fc from "fast-check";
import type { Plugged } from "#model/cable.ts";
import { isRefusal } from "#model/decide.ts";
import { frontOf } from "#model/front.ts";
import { planFor } from "#model/plan/plan.ts";
import type { Plan, Step } from "#model/readings.ts";
import type { Chain } from "#model/session.ts";
import { aChain, aDesk, aSession, type Desk, isDeskCommand } from "../builders.ts";
import { type SmallRoom, smallRooms } from "./a-small-room.ts";

export const chains: fc.Arbitrary<Chain> = fc.oneof(
	fc
		.shuffledSubarray(["one", "two"], { minLength: 1, maxLength: 2 })
		.map((inserts) => aChain(inserts, { sends: [1], returns: [1] })),
	fc.constant(aChain(["one"], { kind: "dual mono", sends: [1, 2], returns: [1, 2], right: ["two"] })),
	fc.constant(aChain([], { kind: "stereo", sends: [2, 1], returns: [1, 2] })),
);

type Ends = readonly (readonly [number, number])[];

/** Plugs whatever goes, as somebody who does not know better. */
export const plugAnything = ({ portAt }: SmallRoom, desk: Desk, ends: Ends): void => {
	const jacks = [...portAt.keys()];
	for (const [a, b] of ends)
		desk.does({ do: "plug", from: jacks[a % jacks.length] ?? "", to: jacks[b % jacks.length] ?? "" });
};

export type Situation = {
	readonly room: SmallRoom;
	readonly chain: Chain;
	readonly cords: readonly Plugged[];
};

export const someEnds = (maxLength: number) => fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { maxLength });

/** A small room, a chain that is wanted, and cords that somebody left. */
export const situations: fc.Arbitrary<Situation> = fc
	.tuple(smallRooms, chains, someEnds(3))
	.map(([room, chain, ends]) => {
		const desk = aDesk(room.studio);
		plugAnything(room, desk, ends);
		return { room, chain, cords: desk.session().cords };
	});

export const plannedIn = ({ room: { studio }, chain, cords }: Situation) =>
	planFor(studio, aSession({ chains: [chain], cords: [...cords] }), frontOf(studio), chain.id);

/** A desk at which the situation is as it is. */
export const deskIn = ({ room, chain, cords }: Situation): Desk => {
	const desk = aDesk(room.studio);
	for (const { from, to, cord } of cords) desk.must({ do: "plug", from, to, cord });
	desk.must({ do: "set chain", chain });
	return desk;
};

export const planAt = (room: Pick<SmallRoom, "studio">, desk: Desk, chain: string): Plan =>
	planFor(room.studio, desk.session(), frontOf(room.studio), chain).plan;

/** Ticks a step as a person does; one that is only to be confirmed changes nothing. */
export const tick = (desk: Desk, { tick: command, sentence }: Step): void => {
	if (command === null) return;
	if (!isDeskCommand(command)) throw new Error(`not for the desk: ${sentence}`);
	const decision = desk.does(command);
	if (isRefusal(decision)) throw new Error(`${sentence} ${decision.because}`);
};
