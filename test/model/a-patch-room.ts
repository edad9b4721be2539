import type { GearModelInput } from "#model/gear-model.ts";
import { aBay, aLoom, anInput, anInterface, anOutput, aUnit, type BuiltUnit } from "../builders.ts";

/** A box with a left and a right side. */
export const aStereoBox = (id: string, model: Partial<GearModelInput> = {}): BuiltUnit =>
	aUnit(id, {
		ports: { "in-l": anInput(), "in-r": anInput(), "out-l": anOutput(), "out-r": anOutput() },
		paths: [
			{ from: "in-l", to: "out-l", side: "left", gain: [0] },
			{ from: "in-r", to: "out-r", side: "right", gain: [0] },
		],
		...model,
	});

/** A box that makes mid and side of left and right, and left and right of mid and side. */
export const aMidSideBox = (id = "ms"): BuiltUnit =>
	aUnit(id, {
		kind: "mid/side matrix",
		ports: Object.fromEntries([
			...["l", "r", "m", "s"].map((name) => [`in-${name}`, anInput()] as const),
			...["m", "s", "l", "r"].map((name) => [`out-${name}`, anOutput()] as const),
		]),
		midSide: {
			encode: { left: "in-l", right: "in-r", mid: "out-m", side: "out-s" },
			decode: { mid: "in-m", side: "in-s", left: "out-l", right: "out-r" },
		},
	});

/** A summing mixer: odd inputs to the left output, even ones to the right. */
export const aSummer = (id = "sum", inputs = 4): BuiltUnit => {
	const numbers = Array.from({ length: inputs }, (_, i) => i + 1);
	return aUnit(id, {
		kind: "summing mixer",
		ports: {
			...Object.fromEntries(numbers.map((n) => [`in-${n}`, anInput()] as const)),
			"out-l": anOutput(),
			"out-r": anOutput(),
		},
		paths: numbers.map((n) => ({
			from: `in-${n}`,
			to: n % 2 === 1 ? "out-l" : "out-r",
			side: n % 2 === 1 ? ("left" as const) : ("right" as const),
			gain: [-6],
		})),
	});
};

/** A crosspoint router; nobody knows how a real one stands. */
export const aRouter = (id = "router", size = 4, model: Partial<GearModelInput> = {}): BuiltUnit => {
	const numbers = Array.from({ length: size }, (_, i) => i + 1);
	return aUnit(id, {
		kind: "router",
		ports: {
			...Object.fromEntries(numbers.map((n) => [`in${n}`, anInput()] as const)),
			...Object.fromEntries(numbers.map((n) => [`out${n}`, anOutput()] as const)),
		},
		matrix: { inputs: [`in[1-${size}]`], outputs: [`out[1-${size}]`], control: "route-{output}" },
		controls: Object.fromEntries(
			numbers.map((n) => [
				`route-out${n}`,
				{
					kind: "rotary switch" as const,
					label: `OUT ${n}`,
					positions: [{ name: "Off" }, ...numbers.map((input) => ({ name: `in${input}` }))],
					default: "Off",
				},
			]),
		),
		paths: [],
		...model,
	});
};

/** A monitor controller with a mute button, or with a mute that nobody can set from here. */
export const aMonitorController = (id = "monitors", control = "mute"): BuiltUnit =>
	aUnit(id, {
		kind: "monitor controller",
		ports: { "in-l": anInput(), "in-r": anInput() },
		controls: {
			mute: {
				kind: "button",
				label: "MUTE",
				at: [20, 20],
				positions: [{ name: "Open" }, { name: "Muted" }],
				default: "Open",
			},
		},
		mute: { control, is: "Muted" },
		paths: [],
	});

/** A valve head and a load box with plain jacks. */
export const aHead = (id = "head"): BuiltUnit =>
	aUnit(id, {
		kind: "amplifier",
		ports: {
			in: anInput({ stage: "instrument", impedance: "1 MΩ", nominal: "-20 dBu" }),
			speaker: anOutput({ stage: "speaker", impedance: "4 Ω", needsLoad: true }),
		},
		jacks: { in: { connector: "TS" }, speaker: { connector: "TS" } },
		paths: [{ from: "in", to: "speaker", gain: [20] }],
	});
export const aLoad = (id = "load"): BuiltUnit =>
	aUnit(id, {
		kind: "load box",
		ports: { in: anInput({ stage: "speaker load", impedance: "8 Ω" }), out: anOutput() },
		jacks: { in: { connector: "TS" }, out: { connector: "XLR-3" } },
		paths: [{ from: "in", to: "out", gain: [-20] }],
	});
export const aReampBox = (id = "reamp"): BuiltUnit =>
	aUnit(id, {
		kind: "re-amp box",
		ports: {
			in: anInput(),
			out: anOutput({ stage: "unbalanced", impedance: "10 kΩ", nominal: "-20 dBu" }),
		},
		jacks: { in: { connector: "XLR-3" }, out: { connector: "TS" } },
		paths: [{ from: "in", to: "out", gain: [-24] }],
	});

/** An interface with as many lines each way. */
export const aWideInterface = (lines: number): BuiltUnit => {
	const numbers = Array.from({ length: lines }, (_, i) => i + 1);
	return anInterface({
		ports: {
			...Object.fromEntries(numbers.map((n) => [`da${n}`, anOutput({ fullScale: "+24 dBu" })] as const)),
			...Object.fromEntries(numbers.map((n) => [`ad${n}`, anInput({ fullScale: "+24 dBu" })] as const)),
		},
	});
};

const place = (row: string, column: number): string => `${row}${String(column).padStart(2, "0")}`;

/** A bay whose upper jacks give and whose lower jacks take, column by column; "" leaves a jack unwired. */
export const aWiredBay = (
	{ outs, ins }: { readonly outs: readonly string[]; readonly ins: readonly string[] },
	changes: Parameters<typeof aBay>[0] = {},
) => {
	const columns = Math.max(outs.length, ins.length);
	const id = changes.id ?? "PB1";
	const open = [{ columns: `1-${columns}`, normalling: "open" as const }];
	const looms = (ports: readonly string[], row: string) =>
		ports.flatMap((port, i) => (port ? [aLoom(`${id}/${place(row, i + 1)} rear`, port)] : []));
	return {
		bay: aBay({ columns, points: open, ...changes }),
		looms: [...looms(outs, "A"), ...looms(ins, "B")],
	};
};
