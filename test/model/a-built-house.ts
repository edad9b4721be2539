import type { z } from "zod";
import { type Bay, jackAt, type Normalling } from "#model/patchbay.ts";
import type { StudioFile, Unit } from "#model/studio.ts";
import type { BuiltUnit } from "../builders.ts";

/** The socket of one channel, and what is done with the cold wire in the plug that sits in it. */
export type Tail = {
	readonly into: string;
	readonly plug?: "TS" | "RCA";
	readonly cold?: "to screen" | "open";
};
/** What lies behind eight jacks of a row: one socket of eight channels, or a socket each. */
export type Eight = { readonly multi: string } | { readonly tails: readonly (Tail | undefined)[] };
/** Two rows of eight columns, one over the other. */
export type Strip = {
	readonly name: string;
	readonly normalling: Normalling;
	readonly upper?: Eight;
	readonly lower?: Eight;
};
/** The sockets behind a bay: an XLR a jack, or one DB25 for eight of them. */
export type Rear = "XLR-3" | "aes59" | "yamaha";
export type Front = "TT" | "TRS" | "B-gauge";

type Input = z.input<typeof StudioFile>;
type Lists = {
	readonly bays: NonNullable<Input["bays"]>;
	readonly looms: NonNullable<Input["looms"]>;
};
type Ending = string | Tail;
export type House = Lists & {
	readonly gear: BuiltUnit[];
	/** Lays a permanent cable; where nobody says its metres, it is as long as it happens to be. */
	readonly cable: (from: Ending, to: Ending | readonly (Ending | null)[], metres?: number) => void;
	/** Puts a box of a model into the rack and gives its id. */
	readonly unit: (id: string, model: string, set?: Partial<Unit>) => string;
};

/** A house in which nothing stands yet. Lengths in metres; they are taken in turn. */
export const anEmptyHouse = (
	models: ReadonlyMap<string, BuiltUnit["model"]>,
	metres: readonly number[],
): House => {
	const [gear, bays, looms]: [House["gear"], House["bays"], House["looms"]] = [[], [], []];
	return {
		gear,
		bays,
		looms,
		cable: (from, to, long = metres[looms.length % metres.length] ?? 1) => {
			const ends = typeof to === "string" || "into" in to ? to : [...to];
			looms.push({ id: `L${looms.length + 1}`, from, to: ends, length: `${long} m` });
		},
		unit: (id, name, set = {}) => {
			const model = models.get(name);
			if (!model) throw new Error(`There is no model ${name}.`);
			const [first = "", ...rest] = id;
			gear.push({
				unit: {
					id,
					name: `${first.toUpperCase()}${rest.join("").replaceAll("-", " ")}`,
					model: name,
					...set,
				},
				model,
			});
			return id;
		},
	};
};

const EIGHT = [1, 2, 3, 4, 5, 6, 7, 8];

const wireRow = ({ cable }: House, bay: string, row: string, rear: Rear, eight: Eight): void => {
	const one = (column: number): string => `${jackAt(bay, row, column)} rear`;
	const all = `${bay}/${row}1-8`;
	if ("multi" in eight) cable(eight.multi, rear === "XLR-3" ? EIGHT.map(one) : all);
	else if (rear !== "XLR-3")
		cable(
			all,
			eight.tails.map((tail) => tail ?? null),
		);
	else
		eight.tails.forEach((tail, i) => {
			if (tail) cable(tail, one(i + 1));
		});
};

type BayWanted = { readonly connector: Front; readonly rear: Rear; readonly strips: readonly Strip[] };

/** A bay of eight columns, two rows a strip, with everything behind it. */
export const layBay = (house: House, { connector, rear, strips }: BayWanted): void => {
	const id = `PB${house.bays.length + 1}`;
	const pairs = strips.map((strip, i) => ({
		...strip,
		rows: String.fromCharCode(65 + 2 * i, 66 + 2 * i),
	}));
	const bay: z.input<typeof Bay> = {
		id,
		name: `Bay ${house.bays.length + 1}`,
		connector,
		rows: 2 * strips.length,
		columns: 8,
		rear: rear === "XLR-3" ? { connector: "XLR-3", pinout: "own" } : { connector: "DB25", pinout: rear },
		points: pairs.map(({ rows, normalling }) => ({ columns: "1-8", rows, normalling })),
	};
	house.bays.push(bay);
	for (const { rows, upper, lower } of pairs) {
		const [above = "A", below = "B"] = rows;
		if (upper) wireRow(house, id, above, rear, upper);
		if (lower) wireRow(house, id, below, rear, lower);
	}
};
