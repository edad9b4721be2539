import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { CableMap, type Plugged } from "#model/cable.ts";
import type { Studio } from "#model/studio.ts";
import {
	aBay,
	aLoom,
	aReceiver,
	aSource,
	aStudio,
	type BuiltUnit,
	demoFolder,
	someCords,
} from "../builders.ts";

export type Output = NonNullable<Parameters<typeof aSource>[1]>;
export type Input = NonNullable<Parameters<typeof aReceiver>[1]>;
type Loom = ReturnType<typeof aLoom>;
/** A studio with its cords in. */
export type Patched = { readonly studio: Studio; readonly cords: readonly Plugged[] };

/** A cable of more than two ends as it is shipped. */
export const shippedMap = (name: string): CableMap =>
	CableMap.parse(parse(readFileSync(join(demoFolder, `../../cables/${name}.yaml`), "utf8")));

const pickup = { inductance: "2.4 H", resistance: "6 kΩ", capacitance: "110 pF" };
const ribbon = { inductance: "30 mH", resistance: "250 Ω", capacitance: "1 nF" };

export const outputs: Readonly<Record<string, Output>> = {
	transformer: { stage: "transformer", impedance: "600 Ω" },
	"ground-referenced": { impedance: "50 Ω" },
	"cross-coupled": { stage: "cross-coupled", impedance: "100 Ω" },
	"impedance-balanced": { stage: "impedance-balanced", impedance: "150 Ω" },
	unbalanced: { stage: "unbalanced", impedance: "1 kΩ" },
	valve: { stage: "valve", impedance: "2 kΩ" },
	speaker: { stage: "speaker", impedance: "0 Ω" },
	"bridged speaker": { stage: "bridged speaker", impedance: "0.1 Ω" },
	ribbon: { stage: "transformer", coil: ribbon },
	pickup: { stage: "unbalanced", coil: pickup },
	"pair behind 22 µF": { coupling: "22 µF" },
	"valve behind 0.1 µF": { stage: "valve", impedance: "2 kΩ", coupling: "0.1 µF" },
};
export const inputs: Readonly<Record<string, Input>> = {
	transformer: { stage: "transformer" },
	"transformer with 600 Ω across": {
		stage: "transformer",
		terminated: { impedance: "600 Ω" },
	},
	electronic: {},
	"electronic with 1 nF": { capacitance: "1 nF" },
	unbalanced: { stage: "unbalanced", impedance: "47 kΩ" },
	instrument: { stage: "instrument", impedance: "1 MΩ", capacitance: "50 pF" },
	microphone: { stage: "microphone", impedance: "1.5 kΩ" },
	"speaker load": { stage: "speaker load", impedance: "8 Ω" },
};

const TRS = { connector: "TRS" } as const;
const ends = (source: string, sink: string, changes: Partial<Loom>): Loom => ({
	...aLoom(source, sink),
	...changes,
});

/** One cable between a source and a sink; what is not said of it is as everybody has it. */
type Cable = (source: string, sink: string) => Loom;
const cables: Readonly<Record<string, Cable>> = {
	"no length": (source, sink) => aLoom(source, sink),
	"100 m": (source, sink) => ends(source, sink, { length: "100 m" }),
	"50 m of Cat 5e": (source, sink) => ends(source, sink, { length: "50 m", kind: "Cat 5e" }),
	"30 m of AES3 pair, inverted": (source, sink) =>
		ends(source, sink, { length: "30 m", kind: "AES3 pair", to: { into: sink, inverted: true } }),
	"30 m, cold on the screen at the far end": (source, sink) =>
		ends(source, sink, { length: "30 m", to: { into: sink, cold: "to screen" } }),
	"30 m, cold open at the far end": (source, sink) =>
		ends(source, sink, { length: "30 m", to: { into: sink, cold: "open" } }),
	"6 m, cold on the screen at the source": (source, sink) =>
		ends(source, sink, { length: "6 m", from: { into: source, cold: "to screen" } }),
	"20 m, screen lifted": (source, sink) => ends(source, sink, { length: "20 m", screen: "lifted" }),
	"a pad in 20 m": (source, sink) =>
		ends(source, sink, { length: "20 m", pad: { series: "4.7 kΩ", shunt: "1 kΩ" } }),
	"TS to TS, 6 m of 150 pF/m": (source, sink) =>
		ends(source, sink, {
			length: "6 m",
			capacitance: "150 pF/m",
			from: { into: source, plug: "TS" },
			to: { into: sink, plug: "TS" },
		}),
	"20 m of 2.5 mm²": (source, sink) => ends(source, sink, { length: "20 m", kind: "speaker 2.5 mm²" }),
};

type Line = { readonly name: string; readonly output: Output; readonly input: Input };
const lines: readonly Line[] = Object.entries(outputs).flatMap(([from, output]) =>
	Object.entries(inputs).map(([to, input]) => ({ name: `${from} into ${to}`, output, input })),
);
const boxes = lines.flatMap(({ output, input }, i): BuiltUnit[] => [
	aSource(`s${i}`, output, TRS),
	aReceiver(`r${i}`, input, TRS),
]);
const others = lines.map((_, i) =>
	aReceiver(`o${i}`, i % 2 ? { stage: "unbalanced", impedance: "22 kΩ" } : { impedance: "600 Ω" }, TRS),
);
const each = <T>(work: (i: number) => T): T[] => lines.map((_, i) => work(i));

/** Every kind of output into every kind of input over one kind of cable. */
const over = (cable: Cable): Patched => ({
	studio: aStudio({ gear: boxes, looms: each((i) => cable(`s${i}/out`, `r${i}/in`)) }),
	cords: [],
});

const column = (i: number): string => String(i + 1).padStart(2, "0");
/** Through a bay, each source half-normalled to its sink, and another receiver on a cord in the upper jack. */
const listening = (): Patched => ({
	studio: aStudio({
		gear: [...boxes, ...others],
		bays: ["PB1", "PB2"].map((id) =>
			aBay({ id, columns: 96, rear: { connector: "TRS", pinout: "own" }, sleeves: "individual" }),
		),
		looms: each((i) => [
			ends(`s${i}/out`, `PB1/A${column(i)} rear`, { length: "3 m" }),
			ends(`PB1/B${column(i)} rear`, `r${i}/in`, { length: "5 m" }),
			ends(`PB2/B${column(i)} rear`, `o${i}/in`, { length: "2 m" }),
		]).flat(),
		store: [someCords({ count: 96 })],
	}),
	cords: each((i) => ({ cord: `TT #${i + 1}`, from: `PB1/A${column(i)}`, to: `PB2/B${column(i)}` })),
});

/** A cable with three plugs; what hangs on the third is another receiver. */
const mapped = (cable: string, [one, two, three]: readonly [string, string, string]): Patched => ({
	studio: {
		...aStudio({ gear: [...boxes, ...others] }),
		cableMaps: { [cable]: shippedMap(cable) },
		cables: each((i) => ({
			id: `Y${i}`,
			cable,
			ends: { [one]: `s${i}/out`, [two]: `r${i}/in`, [three]: `o${i}/in` },
			length: 4,
			screen: "through" as const,
		})),
	},
	cords: [],
});

/** Every kind of output into every kind of input, every way that copper goes. */
export const everyWay: Readonly<Record<string, () => Patched>> = {
	...Object.fromEntries(Object.entries(cables).map(([name, cable]) => [name, () => over(cable)])),
	"through a half-normal with another listening": listening,
	"in a Y cable with another": () => mapped("trs-y-mult", ["from", "one", "other"]),
	"in a splitter with another": () => mapped("trs-to-two-ts", ["stereo", "left", "right"]),
};
