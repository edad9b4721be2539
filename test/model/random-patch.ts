import fc from "fast-check";
import { InputStage, OutputStage } from "#model/gear-model.ts";
import { Normalling } from "#model/patchbay.ts";
import { aBay, aLoom, aReceiver, aSource, aStudio, someCords } from "../builders.ts";
import { decades } from "./a-circuit.ts";
import type { Input, Output, Patched } from "./every-hop.ts";

const COLUMNS = 4;
const ohms = (least: number, most: number): fc.Arbitrary<string> =>
	decades(least, most).map((value) => `${value.toFixed(3)} Ω`);
const farads = (least: number, most: number): fc.Arbitrary<string> =>
	decades(least, most).map((picofarads) => `${picofarads.toFixed(0)} pF`);
const often = <T>(thing: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
	fc.option(thing, { nil: undefined, freq: 1 });

const coil = fc.record({
	inductance: decades(10, 10_000).map((millihenries) => `${millihenries.toFixed(1)} mH`),
	resistance: ohms(50, 20_000),
	capacitance: farads(20, 2000),
});

const output: fc.Arbitrary<Output> = fc
	.record({
		stage: fc.constantFrom(...OutputStage.options),
		impedance: fc.oneof(fc.constant("unknown"), ohms(0.01, 100), ohms(20, 20_000)),
		coupling: often(farads(1e5, 1e8)),
		coil: often(coil),
	})
	.map(({ coupling, coil: wound, ...rest }) => ({
		...rest,
		...(coupling && { coupling }),
		...(wound && { coil: wound }),
	}));

const input: fc.Arbitrary<Input> = fc
	.record({
		stage: fc.constantFrom(...InputStage.options),
		impedance: fc.oneof(fc.constant("unknown"), ohms(4, 1e6), ohms(600, 1e5)),
		capacitance: often(farads(10, 2000)),
		terminated: often(fc.record({ impedance: ohms(100, 2000) })),
	})
	.map(({ capacitance, terminated, ...rest }) => ({
		...rest,
		...(capacitance && { capacitance }),
		...(terminated && { terminated }),
	}));

/** What is usual eight times in nine or ten, so that more than silence is wired. */
const mostly = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
	fc.oneof(
		{ arbitrary: fc.constant(usual), weight: 8 },
		{ arbitrary: fc.constantFrom(...others), weight: 1 },
	);
const cold = mostly<"through" | "to screen" | "open">("through", "to screen", "open");
const plug = mostly<"TRS" | "TS">("TRS", "TS");
const loom = fc
	.record({
		length: decades(0.3, 300).map((metres) => `${metres.toFixed(2)} m`),
		kind: fc.constantFrom(
			"balanced pair" as const,
			"AES3 pair" as const,
			"Cat 5e" as const,
			"coaxial 75 Ω" as const,
			"speaker 4 mm²" as const,
		),
		screen: mostly<"through" | "lifted">("through", "lifted"),
		pad: often(fc.record({ series: ohms(100, 20_000), shunt: ohms(50, 5000) })),
		near: fc.record({ plug, cold }),
		far: fc.record({ plug, cold, inverted: mostly(false, true) }),
	})
	.map(({ pad, ...rest }) => ({ ...rest, ...(pad && { pad }) }));

const jacks = ["A", "B"].flatMap((row) => Array.from({ length: COLUMNS }, (_, i) => `PB1/${row}0${i + 1}`));
/** Cords between any two free jacks. */
const cords = fc.shuffledSubarray(jacks, { maxLength: 6 }).map((taken) =>
	Array.from({ length: Math.floor(taken.length / 2) }, (_, i) => ({
		cord: `TT #${i + 1}`,
		from: taken[2 * i],
		to: taken[2 * i + 1],
	})),
);

/** Two to four sources above and as many receivers below, each with its cable, and whatever cords somebody hung between. */
export const randomPatch: fc.Arbitrary<Patched> = fc
	.record({
		above: fc.array(fc.tuple(output, loom, fc.boolean()), { minLength: 2, maxLength: COLUMNS }),
		below: fc.array(fc.tuple(input, loom), { minLength: 2, maxLength: COLUMNS }),
		normalling: fc.array(mostly<Normalling>("half-normal", ...Normalling.options), {
			minLength: COLUMNS,
			maxLength: COLUMNS,
		}),
		sleeves: fc.constantFrom("bussed" as const, "individual" as const, "strapped" as const),
		cords,
	})
	.map(({ above, below, normalling, sleeves, cords: hanging }) => ({
		studio: aStudio({
			gear: [
				...above.map(([port, , earthed], i) => {
					const box = aSource(`s${i}`, port, { connector: "TRS" });
					return { ...box, model: { ...box.model, earthed } };
				}),
				...below.map(([port], i) => aReceiver(`r${i}`, port, { connector: "TRS" })),
			],
			bays: [
				aBay({
					columns: COLUMNS,
					rear: { connector: "TRS", pinout: "own" },
					points: normalling.map((kind, i) => ({ columns: String(i + 1), normalling: kind })),
					sleeves,
				}),
			],
			looms: [
				...above.map(([, { near, far, ...cable }], i) => ({
					...aLoom({ into: `s${i}/out`, ...near }, { into: `PB1/A0${i + 1} rear`, ...far }),
					...cable,
				})),
				...below.map(([, { near, far, ...cable }], i) => ({
					...aLoom({ into: `PB1/B0${i + 1} rear`, ...near }, { into: `r${i}/in`, ...far }),
					...cable,
				})),
			],
			store: [someCords()],
		}),
		cords: hanging,
	}));
