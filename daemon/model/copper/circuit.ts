import type { Farads, Henries, Hertz, Ohms, Volts } from "#model/level.ts";
import { factor, type Matrix, substitute, zeros } from "./elimination.ts";

/** A terminal of a circuit. 0 is earth. */
export type Terminal = number;
/** A sinusoid's amplitude and phase as a complex number. */
export type Phasor = { readonly re: number; readonly im: number };

/** What lies between two terminals. A source is a voltage from `minus` to `plus` behind a resistance. */
export type Element =
	| { readonly is: "resistor"; readonly a: Terminal; readonly b: Terminal; readonly ohms: Ohms }
	| { readonly is: "capacitor"; readonly a: Terminal; readonly b: Terminal; readonly farads: Farads }
	| { readonly is: "inductor"; readonly a: Terminal; readonly b: Terminal; readonly henries: Henries }
	| Source;
export type Source = {
	readonly is: "source";
	readonly plus: Terminal;
	readonly minus: Terminal;
	readonly volts: Volts;
	readonly ohms: Ohms;
};

/** Voltages of all terminals against earth, by terminal; the first is earth's 0. */
export type Voltages = { readonly re: Float64Array; readonly im: Float64Array };

/** A linear circuit under construction, to be asked at a frequency. */
export type Circuit = {
	/** A further terminal, inside a cable or a box. */
	readonly terminal: () => Terminal;
	readonly resistor: (a: Terminal, b: Terminal, ohms: Ohms) => void;
	readonly capacitor: (a: Terminal, b: Terminal, farads: Farads) => void;
	readonly inductor: (a: Terminal, b: Terminal, henries: Henries) => void;
	readonly source: (plus: Terminal, minus: Terminal, volts: Volts, ohms: Ohms) => Source;
	readonly elements: readonly Element[];
	/**
	 * All voltages at a frequency; at 0 Hz capacitors are open and coils are wire. With `speaking` only those sources
	 * give their voltage, and the others stay as the resistances they are. Asked again at the same frequency for other
	 * sources it costs little: the factors are kept.
	 */
	readonly solve: (hertz: Hertz, speaking?: readonly Source[]) => Voltages;
	/** What is seen between two terminals with every source silent, in ohms. Its real part makes the Johnson noise. */
	readonly impedance: (hertz: Hertz, a: Terminal, b: Terminal) => Phasor;
};

/** Nothing is quite insulated: keeps a floating terminal solvable, far below anything that is heard. */
export const LEAK: Ohms = 1e10;
/** A stated 0 Ω is a stage that drives anything; a tenth of a milliohm is near enough and keeps the matrix regular. */
export const LEAST: Ohms = 1e-4;

/** A coil's reactance is taken as it is down to a tenth of a microhenry at 20 Hz. */
const LEAST_REACTANCE: Ohms = 1e-5;

const isSource = (element: Element): element is Source => element.is === "source";

/** One matrix for all circuits of a size, with the elements whose factors it holds: thousands of circuits come and go. */
type Sheet = { readonly matrix: Matrix; holder: readonly Element[] | undefined };
const sheets = new Map<number, Sheet>();
const sheetFor = (width: number): Sheet => {
	const sheet = sheets.get(width) ?? { matrix: zeros(width), holder: undefined };
	sheets.set(width, sheet);
	return sheet;
};

/**
 * Nodal analysis of `terminals` terminals besides earth: Kirchhoff's currents at every terminal, Y·v = i, with a
 * complex Y for one frequency at a time and every source as Norton's current beside its resistance. Any textbook;
 * for example Vlach and Singhal, Computer Methods for Circuit Analysis and Design.
 */
export const circuit = (terminals: number): Circuit => {
	const elements: Element[] = [];
	let count = terminals;
	/** For which frequency the matrix of its size holds this circuit's factors, unless another circuit took it since. */
	let factoredAt: Hertz | undefined;
	const add = <E extends Element>(element: E): E => {
		factoredAt = undefined;
		elements.push(element);
		return element;
	};
	const factorsAt = (hertz: Hertz): Matrix => {
		const sheet = sheetFor(count + 1);
		if (sheet.holder === elements && factoredAt === hertz) return sheet.matrix;
		fill(sheet.matrix, elements, hertz);
		factor(sheet.matrix);
		sheet.holder = elements;
		factoredAt = hertz;
		return sheet.matrix;
	};
	const answer = (hertz: Hertz, drive: (amperes: Float64Array) => void): Voltages => {
		const voltages = { re: new Float64Array(count + 1), im: new Float64Array(count + 1) };
		drive(voltages.re);
		substitute(factorsAt(hertz), voltages.re, voltages.im);
		return voltages;
	};
	return {
		terminal: () => {
			factoredAt = undefined;
			return ++count;
		},
		resistor: (a, b, ohms) => void add({ is: "resistor", a, b, ohms }),
		capacitor: (a, b, farads) => void add({ is: "capacitor", a, b, farads }),
		inductor: (a, b, henries) => void add({ is: "inductor", a, b, henries }),
		source: (plus, minus, volts, ohms) => add({ is: "source", plus, minus, volts, ohms }),
		elements,
		solve: (hertz, speaking = elements.filter(isSource)) =>
			answer(hertz, (amperes) => {
				for (const { plus, minus, volts, ohms } of speaking)
					inject(amperes, plus, minus, volts / Math.max(LEAST, ohms));
			}),
		impedance: (hertz, a, b) => {
			const { re, im } = answer(hertz, (amperes) => inject(amperes, a, b, 1));
			return { re: re[a] - re[b], im: im[a] - im[b] };
		},
	};
};

const inject = (amperes: Float64Array, plus: Terminal, minus: Terminal, current: number): void => {
	amperes[plus] += current;
	amperes[minus] -= current;
};

/** Writes the admittances at a frequency. Earth's row and column are filled like any and not read. */
const fill = (matrix: Matrix, elements: readonly Element[], hertz: Hertz): void => {
	const { width, re, im } = matrix;
	const omega = 2 * Math.PI * hertz;
	re.fill(0);
	im.fill(0);
	matrix.real = true;
	for (let i = 0; i < width; i++) re[i * width + i] = 1 / LEAK;
	for (const element of elements) {
		if (isSource(element)) stamp(re, width, element.plus, element.minus, 1 / Math.max(LEAST, element.ohms));
		else if (element.is === "resistor")
			stamp(re, width, element.a, element.b, 1 / Math.max(LEAST, element.ohms));
		else if (omega > 0) {
			matrix.real = false;
			stamp(im, width, element.a, element.b, susceptance(element, omega));
		} else if (element.is === "inductor") stamp(re, width, element.a, element.b, 1 / LEAST);
	}
};

const susceptance = (
	element: Extract<Element, { readonly is: "capacitor" | "inductor" }>,
	omega: number,
): number =>
	element.is === "capacitor"
		? omega * element.farads
		: -1 / Math.max(LEAST_REACTANCE, omega * element.henries);

const stamp = (matrix: Float64Array, width: number, a: Terminal, b: Terminal, siemens: number): void => {
	matrix[a * width + a] += siemens;
	matrix[b * width + b] += siemens;
	matrix[a * width + b] -= siemens;
	matrix[b * width + a] -= siemens;
};
