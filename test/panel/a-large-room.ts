import type { Studio } from "#model/studio.ts";
import { aBay, aLoom, aStudio, aUnit, type BuiltUnit, someCords } from "#test/builders.ts";
import {
	aHead,
	aLoad,
	aMidSideBox,
	aMonitorController,
	aReampBox,
	aRouter,
	aStereoBox,
	aSummer,
	aWideInterface,
} from "#test/model/a-patch-room.ts";

const called = ({ unit, model }: BuiltUnit, name: string): BuiltUnit => ({ unit: { ...unit, name }, model });

const place = (row: string, column: number): string => `PB1/${row}${String(column).padStart(2, "0")} rear`;

const outs = [
	...[1, 2, 3, 4, 5, 6].map((n) => `interface/da${n}`),
	"opto/out",
	"fet/out",
	...["l", "r"].map((side) => `bus/out-${side}`),
	...["m", "s", "l", "r"].map((name) => `ms/out-${name}`),
	...["l", "r"].map((side) => `sum/out-${side}`),
	"load/out",
];
const ins = [
	...[1, 2, 3, 4, 5, 6].map((n) => `interface/ad${n}`),
	"opto/in",
	"fet/in",
	...["l", "r"].map((side) => `bus/in-${side}`),
	...["l", "r", "m", "s"].map((name) => `ms/in-${name}`),
	...[1, 2, 3, 4].map((n) => `sum/in-${n}`),
	"reamp/in",
];

/** A room for every kind of chain: bays of one, three and eight rows, a router behind it, monitors that can be muted. */
export const aLargeRoom = (): Studio =>
	aStudio({
		gear: [
			aWideInterface(8),
			called(aUnit("opto"), "Opto comp"),
			called(aUnit("fet"), "FET comp"),
			called(aStereoBox("bus"), "Bus comp"),
			called(aMidSideBox(), "M/S box"),
			called(aSummer(), "Summing mixer"),
			called(aReampBox(), "Re-amp box"),
			called(aHead(), "Valve head"),
			called(aLoad(), "Load box"),
			aRouter("router", 2),
			aMonitorController(),
		],
		bays: [
			aBay({ columns: 24, rows: 3, name: "Main bay", points: [{ columns: "1-24", normalling: "open" }] }),
			aBay({
				id: "MIC",
				name: "Mic panel",
				columns: 8,
				rows: 1,
				points: [{ columns: "1-8", normalling: "open" }],
			}),
			aBay({
				id: "TIE",
				name: "Tie field",
				columns: 32,
				rows: 8,
				points: [
					{ columns: "1-16", rows: "AB", normalling: "half-normal" },
					{ columns: "1-16", rows: "GH", normalling: "full normal" },
				],
			}),
		],
		looms: [
			...outs.map((port, i) => aLoom(port, place("A", i + 1))),
			...ins.map((port, i) => aLoom(place("B", i + 1), port)),
			aLoom("interface/da7", "router/in1"),
			aLoom("router/out1", "interface/ad7"),
			aLoom("interface/da8", "monitors/in-l"),
			aLoom(place("C", 1), "interface/ad8"),
		],
		store: [
			someCords({ id: "TT-60-blue", colour: "blue", length: "0.6 m", count: 24 }),
			someCords({ id: "TS-200-black", colour: "black", plugs: ["TS", "TS"], length: "2 m" }),
			someCords({ id: "SPK-red", plugs: ["TS", "TS"], length: "2 m", kind: "speaker 2.5 mm²" }),
		],
	});
