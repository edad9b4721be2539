import type { Studio } from "#model/studio.ts";
import { aBay, aLoom, anInput, anInterface, anOutput, aStudio, aUnit, someCords } from "../builders.ts";

const BAYS = 20;
const COLUMNS = 96;
const LINES = 64;
const UNITS = 199;

const bayName = (number: number): string => `PB${number + 1}`;
const rows = ["A", "B", "C", "D"] as const;

/** A jack of the facility by its number: rows A and C give, B and D take. */
const rear = (number: number, takes: boolean): string => {
	const [bay, place] = [Math.floor(number / (2 * COLUMNS)), number % (2 * COLUMNS)];
	const row = rows[(place < COLUMNS ? 0 : 2) + (takes ? 1 : 0)];
	return `${bayName(bay)}/${row}${String((place % COLUMNS) + 1).padStart(2, "0")} rear`;
};

const lines = (stem: string, port: ReturnType<typeof anOutput> | ReturnType<typeof anInput>) =>
	Object.fromEntries(Array.from({ length: LINES }, (_, i) => [`${stem}${i + 1}`, port]));

const channels = [1, 2, 3, 4] as const;
/** A box of four channels, the first two of which are left and right. */
const aBox = (id: string) =>
	aUnit(id, {
		ports: Object.fromEntries(
			channels.flatMap((n) => [
				[`in-${n}`, anInput()],
				[`out-${n}`, anOutput()],
			]),
		),
		paths: channels.map((n) => ({
			from: `in-${n}`,
			to: `out-${n}`,
			side: n === 1 ? "left" : n === 2 ? "right" : "mono",
			gain: [0],
		})),
	});

/** 200 units, 20 bays of four rows, 1,720 looms, 7,680 jacks in front and 3,400 behind: one large room. */
export const aFacility = (): Studio => {
	const boxes = Array.from({ length: UNITS }, (_, i) => aBox(`box-${i + 1}`));
	const outs = [
		...Array.from({ length: LINES }, (_, i) => `interface/da${i + 1}`),
		...boxes.flatMap(({ unit }) => channels.map((n) => `${unit.id}/out-${n}`)),
	];
	const ins = [
		...boxes.flatMap(({ unit }) => channels.map((n) => `${unit.id}/in-${n}`)),
		...Array.from({ length: LINES }, (_, i) => `interface/ad${i + 1}`),
	];
	return aStudio({
		gear: [
			anInterface({
				ports: {
					...lines("da", anOutput({ fullScale: "+24 dBu" })),
					...lines("ad", anInput({ fullScale: "+24 dBu" })),
				},
			}),
			...boxes,
		],
		bays: Array.from({ length: BAYS }, (_, i) =>
			aBay({
				id: bayName(i),
				rows: 4,
				columns: COLUMNS,
				points: [
					{ columns: `1-${COLUMNS}`, normalling: "half-normal" },
					{ columns: `1-${COLUMNS}`, rows: "CD", normalling: "half-normal" },
				],
			}),
		),
		looms: [
			...outs.map((port, i) => aLoom(port, rear(i, false))),
			...ins.map((port, i) => aLoom(rear(i, true), port)),
		],
		store: [
			someCords({ id: "TT-30", length: "0.3 m", count: 60 }),
			someCords({ id: "TT-60", length: "0.6 m", count: 60 }),
			someCords({ id: "TT-90", length: "0.9 m", count: 60 }),
			someCords({ id: "TT-150", length: "1.5 m", count: 60 }),
		],
	});
};
