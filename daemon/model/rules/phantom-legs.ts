import type { Island, Wired, WiredAnalogue } from "#model/copper/island.ts";
import type { Ohms, Volts } from "#model/level.ts";
import { sayPort } from "#model/studio.ts";
import type { LineRule, PhantomLine } from "./phantom.ts";
import { finding } from "./rule.ts";

type Nets = Wired["copper"];

/** 48 V come through 6.8 kΩ on each leg (IEC 61938, P48). */
const SUPPLY: Volts = 48;
const FEED: Ohms = 6800;
const shortCircuit = (1000 * SUPPLY) / FEED;
const heat = SUPPLY ** 2 / FEED;
/** Matched to its source, a load takes the most: U² ÷ 4R, once through both resistors and once through one. */
const mostPower = (ohms: Ohms): number => (1000 * SUPPLY ** 2) / (4 * ohms);

const touches = (earth: number, net: number, { hot, cold }: Nets): boolean =>
	net !== earth && (net === hot || net === cold);

/** Whether 48 V of an input reach an output on either leg. */
export const isFed = ({ earth }: Island, input: Nets, output: Nets): boolean =>
	touches(earth, input.hot, output) || touches(earth, input.cold, output);

/** A winding has its two ends on two legs: what runs in at one must run out at the other. */
const isWinding = ({ at: { port } }: WiredAnalogue): boolean => port.stage === "transformer";
const isOnGround = ({ earth }: Island, { copper }: WiredAnalogue): boolean =>
	copper.hot === earth || copper.cold === earth;

/** What a winding's own resistance leaves of the current; where nobody knows it, 6.8 kΩ decide alone. */
const throughWinding = ({ at: { port } }: WiredAnalogue): number =>
	(1000 * SUPPLY) / (FEED + ((port.direction === "out" && port.coil?.resistance) || 0));

const halfFed = ({ island: { earth }, input }: PhantomLine, source: WiredAnalogue): boolean => {
	const { hot, cold } = input.copper;
	const legs = [hot, cold].filter((net) => touches(earth, net, source.copper));
	return legs.length === 1 && hot !== cold && hot !== earth && cold !== earth;
};

/** One leg of the input reaches the source and the other one does not: a pin is open, or the cable is unbalanced. */
const oneLeg: LineRule = ({ studio }, line) =>
	line.sources
		.filter((source) => halfFed(line, source))
		.map((source) => {
			const places = [line.phantom.input, source.at.id];
			const [from, to] = places.map((place) => sayPort(studio, place));
			const isDriven = isWinding(source) && isOnGround(line.island, source);
			const current = throughWinding(source);
			return finding({
				code: "phantom.one-leg",
				severity: isDriven ? "stop" : "warn",
				places,
				asksEachTime: true,
				numbers: isDriven
					? { mA: current }
					: { "mW at most": mostPower(FEED), "mW with both legs": mostPower(FEED / 2) },
				sentence: isDriven
					? `48 V from ${from} reach ${to} on one leg and its other leg is on ground: ${current.toFixed(1)} mA of direct current run through its winding.`
					: `48 V from ${from} reach only one leg of ${to}: at most ${mostPower(FEED).toFixed(0)} mW arrive instead of ${mostPower(FEED / 2).toFixed(0)}, and the other pin sends a pulse through it when it makes contact.`,
				cure: "Switch 48 V off, wait 30 seconds, and mend the cable: both legs must run through.",
			});
		});

/** A leg of the input on ground: its resistor heats, and what hangs between the legs has all of the 48 V on it. */
const shorted: LineRule = ({ studio }, { phantom, input, island, sources }) => {
	const legs = [input.copper.hot, input.copper.cold];
	const down = legs.filter((net) => net === island.earth).length;
	if (down === 0) return [];
	const winding = sources.find((source) => isWinding(source) && isOnGround(island, source));
	const which = down === 2 ? "Both legs" : `The ${legs[0] === island.earth ? "hot" : "cold"} leg`;
	const through = winding
		? `, and as much again runs through the winding of ${sayPort(studio, winding.at.id)}`
		: "";
	return [
		finding({
			code: "phantom.shorted",
			severity: "warn",
			places: [phantom.input, ...sources.map(({ at }) => at.id)],
			asksEachTime: true,
			numbers: { mA: down * shortCircuit, "W per resistor": heat },
			sentence: `${which} of ${sayPort(studio, phantom.input)} ${down === 2 ? "are" : "is"} on ground with 48 V on: ${(down * shortCircuit).toFixed(1)} mA and ${heat.toFixed(2)} W in its 6.8 kΩ${through}.`,
			cure: "Switch 48 V off; an unbalanced source goes through a DI box or into a line input.",
			...(phantom.control === "always"
				? {}
				: { apply: [{ do: "turn", unit: phantom.unit, control: phantom.control, setting: phantom.off }] }),
		}),
	];
};

/** What the copper does with 48 V when a line is not whole. */
export const legRules: readonly LineRule[] = [oneLeg, shorted];
