import type { Ohms, Volts } from "./level.ts";

/** A terminal of a circuit. 0 is earth. */
export type Terminal = number;

/** A resistive circuit under construction: resistors, and sources of a voltage behind a resistance. */
export type Circuit = {
	readonly resistor: (a: Terminal, b: Terminal, ohms: Ohms) => void;
	/** `volts` from `minus` to `plus` behind `ohms` (Norton: the current volts/ohms beside the resistor). */
	readonly source: (plus: Terminal, minus: Terminal, volts: Volts, ohms: Ohms) => void;
	/** Voltages of all terminals against earth. */
	readonly solve: () => Volts[];
};

/** Nothing is quite insulated: keeps a floating terminal solvable, far below anything that is heard. */
const LEAK: Ohms = 1e10;
/** A stated 0 Ω is a stage that drives anything; a milliohm is near enough and keeps the matrix regular. */
const LEAST: Ohms = 1e-3;

/** Nodal analysis of `terminals` terminals besides earth: conductance matrix, Gaussian elimination with pivoting. */
export const circuit = (terminals: number): Circuit => {
	const matrix = Array.from({ length: terminals }, (_, row) =>
		new Float64Array(terminals + 1).fill(1 / LEAK, row, row + 1),
	);
	const add = (row: Terminal, column: number, value: number): void => {
		const line = matrix[row - 1];
		if (line && column > 0) line[column - 1] = (line[column - 1] ?? 0) + value;
	};
	const resistor = (a: Terminal, b: Terminal, ohms: Ohms): void => {
		const siemens = 1 / Math.max(LEAST, ohms);
		add(a, a, siemens);
		add(b, b, siemens);
		add(a, b, -siemens);
		add(b, a, -siemens);
	};
	const source = (plus: Terminal, minus: Terminal, volts: Volts, ohms: Ohms): void => {
		resistor(plus, minus, ohms);
		const amperes = volts / Math.max(LEAST, ohms);
		add(plus, terminals + 1, amperes);
		add(minus, terminals + 1, -amperes);
	};
	return { resistor, source, solve: () => eliminate(matrix.map((row) => row.slice())) };
};

const swapIn = (rows: Float64Array[], column: number): void => {
	let best = column;
	for (let row = column + 1; row < rows.length; row++)
		if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = row;
	const [a, b] = [rows[column], rows[best]];
	if (a && b) [rows[column], rows[best]] = [b, a];
};

/** Gauss–Jordan; returns the terminal voltages with earth's 0 first. */
const eliminate = (rows: Float64Array[]): Volts[] => {
	const width = rows.length;
	for (let column = 0; column < width; column++) {
		swapIn(rows, column);
		const pivot = rows[column];
		if (!pivot) continue;
		const scale = pivot[column] || 1;
		for (let i = 0; i <= width; i++) pivot[i] = (pivot[i] ?? 0) / scale;
		rows.forEach((row, at) => {
			const factor = row[column] ?? 0;
			if (at === column || factor === 0) return;
			for (let i = column; i <= width; i++) row[i] = (row[i] ?? 0) - factor * (pivot[i] ?? 0);
		});
	}
	return [0, ...rows.map((row) => row[width] ?? 0)];
};
