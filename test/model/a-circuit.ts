import fc from "fast-check";
import { type Circuit, circuit, type Element, type Source, type Terminal } from "#model/copper/circuit.ts";

/** A circuit as data, so that a failing one can be read and shrunk. */
export type Drawn = { readonly terminals: number; readonly elements: readonly Element[] };

/** The circuit that a drawing shows, and its sources in order. */
export const drawn = ({ terminals, elements }: Drawn): { at: Circuit; sources: Source[] } => {
	const at = circuit(terminals);
	const sources: Source[] = [];
	for (const element of elements) {
		if (element.is === "resistor") at.resistor(element.a, element.b, element.ohms);
		else if (element.is === "capacitor") at.capacitor(element.a, element.b, element.farads);
		else if (element.is === "inductor") at.inductor(element.a, element.b, element.henries);
		else sources.push(at.source(element.plus, element.minus, element.volts, element.ohms));
	}
	return { at, sources };
};

/** As many values in each decade, from one end to the other. */
export const decades = (least: number, most: number): fc.Arbitrary<number> =>
	fc
		.double({ min: Math.log10(least), max: Math.log10(most), noNaN: true })
		.map((exponent) => Number((10 ** exponent).toPrecision(3)));

const between = (terminals: number): fc.Arbitrary<{ a: Terminal; b: Terminal }> =>
	fc
		.record({ a: fc.integer({ min: 1, max: terminals }), b: fc.integer({ min: 0, max: terminals }) })
		.filter(({ a, b }) => a !== b);

const anElement = (terminals: number): fc.Arbitrary<Element> => {
	const ends = between(terminals);
	return fc.oneof(
		fc
			.record({ ends, ohms: decades(1, 1e7) })
			.map(({ ends: e, ohms }) => ({ is: "resistor" as const, ...e, ohms })),
		fc
			.record({ ends, farads: decades(1e-12, 1e-4) })
			.map(({ ends: e, farads }) => ({ is: "capacitor" as const, ...e, farads })),
		fc
			.record({ ends, henries: decades(1e-6, 100) })
			.map(({ ends: e, henries }) => ({ is: "inductor" as const, ...e, henries })),
		aSource(terminals),
	);
};

const aSource = (terminals: number): fc.Arbitrary<Source> =>
	fc
		.record({
			ends: between(terminals),
			volts: fc.constantFrom(-10, -1, -0.5, 0.5, 1, 10),
			ohms: fc.oneof(fc.constant(0), decades(1, 1e5)),
		})
		.map(({ ends: { a, b }, volts, ohms }) => ({ is: "source" as const, plus: a, minus: b, volts, ohms }));

/**
 * Resistors, coils, capacitors and sources of the trade's sizes anywhere between two to twelve terminals and earth.
 * Every terminal has its insulation, as in a studio: where only leakage holds a wire, nothing is to be computed.
 */
export const randomCircuit: fc.Arbitrary<Drawn> = fc.integer({ min: 2, max: 12 }).chain((terminals) =>
	fc
		.tuple(
			fc.array(decades(1000, 1e7), { minLength: terminals, maxLength: terminals }),
			aSource(terminals),
			fc.array(anElement(terminals), { minLength: 2, maxLength: 24 }),
		)
		.map(([insulation, source, others]) => ({
			terminals,
			elements: [
				...insulation.map((ohms, i) => ({ is: "resistor" as const, a: i + 1, b: 0, ohms })),
				source,
				...others,
			],
		})),
);
