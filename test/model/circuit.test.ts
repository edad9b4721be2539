import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Circuit, circuit, LEAK, LEAST, type Terminal } from "#model/copper/circuit.ts";
import { dbFromRatio } from "#model/level.ts";
import { type Drawn, drawn, randomCircuit } from "./a-circuit.ts";

const gainAt = (hertz: number, at: Circuit, terminal: Terminal): number => {
	const { re, im } = at.solve(hertz);
	return dbFromRatio(Math.hypot(re[terminal], im[terminal]));
};

/** 1 V behind a resistance at terminal 1, and what hangs on it. */
const driven = (ohms: number, load: (at: Circuit) => void): Circuit => {
	const at = circuit(1);
	at.source(1, 0, 1, ohms);
	load(at);
	return at;
};

describe("a load takes its share at any frequency", () => {
	test.each([
		[50, [10_000], -0.0433],
		[100, [10_000], -0.0864],
		[150, [1500], -0.8279],
		[600, [600], -6.0206],
		[600, [10_000], -0.5061],
		[50, [600], -0.6952],
		[600, [10_000, 10_000], -0.9844],
		[2000, [10_000], -1.5836],
	])("%d Ω into %j is %d dB", (source, loads, decibels) => {
		const at = driven(source, (to) => {
			for (const load of loads) to.resistor(1, 0, load);
		});
		for (const hertz of [0, 20, 20_000]) expect(gainAt(hertz, at, 1)).toBeCloseTo(decibels, 4);
	});
});

describe("a cable is a pole", () => {
	test.each([
		["50 Ω and 100 m", 50, 10e-9, 318_310, -0.0171],
		["600 Ω and 100 m", 600, 10e-9, 26_526, -1.955],
		["10 kΩ and 6 m", 10_000, 600e-12, 26_526, -1.955],
		["a volume pot at mid travel and 5 m", 125_000, 500e-12, 2546, -17.97],
	])("%s of 100 pF/m", (_, ohms, farads, corner, at20k) => {
		const at = driven(ohms, (to) => to.capacitor(1, 0, farads));
		expect(gainAt(0, at, 1)).toBeCloseTo(0, 3);
		expect(gainAt(20_000, at, 1)).toBeCloseTo(at20k, 2);
		expect(gainAt(1 / (2 * Math.PI * ohms * farads), at, 1)).toBeCloseTo(dbFromRatio(Math.SQRT1_2), 3);
		expect(1 / (2 * Math.PI * ohms * farads)).toBeCloseTo(corner, -1);
	});

	test("at its corner the voltage is 45° late", () => {
		const { re, im } = driven(1000, (to) => to.capacitor(1, 0, 1e-6)).solve(1 / (2 * Math.PI * 1e-3));
		expect([re[1], im[1]]).toEqual([expect.closeTo(0.5, 6), expect.closeTo(-0.5, 6)]);
	});
});

test("a coupling capacitor of 47 µF into 600 Ω is 3 dB down at 5.64 Hz, and blocks at 0 Hz", () => {
	const at = circuit(2);
	at.source(1, 0, 1, 0);
	at.capacitor(1, 2, 47e-6);
	at.resistor(2, 0, 600);
	expect(gainAt(1 / (2 * Math.PI * 600 * 47e-6), at, 2)).toBeCloseTo(dbFromRatio(Math.SQRT1_2), 4);
	expect(gainAt(0, at, 2)).toBeLessThan(-200);
});

/** A guitar's pickup of 2.4 H, 6 kΩ and 110 pF behind its pots into an amplifier's 1 MΩ. */
const guitar = (metres: number): Circuit => {
	const at = circuit(2);
	at.source(1, 0, 1, 6000);
	at.inductor(1, 2, 2.4);
	at.capacitor(2, 0, 110e-12 + metres * 100e-12);
	for (const ohms of [250e3, 250e3, 1e6]) at.resistor(2, 0, ohms);
	return at;
};

describe("a guitar hears its cable", () => {
	test.each([
		[3, 4423, 3.18],
		[6, 3571, 4.71],
	])("%d m of cable: the peak is at %d Hz, +%d dB above the low strings", (metres, peak, decibels) => {
		const at = guitar(metres);
		const rise = (hertz: number): number => gainAt(hertz, at, 2) - gainAt(20, at, 2);
		expect(rise(peak)).toBeCloseTo(decibels, 2);
		for (const beside of [peak - 2, peak + 2]) expect(rise(beside)).toBeLessThan(rise(peak));
	});
});

describe("what cannot be divided by is near enough to be solved", () => {
	test("a stated 0 Ω drives anything", () => {
		expect(
			gainAt(
				1000,
				driven(0, (to) => to.resistor(1, 0, 8)),
				1,
			),
		).toBeCloseTo(dbFromRatio(8 / (8 + LEAST)), 9);
	});

	test("a terminal that nothing touches rests at 0 V", () => {
		const { re, im } = circuit(1).solve(1000);
		expect([...re, ...im]).toEqual([0, 0, 0, 0]);
	});

	test("a floating winding keeps its voltage and is centred on earth", () => {
		const at = circuit(2);
		at.source(1, 2, 1, 600);
		at.resistor(1, 2, 10_000);
		const { re } = at.solve(1000);
		expect(dbFromRatio(re[1] - re[2])).toBeCloseTo(-0.5061, 4);
		expect(re[1] + re[2]).toBeCloseTo(0, 6);
	});

	test("a terminal added later has a voltage as well", () => {
		const at = driven(100, (to) => to.resistor(1, 0, 100));
		at.solve(1000);
		const inside = at.terminal();
		at.resistor(1, inside, 50);
		expect(at.solve(1000).re[inside]).toBeCloseTo(0.5, 6);
	});
});

describe("impedance", () => {
	test("sources in parallel with their loads, at 0 Hz and with the cable's capacitance", () => {
		const at = driven(600, (to) => {
			to.resistor(1, 0, 600);
			to.capacitor(1, 0, 10e-9);
		});
		expect(at.impedance(0, 1, 0)).toEqual({ re: expect.closeTo(300, 4), im: 0 });
		const omegaRC = 2 * Math.PI * 20_000 * 300 * 10e-9;
		const { re, im } = at.impedance(20_000, 1, 0);
		expect(re).toBeCloseTo(300 / (1 + omegaRC ** 2), 4);
		expect(im).toBeCloseTo((-300 * omegaRC) / (1 + omegaRC ** 2), 4);
	});

	test("between the legs of a pair it is both halves", () => {
		const at = circuit(2);
		at.source(1, 0, 0.5, 75);
		at.source(2, 0, -0.5, 75);
		expect(at.impedance(1000, 1, 2).re).toBeCloseTo(150, 4);
	});

	test("nothing but leakage is seen between terminals that nothing joins", () => {
		expect(circuit(2).impedance(1000, 1, 2).re).toBeCloseTo(2 * LEAK, 0);
	});
});

const HERTZ = fc.constantFrom(0, 20, 1000, 20_000, 200_000);

/** Phasors agree to a part in a hundred thousand of the largest one there, 0.0001 dB. */
const agree = (a: number[], b: number[]): boolean => {
	const largest = Math.max(...a.map(Math.abs), ...b.map(Math.abs), 1e-9);
	return a.every((value, i) => Math.abs(value - b[i]) <= 1e-5 * largest);
};

describe("laws of linear circuits", () => {
	test("superposition: all sources together give the sum of each alone", () => {
		fc.assert(
			fc.property(randomCircuit, HERTZ, (drawing, hertz) => {
				const { at, sources } = drawn(drawing);
				const { re, im } = at.solve(hertz);
				const alone = sources.map((source) => at.solve(hertz, [source]));
				const sum = (part: "re" | "im"): number[] =>
					[...re].map((_, i) => alone.reduce((all, one) => all + one[part][i], 0));
				// Where the sources cancel, what is left is measured against what each of them does.
				const most = Math.max(...alone.flatMap((one) => [...one.re, ...one.im].map(Math.abs)));
				expect(agree([...re, ...im, most], [...sum("re"), ...sum("im"), most])).toBe(true);
			}),
		);
	});

	test("reciprocity: source and meter change places and the meter reads the same", () => {
		const through = (drawing: Drawn, hertz: number, from: Terminal, to: Terminal): number[] => {
			const { at } = drawn(drawing);
			const source = at.source(from, 0, 1, 1000);
			at.resistor(to, 0, 1000);
			const { re, im } = at.solve(hertz, [source]);
			return [re[to], im[to], 1e-3];
		};
		fc.assert(
			fc.property(randomCircuit, HERTZ, (drawing, hertz) => {
				const last = drawing.terminals;
				expect(agree(through(drawing, hertz, 1, last), through(drawing, hertz, last, 1))).toBe(true);
			}),
		);
	});

	test("Kirchhoff: an impedance is the same seen from either side, and never negative", () => {
		fc.assert(
			fc.property(randomCircuit, HERTZ, (drawing, hertz) => {
				const { at } = drawn(drawing);
				const one = at.impedance(hertz, 1, drawing.terminals);
				const other = at.impedance(hertz, drawing.terminals, 1);
				expect(agree([one.re, one.im], [other.re, other.im])).toBe(true);
				expect(one.re).toBeGreaterThanOrEqual(-1e-6 * Math.hypot(one.re, one.im));
			}),
		);
	});

	test("without coils and capacitors the frequency does not matter, to the last bit", () => {
		fc.assert(
			fc.property(randomCircuit, HERTZ, (drawing, hertz) => {
				const elements = drawing.elements.filter(({ is }) => is === "resistor" || is === "source");
				const { at } = drawn({ ...drawing, elements });
				expect(at.solve(hertz)).toEqual(at.solve(0));
			}),
		);
	});
});
