import type { Island } from "#model/copper/island.ts";
import { type Hop, hopsOn } from "#model/copper/link.ts";
import { loadedOn } from "#model/copper/load.ts";
import type { Hertz } from "#model/level.ts";
import { isSpeaker, meetingOf } from "#model/meeting.ts";
import { BASS, type Peak, peakOf, TREBLE } from "#model/response.ts";
import { sayBy, sayFarads, sayHertz, sayMetres, sayOhms } from "#model/say-figure.ts";
import { sayPort } from "#model/studio.ts";
import { type CopperRule, finding, type Rules } from "./rule.ts";

/** dB at 20 kHz. A guitar's cable takes its share and is part of the sound, until it takes half of the power. */
const TREBLE_LOST = 0.5;
const GUITAR_TREBLE_LOST = 3;
/** dB at 20 Hz. */
const BASS_LOST = 1;

const coilOf = ({ from: { port } }: Hop) => (port.direction === "out" ? port.coil : undefined);

/** The source's impedance and the cable's capacitance make a low-pass. */
const trebleLoss: CopperRule = ({ studio }, island) =>
	hopsOn(island).flatMap((hop) => {
		const { from, to, gain, metres } = hop;
		if (isSpeaker(from) || coilOf(hop) || from.port.impedance === null) return [];
		const lost = gain - hop.at(TREBLE);
		if (lost <= (to.port.stage === "instrument" ? GUITAR_TREBLE_LOST : TREBLE_LOST)) return [];
		const corner = hop.corner();
		const down = corner === null ? "" : `, 3 dB at ${sayHertz(corner)}`;
		return [
			finding({
				code: "level.treble-loss",
				severity: "note",
				places: [from.id, to.id],
				numbers: {
					"loss at 20 kHz dB": lost,
					"source Ω": from.port.impedance,
					metres,
					...(corner === null ? {} : { "corner kHz": corner / 1000 }),
				},
				sentence: `${sayPort(studio, from.id)} (${sayOhms(from.port.impedance)}) drives ${sayMetres(metres)} of cable to ${sayPort(studio, to.id)}: ${sayBy(lost)} are lost at 20 kHz${down}.`,
				cure: "Shorten the cable, take one of less capacitance, or put a line driver at the source.",
			}),
		];
	});

/** A coupling capacitor and a low load make a high-pass. */
const bassLoss: CopperRule = ({ studio }, island) =>
	loadedOn(island).flatMap(({ from, hops, load }) => {
		const coupling = from.port.direction === "out" ? from.port.coupling : undefined;
		const [hop] = hops;
		if (coupling === undefined || load === null || !hop) return [];
		const lost = hop.gain - hop.at(BASS);
		if (lost <= BASS_LOST) return [];
		return [
			finding({
				code: "level.bass-loss",
				severity: "warn",
				places: [from.id, ...hops.map(({ to }) => to.id)],
				numbers: { "loss at 20 Hz dB": lost, "coupling µF": coupling * 1e6, "load Ω": load },
				sentence: `${sayPort(studio, from.id)} is coupled through ${sayFarads(coupling)} and loaded with ${sayOhms(load)}: ${sayBy(lost)} are lost at 20 Hz.`,
				cure: "Use an input of a higher impedance, or a buffer between; switch a termination off.",
			}),
		];
	});

/** Metres of guitar cable that everybody has heard a pickup with. */
const USUAL = 6;
const [LOWEST, HIGHEST]: readonly [Hertz, Hertz] = [500, TREBLE];
/** dB above 1 kHz that make a peak, and below it that make a pickup dull at 4 kHz. */
const PEAKED = 1;
const DULL: Hertz = 4000;
const DULLED = -3;

const peak = (hop: Hop): Peak => peakOf(hop, { from: LOWEST, to: HIGHEST });

/** The same copper with all its cables as much shorter as makes them `metres` together. */
const shortened = (island: Island, hop: Hop, metres: number): Hop | undefined => {
	const scale = metres / hop.metres;
	const stretches = island.stretches.map((stretch) => ({ ...stretch, metres: stretch.metres * scale }));
	return hopsOn({ ...island, stretches }).find(
		({ from, to }) => from.id === hop.from.id && to.id === hop.to.id,
	);
};

/** The cable's capacitance draws a pickup's resonance down. */
const pickupResonance: CopperRule = ({ studio }, island) =>
	hopsOn(island).flatMap((hop) => {
		const { from, to, metres } = hop;
		if (!coilOf(hop) || metres <= USUAL || meetingOf(hop) === "instrument into line") return [];
		const usual = shortened(island, hop, USUAL);
		const [here, there] = [peak(hop), usual && peak(usual)];
		if (here.dB < PEAKED || !there) return [];
		return [
			finding({
				code: "level.pickup-resonance",
				severity: "note",
				places: [from.id, to.id],
				numbers: {
					"peak Hz": Math.round(here.hertz),
					"peak dB": here.dB,
					metres,
					"peak with 6 m Hz": Math.round(there.hertz),
				},
				sentence: `With ${sayMetres(metres)} of cable ${sayPort(studio, from.id)} peaks at ${sayHertz(here.hertz)} by ${sayBy(here.dB)}; with ${sayMetres(USUAL)} it would at ${sayHertz(there.hertz)}: the guitar sounds darker and more nasal.`,
				cure: "Put a buffer near the guitar, or use a shorter cable of less capacitance.",
			}),
		];
	});

/** The load damps a pickup's resonance away. */
const pickupDull: CopperRule = ({ studio }, island) =>
	loadedOn(island).flatMap(({ from, hops, load }) =>
		hops.flatMap((hop) => {
			if (!coilOf(hop) || load === null || meetingOf(hop) === "instrument into line") return [];
			const at4k = hop.at(DULL) - hop.gain;
			if (at4k > DULLED || peak(hop).dB >= PEAKED) return [];
			return [
				finding({
					code: "level.pickup-dull",
					severity: "note",
					places: [from.id, hop.to.id],
					numbers: { "at 4 kHz dB": at4k, "load Ω": load },
					sentence: `${sayOhms(load)} damp the pickup at ${sayPort(studio, from.id)}: its resonance is gone, and ${sayPort(studio, hop.to.id)} hears ${sayBy(at4k)} less at 4 kHz than at 1 kHz.`,
					cure: "Use an input of 1 MΩ, or a buffer between.",
				}),
			];
		}),
	);

/** What copper does to bass and treble. */
export const responseRules: Rules = {
	copper: [trebleLoss, bassLoss, pickupResonance, pickupDull],
	codes: {
		"level.treble-loss": {
			title: "Treble lost in the cable",
			severity: "note",
			physics:
				"A source of R ohms and a cable of C farads make a low-pass, 3 dB down at 1/(2π·R·C). With 100 pF a metre 50 Ω drive 100 m to 318 kHz, but 600 Ω only to 26.5 kHz: 2.0 dB are gone at 20 kHz.",
			cure: "Shorten the cable, or put a line driver at the source.",
			example:
				"Source OUT (600 Ω) drives 200 m of cable to Sink IN: 2.0 dB are lost at 20 kHz, 3 dB at 26.1 kHz.",
		},
		"level.bass-loss": {
			title: "Bass lost at a coupling capacitor",
			severity: "warn",
			physics:
				"A capacitor of C farads in series with a load of R ohms is a high-pass, 3 dB down at 1/(2π·R·C). 1 µF into 10 kΩ reaches down to 16 Hz; into 600 Ω it ends at 265 Hz.",
			cure: "Use an input of a higher impedance, or a buffer between.",
			example: "Source OUT is coupled through 1 µF and loaded with 600 Ω: 21.5 dB are lost at 20 Hz.",
		},
		"level.pickup-resonance": {
			title: "A long cable on a pickup",
			severity: "note",
			physics:
				"A passive pickup is a coil of some henries; with the cable's capacitance it resonates at 1/(2π·√(L·C)). 2.4 H peak near 4.4 kHz with 3 m of cable and near 3.6 kHz with 6 m: that is why guitarists hear cables.",
			cure: "Put a buffer near the guitar, or use a shorter cable.",
			example:
				"With 10 m of cable Source OUT peaks at 2.93 kHz by 5.0 dB; with 6 m it would at 3.57 kHz: the guitar sounds darker and more nasal.",
		},
		"level.pickup-dull": {
			title: "A pickup that is loaded dull",
			severity: "note",
			physics:
				"The resonance of a pickup is damped by all resistances across it. With 1 MΩ it stands some decibels high; with some ten kilohms it is gone, and the coil and the load are a low-pass of R/(2π·L).",
			cure: "Use an input of 1 MΩ, or a buffer between.",
			example:
				"22 kΩ damp the pickup at Source OUT: its resonance is gone, and Sink IN hears 6.9 dB less at 4 kHz than at 1 kHz.",
		},
	},
};
