import type { InputPort, InputStage, OutputPort, OutputStage } from "#model/gear-model.ts";
import type { Ohms, Volts } from "#model/level.ts";
import type { Circuit, Source, Terminal, Voltages } from "./circuit.ts";

/** Where an impedance is unknown: a load that bridges, a source that drives it. */
const BRIDGING: Ohms = 1e6;
const DRIVING: Ohms = 50;
/** Where a manual says "balanced" and no more: what most of them are. It matters only when a leg is grounded or open. */
const outputStage = ({ stage }: OutputPort): OutputStage => stage ?? "ground-referenced";
export const inputStage = ({ stage }: InputPort): InputStage => stage ?? "electronic";
/** Isolation of each end of a transformer winding from earth. */
const WINDING: Ohms = 1e8;

/** The terminals of a port, and what its unbalanced side refers to: earth, or its own ground where it has no earth. */
export type Legs = {
	readonly hot: Terminal;
	readonly cold: Terminal;
	readonly ground: Terminal;
	/** Whether copper joins a leg to earth, through however much cable. */
	readonly hotOnEarth: boolean;
	readonly coldOnEarth: boolean;
};

/** A voltage behind what the stage has in the way: a resistance, a coil, a capacitor. */
const emf = (
	at: Circuit,
	port: OutputPort,
	plus: Terminal,
	minus: Terminal,
	volts: Volts,
	ohms: Ohms,
): Source => {
	if (port.coil) {
		const inside = at.terminal();
		at.inductor(inside, plus, port.coil.inductance);
		at.capacitor(plus, minus, port.coil.capacitance);
		if (port.coil.pots !== undefined) at.resistor(plus, minus, port.coil.pots);
		return at.source(inside, minus, volts, port.coil.resistance);
	}
	if (port.coupling === undefined) return at.source(plus, minus, volts, ohms);
	const inside = at.terminal();
	at.capacitor(inside, plus, port.coupling);
	return at.source(inside, minus, volts, ohms);
};

type Drive = (at: Circuit, port: OutputPort, legs: Legs, ohms: Ohms) => Source[];

/** Insulation is the same at both ends of a winding: what floats stands as far above earth as below. */
const insulate = (at: Circuit, ends: readonly Terminal[]): void => {
	for (const end of ends) at.resistor(end, 0, WINDING);
};

/** Hot and cold each behind half of what is stated between them, against the chassis. */
const bothLegs =
	(volts: { readonly hot: Volts; readonly cold: Volts }): Drive =>
	(at, port, { hot, cold, ground }, ohms) => [
		emf(at, port, hot, ground, volts.hot, ohms / 2),
		emf(at, port, cold, ground, volts.cold, ohms / 2),
	];
const pair = bothLegs({ hot: 0.5, cold: -0.5 });
const hotOnly: Drive = (at, port, { hot, ground }, ohms) => [emf(at, port, hot, ground, 1, ohms)];
/** A coupling capacitor is in series with the winding, there is but one. */
const floating: Drive = (at, port, { hot, cold }, ohms) => {
	insulate(at, [hot, cold]);
	return [emf(at, port, hot, cold, 1, ohms)];
};

/** What each output stage puts on its two legs for one volt between them. Studio facts §5. */
const drives: Record<OutputStage, Drive> = {
	transformer: floating,
	"ground-referenced": pair,
	/**
	 * Each leg takes the other for its ground. With one of them grounded the voltage between them stays and what goes
	 * out by one leg comes back by the other, as from a winding; otherwise it is a pair.
	 */
	"cross-coupled": (at, port, legs, ohms) => {
		if (!legs.hotOnEarth && !legs.coldOnEarth) return pair(at, port, legs, ohms);
		const ground = at.terminal();
		insulate(at, [ground]);
		return pair(at, port, { ...legs, ground }, ohms);
	},
	"impedance-balanced": bothLegs({ hot: 1, cold: 0 }),
	unbalanced: hotOnly,
	valve: hotOnly,
	speaker: hotOnly,
	"bridged speaker": pair,
};

/** Puts an output on its terminals; the sources speak with one volt between the legs, all together. */
export const drive = (at: Circuit, port: OutputPort, legs: Legs): Source[] =>
	drives[outputStage(port)](at, port, legs, port.impedance ?? DRIVING);

const drivenOnBoth: Record<OutputStage, boolean> = {
	transformer: true,
	"ground-referenced": true,
	"cross-coupled": true,
	"impedance-balanced": true,
	unbalanced: false,
	valve: false,
	speaker: false,
	"bridged speaker": true,
};
/** Outputs that drive their cold leg, or take the current back by it. */
export const isDrivenOnBoth = (port: OutputPort): boolean => drivenOnBoth[outputStage(port)];

/** How an input takes its signal: between its legs, or from hot to its ground. */
const isDifferential: Record<InputStage, boolean> = {
	transformer: true,
	electronic: true,
	microphone: true,
	"speaker load": true,
	unbalanced: false,
	instrument: false,
};

/** Whether an input hears the voltage between its legs, and not the one of its hot leg against ground. */
export const hearsBetweenLegs = (port: InputPort): boolean => isDifferential[inputStage(port)];

/**
 * An electronic input is an instrumentation amplifier: each leg has its bias resistor to ground, half of what is stated
 * between them. A plain difference amplifier takes the same of a whole balanced line; of a single leg it hears up to
 * 6 dB less, and no manual says which of the two it is.
 */
const load = (at: Circuit, port: InputPort, { hot, cold, ground }: Legs, ohms: Ohms): void => {
	if (port.stage === "transformer") {
		at.resistor(hot, cold, ohms);
		insulate(at, [hot, cold]);
	} else if (port.stage === "speaker load") {
		at.resistor(hot, cold, ohms);
	} else if (isDifferential[inputStage(port)]) {
		at.resistor(hot, ground, ohms / 2);
		at.resistor(cold, ground, ohms / 2);
	} else at.resistor(hot, ground, ohms);
};

/** Puts an input on its terminals: its impedance, its capacitance, and its termination if that is switched in. */
export const receive = (at: Circuit, port: InputPort, legs: Legs, isTerminated: boolean): void => {
	load(at, port, legs, port.impedance ?? BRIDGING);
	const other = isDifferential[inputStage(port)] ? legs.cold : legs.ground;
	if (port.capacitance !== undefined) at.capacitor(legs.hot, other, port.capacitance);
	if (port.terminated && isTerminated) at.resistor(legs.hot, other, port.terminated.impedance);
};

/** The two terminals between which an input hears. */
export const hears = (port: InputPort, legs: Legs): readonly [plus: Terminal, minus: Terminal] => [
	legs.hot,
	isDifferential[inputStage(port)] ? legs.cold : legs.ground,
];

export const across = (
	{ re, im }: Voltages,
	plus: Terminal,
	minus: Terminal,
): { re: number; im: number } => ({
	re: (re[plus] ?? 0) - (re[minus] ?? 0),
	im: (im[plus] ?? 0) - (im[minus] ?? 0),
});
