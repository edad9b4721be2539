import { cordNamed } from "#model/cable.ts";
import { isEarthed } from "#model/copper/behind.ts";
import type { Island, Wired } from "#model/copper/island.ts";
import { type Hop, hopsOn } from "#model/copper/link.ts";
import { hearsBetweenLegs } from "#model/copper/stages.ts";
import { dbFromRatio, type Farads } from "#model/level.ts";
import { sayBy, sayFarads, sayMetres } from "#model/say-figure.ts";
import { type PortOfUnit, perStudio, type Studio, sayPort } from "#model/studio.ts";
import { type CopperRule, finding, listed, type Rules } from "./rule.ts";

/** Metres of unbalanced cable that are everyday: a rack, and a guitar. */
const EVERYDAY = 6;
const FOR_GUITARS = 10;
/** Metres between two mains sockets from which on a loop hums. */
const LOOPING = 5;

const wired = ({ ports }: Island, { id }: PortOfUnit): Wired | undefined =>
	ports.find(({ at }) => at.id === id);

const isUnbalancedSource = ({ port }: PortOfUnit): boolean =>
	port.direction === "out" && (port.stage === "unbalanced" || port.stage === "valve");

/** An input that hears against its own ground, or whose cold leg is on ground where it stands, not at the source. */
const hearsAgainstGround = (island: Island, to: PortOfUnit): boolean => {
	if (to.port.direction !== "in" || to.port.stage === "speaker load") return false;
	const nets = wired(island, to)?.nets;
	const tied = nets !== undefined && island.metalOf(nets.cold) === island.earth;
	return !hearsBetweenLegs(to.port) || tied;
};

const isUnbalanced = (island: Island, { from, to }: Hop): boolean =>
	isUnbalancedSource(from) && hearsAgainstGround(island, to);

const capacitanceOf = ({ stretches }: Island): Farads =>
	stretches.reduce((sum, { stuff, metres }) => sum + (stuff.toScreen + stuff.betweenCores) * metres, 0);

/** Permanent cables whose screen is open at one end. */
const liftedLooms = perStudio(
	({ looms, cables }) =>
		new Set([...looms, ...cables].filter(({ screen }) => screen === "lifted").map(({ id }) => id)),
);

const isLifted = (studio: Studio, cable: string): boolean =>
	liftedLooms(studio).has(cable) || cordNamed(studio, cable)?.screen === "lifted";

/** Two mains earths that a screen joins a second time. Amplifiers and their guitars have ground lifts of their own. */
const loops = (studio: Studio, island: Island, hop: Hop): boolean => {
	const { from, to, cables, metres } = hop;
	return (
		metres > LOOPING &&
		to.port.stage !== "instrument" &&
		from.unit.id !== to.unit.id &&
		isEarthed(from.model) &&
		isEarthed(to.model) &&
		isUnbalanced(island, hop) &&
		!cables.some((cable) => isLifted(studio, cable))
	);
};

const groundLoop: CopperRule = ({ studio }, island) =>
	hopsOn(island)
		.filter((hop) => loops(studio, island, hop))
		.map(({ from, to, metres }) =>
			finding({
				code: "balance.ground-loop",
				severity: "note",
				places: [from.id, to.id],
				numbers: { metres },
				sentence: `${sayPort(studio, from.id)} and ${sayPort(studio, to.id)} are both on mains earth, and the screen of ${sayMetres(metres)} of unbalanced cable joins them once more: what flows in that loop is heard as hum.`,
				cure: "Put an isolating transformer or a DI box in the line, or run it balanced from one end; never lift a mains earth.",
			}),
		);

/** Far enough for hum and radio to be picked up, and for the cable's capacitance to be a figure. */
const unbalancedLong: CopperRule = ({ studio }, island) =>
	hopsOn(island).flatMap((hop) => {
		const { from, to, metres } = hop;
		const limit = to.port.stage === "instrument" ? FOR_GUITARS : EVERYDAY;
		if (metres <= limit || !isUnbalanced(island, hop) || loops(studio, island, hop)) return [];
		const farads = capacitanceOf(island);
		return [
			finding({
				code: "balance.unbalanced-long",
				severity: "note",
				places: [from.id, to.id],
				numbers: { metres, "capacitance pF": farads * 1e12 },
				sentence: `${sayPort(studio, from.id)} runs ${sayMetres(metres)} unbalanced to ${sayPort(studio, to.id)} (${sayFarads(farads)}): hum and radio that the cable picks up are not rejected.`,
				cure: `Keep it under ${limit} m, or put a DI box or a balancing transformer at the source.`,
			}),
		];
	});

/** dB between what hot and cold carry. */
const UNEQUAL = 1;

/** Inputs that load one of two legs alone: an unbalanced one its hot leg, whatever its cold one is joined to. */
const onOneLeg = (island: Island, { from, to }: Hop): PortOfUnit[] => {
	const source = wired(island, from)?.copper;
	return island.inputs.flatMap(({ at, copper }) => {
		const legs =
			at.port.direction === "in" && hearsBetweenLegs(at.port) ? [copper.hot, copper.cold] : [copper.hot];
		const loads = [source?.hot, source?.cold].map((net) => net !== undefined && legs.includes(net));
		return at.id !== to.id && loads[0] !== loads[1] ? [at] : [];
	});
};

const isPair = ({ port }: PortOfUnit): boolean =>
	port.stage === "ground-referenced" || port.stage === "cross-coupled";

/** Both legs arrive, but not alike: what is common to them, hum and all, is no longer the same on both. */
const unequalLegs: CopperRule = ({ studio }, island) =>
	hopsOn(island).flatMap((hop) => {
		const { from, to, legs } = hop;
		const nets = wired(island, to)?.copper;
		if (!nets || !isPair(from) || to.port.direction !== "in" || !hearsBetweenLegs(to.port)) return [];
		const source = wired(island, from)?.copper;
		const both = source && new Set([nets.hot, nets.cold, source.hot, source.cold]).size === 2;
		const [hot, cold] = [dbFromRatio(2 * legs.hot), dbFromRatio(2 * legs.cold)];
		if (!both || [nets.hot, nets.cold].includes(island.earth) || Math.abs(hot - cold) <= UNEQUAL) return [];
		const names = onOneLeg(island, hop).map(({ id }) => sayPort(studio, id));
		const because =
			names.length > 0 ? `: ${listed(names)} ${names.length > 1 ? "hang" : "hangs"} on one leg alone` : "";
		return [
			finding({
				code: "balance.impedance-unbalanced",
				severity: "warn",
				places: [from.id, to.id],
				numbers: { "hot dB": hot, "cold dB": cold },
				sentence: `The legs of ${sayPort(studio, from.id)} arrive unequal at ${sayPort(studio, to.id)}, hot ${sayBy(hot)} and cold ${sayBy(cold)} down${because}. Hum is rejected less.`,
				cure: "Feed the unbalanced input from an output of its own, or through a transformer.",
			}),
		];
	});

/** Runs that are unbalanced, or that something makes so. */
export const unbalancedRules: Rules = {
	copper: [groundLoop, unbalancedLong, unequalLegs],
	codes: {
		"balance.ground-loop": {
			title: "A ground loop",
			severity: "note",
			physics:
				"Mains earth joins the chassis of two units, and the screen of an unbalanced cable joins them again. Leakage currents and stray fields drive some milliamperes round that loop; 10 mA through 0.5 Ω of screen are 5 mV in series with the signal, −44 dBu of hum.",
			cure: "Put an isolating transformer or a DI box in the line; never lift a mains earth.",
			example:
				"Source OUT and Sink IN are both on mains earth, and the screen of 8 m of unbalanced cable joins them once more: what flows in that loop is heard as hum.",
		},
		"balance.unbalanced-long": {
			title: "A long unbalanced run",
			severity: "note",
			physics:
				"An unbalanced input takes whatever stands between tip and sleeve for signal, with all that the cable has picked up. Each metre adds about 100 pF, and a source of 10 kΩ is 3 dB down at 26.5 kHz after 6 m.",
			cure: "Shorten the run, or balance it at the source.",
			example:
				"Source OUT runs 8 m unbalanced to Sink IN (800 pF): hum and radio that the cable picks up are not rejected.",
		},
		"balance.impedance-unbalanced": {
			title: "Legs that are loaded unequally",
			severity: "warn",
			physics:
				"A balanced line rejects hum because both legs have the same impedance and pick up the same. A load on one leg alone makes the rest of the hum a difference: 10 % of difference leave 20 dB of rejection where 60 dB were.",
			cure: "Feed the unbalanced input from an output of its own, or through a transformer.",
			example:
				"The legs of Source OUT arrive unequal at Sink IN, hot 2.3 dB and cold 0.5 dB down: Meter IN hangs on one leg alone. Hum is rejected less.",
		},
	},
};
