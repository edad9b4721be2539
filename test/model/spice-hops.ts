import { type Hop, hopsOn } from "#model/copper/link.ts";
import { build, schematicOf } from "#model/copper/schematic.ts";
import { wire } from "#model/copper/wiring.ts";
import { dbFromRatio } from "#model/level.ts";
import { type Deck, deckOf, type Reading, simulated, slowed } from "#test/simulators/spice.ts";
import type { Patched } from "./every-hop.ts";

/** A hop as the link solver gives it, and a deck in which its source alone speaks and "heard" is the signal. */
export type Asked = {
	readonly where: string;
	readonly hop: Pick<Hop, "at" | "corner" | "inverted">;
	readonly deck: Deck;
};
/** What a receiver sees between its two terminals, in ohms, and a deck whose "heard" is the volts of one ampere there. */
export type Seen = {
	readonly where: string;
	readonly resistance: (hertz: number) => number;
	readonly deck: Deck;
};

/** Of a gain and of noise in dB, of a corner as a share of its frequency, of a polarity 1 for the wrong one. */
export type Difference = {
	readonly where: string;
	readonly of: "gain" | "corner" | "polarity" | "noise";
	readonly is: number;
};

const AUDIBLE = [20, 1000, 20_000];
/** A thousandth on either side of 1 kHz, where every slowed circuit has its corner. */
const AROUND = [999, 1001];
/** Below −120 dB nobody hears that two reckonings differ. */
const FAINTEST = -120;
const HIGHEST = 1e7;
/** A shorted input makes no noise, and its zero may be any trifle. */
const SHORT = 1e-6;

const heard = (reading: Reading, deck: number, frequency: number): number => {
	const { re, im } = reading(deck, "heard", frequency);
	return dbFromRatio(Math.hypot(re, im) || 1e-10);
};

/** Where a response falls through a level, on the straight line between two frequencies: how far from their middle. */
const misses = (below: number, above: number, wanted: number): number =>
	Math.abs((below + above) / 2 - wanted) / (500 * Math.max(below - above, 1e-9));

/** Every hop at 20 Hz, 1 kHz and 20 kHz, its polarity at 1 kHz, and its corner. */
export const differences = (asked: readonly Asked[]): Difference[] => {
	const decks = asked.map(({ deck }) => deck);
	const corners = asked.map(({ hop }) => hop.corner());
	const plain = simulated(decks, AUDIBLE, "heard");
	const slow = simulated(
		decks.map((deck, i) => slowed(deck, (corners[i] ?? HIGHEST) / 1000)),
		AROUND,
		"heard",
	);
	return asked.flatMap(({ where, hop }, i): Difference[] => {
		const gains = AUDIBLE.map((hertz, frequency): Difference => {
			const [ours, theirs] = [hop.at(hertz), heard(plain, i, frequency)];
			const is = Math.max(ours, theirs) < FAINTEST ? 0 : Math.abs(ours - theirs);
			return { where: `${where} at ${hertz} Hz`, of: "gain", is };
		});
		const { re, im } = plain(i, "heard", 1);
		const isOverturned = Math.abs(re) > Math.abs(im) && re < 0 !== hop.inverted;
		const wanted = heard(plain, i, 1) - 10 * Math.log10(2);
		const [below, above] = [heard(slow, i, 0), heard(slow, i, 1)];
		const isFlat = corners[i] === null && above > wanted - 0.01;
		return [
			...gains,
			{ where, of: "polarity", is: isOverturned ? 1 : 0 },
			{ where, of: "corner", is: isFlat ? 0 : misses(below, above, wanted) },
		];
	});
};

/** The resistance that every receiver sees, as the noise that it makes. */
export const noiseDifferences = (seen: readonly Seen[]): Difference[] => {
	const reading = simulated(
		seen.map(({ deck }) => deck),
		AUDIBLE,
		"heard",
	);
	return seen.flatMap(({ where, resistance }, i) =>
		AUDIBLE.map((hertz, frequency): Difference => {
			const [ours, theirs] = [resistance(hertz), reading(i, "heard", frequency).re];
			const is = Math.abs(dbFromRatio(Math.max(SHORT, ours) / Math.max(SHORT, theirs))) / 2;
			return { where: `${where} at ${hertz} Hz`, of: "noise", is };
		}),
	);
};

export type Limits = Readonly<Record<Difference["of"], number>>;
/** A hundredth of a dB; a thousandth of a corner's frequency. */
export const ALIKE: Limits = { gain: 0.01, corner: 0.001, polarity: 0, noise: 0.01 };
export const disagreeing = (all: readonly Difference[], limits = ALIKE): Difference[] =>
	all.filter(({ of, is }) => !(is <= limits[of]));

/** Every hop of a studio, and what every receiver of one sees, with the link solver's own circuits as decks. */
export const decksOf = (
	where: string,
	{ studio, cords }: Patched,
): { readonly asked: readonly Asked[]; readonly seen: readonly Seen[] } => {
	const islands = wire(studio, { cords, normals: "as plugged" })
		.islands()
		.filter((island) => hopsOn(island).length > 0)
		.map((island) => {
			const { at, sources, receivers } = build(schematicOf(island));
			const placeOf = ({ id }: Hop["from"]): number => island.analogue.findIndex((port) => port.at.id === id);
			return { island, at, placeOf, sources, receivers };
		});
	return {
		asked: islands.flatMap(({ island, at, placeOf, sources, receivers }) =>
			hopsOn(island).map((hop) => {
				const hears = receivers[placeOf(hop.to)]?.join(" ");
				return {
					where: `${where}, ${hop.from.id} to ${hop.to.id}`,
					hop,
					deck: `${deckOf(at.elements, sources[placeOf(hop.from)])}\nEheard heard 0 ${hears} 1`,
				};
			}),
		),
		seen: islands.flatMap(({ island, at, receivers }) =>
			receivers.flatMap((hears, i): Seen[] => {
				if (!hears) return [];
				const [plus, minus] = hears;
				return [
					{
						where: `${where}, ${island.analogue[i]?.at.id}`,
						resistance: (hertz) => at.impedance(hertz, plus, minus).re,
						deck: `${deckOf(at.elements, [])}\nIprobe ${minus} ${plus} DC 0 AC 1\nEheard heard 0 ${plus} ${minus} 1`,
					},
				];
			}),
		),
	};
};
