import type { Deck } from "#test/simulators/spice.ts";

/*
 * Parts of a drawing, as an engineer draws them who has never seen this program. What a source gives is on a (hot) and
 * b (cold), what a receiver takes on c and d, and its signal is on "heard". A source gives one volt.
 */

export const drawing = (...parts: readonly Deck[]): Deck => parts.join("\n");

type Wire = { readonly ohms: number; readonly farads: number };
/** A metre of 0.22 mm² in a screened pair. */
const PAIR: Wire = { ohms: 0.078, farads: 100e-12 };
const SECTIONS = 10;

/** A core in a screen that is on earth: ten sections, each a π. */
export const core = (from: string, to: string, metres: number, { ohms, farads }: Wire = PAIR): Deck => {
	const at = (i: number): string => (i === 0 ? from : i === SECTIONS ? to : `${from}_${to}_${i}`);
	const half = (farads * metres) / SECTIONS / 2;
	return Array.from({ length: SECTIONS }, (_, i) =>
		[
			`C${from}${to}${i}n ${at(i)} 0 ${half}`,
			`R${from}${to}${i} ${at(i)} ${at(i + 1)} ${(ohms * metres) / SECTIONS}`,
			`C${from}${to}${i}f ${at(i + 1)} 0 ${half}`,
		].join("\n"),
	).join("\n");
};

/** Hot and cold of a screened pair. */
export const pairOf = (metres: number, wire?: Wire): Deck =>
	drawing(core("a", "c", metres, wire), core("b", "d", metres, wire));
/** The same with pin 3 on pin 1 where it arrives. */
export const groundedThere = (metres: number): Deck =>
	drawing(core("a", "c", metres), core("b", "0", metres));

/** One amplifier, hot against the chassis. */
export const hotAlone = (ohms: number): Deck => `V s 0 AC 1\nRs s a ${ohms}`;

/** Two amplifiers that push and pull against the chassis. */
export const pushPull = (ohms: number): Deck =>
	`Vh s 0 AC 0.5\nVc t 0 AC -0.5\nRsh s a ${ohms / 2}\nRsc t b ${ohms / 2}`;

/** One amplifier, and from cold to the chassis a resistor like the amplifier's own. */
export const dummyLeg = (ohms: number): Deck => `V s 0 AC 1\nRsh s a ${ohms / 2}\nRsc b 0 ${ohms / 2}`;

/** A transformer 1:1, half of its resistance on either side. The secondary has its insulation and nothing else. */
export const outputTransformer = (ohms: number): Deck =>
	[
		`V s 0 AC 1\nRp s p ${ohms / 2}\nLp p 0 10k`,
		`Ls q b 10k\nKs Lp Ls 1\nRs q a ${ohms / 2}`,
		"Ra a 0 1g\nRb b 0 1g",
	].join("\n");

/**
 * Each amplifier adds what it senses on the other leg, all but a trifle that keeps it from running away. The voltage
 * between the legs stays whatever is grounded; what is seen between them is one build-out resistor.
 */
export const servo = (ohms: number): Deck =>
	[
		"V s 0 AC 1",
		"Eh u 0 POLY(2) s 0 b 0 0 0.99995 0.9999",
		"Ec v 0 POLY(2) s 0 a 0 0 -0.99995 0.9999",
		`Rsh u a ${ohms}\nRsc v b ${ohms}`,
	].join("\n");

/** A pickup: coil, copper and the capacitance of its windings. */
export const pickup = "V s 0 AC 1\nRs s q 6k\nLs q a 2.4\nCs a 0 110p";

/** A grid, or the input of a tape machine: against the chassis. */
export const single = (ohms: number): Deck => `Rin c 0 ${ohms}\nEheard heard 0 c 0 1`;

/** An instrumentation amplifier with a bias resistor on each leg. */
export const instrumentation = (ohms: number): Deck =>
	`Rinh c 0 ${ohms / 2}\nRinc d 0 ${ohms / 2}\nEheard heard 0 c d 1`;

/** A transformer 1:1 with its load on the secondary. */
export const inputTransformer = (ohms: number): Deck =>
	[
		"Lc c d 10k\nLi i 0 10k\nKi Lc Li 1",
		`Rin i 0 ${ohms}\nEheard heard 0 i 0 1`,
		"Rc c 0 1g\nRd d 0 1g",
	].join("\n");
