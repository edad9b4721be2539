import fc from "fast-check";
import type { Plugged } from "#model/cable.ts";
import { isJoined, type Normalling } from "#model/patchbay.ts";
import type { Studio } from "#model/studio.ts";
import { aBay, aLoom, aStudio, aUnit, someCords } from "../builders.ts";
import { aWideInterface } from "./a-patch-room.ts";

/** One column of the bay: what lies behind its two jacks, and how they are normalled. */
type Column = { readonly upper: string; readonly lower: string; readonly normalling: Normalling };

/** A room so small that every patch in it can be tried. */
export type SmallRoom = {
	readonly studio: Studio;
	readonly columns: readonly Column[];
	/** The port behind every jack that a cord can go into; "" where nothing is. */
	readonly portAt: ReadonlyMap<string, string>;
};

const BOXES = ["one", "two", "three"] as const;
const OUTS = ["interface/da1", "interface/da2", ...BOXES.map((box) => `${box}/out`)];
const INS = ["interface/ad1", "interface/ad2", ...BOXES.map((box) => `${box}/in`)];
export const isOut = (port: string): boolean => OUTS.includes(port);
export const isIn = (port: string): boolean => INS.includes(port);

const normallings: fc.Arbitrary<Normalling> = fc.constantFrom(
	"half-normal",
	"full normal",
	"half-normal",
	"open",
	"parallel",
	"reverse half-normal",
);

const jack = (row: "A" | "B", column: number): string => `PB1/${row}0${column + 1}`;

const roomOf = (columns: readonly Column[]): SmallRoom => {
	const wired = columns.flatMap(({ upper, lower }, i) => [
		[jack("A", i), upper] as const,
		[jack("B", i), lower] as const,
	]);
	const atRack = [...OUTS, ...INS].filter((port) => !wired.some(([, on]) => on === port));
	const studio = aStudio({
		gear: [aWideInterface(2), ...BOXES.map((box) => aUnit(box))],
		bays: [
			aBay({
				columns: columns.length,
				points: columns.map(({ normalling }, i) => ({ columns: `${i + 1}`, normalling })),
			}),
		],
		looms: wired.flatMap(([at, port]) => (port ? [aLoom(`${at} rear`, port)] : [])),
		store: [
			someCords({ id: "TT", length: "2 m", count: 9 }),
			someCords({ id: "TT-XLR", plugs: ["TT", "XLR-3"], length: "2 m", count: 9 }),
			someCords({
				id: "XLR",
				plugs: ["XLR-3", "XLR-3"],
				genders: ["female", "male"],
				length: "2 m",
				count: 9,
			}),
		],
	});
	return {
		studio,
		columns,
		portAt: new Map([...wired, ...atRack.map((port) => [port, port] as const)]),
	};
};

/** Outputs by custom above and inputs below, but now and then one is elsewhere, at the rack, or nowhere. */
export const smallRooms: fc.Arbitrary<SmallRoom> = fc
	.record({
		above: fc.shuffledSubarray([...OUTS, "", ""], { minLength: 3, maxLength: 4 }),
		below: fc.shuffledSubarray([...INS, "", ""], { minLength: 3, maxLength: 4 }),
		swapped: fc.array(fc.nat(7), { minLength: 4, maxLength: 4 }),
		normalled: fc.array(normallings, { minLength: 4, maxLength: 4 }),
	})
	.map(({ above, below, swapped, normalled }) =>
		roomOf(
			Array.from({ length: Math.max(above.length, below.length) }, (_, i) => {
				const [one, other] = [above[i] ?? "", below[i] ?? ""];
				const [upper, lower] = swapped[i] === 0 ? [other, one] : [one, other];
				return { upper, lower, normalling: normalled[i] ?? "open" };
			}),
		),
	);

/** Which jacks are one piece of copper: an independent count of what cords and normals join. */
export const copperOf = ({ columns, portAt }: SmallRoom, cords: readonly Pick<Plugged, "from" | "to">[]) => {
	const group = new Map([...portAt.keys()].map((at) => [at, at]));
	const root = (at: string): string => {
		const up = group.get(at) ?? at;
		return up === at ? at : root(up);
	};
	const join = (one: string, other: string): void => void group.set(root(one), root(other));
	const plugged = new Set(cords.flatMap(({ from, to }) => [from, to]));
	for (const { from, to } of cords) join(from, to);
	columns.forEach(({ normalling }, i) => {
		const [upper, lower] = [jack("A", i), jack("B", i)];
		if (isJoined(normalling, { upper: plugged.has(upper), lower: plugged.has(lower) })) join(upper, lower);
	});
	return Map.groupBy(portAt.keys(), root);
};

type Copper = ReturnType<typeof copperOf>;
const portsIn = ({ portAt }: SmallRoom, jacks: readonly string[]): string[] =>
	jacks.flatMap((at) => portAt.get(at) || []);

/** Whether a source arrives at an input and nothing else does. */
export const isFed = (room: SmallRoom, copper: Copper, { from, to }: { from: string; to: string }): boolean =>
	[...copper.values()].some((jacks) => {
		const ports = portsIn(room, jacks);
		return ports.includes(to) && ports.filter(isOut).join() === from;
	});

/** Outputs that drive each other, and inputs that hear themselves. */
export const dangersIn = (room: SmallRoom, copper: Copper): Set<string> => {
	const groups = [...copper.values()].map((jacks) => portsIn(room, jacks));
	const found = groups.flatMap((ports) => {
		const outs = ports.filter(isOut).sort();
		return outs.flatMap((one, i) => outs.slice(i + 1).map((other) => `two sources ${one} ${other}`));
	});
	const next = (input: string): string[] => {
		const out = input.replace(/in$/, "out");
		return groups
			.filter((ports) => out !== input && ports.includes(out))
			.flatMap((ports) => ports.filter(isIn));
	};
	for (const input of INS) {
		const reached = new Set(next(input));
		for (const at of reached) for (const further of next(at)) reached.add(further);
		if (reached.has(input)) found.push(`feedback ${input}`);
	}
	return new Set(found);
};
